"""Lineage: a list made by hand from the five reports, pairs that must never be linked, and small places with known fates."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import networkx as nx
import pytest
import rdflib
from conftest import Kg
from pyoxigraph import RdfFormat, Store

from kg import query
from kg.network import network
from kg.store import open_store

DATA = Path(__file__).parent / "data"
Key = tuple[str, str, str, str]


def table(name: str) -> list[dict[str, str]]:
    """A hand-made table; lines that begin with # say how it was made."""
    lines = [line for line in (DATA / name).read_text("utf-8").splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t"))


def key(row: dict[str, str]) -> Key:
    return row["from_term"], row["from_report"], row["to_term"], row["to_report"]


def title(row: dict[str, str]) -> str:
    return " ".join(key(row))


LISTED = table("lineage.tsv")
HELD = [row for row in LISTED if not row["known_miss"]]
MISSED = [row for row in LISTED if row["known_miss"]]


@pytest.fixture(scope="module")
def store(built: Path) -> Store:
    return open_store(built)


@pytest.fixture(scope="module")
def links(store: Store) -> dict[Key, dict[str, str]]:
    return {key(row): row for row in query.rows(store, query.text_of("lineage"))}


@pytest.mark.parametrize("row", HELD, ids=title)
def test_a_link_of_the_list_is_found_with_its_relation_and_items(
    row: dict[str, str], links: dict[Key, dict[str, str]]
) -> None:
    found = links.get(key(row))
    assert found is not None
    assert (found["relation"], found["added"], found["removed"]) == (row["relation"], row["added"], row["removed"])


@pytest.mark.parametrize("row", MISSED, ids=title)
def test_a_known_miss_is_still_one(row: dict[str, str], links: dict[Key, dict[str, str]]) -> None:
    found = links.get(key(row))
    if found and (found["relation"], found["added"], found["removed"]) == (
        row["relation"],
        row["added"],
        row["removed"],
    ):
        pytest.fail(f"found now; take the remark {row['known_miss']!r} off the list")


def test_the_list_is_long_enough_and_its_misses_are_few() -> None:
    terms_only = [row for row in LISTED if not row["known_miss"].startswith("no term")]
    assert len(LISTED) >= 60
    assert len(HELD) >= 0.95 * len(terms_only)


@pytest.mark.parametrize("row", table("never.tsv"), ids=title)
def test_different_things_are_never_linked(row: dict[str, str], links: dict[Key, dict[str, str]]) -> None:
    one, other = (row["from_term"], row["from_report"]), (row["to_term"], row["to_report"])
    found = links.get((*one, *other)) or links.get((*other, *one))
    assert found is None or found["relation"] == "homonym"


def test_links_run_forward_between_consecutive_appearances_of_a_lane(store: Store) -> None:
    year = {r["report"]: r["year"] for r in query.rows(store, query.text_of("reports"))}
    lanes: dict[str, set[str]] = {}
    for row in query.rows(store, query.text_of("appearances")):
        if row["lane"]:
            lanes.setdefault(row["lane"], set()).add(row["year"])
    for row in query.rows(store, query.text_of("successions")):
        start, end = year[row["from_report"]], year[row["to_report"]]
        assert start < end
        if row["relation"] != "homonym":
            assert not [y for y in lanes[row["lane"]] if start < y < end], row


def test_every_year_of_a_term_is_told_apart(store: Store) -> None:
    status = {
        r["year"]: r["status"] for r in query.rows(store, query.text_of("appearances")) if r["term"] == "三讲三强"
    }
    assert status == {
        "2018": "silent", "2019": "used", "2020": "not held", "2021": "defined", "2022": "not held",
        "2023": "silent", "2024": "not held", "2025": "silent",
    }  # fmt: skip


HEAD = """政府工作报告
——{year}年1月8日在示例县第十七届人民代表大会第{session}次会议上
示例县人民政府县长 张三
各位代表：
现在，我代表示例县人民政府向大会报告工作，请予审议。
一、{last}年工作回顾
{body}
全县经济社会保持平稳健康发展，各项工作取得新的成效，人民群众的获得感持续增强，城乡面貌发生可喜变化，社会大局保持和谐稳定，政府自身建设不断加强。
二、{year}年工作安排
我们要统筹发展和安全，改善民生，做好各项工作，努力完成全年各项目标任务，让全县人民过上更加美好的生活，以优异成绩迎接党的二十大胜利召开。
名词解释
{glossary}
"""


@pytest.fixture(scope="module")
def fates(tmp_path_factory: pytest.TempPathFactory, kg: Kg) -> Store:
    """A county of three reports, 2019, 2020 and 2022, in which each formulation has a fate of its own."""
    folder = tmp_path_factory.mktemp("county")
    reports = {
        2019: (
            "过去的一年，我们坚持“两高一好”目标，实施“四链融合”，打造“三区联动”格局，开展“五清五建”活动，推进“三评两议”工作。坚持科技创新、制度创新“双轮驱动”，开行“铁海联运”班列。健全“117”信访工作机制，群众诉求就地化解。",
            "1.“两高一好”：高质量、高效率、好作风。\n2.“四链融合”：创新链、产业链、资金链、人才链。\n3.“五清五建”：清垃圾、清河道、清路障、清违建、清乱象，建公园、建绿地、建步道、建车位、建厕所。\n"
            "4.“117”工作机制：1个中心、1支队伍、7项制度。",
        ),
        2020: (
            "过去的一年，我们坚持“两高一好”目标，实施“五链融合”，打造“三区联动”格局，继续开展“五清五建”活动。以招商大会、产业园区“双轮驱动”扩大开放，开行“海铁联运”班列。",
            "1.“两高一好”：高质量、高效率、好环境。\n2.“五链融合”：创新链、产业链、资金链、人才链、政策链。",
        ),
        2022: (
            "过去的一年，我们实施“五链融合”，打造“三区联动”格局，继续开展“五清五建”活动。大力推行“117”秸秆还田模式，耕地质量稳步提高。",
            "1.“五清五建”：清垃圾、清河道、清路障、清违建、清乱象，建公园、建绿地、建步道、建车位、建广场。\n2.“117”模式：1次深翻、1次旋耕、7天腐熟。",
        ),
    }
    for number, (year, (body, glossary)) in enumerate(reports.items(), 1):
        text = HEAD.format(year=year, last=year - 1, session="一二三"[number - 1], body=body, glossary=glossary)
        (folder / f"sample-{year}.txt").write_text(text, "utf-8")
    done = kg("build", folder, "--out", folder / "build")
    assert done.returncode == 0, done.stderr
    return open_store(folder / "build")


def told(store: Store, name: str) -> Iterator[tuple[str, ...]]:
    for row in query.rows(store, query.text_of("lineage")):
        if name in (row["from_term"], row["to_term"]):
            yield row["relation"], row["from_report"][-4:], row["to_report"][-4:], row["added"], row["removed"]


@pytest.mark.parametrize(
    ("name", "fate"),
    [
        ("两高一好", [("redefines", "2019", "2020", "好环境", "好作风")]),
        ("四链融合", [("extends", "2019", "2020", "政策链", "")]),
        ("三区联动", [("continues", "2019", "2020", "", ""), ("continues", "2020", "2022", "", "")]),
        ("五清五建", [("continues", "2019", "2020", "", ""), ("redefines", "2020", "2022", "建广场", "建厕所")]),
        ("三评两议", []),
        ("双轮驱动", []),  # other names are listed before it
        ("铁海联运", [("variant", "2019", "2020", "", "")]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_the_fate_of_a_formulation(name: str, fate: list[tuple[str, ...]], fates: Store) -> None:
    assert list(told(fates, name)) == fate


def test_one_code_for_two_things_is_a_homonym(fates: Store) -> None:
    assert [(r, a, b) for r, a, b, *_ in told(fates, "117")] == [("homonym", "2019", "2022")]
    senses = {
        r["year"]: r["sense"]
        for r in query.rows(fates, query.text_of("appearances"))
        if r["term"] == "117" and r["sense"]
    }
    assert senses == {"2019": "1", "2022": "2"}
    assert [r["term"] for r in query.rows(fates, query.text_of("homographs"))] == ["117"]


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
@pytest.mark.parametrize(
    "name", ["lineage", "appearances", "changes", "homographs", "holdings", "lanes", "suggestions", "successions"]
)
def test_another_engine_gives_the_same_rows(name: str, fates: Store) -> None:
    held = rdflib.Dataset(default_union=True)
    held.parse(data=(fates.dump(format=RdfFormat.N_QUADS) or b"").decode("utf-8"), format="nquads")
    answer = held.query(query.text_of(name))
    theirs = [{str(v): "" if row[v] is None else str(row[v]) for v in answer.vars or []} for row in answer]  # type: ignore[index,call-overload]
    ours = query.rows(fates, query.text_of(name))
    assert sorted(ours, key=str) == sorted(theirs, key=str)
    assert ours or name == "suggestions"


def test_changes_say_what_is_new_and_what_is_gone(fates: Store) -> None:
    rows = query.rows(fates, query.text_of("changes"))
    assert ("gone", "三评两议") in {(r["change"], r["from_term"]) for r in rows if r["to_report"] == "sample-2020"}
    assert ("gone", "两高一好") in {(r["change"], r["from_term"]) for r in rows if r["to_report"] == "sample-2022"}
    assert all(r["quote"] for r in rows)


def test_the_terminal_shows_a_term(kg: Kg, built: Path) -> None:
    done = kg("term", "六链融合", "--graph", built)
    assert done.returncode == 0, done.stderr
    assert (
        "五链融合 hongqi-2018 ++ extends ++ 六链融合 hongqi-2019  +政策链  +产业链  +金融链  −资金链  −人才链"
        in done.stdout
    )
    assert "2020 ▨" in done.stdout
    assert "2023 ·" in done.stdout


def test_the_terminal_names_near_terms(kg: Kg, built: Path) -> None:
    done = kg("term", "三讲三弱", "--graph", built)
    assert (done.returncode, done.stdout) == (2, "")
    assert "三讲三强" in done.stderr


def test_the_terminal_shows_a_lineage_without_a_rule(kg: Kg, built: Path) -> None:
    done = kg("lineage", "八项本领", "--graph", built)
    assert done.stdout.count("variant") == 2
    left = kg("lineage", "八项本领", "--graph", built, "--without", "printed-form")
    assert left.stdout.count("left out") == 2


def test_the_terminal_tells_two_reports_apart(kg: Kg, built: Path) -> None:
    done = kg("diff", "hongqi-2019", "hongqi-2021", "--graph", built)
    assert done.returncode == 0, done.stderr
    assert "六链融合 hongqi-2019 ≠≠ redefines ≠≠ 六链融合 hongqi-2021  +资金链  −金融链" in done.stdout
    assert kg("diff", "hongqi-2019", "nowhere", "--graph", built).returncode == 2


def test_the_network_has_every_kind_of_node_and_a_place_for_each(store: Store) -> None:
    graph = network(store, "红旗区")
    assert {data["type"] for _, data in graph.nodes(data=True)} == {"term", "item", "program", "year"}
    assert all(isinstance(data["x"], float) and isinstance(data["y"], float) for _, data in graph.nodes(data=True))
    assert graph.nodes["year/红旗区/2020"]["held"] is False
    steps = [d["relation"] for _, _, d in graph.edges("term/红旗区/五链融合", data=True) if "rule" in d]
    assert steps == ["extends"]
    assert nx.has_path(graph, "term/红旗区/五链融合", "item/红旗区/资金链")


def test_csv_of_lineage_is_what_the_contract_says(kg: Kg, built: Path) -> None:
    done = kg("query", "lineage", "--graph", built, "--format", "csv")
    rows = csv.DictReader(io.StringIO(done.stdout))
    assert rows.fieldnames == ["relation", "from_term", "from_report", "to_term", "to_report", "added", "removed"]
