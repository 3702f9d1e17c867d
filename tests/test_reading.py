"""Reading reports as they are found: encodings, wrapped lines, page furniture, the map back to the source, headers, periods."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model import Report
from kg.reader import read, report_of
from kg.reader.layout import lay_out
from kg.text import Text, squeeze

SEEDS = Path(__file__).parents[1] / "seeds"
NAMES = sorted(p.stem for p in SEEDS.glob("*.txt"))
BODY = (
    "各位代表：\n现在，我代表某某县人民政府向大会作政府工作报告，请予审议。\n一、2021年工作回顾\n"
    + "过去的一年，我们坚持稳中求进，各项工作取得新的成绩，人民生活持续改善，社会大局保持稳定。\n" * 6
    + "二、2022年工作安排\n" + "新的一年，我们将继续努力，统筹发展和安全，扎实做好各项工作，确保完成全年目标任务。\n" * 6
)  # fmt: skip


@pytest.fixture(scope="module")
def reports() -> dict[str, Report]:
    return {name: read(SEEDS / f"{name}.txt") for name in NAMES}


def report(raw: str, name: str = "某某县-2022.txt") -> Report:
    """A report read from a string, as if it had been decoded."""
    return report_of(raw, Path(name), "", "utf-8", {})


def kinds(found: Report, raw_part: str) -> set[str]:
    """The kinds of aside that cover a part of the source."""
    at = found.text.raw.index(raw_part)
    return {a.kind for a in found.asides if a.start < at + len(raw_part) and at < a.end}


# Encodings

ENCODINGS = {
    "utf-8": ("utf-8", "utf-8"),
    "utf-8 with a mark": ("utf-8-sig", "utf-8-sig"),
    "utf-16 with a mark": ("utf-16", "utf-16"),
    "utf-16, low byte first": ("utf-16-le", "utf-16-le"),
    "utf-16, high byte first": ("utf-16-be", "utf-16-be"),
    "gb18030": ("gb18030", "gb18030"),
}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_one_text_in_any_encoding(encoding: str, name: str, reports: dict[str, Report], tmp_path: Path) -> None:
    codec, told = ENCODINGS[encoding]
    path = tmp_path / f"{name}.txt"
    path.write_bytes((SEEDS / path.name).read_bytes().decode("utf-8-sig").encode(codec))
    found = read(path)
    assert found.text.clean == reports[name].text.clean
    assert (found.header, found.sections, found.encoding) == (reports[name].header, reports[name].sections, told)


def test_utf_16_with_the_high_byte_first_and_a_mark(tmp_path: Path, reports: dict[str, Report]) -> None:
    path = tmp_path / "hongqi-2018.txt"
    path.write_bytes(b"\xfe\xff" + (SEEDS / path.name).read_text("utf-8").encode("utf-16-be"))
    assert read(path).text.clean == reports["hongqi-2018"].text.clean


def test_big5_as_far_as_it_has_the_characters(tmp_path: Path) -> None:
    text = (SEEDS / "hongqi-2018.txt").read_text("utf-8").encode("big5", "ignore").decode("big5")
    path = tmp_path / "hongqi-2018.txt"
    path.write_bytes(text.encode("big5"))
    found = read(path)
    assert found.text.clean == report(text, path.name).text.clean
    assert found.encoding.startswith(("big5", "cp950"))


def test_line_ends_of_any_system_give_one_text(reports: dict[str, Report], tmp_path: Path) -> None:
    text = "\n".join((SEEDS / "hongqi-2021.txt").read_text("utf-8").splitlines())
    for end in ("\n", "\r\n", "\r", "\u2028"):
        path = tmp_path / "hongqi-2021.txt"
        path.write_bytes(text.replace("\n", end).encode())
        assert read(path).text.clean == reports["hongqi-2021"].text.clean


# Wrapped lines and page numbers inside sentences


def test_no_paragraph_of_the_wrapped_seed_breaks_inside_a_sentence(reports: dict[str, Report]) -> None:
    """Every paragraph ends with a sentence, or is a heading, a line of the title block, or opens a list."""
    found = reports["hongqi-2023"]
    body = found.text.norm[: found.glossary[0].start]
    titles = {found.text.norm[s.title.start : s.title.end] for s in found.sections}
    paragraphs = body.split("\n")
    loose = [
        p for p in paragraphs[4:]
        if not re.search(r"[。！？：；…][”）]*$", p) and not any(p.endswith(t) for t in titles) and len(p) > 12
    ]  # fmt: skip
    assert loose == []
    assert max(map(len, paragraphs)) > 200


def test_a_page_number_inside_a_sentence_is_set_aside(reports: dict[str, Report]) -> None:
    found = reports["hongqi-2023"]
    assert re.search(r"[—–-]\s*\d+\s*[—–-]", found.text.raw)
    assert not re.search(r"[—–-]\d+[—–-]", found.text.clean)
    assert "智慧岛" in found.text.clean
    pages = [a for a in found.asides if a.kind == "page-number"]
    assert [squeeze(found.text.raw[a.start : a.end]) for a in pages] == ["—12—", "—15—"]


def wrapped_lines(paragraph: str, width: int) -> Iterator[str]:
    """A paragraph as a page of so many full-width characters would break it."""
    line, room = "", float(width)
    for char in paragraph:
        size = 1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.5
        if size > room:
            yield line
            line, room = "", float(width)
        line, room = line + char, room - size
    yield line


def breaks(clean: str) -> set[int]:
    """Where the paragraphs begin, counted in characters other than the breaks themselves."""
    return {m.start() - n for n, m in enumerate(re.finditer("\n", clean))}


@pytest.mark.parametrize("width", [24, 27, 33, 40])
@pytest.mark.parametrize("blank", ["\n", "\n\n"])
def test_text_wrapped_at_any_width_flows_back(width: int, blank: str, reports: dict[str, Report]) -> None:
    """An unwrapped seed, wrapped by us, has the same characters again and no paragraph that begins inside a sentence.

    Whether a full line that ends a sentence also ends its paragraph cannot be seen; most paragraphs come back whole.
    """
    for name in ("hongqi-2018", "hongqi-2025"):
        whole = reports[name].text.clean
        wrapped = blank.join(line for paragraph in whole.split("\n") for line in wrapped_lines(paragraph, width))
        again = report(wrapped, f"{name}.txt").text.clean
        assert again.replace("\n", "") == whole.replace("\n", "")
        new = breaks(again) - breaks(whole)
        assert [
            again.replace("\n", "")[at - 9 : at] for at in new if again.replace("\n", "")[at - 1] not in "。！？”"
        ] == []
        before, after = set(whole.split("\n")), set(again.split("\n"))
        assert len(before & after) > 0.8 * len(before)


def test_text_that_was_not_wrapped_keeps_its_paragraphs(reports: dict[str, Report]) -> None:
    for name in ("hongqi-2018", "hongqi-2021", "hongqi-2025"):
        lines = [squeeze(line) for line in reports[name].text.raw.splitlines() if squeeze(line)]
        assert reports[name].text.clean.split("\n") == lines


# Page furniture

FURNITURE = [
    ("[bookmark: _GoBack]", "bookmark"), ("[bookmark: OLE_LINK1]", "bookmark"), ("&nbsp;", "lost-space"), ("&ensp;&emsp;", "lost-space"),
    ("????", "lost-space"), ("— 12 —", "page-number"), ("－12－", "page-number"), ("[12]", "note-mark"), ("〔3〕", "note-mark"),
    ("［４］", "note-mark"), ("【5】", "note-mark"), ("①", ""), ("\u200b", ""), ("\u3000", ""), ("\ufeff", ""),
    ("来源：百度马 克 数据网", "watermark"), ("微信公众号马克数据网", "watermark"),
]  # fmt: skip


@pytest.mark.parametrize(("mark", "kind"), FURNITURE, ids=[m for m, _ in FURNITURE])
def test_furniture_inside_a_sentence_is_set_aside_and_named(mark: str, kind: str) -> None:
    found = report(BODY.replace("各项工作取得新的", f"各项工作{mark}取得新的", 1))
    if kind:
        assert "各项工作取得新的成绩" in found.text.clean.split("\n")[3]
        assert kind in kinds(found, mark)
    elif mark == "①":
        assert "各项工作①取得" in found.text.clean
    else:
        assert mark not in found.text.clean


def test_note_marks_are_kept_with_their_place() -> None:
    found = report(BODY.replace("稳中求进", "稳中求进[7]", 1).replace("扎实做好", "扎实〔12〕做好", 1))
    assert [(m.number, found.text.clean[m.at - 2 : m.at]) for m in found.marks] == [(7, "求进"), (12, "扎实")]


@pytest.mark.parametrize("written", ["\\r\\n", "\\n", "\r\n", "\\r"])
def test_line_ends_written_out_are_line_ends(written: str) -> None:
    assert report(BODY.replace("\n", written)).text.clean == report(BODY).text.clean


def test_full_width_digits_and_letters_have_one_form() -> None:
    found = report(BODY.replace("2021年", "２０２１年").replace("2022年", "２０２２年"))
    assert "一、2021年工作回顾" in found.text.norm
    assert "一、２０２１年工作回顾" in found.text.clean
    assert found.header.year == 2022


WEB_HEAD = "首页 > 政府信息公开 > 政府工作报告\n某某县2022年政府工作报告\n时间：2023-01-24 作者：佚名 来源：本站 字体：大 中 小 打印\n"
WEB_FOOT = (
    "免责声明：本文仅代表作者观点。\n分享到：\nQQ空间\n新浪微博\n上一篇：\n2020年他乡县政府工作报告\n"
    "相关文章\n2020年远方市政府工作报告\n"
)


def test_the_page_around_a_report_is_set_aside() -> None:
    plain, found = report(BODY), report(WEB_HEAD + BODY + WEB_FOOT)
    assert found.text.clean.removeprefix("某某县2022年政府工作报告\n") == plain.text.clean
    for part in ("首页", "QQ空间", "他乡县", "远方市", "免责声明"):
        assert part not in found.text.clean
        assert "web-page" in kinds(found, part)
    assert (found.header.place, found.header.year) == ("某某县", 2022)


def test_a_glossary_behind_a_page_footer_is_still_read() -> None:
    glossary = "※名词解释※\n[1]“两改”：老旧小区改造、背街小巷改造。\n[2]“双碳”：碳达峰、碳中和。\n"
    found = report(BODY + glossary + WEB_FOOT)
    (region,) = found.glossary
    assert found.text.norm[region.start : region.end].count("\n") == 1


# The map back to the source


def check_map(text: Text) -> None:
    """Each character of the clean text stands at its place in the source; the three forms are aligned."""
    assert len(text.clean) == len(text.norm) == len(text.offsets)
    wrong = [i for i, c in enumerate(text.clean) if c != "\n" and text.raw[text.offsets[i]] != c]
    assert wrong == []
    kept = [o for o, c in zip(text.offsets, text.clean, strict=True) if c != "\n"]
    assert all(a < b for a, b in pairwise(kept))


@pytest.mark.parametrize("name", NAMES)
def test_the_map_of_a_seed(name: str, reports: dict[str, Report]) -> None:
    found = reports[name]
    check_map(found.text)
    lost = set(range(len(found.text.raw))) - set(found.text.offsets)
    aside = {i for a in found.asides for i in range(a.start, a.end)}
    assert [found.text.raw[i] for i in sorted(lost - aside) if squeeze(found.text.raw[i]).strip("\u200b\ufeff")] == []


@pytest.mark.parametrize("name", NAMES)
def test_sentences_and_sections_lie_in_the_text(name: str, reports: dict[str, Report]) -> None:
    found = reports[name]
    size = len(found.text.norm)
    assert all(0 <= a.start < a.end <= size for a in found.sentences)
    assert all(a.end <= b.start for a, b in pairwise(found.sentences))
    assert "".join(found.text.quote(s) for s in found.sentences) == found.text.clean.replace("\n", "")
    for section in found.sections:
        assert section.span.start <= section.title.start < section.title.end <= section.span.end <= size
        if section.parent is not None:
            assert found.sections[section.parent].span.covers(section.span)
            assert found.sections[section.parent].level < section.level


MESS = st.one_of(
    st.sampled_from([
        "各位代表：", "一、工作回顾", "。", "，", "\n", "\r\n", "\\r\\n", "\\n", "[bookmark: _GoBack]", "&nbsp;", "??",
        "— 12 —", "\n3\n", "[12]", "〔3〕", "¹²", "“两改”", "\u3000\u3000", "\t", "\u200b", "\ufeff", "\x0c", "\x00",
        "名词解释\n", "[1]“三高”：高、高、高。\n", "上一篇：\n",
        "分享到：\n", "来源：百度马克数据网", "𠮷", "e\u0301", "\u2028", "１２．５％", '"', "（", "）", "20年", "第12页", "【打印】",
    ]),
    st.text(alphabet=st.sampled_from("的一是在了和有大这主中人上为们地个用工时要动国产以我到他会作来分生对于学下级就年"), max_size=40),
    st.text(max_size=6),
)  # fmt: skip


@given(st.lists(MESS, max_size=60).map("".join))
@settings(max_examples=300, deadline=None)
def test_the_map_of_any_messy_text(raw: str) -> None:
    layout = lay_out(raw)
    check_map(layout.text)
    assert all(0 <= a.start < a.end <= len(raw) for a in layout.asides)
    assert all(0 <= m.at <= len(layout.text.clean) for m in layout.marks)
    kept = set(layout.text.offsets)
    cut = {i for a in layout.asides for i in range(a.start, a.end)}
    newlines = {o for o, c in zip(layout.text.offsets, layout.text.clean, strict=True) if c == "\n"}
    assert not (kept - newlines) & cut, "a character is both kept and set aside"


@given(st.lists(MESS, max_size=30).map("".join))
@settings(max_examples=60, deadline=None)
def test_a_report_with_any_mess_in_it_is_read(mess: str) -> None:
    found = report(BODY + mess + BODY)
    check_map(found.text)
    assert "".join(found.text.quote(s) for s in found.sentences) == found.text.clean.replace("\n", "")


# Headers

HEADERS = {
    "hongqi-2018": ("红旗区", "county", 2018, "2018-01-14", 14, 2, "刘宏锋"),
    "hongqi-2019": ("红旗区", "county", 2019, "2019-03-31", 14, 4, "刘宏锋"),
    "hongqi-2021": ("红旗区", "county", 2021, "2021-03-29", 14, 6, "刘宏锋"),
    "hongqi-2023": ("红旗区", "county", 2023, "2023-02-26", 15, 3, "刘怀斌"),
    "hongqi-2025": ("红旗区", "county", 2025, "2025-02-26", 15, 6, "刘怀斌"),
}


@pytest.mark.parametrize("name", HEADERS)
def test_the_header_of_a_seed(name: str, reports: dict[str, Report]) -> None:
    h = reports[name].header
    assert (h.place, h.level, h.year, h.date, h.congress, h.session, h.speaker) == HEADERS[name]
    assert h.speaker_title.endswith("区长")


@pytest.mark.parametrize(
    ("block", "facts"),
    [
        (
            "——2022年1月8日在某某县第十七届人民代表大会第二次会议上\n某某县人民政府县长 张三",
            ("2022-01-08", 17, 2, "张三"),
        ),
        ("（2022年1月8日在某某县第十七届人民代表大会第二次会议上）\n县长 张 三", ("2022-01-08", 17, 2, "张三")),
        (
            "----2022年1月8日张三丰县长在某某县第十七届人民代表大会第二次会议的政府工作报告",
            ("2022-01-08", 17, 2, "张三丰"),
        ),
        ("——2022年1月8日县长 张三在某某县第十七届人民代表大会第二次会议上的讲话", ("2022-01-08", 17, 2, "张三")),
        (
            "——在某某县第十七届人民代表大会第二次会议上\n某某县人民政府县长 张三\n（2022年1月8日）",
            ("2022-01-08", 17, 2, "张三"),
        ),
        (
            "二〇二二年一月八日在某某县十七届人大二次会议上\n某某县代县长 艾尔肯·吐尼亚孜",
            ("2022-01-08", 17, 2, "艾尔肯·吐尼亚孜"),
        ),
        ("2022年１月８日在县第十七届\n人民代表大会第二次会议上\n张三", ("2022-01-08", 17, 2, "张三")),
    ],
)
def test_the_ways_in_which_a_title_block_is_set(block: str, facts: tuple[str, int, int, str]) -> None:
    h = report(f"政府工作报告\n{block}\n{BODY}").header
    assert (h.date, h.congress, h.session, h.speaker) == facts
    assert (h.place, h.year) == ("某某县", 2022)


def test_a_meeting_of_the_past_is_not_the_meeting_of_the_report() -> None:
    h = report(BODY.replace("过去的一年", "县十六届人大一次会议以来", 1)).header
    assert (h.date, h.congress, h.session, h.speaker) == ("", None, None, "")


def test_a_manifest_has_the_last_word() -> None:
    given_row = {
        "place": "别县",
        "year": "2001",
        "date": "2001-02-03",
        "level": "prefecture",
        "speaker": "",
        "code": "410702",
    }
    header = report_of(BODY, Path("x.txt"), "", "utf-8", given_row).header
    assert (header.place, header.year, header.date, header.level, header.code) == (
        "别县",
        2001,
        "2001-02-03",
        "prefecture",
        "410702",
    )


# Periods and modes


@pytest.mark.parametrize(
    ("name", "title", "period", "mode"),
    [
        ("hongqi-2018", "2017年工作回顾", "2017", "actual"),
        ("hongqi-2018", "2018年", "2018", "target"),
        ("hongqi-2019", "2018年", "2018", "actual"),
        ("hongqi-2019", "2019年", "2019", "target"),
        ("hongqi-2021", "2020年", "2020", "actual"),
        ("hongqi-2021", "十四五", "2021-2025", "target"),
        ("hongqi-2021", "2021年", "2021", "target"),
        ("hongqi-2023", "2022年", "2022", "actual"),
        ("hongqi-2023", "2023年", "2023", "target"),
        ("hongqi-2025", "2024年", "2024", "actual"),
        ("hongqi-2025", "2025年", "2025", "target"),
    ],
)
def test_the_sections_of_a_seed_know_their_time(
    name: str, title: str, period: str, mode: str, reports: dict[str, Report]
) -> None:
    """The first heading of level 1 that names the time, and all that stands below it without a time of its own."""
    found = reports[name]
    norm = found.text.norm
    at = next(
        (i for i, s in enumerate(found.sections) if s.level == 1 and title in norm[s.title.start : s.title.end]), None
    )
    if at is None:
        pytest.fail(
            f"no heading of {[norm[s.title.start : s.title.end] for s in found.sections if s.level == 1]} has {title}"
        )
    assert (found.sections[at].period, found.sections[at].mode) == (period, mode)
    below = [s for s in found.sections if s.parent == at]
    assert all(
        (s.period, s.mode) == (period, mode)
        for s in below
        if not re.search(r"\d{4}年|五", norm[s.title.start : s.title.end])
    )


@pytest.mark.parametrize(
    ("heading", "period", "mode"),
    [
        ("一、2021年工作回顾", "2021", "actual"),
        ("一、过去五年工作回顾", "2017-2021", "actual"),
        ("一、过去一年工作回顾", "2021", "actual"),
        ("一、“十三五”时期工作回顾", "2016-2020", "actual"),
        ("二、“十四五”时期的奋斗目标", "2021-2025", "target"),
        ("二、今后五年的主要目标任务", "2022-2026", "target"),
        ("三、2022年重点工作", "2022", "target"),
        ("三、今年的主要任务", "2022", "target"),
        ("二、到2035年远景目标", "2035", "target"),
        ("第一部分 2021年工作回顾", "2021", "actual"),
        ("二、下一步工作打算", "2022", "target"),
    ],
)
def test_what_time_a_heading_speaks_of(heading: str, period: str, mode: str) -> None:
    opening = "2022年政府工作报告\n各位代表：\n现在，我代表某某县人民政府作政府工作报告，请予审议。\n"
    found = report(opening + heading + "\n" + "我们扎实推进各项工作，人民生活持续改善，社会大局保持稳定。\n" * 20)
    first = next(s for s in found.sections if s.level == 1)
    assert (first.period, first.mode) == (period, mode)
