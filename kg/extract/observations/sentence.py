"""One sentence read from left to right: which number says what about which subject."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import pairwise

from kg.extract.observations import nouns
from kg.extract.observations.among import of_whole
from kg.extract.observations.apiece import apiece
from kg.extract.observations.cues import Lead, comparison, lead, pace_ranked, qualifier_after, qualifier_behind, ranking
from kg.extract.observations.figures import Figure
from kg.extract.observations.governing import governed
from kg.extract.observations.lists import JOINTS, alike, joint_names
from kg.extract.observations.owners import owned
from kg.extract.observations.ranks import ranked_alike
from kg.extract.observations.rungs import classed
from kg.extract.observations.screening import states
from kg.extract.observations.stages import base_of, measure_of, stage_of
from kg.extract.observations.subjects import subjects
from kg.extract.observations.thread import Place, Reading, Subject, Thread
from kg.extract.observations.told import told_before
from kg.extract.observations.topics import of_the_first, with_owner
from kg.extract.observations.wording import worded
from kg.model import Measure
from kg.qualifiers import IN_ALL, YEARLY

_BREAK = re.compile(  # a short remark in brackets breaks nothing, nor does the mark of a note
    r"（(?:[^（）\d，。；]{1,12}）|(?<=”（)\d{1,2}）)?|，|。|；|：|！|？|）|\n|\.(?<=[一-鿿]\.)(?=[一-鿿])"
)
_LINK = re.compile(r"^(?:[、和及与或，]|以及|，?并|)$")
_AMOUNT_AND_GROWTH = re.compile(r"(?P<of>.{3,}?)(?P<first>总量|总额)[和及、与]?(?P<second>增速|增幅)")
_LEAVING = re.compile(r"[由从比较是]“?$")
_RISEN = re.compile(
    r"[从由](?P<scope>全[国球省市县区]|世界|[一-鿿]{2,6}?)第?[\d一二三四五六七八九十]+[位名]?[^，。；\d第]{1,10}第?$"
)
_EACH = re.compile(r"每[人户亩](?:每[年月])?|(?<!达)各(?=$)")
_EVEN = re.compile("(?<!平)均")
_SHAREABLE = frozenset({"Ratio", "Position", "Percent-point"})
_FROM_BEFORE = frozenset({"carried", "part-of", "owner-before", "respectively"})
_LONGEST = 90  # characters of a quotation that reaches back to its subject


def read(norm: str, start: int, end: int, figures: list[Figure], thread: Thread) -> Iterator[Reading]:
    """The readings of a sentence's figures, in order; `thread` is new, and holds then what the sentence was about."""
    inside = {at for f in figures if f.kind == "Proportion" for at in range(f.start, f.end)}
    breaks = [start]
    for match in _BREAK.finditer(norm, start, end):
        at = match.start()
        if match.end() == at + 1 and at not in inside:
            breaks.append(at + 1)
    breaks.append(end + 1)
    i = 0
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
        if figure.kind == "Clock" and norm.endswith("连续", bound + 2, figure.start):
            continue  # 评估连续4年全国第一
        if figure.kind == "Clock":
            edges.append(figure.start)
            if not _LEAVING.search(norm, max(left, figure.start - 4), figure.start):
                bound = figure.end + (norm.startswith("度", figure.end) and not norm.startswith("度假", figure.end))
        elif not _within(scopes, figure) and states(norm, left, right, figure):
            edges.append(figure.start)
            kept.append((figure, bound))
            step = nouns.STEPS.match(norm, figure.end) if figure.unit == "个" else None
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
        verbal = told_before(norm, place, ranked_alike(norm, place, verbal, thread), thread)
        whose = owned(norm, place, verbal, found[-1] if found else None, thread)
        found.append(of_whole(norm, place, whose, thread))
    closing = _closing(norm, group, found)
    if ranked := _amount_and_pace(norm, group, cue, found[0]):
        cue = cue._replace(move="")
        group, found = group if len(group) == 2 else group * 2, ranked
    for place, subject in zip(group, found, strict=True):
        joint = _both(subject, cue) if place.figure.kind in _SHAREABLE else []
        for name in [with_owner(each, thread) for each in of_the_first(joint)] or [subject.name]:
            if name:
                named = subject if name == subject.name else subject._replace(name=name)
                yield _reading(norm, place, cue, named, thread, closing)
    thread.fresh += [(subject.name, subject.at) for subject in dict.fromkeys(found)]


def _closing(norm: str, group: list[Place], found: list[Subject]) -> str:
    """The qualifier behind the last number of a list with 分别, which holds for all (分别增长3%、3%、5%以上)."""
    listed = len(group) > 1 and all(subject.rule == "respectively" for subject in found)
    return qualifier_after(norm, group[-1].figure.end) if listed else ""


def _both(subject: Subject, cue: Lead) -> list[str]:
    """The names that share a number: those of a list, or an amount and its growth (总量及增速均居全市第二)."""
    two = _AMOUNT_AND_GROWTH.fullmatch(subject.name)
    if two:
        return [two["of"] + two["first"], two["of"] + two["second"]]
    joint = joint_names(subject.name)
    return joint or (alike(subject.name) if "均" in cue.words or "双双" in cue.words else [])


