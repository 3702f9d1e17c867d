"""The list that ends where a name begins: A、B、C“三X”."""

from __future__ import annotations

import re

from kg.extract.definitions.names import item_counts
from kg.extract.definitions.openings import object_of
from kg.extract.items import counted, split
from kg.lexicon import words
from kg.naming import COUNT, kind_of
from kg.numerals import integer
from kg.text import Span

_OPENING_NUMBER = re.compile(rf"[{COUNT}]{{1,2}}|\d{{1,2}}")
_N = COUNT.replace("一", "").replace("双", "")


def list_before(norm: str, sentence: Span, span: Span, name: str) -> tuple[Span, ...]:
    """A、B、C“三X”: the list that ends where the name begins, cut off at the clause that governs it."""
    end = span.start
    while end > sentence.start and norm[end - 1] in "等的这":
        end -= 1
    if kind_of(name) == "digit":
        return _by_digit(norm, Span(sentence.start, end), name)
    if re.match(f"[^{COUNT}]{{2}}", name):  # 平急两用: what comes first is counted, not what stands before
        return ()
    if end - sentence.start < 4 or norm[end - 1] in "，。；：、和与及或“":
        return ()
    if _in_longer_list(norm, span):
        return ()
    if norm[end - 1] == "”":
        quoted = _quotations(norm, sentence.start, end) or _quoted_list(norm, sentence.start, end - 1, name)
        if quoted and len(quoted) in item_counts(name):
            return quoted
    clause = max((m.end() for m in re.compile("[，；：]").finditer(norm, sentence.start, end)), default=sentence.start)
    region = Span(clause, end)
    for count in item_counts(name):
        items = _abutting(norm, region, count)
        if items and _is_list(norm, items, count, name):
            return items
    return ()


def _in_longer_list(norm: str, span: Span) -> bool:
    """Whether the name is itself a member of a list (…、农村集体“三资”管理、营商环境): what stands before is then none
    of its items."""
    return norm[span.start] == "“" and bool(re.compile("(?![和与及])[一-鿿]{1,4}、").match(norm, span.end))


def _quotations(norm: str, start: int, end: int, adjacent: bool = False) -> tuple[Span, ...]:
    """“新时代西部大开发”、“黄河流域生态保护和高质量发展”两大国家战略: quotations in a row.

    Before a quoted name they need a mark between them unless they may be `adjacent`.
    """
    between = "[、和与及]" if norm[end : end + 1] == "“" and not adjacent else "[、和与及]?"
    row = re.compile(f"“[^“”]+”(?:{between}“[^“”]+”)+$").search(norm, start, end)
    found = tuple(Span(*m.span(1)) for m in re.compile("“([^“”]+)”").finditer(norm, *row.span())) if row else ()
    return found if len(found) > 1 else ()


def _by_digit(norm: str, region: Span, name: str) -> tuple[Span, ...]:
    """“一门受理”“一网通办”“111”: quotations in a row before a code, one for each digit and each beginning with it."""
    if norm[region.end - 1] != "”" or norm[region.end : region.end + 1] != "“" or not name.isdigit():
        return ()
    quoted = _quotations(norm, *region, adjacent=True)
    opened = [_OPENING_NUMBER.match(norm, *q) for q in quoted]
    numbers = [integer(number[0]) if number else None for number in opened]
    return quoted if len(name) > 2 and numbers == [int(digit) for digit in name] else ()


def _quoted_list(norm: str, start: int, end: int, name: str) -> tuple[Span, ...]:
    """“创新、协调、绿色、开放、共享”五大发展理念"""
    opening = norm.rfind("“", start, end)
    if opening < 0:
        return ()
    return next((items for count in item_counts(name) if (items := counted(norm, Span(opening + 1, end), count))), ())


def _abutting(norm: str, region: Span, count: int) -> tuple[Span, ...]:
    """Exactly `count` pieces between 、 marks (the last pair may be joined by 和), the first freed of its verb."""
    pieces = split(norm, region, "、")
    if count == len(pieces) > 1:
        return (object_of(norm, pieces), *pieces[1:])
    joined = (
        counted(norm, Span(object_of(norm, pieces).start, region.end), count)
        if len(pieces) in (count - 1, 1) and pieces
        else ()
    )
    return joined or _run_together(norm, region, count)


def _is_list(norm: str, items: tuple[Span, ...], count: int, name: str) -> bool:
    """Whether the pieces are things of one kind, not the clauses of a sentence that happen to be as many."""
    texts = [norm[i.start : i.end] for i in items]
    if texts[0][0] in "及了着把将等" or (
        texts[0].startswith(("不以", "以")) and re.search("为[主辅重代核]", texts[-1])
    ):
        return False
    if (
        len(name) == 2 and 0 < sum(name[-1] in t for t in texts) < count and any(t.endswith(name[-1]) for t in texts)
    ):  # …自主权、下放成果“三权”
        return False
    if len(texts[-1]) == 2 and all(
        len(t) > 4 for t in texts[:-1]
    ):  # 拆除违建别墅、河湖“清四乱”: 河湖 belongs to the name
        return False
    if any(len(t) > 20 or len(t) < 1 or re.search(rf"[{_N}][大个项]|[，；。]", t) for t in texts):
        return False
    if texts[-1].endswith((*words("list_verbs.txt"), "推行", "实行")) or texts[-1][-1] in "和与及的":
        return False
    if norm[items[0].start - 1] in "让使" or "等" in texts[-1][1:-1]:  # 让群众和企业“只进一扇门”; 小区等重点片区“三微”
        return False
    if count == 2 and "“" not in texts[-1]:
        return texts[0][-1] == texts[1][-1] or len(texts[0]) == len(texts[1]) <= 6
    return count > 2


def _run_together(norm: str, region: Span, count: int) -> tuple[Span, ...]:
    """延链补链强链“三篇文章”: pieces of one size without marks between them, alike in their last character."""
    for size in (2, 3, 4):
        start = region.end - count * size
        if count < 3 or start < region.start:
            continue
        pieces = [Span(start + i * size, start + (i + 1) * size) for i in range(count)]
        if len({norm[p.end - 1] for p in pieces}) == 1 and re.fullmatch("[一-鿿]+", norm[start : region.end]):
            return tuple(pieces)
    return ()
