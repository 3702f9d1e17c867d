"""The ontology as a closed namespace: a name that ontology/tifakg.ttl does not declare is an error, not a new term."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path

from pyoxigraph import NamedNode, RdfFormat, Triple, parse

from kg.errors import KgError

BASE = "https://w3id.org/tifakg/"
ONTOLOGY = f"{BASE}ontology#"

SKOS = "http://www.w3.org/2004/02/skos/core#"
OA = "http://www.w3.org/ns/oa#"
PROV = "http://www.w3.org/ns/prov#"
DCTERMS = "http://purl.org/dc/terms/"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
XSD = "http://www.w3.org/2001/XMLSchema#"
QB = "http://purl.org/linked-data/cube#"
VOID = "http://rdfs.org/ns/void#"
DCAT = "http://www.w3.org/ns/dcat#"

PREFIXES = {
    "kg": ONTOLOGY, "ind": f"{BASE}indicator/", "skos": SKOS, "oa": OA, "prov": PROV, "dcterms": DCTERMS, "rdf": RDF,
    "rdfs": RDFS, "xsd": XSD, "qb": QB, "void": VOID, "dcat": DCAT,
}  # fmt: skip


def ontology_folder() -> Path:
    """Where the ontology files are: inside the installed package, or at the top of a checkout."""
    packaged = Path(str(files("kg"))) / "ontology"
    return packaged if packaged.is_dir() else packaged.parent.parent / "ontology"


@cache
def triples(name: str = "tifakg.ttl") -> tuple[Triple, ...]:
    """The triples of one ontology file."""
    return tuple(quad.triple for quad in parse(path=str(ontology_folder() / name), format=RdfFormat.TURTLE))


@cache
def declared() -> frozenset[str]:
    """The local names that the ontology declares.

    >>> "Term" in declared(), "Tern" in declared()
    (True, False)
    """
    return frozenset(t.subject.value.removeprefix(ONTOLOGY) for t in triples() if isinstance(t.subject, NamedNode))


@cache
def kg(name: str) -> NamedNode:
    """A class, property or individual of the ontology.

    Raises KgError for a name that the ontology does not declare.

    >>> kg("Term")
    <NamedNode value=https://w3id.org/tifakg/ontology#Term>
    """
    if name not in declared():
        raise KgError(f"the ontology declares no {name!r}", path="ontology/tifakg.ttl")
    return NamedNode(ONTOLOGY + name)


@cache
def term(prefixed: str) -> NamedNode:
    """A name of a borrowed vocabulary, such as skos:prefLabel."""
    prefix, _, local = prefixed.partition(":")
    return kg(local) if prefix == "kg" else NamedNode(PREFIXES[prefix] + local)
