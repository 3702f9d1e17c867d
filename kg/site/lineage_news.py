"""What a report changed against the one held before it, by the same rules as the query `changes`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from kg.site.coverage import Place
from kg.site.lineage_lanes import CONTINUES, Tied
from kg.site.lineage_records import Lineage, Link, Possible
from kg.site.records import Concept, Held


@dataclass(frozen=True, slots=True)
class Change:
    """A row of `changes`: what happened, to which form; `link` where a link says it."""

    kind: str
    earlier: str
    later: str
    link: Link | None


@dataclass(frozen=True, slots=True)
class News:
    """The newest report against the one before it; `unheld` are the years between the two."""

    report: Held
    before: Held
    unheld: tuple[int, ...]
    changed: tuple[Tied, ...]
    terms: Mapping[str, tuple[Concept, ...]]
    possible: tuple[Possible, ...]


def changes(lineage: Lineage, before: str, report: str) -> Iterator[Change]:
    """What changed from one report to the next."""
    tied = {link.later for link in lineage.links} | {p.later for p in lineage.possible}
    continued = {link.later for link in lineage.links if link.relation == CONTINUES}
    lanes: dict[str, set[str]] = defaultdict(set)
    for one in lineage.shown:
        lanes[one.spot.report].add(one.lane)
    for link in lineage.links:
        if link.later.report == report and link.relation != CONTINUES:
            yield Change(link.relation, link.earlier.term, link.later.term, link)
    for one in lineage.shown:
        term = one.spot.term
        if one.spot.report == report and one.spot not in tied:
            yield Change("new", "", term, None)
        if one.spot in continued and one.spot.report == report and one.lane not in lanes[before]:
            yield Change("returned", "", term, None)
        if one.spot.report == before and one.lane not in lanes[report]:
            yield Change("gone", term, "", None)


def news(place: Place, lineage: Lineage, ties: Mapping[Link, Tied]) -> News | None:
    """The newest report of a place against the one held before it; None where only one is held."""
    pairs = list(pairwise(r for r in place.reports if r.year is not None))
    if not pairs:
        return None
    before, report = pairs[-1]
    concepts = {c.name: c for c in place.concepts}
    terms: dict[str, list[Concept]] = defaultdict(list)
    changed: list[Tied] = []
    for change in changes(lineage, before.id, report.id):
        if change.link:
            changed.append(ties[change.link])
        else:
            terms[change.kind].append(concepts[change.later or change.earlier])
    kept = {link.later.term for link in lineage.links if link.relation == CONTINUES and link.later.report == report.id}
    terms["kept"] = [concepts[name] for name in sorted(kept - {c.name for c in terms["returned"]})]
    unheld = tuple(y for y in place.unheld if (before.year or 0) < y < (report.year or 0))
    grouped = {kind: tuple(sorted(found, key=lambda c: (-len(c.sightings), c.name))) for kind, found in terms.items()}
    return News(
        report,
        before,
        unheld,
        tuple(changed),
        grouped,
        tuple(p for p in lineage.possible if p.later.report == report.id),
    )
