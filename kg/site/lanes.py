"""The picture of what lasts: columns are years to scale, a lane is a term, a pill is a year in which it is said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from kg.site.coverage import Cell, Place, said
from kg.site.records import Concept, Held

MOST, ROW, HEAD = 18, 30, 74
WIDE, NARROWEST, WIDEST = 1150, 124, 240


@dataclass(frozen=True, slots=True)
class Pill:
    """A term in a year: its centre, its width, and how heavily it is drawn."""

    x: int
    width: int
    cell: Cell


@dataclass(frozen=True, slots=True)
class Line:
    """A stretch between two years: broken where a report between them is silent."""

    start: int
    end: int
    broken: bool


@dataclass(frozen=True, slots=True)
class Lane:
    """One term over the years."""

    concept: Concept
    y: int
    pills: list[Pill]
    lines: list[Line]


@dataclass(frozen=True, slots=True)
class Column:
    """One year: its centre and its reports, none where none is held."""

    year: int
    x: int
    reports: list[Held]


@dataclass(frozen=True, slots=True)
class Picture:
    """The whole picture with its size."""

    width: int
    height: int
    column: int
    columns: list[Column]
    lanes: list[Lane]
    left: int


def lanes(place: Place, cells: Mapping[str, list[Cell]]) -> Picture | None:
    """The terms said in the most reports; None where no term is said in two years."""
    lasting = [c for c in place.concepts if len(said(cells[c.name])) > 1]
    if not lasting:
        return None
    lasting.sort(key=lambda c: _order(c, cells[c.name]))
    dated = place.dated
    column = min(WIDEST, max(NARROWEST, WIDE // len(place.years)))
    columns = [Column(y, column // 2 + i * column, dated.get(y, [])) for i, y in enumerate(place.years)]
    at = {c.year: c.x for c in columns}
    drawn = [_lane(c, cells[c.name], at, HEAD + ROW // 2 + i * ROW) for i, c in enumerate(lasting[:MOST])]
    return Picture(column * len(columns), HEAD + ROW * len(drawn) + 8, column, columns, drawn, len(lasting) - len(drawn))


def _order(concept: Concept, cells: list[Cell]) -> tuple[int, int, int, str]:
    years = said(cells)
    return -len(years), years[0], -len(concept.sightings), concept.name


def _lane(concept: Concept, cells: list[Cell], at: Mapping[int, int], y: int) -> Lane:
    width = _width(concept.name)
    spoken = [c for c in cells if c.state == "said"]
    pills = [Pill(at[c.year], width, c) for c in spoken]
    lines = []
    for one, two in pairwise(spoken):
        silent = any(c.state == "silent" for c in cells if one.year < c.year < two.year)
        lines.append(Line(at[one.year] + width // 2, at[two.year] - width // 2, silent))
    return Lane(concept, y, pills, lines)


def _width(name: str) -> int:
    """A guess at the width of a name at 13 pixels, and the room around it."""
    return 22 + sum(8 if c.isascii() else 13 for c in shortened(name))


def shortened(name: str, most: int = 7) -> str:
    """A name that fits its pill.

    >>> shortened("三讲三强"), shortened("马上办、网上办、就近办")
    ('三讲三强', '马上办、网上…')
    """
    return name if len(name) <= most else name[: most - 1] + "…"
