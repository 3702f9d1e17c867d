"""The graph's own statements about one term, as JSON-LD that a page carries and that its script turns into Turtle."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pyoxigraph import Literal, NamedNode, Quad, Store

from kg.store import manifest, open_store

KG = "https://w3id.org/tifakg/ontology#"
OA = "http://www.w3.org/ns/oa#"
XSD = "http://www.w3.org/2001/XMLSchema#"
PREFIXES = {
    "kg": KG,
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dcterms": "http://purl.org/dc/terms/",
    "oa": OA,
    "prov": "http://www.w3.org/ns/prov#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": XSD,
}
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
# What speaks of a term, of an appearance, of a definition; and of which passages the text itself is told.
_OF_TERM = (f"{KG}appearanceOf", f"{KG}defines", f"{KG}digitOf", f"{OA}hasBody")
_OF_APPEARANCE = (f"{KG}earlier", f"{KG}later", f"{KG}firstUse")
_TOLD = (f"{KG}inSentence", f"{KG}gloss", f"{KG}meaning")


class Statements:
    """A build asked for one term after another, each by its own statements only."""

    def __init__(self, graph: Path) -> None:
        self._store: Store = open_store(graph)
        self._base: str = manifest(graph)["base"]
        self._reports: dict[str, dict[str, Any]] = {}

    def of(self, iri: str) -> dict[str, Any]:
        """The JSON-LD of a term."""
        nodes = [self._node(name) for name in self._subjects(iri)]
        return {"@context": {"@base": self._base, **PREFIXES}, "@graph": [n for n in nodes if n]}

    def _subjects(self, iri: str) -> list[str]:
        """The term, what speaks of it, what ties that to others, and the passages that are its evidence."""
        about = sorted(self._that(_OF_TERM, iri))
        ties = sorted({tie for name in about for tie in self._that(_OF_APPEARANCE, name)})
        items = sorted(o.value for name in about for o in self._objects(name, f"{KG}item"))
        spoken = [*about, *items]
        passages = sorted({o.value for name in spoken for predicate in _TOLD for o in self._objects(name, predicate)})
        selectors = [o.value for name in passages for o in self._objects(name, f"{OA}hasSelector")]
        reports = sorted({o.value for name in about for o in self._objects(name, f"{KG}inReport")})
        return list(dict.fromkeys([iri, *reports, *about, *ties, *items, *passages, *selectors]))

    def _about(self, name: str) -> Iterator[Quad]:
        return self._store.quads_for_pattern(NamedNode(name), None, None)

    def _objects(self, name: str, predicate: str) -> Iterator[NamedNode]:
        found = self._store.quads_for_pattern(NamedNode(name), NamedNode(predicate), None)
        return (q.object for q in found if isinstance(q.object, NamedNode))

    def _that(self, predicates: tuple[str, ...], name: str) -> Iterator[str]:
        for predicate in predicates:
            for quad in self._store.quads_for_pattern(None, NamedNode(predicate), NamedNode(name)):
                if isinstance(quad.subject, NamedNode):
                    yield quad.subject.value

    def _node(self, name: str) -> dict[str, Any]:
        """A subject with all its statements; a report, of which hundreds of terms speak, is read once."""
        report = f"{self._base}report/"
        if not name.startswith(report) or "/" in name.removeprefix(report):
            return self._read(name, bare=False)
        if name not in self._reports:
            self._reports[name] = self._read(name, bare=True)
        return self._reports[name]

    def _read(self, name: str, bare: bool) -> dict[str, Any]:
        """A subject's statements; of a bare one only what it says of itself in words and numbers."""
        values: dict[str, dict[str, Any]] = {}
        for quad in self._about(name):
            if bare and not isinstance(quad.object, Literal):
                continue
            key = "@type" if quad.predicate.value == _TYPE else self._short(quad.predicate.value)
            value = self._value(quad.object, typed=key == "@type")
            values.setdefault(key, {})[json.dumps(value, ensure_ascii=False, sort_keys=True)] = value
        if not values:
            return {}
        listed = {key: [found[k] for k in sorted(found)] for key, found in sorted(values.items())}
        return {
            "@id": self._short(name),
            **{key: found[0] if len(found) == 1 else found for key, found in listed.items()},
        }

    def _short(self, iri: str) -> str:
        """An IRI by its prefix, or from the base on."""
        for prefix, whole in PREFIXES.items():
            if iri.startswith(whole):
                return f"{prefix}:{iri.removeprefix(whole)}"
        return iri.removeprefix(self._base) or iri

    def _value(self, term: object, typed: bool) -> Any:
        if isinstance(term, NamedNode):
            return self._short(term.value) if typed else {"@id": self._short(term.value)}
        assert isinstance(term, Literal)
        if term.language:
            return {"@value": term.value, "@language": term.language}
        kind = term.datatype.value
        if kind == f"{XSD}integer" and str(int(term.value)) == term.value:
            return int(term.value)
        if kind == f"{XSD}boolean" and term.value in ("true", "false"):
            return term.value == "true"
        return term.value if kind == f"{XSD}string" else {"@value": term.value, "@type": self._short(kind)}
