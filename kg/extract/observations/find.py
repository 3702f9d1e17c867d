"""A report's observations: figures, their sentences, their times, in one pass."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from kg.extract.concepts import concept_of, fits
from kg.extract.observations.among import following
from kg.extract.observations.bases import a_step, in_years, multiple, of_each_year, of_pace, since
from kg.extract.observations.doubtful import doubtful
from kg.extract.observations.figures import Figure, figures
from kg.extract.observations.misplaced import misplaced
from kg.extract.observations.nouns import STEPS
from kg.extract.observations.parts import of_a_part
from kg.extract.observations.periods import Times, cues, mode_of, narrowed
from kg.extract.observations.sentence import read
from kg.extract.observations.thread import Reading, Thread
from kg.extract.observations.unclear import unclear
from kg.extract.observations.unshared import unshared
from kg.model import Doubt, Observation, ObservationMode, Report
from kg.numerals import integer
from kg.qualifiers import YEARLY
from kg.text import Span

_FORESEEN = re.compile(  # opens a sentence, with no indicator before it, and holds for the whole of its list
    r"(?:全年|初步|目前|据|年底|年末|到|20\d\d年|全[国省市县区]|我[省市县区]|经济运行|一年来|[一二三四五六七八九十]是)*预计"
)
_IN_A_ROW = re.compile(r"连续(?P<years>[2-9二三四五六七八九])年[^，。；\d]{0,8}$")
_NOW = re.compile(
    r"(?:还|仍|尚|现)有[^，。；]*$|(?<!项)目前[^。；]*$"
)  # in a plan: how things stood when the year began
_RATE = re.compile(r"率|[比占]重|占比|比例|[强程]度|结构|安全感|[贷入]比|指数|密度")
_PACE = re.compile("(?:增速|增幅|增长率|增长)$")
_LAST_YEAR = ("上年", "上一年")  # in a section on a year it is the one before that
_RANGE_BEFORE = 3000  # characters before a 年均 in which the years are named that it is the average of


def find_observations(report: Report) -> list[Observation]:
    """Every number of the report's body that states something about the place, in the order of the text."""
    return observations_and_doubts(report)[0]


def observations_and_doubts(report: Report) -> tuple[list[Observation], list[Doubt]]:
    """The observations, and the numbers that were seen and of which the text does not say clearly what they are of."""
    found = _found(report)
    return [f for f in found if isinstance(f, Observation)], [f for f in found if isinstance(f, Doubt)]


def _found(report: Report) -> list[Observation | Doubt]:
    norm, times = report.text.norm, Times.of(report)
    starts = [sentence.start for sentence in report.sentences]
    found: list[Observation | Doubt] = []
    held: list[Figure] = []
    thread, known, current = Thread(), -2, -1
    for figure in [*figures(norm, report.text.clean), None]:
        index = bisect_right(starts, figure.start) - 1 if figure else -2
        if index != current and held:
            sentence = report.sentences[current]
            thread = following(norm, sentence.start, thread if known == current - 1 else None)
            found.extend(_sentence(report, sentence, held, times, thread))
            held, known = [], current
        current = index
        if figure:
            held.append(figure)
    return found


