"""The network of a place as the script that the graph page loads: columns of short values, and no word twice that can be told."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from kg.model import KINDS
from kg.site.addresses import file_name
from kg.site.coverage import Place
from kg.site.graph_layout import BELOW, Layout

if TYPE_CHECKING:
    import networkx as nx

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
TYPES = (*KINDS, *BELOW)


def data_of(
    graph: nx.MultiDiGraph[str], layout: Layout, slots: int, place: Place, indicators: frozenset[str]
) -> dict[str, Any]:
    """The data of a place; `indicators` are those that have a page.

    `types`, `relations`: names to which the numbers of `type` and `ties` lead. One value a node in `type`, `label`, `x`, `y`
    (slots and rows), `years` (see `spelled`), `mentions` and `page` (0: none, 1: its file is named as it is, else the file's
    name). `ties` has four values an edge: from, to, relation, and an index into `spans`, which are years again.
    """
    first = place.years[0] if place.years else 0
    number = {node: i for i, node in enumerate(graph)}
    types = [_type(data) for _, data in graph.nodes(data=True)]
    named = list(dict.fromkeys([*TYPES, *types]))
    relations = sorted({data["relation"] for _, _, data in graph.edges(data=True)})
    spans: dict[str, int] = {}
    ties: list[int] = []
    for one, other, data in graph.edges(data=True):
        span = spans.setdefault(spelled(data["years"], first), len(spans))
        ties += (number[one], number[other], relations.index(data["relation"]), span)
    return {
        "place": place.name, "folder": file_name(place.name), "first": first, "years": len(place.years),
        "unheld": [y - first for y in place.unheld], "slots": slots, "up": layout.up, "down": layout.down,
        "types": named, "relations": relations, "type": [named.index(t) for t in types],
        "label": [data["label"] for _, data in graph.nodes(data=True)],
        "x": [layout.spots[n][0] for n in graph], "y": [layout.spots[n][1] for n in graph],
        "years_of": [spelled(data["years"], first) for _, data in graph.nodes(data=True)],
        "mentions": [data["mentions"] for _, data in graph.nodes(data=True)],
        "page": [_page(data, indicators) for _, data in graph.nodes(data=True)],
        "spans": list(spans), "ties": ties,
    }  # fmt: skip


def spelled(years: Iterable[int], first: int) -> str:
    """Years as one character each, counted from the first; a year that has no character is written out after a dot.

    >>> spelled({2021, 2019, 2030}, 2019), spelled({2100}, 2019)
    ('02b', '.81')
    """
    found = (y - first for y in sorted(years))
    return "".join(_DIGITS[y] if 0 <= y < len(_DIGITS) else f".{y}" for y in found)


def _type(data: dict[str, Any]) -> str:
    return str(data["kind"] if data["type"] == "term" else data["type"])


def _page(data: dict[str, Any], indicators: frozenset[str]) -> int | str:
    name = str(data["label"])
    if data["type"] != "term" and not (data["type"] == "indicator" and name in indicators):
        return 0
    return 1 if file_name(name) == name else file_name(name)
