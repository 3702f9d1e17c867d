"""Tables drawn with rules: which piece stands in which cell."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.reader.formats.pdf.pages import Page, Piece, Rule
from kg.reader.formats.pdf.rows import rows_of

_TOUCH = 3.0  # points between rules that belong together


@dataclass(frozen=True, slots=True)
class Table:
    """A table on a page: where it stands and the text of its cells, row by row."""

    top: float
    bottom: float
    page: int
    rows: tuple[tuple[str, ...], ...]


def take_tables(page: Page, pieces: Sequence[Piece], number: int) -> tuple[list[Table], list[Piece]]:
    """The tables of a page, and the pieces that stand in none."""
    tables: list[Table] = []
    left = list(pieces)
    for level, upright in _grids(page):
        xs, ys = _places(upright), _places(level)
        inside = [p for p in left if xs[0] < _middle(p) < xs[-1] and ys[0] < p.y + p.size / 3 < ys[-1]]
        if len(xs) < 3 or len(ys) < 2 or len(inside) < 2:
            continue
        left = [p for p in left if p not in inside]
        tables.append(Table(ys[-1], ys[0], number, tuple(_cells(inside, xs, ys))))
    return tables, left


def _middle(piece: Piece) -> float:
    return (piece.x0 + piece.x1) / 2


def _cells(pieces: Iterable[Piece], xs: list[float], ys: list[float]) -> Iterable[tuple[str, ...]]:
    cells: dict[tuple[int, int], list[Piece]] = {}
    for piece in pieces:
        place = (-bisect_right(ys, piece.y + piece.size / 3), bisect_right(xs, _middle(piece)))
        cells.setdefault(place, []).append(piece)
    for row in sorted({row for row, _ in cells}):
        yield tuple("".join(r.text for r in rows_of(cells.get((row, x), []), 0)) for x in range(1, len(xs)))


def _places(rules: Iterable[Rule]) -> list[float]:
    """The places of rules, those that nearly coincide once."""
    places: list[float] = []
    for at in sorted(rule.at for rule in rules):
        if not places or at - places[-1] > _TOUCH:
            places.append(at)
    return places


def _grids(page: Page) -> list[tuple[list[Rule], list[Rule]]]:
    """Level and upright rules that touch one another, group by group; single lines and frames without columns are no tables."""
    level = [r for r in page.level if r.end - r.start > 15]
    upright = [r for r in page.upright if r.end - r.start > 8]
    if len(level) * len(upright) > 1_000_000:
        return []
    groups: list[tuple[list[Rule], list[Rule]]] = []
    for one in upright:
        met = [g for g in groups if any(_touch(one, r) for r in g[0]) or any(_go_on(one, r) for r in g[1])]
        crossed = [r for r in level if _touch(one, r)]
        joined = ([*crossed], [one])
        for group in met:
            joined[0].extend(r for r in group[0] if r not in joined[0])
            joined[1].extend(group[1])
            groups.remove(group)
        groups.append(joined)
    return [_spanning(*group) for group in groups if len(group[0]) > 1]


def _spanning(level: list[Rule], upright: list[Rule]) -> tuple[list[Rule], list[Rule]]:
    """Only the heights at which the rules together span most of the table: others part a cell that others share."""
    width = max(r.end for r in level) - min(r.start for r in level)
    heights = {at: [r for r in level if abs(r.at - at) <= _TOUCH] for at in _places(level)}
    whole = [r for rules in heights.values() if sum(r.end - r.start for r in rules) > 0.6 * width for r in rules]
    return whole or level, upright


def _touch(upright: Rule, level: Rule) -> bool:
    return (
        level.start - _TOUCH < upright.at < level.end + _TOUCH
        and upright.start - _TOUCH < level.at < upright.end + _TOUCH
    )


def _go_on(one: Rule, other: Rule) -> bool:
    return abs(one.at - other.at) < _TOUCH and one.start < other.end + _TOUCH and other.start < one.end + _TOUCH
