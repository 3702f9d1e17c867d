"""Headline indicators that a report's target paragraph leaves out: not stated, or named without a number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from kg.extract.concepts import headlines, names_of
from kg.lexicon import rows
from kg.model import Absence, Observation, Report
from kg.text import Span

_ENOUGH = 3  # headline targets in one paragraph make it the target paragraph


def find_absences(report: Report, observations: Sequence[Observation]) -> tuple[Absence, ...]:
    """For each headline indicator without a target number in the report: is it named at all where the targets stand?

    Nothing is said of a report in which no target paragraph can be made out.
    """
    year = report.header.year
    if year is None:
        return ()
    targets = [o for o in observations if o.mode == "target" and o.period == str(year) and o.concept]
    paragraph = _target_paragraph(report.text.norm, targets)
    if paragraph is None:
        return ()
    stated = {o.concept for o in targets}
    return tuple(_absences(report.text.norm, paragraph, stated, str(year)))


def _absences(norm: str, paragraph: Span, stated: set[str], period: str) -> Iterator[Absence]:
    text = norm[paragraph.start : paragraph.end]
    for concept in headlines():
        same = {concept, *_standins().get(concept, ())}
        if not same & stated:
            named = any(name in text for one in same for name in names_of(one))
            yield Absence(concept, period, "named" if named else "not-stated", paragraph)


def _target_paragraph(norm: str, targets: Iterable[Observation]) -> Span | None:
    """The paragraph in which most headline targets of the year stand, if there are enough of them."""
    held: dict[Span, set[str]] = defaultdict(set)
    known = {c for one in headlines() for c in (one, *_standins().get(one, ()))}
    for target in targets:
        if target.concept in known:
            start = norm.rfind("\n", 0, target.number.start) + 1
            end = norm.find("\n", target.number.end)
            held[Span(start, len(norm) if end < 0 else end)].add(target.concept)
    best = max(held, key=lambda span: (len(held[span]), -span.start), default=None)
    return best if best is not None and len(held[best]) >= _ENOUGH else None


@cache
def _standins() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for row in rows("headline_standins.tsv"):
        found[row["concept"]].append(row["standin"])
    return {concept: tuple(names) for concept, names in found.items()}
