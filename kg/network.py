"""The graph as networkx sees it: formulations, items, programs and years, placed by year.

Nodes, each with `type`, `label`, `x` and `y`:

| type | id | further attributes |
|---|---|---|
| `term` | `term/PLACE/NAME` | `place`, `kind` (numeral, digit, acronym, motto, word), `lane`, `first`, `last` (years), `mentions` |
| `item` | `item/PLACE/WORDING` | `place` |
| `program` | `program/PLACE/NAME` | `place`, `kind` (its head noun) |
| `year` | `year/PLACE/YEAR` | `place`, `year`, `held` (whether a report of it is held) |

Edges, each with `relation` and, where one report says it, `report`:

| relation | from, to | further attributes |
|---|---|---|
| `defined`, `used` | term, year | `mentions` |
| `item` | term, item | `position` (from 1), `source` |
| `names`, `cooccurs` | term, program | |
| `continues` … `homonym` | term, term | `from_report`, `added`, `removed`, `rule`, `confidence` |

`x` is the year, for a term the mean of its years; `y` is the place of the lane in the order made at build (longest-lived
first, 0 at the top, growing downwards), for items and programs the mean of their terms. Years stand at y = -1.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from statistics import fmean
from typing import TYPE_CHECKING

from pyoxigraph import Store

from kg.query import narrowed, rows, text_of

if TYPE_CHECKING:
    import networkx as nx

Row = dict[str, str]


def network(store: Store, place: str = "") -> nx.MultiDiGraph[str]:
    """The network of one place, or of all; nodes and edges as the module says. An unknown place gives an empty network."""
    import networkx as nx

    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    wanted = {"place": place} if place else {}
    _years(graph, _ask(store, "holdings", wanted))
    _terms(graph, _ask(store, "appearances", wanted), _ask(store, "lanes", wanted), _kinds(store))
    where = {row["report"]: row["place"] or row["report"] for row in _ask(store, "reports", {})}
    _items(graph, _ask(store, "definitions", {}), where)
    _programs(graph, store, where)
    _lineage(graph, _ask(store, "successions", wanted))
    _settle(graph)
    return graph


def _ask(store: Store, name: str, wanted: dict[str, str]) -> list[Row]:
    return rows(store, narrowed(text_of(name), wanted))


def _kinds(store: Store) -> dict[str, str]:
    return {row["term"]: row["kind"] for row in _ask(store, "terms", {})}


def _years(graph: nx.MultiDiGraph[str], holdings: Iterable[Row]) -> None:
    for row in holdings:
        year, held = int(row["year"]), row["held"] == "true"
        graph.add_node(
            f"year/{row['place']}/{year}", type="year", label=str(year), place=row["place"], year=year, held=held, x=float(year), y=-1.0
        )  # fmt: skip


def _terms(graph: nx.MultiDiGraph[str], shown: Iterable[Row], lanes: Iterable[Row], kinds: dict[str, str]) -> None:
    order = {(row["place"], row["lane"]): float(row["position"]) for row in lanes}
    by_term: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in shown:
        if row["lane"]:
            by_term[row["place"], row["term"]].append(row)
    for (place, name), seen in by_term.items():
        years = [int(row["year"]) for row in seen]
        node, lane = f"term/{place}/{name}", seen[0]["lane"]
        graph.add_node(
            node, type="term", label=name, place=place, kind=kinds.get(name, ""), lane=lane, first=min(years), last=max(years),
            mentions=sum(int(row["mentions"]) for row in seen), x=fmean(years), y=order[place, lane],
        )  # fmt: skip
        for row in seen:
            graph.add_edge(
                node, f"year/{place}/{row['year']}", relation=row["status"], report=row["report"], mentions=int(row["mentions"])
            )  # fmt: skip


def _items(graph: nx.MultiDiGraph[str], definitions: Iterable[Row], where: dict[str, str]) -> None:
    for row in definitions:
        place = where[row["report"]]
        term, item = f"term/{place}/{row['term']}", f"item/{place}/{row['component']}"
        if row["component"] and term in graph:
            graph.add_node(item, type="item", label=row["component"], place=place)
            graph.add_edge(
                term, item, relation="item", report=row["report"], position=int(row["position"]), source=row["source"]
            )


def _programs(graph: nx.MultiDiGraph[str], store: Store, where: dict[str, str]) -> None:
    kinds = {(where[row["report"]], row["program"]): row["type"] for row in _ask(store, "programs", {})}
    for row in _ask(store, "links", {"target_kind": "program"}):
        place = where[row["report"]]
        term, program = f"term/{place}/{row['term']}", f"program/{place}/{row['target']}"
        if term in graph:
            kind = kinds.get((place, row["target"]), "")
            graph.add_node(program, type="program", label=row["target"], place=place, kind=kind)
            graph.add_edge(term, program, relation=row["relation"], report=row["report"])


def _lineage(graph: nx.MultiDiGraph[str], successions: Iterable[Row]) -> None:
    for row in successions:
        ends = [f"term/{row['place']}/{row[side]}" for side in ("from_term", "to_term")]
        kept = ("relation", "from_report", "added", "removed", "rule", "confidence")
        graph.add_edge(*ends, report=row["to_report"], **{name: row[name] for name in kept})


def _settle(graph: nx.MultiDiGraph[str]) -> None:
    """Items and programs stand in the middle of the terms that lead to them."""
    for node, data in graph.nodes(data=True):
        if "x" not in data:
            terms = [graph.nodes[one] for one in graph.predecessors(node)]
            data["x"], data["y"] = fmean(t["x"] for t in terms), fmean(t["y"] for t in terms)
