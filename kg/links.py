"""Ties between terms and programs, indicators, years and places, each read off one stretch of text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from kg.model import Findings, Link, Mention, Observation, Program, Report
from kg.text import Span, unquoted

_YEAR = re.compile(r"(?<!\d)(19[5-9]\d|20[0-9]\d)年")


def find_links(report: Report, findings: Findings, mentions: Sequence[Mention]) -> tuple[Link, ...]:
    """Every tie of a report's terms, in text order; one of each kind for a term, a target and a sentence."""
    found = {*_names(findings.programs, mentions), *_in_sentences(report, findings, mentions), *_quantities(findings)}
    return tuple(sorted(found, key=lambda link: (link.span, link.term, link.relation, link.target_kind, link.target)))


def _names(programs: Iterable[Program], mentions: Sequence[Mention]) -> Iterator[Link]:
    """The term stands inside the program's name where that is written."""
    starts = [m.span.start for m in mentions]
    for program in programs:
        at = bisect_right(starts, program.span.start - 2)
        for mention in mentions[at:]:
            if mention.span.start >= program.span.end:
                break
            if mention.term in unquoted(program.name):
                yield Link(mention.term, "names", "program", program.name, program.span)


def _in_sentences(report: Report, findings: Findings, mentions: Sequence[Mention]) -> Iterator[Link]:
    """Terms, programs, indicators and years that stand in one sentence of the body."""
    starts = [s.start for s in report.sentences]

    def sentence(at: int) -> Span:
        return report.sentences[max(0, bisect_right(starts, at) - 1)]

    beside: dict[Span, set[tuple[str, str]]] = {}
    for program in findings.programs:
        beside.setdefault(sentence(program.span.start), set()).add(("program", program.name))
    for seen in findings.observations:
        beside.setdefault(sentence(seen.clause.start), set()).add(("indicator", _name(seen)))
    for mention in mentions:
        if any(region.start <= mention.span.start < region.end for region in report.glossary):
            continue
        around = sentence(mention.span.start)
        for kind, target in sorted(beside.get(around, ())):
            if mention.term not in target:
                yield Link(mention.term, "cooccurs", kind, target, around)
        for year in sorted(set(_YEAR.findall(report.text.norm, around.start, around.end))):
            yield Link(mention.term, "cooccurs", "year", year, around)
    for term, mention in {m.term: m for m in reversed(mentions)}.items():
        if report.header.place:  # once a report: every sentence of it is about the place
            yield Link(term, "cooccurs", "place", report.header.place, sentence(mention.span.start))


def _quantities(findings: Findings) -> Iterator[Link]:
    """Numbers that stand inside a term's own definition."""
    for definition in findings.definitions:
        for seen in findings.observations:
            if definition.gloss.covers(seen.number):
                yield Link(definition.term, "quantifies", "indicator", _name(seen), seen.clause)


def _name(seen: Observation) -> str:
    return seen.concept or seen.indicator
