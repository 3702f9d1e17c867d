"""The network of a place as the graph page draws it: formulations, and the items, programs and indicators tied to them.

Nodes and edges have the ids and attributes of `kg.network`, with two differences: years are no nodes but the columns of the
drawing, in each node's `years`, and indicators are nodes (`indicator/PLACE/NAME`). An edge of a relation stands once between two
nodes, with the years of the reports that say it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.site.coverage import Place
from kg.site.records import Book, Concept

if TYPE_CHECKING:
    import networkx as nx

TIED = ("program", "indicator")


def network_of(book: Book, place: Place) -> nx.MultiDiGraph[str]:
    """The network of one place, its nodes in the order of the graph's rows."""
    import networkx as nx

    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    year_of = {r.id: {r.year} if r.year is not None else set() for r in place.reports}
    for concept in place.concepts:
        _term(graph, concept, year_of)
    for concept in place.concepts:
        term = f"term/{place.name}/{concept.name}"
        for gloss in concept.glosses:
            for item in gloss.items:
                _tie(graph, term, "item", item.text, "item", year_of[gloss.report])
        for tie in concept.ties:
            if tie.kind in TIED:
                _tie(graph, term, tie.kind, tie.target, tie.relation, year_of[tie.report])
    lineage = book.lineages.get(place.name)
    for link in lineage.links if lineage else ():
        ends = [f"term/{place.name}/{spot.term}" for spot in (link.earlier, link.later)]
        if all(end in graph for end in ends):
            _edge(graph, ends[0], ends[1], link.relation, year_of[link.later.report])
    return graph


def _term(graph: nx.MultiDiGraph[str], concept: Concept, year_of: dict[str, set[int]]) -> None:
    said = {s.report for s in concept.sightings} | {g.report for g in concept.glosses}
    years: set[int] = set().union(*(year_of[report] for report in said))
    graph.add_node(
        f"term/{concept.place}/{concept.name}", type="term", label=concept.name, place=concept.place, kind=concept.kind,
        years=years, mentions=len(concept.sightings),
    )  # fmt: skip


def _tie(graph: nx.MultiDiGraph[str], term: str, kind: str, label: str, relation: str, years: set[int]) -> None:
    place = graph.nodes[term]["place"]
    node = f"{kind}/{place}/{label}"
    if node not in graph:
        graph.add_node(node, type=kind, label=label, place=place, kind=kind, years=set(), mentions=0)
    graph.nodes[node]["years"] |= years
    graph.nodes[node]["mentions"] += 1
    _edge(graph, term, node, relation, years)


def _edge(graph: nx.MultiDiGraph[str], one: str, other: str, relation: str, years: set[int]) -> None:
    if graph.has_edge(one, other, key=relation):
        graph.edges[one, other, relation]["years"] |= years
    else:
        graph.add_edge(one, other, key=relation, relation=relation, years=set(years))
