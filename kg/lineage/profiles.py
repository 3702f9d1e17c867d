"""What is known of a term in one report, gathered once for each report of a place."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from statistics import median

from kg.lexicon import words
from kg.lineage.company import Company, company
from kg.lineage.forms import reusable, slight
from kg.model import Chapter, Definition, Term
from kg.naming import announced, kind_of
from kg.segment import boundaries
from kg.text import Span, Text, unquoted

_RUN = re.compile("([一-鿿]{2,6})[“‘]?$")
_STOP, _JOINED = re.compile("[。；：，,;:\\n）（()]"), re.compile("[、和与及]")
_BEFORE = 60  # characters before a mention in which its items may be listed
_SOURCES = ("glossary", "parenthesis", "copula", "list-before", "enumeration", "headings")  # surest first


@dataclass(frozen=True, slots=True)
class Profile:
    """A term in one report, the `nth` of its place.

    `items` is its list of items where the report gives a whole one, else empty. `modifiers` are the nouns that stand right
    before a slight form (公交一卡通), empty where it ever stands without one. `spelled` are the names, as many as the form
    announces, that stand right before its first mention (科技创新、制度创新“双轮驱动”): likely its items.
    """

    term: str
    report: str
    year: int
    nth: int
    mentions: int
    at: Span
    definition: Definition | None
    items: tuple[str, ...]
    company: frozenset[str]
    modifiers: frozenset[str]
    spelled: tuple[str, ...]


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
    places: dict[str, list[Span]] = defaultdict(list)
    for mention in chapter.mentions:
        places[mention.term].append(mention.span)
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
            _modifiers(report.text.norm, places[name]) if slight(name) or reusable(name) else frozenset(),
            _spelled(report.text.norm, name, places[name]),
        )
        for name, count in counts.items()
    }


def _definitions(chapter: Chapter, terms: Mapping[str, Term]) -> dict[str, Definition]:
    """The surest definition of each term: one whose items are whole, then by its source, then the first; none where the report
    tells two lists under one name (三大主导产业 of industry and of farming), for none can be held against another report's."""
    canonical = {form: one.name for one in terms.values() for form in (one.name, *one.variants)}
    found: dict[str, Definition] = {}
    twofold = set()
    for definition in chapter.findings.definitions:
        name = canonical.get(definition.term, definition.term)
        held = found.get(name)
        if held is None or _rank(definition) < _rank(held):
            found[name] = definition
        if held is not None and _unlike(chapter.report.text, held, definition):
            twofold.add(name)
    return {name: one for name, one in found.items() if name not in twofold}


def _unlike(text: Text, one: Definition, other: Definition) -> bool:
    """Whether two definitions of one pattern list things that are all others."""
    if one.source != other.source or not (whole(one) and whole(other)):
        return False
    return not {text.form(item) for item in one.items} & {text.form(item) for item in other.items}


def _rank(definition: Definition) -> tuple[bool, int, int]:
    return not whole(definition), _SOURCES.index(definition.source), definition.span.start


def whole(definition: Definition) -> bool:
    """Whether the items are listed, as many as the name announces."""
    count = len(definition.items)
    return count > 1 and (definition.announced in (None, count) or count in announced(definition.term))


def _modifiers(norm: str, places: Sequence[Span]) -> frozenset[str]:
    """The noun right before each mention; none where one mention has none."""
    found = set()
    for span in places:
        before = _RUN.search(norm, max(0, span.start - 8), span.start)
        word = before[1][max(boundaries(before[1]) - {len(before[1])}) :] if before else ""
        if len(word) < 2 or word in _verbs():
            return frozenset()
        found.add(word)
    return frozenset(found)


def _spelled(norm: str, name: str, places: Sequence[Span]) -> tuple[str, ...]:
    """The names right before a mention of a counted form, where there are as many as it announces."""
    count = next(iter(announced(name)), 0)
    if kind_of(name) != "numeral" or not 1 < count < 9:
        return ()
    for span in places:
        clause = _STOP.split(norm[max(0, span.start - _BEFORE) : span.start])[-1]
        listed = [one for one in _JOINED.split(unquoted(clause).rstrip("“‘")) if one]
        if len(listed) >= count and all(len(one) < 13 for one in listed[-count:]):
            return tuple(listed[-count:])
    return ()


@cache
def _verbs() -> frozenset[str]:
    return frozenset(
        w for name in ("program_verbs.txt", "list_verbs.txt", "program_weak_verbs.txt") for w in words(name)
    )


_LONGEST = 24  # characters of an item; a longer one beside short ones is a sentence that was not cut


def _items(text: Text, definition: Definition | None) -> tuple[str, ...]:
    """The items in their one form, where the list is whole and of one grain."""
    if definition is None or not whole(definition):
        return ()
    items = tuple(text.form(item) for item in definition.items)
    longest = max(map(len, items))
    return () if longest > _LONGEST and longest > 3 * median(map(len, items)) else items
