"""Every named query gives the rows that plain Python finds, in each engine: Oxigraph, rdflib and Virtuoso."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
import rdflib
from conftest import Kg, lines_of
from oracle import ORACLES, Facts
from other_stores import VIRTUOSO, Running, virtuoso
from pyoxigraph import RdfFormat, Store, parse

from kg import query
from kg.store import open_store

needs_virtuoso = pytest.mark.skipif(not VIRTUOSO, reason="virtuoso-t is not installed (make stores installs it)")
Rows = Counter[tuple[str, ...]]


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory, kg: Kg, seeds: Path) -> Path:
    """A build of three seeds, one of which is given to another place, a level above and in the year of another one."""
    folder = tmp_path_factory.mktemp("places")
    for name in ("hongqi-2018", "hongqi-2019", "hongqi-2021"):
        shutil.copy(seeds / f"{name}.txt", folder)
    (folder / "manifest.csv").write_text("file,place,level,year\nhongqi-2021.txt,示例市,prefecture,2019\n", "utf-8")
    done = kg("build", folder, "--out", folder / "graph")
    assert done.returncode == 0, done.stderr
    return folder / "graph"


@pytest.fixture(scope="module")
def expected(built: Path, places: Path) -> dict[str, dict[str, Rows]]:
    """What plain Python answers to each named query over each build."""
    facts = {"seeds": Facts(lines_of(built)), "places": Facts(lines_of(places))}
    return {of: {name: Counter(answer(held)) for name, answer in ORACLES.items()} for of, held in facts.items()}


@pytest.fixture(scope="module")
def stores(built: Path, places: Path) -> dict[str, Store]:
    return {"seeds": open_store(built), "places": open_store(places)}


def rows(store: Store, name: str) -> list[tuple[str, ...]]:
    return [tuple(row.values()) for row in query.rows(store, query.text_of(name))]


def test_every_named_query_has_an_oracle_that_finds_something(expected: dict[str, dict[str, Rows]]) -> None:
    assert sorted(ORACLES) == query.names()
    assert [name for name in ORACLES if not any(found[name] for found in expected.values())] == []


@pytest.mark.parametrize("of", ["seeds", "places"])
@pytest.mark.parametrize("name", query.names())
def test_oxigraph_gives_the_rows_of_the_oracle(
    stores: dict[str, Store], expected: dict[str, dict[str, Rows]], name: str, of: str
) -> None:
    assert Counter(rows(stores[of], name)) == expected[of][name]


@pytest.mark.slow
def test_reports_of_many_places_give_the_rows_of_the_oracle(shared: Path, kg: Kg, tmp_path: Path) -> None:
    some = sorted(shared.glob("corpus/local/*.txt"))[5::6]
    done = kg("build", *some, "--out", tmp_path / "graph")
    assert done.returncode == 0, done.stderr
    store, facts = open_store(tmp_path / "graph"), Facts(lines_of(tmp_path / "graph"))
    assert [name for name in query.names() if Counter(rows(store, name)) != Counter(ORACLES[name](facts))] == []


@pytest.fixture(scope="module")
def union(places: Path) -> rdflib.Graph:
    """The statements of the build of two places, in memory."""
    lines = {f"{quad.triple} .\n" for quad in parse(lines_of(places), format=RdfFormat.N_QUADS)}
    return rdflib.Graph().parse(data="".join(lines), format="nt")


@pytest.mark.parametrize("name", query.names())
def test_rdflib_gives_the_same_rows_in_the_same_order(union: rdflib.Graph, stores: dict[str, Store], name: str) -> None:
    told = [tuple("" if cell is None else str(cell) for cell in row) for row in union.query(query.text_of(name))]  # type: ignore[union-attr]
    assert told == rows(stores["places"], name)


# ---- Virtuoso


@pytest.fixture(scope="module", params=["seeds", "places"])
def foreign(
    request: pytest.FixtureRequest, built: Path, places: Path, kg: Kg, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, Running]]:
    """A Virtuoso with one of the builds."""
    with virtuoso(tmp_path_factory.mktemp("virtuoso")) as running:
        graph = built if request.param == "seeds" else places
        done = kg("push", "--graph", graph, "--endpoint", running.endpoint, "--user", "dba", "--password", "dba")
        assert done.returncode == 0, done.stderr
        yield request.param, running


@pytest.mark.slow
@needs_virtuoso
def test_virtuoso_gives_the_rows_of_the_oracle(
    foreign: tuple[str, Running], expected: dict[str, dict[str, Rows]]
) -> None:
    of, running = foreign
    assert [name for name in query.names() if _told(running, query.text_of(name)) != expected[of][name]] == []


def _told(running: Running, sparql: str) -> Rows:
    """The rows of an answer over HTTP, whatever the types of their cells."""
    return Counter(_listed(running, sparql))


def _listed(running: Running, sparql: str) -> list[tuple[str, ...]]:
    answer = running.ask(sparql, "application/sparql-results+json").raise_for_status()
    columns = answer.json()["head"]["vars"]
    return [
        tuple(row[column]["value"] if column in row else "" for column in columns)
        for row in answer.json()["results"]["bindings"]
    ]


# ---- faults of the engines themselves, each in its smallest form. A named query must not meet them; docs/stores.md lists them.
# These tests hold the engine to SPARQL and are expected to fail: one that passes says that an engine was mended.

TWICE = "".join(f'<http://x/a> <http://x/p> "1" <http://x/{graph}> .\n' for graph in "gh")
SUM = "SELECT (COUNT(*) AS ?n) FROM <http://x/g> FROM <http://x/h> { <http://x/a> ?p ?o }"


def put(running: Running, graph: str, lines: str) -> None:
    httpx.put(
        running.endpoint, params={"graph": graph}, content=lines.encode(),
        headers={"Content-Type": "application/n-triples"}, auth=httpx.DigestAuth("dba", "dba"), timeout=60,
    ).raise_for_status()  # fmt: skip


@pytest.mark.xfail(
    strict=True, reason="a statement of two graphs counts twice: github.com/oxigraph/oxigraph/issues/1919"
)
def test_oxigraph_counts_a_statement_of_two_graphs_once() -> None:
    store = Store()
    store.load(TWICE.encode(), format=RdfFormat.N_QUADS)
    assert query.rows(store, SUM) == [{"n": "1"}]


@pytest.mark.filterwarnings("ignore:Dataset.default_context is deprecated:DeprecationWarning")  # within rdflib
def test_rdflib_counts_a_statement_of_two_graphs_once() -> None:
    both = rdflib.Dataset(default_union=True)
    both.parse(data=TWICE, format="nquads")
    assert [int(row[0]) for row in both.query("SELECT (COUNT(*) AS ?n) { <http://x/a> ?p ?o }")] == [1]  # type: ignore[index,union-attr]


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """An empty Virtuoso."""
    with virtuoso(tmp_path_factory.mktemp("virtuoso")) as running:
        yield running


@pytest.mark.slow
@needs_virtuoso
@pytest.mark.xfail(
    strict=True, raises=AssertionError, reason="the same: github.com/openlink/virtuoso-opensource/issues/1406"
)
def test_virtuoso_counts_a_statement_of_two_graphs_once(bare: Running) -> None:
    for graph in ("http://x/g", "http://x/h"):
        put(bare, graph, '<http://x/a> <http://x/p> "1" .\n')
    assert _listed(bare, SUM) == [("1",)]


@pytest.mark.slow
@needs_virtuoso
@pytest.mark.xfail(strict=True, raises=AssertionError, reason="true is written as 1")
def test_virtuoso_writes_a_truth_value_as_it_is_spelt(bare: Running) -> None:
    assert _listed(bare, "SELECT (true AS ?held) {}") == [("true",)]


@pytest.mark.slow
@needs_virtuoso
@pytest.mark.xfail(
    strict=True, raises=AssertionError, reason="a longer text may stand before a shorter one that it begins with"
)
def test_virtuoso_sorts_a_text_before_those_that_begin_with_it(bare: Running) -> None:
    wrong = []
    for length in range(12, 20):
        pair = ["园" * length, "园" * length + "总投资"]
        put(bare, "http://x/s", "".join(f'<http://x/{text}> <http://x/s> "{text}" .\n' for text in pair))
        wrong += [pair] * (
            _listed(bare, "SELECT ?text { ?x <http://x/s> ?text } ORDER BY ?text") != [(t,) for t in pair]
        )
    assert wrong == []
