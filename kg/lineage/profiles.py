"""What is known of a term in one report, gathered once for each report of a place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from kg.lineage.company import Company, company
from kg.model import Chapter, Definition, Term
from kg.naming import announced
from kg.text import Span, Text

_SOURCES = ("glossary", "parenthesis", "copula", "list-before", "enumeration", "headings")  # surest first


@dataclass(frozen=True, slots=True)
class Profile:
    """A term in one report, the `nth` of its place. `items` is its list of items where the report gives a whole one, else empty."""

    term: str
    report: str
    year: int
    nth: int
    mentions: int
    at: Span
    definition: Definition | None
    items: tuple[str, ...]
    company: frozenset[str]


def profiles(chapter: Chapter, nth: int, terms: Mapping[str, Term]) -> dict[str, Profile]:
    """The profile of each term that a report mentions; nothing for a report without a year."""
    report = chapter.report
    year = report.header.year
    if year is None:
        return {}
    counts = Counter(m.term for m in chapter.mentions)
    first = {m.term: m.span for m in reversed(chapter.mentions)}
    beside: Company = company(chapter)
    best = _definitions(chapter, terms)
    return {
        name: Profile(
            name,
            report.id,
            year,
            nth,
            count,
            first[name],
            best.get(name),
            _items(report.text, best.get(name)),
            beside.get(name, frozenset()),
        )
        for name, count in counts.items()
    }


def _definitions(chapter: Chapter, terms: Mapping[str, Term]) -> dict[str, Definition]:
    """The surest definition of each term: one whose items are whole, then by its source, then the first."""
    canonical = {form: one.name for one in terms.values() for form in (one.name, *one.variants)}
    found: dict[str, Definition] = {}
    for definition in chapter.findings.definitions:
        name = canonical.get(definition.term, definition.term)
        held = found.get(name)
        if held is None or _rank(definition) < _rank(held):
            found[name] = definition
    return found


def _rank(definition: Definition) -> tuple[bool, int, int]:
    return not whole(definition), _SOURCES.index(definition.source), definition.span.start


def whole(definition: Definition) -> bool:
    """Whether the items are listed, as many as the name announces."""
    count = len(definition.items)
    return count > 1 and (definition.announced in (None, count) or count in announced(definition.term))


def _items(text: Text, definition: Definition | None) -> tuple[str, ...]:
    if definition is None or not whole(definition):
        return ()
    return tuple(text.form(item) for item in definition.items)
