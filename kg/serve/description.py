"""What the endpoint says of itself: SPARQL 1.1 Service Description."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import BlankNode, Literal, NamedNode, Triple, serialize

from kg.serve.formats import TRIPLES
from kg.vocab import PREFIXES, RDF, VOID

SD = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS = "http://www.w3.org/ns/formats/"
_RESULTS = (
    "SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV", "Turtle", "N-Triples",
    "JSON-LD", "RDF_XML",
)  # fmt: skip
Node = NamedNode | BlankNode


def described(endpoint: str, graphs: Iterable[str], statements: int, media: str) -> bytes:
    """The description of an endpoint over these named graphs, in a media type of TRIPLES.

    >>> b"sd:UnionDefaultGraph" in described("http://127.0.0.1/sparql", ["http://x/g"], 7, "text/turtle")
    True
    """
    prefixes = {**PREFIXES, "sd": SD}
    return serialize(_triples(endpoint, graphs, statements), format=TRIPLES[media][1], prefixes=prefixes) or b""


def _triples(endpoint: str, graphs: Iterable[str], statements: int) -> Iterator[Triple]:
    service, dataset, default = NamedNode(endpoint), BlankNode("dataset"), BlankNode("default")
    yield from _say(service, f"{RDF}type", NamedNode(f"{SD}Service"))
    yield from _say(service, f"{SD}endpoint", service)
    yield from _say(service, f"{SD}supportedLanguage", NamedNode(f"{SD}SPARQL11Query"))
    yield from _say(service, f"{SD}feature", NamedNode(f"{SD}UnionDefaultGraph"))
    for name in _RESULTS:
        yield from _say(service, f"{SD}resultFormat", NamedNode(_FORMATS + name))
    yield from _say(service, f"{SD}defaultDataset", dataset)
    yield from _say(dataset, f"{RDF}type", NamedNode(f"{SD}Dataset"))
    yield from _say(dataset, f"{SD}defaultGraph", default)
    yield from _say(default, f"{RDF}type", NamedNode(f"{SD}Graph"))
    yield from _say(default, f"{VOID}triples", Literal(statements))
    for number, name in enumerate(graphs):
        graph = BlankNode(f"graph{number}")
        yield from _say(dataset, f"{SD}namedGraph", graph)
        yield from _say(graph, f"{RDF}type", NamedNode(f"{SD}NamedGraph"))
        yield from _say(graph, f"{SD}name", NamedNode(name))


def _say(subject: Node, predicate: str, thing: Node | Literal) -> Iterator[Triple]:
    yield Triple(subject, NamedNode(predicate), thing)
