"""Where the nodes of the graph page stand, settled at build: across by year, upwards and downwards by kind.

A year is a column of slots and each slot holds a node a row, so no two nodes share a spot. Formulations stack upwards
from the line of years, the longest-lived nearest to it; items, then programs, then indicators hang below. A formulation stands in
the column of the year, of those that say it, nearest to their mean; everything else near the barycentre of the formulations that
lead to it, in a column of a year of its own. So nothing ever stands in a year of which no report is held.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import fmean
from typing import TYPE_CHECKING

from kg.site.coverage import Place

if TYPE_CHECKING:
    import networkx as nx

_ASIDE = 6  # slots that a node goes sideways sooner than one row further from the line
_COMPANY = 2.6  # nodes for each formulation, with its items, programs and indicators
_WIDE = 3.2  # how much wider than high the rows of a place should be; its four stacks are never full
_SHAPE, _GAP = 2.2, 16  # how much wider than high all places together should be; what parts two of them
_FEWEST, _MOST = 6, 40
BELOW = ("item", "program", "indicator")
Spot = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Layout:
    """Spots as (slot from the first year's column, row from the line of years); `up` and `down` are the rows in use."""

    spots: dict[str, Spot]
    up: int
    down: int


def slots_for(place: Place) -> int:
    """How many slots a year of a place has, so that its block is somewhat wider than high."""
    said = Counter(report for c in place.concepts for report in {s.report for s in c.sightings})
    rows = _COMPANY * max(said.values(), default=0)
    return max(_FEWEST, min(_MOST, round(sqrt(_WIDE * rows / max(1, len(place.years))))))


def pack(blocks: Sequence[tuple[int, int]]) -> list[Spot]:
    """Left upper corners for blocks of a width and a height, in rows from the top down, the highest first.

    >>> pack([(10, 4), (10, 8), (30, 8)])
    [(0, 24), (0, 0), (26, 0)]
    """
    wide = max([w for w, _ in blocks] + [round(sqrt(_SHAPE * sum((w + _GAP) * (h + _GAP) for w, h in blocks)))])
    corners: dict[int, Spot] = {}
    left, top, row = 0, 0, 0
    for i in sorted(range(len(blocks)), key=lambda i: (-blocks[i][1], i)):
        w, h = blocks[i]
        if left and left + w > wide:
            left, top, row = 0, top + row + _GAP, 0
        corners[i] = (left, top)
        left, row = left + w + _GAP, max(row, h)
    return [corners[i] for i in range(len(blocks))]


def settle(graph: nx.MultiDiGraph[str], first: int, slots: int) -> Layout:
    """Give each node a spot of its own. What no year is known of stands in the column before the first.

    >>> import networkx as nx
    >>> g = nx.MultiDiGraph()
    >>> g.add_node("a", type="term", label="a", years={2020, 2021})
    >>> g.add_node("b", type="item", label="b", years={2020})
    >>> _ = g.add_edge("a", "b")
    >>> settle(g, 2020, 10)
    Layout(spots={'a': (5, 1), 'b': (5, -1)}, up=1, down=1)
    """
    terms = sorted((n for n, d in graph.nodes(data=True) if d["type"] == "term"), key=lambda n: _life(graph, n))
    wanted = {n: _slot(graph.nodes[n]["years"], first, slots) for n in terms}  # in a column of their own years
    spots, up = _stack([(n, wanted[n]) for n in terms], slots)
    down = 0
    for kind in BELOW:
        nodes = [n for n, d in graph.nodes(data=True) if d["type"] == kind]
        centres = [(n, fmean(spots[t][0] for t in graph.predecessors(n))) for n in nodes]
        middles = [(n, _within(centre, graph.nodes[n]["years"], first, slots)) for n, centre in centres]
        placed, rows = _stack(sorted(middles, key=lambda pair: (-graph.in_degree(pair[0]), pair[1], pair[0])), slots)
        spots |= {n: (slot, -down - row) for n, (slot, row) in placed.items()}
        down += rows + 1 if rows else 0
    return Layout(spots, up, max(0, down - 1))


def _life(graph: nx.MultiDiGraph[str], node: str) -> tuple[int, int, int, str]:
    years = graph.nodes[node]["years"]
    return -len(years), min(years, default=0), -graph.degree(node), node


def _slot(years: Iterable[int], first: int, slots: int) -> int:
    """The middle of the column of the year nearest to the mean of the years."""
    held = sorted(years) or [first - 1]
    middle = fmean(held)
    return round((min(held, key=lambda y: abs(y - middle)) - first + 0.5) * slots)


def _within(centre: float, years: Iterable[int], first: int, slots: int) -> int:
    """The slot nearest to a centre that lies in the column of one of the years."""
    columns = [(year - first) * slots for year in sorted(years)]
    near: list[float] = [min(max(centre, left + 1.0), left + slots - 1.0) for left in columns] or [centre]
    nearest: float = min(near, key=lambda slot: abs(slot - centre))
    return round(nearest)


def _stack(wanted: Iterable[tuple[str, int]], slots: int) -> tuple[dict[str, Spot], int]:
    """Spots near the slots wanted: in the lowest pile about them, sideways within the column and by no more than half of one."""
    piles: dict[int, int] = defaultdict(int)
    spots: dict[str, Spot] = {}
    for node, slot in wanted:
        left = (slot // slots) * slots + 1
        near = range(max(left, slot - slots // 2), min(left + slots - 2, slot + slots // 2) + 1)
        best = min(near, key=lambda s: (piles[s] * _ASIDE + abs(s - slot), s))
        piles[best] += 1
        spots[node] = (best, piles[best])
    return spots, max(piles.values(), default=0)
