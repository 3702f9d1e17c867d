"""Glosses that show a code or two counts in their wording alone: 1个…培养5个…，30个… for 1530; A、B划定的C和D; 以A为主."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.extract.items.counts import counted
from kg.extract.items.cuts import split, trim
from kg.extract.items.names import noun_of
from kg.naming import Part, code_of
from kg.segment import tags
from kg.text import Span

_QUANTITY = re.compile(r"\d+(?=[个名位项条家所支])")
_SHORT_YEARS = re.compile(r"(\d0)[·•.、]?(\d0)(?!\d)")
_YEAR = re.compile(r"20(\d0)年[^，、；。]{2,}")
_DRAWN = re.compile("(?:根据|按照|依据|在)([^，。；]{4,60}?)(?:划定|形成|确定)的([^，。；]{4,80})")


def by_quantity(text: str, span: Span, name: str) -> tuple[Span, ...]:
    """The quantities of the first sentence, where their figures put together are the name's code.

    >>> text = "1个名校长团队培养5个校长学员，30个教师学员"
    >>> [text[i.start:i.end] for i in by_quantity(text, Span(0, len(text)), "1530")]
    ['1个名校长团队', '5个校长学员', '30个教师学员']
    """
    code = code_of(name)
    sentences = split(text, span, "。")
    if len(code) < 3 or not code.isdigit() or not sentences:
        return ()
    found = list(_QUANTITY.finditer(text, *sentences[0]))
    if len(found) < 2 or "".join(m[0] for m in found) != code or re.sub(r"\D", "", text[slice(*sentences[0])]) != code:
        return ()
    ends = [m.start() for m in found[1:]] + [sentences[0].end]
    return tuple(_without_verb(text, trim(text, Span(m.start(), end))) for m, end in zip(found, ends, strict=True))


def _without_verb(text: str, item: Span) -> Span:
    """Without the verb that leads over to the next quantity."""
    word, flag = tags(text[item.start : item.end])[-1]
    return Span(item.start, item.end - len(word)) if flag == "v" else item


def by_years(text: str, span: Span, name: str) -> tuple[Span, ...]:
    """What a gloss says of the years that a name shortens to their last figures: 2030年前…, 2060年前… for 30·60.

    >>> text = "二氧化碳排放力争2030年前达到峰值，力争2060年前实现碳中和"
    >>> [text[i.start:i.end] for i in by_years(text, Span(0, len(text)), "30·60")]
    ['2030年前达到峰值', '2060年前实现碳中和']
    """
    short = _SHORT_YEARS.match(name)
    if not short or "即" in text[span.start : span.end]:  # 碳达峰，即…: it takes up the words, not the years
        return ()
    found = list(_YEAR.finditer(text, *span))
    return tuple(Span(*m.span()) for m in found) if [m[1] for m in found] == list(short.groups()) else ()


def as_parts(text: str, span: Span, pieces: Sequence[Part]) -> tuple[Span, ...]:
    """以A为主，以B、C、D为辅: what the gloss takes for each noun of the name, as many as the name says.

    >>> from kg.naming import parts
    >>> text = "以涂料为主，以橡胶、苗木、健康为辅的产业定位"
    >>> [text[i.start:i.end] for i in as_parts(text, Span(0, len(text)), parts("一主三辅"))]
    ['涂料', '橡胶', '苗木', '健康']
    """
    if len(pieces) < 2 or any(not p.number or len(p.text) < 2 for p in pieces):
        return ()
    clauses = [c for c in split(text, span, "，；。") if text[c.start] == "以"]
    items: list[Span] = []
    for piece, clause in zip(pieces, clauses, strict=False):
        frame = re.compile(rf"以(.+)为{re.escape(noun_of(piece))}").match(text, *clause)
        region = Span(*frame.span(1)) if frame else Span(0, 0)
        found = counted(text, region, piece.number or 0) if (piece.number or 0) > 1 and frame else (region,)
        if not frame or len(found) != piece.number:
            return ()
        items.extend(found)
    return tuple(items) if sum(p.number or 0 for p in pieces) == len(items) else ()


def drawn(text: str, span: Span, pieces: Sequence[Part]) -> tuple[Span, ...]:
    """Two lists of which the second is drawn from the first: 根据生态、农业空间划定的保护红线和开发边界."""
    numbers = [p.number for p in pieces if p.number]
    match = _DRAWN.search(text, *span)
    if len(numbers) != 2 or len(pieces) != 2 or min(numbers) < 2 or match is None:
        return ()
    left, right = (counted(text, trim(text, Span(*match.span(i + 1))), numbers[i]) for i in (0, 1))
    return (*left, *right) if left and right else ()
