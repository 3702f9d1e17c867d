"""The graph file of a build is its parts one after another: no line stands twice, whatever the reports are called."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import lines_of
from pyoxigraph import RdfFormat, parse
from test_scale import ONE, SHORT, assert_same, build, country, edit

from kg import pipeline
from kg.errors import KgError
from kg.packed import opened
from kg.refill import parts_of
from kg.store import manifest, open_store

Fingerprint = Callable[[Path], dict[str, str]]
__all__ = ["country"]  # a fixture


def test_the_parts_of_the_seeds_are_disjoint(built: Path) -> None:
    """No line twice, no named graph in two parts, and the manifest counts what the store holds."""
    lines, parts, seen = lines_of(built).splitlines(), parts_of(built), set[str]()
    assert len(lines) == len(set(lines)) == len(open_store(built)) == manifest(built)["counts"]["quads"]
    assert len(lines) == sum(part.lines for part in parts)
    for part in parts:
        with opened(built / "cache" / part.name, part.size) as file:
            graphs = {str(quad.graph_name) for quad in parse(file, format=RdfFormat.N_QUADS)}
        assert graphs
        assert not graphs & seen
        seen |= graphs


@pytest.mark.parametrize("workers", [1, 2])
def test_a_report_called_like_a_graph_of_another_place_doubles_no_line(
    workers: int, country: Path, tmp_path: Path, fingerprint: Fingerprint
) -> None:
    """Graphs of all, of other places, and of a place whose own report is called like a third one's."""
    out, names = tmp_path / "out", ("ladder", "dataset", "lineage-乙县", "place-丙县", "carryover-甲县")
    for name, place in zip(names, ("甲县", "乙县", "甲县", "乙县", "丁县"), strict=True):
        (country / f"{name}.txt").write_text(SHORT.format(place=place, year=2019, last=2018), "utf-8")
    for change in (("120.5", "121.5"), ("121.5", "122.5")):
        assert pipeline.build([country], out, workers=workers).refused == []
        build(country, tmp_path / "fresh")
        assert_same(out, tmp_path / "fresh", fingerprint)
        lines = lines_of(out).splitlines()
        assert len(lines) == len(set(lines)) == len(open_store(out)) == manifest(out)["counts"]["quads"]
        edit(country / ONE, *change)
    assert [line for line in lines if line.endswith(b"/graph/ladder> .") and b"/report/ladder/" in line]


def test_a_build_of_an_earlier_version_is_replaced(country: Path, tmp_path: Path, fingerprint: Fingerprint) -> None:
    """One with its lines in graph.nq, the names of its parts alone and records unpacked."""
    out = tmp_path / "out"
    build(country, out)
    (out / "graph.nq").write_bytes(lines_of(out))
    (out / "graph.nq.zst").unlink()
    (out / "parts.txt").write_text("".join(f"{part.name[:64]}.nq\n" for part in parts_of(out)), "utf-8")
    for path in (out / "cache").glob("*.nq.zst"):
        path.rename(path.with_suffix(""))
    told = json.loads((out / "manifest.json").read_text("utf-8"))
    del told["graph_bytes"]
    (out / "manifest.json").write_text(json.dumps(told), "utf-8")
    edit(country / ONE)
    build(country, out)
    build(country, tmp_path / "fresh")
    assert_same(out, tmp_path / "fresh", fingerprint)
    assert {path.name for path in out.iterdir()} == {path.name for path in (tmp_path / "fresh").iterdir()}


def test_a_damaged_record_is_named_and_the_build_before_stays(
    country: Path, tmp_path: Path, fingerprint: Fingerprint
) -> None:
    out = tmp_path / "out"
    build(country, out)
    record = out / "cache" / parts_of(out)[0].name
    data = bytearray(record.read_bytes())
    data[len(data) // 2] ^= 1
    record.write_bytes(data)
    was = fingerprint(out)
    edit(country / ONE)
    with pytest.raises(KgError, match=rf"{record.name}: is damaged or cut short; delete the folder cache"):
        build(country, out)
    assert fingerprint(out) == was
    for path in (out / "cache").iterdir():
        path.unlink()
    build(country, out)
    build(country, tmp_path / "fresh")
    assert_same(out, tmp_path / "fresh", fingerprint)
