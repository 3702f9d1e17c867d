"""The audits as a build answers them: carryover, digits, headcount and undefined, over the seeds and three small reports."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
import rdflib
from conftest import Kg, lines_of
from pyoxigraph import Store

from kg.carryover import find_carried
from kg.query import columns, rows, text_of
from kg.reader import read
from kg.store import open_store, source_text
from kg.text import squeeze

COLUMNS = {
    "carryover": "report start end status from_report from_start from_end similarity sentence from_sentence",
    "digits": "term place report position figure meaning quote start end told_in rule",
    "headcount": "term report source announced found agrees gloss start end",
    "undefined": "term kind report mentions explained_in quote start end",
}
GRAIN = "坚持最严格的耕地保护制度，新建高标准农田5万亩，粮食总产稳定在30万吨以上。"
BODY = """政府工作报告
——{year}年1月8日在示例县第十七届人民代表大会第一次会议上
示例县人民政府县长 张三
各位代表：
现在，我代表示例县人民政府向大会报告工作，请予审议。
一、{before}年工作回顾
{text}
地区生产总值完成{before}亿元，同比增长8.2%；一般公共预算收入10.1亿元，下降3.5%。新建学校3所，新增就业1.2万人。
二、{year}年工作安排
我们要统筹发展和安全，改善民生，做好{year}年各项工作，努力完成全年各项目标任务，让全县人民过上更加美好的生活。
名词解释
{glossary}
"""
REPORTS = {
    2020: (
        "落实“六稳”要求，推行“135”工作法，建设“空心村”治理样板。" + GRAIN,
        "1.“六稳”：稳就业、稳金融、稳外贸、稳外资、稳投资、稳预期。\n"
        "2.“135”工作法：“1”即1天内部署；“3”即3天内反馈；“5”即5天内办结。\n"
        "3.空心村：青壮年外出后常住人口很少的村庄。",
    ),
    2021: (
        "继续落实“六稳”要求，推行“135”工作法，开展“两高一好”活动，实施“四大工程”。" + GRAIN.replace("5万", "8万"),
        "1.“四大工程”：县里部署的重点工程，具体内容以县委文件为准。\n2.“双减”：减轻义务教育阶段学生的课业负担。",
    ),
    2022: (
        "开展“两高一好”活动，巩固“六稳”成果。扎实推进老旧小区改造，群众出行和居住条件明显改善。" + GRAIN,
        "1.“两高一好”：高质量、高效率、好作风。\n2.“五个一批”：发展一批产业、转移一批劳力、兜底一批对象、改造一批危房。",
    ),
}


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory, kg: Kg) -> Path:
    """A build of three reports of one place."""
    folder = tmp_path_factory.mktemp("three")
    for year, (text, glossary) in REPORTS.items():
        path = folder / "in" / f"示例县-{year}.txt"
        path.parent.mkdir(exist_ok=True)
        path.write_text(BODY.format(year=year, before=year - 1, text=text, glossary=glossary), "utf-8")
    done = kg("build", folder / "in", "--out", folder / "build")
    assert done.returncode == 0, done.stderr
    return folder / "build"


@pytest.fixture(scope="module")
def ask(three: Path) -> Callable[..., list[dict[str, str]]]:
    """The rows of a named query over the three reports, those that have the cells given."""
    store = open_store(three)

    def asked(name: str, **cells: str) -> list[dict[str, str]]:
        return [r for r in rows(store, text_of(name)) if all(r[k] == v for k, v in cells.items())]

    return asked


@pytest.mark.parametrize("name", COLUMNS)
def test_the_columns_are_these(name: str, built: Path, kg: Kg) -> None:
    done = kg("query", name, "--graph", built, "--format", "csv")
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[0] == COLUMNS[name].replace(" ", ",")
    assert columns(text_of(name)) == COLUMNS[name].split()


@pytest.mark.parametrize("name", COLUMNS)
def test_another_engine_gives_the_same_rows(name: str, three: Path) -> None:
    data = rdflib.Dataset(default_union=True)
    data.parse(data=lines_of(three), format="nquads")
    theirs = [{str(k): str(v) for k, v in row.asdict().items()} for row in data.query(text_of(name))]  # type: ignore[union-attr]
    ours = [{k: v for k, v in row.items() if v} for row in rows(open_store(three), text_of(name))]
    assert ours
    assert sorted(map(sorted, (r.items() for r in theirs))) == sorted(map(sorted, (r.items() for r in ours)))


@pytest.mark.parametrize("name", COLUMNS)
def test_every_quotation_stands_at_its_offsets(name: str, built: Path) -> None:
    quoted = {"carryover": "sentence", "headcount": "gloss"}.get(name, "quote")
    found = rows(open_store(built), text_of(name))
    assert len(found) > 20
    for row in found:
        text = source_text(built, row.get("told_in") or row["report"])
        kept = squeeze(text[int(row["start"]) : int(row["end"])])
        assert kept[:1] + kept[-1:] == row[quoted][:1] + row[quoted][-1:], row
        if name == "carryover" and row["from_report"]:
            before = squeeze(source_text(built, row["from_report"])[int(row["from_start"]) : int(row["from_end"])])
            assert before[:1] + before[-1:] == row["from_sentence"][:1] + row["from_sentence"][-1:], row


def test_the_graph_gives_back_the_records_of_carryover(built: Path, seeds: Path) -> None:
    reports = {path.stem: read(path) for path in sorted(seeds.glob("*.txt"))}
    written = Counter()
    for one in find_carried(list(reports.values())):
        text = reports[one.report].text
        for c in one.carried:
            there = reports[c.from_report].text.source(c.from_sentence) if c.from_sentence else ("", "")
            like = f"{c.similarity:.3f}".rstrip("0").rstrip(".") if c.from_sentence else ""
            written[
                one.report, *map(str, text.source(c.sentence)), c.status, c.from_report, *map(str, there), like
            ] += 1
    answered = Counter(
        tuple(r[k] for k in COLUMNS["carryover"].split()[:8]) for r in rows(open_store(built), text_of("carryover"))
    )
    assert answered == written
    assert {key[3] for key in written} == {"verbatim", "edited", "new"}


def test_new_not_judged_and_nothing_to_compare_with_are_told_apart(ask: Callable[..., list[dict[str, str]]]) -> None:
    found = ask("carryover")
    assert {r["report"] for r in found} == {"示例县-2021", "示例县-2022"}  # nothing earlier is held before 2020
    assert not [
        r
        for r in found
        if "各位代表" in r["sentence"] or "请予审议" in r["sentence"] or r["sentence"].startswith("一、")
    ]
    last = {r["sentence"]: r for r in found if r["report"] == "示例县-2022"}
    assert (last[GRAIN]["status"], last[GRAIN]["from_report"], last[GRAIN]["similarity"]) == (
        "verbatim",
        "示例县-2020",
        "1",
    )
    assert last["扎实推进老旧小区改造，群众出行和居住条件明显改善。"]["status"] == "new"
    (edited,) = [r for r in found if r["report"] == "示例县-2021" and "耕地" in r["sentence"]]
    assert (edited["status"], edited["from_sentence"]) == ("edited", GRAIN)


def test_figures_are_answered_with_the_report_that_explains_them(ask: Callable[..., list[dict[str, str]]]) -> None:
    own, other = (ask("digits", term="135", report=f"示例县-{year}") for year in (2020, 2021))
    assert [(r["figure"], r["meaning"], r["told_in"]) for r in own] == [
        ("1", "1天内部署", "示例县-2020"), ("3", "3天内反馈", "示例县-2020"), ("5", "5天内办结", "示例县-2020"),
    ]  # fmt: skip
    assert [(r["meaning"], r["told_in"]) for r in other] == [(r["meaning"], r["told_in"]) for r in own]
    assert [r["quote"] for r in other] == ["“1”即1天内部署", "“3”即3天内反馈", "“5”即5天内办结"]


@pytest.mark.parametrize(
    ("term", "report", "announced", "found", "agrees"),
    [
        ("六稳", "示例县-2020", "6", "6", "true"),
        ("两高一好", "示例县-2022", "3", "3", "true"),
        ("四大工程", "示例县-2021", "4", "0", "open"),
        ("空心村", "示例县-2020", "", "0", ""),
    ],
)
def test_head_counts(
    term: str, report: str, announced: str, found: str, agrees: str, ask: Callable[..., list[dict[str, str]]]
) -> None:
    (row,) = ask("headcount", term=term, report=report)
    assert (row["announced"], row["found"], row["agrees"]) == (announced, found, agrees)


def test_the_head_counts_of_the_seeds(built: Path) -> None:
    """Every name that announces a number is given as many items, or its items cannot be read."""
    found = rows(open_store(built), text_of("headcount"))
    counted = Counter(r["agrees"] for r in found)
    assert counted["true"] > 30
    assert {(r["term"], r["report"]) for r in found if r["agrees"] == "false"} == set()
    assert {r["term"] for r in found if r["agrees"] == "open"} >= {"1+3"}
    assert all((r["agrees"] == "") == (r["announced"] == "") for r in found)


def test_a_number_that_another_reading_of_the_name_announces_agrees(tmp_path: Path, kg: Kg) -> None:
    """1234 with ten items agrees by its sum, with four by its figures; with three it does not."""
    text = BODY.format(
        year=2022, before=2021, text="落实“1234”总体思路，落实“六稳”要求。",
        glossary="1.“1234”总体思路：“1”即小县大城战略，“2”即县城建设、项目建设两个驱动，“3”即以人为本、协同发展、绿色生态三大理念，"
        "“4”即县城做精、产业做强、环境做优、民生做实四个目标。\n2.“六稳”：稳就业、稳金融、稳外贸、稳外资、稳投资、稳预期。",
    )  # fmt: skip
    (tmp_path / "示例县-2022.txt").write_text(text, "utf-8")
    assert kg("build", tmp_path / "示例县-2022.txt", "--out", tmp_path / "build").returncode == 0
    done = kg("query", "headcount", "--graph", tmp_path / "build", "--format", "csv", "--term", "1234")
    (row,) = csv.DictReader(io.StringIO(done.stdout))
    assert (row["announced"], row["found"], row["agrees"]) == ("4", "10", "true")


def test_what_is_used_and_not_explained_names_the_report_that_does(ask: Callable[..., list[dict[str, str]]]) -> None:
    told = {(r["term"], r["report"]): r for r in ask("undefined")}
    assert told["六稳", "示例县-2021"]["explained_in"] == "示例县-2020"
    assert told["六稳", "示例县-2022"]["explained_in"] == "示例县-2020"
    assert told["两高一好", "示例县-2021"]["explained_in"] == "示例县-2022"  # no earlier report does
    assert ("六稳", "示例县-2020") not in told
    assert ("两高一好", "示例县-2022") not in told
    assert told["两高一好", "示例县-2021"]["quote"].endswith("实施“四大工程”。")


def test_nobody_explains_a_blank(built: Path) -> None:
    """A blank cell is right: no report of the seeds defines the term; and the counts are those of `terms`."""
    store: Store = open_store(built)
    defined = {r["term"] for r in rows(store, text_of("definitions"))}
    here = {(r["term"], r["report"]) for r in rows(store, text_of("definitions"))}
    counted = {(r["term"], r["report"]): r["mentions"] for r in rows(store, text_of("terms"))}
    found = rows(store, text_of("undefined"))
    assert {(r["term"], r["report"]): r["mentions"] for r in found} == {
        k: n for k, n in counted.items() if k not in here
    }
    for row in found:
        assert (row["explained_in"] == "") == (row["term"] not in defined), row
        assert row["explained_in"] != row["report"]
