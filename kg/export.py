"""A build in the formats of other tools: RDF in three spellings, SKOS, Data Cube, GraphML, GEXF, and tables for a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING

from pyoxigraph import RdfFormat, Store, Triple, parse, serialize

from kg.errors import OutputFolderError
from kg.network import network
from kg.query import columns, rows, run, text_of
from kg.store import open_graph, open_store
from kg.vocab import PREFIXES, QB, RDF, SKOS

if TYPE_CHECKING:
    import networkx as nx

_KINDS = {
    "numeral": (0, 114, 178),
    "digit": (213, 94, 0),
    "acronym": (0, 158, 115),
    "motto": (204, 121, 167),
    "word": (120, 120, 120),
}
_TYPES = {"item": (240, 228, 66), "program": (86, 180, 233), "year": (60, 60, 60)}
_TABLES = (
    "reports",
    "terms",
    "mentions",
    "definitions",
    "programs",
    "observations",
    "links",
    "lineage",
    "promises",
    "appearances",
)


def export(folder: Path, form: str, out: IO[bytes], table: str = "terms") -> None:
    """Write a build in one of `FORMATS`; `table` is the named query that csv takes.

    Raises NotAGraphError where the folder is no build, and UnknownNameError for a query that there is not.
    """
    _WRITERS[form](folder, out, table)


def export_file(folder: Path, form: str, out: Path) -> None:
    """Write a build into a file, whole or not at all. Raises OSError where the file cannot be written."""
    staging = out.with_name(f".{out.name}.writing")
    try:
        with staging.open("wb") as file:
            export(folder, form, file)
        staging.replace(out)
    finally:
        staging.unlink(missing_ok=True)


def export_tables(folder: Path, out: Path) -> list[Path]:
    """Write the contract's tables and the appearances as CSV for a spreadsheet, one file each, into a folder.

    Raises OutputFolderError where the folder holds something else of that name or cannot be written.
    """
    store = open_store(folder)
    try:
        out.mkdir(parents=True, exist_ok=True)
        written = []
        for name in _TABLES:
            written.append(out / f"{name}.csv")
            written[-1].write_bytes(_spreadsheet(store, name))
    except OSError as error:
        raise OutputFolderError(f"cannot be written ({error.strerror}); name another folder", path=out) from None
    return written


def _spreadsheet(store: Store, name: str) -> bytes:
    """A table that opens in a spreadsheet with Chinese intact: with a byte order mark, RFC 4180."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    sparql = text_of(name)
    writer.writerow(columns(sparql))
    writer.writerows(row.values() for row in rows(store, sparql))
    return text.getvalue().encode("utf-8-sig")


def _triples(folder: Path) -> Iterator[Triple]:
    """The union of all named graphs, each statement once, in the order of the file."""
    last = None
    with open_graph(folder) as lines:
        for quad in parse(lines, format=RdfFormat.N_QUADS):
            triple = Triple(quad.subject, quad.predicate, quad.object)
            if triple != last:
                yield triple
            last = triple


def _turtle(folder: Path, out: IO[bytes], _: str) -> None:
    open_store(folder)
    serialize(_triples(folder), out, format=RdfFormat.TURTLE, prefixes=PREFIXES)


def _json_ld(folder: Path, out: IO[bytes], _: str) -> None:
    open_store(folder)
    with open_graph(folder) as lines:
        serialize(parse(lines, format=RdfFormat.N_QUADS), out, format=RdfFormat.JSON_LD, prefixes=PREFIXES)


def _n_quads(folder: Path, out: IO[bytes], _: str) -> None:
    open_store(folder)
    with open_graph(folder) as file:
        while piece := file.read(1 << 20):
            out.write(piece)


def _chosen(where: str) -> Callable[[Path, IO[bytes], str], None]:
    """A writer of the triples that a CONSTRUCT gives, as sorted Turtle."""

    def write(folder: Path, out: IO[bytes], _: str) -> None:
        found = run(open_store(folder), where)
        serialize(sorted(found, key=str), out, format=RdfFormat.TURTLE, prefixes=PREFIXES)  # type: ignore[arg-type]

    return write


_SKOS = f"""PREFIX skos: <{SKOS}> CONSTRUCT {{ ?s ?p ?o }} WHERE {{
  ?s a ?class ; ?p ?o . FILTER(?class IN (skos:Concept, skos:ConceptScheme))
  FILTER((STRSTARTS(STR(?p), "{SKOS}") && !(?p = skos:notation)) || (?p = <{RDF}type> && STRSTARTS(STR(?o), "{SKOS}")))
  FILTER(?class = skos:ConceptScheme || EXISTS {{ ?s skos:inScheme ?scheme }})
}}"""
_CUBE = f"""PREFIX qb: <{QB}> CONSTRUCT {{ ?s ?p ?o }} WHERE {{
  ?s a ?class ; ?p ?o . FILTER(?class IN (qb:Observation, qb:DataSet, qb:DataStructureDefinition, qb:ComponentSpecification,
    qb:DimensionProperty, qb:MeasureProperty, qb:AttributeProperty))
}}"""


def _drawn(folder: Path) -> nx.MultiDiGraph[str]:
    """The network with what a drawing program reads: colour, position, and the years between which a node exists."""
    graph = network(open_store(folder))
    for _, data in graph.nodes(data=True):
        red, green, blue = _TYPES.get(data["type"]) or _KINDS.get(data.get("kind", ""), (0, 0, 0))
        data["viz"] = {
            "color": {"r": red, "g": green, "b": blue, "a": 1.0},
            "position": {"x": data["x"] * 100, "y": -data["y"] * 20, "z": 0.0},
        }
        if data["type"] == "term":
            data["start"], data["end"] = data["first"], data["last"]
        elif data["type"] == "year":
            data["start"] = data["end"] = data["year"]
    return graph


def _gexf(folder: Path, out: IO[bytes], _: str) -> None:
    import networkx as nx

    nx.write_gexf(_drawn(folder), out, version="1.2draft")


def _graphml(folder: Path, out: IO[bytes], _: str) -> None:
    import networkx as nx

    graph = _drawn(folder)
    for _node, data in graph.nodes(data=True):
        colour = data.pop("viz")["color"]
        data["colour"] = "#{r:02X}{g:02X}{b:02X}".format(**colour)
    nx.write_graphml(graph, out, named_key_ids=True)


def _csv(folder: Path, out: IO[bytes], table: str) -> None:
    out.write(_spreadsheet(open_store(folder), table))


_WRITERS: dict[str, Callable[[Path, IO[bytes], str], None]] = {
    "turtle": _turtle,
    "json-ld": _json_ld,
    "n-quads": _n_quads,
    "skos": _chosen(_SKOS),
    "cube": _chosen(_CUBE),
    "graphml": _graphml,
    "gexf": _gexf,
    "csv": _csv,
}
FORMATS = tuple(_WRITERS)
