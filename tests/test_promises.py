"""Targets against what came of them, and the arithmetic between reports: read by hand, in small reports, and in the graph."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from case_files import FOLDER, Case, parameters
from conftest import Kg
from pyoxigraph import RdfFormat, Store

from kg.extract.report import extract
from kg.graph import report_quads, serialise
from kg.graph.promises import promise_quads
from kg.iris import Iris
from kg.lexicon import rows as data_rows
from kg.model import Chapter
from kg.promises import Discrepancy, Promise, find_discrepancies, find_promises, in_unit
from kg.query import rows, text_of
from kg.reader import read, report_of

OPENING = "各位代表：\n现在，我代表县人民政府向大会作政府工作报告，请予审议。\n"
FILLER = "过去的一年，各级政府坚持稳中求进，人民生活持续改善，社会大局保持稳定。\n" * 9
BY_HAND = list(
    csv.DictReader(
        (line for line in (FOLDER / "promises.tsv").read_text("utf-8").splitlines() if not line.startswith("#")),
        delimiter="\t",
    )
)


def chapter(year: int, achieved: str, planned: str) -> Chapter:
    """A small report of a year, read and searched as any other."""
    body = f"一、{year - 1}年工作回顾\n{FILLER}{achieved}\n二、{year}年工作安排\n今年要做好以下工作。\n{planned}\n"
    report = report_of(
        OPENING + body, Path(f"case-{year}.txt"), "0" * 64, "utf-8", {"place": "示例县", "year": str(year)}
    )
    return Chapter("示例县", report, extract(report), (), (), ())


@pytest.fixture(scope="module")
def hongqi(seeds: Path) -> list[Chapter]:
    """The five seeds."""
    reports = [read(path, {}) for path in sorted(seeds.glob("hongqi-*.txt"))]
    return [Chapter(r.header.place, r, extract(r), (), (), ()) for r in reports]


def stored(chapters: list[Chapter], promises: Iterable[Promise], odd: Iterable[Discrepancy]) -> Store:
    """The graphs of some reports of one place with the promises given."""
    iris, store = Iris(), Store()
    lines = serialise(promise_quads(promises, odd, chapters, iris))
    for one in chapters:
        lines += serialise(report_quads(one, [], iris))
    store.load("".join(lines).encode(), format=RdfFormat.N_QUADS)
    return store


@pytest.mark.parametrize("case", parameters("promises.txt"))
def test_golden(case: Case) -> None:
    target, actual = case.text.split("\n")
    found = find_promises([chapter(2022, "", target), chapter(2023, actual, "")])
    last = found[-1]  # a sentence with two targets is about its second
    assert [f"{last.outcome} {last.reason.split(':')[0]}".strip()] == case.expected


@pytest.mark.parametrize("row", BY_HAND, ids=lambda r: f"{r['report']} {r['indicator']} {r['period']}")
def test_seeds_as_read_by_hand(hongqi: list[Chapter], row: dict[str, str]) -> None:
    found = [
        p
        for p in find_promises(hongqi)
        if (p.target.report, p.target.seen.indicator, p.target.seen.period, p.target.seen.value)
        == (row["report"], row["indicator"], row["period"], row["target"])
    ]
    assert len(found) == 1
    one = found[0]
    assert (one.target.seen.unit, one.target.seen.qualifier) == (row["unit"], row["qualifier"])
    assert ([in_unit(a.seen, row["unit"]) for a in one.actuals] or [""]) == [row["actual"]]
    assert (one.outcome, one.reason, one.needed) == (row["outcome"], row["reason"], row["needed"])


def test_every_target_has_one_promise(hongqi: list[Chapter]) -> None:
    found = find_promises(hongqi)
    targets = {(c.report.id, n) for c in hongqi for n, o in enumerate(c.findings.observations, 1) if o.mode == "target"}
    assert {(p.target.report, p.target.number) for p in found} == targets
    assert len(found) == len(targets)


def test_the_order_of_the_reports_changes_nothing(hongqi: list[Chapter]) -> None:
    assert find_promises(hongqi[::-1]) == find_promises(hongqi)
    assert find_discrepancies(hongqi[::-1]) == find_discrepancies(hongqi)


def test_a_verdict_rests_on_one_later_answer(hongqi: list[Chapter]) -> None:
    years = {c.report.id: c.report.header.year or 0 for c in hongqi}
    judged = [p for p in find_promises(hongqi) if p.outcome != "unknown"]
    assert judged
    for one in judged:
        assert len(one.actuals) == 1
        assert not one.reason or one.reason.startswith("judged by the growth as stated")
        answer = one.actuals[0]
        assert answer.seen.mode in ("actual", "estimate")
        assert years[answer.report] > int(one.target.seen.period[-4:])
        assert (answer.seen.period, answer.seen.measure) == (one.target.seen.period, one.target.seen.measure)


def test_an_unknown_outcome_has_a_reason_of_the_table(hongqi: list[Chapter]) -> None:
    known = {row["en"] for row in data_rows("promise_reasons.tsv")}
    unknown = [p for p in find_promises(hongqi) if p.outcome == "unknown"]
    assert unknown
    assert {p.reason.split(":")[0] for p in unknown} <= known


def test_contradicting_answers_are_both_shown_and_not_judged() -> None:
    later = "新增高新技术企业6家。\n全年工作成效明显。新增高新技术企业9家。"
    one = find_promises([chapter(2022, "", "新增高新技术企业5家。"), chapter(2023, later, "")])[0]
    assert (one.outcome, [a.seen.value for a in one.actuals]) == ("unknown", ["6", "9"])
    assert one.reason == "the statements of what came contradict each other"


def test_the_first_later_report_that_speaks_of_the_year_answers() -> None:
    chapters = [
        chapter(2021, "", "地区生产总值增长8%。"),
        chapter(2023, "地区生产总值增长6%。\n2021年地区生产总值增长8.4%。", ""),
    ]
    one = find_promises(chapters)[0]
    assert (one.outcome, [(a.report, a.seen.value) for a in one.actuals]) == ("met", [("case-2023", "8.4")])


def test_a_level_that_its_growth_does_not_lead_back_to() -> None:
    chapters = [
        chapter(2022, "一般公共预算收入完成10亿元。\n社会消费品零售总额完成50亿元。", ""),
        chapter(2023, "一般公共预算收入完成12.1亿元，增长10%。\n社会消费品零售总额完成55亿元，增长10%。", ""),
    ]
    (one,) = find_discrepancies(chapters)
    assert one.growth.seen.concept == "一般公共预算收入"
    assert one.level is not None
    assert one.implied == 1_100_000_000
    assert (one.gap, one.grade, one.rule) == (10, "large", "led-back")


def test_rounding_is_no_discrepancy() -> None:
    chapters = [
        chapter(2022, "一般公共预算收入完成10亿元。", ""),
        chapter(2023, "一般公共预算收入完成11亿元，增长9.8%。", ""),
    ]
    assert find_discrepancies(chapters) == ()


def test_one_growth_stated_twice_in_one_report() -> None:
    said = "地区生产总值增长8.2%。\n全年工作成效明显。地区生产总值增长8.5%。"
    (one,) = find_discrepancies([chapter(2023, said, "")])
    assert (one.level, one.growth.seen.value, one.previous.seen.value, one.rule) == (None, "8.2", "8.5", "stated-twice")


def test_the_graph_gives_the_records_back(hongqi: list[Chapter]) -> None:
    promises = find_promises(hongqi)
    store = stored(hongqi, promises, find_discrepancies(hongqi))
    read_back = """PREFIX kg: <https://w3id.org/tifakg/ontology#>
        SELECT ?t ?outcome ?reason ?needed ?rule ?heard ?answer WHERE {
          ?p a kg:Promise ; kg:promised ?t ; kg:outcome ?outcome ; kg:rule ?rule
          OPTIONAL { ?p kg:reason ?reason } OPTIONAL { ?p kg:needsReportOf ?needed } OPTIONAL { ?p kg:heard ?heard }
          OPTIONAL { ?p kg:answeredBy ?answer FILTER(?answer = ?heard) } }"""
    got = {tuple(row.values()) for row in rows(store, read_back)}
    iris = Iris()

    def node(cited: object) -> str:
        return iris.part(cited.report, "observation", str(cited.number)).value  # type: ignore[attr-defined]

    expected = set()
    for p in promises:
        fixed = (node(p.target), p.outcome, p.reason, p.needed, p.rule)
        shown = [(node(a), node(a)) for a in p.actuals] + [(node(b), "") for b in p.beside]
        expected |= {(*fixed, *pair) for pair in shown or [("", "")]}
    assert got == expected


def test_the_queries_answer_as_the_contract_says(hongqi: list[Chapter]) -> None:
    promises, odd = find_promises(hongqi), find_discrepancies(hongqi)
    store = stored(hongqi, promises, odd)
    answer = rows(store, text_of("promises"))
    columns = "concept measure period target unit qualifier target_report actual actual_report outcome"
    assert " ".join(answer[0]) == columns
    assert len(answer) == len(promises)
    ledger = rows(store, text_of("ledger"))
    assert len(ledger) == sum(max(1, len(p.actuals) + len(p.beside)) for p in promises)
    assert all(row["target_quote"] and row["rule"] for row in ledger)
    assert all(row["reason"] for row in ledger if row["outcome"] == "unknown")
    quoted = next(row for row in ledger if row["indicator"] == "利用外资" and row["target_report"] == "hongqi-2018")
    assert (quoted["target_quote"], quoted["actual_quote"]) == (
        "力争全年利用外资8000万美元以上",
        "实际到位外资7991万美元",
    )
    audit = rows(store, text_of("arithmetic"))
    assert len(audit) == len(odd)
    sales = next(row for row in audit if "零售" in row["indicator"])
    assert (sales["level"], sales["growth"], sales["previous_level"], sales["implied"]) == (
        "108.4",
        "10.2",
        "100.8",
        "98.37",
    )


@pytest.mark.parametrize("name", ["promises", "ledger", "arithmetic"])
def test_another_engine_gives_the_same_rows(hongqi: list[Chapter], name: str) -> None:
    from rdflib import Graph

    two = hongqi[:2]
    store = stored(two, find_promises(two), find_discrepancies(two))
    graph = Graph().parse(data=b"".join(_triples(store)), format="nt")
    other = io.StringIO((graph.query(text_of(name)).serialize(format="csv") or b"").decode())
    assert list(csv.DictReader(other)) == rows(store, text_of(name))


def _triples(store: Store) -> Iterable[bytes]:
    return (f"{quad.triple} .\n".encode() for quad in store)


def test_the_cost_grows_with_the_numbers_and_not_with_their_pairs(hongqi: list[Chapter]) -> None:
    """Ten times the reports make no more than some twenty times the calls."""

    def calls(chapters: list[Chapter]) -> int:
        count = 0

        def tally(_frame: object, event: str, _arg: object) -> None:
            nonlocal count
            count += event == "call"

        before: Callable[..., object] | None = sys.getprofile()
        sys.setprofile(tally)
        try:
            find_promises(chapters)
        finally:
            sys.setprofile(before)
        return count

    def sequence(length: int) -> list[Chapter]:
        return [chapter(2000 + n, "地区生产总值增长8%。", "地区生产总值增长8%。") for n in range(length)]

    short, long = sequence(6), sequence(60)
    find_promises(short)
    assert calls(long) < 20 * calls(short)


def test_the_command_line_answers(kg: Kg, built: Path) -> None:
    done = kg(
        "query", "promises", "--graph", built, "--format", "csv", "--target_report", "hongqi-2018", "--outcome", "met"
    )
    assert done.returncode == 0, done.stderr
    met = list(csv.DictReader(io.StringIO(done.stdout)))
    assert [(r["concept"], r["actual"]) for r in met] == [
        ("一般公共预算收入", "15.1"),
        ("固定资产投资", "10.4"),
        ("城镇新增就业", "1"),
    ]
