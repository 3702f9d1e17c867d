"""A build from Python: `g = kg.open("build")`, then typed records, data frames, SPARQL, networkx and rdflib.

Each method that names a contract query returns a `Table`: a sequence of named tuples in the order of the query, which a
notebook shows as a table and which `.frame()` turns into a pandas or polars data frame, whichever is installed.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar, get_type_hints, overload

from kg import query
from kg.errors import KgError
from kg.network import network
from kg.store import manifest, open_store, source_text

if TYPE_CHECKING:
    import networkx as nx
    import rdflib

R = TypeVar("R", bound=tuple[Any, ...])
_SHOWN = 30  # rows in a notebook; the rest are counted


class ReportRow(NamedTuple):
    """A report that is held; None or a blank is "the text does not say"."""

    report: str
    place: str
    year: int | None
    date: str
    congress: int | None
    session: int | None
    speaker: str
    title: str
    chars: int | None
    sha256: str


class TermRow(NamedTuple):
    """A formulation in one report, with the number of its mentions."""

    term: str
    kind: str
    report: str
    mentions: int | None


class MentionRow(NamedTuple):
    """One occurrence; `start` and `end` are code points of the decoded source."""

    term: str
    report: str
    start: int | None
    end: int | None
    surface: str
    section: str
    sentence: str


class DefinitionRow(NamedTuple):
    """One item of what a formulation is said to stand for; without countable items position and component are blank."""

    report: str
    term: str
    headword: str
    source: str
    gloss: str
    position: int | None
    component: str
    start: int | None
    end: int | None


class ProgramRow(NamedTuple):
    """A program of policy where it is named."""

    program: str
    type: str
    report: str
    start: int | None
    end: int | None
    surface: str


class ObservationRow(NamedTuple):
    """A number, as written, with what it is of."""

    report: str
    indicator: str
    concept: str
    measure: str
    value: str
    unit: str
    qualifier: str
    mode: str
    period: str
    start: int | None
    end: int | None
    quote: str


class LinkRow(NamedTuple):
    """A tie between a formulation and a program, an indicator, a year or a place."""

    term: str
    report: str
    relation: str
    target_kind: str
    target: str
    start: int | None
    end: int | None
    quote: str


class LineageRow(NamedTuple):
    """What became of a formulation from one appearance to the next; `added` and `removed` are items joined by |."""

    relation: str
    from_term: str
    from_report: str
    to_term: str
    to_report: str
    added: str
    removed: str


class PromiseRow(NamedTuple):
    """A target with what a later report says came of it: met, missed or unknown."""

    concept: str
    measure: str
    period: str
    target: str
    unit: str
    qualifier: str
    target_report: str
    actual: str
    actual_report: str
    outcome: str


class Table(Sequence[R], Generic[R]):
    """Rows of one kind, in order; shown as a table in a notebook."""

    def __init__(self, columns: Sequence[str], rows: Sequence[R]) -> None:
        self.columns, self._rows = tuple(columns), tuple(rows)

    @overload
    def __getitem__(self, index: int) -> R: ...
    @overload
    def __getitem__(self, index: slice) -> Table[R]: ...
    def __getitem__(self, index: int | slice) -> R | Table[R]:
        return Table(self.columns, self._rows[index]) if isinstance(index, slice) else self._rows[index]

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[R]:
        return iter(self._rows)

    def __repr__(self) -> str:
        return f"<{len(self)} rows: {', '.join(self.columns)}>"

    def frame(self) -> Any:
        """The rows as a data frame of pandas, or of polars where pandas is not installed. Raises KgError without either."""
        data = {column: [row[i] for row in self._rows] for i, column in enumerate(self.columns)}
        try:
            import pandas
        except ImportError:
            try:
                import polars
            except ImportError:
                raise KgError("a data frame needs pandas or polars; install one of them") from None
            return polars.DataFrame(data)
        return pandas.DataFrame(data)

    def _repr_html_(self) -> str:
        head = "".join(f"<th>{html.escape(column)}</th>" for column in self.columns)
        body = "".join(
            "<tr>" + "".join(f"<td style='text-align:left'>{_cell(cell)}</td>" for cell in row) + "</tr>" for row in self._rows[:_SHOWN]
        )  # fmt: skip
        more = f"<p>… {len(self) - _SHOWN} more rows</p>" if len(self) > _SHOWN else ""
        return f"<table lang='zh-Hans'><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}"


def _cell(value: object) -> str:
    return "" if value is None else html.escape(str(value))


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
