"""A build from Python: `g = kg.open("build")`, then typed records, data frames, SPARQL, networkx and rdflib.

Each method that names a contract query returns a `Table`: a sequence of named tuples in the order of the query, which a
notebook shows as a table and which `.frame()` turns into a pandas or polars data frame, whichever is installed.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_type_hints

from kg import query
from kg.network import network
from kg.opened.records import (
    DefinitionRow,
    LineageRow,
    LinkRow,
    MentionRow,
    ObservationRow,
    ProgramRow,
    PromiseRow,
    ReportRow,
    TermRow,
)
from kg.opened.table import R, Table
from kg.store import manifest, open_store, source_text

if TYPE_CHECKING:
    import networkx as nx
    import rdflib


class Graph:
    """A build, opened for reading. Every narrowing is by exact value: `g.observations(concept="地区生产总值", mode="target")`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.store = open_store(folder)

    def __repr__(self) -> str:
        counts = manifest(self.folder)["counts"]
        return f"<kg.Graph {self.folder}: {counts['reports']} reports, {counts['quads']} statements>"

    def _repr_html_(self) -> str:
        return f"<p><b>{html.escape(repr(self)[1:-1])}</b></p>{self.reports()._repr_html_()}"

    def reports(self, **wanted: str) -> Table[ReportRow]:
        """The reports held."""
        return self._table("reports", ReportRow, wanted)

    def terms(self, **wanted: str) -> Table[TermRow]:
        """Each formulation in each report."""
        return self._table("terms", TermRow, wanted)

    def mentions(self, **wanted: str) -> Table[MentionRow]:
        """Every occurrence, with its sentence."""
        return self._table("mentions", MentionRow, wanted)

    def definitions(self, **wanted: str) -> Table[DefinitionRow]:
        """What formulations are said to stand for, one row for each item."""
        return self._table("definitions", DefinitionRow, wanted)

    def programs(self, **wanted: str) -> Table[ProgramRow]:
        """Every place that names a program."""
        return self._table("programs", ProgramRow, wanted)

    def observations(self, **wanted: str) -> Table[ObservationRow]:
        """Every number."""
        return self._table("observations", ObservationRow, wanted)

    def links(self, **wanted: str) -> Table[LinkRow]:
        """What formulations are tied to."""
        return self._table("links", LinkRow, wanted)

    def lineage(self, **wanted: str) -> Table[LineageRow]:
        """What became of each formulation."""
        return self._table("lineage", LineageRow, wanted)

    def promises(self, **wanted: str) -> Table[PromiseRow]:
        """Each target with its outcome."""
        return self._table("promises", PromiseRow, wanted)

    def query(self, name: str, **wanted: str) -> Table[tuple[str, ...]]:
        """The rows of any named query, as text. Raises UnknownNameError for a name or a column that there is not."""
        return self.sparql(query.narrowed(query.text_of(name), wanted))

    def sparql(self, text: str) -> Table[tuple[str, ...]]:
        """The rows of a SELECT over the union of all named graphs, as text. Raises QueryError for what is not one."""
        columns = query.columns(text)
        found = query.rows(self.store, text)
        return Table(columns or list(found[0] if found else ()), [tuple(row.values()) for row in found])

    def source(self, report: str) -> str:
        """The decoded source of a report; spans are slices of it."""
        return source_text(self.folder, report)

    def networkx(self, place: str = "") -> nx.MultiDiGraph[str]:
        """Terms, items, programs and years as a network; `kg.network` documents its attributes."""
        return network(self.store, place)

    def rdflib(self) -> rdflib.Dataset:
        """The same store with rdflib's face, nothing copied; the default graph is the union of all. Needs oxrdflib."""
        import rdflib
        from oxrdflib import OxigraphStore

        return rdflib.Dataset(store=OxigraphStore(store=self.store), default_union=True)

    def _table(self, name: str, kind: type[R], wanted: Mapping[str, str]) -> Table[R]:
        text = query.narrowed(query.text_of(name), wanted)
        numbers = {field for field, hint in get_type_hints(kind).items() if hint == int | None}
        columns = query.columns(text)
        made = [_record(kind, row, numbers) for row in query.rows(self.store, text)]
        return Table(columns, made)


def _record(kind: Callable[..., R], row: Mapping[str, str], numbers: set[str]) -> R:
    return kind(**{c: (int(v) if v else None) if c in numbers else v for c, v in row.items()})


def load_ipython_extension(shell: Any) -> None:
    """`%load_ext kg` gives a cell magic: `%%sparql build` asks the build in that folder."""

    def sparql(line: str, cell: str) -> Table[tuple[str, ...]]:
        return Graph(Path(line.strip() or "build")).sparql(cell)

    shell.register_magic_function(sparql, magic_kind="cell")
