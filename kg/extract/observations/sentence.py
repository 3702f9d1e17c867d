"""One sentence read from left to right: which number says what about which subject."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from kg.extract.observations import names
from kg.extract.observations.completing import completed
from kg.extract.observations.cues import Lead, comparison, lead, qualifier_after, ranking
from kg.extract.observations.deeds import last_deed
from kg.extract.observations.figures import Figure, cue_words
from kg.extract.observations.governing import governed
from kg.extract.observations.lists import joint_names
from kg.extract.observations.owners import owned
from kg.extract.observations.rungs import classed
from kg.extract.observations.screening import states
from kg.extract.observations.subjects import Subject, subjects
from kg.extract.observations.thread import Place, Reading, Thread
from kg.extract.observations.topics import with_owner
from kg.model import Measure

_BREAK = re.compile(r"（[^（）\d，。；]{1,12}）|[，。；：！？（）\n]")  # a short remark in brackets breaks nothing
_LINK = re.compile(r"^(?:[、和及与或，]|以及|，?并|)$")
_LEFT = re.compile(r"[由从][^，由从\d到至]{0,9}(?:\d{1,4}年前的?|[末年]的?)$")
_YEARLY = re.compile(r"，?(?:同比|[比较][上去]年)")
_KEEPS = re.compile(r"保持|控制|稳定|维持|年均|累计")
_STOCK = re.compile(
    r"(?<!增长)(?<!办[结复理])(?<!满意)(?<!合格)(?<!回复)率$|比[重例]$|占比$|余额$|总[量数]$|(?<!新增)里程$|保有量$|存量$|总规模$|总面积$|装机(?:容量|规模)?$|常住人口$|户籍人口$|覆盖面$"
)
_FLOWS = re.compile(
    r"新增|净增|引进|争取|发放|减免|减税|培训|签约|投入|完成|招引|转移|吸引|累计|化解|办结|补充|新建|新改建|解决"
)
_CUT = re.compile(r"(?:精简|压缩|压减|减少|降低|削减|缩短)(?P<what>[^占率比]{2,12})")
_URGED = re.compile(r"^(?:促进|推动|带动|拉动)(?=[一-鿿]{4})(?!作用|效应)")
_SCOPED = re.compile(r"(?<=..)(?<!占)在?(?P<where>全[国省市县区])$")
_AGAINST = re.compile(r"，(?:均?是|为)20\d\d年的")  # 447亿元，是2006年的2.4倍
_LASTING = re.compile("连续|稳居|保持|每年|连年|始终|蝉联|持续|年均|累计|长期|一直")
_RATES = frozenset(cue_words("pace"))
_TIMES = re.compile(r"[是为](?:20\d\d年|“?十[一二三四]五”?末)的?[近约]?$")  # 是2011年的2.1倍
_LEAVING = re.compile(r"[由从比较是]“?$")
_PART = re.compile(r"占|比重|率")
_GROWS = re.compile(r"(?:以上|左右|以内)?的?(?:速度|两位数)?增长(?![到至为])|的?(?:增速|增幅)")
_PRICES = re.compile(r"(?:全[省市县区])?(?:居民)?(?:CPI|消费价格|物价)(?:总水平|总指数|指数)?(?:（CPI）)?")
_POINTS = frozenset({"提高", "提升", "上升", "下降", "降低"})
_SHAREABLE = frozenset({"Ratio", "Position", "Percent-point"})
_FROM_BEFORE = frozenset({"carried", "part-of", "owner-before", "respectively"})
_MEASURES: dict[str, Measure] = {
    "Position": "rank",
    "Percent-point": "change",
    "Proportion": "share",
    "Fraction": "share",
}
_LONGEST = 90  # characters of a quotation that reaches back to its subject


def read(norm: str, start: int, end: int, figures: list[Figure]) -> Iterator[Reading]:
    """The readings of a sentence's figures, in order."""
    inside = {at for f in figures if f.kind == "Proportion" for at in range(f.start, f.end)}
    breaks = [start]
    for match in _BREAK.finditer(norm, start, end):
        at = match.start()
        if match.end() == at + 1 and at not in inside:
            breaks.append(at + 1)
    breaks.append(end + 1)
    thread, i = Thread(), 0
    for left, after in pairwise(breaks):
        right = after - 1
        clause = []
        while i < len(figures) and figures[i].start < after:
            clause.append(figures[i])
            i += 1
        if clause:
            yield from _clause(norm, left, right, clause, thread)
            thread.next_clause()


