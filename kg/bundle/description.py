"""The data set described in RDF (DCAT, VoID): what the graph says of itself, with size and hash of its file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pyoxigraph import Literal, NamedNode, Store, Triple, serialize
from pyoxigraph import RdfFormat as Format

from kg.bundle.crate import Part
from kg.iris import Iris
from kg.vocab import DCAT, DCTERMS, PREFIXES, RDF, VOID, XSD

SPDX = "http://spdx.org/rdf/terms#"
_HERE = "file:///here/"  # becomes a relative IRI: the folder does not know where it will be published
_N_QUADS = NamedNode("http://www.w3.org/ns/formats/N-Quads")


def described(store: Store, held: Mapping[str, Any], graph: Part) -> bytes:
    """The description as Turtle; the file of the graph has a relative IRI."""
    iris = Iris(held["base"])
    own = [quad.triple for quad in store.quads_for_pattern(None, None, None, iris.graph("dataset"))]
    every = sorted({*own, *_file(iris.dataset(), held, graph)}, key=str)
    turtle = serialize(every, format=Format.TURTLE, prefixes={**PREFIXES, "spdx": SPDX}) or b""
    return turtle.replace(f"<{_HERE}".encode(), b"<")


def _file(dataset: NamedNode, held: Mapping[str, Any], graph: Part) -> Iterator[Triple]:
    file, distribution, checksum = (NamedNode(_HERE + name) for name in (graph.name, "#graph", "#graph-checksum"))
    for subject, predicate, value in (
        (dataset, f"{VOID}triples", Literal(held["counts"]["quads"])),
        (dataset, f"{VOID}dataDump", file),
        (dataset, f"{VOID}feature", _N_QUADS),
        (dataset, f"{DCAT}distribution", distribution),
        (distribution, f"{RDF}type", NamedNode(f"{DCAT}Distribution")),
        (distribution, f"{DCAT}downloadURL", file),
        (
            distribution,
            f"{DCAT}mediaType",
            NamedNode("https://www.iana.org/assignments/media-types/application/n-quads"),
        ),
        (
            distribution,
            f"{DCAT}compressFormat",
            NamedNode("https://www.iana.org/assignments/media-types/application/zstd"),
        ),
        (distribution, f"{DCAT}byteSize", Literal(str(graph.size), datatype=NamedNode(f"{XSD}nonNegativeInteger"))),
        (distribution, f"{DCTERMS}format", _N_QUADS),
        (distribution, f"{SPDX}checksum", checksum),
        (checksum, f"{RDF}type", NamedNode(f"{SPDX}Checksum")),
        (checksum, f"{SPDX}algorithm", NamedNode(f"{SPDX}checksumAlgorithm_sha256")),
        (checksum, f"{SPDX}checksumValue", Literal(graph.sha256, datatype=NamedNode(f"{XSD}hexBinary"))),
    ):
        yield Triple(subject, NamedNode(predicate), value)
