"""Lists that a name of two halves tells: 深化…、提升…, three times in turn; 创新创业 as two items of 双创双服."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.extract.items.cuts import inside, split, trim
from kg.extract.items.names import noun_of
from kg.naming import Part
from kg.text import Span

_CLAUSE_END = re.compile("[，、；。]")
_SUMMED = re.compile("(?:系列|专题)(?:活动|行动)$")
_POWERS = {"十": "10", "百": "100", "千": "1000", "万": "10000", "亿": "100000000"}
_FIGURE = re.compile(r"(?<![\d.])\d+(?![\d.%])")


def by_turns(text: str, span: Span, pieces: Sequence[Part]) -> tuple[Span, ...]:
    """The clauses of two verbs that take turns, each as often as the name says.

    >>> from kg.naming import parts
    >>> text = "深化“双创”活动、提升发展水平，深化作风整治、提升工作效能"
    >>> [text[i.start:i.end] for i in by_turns(text, Span(0, len(text)), parts("两深化两提升"))]
    ['深化“双创”活动', '提升发展水平', '深化作风整治', '提升工作效能']
    """
    verbs = [noun_of(p) for p in pieces]
    numbers = {p.number for p in pieces}
    if len(pieces) != 2 or len(numbers) != 1 or any(len(v) < 2 for v in verbs) or verbs[0] == verbs[1]:
        return ()
    found = [
        m
        for m in re.compile("|".join(map(re.escape, verbs))).finditer(text, *span)
        if not inside(text, span, m.start())
    ]
    if [m[0] for m in found] != verbs * (pieces[0].number or 0):
        return ()
    items = []
    for match, following in zip(found, [*(m.start() for m in found[1:]), span.end], strict=True):
        ends = (
            m.start() for m in _CLAUSE_END.finditer(text, match.end(), following) if not inside(text, span, m.start())
        )
        items.append(Span(match.start(), next(ends, following)))
    summed = _SUMMED.search(text, *items[-1])
    return (*items[:-1], Span(items[-1].start, summed.start())) if summed else tuple(items)


def paired(text: str, region: Span, name: str, count: int) -> tuple[Span, ...]:
    """A list with a piece of two halves that begin alike, in a character of the name: they are two items.

    >>> text = "创新创业、服务发展、服务民生"
    >>> [text[i.start:i.end] for i in paired(text, Span(0, len(text)), "双创双服", 4)]
    ['创新', '创业', '服务发展', '服务民生']
    """
    items: list[Span] = []
    for one in split(text, region, "、"):
        word = text[one.start : one.end]
        halves = len(word) == 4 and word[0] == word[2] and word[0] in name
        items += [Span(one.start, one.start + 2), Span(one.start + 2, one.end)] if halves else [one]
    return tuple(items) if len(items) == count > len(split(text, region, "、")) > 1 else ()


def by_scale(text: str, span: Span, name: str) -> tuple[Span, ...]:
    """创建10所…，组建100名…，支持1000名…: the clauses with the figures of 十百千, in that order.

    >>> text = "创建10所学校，组建100名教师队伍，支持1000名学生，为教育增光"
    >>> [text[i.start:i.end] for i in by_scale(text, Span(0, len(text)), "十百千")]
    ['创建10所学校', '组建100名教师队伍', '支持1000名学生']
    """
    if not (len(name) > 2 and set(name) <= set(_POWERS)):
        return ()
    wanted = [_POWERS[char] for char in name]
    clauses = [(c, _FIGURE.findall(text, *c)) for c in split(text, span, "，、；。")]
    holding = [(trim(text, c), figures) for c, figures in clauses if figures]
    return tuple(c for c, _ in holding) if [f for _, found in holding for f in found] == wanted else ()
