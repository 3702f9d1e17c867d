"""The named graph of one place: the place, its concept scheme and its terms."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import Quad

from kg.extract.patterns import nationwide
from kg.graph.writer import Writer, en, integer, zh
from kg.iris import Iris
from kg.model import Report, Term
from kg.vocab import kg, term


def place_quads(place: str, terms: Iterable[Term], reports: Iterable[Report], iris: Iris) -> list[Quad]:
    """The named graph of one place: the place, its concept scheme and its terms."""
    writer = Writer(iris.graph(f"place-{place}"))
    node, scheme = iris.place(place), iris.scheme(place)
    writer.say(node, "rdf:type", kg("Place"))
    writer.say(node, "rdfs:label", zh(place))
    for level, code in sorted({(r.header.level, r.header.code) for r in reports}):
        writer.note(node, "kg:level", level)
        writer.note(node, "dcterms:identifier", code)
    writer.say(scheme, "rdf:type", term("skos:ConceptScheme"))
    writer.say(
        scheme,
        "skos:prefLabel",
        zh(f"{place}政府工作报告提法"),
        en(f"Formulations in the reports of {place}"),
    )
    for one in terms:
        _term(writer, one, iris)
    return writer.quads


def _term(writer: Writer, one: Term, iris: Iris) -> None:
    node, scheme = iris.term(one.place, one.name), iris.scheme(one.place)
    writer.say(node, "rdf:type", kg("Term"), term("skos:Concept"))
    writer.say(node, "skos:prefLabel", zh(one.name))
    writer.say(node, "skos:altLabel", *map(zh, one.variants))
    writer.say(node, "skos:inScheme", scheme)
    writer.say(node, "skos:topConceptOf", scheme)
    writer.say(scheme, "skos:hasTopConcept", node)
    writer.say(node, "kg:termOf", iris.place(one.place))
    writer.say(node, "kg:kind", kg(one.kind))
    for rule in one.rules:
        writer.note(node, "kg:rule", rule)
    known = nationwide().get(one.name)
    if known:
        writer.note(node, "kg:nationwideLevel", known["level"])
        writer.say(node, "kg:nationwideSince", integer(int(known["since"])) if known["since"] else None)
        if known["english"]:
            writer.say(node, "skos:prefLabel", en(known["english"]))
