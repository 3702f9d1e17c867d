"""The company a term keeps in a report: the programs, the other terms and the words that stand around it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from kg.model import Chapter
from kg.text import Span, unquoted

_REACH = 24  # characters on either side, within the sentence
_HAN = re.compile(r"[一-鿿]{3,}")
_BREAK = re.compile(r"[。；\n]")
_COMMON = 4  # terms of a report beside which a word stands: from here on it says nothing of any of them

Company = Mapping[str, frozenset[str]]


def company(chapter: Chapter) -> Company:
    """For each term of a report what stands beside it: other terms, program names, and runs of three characters.

    Runs that stand beside many terms of the report are left out, so that no two terms meet through 高质量 alone.
    """
    beside: dict[str, set[str]] = defaultdict(set)
    norm = chapter.report.text.norm
    for mention in chapter.mentions:
        before, after = _around(norm, mention.span)
        for stretch in (before, after):
            for run in _HAN.findall(unquoted(stretch)):
                beside[mention.term].update(run[i : i + 3] for i in range(len(run) - 2))
    for term, names in _named(chapter):
        beside[term].update(names)
    spread = Counter(one for features in beside.values() for one in features if len(one) == 3)
    return {
        term: frozenset(f for f in features if spread[f] < _COMMON and f not in term)
        for term, features in beside.items()
    }


def shared(one: Iterable[str], other: Iterable[str]) -> frozenset[str]:
    """What two companies have in common."""
    return frozenset(one) & frozenset(other)


def _around(norm: str, span: Span) -> tuple[str, str]:
    before = _BREAK.split(norm[max(0, span.start - _REACH) : span.start])[-1]
    after = _BREAK.split(norm[span.end : span.end + _REACH])[0]
    return before, after


def _named(chapter: Chapter) -> Iterable[tuple[str, set[str]]]:
    """Each term with the programs that carry its name and the terms of its sentence."""
    found: dict[str, set[str]] = defaultdict(set)
    for link in chapter.links:
        if link.relation == "names":
            found[link.term].add(f"program:{link.target}")
    starts = [s.start for s in chapter.report.sentences]
    together: dict[int, set[str]] = defaultdict(set)
    for mention in chapter.mentions:
        together[bisect_right(starts, mention.span.start)].add(mention.term)
    for terms in together.values():
        if len(terms) < 12:  # a long list of slogans ties none of them to another
            for term in terms:
                found[term].update(f"term:{other}" for other in terms if other != term)
    return found.items()
