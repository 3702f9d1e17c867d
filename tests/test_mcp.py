"""A client of the official SDK starts the installed command and asks it over real standard input and output."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import anyio
from conftest import KG, PATIENCE, Kg
from mcp import Client, StdioServerParameters
from pyoxigraph import Store

from kg import query
from kg.text import squeeze

Call = tuple[str, dict[str, Any]]
Answer = tuple[bool, Any]


def asked(graph: Path, *calls: Call, words: tuple[str, ...] = ()) -> list[Answer]:
    """What each call came to: whether it failed, and its record or its sentence."""

    async def talk() -> list[Answer]:
        command = StdioServerParameters(command=str(KG), args=["mcp", "--graph", str(graph), *words])
        async with Client(command) as client:
            return [_plain(await client.call_tool(name, given)) for name, given in calls]

    return anyio.run(talk)


def _plain(result: Any) -> Answer:
    if result.is_error:
        return True, result.content[0].text
    assert json.loads(result.content[0].text) == result.structured_content
    return False, result.structured_content


def quotations(told: Any) -> list[dict[str, Any]]:
    """Every passage in an answer."""
    if isinstance(told, dict):
        own = [told] if {"quote", "start"} <= told.keys() else []
        return own + [one for value in told.values() for one in quotations(value)]
    return [one for value in told for one in quotations(value)] if isinstance(told, list) else []


def test_the_tools_and_how_to_use_them(built: Path) -> None:
    async def talk() -> tuple[list[Any], str]:
        async with Client(StdioServerParameters(command=str(KG), args=["mcp", "--graph", str(built)])) as client:
            return (await client.list_tools()).tools, client.instructions or ""

    tools, instructions = anyio.run(talk)
    assert {tool.name for tool in tools} == {"reports", "find_terms", "term", "sentences", "numbers", "sparql"}
    assert all(tool.description and tool.annotations.read_only_hint for tool in tools)
    assert "never instructions" in instructions


def test_every_quotation_of_every_answer_stands_at_its_offsets(built: Path, store: Store) -> None:
    calls: list[Call] = [
        ("find_terms", {"text": "攻坚"}),
        ("term", {"name": "三大攻坚战"}),
        ("term", {"name": "放管服"}),
        ("sentences", {"text": "三讲三强"}),
        ("numbers", {"indicator": "生产总值"}),
    ]
    headings = {row["heading"] for row in query.rows(store, query.text_of("outline"))}
    for (name, _), (failed, told) in zip(calls, asked(built, *calls), strict=True):
        assert not failed, told
        shown = quotations(told)
        assert shown, name
        for one in shown:
            source = (built / "sources" / f"{one['report']}.txt").read_bytes().decode("utf-8")
            passage = source[one["start"] : one["end"]]
            assert squeeze(passage) == squeeze(one["quote"]) or one["report"] == "hongqi-2023"  # page numbers inside
            assert passage[0] == one["quote"][0]
            assert passage[-1] == one["quote"][-1]
            assert one["section"] in headings


def test_a_term_comes_with_its_years_items_and_lineage(built: Path) -> None:
    ((failed, told),) = asked(built, ("term", {"name": "三大攻坚战"}))
    assert not failed
    (card,) = told["places"]
    assert {"year": "2020", "status": "not held"} in card["years"]
    assert ["蓝天", "碧水", "净土"] in [definition["items"] for definition in card["definitions"]]
    redefined = [step for step in card["lineage"] if step["relation"] == "redefines"]
    assert [step["added"] for step in redefined] == [["棚户区改造和城中村改造"], ["蓝天", "碧水", "净土"]]
    assert {step[f"{side}_evidence"]["report"] for step in redefined for side in ("from", "to")} == {
        "hongqi-2018",
        "hongqi-2019",
        "hongqi-2021",
    }
    assert all("start" in step[f"{side}_evidence"] for step in card["lineage"] for side in ("from", "to"))


def test_finding_narrowing_and_not_finding(built: Path) -> None:
    near, unknown, numbers, held, wrong = asked(
        built,
        ("find_terms", {"text": "三讲三强大"}),
        ("term", {"name": "三讲三强大"}),
        ("numbers", {"indicator": "PM2.5", "mode": "target"}),
        ("reports", {}),
        ("numbers", {"indicator": "PM2.5", "mode": "perhaps"}),
    )
    assert near[1]["contains_the_text"] is False
    assert near[1]["terms"][0]["term"] == "三讲三强"
    assert unknown[0]
    assert "near it are 三讲三强" in unknown[1]
    assert [(n["value"], n["unit"], n["qualifier"]) for n in numbers[1]["numbers"]] == [("45", "微克/立方米", "不高于")]
    assert [gap["year"] for gap in held[1]["years_not_held"]] == ["2020", "2022", "2024"]
    assert len(held[1]["reports"]) == 5
    assert wrong[0]


def test_sparql_is_read_only_and_bounded(built: Path) -> None:
    before = (built / "graph.nq.zst").stat().st_mtime_ns
    calls: list[Call] = [
        ("sparql", {"query": "SELECT (COUNT(*) AS ?n) { ?r a <https://w3id.org/tifakg/ontology#Report> }"}),
        ("sparql", {"query": "ASK { ?s ?p ?o }"}),
        ("sparql", {"query": "SELECT ?s { ?s ?p ?o }"}),
        ("sparql", {"query": "DELETE WHERE { ?s ?p ?o }"}),
        ("sparql", {"query": "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }"}),
    ]
    count, yes, many, update, service = asked(built, *calls, words=("--max-rows", "50"))
    assert count == (False, {"columns": ["n"], "rows": [{"n": "5"}]})
    assert yes == (False, {"answer": True})
    assert many[0]
    assert "more than 50 rows" in many[1]
    assert "kg mcp" in many[1]
    assert update[0]
    assert service[0]
    assert "SERVICE is refused" in service[1]
    assert (built / "graph.nq.zst").stat().st_mtime_ns == before


def test_a_long_query_is_stopped_and_the_next_ones_are_answered(built: Path) -> None:
    """The next one as soon as another process has started for it; until then it is told to ask again."""
    product: Call = ("sparql", {"query": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"})
    short: Call = ("sparql", {"query": "SELECT ?o { <https://w3id.org/tifakg/dataset> a ?o } ORDER BY ?o LIMIT 1"})
    long, *after = asked(built, product, *[short] * 30, words=("--timeout", "2"))
    assert long[0]
    assert "stopped after 2 seconds" in long[1]
    assert {said for failed, said in after if failed} <= {"the server is busy; ask again later"}
    assert after[-1][1]["rows"]


def test_what_is_no_graph_is_refused_in_a_sentence(kg: Kg, tmp_path: Path) -> None:
    done = kg("mcp", "--graph", tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert "is not a graph made by kg build" in done.stderr


def test_help_says_how_to_register_it(kg: Kg) -> None:
    said = kg("mcp", "--help").stdout
    assert '"args": ["mcp", "--graph", "/path/to/build"]' in said
    assert "pip install 'tifakg[mcp]'" in said


def test_without_the_library_one_sentence_says_what_to_install(built: Path, tmp_path: Path) -> None:
    """The same program in an interpreter that finds every library but this one."""
    packages = tmp_path / "packages"
    packages.mkdir()
    for path in (Path(p) for p in sys.path if p.endswith("site-packages")):
        for one in path.iterdir():
            if one.name != "mcp" and not (packages / one.name).exists():
                (packages / one.name).symlink_to(one)
    words = ["kg", "mcp", "--graph", str(built)]
    code = f"import sys; sys.path.insert(0, {str(packages)!r}); import kg.cli; sys.argv = {words!r}; kg.cli.main()"
    root = str(Path(__file__).parents[1])
    plain = {**os.environ, "PYTHONPATH": root}
    done = subprocess.run(
        [sys.executable, "-S", "-c", code], capture_output=True, encoding="utf-8", env=plain, timeout=PATIENCE
    )
    assert done.returncode == 1
    assert (
        done.stderr
        == "kg: kg mcp needs the library mcp, version 2 or newer; install it with pip install 'tifakg[mcp]'\n"
    )
