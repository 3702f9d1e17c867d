"""The year or years a number is about, and whether it was achieved, expected or promised."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from kg.model import Mode, ObservationMode, Report, Section
from kg.numerals import integer, plan_years

_CN = "一两二三四五六七八九十"
_CUE = re.compile(
    rf"(?=[\d“去上今本明近这过未接{_CN}])(?:"  # the characters that a time begins with save trying every form
    r"(?P<year>(?:19|20)\d\d)(?:年?[-—–~～至到]{1,2}(?P<last>(?:19|20)\d\d))?年(?P<since>以来|起)?"
    r"|(?P<word>去年|上一?年|今年|本年|明年|明后两年)"
    rf"|(?:近|这|过去的?)?(?P<past>[{_CN}\d])年(?:来(?!最|新[高低]|首次|罕见|未有)|间|以来|(?<=五年)(?=累计|共|实施|新增))"
    rf"|(?:过去|这|上)的?(?P<gone>[{_CN}])年"
    rf"|(?:今后|未来|接下来)的?(?P<next>[{_CN}])(?:[到至、]?[{_CN}])?年"
    rf"|(?P<within>[{_CN}\d])年(?:之?内|时间)"
    rf"|“?(?P<plan>十?[一二三四五六七八九]五)”?(?P<part>时期|期间|以来|末|五年|规划期))"
)
_OPENING = re.compile(
    r"(?:各位代表[！：，]|回顾|回首|总结|——|刚刚?|在|即将)*(?:(?:走过|刚刚?)的)?"
    rf"(?:过去的?(?:20\d\d年|[{_CN}]年)|20\d\d年(?=[，是])|[{_CN}]年来|这[{_CN}]年|“?十[一二三四五]五”?(?:时期|期间|以来)|(?:今后|未来)[{_CN}]年)"
)
_POINT = re.compile(r"\s*—")
_PLAN, _ONE_YEAR = re.compile(r"“?十[一二三四五六七八九]五”?"), re.compile(r"20\d\d年")
_HEADING = 40  # characters of a heading, which may run on into its first paragraph
_NO_DATE = re.compile(r"[—–-]*（?\d{4}年\d{1,2}月|今年是")
_TIMES = re.compile(r"”?(?:时期|末)?的?[近约]?[\d.两]+倍")  # 为“十二五”时期的1.7倍
_BASE = re.compile(r"(?:[比较与同是自]|相比|相较|对比|超过|高于|基于|起于|达到|相当于|距离?|结转|跨转)[“的]?$")
_HONOUR = re.compile(r"[^“”，。；]{0,12}(?:“[^”]*”|‘[^’]*’)?[^“”，。；]{0,16}[”》’]")  # “2010年全省先进县”称号
_NAME_AFTER = re.compile(r"）?》|(?:年度)?(?:远景|规划|行动|计划|政府|方案|版|纲要|愿景)|年?(?:发布|出台|印发)")
_AHEAD = re.compile(r"力争|确保|争取|目标|预期|计划(?:总)?投资|今后|未来|将(?![近军])|要(?![素求闻害点件道])|力求|努力")
_BEHIND = re.compile(
    r"(?<!项)目前|对剩余|截[至止]|现有(?![产企资])|我[省市县区](?:现|共|已)?有|(?<=[区市县省，])还有|今年以来"
    r"|已(?:经)?(?:完成|建成|实现|达|有|签约|落地|到位|累计|争取|进站|申报|入库|谋划|储备|梳理)"
)


Mark = tuple[int, int, str, str]  # where, 0 section 1 opening of a paragraph 2 its end, period, mode


class Times(NamedTuple):
    """Where sections begin, and the period and mode that hold from there."""

    starts: tuple[int, ...]
    periods: tuple[str, ...]
    modes: tuple[str, ...]
    year: int | None

    @classmethod
    def of(cls, report: Report) -> Times:
        """The report's sections in order; one that says nothing of its time goes on where the last one was."""
        norm, year = report.text.norm, report.header.year
        both = [s.span for s in report.sections if _of_two_times(s, norm)]
        marks: list[Mark] = [
            (s.span.start, 0, s.period, s.mode)
            for s in report.sections
            if _dated(s, report) and not any(span.start < s.span.start < span.end for span in both)
        ]
        for sentence in report.sentences:
            match = _OPENING.match(norm, sentence.start, sentence.end)
            period = _opened(match, year) if match else ""
            if period and year:
                mode: Mode = "actual" if int(period[-4:]) < year else "target"
                end = (
                    _end_of_list(norm, norm.find("\n", sentence.start))
                    if "-" in period
                    else norm.find("\n", sentence.start)
                )
                marks = [m for m in marks if m[1] or not sentence.start < m[0] < end]
                marks.append((sentence.start, 1, period, mode))
                if not any(span.covers(sentence) for span in both):
                    marks.append((end, 2, "", ""))
        return cls(*_timeline(sorted(mark for mark in marks if mark[0] >= 0)), year)

    def at(self, position: int) -> tuple[str, str]:
        """Period and mode of the section around a position."""
        i = bisect_right(self.starts, position) - 1
        period, mode = self.periods[i], self.modes[i]
        if not period and self.year:
            period = str(self.year if mode == "target" else self.year - 1)
        return period, mode


def _end_of_list(norm: str, end: int) -> int:
    """Where the points end that a paragraph introduces (五年来，取得五大成就：), each a paragraph that opens with a dash.

    >>> _end_of_list("五年来：\\n——甲。\\n——乙。\\n丙。", 4)
    14
    """
    while end >= 0 and (point := _POINT.match(norm, end + 1)):
        end = norm.find("\n", point.end())
    return end


