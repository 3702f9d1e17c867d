"""Digit codes read figure by figure: the seeds by hand, the ways in which a gloss explains, and what must stay open."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from kg.digits import Digit, decode, figures
from kg.digits.readers import read as read_gloss
from kg.extract.report import extract
from kg.model import Chapter
from kg.reader import read, report_of
from kg.resolve import finder_of, mentions, resolve


def digits_of(named: Sequence[tuple[Path, str]]) -> tuple[tuple[Digit, ...], dict[str, Chapter]]:
    """The figures of the codes of one place; a report is given as its path, or as a name with its text."""
    reports = [
        report_of(text, path, "0" * 64, "utf-8", {"place": "示例县", "year": path.stem[-4:]}) if text else read(path)
        for path, text in named
    ]
    found = [(r, extract(r)) for r in reports]
    terms = resolve("place", (c for _, f in found for c in f.candidates))
    finder = finder_of(terms)
    chapters = [Chapter("place", r, f, tuple(mentions(finder, r)), (), ()) for r, f in found]
    return decode(chapters, terms), {c.report.id: c for c in chapters}


@pytest.fixture(scope="module")
def of_seeds(seeds: Path) -> tuple[tuple[Digit, ...], dict[str, Chapter]]:
    return digits_of([(path, "") for path in sorted(seeds.glob("*.txt"))])


BY_HAND = [  # what a reader of the glossaries writes down
    ("13710", "hongqi-2023", "1", "责任部门要在接到工作任务的1天内进行研究部署", "hongqi-2023"),
    ("13710", "hongqi-2023", "3", "3天内向区委区政府督查局反馈办理情况", "hongqi-2023"),
    ("13710", "hongqi-2023", "7", "一般性问题原则上7天内要落实解决", "hongqi-2023"),
    ("13710", "hongqi-2023", "1", "重大问题及难点问题要在1个月内落实解决，确实解决不了的", "hongqi-2023"),
    ("13710", "hongqi-2023", "0", "所有事项都要跟踪到底，销号清零", "hongqi-2023"),
    ("13710", "hongqi-2025", "3", "3天内向区委区政府督查局反馈办理情况", "hongqi-2023"),
    ("1239N", "hongqi-2023", "1", "一个主体", "hongqi-2023"),
    ("1239N", "hongqi-2023", "9", "九个功能组团", "hongqi-2023"),
    ("1239N", "hongqi-2023", "N", "N个创新联合体", "hongqi-2023"),
    ("16441", "hongqi-2023", "1", "“一把手”抓招商，亲力亲为聚合力", "hongqi-2023"),
    ("16441", "hongqi-2023", "6", "创新六种方式，多措并举提质效", "hongqi-2023"),
    ("777", "hongqi-2021", "7", "在全区范围开展早上7点镇办科级干部带队晨查、巡查", "hongqi-2021"),
    ("777", "hongqi-2021", "7", "专职干部每周工作7天不间断检查、排查", "hongqi-2021"),
    ("3464", "hongqi-2021", "6", "提出延伸保洁一批", "hongqi-2021"),
]


@pytest.mark.parametrize(("term", "report", "figure", "meaning", "told_in"), BY_HAND)
def test_the_seeds_say_what_a_figure_stands_for(
    of_seeds: tuple[tuple[Digit, ...], dict[str, Chapter]],
    term: str,
    report: str,
    figure: str,
    meaning: str,
    told_in: str,
) -> None:
    digits, chapters = of_seeds
    found = [d for d in digits if (d.term, d.report, d.figure, d.told_in) == (term, report, figure, told_in)]
    texts = [chapters[d.told_in].report.text.form(d.meaning) for d in found if d.meaning]
    assert any(text.startswith(meaning) for text in texts), texts


def test_what_the_seeds_do_not_explain_stays_open(of_seeds: tuple[tuple[Digit, ...], dict[str, Chapter]]) -> None:
    """1811 has a goal, 8 fields and 100 projects, but nothing says which figure is which; 1+6+6+3 is not explained at all."""
    digits, chapters = of_seeds
    for term, report, spelt in (
        ("1+6+6+3", "hongqi-2025", "1663"),
        ("1811", "hongqi-2021", "1811"),
        ("1218", "hongqi-2025", "1218"),
    ):
        found = [d for d in digits if (d.term, d.report) == (term, report)]
        assert "".join(d.figure for d in found) == spelt
        assert {(d.meaning, d.rule, d.told_in) for d in found} == {(None, "digit-open", report)}
    (quote,) = {d.quote for d in digits if d.term == "1+6+6+3"}
    assert "1+6+6+3" in chapters["hongqi-2025"].report.text.form(quote)


def test_a_figure_is_quoted_from_the_report_that_explains_it(
    of_seeds: tuple[tuple[Digit, ...], dict[str, Chapter]],
) -> None:
    digits, chapters = of_seeds
    assert [(d.report, d.term, d.position) for d in digits] == sorted((d.report, d.term, d.position) for d in digits)
    for digit in digits:
        assert digit.quote.end <= len(chapters[digit.told_in].report.text.norm)
        if digit.meaning:
            assert digit.quote.covers(digit.meaning), digit
            assert digit.rule.endswith("-elsewhere") == (digit.told_in != digit.report)


@pytest.mark.parametrize(
    ("term", "gloss", "expected"),
    [
        ("135", "“1”即一条主线，“3”是三大目标，“5”指五项任务", ["1 一条主线", "3 三大目标", "5 五项任务"]),
        ("12", "1即小县大城战略，2即两个驱动", ["1 小县大城战略", "2 两个驱动"]),
        ("1020", "“10”指10个提升工程；“20”指20个基础工程", ["10 10个提升工程", "20 20个基础工程"]),
        ("144", "依托“1”系列数据，组建“4”支队伍，拓展“4”大市场", ["1 依托“1”系列数据", "4 组建“4”支队伍", "4 拓展“4”大市场"]),
        ("123", "坚持一个统领，实施两大战略（甲、乙），建设三个高地", ["1 坚持一个统领", "2 实施两大战略（甲、乙）", "3 建设三个高地"]),
        ("113", "党代会提出，突出“一个定位”，强化“一个统领”，抓牢“三件大事”", ["1 突出“一个定位”", "1 强化“一个统领”", "3 抓牢“三件大事”"]),
        ("1530", "1个校长团队培养5个学员，30个教师学员", ["1 1个校长团队培养5个学员", "5 1个校长团队培养5个学员", "30 30个教师学员"]),
        ("2+1", "以橡胶、涂料两个传统产业+信息智能1个未来产业", ["2 以橡胶、涂料两个传统产业", "1 信息智能1个未来产业"]),
        ("4+4", "一是食品等四大主导产业，二是新材料、数据和物流", ["4 食品等四大主导产业", "4 新材料、数据和物流"]),
        ("6+1", "聚焦土地、矿山等6个重点领域的清理规范和公共卫生行动", ["6 聚焦土地、矿山等6个重点领域的清理规范和公共卫生行动", "1"]),
        ("30·60", "力争2030年前达峰，2060年前实现碳中和", ["30 力争2030年前达峰", "60 2060年前实现碳中和"]),
        ("7+18+N", "“7”是指七个产业；“18”是指18条产业链；“N”是指特色产业", ["7 七个产业", "18 18条产业链", "N 特色产业"]),
        # what says too little says nothing
        ("1+9", "十一届六次全会确定“1+9”工作，各项任务全面推进", []),
        ("2+1", "汽车、装备制造和储能", []),
        ("1+3", "“管委会+委员会+公司”的架构", []),
        ("135", "“1”即一条主线，“5”是五项任务，“3”指三大目标", []),
        ("1530", "每位名校长带领10位名师，培养5名校长、30名教师", []),
        ("1811", "围绕一个目标，在8大领域推进100个项目，投资1541亿元", []),
    ],
)  # fmt: skip
def test_a_gloss_is_read_or_refused(term: str, gloss: str, expected: list[str]) -> None:
    found = read_gloss(term, gloss)
    assert [
        f"{r.figure} {gloss[r.meaning.start : r.meaning.end] if r.meaning else ''}".strip() for r in found
    ] == expected


@pytest.mark.parametrize(
    "name", ["12345", "中国制造2025", "六个100%", "5G+工业互联网", "三类500强", "96178", "两高一好", "5G"]
)
def test_a_number_a_year_or_a_telephone_number_is_no_code(name: str) -> None:
    assert figures(name) == ()


OPENING = "各位代表：\n现在，我代表县人民政府向大会作政府工作报告，请予审议。\n一、工作回顾\n"
FILLER = "过去的一年，各级政府坚持稳中求进，人民生活持续改善，社会大局保持稳定。\n" * 9
GLOSSARY = (
    "名词解释\n1.“135”工作法：“1”即1天内部署；“3”即3天内反馈；“5”即5天内办结。\n"
    "2.“六稳”：稳就业、稳金融、稳外贸、稳外资、稳投资、稳预期。\n"
)


def small(year: int, sentence: str, after: str = "") -> tuple[Path, str]:
    return Path(f"case-{year}.txt"), OPENING + FILLER + sentence + "\n" + FILLER + after


def test_another_report_explains_a_code_only_where_the_same_noun_follows_it() -> None:
    told = small(2021, "推行“135”工作法，落实“六稳”要求。", GLOSSARY)
    same, other = small(2022, "继续推行“135”工作法。"), small(2023, "建设“135”产业园，招引大项目。")
    digits, _ = digits_of([told, same, other])
    by_report = {
        r: [d for d in digits if d.report == r and d.term == "135"] for r in ("case-2021", "case-2022", "case-2023")
    }
    assert [d.rule for d in by_report["case-2021"]] == ["digit-label"] * 3
    assert [(d.rule, d.told_in) for d in by_report["case-2022"]] == [("digit-label-elsewhere", "case-2021")] * 3
    assert [(d.rule, d.meaning) for d in by_report["case-2023"]] == [("digit-open", None)] * 3


def test_the_nearest_earlier_report_is_asked_before_a_later_one() -> None:
    later = GLOSSARY.replace("1天内部署", "当天部署")
    digits, chapters = digits_of(
        [
            small(2020, "推行“135”工作法，落实“六稳”要求。", GLOSSARY),
            small(2022, "继续推行“135”工作法。"),
            small(2023, "推行“135”工作法，落实“六稳”要求。", later),
        ]
    )
    (first,) = [d for d in digits if (d.term, d.report, d.position) == ("135", "case-2022", 1)]
    assert first.meaning
    assert (first.told_in, chapters["case-2020"].report.text.form(first.meaning)) == ("case-2020", "1天内部署")


def test_the_words_behind_a_code_in_the_body_explain_it() -> None:
    said = "今年突出抓好“135”工作，即“贯穿一条主线、把握三个着力点、做实五篇文章”。"
    digits, chapters = digits_of([small(2023, said)])
    text = chapters["case-2023"].report.text
    assert [text.form(d.meaning) for d in digits if d.term == "135" and d.meaning] == [
        "贯穿一条主线",
        "把握三个着力点",
        "做实五篇文章",
    ]
