"""A build from Python: typed records, frames, SPARQL, networkx, rdflib without copying, and what a notebook shows."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import rdflib
from IPython.core.interactiveshell import InteractiveShell

import kg
from kg import query
from kg.errors import NotAGraphError, UnknownNameError
from kg.opened import Graph


@pytest.fixture(scope="module")
def graph(built: Path) -> Graph:
    return kg.open(built)


TABLES = ("reports", "terms", "mentions", "definitions", "programs", "observations", "links", "lineage", "promises")


@pytest.mark.parametrize("name", TABLES)
def test_each_table_is_its_query_with_its_columns_and_types(name: str, graph: Graph) -> None:
    table = getattr(graph, name)()
    plain = query.rows(graph.store, query.text_of(name))
    assert list(table.columns) == list(table[0]._fields) == list(plain[0])
    assert [tuple("" if v is None else str(v) for v in row) for row in table] == [tuple(row.values()) for row in plain]


def test_a_table_is_narrowed_sliced_and_framed(graph: Graph) -> None:
    found = graph.observations(concept="地区生产总值", mode="target")
    assert {row.mode for row in found} == {"target"}
    assert len(found[:2]) == 2
    frame = found.frame()
    assert list(frame.columns) == list(found.columns)
    assert len(frame) == len(found)


def test_a_span_is_a_slice_of_the_source(graph: Graph) -> None:
    row = graph.mentions(term="三讲三强", report="hongqi-2021")[0]
    assert "".join(graph.source(row.report)[row.start : row.end].split()) == row.surface


def test_sparql_and_named_queries(graph: Graph) -> None:
    assert graph.sparql("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")[0] == (str(len(graph.store)),)
    assert graph.query("holdings", held="false").columns == ("place", "year", "held", "report")
    with pytest.raises(UnknownNameError, match="no column"):
        graph.query("holdings", colour="red")


def test_rdflib_sees_the_same_store(graph: Graph) -> None:
    asked = "SELECT ?t WHERE { ?t a <https://w3id.org/tifakg/ontology#Term> } ORDER BY ?t"
    assert [str(row[rdflib.Variable("t")]) for row in graph.rdflib().query(asked).bindings] == [
        row[0] for row in graph.sparql(asked)
    ]


def test_networkx_is_at_hand(graph: Graph) -> None:
    assert "term/红旗区/三讲三强" in graph.networkx("红旗区")


def test_a_notebook_shows_tables_and_escapes_cells(graph: Graph) -> None:
    assert "三讲三强" in graph.terms(term="三讲三强")._repr_html_()
    assert "5 reports" in graph._repr_html_()
    shown = graph.sparql('SELECT ("<script>x</script>" AS ?a) {}')._repr_html_()
    assert "<script>" not in shown
    assert "more rows" in graph.mentions()._repr_html_()


def test_the_cell_magic_asks_a_build(built: Path) -> None:
    shell = InteractiveShell.instance()
    shell.run_line_magic("load_ext", "kg")
    found = shell.run_cell_magic(  # type: ignore[no-untyped-call]
        "sparql", str(built), "SELECT ?s WHERE { ?s a <https://w3id.org/tifakg/ontology#Report> }"
    )
    assert len(found) == 5


def test_a_folder_that_is_no_build_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotAGraphError, match="not a graph"):
        kg.open(tmp_path)


def test_importing_the_package_loads_nothing_heavy() -> None:
    code = "import sys, kg; print(sorted({'rdflib', 'networkx', 'pandas', 'pyoxigraph'} & set(sys.modules)))"
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"
    )
