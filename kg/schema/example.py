"""A few statements out of a graph that show how the ontology is used."""

from __future__ import annotations

from pyoxigraph import QueryTriples, RdfFormat, Store, serialize

from kg.query import rows, run
from kg.vocab import PREFIXES

_PROLOGUE = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())
_CHOSEN = """SELECT ?d WHERE { ?d a kg:Definition ; kg:gloss/oa:hasSelector ?s ; kg:defines/skos:prefLabel ?label
  FILTER EXISTS { ?d kg:item ?i } } ORDER BY STRLEN(STR(?d)) ?d LIMIT 1"""
_SHOWN = """CONSTRUCT { ?s ?p ?o } WHERE {
  { BIND(<%s> AS ?s) } UNION { <%s> kg:defines ?s } UNION { <%s> kg:item ?s . ?s kg:position 1 }
  UNION { <%s> kg:gloss ?s } UNION { <%s> kg:gloss/oa:hasSelector ?s }
  ?s ?p ?o FILTER(?p NOT IN (kg:appearsIn, skos:inScheme)) }"""


def example(store: Store) -> str:
    """A definition with its term, its first item and its passage, as Turtle; blank where a graph has no definition with items."""
    chosen = rows(store, _PROLOGUE + _CHOSEN)
    if not chosen:
        return ""
    found = run(store, _PROLOGUE + _SHOWN.replace("%s", chosen[0]["d"]))
    assert isinstance(found, QueryTriples)
    every = sorted(set(found), key=str)
    used = {name: iri for name, iri in PREFIXES.items() if any(iri in str(triple) for triple in every)}
    return (serialize(every, format=RdfFormat.TURTLE, prefixes=used) or b"").decode("utf-8")
