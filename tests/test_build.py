"""What a build holds: equal bytes whatever the process, exact spans, the named queries and their columns, CSV."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import subprocess
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
import rdflib
from conftest import KG, Kg, lines_of
from pyoxigraph import Store

from kg import query
from kg.reader.layout import lay_out
from kg.store import open_store, source_text

CONTRACT = {
    "reports": "report place year date congress session speaker title chars sha256",
    "terms": "term kind report mentions",
    "mentions": "term report start end surface section sentence",
    "definitions": "report term headword source gloss position component start end",
    "programs": "program type report start end surface",
    "observations": "report indicator concept measure value unit qualifier mode period start end quote",
    "links": "term report relation target_kind target start end quote",
    "lineage": "relation from_term from_report to_term to_report added removed",
    "promises": "concept measure period target unit qualifier target_report actual actual_report outcome",
}
SELECTORS = """
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX dcterms: <http://purl.org/dc/terms/>
SELECT ?report ?start ?end ?exact WHERE {
  ?passage oa:hasSource/dcterms:identifier ?report ; oa:hasSelector ?selector .
  ?selector oa:start ?start ; oa:end ?end ; oa:exact ?exact .
}"""
SHORT = """政府工作报告
——2022年1月8日在示例县第十七届人民代表大会第一次会议上
示例县人民政府县长 张三
各位代表：
现在，我代表示例县人民政府向大会报告工作，请予审议。
一、2021年工作回顾
过去的一年，我们坚持“两高一好”目标，深入推进“放管服”改革，实施四大战略（产业振兴、创新驱动、城乡融合、生态优先），扎实做好“六稳”工作。
地区生产总值完成120.5亿元，同比增长8.2%；一般公共预算收入10.1亿元，下降3.5%。新建学校3所，新增就业1.2万人。开展“万人助万企”活动，落实河长制。
二、2022年工作安排
今年地区生产总值增长7%左右，城镇新增就业1万人以上，继续开展“三讲三强”活动，推进百城建设提质工程，巩固“六稳”成果，深化“放管服”改革，建设幸福示例。
我们要统筹发展和安全，改善民生，做好各项工作，努力完成全年各项目标任务，让全县人民过上更加美好的生活，以优异成绩迎接党的二十大胜利召开。
名词解释
1.“两高一好”：高质量、高效率、好作风。
2.“三讲三强”：讲政治、讲规矩、讲奉献，强素质、强能力、强担当。
3.空心村：青壮年外出后常住人口很少的村庄。
"""


@pytest.fixture(scope="module")
def store(built: Path) -> Store:
    return open_store(built)


@pytest.fixture(scope="module")
def short(tmp_path_factory: pytest.TempPathFactory, kg: Kg) -> Path:
    """A build of one short report."""
    folder = tmp_path_factory.mktemp("short")
    (folder / "示例县-2022.txt").write_text(SHORT, "utf-8")
    done = kg("build", folder / "示例县-2022.txt", "--out", folder / "build")
    assert done.returncode == 0, done.stderr
    return folder / "build"


@pytest.mark.parametrize(("seed", "workers"), [("0", 1), ("1", 2), pytest.param("1", 1, marks=pytest.mark.slow)])
def test_any_hash_seed_and_any_number_of_processes_give_the_same_bytes(
    seed: str, workers: int, kg: Kg, seeds: Path, built: Path, tmp_path: Path
) -> None:
    done = kg("build", seeds, "--out", tmp_path / "out", "--workers", workers, env={"PYTHONHASHSEED": seed})
    assert done.returncode == 0, done.stderr
    for name in ("graph.nq.zst", "manifest.json"):
        assert (tmp_path / "out" / name).read_bytes() == (built / name).read_bytes(), name


def test_the_order_in_which_files_are_named_does_not_matter(kg: Kg, seeds: Path, built: Path, tmp_path: Path) -> None:
    files = sorted(seeds.glob("*.txt"), reverse=True)
    assert kg("build", *files, "--out", tmp_path / "out").returncode == 0
    assert (tmp_path / "out" / "graph.nq.zst").read_bytes() == (built / "graph.nq.zst").read_bytes()


def test_the_graph_has_no_blank_node_and_every_quad_a_named_graph(built: Path) -> None:
    lines = lines_of(built).decode().splitlines()
    assert not [line for line in lines if line.startswith("_:") or " _:" in re.sub(r'"(?:[^"\\]|\\.)*"', "", line)]
    assert not [line for line in lines if not re.search(r" <[^<>]+> \.$", line)]


def test_the_manifest_tells_the_truth(built: Path, store: Store, seeds: Path) -> None:
    manifest = json.loads((built / "manifest.json").read_text("utf-8"))
    assert manifest["counts"]["quads"] == len(store) == len(set(lines_of(built).splitlines()))
    assert manifest["graph_sha256"] == hashlib.sha256(lines_of(built)).hexdigest()
    assert manifest["graph_bytes"] == len(lines_of(built))
    for report in manifest["reports"]:
        assert report["sha256"] == hashlib.sha256((seeds / report["file"]).read_bytes()).hexdigest()


def shown(raw: str, start: int, end: int, hidden: set[int]) -> str:
    """A slice of the source without white space, invisible characters and page furniture."""
    return "".join(
        c for i, c in enumerate(raw[start:end], start)
        if i not in hidden and not c.isspace() and unicodedata.category(c) not in ("Cc", "Cf")
    )  # fmt: skip


def sources(built: Path) -> Iterator[tuple[str, str, set[int]]]:
    for path in sorted((built / "sources").glob("*.txt")):
        raw = source_text(built, path.stem)
        yield path.stem, raw, {i for aside in lay_out(raw).asides for i in range(aside.start, aside.end)}


def test_every_selector_leads_to_its_quotation(built: Path, store: Store) -> None:
    held = {report: (raw, hidden) for report, raw, hidden in sources(built)}
    count = 0
    for row in query.rows(store, SELECTORS):
        raw, hidden = held[row["report"]]
        found = shown(raw, int(row["start"]), int(row["end"]), hidden)
        assert found == "".join(row["exact"].split()), row
        count += 1
    assert count > 3000


@pytest.mark.parametrize(
    ("name", "quoted"),
    [
        ("mentions", "surface"),
        ("definitions", ""),
        ("programs", "surface"),
        ("observations", "quote"),
        ("links", "quote"),
    ],
)
def test_the_rows_of_the_named_queries_lead_to_the_source(name: str, quoted: str, built: Path, store: Store) -> None:
    held = {report: (raw, hidden) for report, raw, hidden in sources(built)}
    rows = query.rows(store, query.text_of(name))
    assert rows
    for row in rows:
        raw, hidden = held[row["report"]]
        passage = shown(raw, int(row["start"]), int(row["end"]), hidden)
        if quoted:
            assert passage == "".join(row[quoted].split()), row
        else:
            assert row["gloss"] in passage, row
            assert row["component"] in row["gloss"], row


def test_the_sentence_of_a_mention_holds_it(store: Store) -> None:
    for row in query.rows(store, query.text_of("mentions")):
        assert row["surface"] in row["sentence"] or row["sentence"] in row["surface"], row


def test_positions_count_from_one_without_a_gap(store: Store) -> None:
    places: dict[tuple[str, ...], list[int]] = {}
    for row in query.rows(store, query.text_of("definitions")):
        if row["position"]:
            key = row["report"], row["term"], row["headword"], row["source"], row["start"]
            places.setdefault(key, []).append(int(row["position"]))
    assert places
    assert [k for k, found in places.items() if found != list(range(1, len(found) + 1))] == []


@pytest.mark.parametrize("name", CONTRACT)
def test_a_named_query_has_the_columns_of_the_contract(name: str, kg: Kg, built: Path) -> None:
    assert query.columns(query.text_of(name)) == CONTRACT[name].split()
    done = kg("query", name, "--graph", built, "--format", "csv")
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[0] == ",".join(CONTRACT[name].split())


@pytest.mark.parametrize("name", query.names())
def test_each_named_query_runs_and_says_what_it_answers(name: str, store: Store) -> None:
    rows = query.rows(store, query.text_of(name))
    assert rows or name == "doubts"  # the seeds may leave nothing in doubt
    assert len(query.purpose(name)) > 20


@pytest.mark.parametrize("name", query.names())
def test_each_named_query_is_ordered_to_the_last_row(name: str, store: Store) -> None:
    """Two rows that the order leaves equal are equal rows, so that no engine may swap them."""
    sparql = query.text_of(name)
    order = re.search(r"^ORDER BY (.*)$", sparql, re.MULTILINE)
    assert order
    keys = re.findall(r"\?(\w+)", order[1])
    hidden = " ".join(f"?{k}" for k in keys if k not in query.columns(sparql))
    seen: dict[tuple[str, ...], dict[str, str]] = {}
    for row in query.rows(store, sparql.replace(" WHERE {", f" {hidden} WHERE {{", 1)):
        assert seen.setdefault(tuple(row[k] for k in keys), row) == row


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("terms", {"kind": "digit"}),
        ("terms", {"report": "hongqi-2021", "mentions": "1"}),
        ("mentions", {"report": "hongqi-2023"}),
        ("definitions", {"source": "glossary", "position": "1"}),
        ("reports", {"year": "2019"}),
        ("observations", {"measure": "rank"}),
        ("terms", {"term": 'nothing of that name" } # \\'}),
    ],
    ids=str,
)
def test_columns_narrow_a_query(name: str, wanted: dict[str, str], store: Store) -> None:
    every = query.rows(store, query.text_of(name))
    kept = [row for row in every if all(row[k] == v for k, v in wanted.items())]
    assert query.rows(store, query.narrowed(query.text_of(name), wanted)) == kept
    assert len(kept) < len(every)


def test_narrowing_on_the_command_line(kg: Kg, built: Path) -> None:
    done = kg("query", "terms", "--graph", built, "--report=hongqi-2025", "--format", "csv", "--kind", "digit")
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert rows
    assert {(row["report"], row["kind"]) for row in rows} == {("hongqi-2025", "digit")}


def test_csv_is_rfc_4180(kg: Kg, tmp_path: Path) -> None:
    """Lines end with CR LF, a cell with a quote or comma is quoted and its quotes doubled, no mark at the head."""
    text = SHORT + '4.“三点,四面”：a,b;"c"，说“好”。\n'
    (tmp_path / '报,告"1.txt').write_text(text, "utf-8")
    assert kg("build", tmp_path / '报,告"1.txt', "--out", tmp_path / "out").returncode == 0
    words = ["query", "definitions", "--graph", str(tmp_path / "out"), "--format", "csv"]
    data = subprocess.run([str(KG), *words], capture_output=True).stdout
    assert data.endswith(b"\r\n")
    assert not re.search(rb"(?<!\r)\n", data)
    assert not data.startswith(b"\xef\xbb\xbf")
    assert b'"\xe6\x8a\xa5,\xe5\x91\x8a""1",' in data
    rows = list(csv.DictReader(io.StringIO(data.decode(), newline="")))
    assert {row["report"] for row in rows} == {'报,告"1'}
    assert any('"c"' in row["gloss"] for row in rows)


@pytest.mark.parametrize("form", ["csv", "tsv", "json", "table"])
def test_the_forms_of_an_answer_hold_the_same(form: str, kg: Kg, short: Path) -> None:
    done = kg("query", "terms", "--graph", short, "--format", form)
    assert done.returncode == 0
    if form == "json":
        found = [{k: v["value"] for k, v in row.items()} for row in json.loads(done.stdout)["results"]["bindings"]]
    elif form == "table":
        found = []
        assert all(term in done.stdout for term in ("两高一好", "三讲三强", "空心村"))
    else:
        found = list(
            csv.DictReader(io.StringIO(done.stdout.replace("?", "")), delimiter="," if form == "csv" else "\t")
        )
        found = [{k: v.split("^^")[0].strip('"') for k, v in row.items()} for row in found]
    assert not found or found == query.rows(open_store(short), query.text_of("terms"))


def test_any_sparql_from_a_file_and_from_standard_input(kg: Kg, short: Path, tmp_path: Path) -> None:
    text = "SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } }"
    (tmp_path / "count.rq").write_text(text, "utf-8")
    read = kg("query", tmp_path / "count.rq", "--graph", short, "--format", "csv")
    piped = kg("query", "-", "--graph", short, "--format", "csv", input=text)
    assert read.stdout == piped.stdout == f"n\n{len(open_store(short))}\n"
    asked = kg("query", "-", "--graph", short, "--format", "csv", input="ASK { ?s ?p ?o }")
    assert asked.stdout == "true\n"


@pytest.fixture(scope="module")
def foreign(short: Path) -> rdflib.Graph:
    """The same graph in another engine, the default graph being the union of all."""
    dataset = rdflib.Dataset(default_union=True)
    dataset.parse(data=lines_of(short), format="nquads")
    return dataset


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
@pytest.mark.parametrize("name", CONTRACT)
def test_another_engine_gives_the_same_rows(name: str, short: Path, foreign: rdflib.Graph) -> None:
    ours = query.rows(open_store(short), query.text_of(name))
    theirs = [
        {str(v): "" if row[i] is None else str(row[i]) for i, v in enumerate(answer.vars or [])}
        for answer in [foreign.query(query.text_of(name))] for row in answer
    ]  # fmt: skip
    assert sorted(ours, key=str) == sorted(theirs, key=str)
    assert ours or name == "lineage"  # one report has none; tests/test_lineage.py asks about three


def test_the_short_report_reads_as_written(short: Path) -> None:
    store = open_store(short)
    (report,) = query.rows(store, query.text_of("reports"))
    assert [report[c] for c in ("place", "year", "date", "congress", "session", "speaker", "title", "chars")] == [
        "示例县", "2022", "2022-01-08", "17", "1", "张三", "政府工作报告", str(len(SHORT)),
    ]  # fmt: skip
    terms = {row["term"]: (row["kind"], row["mentions"]) for row in query.rows(store, query.text_of("terms"))}
    assert terms["两高一好"] == ("numeral", "2")
    assert terms["放管服"] == ("acronym", "2")
    assert terms["空心村"] == ("word", "1")
    items: dict[str, list[str]] = {}
    for row in query.rows(store, query.text_of("definitions")):
        items.setdefault(f"{row['term']} {row['source']}", []).append(row["component"])
    assert items["三讲三强 glossary"] == ["讲政治", "讲规矩", "讲奉献", "强素质", "强能力", "强担当"]
    assert items["四大战略 parenthesis"] == ["产业振兴", "创新驱动", "城乡融合", "生态优先"]
    assert items["空心村 glossary"] == [""]


def test_a_from_clause_narrows_to_its_graph(store: Store) -> None:
    """The union is the default, and a query that names its own dataset gets that and nothing else."""
    counted = "SELECT (COUNT(DISTINCT ?r) AS ?n) {0} WHERE {{ ?r a <https://w3id.org/tifakg/ontology#Report> }}"
    one = "FROM <https://w3id.org/tifakg/graph/hongqi-2021>"
    assert [query.rows(store, counted.format(c))[0]["n"] for c in ("", one)] == ["5", "1"]