def _clause(norm: str, left: int, right: int, figures: list[Figure], thread: Thread) -> Iterator[Reading]:
    places = _places(norm, left, right, figures)
    group: list[Place] = []
    for place in places:
        if group and not _LINK.match(_between(norm, group[-1].figure, place.figure)):
            yield from _group(norm, group, thread)
            group = []
        group.append(place)
    if group:
        yield from _group(norm, group, thread)


def _between(norm: str, first: Figure, second: Figure) -> str:
    return norm[first.end + len(qualifier_after(norm, first.end)) : second.start]


def _places(norm: str, left: int, right: int, figures: list[Figure]) -> list[Place]:
    """The clause's figures that state something, each with the text that is its own."""
    scopes = [
        range(found[0], figure.start)
        for figure in figures
        if figure.kind == "Position" and (found := ranking(norm, left, figure.start))
    ]
    kept: list[tuple[Figure, int]] = []  # with where its own text begins
    edges: list[int] = []
    bound = left
    for figure in figures:
        if figure.kind == "Clock":
            edges.append(figure.start)
            if not _LEAVING.search(norm, max(left, figure.start - 4), figure.start):
                bound = figure.end
        elif not _within(scopes, figure) and states(norm, left, right, figure):
            edges.append(figure.start)
            kept.append((figure, bound))
            step = names.STEPS.match(norm, figure.end) if figure.unit == "个" else None
            bound = step.end() if step else figure.end + len(qualifier_after(norm, figure.end))
    edges.append(right)
    return [
        Place(figure, own, right=edges[bisect_left(edges, figure.end)], clause=left, clause_end=right)
        for figure, own in kept
    ]


def _within(scopes: list[range], figure: Figure) -> bool:
    """A number that tells what a rank is a rank among (全省53个建制区)."""
    if figure.kind == "Position" or not scopes:
        return False
    i = bisect_right(scopes, figure.start, key=lambda scope: scope.start) - 1
    return i >= 0 and figure.start in scopes[i]


def _group(norm: str, group: list[Place], thread: Thread) -> Iterator[Reading]:
    """Numbers that follow each other with nothing but 、 or 和 between them: one subject, or as many as numbers."""
    first = group[0]
    if first.figure.kind == "Position" and not _ranked(norm, first):
        return
    cue = _lead(norm, first)
    found: list[Subject] = []
    for place, subject in zip(group, subjects(norm, group, cue, thread), strict=True):
        verbal = governed(norm, place, classed(norm, place, subject, thread), thread)
        found.append(owned(norm, place, verbal, found[-1] if found else None, thread))
    for place, subject in zip(group, found, strict=True):
        joint = joint_names(subject.name) if place.figure.kind in _SHAREABLE else []
        for name in [with_owner(each, thread) for each in joint] or [subject.name]:
            if name:
                yield _reading(norm, place, cue, subject._replace(name=name), thread)
    thread.fresh.extend((subject.name, subject.at) for subject in dict.fromkeys(found))


def _ranked(norm: str, place: Place) -> tuple[int, str] | None:
    start = place.figure.start
    return ranking(norm, place.left, start) or ranking(norm, place.clause, start)


def _lead(norm: str, place: Place) -> Lead:
    """The cue words before a number; what is compared (高于全省) and the scope of a rank count as cue words."""
    figure = place.figure
    if figure.kind == "Position":
        at, scope = _ranked(norm, place) or (figure.start, "")
        inner = lead(norm, place.left, at)
        return inner._replace(end=max(place.left, inner.end), qualifier=scope, words=norm[at : figure.start])
    if figure.kind == "Percent-point":
        match = comparison(norm, place.left, figure.start)
        if match:
            inner = lead(norm, place.left, match.start())
            return inner._replace(falls=False, arrives=False, qualifier=re.sub("[约近了]+$", "", match[0]))
    return lead(norm, place.left, figure.start)


def _reading(norm: str, place: Place, cue: Lead, subject: Subject, thread: Thread) -> Reading:
    figure, name, at, rule = place.figure, *subject
    measure = _measure(norm, figure, cue, subject, thread)
    if measure == "share" and figure.unit == "%" and (cut := _CUT.fullmatch(name)):
        measure, name, cue = "growth", cut["what"], cue._replace(falls=True)  # 精简会议41%
    if measure == "growth" and name[0] in "促推带拉":
        name = _URGED.sub("", name)  # 带动一般公共预算收入增长6.6%
    if measure == "rank" and (scope := _SCOPED.search(name)):
        name = name[: scope.start()]  # 进度全市排名第一
        cue = cue._replace(qualifier=cue.qualifier or scope["where"])
    if rule == "noun-before" and "、" in name:
        name = last_deed(name)
    name = completed(norm, place, subject._replace(name=name), measure)
    if measure == "rank" and cue.move in _RATES and cue.move not in name:
        name += cue.move  # 增幅居全省第五: the growth is ranked, not the amount
    falls = cue.falls and not cue.arrives and measure in {"growth", "change"} and not figure.value.startswith("-")
    after = "" if measure == "rank" else qualifier_after(norm, figure.end) or figure.infix
    stage = _stage(norm, place, cue, name, measure, thread)
    _remember(norm, place, subject, measure, thread)
    thread.reached = stage == "ends" and measure == "level"
    left = min(at, place.clause) if rule in _FROM_BEFORE else place.clause
    return Reading(
        figure,
        name,
        measure,
        value=f"-{figure.value}" if falls else figure.value,
        qualifier=cue.qualifier + after,
        left=left if place.clause_end - left <= _LONGEST else place.clause,
        right=place.clause_end,
        rule=rule,
        stage=stage,
    )