def _amount_and_pace(norm: str, group: list[Place], cue: Lead, subject: Subject) -> list[Subject]:
    """An amount and its pace, both of which are ranked (总量及增速分别居全市第2位、第4位, 总量、增速均居全省第二)."""
    if group[0].figure.kind != "Position" or len(group) > 2 or cue.move not in {"增速", "增幅"}:
        return []
    if norm[cue.end - 1] not in "、和及与" or not norm.endswith(("总量", "总额"), 0, cue.end - 1):
        return []
    both = (subject.name, f"{subject.name[:-2]}{cue.move}") if subject.name.endswith(("总量", "总额")) else ()
    return [subject._replace(name=name, rule="respectively") for name in both]


def _ranked(norm: str, place: Place) -> tuple[int, str] | None:
    start = place.figure.start
    return ranking(norm, place.left, start) or ranking(norm, place.clause, start)


def _lead(norm: str, place: Place) -> Lead:
    """The cue words before a number; what is compared (高于全省) and the scope of a rank count as cue words."""
    figure = place.figure
    if figure.kind == "Position":
        at, scope = _ranked(norm, place) or (figure.start, "")
        if not scope and (risen := _RISEN.search(norm, place.clause, figure.start)):
            scope = risen["scope"]  # 从全球第11位跃升至第7位
        inner = lead(norm, place.left, at)
        move = inner.move or pace_ranked(norm, place.clause, at)
        return inner._replace(end=max(place.left, inner.end), move=move, qualifier=scope, words=norm[at : figure.start])
    if figure.kind == "Percent-point":
        match = comparison(norm, place.left, figure.start)
        if match:
            inner = lead(norm, place.left, match.start())
            return inner._replace(falls=False, arrives=False, qualifier=match[0].rstrip("约近了"))
    return lead(norm, place.left, figure.start)


def _reading(norm: str, place: Place, cue: Lead, subject: Subject, thread: Thread, closing: str = "") -> Reading:
    figure, at, rule = place.figure, subject.at, subject.rule
    measure = measure_of(norm, figure, cue, subject, thread)
    measure, name, cue = worded(norm, place, cue, subject, measure)
    falls = cue.falls and not cue.arrives and measure in {"growth", "change"} and not figure.value.startswith("-")
    after = (
        ""
        if measure == "rank"
        else qualifier_after(norm, figure.end) or figure.infix or qualifier_behind(norm, figure.end) or closing
    )
    stage = stage_of(norm, place, cue, name, measure, thread)
    _remember(norm, place, subject, measure, thread)
    thread.reached = stage == "ends" and measure == "level"
    left = min(at, place.clause) if rule in _FROM_BEFORE else place.clause
    return Reading(
        figure,
        name,
        measure,
        value=f"-{figure.value}" if falls else figure.value,
        qualifier=(base_of(norm, place) if measure == "share" else "")
        + _at_least(norm, place, cue)
        + _manner(norm, place, cue, (name, rule), measure, thread)
        + cue.qualifier
        + after,
        left=left if place.clause_end - left <= _LONGEST else place.clause,
        right=place.clause_end,
        rule=rule,
        stage=stage,
    )


def _at_least(norm: str, place: Place, cue: Lead) -> str:
    """The 至少 that stands before the verb: 至少引入1家子公司."""
    apart = not cue.qualifier and norm.find("至少", place.left, place.figure.start) >= 0
    return "至少" if apart else ""


def _manner(norm: str, place: Place, cue: Lead, of: tuple[str, str], measure: Measure, thread: Thread) -> str:
    """年均 before a growth, 累计, 各 or 每人每年 before an amount: without it, it would be read as that of its period, or of all."""
    name, rule = of
    if measure in {"growth", "change"}:
        said = YEARLY if YEARLY in cue.words else IN_ALL if IN_ALL in cue.words else ""
        if not said and measure == "growth" and _EVEN.search(cue.words) and JOINTS.search(name):
            return "均"  # 甲、乙产值均增长20%以上
        if said or measure == "growth":
            return "" if said in name else said
    if measure not in {"level", "change"}:
        return ""
    if measure == "level" and YEARLY in cue.words and YEARLY not in name:
        return YEARLY  # 就业创业年均超过46万人
    if each := _EACH.search(cue.words) if cue.words else None:
        thread.each = each[0]
    if each or (thread.each and rule in {"carried", "respectively"}):
        return thread.each  # 从每人每月202元、270元提高到209元、280元
    if ("均" in cue.words or "双双" in cue.words) and JOINTS.search(name):
        return "均"  # 甲、乙均达到20万吨: each of them
    if of_each := apiece(norm, place, name):
        return of_each
    summed = norm.find(IN_ALL, place.clause, place.figure.start) >= 0 and IN_ALL not in name
    return IN_ALL if summed and not cue.qualifier.startswith(IN_ALL) else ""


def _part(norm: str, place: Place, subject: Subject, thread: Thread) -> bool:
    """Whether a number counts a part of what was counted before: after 其中, and in the list that it opens, more of its kind."""
    if norm.find("其中", max(place.clause, place.left - 60), place.figure.start) >= 0:
        return True
    akin = place.figure.unit == thread.topic_unit and subject.name[-2:] == thread.topic[-2:]
    return (
        akin
        and subject.rule in {"noun-before", "owner-before"}
        and norm.find("其中", max(thread.topic_at, place.left - 120), place.figure.start) >= 0
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
        if counted and not _part(norm, place, subject, thread):
            thread.topic_unit = place.figure.unit
            thread.topic, thread.topic_at = nouns.topical(subject.name), at
