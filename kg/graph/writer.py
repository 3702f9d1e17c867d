"""What every writer of quads uses: literals, and a writer that collects the facts of one named graph."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import Literal, NamedNode, Quad, Triple

from kg.text import Span
from kg.vocab import XSD, term

_INTEGER, _DATE, _DECIMAL, _BOOLEAN = (NamedNode(XSD + name) for name in ("integer", "date", "decimal", "boolean"))


def zh(text: str) -> Literal:
    """A Chinese string."""
    return Literal(text, language="zh-Hans")


def en(text: str) -> Literal:
    """An English string."""
    return Literal(text, language="en")


def integer(number: int) -> Literal:
    """A whole number."""
    return Literal(str(number), datatype=_INTEGER)


def date(iso: str) -> Literal:
    """A day, from its ISO 8601 form."""
    return Literal(iso, datatype=_DATE)


def decimal(number: object) -> Literal:
    """An exact decimal, from anything that prints as one."""
    return Literal(str(number), datatype=_DECIMAL)


def boolean(truth: bool) -> Literal:
    """True or false."""
    return Literal("true" if truth else "false", datatype=_BOOLEAN)


def at(source: Span) -> str:
    """Where something stands, as a part of an IRI: `120-134`."""
    return f"{source.start}-{source.end}"


class Writer:
    """Collects the quads of one named graph."""

    def __init__(self, graph: NamedNode) -> None:
        self.graph = graph
        self.quads: list[Quad] = []

    def say(self, subject: NamedNode, predicate: str, *objects: NamedNode | Literal | None) -> None:
        """State one fact for each object given; None says nothing."""
        for value in objects:
            if value is not None:
                self.quads.append(Quad(subject, term(predicate), value, self.graph))

    def note(self, subject: NamedNode, predicate: str, text: str) -> None:
        """State a plain string, unless it is empty."""
        if text:
            self.quads.append(Quad(subject, term(predicate), Literal(text), self.graph))


def serialise(facts: Iterable[Quad] | Iterable[Triple], graph: NamedNode | None = None) -> list[str]:
    """Facts as sorted N-Quads lines, each once; triples go into the graph given."""
    lines = set()
    for fact in facts:
        quad = fact if isinstance(fact, Quad) else Quad(fact.subject, fact.predicate, fact.object, graph)
        lines.add(f"{quad} .\n")
    return sorted(lines)
