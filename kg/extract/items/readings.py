"""The ways to read a region as a list: by its marks, its numbers, its quotations, its 和."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from kg.extract.items.cuts import holds_outside, inside, split, trim
from kg.naming import COUNT
from kg.segment import boundaries
from kg.text import Span

PLAIN = ("；", "、", "", "，", "。")
MIXED = ("、；", "，；", "、，", "、，；", "+", "、+")
_STRONGER = {"、": "，；。", "，": "；。", "；": "。", "。": "", "+": "、，；。"}
_SUM = (
    rf"(?:(?:[{COUNT.replace('一', '').replace('双', '')}十]|十[{COUNT}]){{1,3}}(?!季度|连续|年|月)|双[重轮]|"
    r"\d{1,3}(?=[个大项类种条家名位])|(?<=[“‘])双)"
)
_TAIL = re.compile(
    rf"等?(?:这|共|的)?[“‘]?{_SUM}[^、；。，]{{0,24}}$|等[^、；。，]{{0,8}}$|"
    r"的(?:简称|统称|总称|合称|缩写|有机统一|有机融合)[^、；。]{0,6}$"
)
_CONJUNCTION = re.compile(r"以及|及其(?![它他])|和|与|及")
_QUOTED = re.compile("“([^“”，；。]{2,60})”")
_TITLE, _TITLES = re.compile("《[^《》]+》"), re.compile("《[^《》]+》(?:(?:以及|[、和与及])?《[^《》]+》)+")
_CN = "[一二三四五六七八九十]{1,2}"
_ORDINALS = re.compile(
    r"(?=[一二三四五六七八九十第①-⑳（\d])"  # the characters that an ordinal begins with
    rf"(?:{_CN}(?:是|要|为)|第{_CN}(?:是|，|、)|[①-⑳]|（(?:{_CN}|\d{{1,2}})）|(?<![\d.])\d{{1,2}}(?:[、．）]|\.(?!\d)))"
)


def readings(text: str, region: Span, separators: Sequence[str], count: int) -> Iterator[list[Span]]:
    """The ways to read a region as a list with the marks given; no marks at all: 一是 lists, quotations, A和B.

    Readings that cannot have `count` items are left out where that is seen early: a 和 may cut each piece in two.
    """
    for marks in separators:
        if not marks:
            yield from _unmarked(text, region)
            continue
        ordinals = _ordinal_items(text, region) if marks in "；。" else []
        if ordinals:
            yield ordinals
        if 2 * (1 + sum([text.count(mark, *region) for mark in marks])) < count:
            continue
        bare = _without_tail(text, region, marks)
        stronger = _stronger(marks)
        for reach in dict.fromkeys((bare, region)):
            items = split(text, reach, marks)
            if (
                len(items) > (2 if marks == "。" else 1)
                and len(items) <= count <= 2 * len(items)
                and not any(holds_outside(text, i, stronger) for i in items)
                and not _loose(text, items)
            ):
                yield items
                yield conjoined(text, items)
                yield conjoined(text, items, every=True)


@cache
def _stronger(marks: str) -> frozenset[str]:
    """The marks that are stronger than each of those given."""
    return frozenset.intersection(*(frozenset(_STRONGER[mark]) for mark in marks))


def _loose(text: str, items: Sequence[Span]) -> bool:
    """Whether a cut at 、 left a ， in some piece beside it: then the pieces are not of one list."""
    beside = [i for i in items if "、" in (text[i.start - 1 : i.start], text[i.end : i.end + 1])]
    loose = [i for i in beside if holds_outside(text, i, {"，"})]
    return 0 < len(loose) < len(items)  # 眼里有光，激情抓落实、心中有数，锚定目标抓落实 are clauses throughout


def _unmarked(text: str, region: Span) -> Iterator[list[Span]]:
    yield _quoted_items(text, region)
    yield _titled_items(text, region)
    for reach in dict.fromkeys((_without_tail(text, region, "、"), region)):
        if not holds_outside(text, reach, set("、，；。")):
            yield conjoined(text, [reach])


def _without_tail(text: str, region: Span, marks: str) -> Span:
    """Without the words that sum the list up (…“六链”融合发展, …等四类企业的统称)."""
    last = max([text.rfind(mark, region.start, region.end) for mark in f"{marks}和与及"])
    if last < region.start:
        return region
    match = _TAIL.search(text, last + 1, region.end)
    if match and match.start() == last + 1 and text[last] in "和与及":  # 碳达峰与碳中和的简称: no conjunction
        return trim(text, Span(region.start, match.start()))
    if match is None or match.start() <= last + 1 or inside(text, region, match.start()):
        return region
    if match[0].startswith("等") and "、" in text[last + 1 : match.start()]:  # 交通、水利等重大工程 is one item
        return region
    return trim(text, Span(region.start, match.start()))


def conjoined(text: str, items: list[Span], every: bool = False) -> list[Span]:
    """The last item (or every item) cut at its 和, 与, 及 as well, where the cut falls between words."""
    out: list[Span] = []
    for i, item in enumerate(items):
        cut = (
            _conjunction(text, item)
            if (every or i == len(items) - 1) and not holds_outside(text, item, {"、"})
            else None
        )
        if cut:
            out.extend(trim(text, piece) for piece in (Span(item.start, cut.start), Span(cut.end, item.end)))
        else:
            out.append(item)
    return out


def _conjunction(text: str, item: Span) -> Span | None:
    depth_free = [
        m
        for m in _CONJUNCTION.finditer(text, item.start + 1, item.end)
        if m.end() < item.end - 1 and not inside(text, item, m.start())
    ]
    if not depth_free:
        return None
    words = boundaries(text[item.start : item.end])
    fits = [
        m
        for m in depth_free
        if {m.start() - item.start, m.end() - item.start} <= words or text.startswith(("其它", "其他"), m.end())
    ]
    if not fits:
        return None
    middle = (item.start + item.end) / 2
    best = min(fits, key=lambda m: (m[0] in ("及", "及其"), abs(m.start() - middle)))
    return Span(best.start(), best.end())


def _ordinal_items(text: str, region: Span) -> list[Span]:
    """一是…；二是…, ①…②…"""
    marks = list(_ORDINALS.finditer(text, region.start, region.end))
    ends = [m.start() for m in marks[1:]] + [region.end]
    return [trim(text, Span(m.end(), end)) for m, end in zip(marks, ends, strict=True)] if len(marks) > 1 else []


def _quoted_items(text: str, region: Span) -> list[Span]:
    """“A”和“B”; and 坚持“甲、乙”和“丙、丁”, whose quotations are lists themselves."""
    quoted = [Span(*m.span(1)) for m in _QUOTED.finditer(text, region.start, region.end)]
    inner = [piece for quote in quoted for piece in split(text, quote, "、")]
    return inner if len(quoted) > 1 and len(inner) > len(quoted) else quoted


def _titled_items(text: str, region: Span) -> list[Span]:
    """《A》《B》和《C》: documents named in a row, with their marks."""
    row = _TITLES.search(text, *region)
    return [Span(*m.span()) for m in _TITLE.finditer(text, *row.span())] if row else []
