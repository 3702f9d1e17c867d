"""What a report repeats of the earlier reports of its place, in reports written for it and in the seeds."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from kg.carryover import Carried, Comparison, find_carried
from kg.model import Report
from kg.reader import read, report_of

GRAIN = "坚持最严格的耕地保护制度，新建高标准农田5万亩，粮食总产稳定在30万吨以上。"
LONGER = (
    "坚持最严格的耕地保护制度，大力实施种业振兴行动，新建高标准农田5万亩，粮食总产稳定在30万吨以上，"
    "持续巩固拓展脱贫攻坚成果，因地制宜发展特色产业，让广大农民的腰包鼓起来。"
)


FILLER = "各级政府坚持稳中求进。人民生活持续改善。社会大局保持稳定。\n" * 15  # each sentence too short to judge


def report(year: int, *sentences: str, name: str = "", date: str = "", place: str = "示例县") -> Report:
    """A report of the sentences given, one a paragraph, under its opening."""
    text = (
        "政府工作报告\n各位代表：\n现在，我代表县人民政府向大会报告工作，请予审议。\n"
        + FILLER
        + "\n".join(sentences)
        + "\n"
    )
    cells = {"place": place, "year": str(year) if year else "", "date": date}
    return report_of(text, Path(f"{name or f'case-{year}'}.txt"), "0" * 64, "utf-8", cells)


def told(reports: Sequence[Report]) -> list[tuple[str, str, str, str]]:
    """Status, edit, the earlier report and its sentence, for every judged sentence in order."""
    texts = {r.id: r.text for r in reports}
    return [
        (c.status, c.edit, c.from_report, texts[c.from_report].quote(c.from_sentence) if c.from_sentence else "")
        for one in find_carried(reports)
        for c in one.carried
    ]


@pytest.mark.parametrize(
    ("later", "status", "edit"),
    [
        (GRAIN, "verbatim", ""),
        ("（三）坚持最严格的耕地保护制度;新建高标准农田 5万亩，粮食总产稳定在30万吨以上！", "verbatim", ""),
        (GRAIN.replace("5万", "8.5万").replace("30万", "31万"), "edited", "numbers"),
        (GRAIN.replace("新建", "改造提升"), "edited", "wording"),
        ("落实最严格的耕地保护制度，开展撂荒地整治，促进农业稳产增产和农民增收。", "new", ""),
        ("今年粮食总产预计31万吨，高标准农田达到60万亩。", "new", ""),
    ],
    ids=["same", "punctuation", "figures", "words", "topic", "indicators"],
)
def test_a_sentence_is_verbatim_edited_or_new(later: str, status: str, edit: str) -> None:
    reports = [report(2021, GRAIN), report(2022, later)]
    assert told(reports) == [(status, edit, "" if status == "new" else "case-2021", "" if status == "new" else GRAIN)]


def test_a_piece_of_a_longer_sentence_is_its_part_and_a_growing_sentence_is_edited() -> None:
    piece = "持续巩固拓展脱贫攻坚成果，因地制宜发展特色产业。"
    assert told([report(2021, LONGER), report(2022, piece)]) == [("edited", "part", "case-2021", LONGER)]
    grown = GRAIN[:-1] + "，大力实施种业振兴行动。"
    assert told([report(2021, GRAIN), report(2022, grown)]) == [("edited", "wording", "case-2021", GRAIN)]


def test_short_sentences_headings_and_the_opening_are_not_judged() -> None:
    lines = ["一、2021年工作回顾", "工业平稳增长。", GRAIN]
    first, second = find_carried([report(2021, *lines), report(2022, *lines)])
    texts = report(2022, *lines).text
    assert (first.earlier, first.carried) == ((), ())
    assert second.earlier == ("case-2021",)
    assert [texts.quote(c.sentence) for c in second.carried] == [GRAIN]
    assert {texts.quote(s) for s in second.unjudged} >= {"政府工作报告", "各位代表：", "工业平稳增长。"}
    assert any("请予审议" in texts.quote(s) for s in second.unjudged)


def test_the_latest_earlier_report_is_named_and_any_earlier_one_is_looked_at() -> None:
    other = "推动县域医共体实体化运作，新增养老床位五百张，群众看病更加方便。"
    reports = [report(2019, GRAIN), report(2020, GRAIN), report(2021, other), report(2022, GRAIN, other)]
    assert told(reports)[-2:] == [("verbatim", "", "case-2020", GRAIN), ("verbatim", "", "case-2021", other)]
    assert find_carried(reports)[-1].earlier == ("case-2021", "case-2020", "case-2019")


def test_order_of_delivery_decides_and_not_the_order_given() -> None:
    reports = [report(2022, GRAIN), report(2020, GRAIN), report(2021, GRAIN)]
    by_id = {c.report: c for c in find_carried(reports)}
    assert [by_id[f"case-{y}"].earlier for y in (2020, 2021)] == [(), ("case-2020",)]
    assert find_carried(reports) == find_carried(list(reversed(reports)))


def test_reports_of_one_year_are_compared_only_by_their_days_and_one_without_a_year_never() -> None:
    twice = [report(2021, GRAIN, name="a"), report(2021, GRAIN, name="b")]
    assert [c.earlier for c in find_carried(twice)] == [(), ()]
    dated = [report(2021, GRAIN, name="a", date="2021-09-01"), report(2021, GRAIN, name="b", date="2021-01-05")]
    assert {c.report: c.earlier for c in find_carried(dated)} == {"a": ("b",), "b": ()}
    undated = [report(0, GRAIN, name="undated"), report(2021, GRAIN)]
    assert [c.carried for c in find_carried(undated)] == [(), ()]


@pytest.fixture(scope="module")
def of_seeds(seeds: Path) -> tuple[dict[str, Report], tuple[Comparison, ...]]:
    reports = {path.stem: read(path) for path in sorted(seeds.glob("*.txt"))}
    return reports, find_carried(list(reports.values()))


BY_HAND = [  # found by reading the five reports side by side
    ("hongqi-2019", "在此，我代表区人民政府，向各位人大代表", "verbatim", "", "hongqi-2018", "在此，我代表区人民政府，向各位人大代表"),
    ("hongqi-2019", "2019年经济社会发展预期目标：", "edited", "wording", "hongqi-2018", "2018年经济社会发展预期目标："),
    ("hongqi-2019", "人民武装、民族宗教、爱国卫生", "edited", "part", "hongqi-2018", "教育事业均衡发展，新乡学院附属中学"),
    ("hongqi-2023", "环保“777”工作机制：", "verbatim", "", "hongqi-2021", "21.环保“777”工作机制："),
    ("hongqi-2023", "严格落实民主集中制，着力提升", "edited", "part", "hongqi-2019", "坚持依法决策，严格落实民主集中制"),
    ("hongqi-2025", "二、2025年工作总体要求和主要目标", "edited", "numbers", "hongqi-2023", "二、2023年工作总体要求和主要目标"),
    ("hongqi-2025", "打造“一中心集成”“一站式办理”", "new", "", "", ""),
]  # fmt: skip


@pytest.mark.parametrize(("year", "begins", "status", "edit", "source", "from_begins"), BY_HAND)
def test_the_seeds_repeat_what_a_reader_finds(
    of_seeds: tuple[dict[str, Report], tuple[Comparison, ...]],
    year: str, begins: str, status: str, edit: str, source: str, from_begins: str,
) -> None:  # fmt: skip
    reports, compared = of_seeds
    held = {c.report: c for c in compared}[year].carried
    (one,) = [c for c in held if reports[year].text.form(c.sentence).startswith(begins)]
    assert (one.status, one.edit, one.from_report) == (status, edit, source)
    if one.from_sentence:
        assert reports[source].text.form(one.from_sentence).startswith(from_begins)


def test_every_record_of_the_seeds_keeps_its_promises(
    of_seeds: tuple[dict[str, Report], tuple[Comparison, ...]],
) -> None:
    reports, compared = of_seeds
    for one in compared:
        spans = [c.sentence for c in one.carried]
        assert sorted([*spans, *one.unjudged]) == sorted(reports[one.report].sentences) or not one.earlier
        for carried in one.carried:
            assert_sound(carried, one, reports)


def assert_sound(carried: Carried, one: Comparison, reports: dict[str, Report]) -> None:
    if carried.status == "new":
        assert (carried.from_report, carried.from_sentence, carried.similarity) == ("", None, 0.0)
        return
    assert carried.from_report in one.earlier
    assert carried.from_sentence in reports[carried.from_report].sentences
    assert (carried.similarity == 1) == (carried.status == "verbatim") or carried.edit
    assert (carried.edit != "") == (carried.status == "edited")
