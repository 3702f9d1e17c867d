"""Targets paired with what a later report of the same place says came of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from kg.model import Chapter, Report
from kg.promises.comparing import agreeing, far
from kg.promises.figures import exact
from kg.promises.passages import excepted, partly, unfinished, words_before
from kg.promises.records import Outcome, Promise
from kg.promises.statements import Said, said
from kg.promises.subjects import Subject, fixed, narrower
from kg.promises.verdicts import aim_of, judge
from kg.promises.wording import reason

_NEWS_MONTH = "11"  # a report given from this month on may say what its own year came to


def find_promises(chapters: Sequence[Chapter]) -> tuple[Promise, ...]:
    """Each target of the reports of one place, with what came of it as a later report says, or why that is not known."""
    numbers = said(chapters)
    ledger = _Ledger(numbers)
    return tuple(ledger.promise(one) for one in numbers if one.seen.mode == "target")


def _beside(one: Said, other: Said) -> bool:
    return one.report.id == other.report.id and one.subject.scope == other.subject.scope


def _after(report: Report, target: Report, last: int) -> bool:
    """Whether a report may say what the years up to `last` came to: it is a later one, given when they were over."""
    year = report.header.year or 0
    return report.id != target.id and (year > last or (year == last and report.header.date[5:7] >= _NEWS_MONTH))


def _alike(one: Subject, other: Subject) -> bool:
    return (one.measure, one.scope, one.yearly) == (other.measure, other.scope, other.yearly)


class _Ledger:
    """What came of things, by what the numbers are of."""

    def __init__(self, numbers: Sequence[Said]) -> None:
        self.loose: dict[tuple[str, str, str], list[Said]] = defaultdict(list)
        self.levels: dict[tuple[str, str, str], list[Said]] = defaultdict(list)
        self.years: dict[int, list[str]] = defaultdict(list)
        for one in numbers:
            ids = self.years[one.report.header.year or 0]
            if one.report.id not in ids:
                ids.append(one.report.id)
            if one.seen.mode != "target" and one.subject.name and not partly(one.report, one.seen):
                self.loose[one.subject.loose].append(one)
                if one.seen.measure == "level":
                    self.levels[(one.subject.name, one.subject.scope, one.subject.period)].append(one)

    def promise(self, target: Said) -> Promise:
        """A target with its outcome."""
        last = target.subject.period[-4:]
        if not last.isdigit():
            return _unknown(target, "period")
        if not fixed(target.subject, target.seen):
            return _unknown(target, "unfixed")
        heard = [one for one in self.loose[target.subject.loose] if _after(one.report, target.report, int(last))]
        same = [one for one in heard if _alike(one.subject, target.subject)]
        if not same:
            return self._unheard(target, heard, int(last) + 1)
        first = [one for one in same if one.report.id == same[0].report.id]
        return self._judged(target, agreeing(target, first))

    def _unheard(self, target: Said, heard: Sequence[Said], year: int) -> Promise:
        """No report says it in the same measure and scope: was the report held at all, does it say something near it?"""
        heard = [one for one in heard if one.seen.measure != "rank"]
        if heard:
            first = [one for one in heard if one.report.id == heard[0].report.id]
            scoped = any(one.seen.measure == target.seen.measure for one in first)
            return _unknown(target, "scope" if scoped else "measure", beside=first)
        if year in self.years:
            return _unknown(target, "unstated", "、".join(self.years[year]))
        return replace(_unknown(target, "unheld", str(year)), needed=str(year))

    def _judged(self, target: Said, actuals: Sequence[Said]) -> Promise:
        """The verdict on the statements that speak of the same thing."""
        if len(actuals) > 1:
            return _unknown(target, "disagree", actuals=actuals)
        actual = actuals[0]
        aim, code = aim_of(target.seen, words_before(target.report, target.seen))
        if aim is None:
            return _unknown(target, code, actuals=actuals)
        if far(target, actual):
            return _unknown(target, "scope", actuals=actuals)
        notes = [excepted(one.report.text.norm) for one in (target, actual)]
        if target.seen.measure != "growth" and bool(notes[0]) != bool(notes[1]):
            return _unknown(target, "scope", notes[0] or notes[1], actuals=actuals)
        rebased = self._rebased(actual)
        told = f"{rebased.seen.value}{rebased.seen.unit}, {rebased.seen.period}, {rebased.report.id}" if rebased else ""
        if told and target.seen.measure != "growth":
            return _unknown(target, "scope", told, actuals=actuals)
        if target.seen.measure == "level" and not target.seen.concept and unfinished(actual.report, actual.seen):
            return _unknown(target, "stage", actuals=actuals)
        outcome, code = judge(aim, actual.seen)
        if outcome == "unknown":
            return _unknown(target, code, actuals=actuals)
        return _promise(target, outcome, reason("rebased", told) if told else "", actuals)

    def _rebased(self, actual: Said) -> Said | None:
        """Last year's level where the level moved one way and the growth that the report states another: a new base."""
        subject = actual.subject
        if not subject.period.isdigit() or subject.measure not in ("level", "growth"):
            return None
        grown = [one for one in self.loose[subject.loose] if one.seen.measure == "growth" and _beside(one, actual)]
        now = [one for one in self.levels[subject.name, subject.scope, subject.period] if _beside(one, actual)]
        if not (grown and now):
            return None
        rate, new = exact(grown[0].seen), exact(now[0].seen)
        for name in (subject.name, *narrower(subject.name)):
            before = self.levels[name, subject.scope, str(int(subject.period) - 1)]
            old = [one for one in before if (one.report.header.year or 0) < (actual.report.header.year or 0)]
            past = exact(old[-1].seen) if old else None
            if past is None:
                continue
            if rate is None or new is None or new[1] != past[1]:
                return None
            fell = name == subject.name and rate[0] < 0 < new[0] - past[0]
            return old[-1] if fell or rate[0] > 0 > new[0] - past[0] else None
        return None


def _promise(
    target: Said, outcome: Outcome, why: str, actuals: Sequence[Said] = (), beside: Sequence[Said] = ()
) -> Promise:
    rule = "" if not (actuals or beside) else "same-indicator" if target.seen.concept else "same-name"
    return Promise(
        target.cited,
        tuple(a.cited for a in actuals),
        tuple(b.cited for b in beside),
        outcome,
        why,
        "",
        rule or "unpaired",
    )


def _unknown(
    target: Said, code: str, detail: str = "", *, actuals: Sequence[Said] = (), beside: Sequence[Said] = ()
) -> Promise:
    return _promise(target, "unknown", reason(code, detail), actuals, beside)
