"""What spans reports, as the reports of a place double and as the places double: the exponent is 1 where cost is linear."""

from __future__ import annotations

import heapq
import math
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from benchmarks import Figure, Told
from benchmarks.extraction import paths
from kg.carryover import find_carried
from kg.digits import decode
from kg.extract.report import extract
from kg.ladder import Use, ladders, uses
from kg.lineage import trace
from kg.links import find_links
from kg.model import Chapter, Term
from kg.promises import find_promises
from kg.reader import read
from kg.resolve import finder_of, mentions, resolve

_ROUNDS = (2, 4, 8, 16)  # not from 1: a formulation that a place says once is compared with nothing
_SPAN = 40  # years from one copy of a place's reports to the next: longer than any place's own


def lines() -> Told:
    """One line a stage: seconds at each size and the exponent from the smallest to the largest."""
    place, chapters, terms = _place(_largest(paths()))
    yield f"{place}: {len(chapters)} reports, {len(terms)} terms, copied {_ROUNDS[-1]} times over further years and places"
    stages: dict[str, Callable[[Sequence[Chapter]], object]] = {
        "trace": lambda held: trace(place, held, terms),
        "promises": find_promises,
        "carryover": lambda held: find_carried([c.report for c in held]),
        "digits": lambda held: decode(held, terms),
    }
    for name, work in stages.items():
        work(chapters[:2])  # loads what is loaded once
        yield from _told("reports", "报告", name, [_seconds(work, _later(chapters, n)) for n in _ROUNDS])
    spent = [_seconds(lambda held: _traces(held, terms), _elsewhere(chapters, n)) for n in _ROUNDS]
    yield from _told("places", "地区", "trace", spent)
    yield from _told("places", "地区", "ladder", [_seconds(_climb, _uses(chapters, terms, 8 * n)) for n in _ROUNDS])


def _largest(found: Sequence[Path]) -> list[Path]:
    """The reports of the place with the most, by the names of the files."""
    groups: dict[str, list[Path]] = {}
    for path in found:
        groups.setdefault(path.stem.rpartition("-")[0], []).append(path)
    return max(groups.values(), key=len)


def _place(found: Sequence[Path]) -> tuple[str, list[Chapter], tuple[Term, ...]]:
    held = [(report, extract(report)) for report in map(read, found)]
    place = held[0][0].header.place
    terms = resolve(place, (c for _, findings in held for c in findings.candidates))
    finder = finder_of(terms)
    chapters = []
    for report, findings in held:
        seen = mentions(finder, report)
        chapters.append(Chapter(place, report, findings, tuple(seen), find_links(report, findings, seen), ()))
    return place, chapters, terms


def _copy(chapter: Chapter, suffix: str, years: int, place: str) -> Chapter:
    header = chapter.report.header
    dated = replace(header, year=(header.year or 0) + years, place=place)
    return replace(chapter, place=place, report=replace(chapter.report, id=chapter.report.id + suffix, header=dated))


def _later(chapters: Sequence[Chapter], rounds: int) -> list[Chapter]:
    """The same reports again in later years."""
    return [_copy(c, f"-{n}", n * _SPAN, c.place) for n in range(rounds) for c in chapters]


def _elsewhere(chapters: Sequence[Chapter], rounds: int) -> list[list[Chapter]]:
    """The same reports again in other places."""
    return [[_copy(c, f"-{n}", 0, f"{c.place}{n}") for c in chapters] for n in range(rounds)]


def _traces(places: Sequence[Sequence[Chapter]], terms: Sequence[Term]) -> None:
    for held in places:
        trace(held[0].place, held, terms)


def _uses(chapters: Sequence[Chapter], terms: Sequence[Term], rounds: int) -> list[list[str]]:
    return [
        [use.line() for use in uses(trace(held[0].place, held, terms), held)] for held in _elsewhere(chapters, rounds)
    ]


def _climb(places: Sequence[Sequence[str]]) -> None:
    for _ in ladders(map(Use.of_line, heapq.merge(*map(sorted, places)))):
        pass


def _seconds(work: Callable[[Any], object], given: Any) -> float:
    """Processor time of one run: a second one would find what the first has cached."""
    start = time.process_time()
    work(given)
    return time.process_time() - start


def _told(what: str, zh: str, stage: str, seconds: Sequence[float]) -> Told:
    exponent = math.log(seconds[-1] / seconds[0]) / math.log(_ROUNDS[-1] / _ROUNDS[0])
    name = f"{what} double: {stage}"
    yield f"{name:26} {'  '.join(f'{s:7.3f} s' for s in seconds)}   exponent {exponent:5.2f}"
    yield Figure(
        name, f"{zh}加倍：{stage}", exponent, "an eighth of them", most=1.05, unit="exponent", peer_zh="八分之一"
    )