def _sentence(
    report: Report, sentence: Span, held: list[Figure], times: Times, thread: Thread
) -> Iterator[Observation | Doubt]:
    """The observations of one sentence; what its figures do not say of their time, its section says."""
    if all(f.kind in {"Clock", "Bare"} for f in held) or any(g.covers(sentence) for g in report.glossary):
        return
    norm = report.text.norm
    said = list(cues(norm, sentence.start, sentence.end, times.year))
    section_period, section_mode = times.at(held[0].start)
    left_at = -1  # where a state was left: the words before it (由2015年的53家) do not date the state reached
    before: Reading | None = None
    paced = ""  # the years of the yearly growth told last
    for reading in read(norm, sentence.start, sentence.end, held, thread):
        if follows := of_pace(norm, reading, before):
            reading = reading._replace(qualifier=YEARLY + reading.qualifier, stage="whole")
        elif how := of_each_year(norm, reading):
            reading = reading._replace(qualifier=how + reading.qualifier, stage="whole")
        elif reading.stage == "ends" and a_step(norm, reading):
            reading = reading._replace(stage="")
        at, concept = reading.figure.start, _concept(norm, reading)
        reason = (
            doubtful(norm, reading, concept)
            or unclear(norm, reading, before, concept)
            or misplaced(norm, reading)
            or unshared(norm, reading, before)
        )
        before = reading
        if reason:
            yield Doubt(Span(reading.left, reading.right), "observation", reason)
            continue
        until = left_at if reading.stage == "ends" and left_at >= reading.left else at
        known = bisect_right(said, until, key=lambda cue: cue.end)
        period = said[known - 1].period if known else section_period
        if reading.stage == "whole" and "-" not in period and "-" in section_period:
            period = section_period
        if reading.stage == "begins":
            left_at = at if not said or said[-1].end < reading.left else reading.left
        dated = (
            known > 0
            and said[known - 1].end >= at - (16 if reading.stage == "begins" and "和" in norm[at - 2 : at] else 3)
            and not norm.endswith(_LAST_YEAR, max(0, at - 8), said[known - 1].end)
        )
        if reading.stage == "begins" and not dated and "-" not in period and section_mode == "actual":
            period = _term_before(norm, at, times.year) or period
        period = narrowed(period, reading.stage, dated)
        if reading.stage == "whole" and reading.measure == "growth" and "-" not in period and section_mode == "actual":
            period = _range_before(norm, at, times.year) or period
        period = _last_years(norm, reading, period)
        stands = (reading.name.startswith("已") and norm[at - 1] in "的近约") or _NOW.search(norm, reading.left, at)
        if not known and section_mode == "target" and stands:
            period = str(times.year - 1) if times.year and period == str(times.year) else period
        mode = mode_of(section_mode, period, times.year, _words(norm, sentence.start, at))
        period = (
            paced
            if follows and paced
            else period
            if mode == "target"
            else since(norm, reading, in_years(norm, reading, period))
        )
        paced = period if reading.stage == "whole" else ""
        yield _observation(reading, concept, period, mode)


def _last_years(norm: str, reading: Reading, period: str) -> str:
    """The last four of the years of a term, where it has been so for four in a row (连续4年稳定在130亿斤以上)."""
    dash, last = period.partition("-")[1:]
    row = _IN_A_ROW.search(norm, max(reading.left, reading.figure.start - 20), reading.figure.start) if dash else None
    years = integer(row["years"]) if row else None
    return f"{int(last) - years + 1}-{last}" if years and years > 1 else period


def _words(norm: str, start: int, at: int) -> str:
    """The words before a number that tell whether it is achieved; the 预计 that opens the sentence is one of them."""
    words = norm[max(start, at - 40) : at]
    foreseen = norm.find("预计", start, at)
    if foreseen < 0 or "已" in words[-8:]:
        return words
    listed = norm.find("；", foreseen, at) < 0 or _FORESEEN.match(norm, start, at)
    if listed and norm.find("预计", start, start + 36) >= 0:
        return f"预计{words}"
    return words if listed else words.rpartition("；")[2]


def _range_before(norm: str, at: int, year: int | None) -> str:
    """The several years, now past, that the passage before a number speaks of last (五年来 … 年均增长)."""
    if not year:
        return ""
    ranges = [c.period for c in cues(norm, max(0, at - _RANGE_BEFORE), at, year) if c.period.endswith(f"-{year - 1}")]
    terms = [years for years in ranges if years == f"{year - 5}-{year - 1}"]
    return (terms or ranges or [""])[-1]


def _term_before(norm: str, at: int, year: int | None) -> str:
    """The several years, now past, that were the last time spoken of before a state left (回顾五年 … 由53家增至148家)."""
    last = [*cues(norm, max(0, at - _RANGE_BEFORE), at, year)][-1:]
    return last[0].period if last and year and last[0].period.endswith(f"-{year - 1}") else ""


def _concept(norm: str, reading: Reading) -> str:
    """The standard indicator; none where the number is a step (3个万亿元大关), of a part, or a share of what is an amount."""
    figure = reading.figure
    if figure.unit == "个" and STEPS.match(norm, figure.end):
        return ""
    if reading.measure == "rank" and _PACE.search(reading.name):
        return ""  # a rank of the pace is none of the amount
    concept = concept_of(reading.name)
    if reading.measure == "level" and concept and not fits(concept, figure.kind):
        return ""
    if concept and of_a_part(norm, reading):
        return ""
    of_amount = reading.measure == "share" and concept and not _RATE.search(concept)
    return "" if of_amount and not multiple(norm, reading) else concept


def _observation(reading: Reading, concept: str, period: str, mode: ObservationMode) -> Observation:
    figure = reading.figure
    return Observation(
        indicator=reading.name,
        concept=concept,
        measure=reading.measure,
        value=reading.value,
        unit=figure.unit,
        qualifier=reading.qualifier,
        mode=mode,
        period=period,
        number=Span(figure.start, figure.end),
        clause=Span(reading.left, reading.right),
        rule=reading.rule,
    )
