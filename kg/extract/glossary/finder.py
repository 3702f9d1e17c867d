"""The entries of a report's glossary as definitions, one for each term that a heading names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from kg.extract.glossary.appendix import Entry, entries
from kg.extract.glossary.headwords import several_terms, term_of
from kg.extract.items import announced, enumerated, trim
from kg.model import Definition, Doubt, Report
from kg.naming import kind_of
from kg.text import Span, unquoted


def find_glossary(report: Report) -> tuple[list[Definition], list[Doubt]]:
    """The glossary entries of a report as definitions, and the lines of the appendix that could not be placed."""
    definitions: list[Definition] = []
    doubts: list[Doubt] = []
    for region in report.glossary:
        for entry in entries(report.text.norm, region, doubts):
            definitions.extend(_definitions(report, entry))
    return definitions, doubts


def _definitions(report: Report, entry: Entry) -> Iterator[Definition]:
    """One definition for each term that the heading names."""
    norm = report.text.norm
    head = norm[entry.head.start : entry.head.end]
    span = Span(entry.head.start, entry.gloss.end)
    several = several_terms(head, norm[entry.gloss.start : entry.gloss.end])
    headword = unquoted(report.text.form(entry.head))
    if several:
        glosses = _shared(norm, entry.gloss, several)
        for name, part in zip(several, glosses, strict=True):
            yield _definition(norm, name, headword, Span(span.start, span.end), entry.gloss, "glossary-shared", part)
    else:
        name = term_of(head)
        yield _definition(norm, name, headword, span, entry.gloss, "glossary", entry.gloss)


def _definition(norm: str, name: str, headword: str, span: Span, gloss: Span, rule: str, part: Span) -> Definition:
    """`part` is the stretch of the gloss that explains this term: all of it where the heading names only one."""
    items = enumerated(norm, part, name, headword)
    counts = announced(name) if kind_of(name) in ("numeral", "digit") else ()
    return Definition(name, headword, "glossary", span, gloss, items, counts[0] if counts else None, rule)


def _shared(norm: str, gloss: Span, names: list[str]) -> list[Span]:
    """The part of a gloss that explains each of several terms; the whole gloss for each where it cannot be told."""
    starts = []
    at = gloss.start
    for name in names:
        match = re.compile(rf"“?{re.escape(name)}”?(?:：|即|是指|指|为|是|，)+").search(norm, at, gloss.end)
        if not match:
            break
        starts.append(match)
        at = match.end()
    if len(starts) == len(names):
        ends = [m.start() for m in starts[1:]] + [gloss.end]
        return [trim(norm, Span(m.end(), end)) for m, end in zip(starts, ends, strict=True)]
    cuts = [m.start() for m in re.compile("[；。]").finditer(norm, gloss.start, gloss.end)]
    if len(cuts) == len(names) - 1:
        edges = [gloss.start, *[c + 1 for c in cuts], gloss.end]
        return [trim(norm, Span(a, b)) for a, b in pairwise(edges)]
    return [gloss] * len(names)
