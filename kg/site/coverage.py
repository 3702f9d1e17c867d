"""Which years are held and which are not, and where a term stands in them: silence and absence never look alike."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from kg.site.records import Concept, Held


@dataclass(frozen=True, slots=True)
class Cell:
    """A year of a place for one term: `state` is said, silent (held, and not said) or unheld; `weight` 1 to 4 when said."""

    year: int
    state: str
    count: int
    weight: int
    report: str


@dataclass(frozen=True, slots=True)
class Place:
    """A place with its reports by year; `years` runs without a gap from the first year held to the last."""

    name: str
    reports: tuple[Held, ...]
    years: tuple[int, ...]
    concepts: tuple[Concept, ...]

    @property
    def dated(self) -> dict[int, list[Held]]:
        """The reports of each year held."""
        by_year: dict[int, list[Held]] = defaultdict(list)
        for report in self.reports:
            if report.year is not None:
                by_year[report.year].append(report)
        return by_year

    @property
    def unheld(self) -> list[int]:
        """The years between the first and the last of which no report is held."""
        return [year for year in self.years if year not in self.dated]


def places(reports: Iterable[Held], concepts: Iterable[Concept]) -> list[Place]:
    """The places by name, each with its reports by year and its terms."""
    held: dict[str, list[Held]] = defaultdict(list)
    terms: dict[str, list[Concept]] = defaultdict(list)
    for report in reports:
        held[report.place].append(report)
    for concept in concepts:
        terms[concept.place].append(concept)
    return [Place(name, tuple(held[name]), _span(held[name]), tuple(terms[name])) for name in sorted(held)]


def _span(reports: Iterable[Held]) -> tuple[int, ...]:
    years = [r.year for r in reports if r.year is not None]
    return tuple(range(min(years), max(years) + 1)) if years else ()


def presence(concept: Concept, place: Place) -> list[Cell]:
    """A term over the years of its place."""
    counts = Counter(s.report for s in concept.sightings)
    dated = place.dated
    return [_cell(year, dated.get(year, []), counts) for year in place.years]


def _cell(year: int, reports: list[Held], counts: Counter[str]) -> Cell:
    count = sum(counts[r.id] for r in reports)
    state = "said" if count else "silent" if reports else "unheld"
    first = next((r.id for r in reports if counts[r.id]), reports[0].id if reports else "")
    return Cell(year, state, count, min(4, count.bit_length()), first)


def said(cells: Iterable[Cell]) -> list[int]:
    """The years in which a term is said."""
    return [cell.year for cell in cells if cell.state == "said"]
