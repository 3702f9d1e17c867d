"""The inline definitions of a report, pattern by pattern, each name once for each pattern."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from kg.extract.definitions.following import copula, enumeration, parenthesis
from kg.extract.definitions.headings import by_headings
from kg.extract.definitions.names import in_glossary, made, numbered_names
from kg.extract.definitions.preceding import list_before
from kg.extract.definitions.trailing import trailing
from kg.model import Definition, Report
from kg.text import Span


def find_definitions(report: Report) -> list[Definition]:
    """The inline definitions of the body, one for each name and pattern, in text order."""
    names = list(numbered_names(report))
    found = [*_at_names(report, names), *by_headings(report, names)]
    best = list(_once_for_each(report, found))
    fullest: dict[tuple[str, tuple[Span, ...]], str] = {}
    for one in best:  # 三大攻坚 and 三大攻坚战 over the same headings are one definition
        fullest[one.source, one.items] = max(one.term, fullest.get((one.source, one.items), ""), key=len)
    best = [one for one in best if fullest[one.source, one.items] == one.term]
    once: dict[tuple[str, tuple[int, ...]], Definition] = {}
    for one in best:  # headings that are numbered 一是, 二是 are found in two ways
        once.setdefault((one.term, tuple(item.end for item in one.items)), one)
    return sorted(once.values(), key=lambda d: (d.span, d.term, d.source))


def _once_for_each(report: Report, found: Iterable[Definition]) -> Iterator[Definition]:
    """The first definition of each name and pattern, and a later one whose items are all others: 三大主导产业 of industry,
    and further down of farming."""
    told: dict[str, set[str]] = defaultdict(set)
    seen: set[tuple[str, str]] = set()
    for one in found:
        items = {report.text.form(item) for item in one.items}
        if (one.term, one.source) not in seen or not items & told[one.term]:
            seen.add((one.term, one.source))
            told[one.term] |= items
            yield one


def _at_names(report: Report, names: list[tuple[Span, str, bool]]) -> Iterator[Definition]:
    """Definitions that stand around a name: before it, in brackets or after a verb of explanation, or as 一是…二是…"""
    norm = report.text.norm
    for span, name, _ in names:
        if in_glossary(report, span.start):
            continue
        sentence = next((s for s in _sentence_of(report, span)), None)
        if sentence is None:
            continue
        before = list_before(norm, sentence, span, name)
        if before:
            yield made(name, "list-before", Span(before[0].start, span.end), Span(before[0].start, span.start), before)
        after = parenthesis(norm, span, name)
        if after:
            yield made(name, "parenthesis", Span(span.start, after[1].end + 1), after[1], after[0])
            continue
        stated = copula(norm, span, name)
        if stated:
            yield made(name, "copula", Span(span.start, stated[1].end), stated[1], stated[0])
        behind = () if before or stated else trailing(norm, sentence, span, name)
        if behind:
            yield made(name, "copula", Span(span.start, behind[-1].end), Span(behind[0].start, behind[-1].end), behind)
        told = enumeration(norm, span, name)
        if told:
            yield made(name, "enumeration", Span(span.start, told[-1].end), Span(told[0].start, told[-1].end), told)


def _sentence_of(report: Report, span: Span) -> Iterator[Span]:
    """The sentence in which a span stands, found by halving."""
    low, high = 0, len(report.sentences)
    while low < high:
        middle = (low + high) // 2
        if report.sentences[middle].end <= span.start:
            low = middle + 1
        else:
            high = middle
    if low < len(report.sentences) and report.sentences[low].start <= span.start:
        yield report.sentences[low]