def _remember(norm: str, place: Place, subject: Subject, measure: Measure, thread: Thread) -> None:
    """Keep what the sentence is about now: a rank or a share says more of the same, what is 其中 is no new topic."""
    at = min(subject.at, place.left)
    thread.measure = measure
    if measure == "rank":
        if subject.rule in {"noun-before", "owner-before"}:
            thread.last, thread.last_at = subject.name, subject.at
    elif subject.rule not in {"carried", "part-of", "clause-before"}:
        thread.last, thread.last_at, thread.unit = subject.name, at, place.figure.unit
        counted = place.figure.kind == "Count" and subject.rule in {"noun-before", "noun-after"}
        if counted and norm.find("其中", max(place.clause, place.left - 60), place.figure.start) < 0:
            thread.topic_unit = place.figure.unit
            thread.topic, thread.topic_at = names.without_fate(subject.name), at


@lru_cache(maxsize=8192)
def _is_stock(name: str) -> bool:
    """Whether a name is one of a state (余额, 覆盖率), not of what was done in a time."""
    return bool(_STOCK.search(name))


def _stage(norm: str, place: Place, cue: Lead, name: str, measure: Measure, thread: Thread) -> str:
    """Whether a number is of the end, the beginning or the whole of a period of several years."""
    figure = place.figure
    if cue.begins or _LEFT.search(norm, max(place.clause, figure.start - 20), figure.start):
        return "begins"
    yearly = (cue.words and _YEARLY.search(cue.words)) or _YEARLY.match(norm, figure.end)
    against = measure == "level" and norm.startswith("，", figure.end) and _AGAINST.match(norm, figure.end)
    if against and not _KEEPS.search(norm, place.clause, figure.start):
        return "" if _FLOWS.match(name) else "ends"
    if yearly or (cue.ends and not _KEEPS.search(cue.words) and not _FLOWS.match(name)):
        return "ends"
    if measure in {"level", "share"} and not (cue.move or thread.verb) and _is_stock(name):
        held = _KEEPS.search(norm, place.clause, figure.start) or (measure == "level" and _FLOWS.match(name))
        return "" if held else "ends"
    firms = thread.reached and figure.unit in {"家", "户", "万家", "万户"}
    if firms and norm[place.left : cue.end].lstrip("、，和及") == name and not names.says_deed(name):
        return "ends"  # 高新技术企业达到1100家、众创空间128家
    if figure.unit == "倍" and _TIMES.search(norm, max(place.clause, figure.start - 14), figure.start):
        return "ends"
    if measure == "rank" and not _LASTING.search(norm, place.clause, figure.start):
        return "ends"
    return "whole" if "年均" in cue.words else ""


def _measure(norm: str, figure: Figure, cue: Lead, subject: Subject, thread: Thread) -> Measure:
    fixed = _MEASURES.get(figure.kind)
    if fixed or figure.unit == "番":
        return fixed or "growth"
    moves = bool(cue.move) and not cue.arrives
    if figure.kind == "Ratio":
        rate = subject.name.endswith(("率", "比重", "占比")) and cue.move in _POINTS and figure.unit == "%"
        if not cue.move and subject.rule == "carried" and thread.measure == "growth" and not _PART.search(cue.words):
            return "growth"  # 增长7%以上、力争达到8%
        if figure.unit == "%" and _PRICES.fullmatch(subject.name) and len(figure.value.split(".")[0]) < 3:
            return "growth"  # CPI控制在3%以内
        if not cue.move and figure.unit == "%" and _GROWS.match(norm, figure.end):
            return "growth"  # 实现20%以上增长
        return "change" if moves and rate else "growth" if moves else "share"
    return "change" if moves and not cue.breaks and subject.rule != "noun-after" else "level"
