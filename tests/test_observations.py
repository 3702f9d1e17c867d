"""Observations: golden cases that anyone can extend, the bad input of issue 3, and properties over generated clauses."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kg.extract.concepts import _names, concept_of
from kg.extract.observations import base_value, find_observations, observations_and_doubts
from kg.lexicon import rows
from kg.model import Header, Observation, Report, Section
from kg.reader import report_of
from kg.reader.outline import sentences
from kg.text import Span, Text, normalise

CASES = Path(__file__).parent / "cases" / "observations.txt"
ONTOLOGY = Path(__file__).parents[1] / "ontology" / "indicators.ttl"


def report(clause: str, year: int = 2022, period: str = "2021", mode: str = "actual") -> Report:
    """A report that is one section with the clause in it, read as the reader reads (a blank line is a paragraph)."""
    starts = [0, *(m.end() for m in re.finditer("\n", clause))]
    ends = [*(m.start() for m in re.finditer("\n", clause)), len(clause)]
    text = Text.of(clause, [[(a, b)] for a, b in zip(starts, ends, strict=True)])
    end = len(text.norm)
    section = Section(1, "", Span(0, 0), Span(0, end), None, period, mode)  # type: ignore[arg-type]
    return Report(
        "case", "case.txt", "", "utf-8", Header(year=year), text, (section,), sentences(text.norm), (), (), ()
    )


def line(obs: Observation) -> str:
    """An observation in the one-line form of the case file."""
    number = " ".join(part for part in (obs.measure, obs.value, obs.unit) if part)
    return " | ".join(part for part in (obs.indicator, number, f"{obs.mode} {obs.period}", obs.qualifier) if part)


class Case(NamedTuple):
    """A clause with its context and the lines that are expected of it."""

    number: int
    year: int
    period: str
    mode: str
    clause: str
    expected: list[str]


def cases() -> list[Case]:
    """The cases of the file: a context line holds for all clauses after it."""
    found: list[Case] = []
    context = (2022, "2021", "actual")
    for number, text in enumerate(CASES.read_text("utf-8").splitlines(), 1):
        written = text.strip()
        where = re.fullmatch(r"year (\d{4}), section (\S*) ?(actual|target|)", written)
        if where:
            context = (int(where[1]), where[2], where[3])
        elif written.startswith("= "):
            found[-1].expected.append(written[2:])
        elif written and not written.startswith("#"):
            found.append(Case(number, *context, written, []))
    return found


@pytest.mark.parametrize("case", cases(), ids=lambda case: f"line {case.number}")
def test_golden_case(case: Case) -> None:
    found = find_observations(report(case.clause, case.year, case.period, case.mode))
    assert [line(obs) for obs in found] == [text for text in case.expected if text != "-"]


def test_there_are_enough_cases() -> None:
    assert len(cases()) >= 150


def test_every_name_of_the_ontology_is_found() -> None:
    assert all(concept_of(name) for name in _names())


def test_spans_show_the_number_and_its_clause() -> None:
    given_report = report("地区生产总值实现193.2亿元，同比增长8%。")
    for obs in find_observations(given_report):
        shown = given_report.text.form(obs.number)
        assert shown == f"{obs.value}{obs.unit}"
        assert shown in given_report.text.form(obs.clause)
        assert "地区生产总值" in given_report.text.form(obs.clause)


REVIEW = """政府工作报告
——2026年1月20日在某省第十四届人民代表大会第四次会议上
各位代表：
现在，我代表省人民政府，向大会报告政府工作，请予审议。
一、“十四五”时期和2025年工作回顾
“十四五”时期极不平凡。全省上下团结奋斗，取得了新的成就。
（一）经济实力显著增强。建成高标准农田1739万亩，新增减税降费1.2万亿元。
（二）城乡面貌持续改善。开工改造城镇老旧小区6470个。
刚刚过去的2025年，全省上下攻坚克难。
（一）创新动能持续增强。新增专精特新企业120家。
二、2026年重点工作
今年要抓好以下工作。建成充电站300座。
"""


def test_a_review_of_a_term_and_a_year_is_dated_by_what_its_paragraphs_open_with() -> None:
    filler = "我们坚持稳中求进，扎实做好各项工作。\n" * 20
    one = report_of(REVIEW + filler, Path("某省-2026.txt"), "", "utf-8", {})
    assert {obs.indicator: obs.period for obs in find_observations(one)} == {
        "建成高标准农田": "2021-2025",
        "新增减税降费": "2021-2025",
        "开工改造城镇老旧小区": "2021-2025",
        "新增专精特新企业": "2025",
        "建成充电站": "2026",
    }


def test_nothing_is_found_in_a_glossary() -> None:
    one = report("地区生产总值实现193.2亿元。")
    hidden = Report(
        **{name: getattr(one, name) for name in Report.__slots__ if name != "glossary"},
        glossary=(Span(0, len(one.text.norm)),),
    )
    assert find_observations(hidden) == []


@pytest.mark.parametrize("row", rows("units.tsv"), ids=lambda row: row["unit"])
def test_every_unit_is_read_whole(row: dict[str, str]) -> None:
    if row["kind"] in {"Voltage", "Duration", "Rank", "Number"} or row["unit"] in {"点", "度", "届"}:
        pytest.skip("read only with the right words around it")
    found = find_observations(report(f"全县产量达到12.5{row['unit']}。"))
    assert [(obs.value, obs.unit) for obs in found] == [("12.5", normalise(row["unit"]))]
    assert base_value("12.5", row["unit"])[1]


NAMES = st.sampled_from(["地区生产总值", "粮食产量", "城镇登记失业率", "社会消费品零售总额", "PM2.5平均浓度"])
VALUES = st.decimals(min_value=0, max_value=99999, places=2).map(str) | st.integers(1, 10**6).map(str)
UNITS = st.sampled_from(["亿元", "%", "万平方米", "家", "个百分点", "万人", "公里", "亩"])
CUES = st.sampled_from(
    ["达到", "实现", "同比增长", "下降", "为", "突破", "", "累计", "分别增长", "高于全市", "控制在", "增加到"]
)
AFTER = st.sampled_from(["", "以上", "左右", "余", "以内"])
BAD = st.sampled_from(
    ["1.2.3亿元", "增长-5%", "10—20%", "１２％", "百分之五", "数十家", "12\n5亿元", "2021年3月5日", "国发〔2021〕5号", "第12条",
     "0373-1234567", "12345", "PM2.5", "4A级", "5G", "1+6+6+3", "第三产业", "0.4:17:82", "前三季度", "1/3", "翻一番", "10%、",
     "。。", "“”（"]
)  # fmt: skip


@settings(deadline=None)
@given(NAMES, CUES, VALUES, UNITS, AFTER)
def test_a_plain_clause_gives_its_number(name: str, cue: str, value: str, unit: str, after: str) -> None:
    number = f"{value}余{unit}" if after == "余" else f"{value}{unit}{after}"
    found = find_observations(report(f"{name}{cue}{number}。"))
    assert [(obs.value.lstrip("-"), obs.unit) for obs in found] == [(value, unit)]
    assert found[0].indicator.startswith(name)
    assert found[0].value.startswith("-") == (cue == "下降")


@settings(max_examples=300, deadline=None)
@example(["0.4:17:82", "、", "10—20%"])
@given(
    st.lists(
        NAMES | CUES | VALUES | UNITS | AFTER | BAD | st.sampled_from(list("，、；。：和年月日第前后")), max_size=14
    )
)
def test_any_mixture_is_read_without_a_crash_and_shows_what_it_says(parts: list[str]) -> None:
    one = report("".join(parts) or "无")
    for obs in find_observations(one):
        assert obs.indicator
        assert obs.number.start < obs.number.end <= len(one.text.norm)
        assert obs.clause.covers(obs.number)
        assert obs.measure in {"level", "growth", "share", "rank", "change"}
        assert re.fullmatch(r"(?:\d{4}(?:-\d{4})?)?", obs.period)
        digits = re.sub(r"\D", "", obs.value)
        shown = re.sub(r"\D", "", one.text.form(obs.number))
        assert not shown or digits in shown or shown in digits


@pytest.mark.parametrize(
    "clause",
    ["1.2.3亿元", "2021年3月5日", "国发〔2021〕5号", "第12条", "0373-1234567", "12345热线", "PM2.5", "4A级景区", "5G网络",
     "前三季度", "数十家企业", "1+6+6+3", "第三产业", "第一批", "三十五岁", "G107国道", "863科技产业园", "7×24小时", "360度", "连续3年"],
)  # fmt: skip
def test_what_is_no_figure_gives_none(clause: str) -> None:
    assert find_observations(report(f"地区生产总值推进{clause}，取得成效。")) == []


@pytest.mark.parametrize(
    ("clause", "reason"),
    [("投入7745万元，持续提升救治能力。", "does not name"), ("深入实施0.1微克攻坚行动。", "describes"),
     ("瞄准20家，主动上门。", "does not name"), ("含油量66%的油菜品种培育成功。", "describes"), ("新增床位392张。", "does not name"),
     ("水质指数进入全国前十。", "no rank"), ("做好6个项目的前期工作。", "part of a name"), ("严格落实疫情防控30项举措。", "carried out")],
)  # fmt: skip
def test_what_says_too_little_is_kept_as_a_doubt(clause: str, reason: str) -> None:
    found, doubts = observations_and_doubts(report(clause))
    assert found == []
    assert len(doubts) == 1
    assert reason in doubts[0].reason
    assert report(clause).text.form(doubts[0].span) in clause


def test_a_number_that_a_page_break_parts_gives_none() -> None:
    assert find_observations(report("投入财政资金12\n5000万元已经到位。")) == []


def test_a_sentence_of_thousands_of_numbers_is_no_more_than_its_share_of_work() -> None:
    """Ten times the numbers are not a hundred times the calls; benchmarks/extraction.py has the time."""

    def calls(count: int) -> int:
        one, seen = report("居全省第五位5%、" * count), 0

        def called(*_: object) -> None:
            nonlocal seen
            seen += 1

        sys.setprofile(called)
        try:
            find_observations(one)
        finally:
            sys.setprofile(None)
        return seen

    few = calls(200)
    assert 200 < few < calls(2000) < 20 * few


@pytest.mark.parametrize(
    ("clause", "concepts"),
    [
        ("实施城市更新重点工程三年行动，谋划实施重点项目96个。", [""]),
        ("全年实施重点项目96个。", ["重点项目数"]),
        ("8个县城建成区面积达到180平方公里。", [""]),
        ("县城建成区面积达到13.3平方公里。", ["建成区面积"]),
        ("64个县市新增城镇常住人口30.5万人，城镇化率提高1.1个百分点。", ["", ""]),
        ("日均新增市场主体196户。", [""]),
    ],
)
def test_a_number_of_a_part_is_none_of_a_standard_indicator(clause: str, concepts: list[str]) -> None:
    assert [obs.concept for obs in find_observations(report(clause))] == concepts


def test_a_multiple_of_an_earlier_year_is_one_of_the_standard_indicator() -> None:
    of_a_year = find_observations(report("社会消费品零售总额完成58.2亿元，是2016年的1.86倍。"))
    of_the_whole = find_observations(report("社会消费品零售总额占全省2.1%。"))
    assert [obs.concept for obs in of_a_year] == ["社会消费品零售总额"] * 2
    assert [obs.concept for obs in of_the_whole] == [""]
