"""Lists that a name tells by what it doubles: two phrases with the 高 of 双高计划, quotations that end as the name does."""

from __future__ import annotations

import re

from kg.extract.items.cuts import split
from kg.extract.items.regions import after_lead
from kg.lexicon import words
from kg.text import Span

_PAIR = re.compile("([^，；。、“”（）]{3,40})[和与]([^，；。、“”（）的和与]{3,10})(?=[，；。]|$)")
_MET = re.compile("(?P<a>(?P<x>[百千])[一-鿿])(?:结对|对接|帮扶|[联帮带包促])(?P<b>(?P=x)[一-鿿])")
_QUOTES = re.compile("“[^“”]{3,12}”(?:[、和与及]*“[^“”]{3,12}”)+(?=[，；。]|$)")
_QUOTED = re.compile("“([^“”]+)”")


def doubled_twice(text: str, span: Span, name: str) -> tuple[Span, ...]:
    """The only two phrases of a gloss that begin alike with the noun of 双X: 双高计划, 双百行动.

    >>> def show(text, name): return [text[i.start:i.end] for i in doubled_twice(text, Span(0, len(text)), name)]
    >>> show("是某建设计划的简称，旨在建设一批高水平学校和高水平专业群", "双高计划"), show("指百校联百县助力发展", "双百行动")
    (['高水平学校', '高水平专业群'], ['百校', '百县'])
    >>> show("是“高水平学校和专业建设计划”的简称", "双高计划")
    []
    """
    if len(name) < 2 or name[0] != "双" or (len(name) > 2 and name[2:] not in words("head_nouns.txt")):
        return ()
    noun, pairs = name[1], []
    met = _MET.match(text, *next(after_lead(text, span)))
    if met and met["x"] == noun:
        return Span(*met.span("a")), Span(*met.span("b"))
    for clause in split(text, span, "，；。"):
        for pair in _PAIR.finditer(text, *clause):
            at = text.rfind(pair[2][:2], *pair.span(1)) if pair[2][0] == noun else -1
            if at >= 0 and 3 <= pair.end(1) - at <= 10 and "的" not in text[at : pair.end(1)]:
                pairs.append((Span(at, pair.end(1)), Span(*pair.span(2))))
    return pairs[0] if len(pairs) == 1 else ()


def quoted_alike(text: str, span: Span, name: str) -> tuple[Span, ...]:
    """The quotations in a row that open a gloss and end in the last word of the name: 链式改造 and its two 改造.

    >>> text = "包括“供应链改造”和“产业链改造”。“供应链改造”是指由龙头企业建设供应链"
    >>> [text[i.start:i.end] for i in quoted_alike(text, Span(0, len(text)), "链式改造")]
    ['供应链改造', '产业链改造']
    """
    row = _QUOTES.match(text, *next(after_lead(text, span)))
    items = tuple(Span(*m.span(1)) for m in _QUOTED.finditer(text, *row.span())) if row and len(name) > 2 else ()
    return items if items and all(text.endswith(name[-2:], *i) for i in items) else ()
