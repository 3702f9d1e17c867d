"""The statements of a build in dictionaries, and the few steps that the oracles take over them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import product

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

Node = NamedNode | Literal
Row = tuple[str, ...]
Cell = str | Row
PREFIXES = {
    "kg": "https://w3id.org/tifakg/ontology#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "oa": "http://www.w3.org/ns/oa#",
    "dcterms": "http://purl.org/dc/terms/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "owl": "http://www.w3.org/2002/07/owl#",
}


def full(name: str) -> NamedNode:
    prefix, _, local = name.partition(":")
    return NamedNode(PREFIXES[prefix] + local)


class Facts:
    """All statements of a build, whatever graph they stand in, each once."""

    def __init__(self, lines: bytes) -> None:
        self.forward: dict[tuple[Node, NamedNode], list[Node]] = defaultdict(list)
        self.backward: dict[tuple[NamedNode, Node], list[NamedNode]] = defaultdict(list)
        self.pairs: dict[NamedNode, list[tuple[NamedNode, Node]]] = defaultdict(list)
        seen = set()
        for quad in parse(lines, format=RdfFormat.N_QUADS):
            if quad.triple not in seen:
                seen.add(quad.triple)
                s, p, o = quad.triple
                self.forward[s, p].append(o)
                self.backward[p, o].append(s)
                self.pairs[p].append((s, o))

    def all(self, kind: str) -> list[NamedNode]:
        """The things of a class."""
        return self.back("rdf:type", full(kind))

    def back(self, name: str, value: Node) -> list[NamedNode]:
        """The things that have this value."""
        return self.backward.get((full(name), value), [])

    def walk(self, node: Node, path: str) -> list[Node]:
        """Where a path of properties leads: `kg:inReport/dcterms:identifier`."""
        nodes = [node]
        for step in path.split("/"):
            nodes = [value for one in nodes for value in self.forward.get((one, full(step)), [])]
        return nodes

    def said(self, node: Node, path: str) -> list[str]:
        """The same as strings."""
        return [value.value for value in self.walk(node, path)]

    def chinese(self, node: Node, path: str = "skos:prefLabel") -> list[str]:
        """Of the texts at the end of a path, those in Chinese."""
        return [v.value for v in self._texts(node, path) if (v.language or "").split("-")[0] == "zh"]

    def english(self, node: Node, path: str = "skos:prefLabel") -> list[str]:
        return [v.value for v in self._texts(node, path) if v.language == "en"]

    def _texts(self, node: Node, path: str) -> Iterator[Literal]:
        return (v for v in self.walk(node, path) if isinstance(v, Literal))

    def reports(self, node: Node) -> list[str]:
        """The report that a statement is of."""
        return self.said(node, "kg:inReport/dcterms:identifier")

    def places(self, term: Node) -> list[str]:
        """The place that a term is of."""
        return self.said(term, "kg:termOf/rdfs:label")

    def spans(self, node: Node, path: str = "kg:evidence") -> list[Row]:
        """Start, end and text of the passage at the end of a path."""
        return [row for passage in self.walk(node, path) for row in self.spans_of(passage)]

    def spans_of(self, passage: Node) -> list[Row]:
        """Start, end and text of a passage."""
        return [
            row
            for selector in self.walk(passage, "oa:hasSelector")
            for row in join(*(self.said(selector, f"oa:{part}") for part in ("start", "end", "exact")))
        ]

    def quotes(self, node: Node) -> list[str]:
        """The sentence that a statement stands in."""
        return self.said(node, "kg:inSentence/oa:hasSelector/oa:exact")

    def concepts(self, observation: Node) -> list[str]:
        """The standard indicator that a number is of."""
        return self.chinese(observation, "kg:indicator/skos:prefLabel")


Oracle = Callable[[Facts], Iterable[Row]]


def join(*columns: Sequence[Cell]) -> Iterator[Row]:
    """Rows of one value from each column, in every combination."""
    for cells in product(*columns):
        yield tuple(part for cell in cells for part in ((cell,) if isinstance(cell, str) else cell))


def maybe(found: Iterable[Cell], width: int = 1) -> list[Cell]:
    """What is found, or blank cells where nothing is."""
    return list(found) or [("",) * width]


def cut(rows: Iterable[Row], *kept: int) -> list[Row]:
    """Some columns of rows."""
    return [tuple(row[at] for at in kept) for row in rows]
