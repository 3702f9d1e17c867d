"""One sentence read from left to right: which number says what about which subject."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import pairwise

from kg.extract.observations.cues import Lead, comparison, lead, qualifier_after, ranking
from kg.extract.observations.figures import Figure
from kg.extract.observations.governing import governed
from kg.extract.observations.lists import joint_names
from kg.extract.observations.names import STEPS
from kg.extract.observations.owners import owned
from kg.extract.observations.screening import states
from kg.extract.observations.subjects import Subject, subjects, with_owner
from kg.extract.observations.thread import Place, Reading, Thread
from kg.model import Measure

_BREAK = re.compile(r"（[^（）\d，。；]{1,12}）|[，。；：！？（）\n]")  # a short remark in brackets breaks nothing
_LINK = re.compile(r"^(?:[、和及与或，]|以及|，?并|)$")
_LEFT = re.compile(r"[由从][^，由从\d到至]{0,9}(?:\d{1,4}年前的?|[末年]的?)$")
_YEARLY = re.compile(r"，?(?:同比|[比较][上去]年)")
_KEEPS = re.compile(r"保持|稳定|维持|年均|累计")
_LEAVING = re.compile(r"[由从比较]“?$")
_PART = re.compile(r"占|比重|率")
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
            step = STEPS.match(norm, figure.end) if figure.unit == "个" else None
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
        verbal = governed(norm, place, subject, thread)
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
    measure = _measure(figure, cue, subject, thread)
    falls = cue.falls and not cue.arrives and measure in {"growth", "change"} and not figure.value.startswith("-")
    after = "" if measure == "rank" else qualifier_after(norm, figure.end) or figure.infix
    _remember(norm, place, subject, measure, thread)
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
        stage=_stage(norm, place, cue),
    )


def _remember(norm: str, place: Place, subject: Subject, measure: Measure, thread: Thread) -> None:
    """Keep what the sentence is about now: a rank or a share says more of the same, what is 其中 is no new topic."""
    at = min(subject.at, place.left)
    thread.measure = measure
    if measure == "rank":
        if subject.rule == "noun-before":
            thread.last, thread.last_at = subject.name, subject.at
    elif subject.rule not in {"carried", "part-of", "clause-before"}:
        thread.last, thread.last_at, thread.unit = subject.name, at, place.figure.unit
        counted = place.figure.kind == "Count" and subject.rule in {"noun-before", "noun-after"}
        if counted and norm.find("其中", max(place.clause, place.left - 60), place.figure.start) < 0:
            thread.topic, thread.topic_at = subject.name, at


def _stage(norm: str, place: Place, cue: Lead) -> str:
    """Whether a number is of the end, the beginning or the whole of a period of several years."""
    figure = place.figure
    if cue.begins or _LEFT.search(norm, max(place.clause, figure.start - 20), figure.start):
        return "begins"
    yearly = _YEARLY.search(cue.words) or _YEARLY.match(norm, figure.end)
    if yearly or (cue.ends and not _KEEPS.search(cue.words)):
        return "ends"
    return "whole" if "年均" in cue.words else ""


def _measure(figure: Figure, cue: Lead, subject: Subject, thread: Thread) -> Measure:
    fixed = _MEASURES.get(figure.kind)
    if fixed or figure.unit == "番":
        return fixed or "growth"
    moves = bool(cue.move) and not cue.arrives
    if figure.kind == "Ratio":
        rate = subject.name.endswith(("率", "比重", "占比")) and cue.move in _POINTS and figure.unit == "%"
        if not cue.move and subject.rule == "carried" and thread.measure == "growth" and not _PART.search(cue.words):
            return "growth"  # 增长7%以上、力争达到8%
        return "change" if moves and rate else "growth" if moves else "share"
    return "change" if moves and not cue.breaks and subject.rule != "noun-after" else "level"
