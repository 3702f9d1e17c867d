"""Each check finds the smallest fault of its kind, and none in a sound build."""

from __future__ import annotations

import contextlib
import json
import os
import pty
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import KG, Kg, lines_of
from pyoxigraph import Store

from kg import check
from kg.check.records import still
from kg.packed import pack
from kg.store import open_store

PREFIXES = "PREFIX kg: <https://w3id.org/tifakg/ontology#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#> "
PREFIXES += "PREFIX oa: <http://www.w3.org/ns/oa#> "


@pytest.fixture
def copy(small: Path, tmp_path: Path) -> Path:
    """A build of one report that a test may break."""
    return Path(shutil.copytree(small, tmp_path / "build"))


def codes(folder: Path, *wanted: str) -> list[str]:
    """The faults that the checks named find."""
    store = open_store(folder)
    return [code for code in wanted for _ in check.CHECKS[code](folder, store, still)]


def update(folder: Path, sparql: str) -> None:
    """Change the store of a build as no program of ours would."""
    store = Store(str(folder / "store"))
    store.update(PREFIXES + sparql)
    store.flush()
    del store


def test_a_sound_build_has_no_fault(small: Path) -> None:
    assert list(check.run(small)) == []


def test_another_graph_file_is_noticed(copy: Path) -> None:
    (copy / "graph.nq.zst").write_bytes(pack(lines_of(copy).replace(b"2018", b"2019", 1)))
    assert codes(copy, "files", "blank-nodes") == ["files"]


def test_a_graph_file_that_is_cut_short_or_altered_is_noticed(copy: Path, kg: Kg) -> None:
    graph = copy / "graph.nq.zst"
    whole = graph.read_bytes()
    for bad in (
        whole[:-99],
        whole[:500],
        b"",
        b"graph",
        whole + whole,
        whole[:300] + bytes([whole[300] ^ 1]) + whole[301:],
    ):
        graph.write_bytes(bad)
        assert codes(copy, "files", "blank-nodes") == ["files"]
        done = kg("export", "--graph", copy, "--format", "n-quads", "--out", copy / "out.nq")
        assert (done.returncode, len(done.stderr.splitlines())) == (1, 1), done.stderr
        assert "graph.nq.zst: is damaged or cut short" in done.stderr
        assert not (copy / "out.nq").exists()


def test_a_build_of_an_earlier_version_is_to_be_built_again(copy: Path, kg: Kg) -> None:
    (copy / "graph.nq").write_bytes(lines_of(copy))
    (copy / "graph.nq.zst").unlink()
    done = kg("check", "--graph", copy)
    assert done.returncode == 1
    assert "has no graph.nq.zst, as builds of earlier versions; build it again" in done.stdout
    for words in (["--format", "turtle"], ["--format", "bundle", "--out", copy / "bundle"]):
        done = kg("export", "--graph", copy, *words)
        assert (done.returncode, len(done.stderr.splitlines())) == (1, 1), done.stderr


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
    assert any(told in message for message in check.CHECKS["lineage"](folder, store, still))


@pytest.mark.parametrize("code", FAULTS)
def test_a_fault_of_each_kind_is_found(code: str, copy: Path) -> None:
    FAULTS[code](copy)
    assert set(codes(copy, code)) == {code}


def test_a_blank_node_is_found(copy: Path) -> None:
    line = b'_:b <https://example.org/p> "x" <https://example.org/g> .\n'
    with (copy / "graph.nq.zst").open("ab") as graph:
        graph.write(pack(line))
    told = json.loads((copy / "manifest.json").read_text("utf-8"))
    told["graph_bytes"] += len(line)
    (copy / "manifest.json").write_text(json.dumps(told), "utf-8")
    assert codes(copy, "blank-nodes") == ["blank-nodes"]


def test_every_check_says_what_it_holds() -> None:
    assert all(check.held(code) for code in check.CHECKS)


def test_a_broken_shape_is_told_with_the_thing_the_property_and_what_it_has(copy: Path) -> None:
    update(copy, "INSERT { GRAPH ?g { ?m oa:hasBody ?u } } WHERE { { SELECT ?g ?m ?u { GRAPH ?g { ?m a kg:Mention ; oa:hasBody ?t . "
           "?n a kg:Mention ; oa:hasBody ?u FILTER(?t != ?u) } } ORDER BY ?m ?u LIMIT 1 } }")  # fmt: skip
    update(copy, "DELETE { GRAPH ?g { ?r kg:characters ?n } } WHERE { GRAPH ?g { ?r a kg:Report ; kg:characters ?n } }")
    first, second = check.CHECKS["shapes"](copy, open_store(copy), still)
    assert re.fullmatch(
        r"report/hongqi-2018/mention/\S+: a mention is of one term, but oa:hasBody is place/\S+, place/\S+", first
    )
    assert second == "report/hongqi-2018: a report says how many characters it has, but kg:characters is missing"


def test_the_command_puts_faults_under_what_is_held_and_counts_them(copy: Path, kg: Kg) -> None:
    update(copy, "DELETE { GRAPH ?g { ?d kg:headword ?h } } WHERE { GRAPH ?g { ?d a kg:Definition ; kg:headword ?h } }")
    update(copy, "DELETE { GRAPH ?g { ?m kg:inReport ?r } } WHERE { GRAPH ?g { ?m a kg:Mention ; kg:inReport ?r } }")
    done = kg("check", "--graph", copy)
    lines = done.stdout.splitlines()
    assert (done.returncode, done.stderr) == (1, "")
    assert lines[0] == f"files: {check.held('files')}"
    begin = lines.index(f"shapes: {check.held('shapes')}")
    assert len([line for line in lines[begin + 1 : -2] if line.startswith("  - ")]) == 10
    assert re.fullmatch(r"  - … \d+ more", lines[-2])
    assert lines[-1] == f"{sum(1 for _ in check.run(copy))} faults"


def test_a_terminal_sees_how_far_each_check_is(small: Path) -> None:
    """On a real pseudo-terminal for standard error; standard output stays a pipe and gets the result alone."""
    ours, theirs = pty.openpty()
    environment = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "100"}
    environment.pop("NO_COLOR", None)
    with subprocess.Popen(
        [str(KG), "check", "--graph", str(small)], stdout=subprocess.PIPE, stderr=theirs, env=environment
    ) as process:
        os.close(theirs)
        seen = b""
        with contextlib.suppress(OSError):  # the end of a terminal is an error on Linux
            while piece := os.read(ours, 4096):
                seen += piece
        assert process.stdout
        said = process.stdout.read()
    os.close(ours)
    assert (process.returncode, said.decode("utf-8")) == (0, "no fault found\n")
    shown = seen.decode("utf-8")
    assert all(f"核对 {code}" in shown for code in check.CHECKS)
    assert "━" in shown


def test_progress_counts_up_to_its_total(built: Path) -> None:
    steps: dict[str, list[tuple[int, int]]] = {}
    assert list(check.run(built, lambda stage, done, total: steps.setdefault(stage, []).append((done, total)))) == []
    assert list(steps) == [f"核对 {code}" for code in check.CHECKS]
    assert all(seen[-1][0] == seen[-1][1] for seen in steps.values())
    assert (5, 5) in steps["核对 quotations"]
    assert len(steps["核对 shapes"]) > 5
