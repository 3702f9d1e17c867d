"""What ontology/tifakg.ttl declares, as records."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from pyoxigraph import Literal, NamedNode

from kg.vocab import DCTERMS, ONTOLOGY, PREFIXES, RDF, RDFS, triples

KINDS = {"Class": "class", "ObjectProperty": "object property", "DatatypeProperty": "datatype property"}
_OWL = "http://www.w3.org/2002/07/owl#"


@dataclass(frozen=True, slots=True)
class Name:
    """A class or a property in both languages; domain, range and parents are prefixed names such as `kg:Term`."""

    name: str
    kind: str
    zh: str
    en: str
    zh_comment: str
    en_comment: str
    source: str
    domain: tuple[str, ...]
    range: tuple[str, ...]
    parents: tuple[str, ...]


@cache
def names() -> tuple[Name, ...]:
    """Every class and property, classes first, each kind in the order of the file.

    >>> next(n for n in names() if n.name == "defines").range
    ('kg:Term',)
    """
    told: dict[str, dict[str, list[NamedNode | Literal]]] = defaultdict(lambda: defaultdict(list))
    for triple in triples():
        if isinstance(triple.subject, NamedNode) and isinstance(triple.object, NamedNode | Literal):
            told[triple.subject.value][triple.predicate.value].append(triple.object)
    found = [
        _name(iri.removeprefix(ONTOLOGY), kind, said)
        for iri, said in told.items()
        if iri.startswith(ONTOLOGY)
        for kind in (KINDS.get(value.value.removeprefix(_OWL)) for value in said[f"{RDF}type"])
        if kind
    ]
    order = list(KINDS.values())
    return tuple(sorted(found, key=lambda name: order.index(name.kind)))


def _name(local: str, kind: str, said: dict[str, list[NamedNode | Literal]]) -> Name:
    def spoken(predicate: str, language: str) -> str:
        values = (
            v for v in said[RDFS + predicate] if isinstance(v, Literal) and (v.language or "").startswith(language)
        )
        return next((value.value for value in values), "")

    def pointed(*predicates: str) -> tuple[str, ...]:
        return tuple(prefixed(value.value) for p in predicates for value in said[RDFS + p])

    return Name(
        local, kind, spoken("label", "zh"), spoken("label", "en"), spoken("comment", "zh"), spoken("comment", "en"),
        "; ".join(value.value for value in said[f"{DCTERMS}source"]),
        pointed("domain"), pointed("range"), pointed("subClassOf", "subPropertyOf"),
    )  # fmt: skip


def prefixed(iri: str) -> str:
    """An IRI with the longest prefix that fits.

    >>> prefixed("http://www.w3.org/2004/02/skos/core#Concept"), prefixed("urn:x")
    ('skos:Concept', 'urn:x')
    """
    fits = [(len(base), prefix, base) for prefix, base in PREFIXES.items() if iri.startswith(base)]
    return f"{max(fits)[1]}:{iri.removeprefix(max(fits)[2])}" if fits else iri
