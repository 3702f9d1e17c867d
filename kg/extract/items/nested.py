"""Glosses of two levels: counted phrases (三件大事), each with the list of what it counts."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.extract.items.counts import counted
from kg.extract.items.cuts import holds_outside, split, trim
from kg.extract.items.endings import closed
from kg.extract.items.names import parts
from kg.extract.items.regions import after_lead
from kg.extract.items.trimming import governing_verb
from kg.naming import COUNT
from kg.numerals import integer
from kg.segment import tags
from kg.text import Span

_HEAD = re.compile(
    rf"(?<![^，。；：\n])[^，。；：、“”（）\n{COUNT}]{{0,6}}(?P<quote>“)?"  # 抓好, 加快推进
    rf"(?P<name>(?P<number>[{COUNT}]{{1,2}})[个大项场件条种张篇](?P<noun>[^，。；：、“”（）\n即]{{1,8}}))(?(quote)”)"
    r"(?P<mark>，?即(?:是|为)?[，：]?|：(?:即|是指|指)?|是指|，|（)"
)
_MARK = "即：（指"
_NAMELESS = {"工作", "方面", "领域", "问题", "难题", "措施", "内容", "要求", "情况"}  # they only announce a list


def nested(text: str, span: Span, name: str) -> tuple[Span, ...]:
    """All items of a name of figures whose gloss takes up each as a counted phrase and spells out as many; else none.

    >>> text = "一个统领，人民至上；两个转型，产业转型和城市转型；三件大事，即办学、修路、引水"
    >>> [text[i.start:i.end] for i in nested(text, Span(0, len(text)), "123")]
    ['人民至上', '产业转型', '城市转型', '办学', '修路', '引水']
    >>> nested(text.replace("办学、", ""), Span(0, len(text) - 3), "123")
    ()
    """
    return tuple(item for _, items in _levels(text, span, name) for item in items)


def spelled_out(text: str, span: Span, name: str) -> list[Span]:
    """The counted phrases in the gloss of a name of which it says what they are (三件大事，即…) and lists as many.

    >>> text = "抓好三件大事，即办学、修路、引水；打好六场硬仗，即脱贫、治污；五项制度，各级都要执行"
    >>> [text[i.start:i.end] for i in spelled_out(text, Span(0, len(text)), "三六")]
    ['三件大事']
    """
    heads = list(_HEAD.finditer(text, *span))
    told = [row for row in _read(text, heads, span.end) if any(c in row[0]["mark"] for c in _MARK)]
    named = [row for row in _levels(text, span, name) or told if row[0]["noun"] not in _NAMELESS]
    return [Span(*head.span("name")) for head, items in named if len(items) > 1]


_Level = tuple[re.Match[str], tuple[Span, ...]]


def _levels(text: str, span: Span, name: str) -> list[_Level]:
    """The counted phrases that are the figures of a name, in order, with their items; none where one does not agree."""
    numbers = [p.number for p in parts(name) if len(p.text) == 1]
    if len(numbers) < 3 or len(numbers) != len(parts(name)):
        return []
    heads: list[re.Match[str]] = []
    for head in _HEAD.finditer(text, *span):
        if len(heads) < len(numbers) and integer(head["number"]) == numbers[len(heads)]:
            heads.append(head)
    found = _read(text, heads, span.end) if len(heads) == len(numbers) else []
    return found if all(items for _, items in found) else []


def _read(text: str, heads: Sequence[re.Match[str]], end: int) -> list[_Level]:
    """Each counted phrase with its items, between it and the next."""
    ends = [*(head.start() for head in heads[1:]), end]
    return [(head, _spelled(text, head, stop)) for head, stop in zip(heads, ends, strict=False)]


def _spelled(text: str, head: re.Match[str], end: int) -> tuple[Span, ...]:
    """What a counted phrase counts: as many items as it says, or the whole explanation of a single thing."""
    region, number = trim(text, Span(head.end(), end)), integer(head["number"]) or 0
    if head["mark"] == "（":
        closing = text.find("）", *region)
        region = Span(region.start, closing if closing > 0 else region.start)
    if region.end <= region.start or holds_outside(text, region, "。；"):
        return ()
    if number == 1:
        return (next(after_lead(text, region)),)
    for candidate in after_lead(text, region):
        framed = re.compile(rf"在([^。；]+)[上中]{re.escape(head['noun'])}").fullmatch(text, *candidate)
        within = Span(*framed.span(1)) if framed else candidate  # 六个走在前列（在…、…、…上走在前列）
        items = _halves(text, within, number) or counted(text, within, number)
        if items:
            return tuple(closed(text, _with_verb(text, items, within), head["name"], ""))
    return ()


def _with_verb(text: str, items: Sequence[Span], region: Span) -> Sequence[Span]:
    """推进协同发展、规划建设新区、筹办盛会: the first item keeps its verb where another has one of its own."""
    governed = governing_verb().fullmatch(text, region.start, items[0].start)
    own = governed and any(tags(text[i.start : i.end])[0][1] == "v" for i in items[1:])
    return [Span(region.start, items[0].end), *items[1:]] if own else items


def _halves(text: str, region: Span, number: int) -> Sequence[Span]:
    """服务首都、联动新区和推进城市转型、产业转型: the two sides of the only 和, where each is a pair."""
    cut = text.find("和", *region)
    if number != 2 or cut < 0 or text.count("和", *region) > 1:
        return ()
    sides = Span(region.start, cut), Span(cut + 1, region.end)
    return sides if all(len(split(text, side, "、")) == 2 for side in sides) else ()
