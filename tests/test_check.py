"""Each check finds the smallest fault of its kind, and none in a sound build."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from pyoxigraph import Store

from kg import check
from kg.store import open_store

KG = "PREFIX kg: <https://w3id.org/tifakg/ontology#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#> "
KG += "PREFIX oa: <http://www.w3.org/ns/oa#> "


@pytest.fixture
def copy(small: Path, tmp_path: Path) -> Path:
    """A build of one report that a test may break."""
    return Path(shutil.copytree(small, tmp_path / "build"))


def codes(folder: Path, *wanted: str) -> list[str]:
    """The faults that the checks named find."""
    store = open_store(folder)
    return [code for code in wanted for _ in check.CHECKS[code](folder, store)]


def update(folder: Path, sparql: str) -> None:
    """Change the store of a build as no program of ours would."""
    store = Store(str(folder / "store"))
    store.update(KG + sparql)
    store.flush()
    del store


def test_a_sound_build_has_no_fault(small: Path) -> None:
    assert list(check.run(small)) == []


def test_another_graph_file_is_noticed(copy: Path) -> None:
    graph = copy / "graph.nq"
    graph.write_text(graph.read_text("utf-8").replace("2018", "2019", 1), "utf-8")
    assert codes(copy, "files") == ["files"]


def test_a_changed_source_is_noticed(copy: Path) -> None:
    source = next((copy / "sources").iterdir())
    text = source.read_bytes().decode("utf-8")
    source.write_bytes(text.replace("地区生产总值170.1亿元", "地区生产总值180.1亿元").encode())
    assert set(codes(copy, "quotations")) == {"quotations"}


def _in_graph(pattern: str, insert: str) -> Callable[[Path], None]:
    return lambda folder: update(folder, f"INSERT {{ GRAPH ?g {{ {insert} }} }} WHERE {{ GRAPH ?g {{ {pattern} }} }}")


FAULTS: dict[str, Callable[[Path], None]] = {
    "labels": _in_graph("?t a kg:Term ; skos:prefLabel ?l", "?t skos:altLabel ?l"),
    "hierarchy": _in_graph("?t a kg:Term", "?t skos:broader ?t"),
    "evidence": _in_graph("?m a kg:Mention", "?m kg:evidence kg:nothing"),
    "order": _in_graph("?i a kg:Item ; kg:position 1", "?i kg:position 7"),
    "shapes": _in_graph(
        "?m a kg:Mention ; oa:hasBody ?t . ?n a kg:Mention ; oa:hasBody ?u FILTER(?t != ?u)", "?m oa:hasBody ?u"
    ),
}


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        ("DELETE { GRAPH ?g { ?l kg:earlier ?a ; kg:later ?b } } INSERT { GRAPH ?g { ?l kg:earlier ?b ; kg:later ?a } } "
         "WHERE { GRAPH ?g { ?l a kg:Succession ; kg:earlier ?a ; kg:later ?b } }", "backwards"),
        ("INSERT { GRAPH ?g { ?lane kg:appearsIn ?held } } WHERE { GRAPH ?g { ?l a kg:Succession ; kg:relation 'continues' ; "
         "kg:earlier ?a ; kg:later ?b . ?a kg:inReport ?from . ?b kg:onLane ?lane ; kg:inReport ?to } GRAPH ?f { ?from kg:year 2019 } "
         "GRAPH ?t { ?to kg:year 2023 } GRAPH ?h { ?held a kg:Report ; kg:year 2021 } }", "skips"),
    ],
    ids=["backwards", "skips"],
)  # fmt: skip
def test_a_fault_of_lineage_is_found(fault: str, told: str, built: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(built, tmp_path / "build"))
    update(folder, fault)
    store = open_store(folder)
    assert any(told in message for message in check.CHECKS["lineage"](folder, store))


@pytest.mark.parametrize("code", FAULTS)
def test_a_fault_of_each_kind_is_found(code: str, copy: Path) -> None:
    FAULTS[code](copy)
    assert set(codes(copy, code)) == {code}


def test_a_blank_node_is_found(copy: Path) -> None:
    with (copy / "graph.nq").open("a", encoding="utf-8") as graph:
        graph.write('_:b <https://example.org/p> "x" <https://example.org/g> .\n')
    assert codes(copy, "blank-nodes") == ["blank-nodes"]


def test_every_check_says_what_it_holds() -> None:
    assert all(one.__doc__ for one in check.CHECKS.values())