def _timeline(marks: list[Mark]) -> tuple[tuple[int, ...], tuple[str, ...], tuple[str, ...]]:
    """Where each period begins.

    A paragraph that opens with its own time has it to its end; within a section on
    several years it holds until the next section, for the paragraphs after it go on in it."""
    starts, periods, modes = [0], [""], [""]
    section = ("", "")
    for at, kind, period, mode in marks:
        if kind == 0:
            section = (period or section[0], mode or section[1])
            period, mode = section
        elif kind == 2:
            if "-" in section[0] and periods[-1] != section[0]:
                continue
            period, mode = section
        starts.append(at)
        periods.append(period)
        modes.append(mode)
    return tuple(starts), tuple(periods), tuple(modes)


def _opened(match: re.Match[str], year: int | None) -> str:
    cue = _CUE.search(match[0])
    return _years(cue, year) if cue else ""


def _of_two_times(section: Section, norm: str) -> bool:
    """A review of a year and of a term (“十四五”时期和2025年工作回顾): what a paragraph opens with holds to the next one."""
    title = norm[section.title.start : min(section.title.end, section.title.start + _HEADING)]
    reviews = section.level == 1 and section.mode == "actual"
    return reviews and bool(_PLAN.search(title) and _ONE_YEAR.search(title))


def _dated(section: Section, report: Report) -> bool:
    """The line with the sitting's date is read as a heading; it dates nothing that follows."""
    title = report.text.norm[section.title.start : section.title.end]
    return bool(section.period or section.mode) and not _NO_DATE.match(title)


class Cue(NamedTuple):
    """Words of a sentence that tell a time: where they end, and the years."""

    end: int
    period: str


def cues(norm: str, start: int, end: int, year: int | None) -> Iterator[Cue]:
    """The times that a sentence states, years of comparison (比2015年) left out.

    >>> [c.period for c in cues("到2025年达到5亿元，去年完成，较2015年增长", 0, 24, 2022)]
    ['2025', '2021']
    >>> [c.period for c in cues("“十三五”期间，2016年至2018年，今后五年", 0, 24, 2022)]
    ['2016-2020', '2016-2018', '2022-2026']
    """
    if norm.find("年", start, end) < 0 and norm.find("五", start, end) < 0:
        return  # every time that a sentence states names a year or a plan
    for match in _CUE.finditer(norm, start, end):
        if match["year"] and norm[match.start() - 1] in "“《‘" and _HONOUR.match(norm, match.end()):
            continue
        base = _TIMES.match(norm, match.end()) or _BASE.search(norm, max(start, match.start() - 4), match.start())
        if base or _NAME_AFTER.match(norm, match.end()):
            continue
        period = _years(match, year)
        if period:
            yield Cue(match.end(), period)


def _years(match: re.Match[str], year: int | None) -> str:
    if match["year"]:
        last = match["last"] or (str(year - 1) if match["since"] and year and int(match["year"]) < year - 1 else "")
        return f"{match['year']}-{last}" if last and last > match["year"] else match["year"]
    if match["plan"]:
        span = plan_years(match["plan"])
        return "" if span is None else f"{span[1]}" if match["part"] == "末" else f"{span[0]}-{span[1]}"
    if year is None:
        return ""
    if match["word"]:
        return str(year + {"去": -1, "上": -1, "今": 0, "本": 0, "明": 1}[match["word"][0]])
    back, ahead = match["past"] or match["gone"], match["next"] or match["within"]
    number = integer(back or ahead) or 1
    if back:
        return _span(year - number, year - 1)
    return _span(year, year + number - 1)


def _span(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}-{last}"


def narrowed(period: str, stage: str, dated: bool = False) -> str:
    """A state reached is one of the last year of a period, a state left one of the year before it.

    A state left that has a date of its own (由2020年的53家) has that.

    >>> [narrowed("2016-2020", stage) for stage in ("ends", "begins", "")], narrowed("2021", "ends")
    (['2020', '2015', '2016-2020'], '2021')
    >>> narrowed("2021", "begins"), narrowed("2021", "begins", dated=True)
    ('2020', '2021')
    """
    first, dash, last = period.partition("-")
    if stage not in {"ends", "begins"} or (dated and not dash):
        return period
    if not dash:
        return str(int(period) - 1) if stage == "begins" and period else period
    return last if stage == "ends" else str(int(first) - 1)


def mode_of(section: str, period: str, year: int | None, words: str) -> ObservationMode:
    """Achieved, expected or promised: from the section, the years, and the words of the sentence up to the number.

    >>> mode_of("actual", "2021", 2022, "预计完成"), mode_of("actual", "2025", 2022, "到2025年")
    ('estimate', 'target')
    >>> mode_of("target", "2022", 2022, ""), mode_of("target", "2022", 2022, "目前已签约")
    ('target', 'actual')
    """
    last = int(period[-4:]) if period else None
    if year and last:
        if last > year or (last == year and section != "actual" and not _BEHIND.search(words)):
            return "target"
        if last < year:
            return "estimate" if "预计" in words else "actual"
    if section == "target":
        return "actual" if _BEHIND.search(words) and not _AHEAD.search(words) else "target"
    if "预计" in words:
        return "estimate"
    return "target" if not section and _AHEAD.search(words) else "actual"
