"""The picture of terms and years, as a page of pyvis: positions are computed here, the browser only draws."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from kg.site.addresses import term_page
from kg.site.coverage import Place, presence, said
from kg.site.press import Press, root_of
from kg.site.records import Concept

YEAR_GAP, ROW, SIDE, LONGEST = 330, 46, 300, 11


def draw(press: Press, address: str, place: Place) -> str:
    """The page of a place: years on a line, above it the terms that several years share, below each year its own.

    The nodes and edges are handed to pyvis as lists, for its own adders compare each with all before it.
    """
    from pyvis.network import Network

    nodes, edges = _nodes(place, root_of(address))
    net: Any = Network(height="100%", width="100%", cdn_resources="local")
    net.nodes.extend(nodes)
    net.edges.extend(edges)
    net.toggle_physics(False)
    net.templateEnv = press.env.overlay()
    net.templateEnv.globals = {
        **press.env.globals,
        "address": address,
        "root": root_of(address),
        "place": place,
        "shown": _shown(place),
    }
    net.path = "graph.html"
    return str(net.generate_html(local=True))


def _shown(place: Place) -> list[tuple[Concept, list[int]]]:
    """The same as a table: the terms with their years, those of most years first."""
    found = [(c, said(presence(c, place))) for c in place.concepts]
    return sorted(((c, y) for c, y in found if y), key=lambda p: (-len(p[1]), p[1], p[0].name))


def _nodes(place: Place, root: str) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    x_of = {year: (year - place.years[0]) * YEAR_GAP for year in place.years}
    nodes: list[dict[str, Any]] = [
        {"id": f"year {y}", "label": str(y), "group": "year" if y in place.dated else "unheld", "x": x, "y": 0, "shape": "box"}
        for y, x in x_of.items()
    ]  # fmt: skip
    shown = _shown(place)
    spots = {
        **_shared([(c, y) for c, y in shown if len(y) > 1], x_of),
        **_single([(c, y) for c, y in shown if len(y) == 1], x_of),
    }
    edges = []
    for concept, years in shown:
        x, y = spots[concept.name]
        href = root + term_page(concept.place, concept.name)
        label = concept.name if len(concept.name) <= LONGEST else concept.name[: LONGEST - 1] + "…"
        drawn = {"id": concept.name, "label": label, "group": concept.kind, "x": x, "y": y, "shape": "box"}
        nodes.append(drawn | {"name": concept.name, "href": href, "years": years, "mentions": len(concept.sightings)})
        edges += [{"from": f"year {year}", "to": concept.name} for year in years]
    return nodes, edges


def _shared(shown: list[tuple[Concept, list[int]]], x_of: dict[int, int]) -> dict[str, tuple[int, int]]:
    """Terms of several years stand above the line at the barycentre of their years, the longer-lived the higher."""
    spots: dict[str, tuple[int, int]] = {}
    taken: dict[int, list[int]] = defaultdict(list)
    for concept, years in sorted(shown, key=lambda p: (p[1][-1] - p[1][0], len(p[1]), p[1], p[0].name)):
        centre = sum(x_of[y] for y in years) // len(years)
        row = 3 + 2 * (len(years) - 2)
        while not (
            free := [
                x for x in (centre, centre - SIDE, centre + SIDE) if all(abs(x - other) >= SIDE for other in taken[row])
            ]
        ):
            row += 1
        taken[row].append(free[0])
        spots[concept.name] = (free[0], -row * ROW)
    return spots


def _single(shown: list[tuple[Concept, list[int]]], x_of: dict[int, int]) -> dict[str, tuple[int, int]]:
    """Terms of one year hang below it, by kind and name."""
    below: dict[int, list[Concept]] = defaultdict(list)
    for concept, years in shown:
        below[years[0]].append(concept)
    return {
        concept.name: (x_of[year], (3 + index) * ROW)
        for year, concepts in below.items()
        for index, concept in enumerate(sorted(concepts, key=lambda c: (c.kind, c.name)))
    }
