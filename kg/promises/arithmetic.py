"""The arithmetic between reports: does this year's level with this year's growth lead back to last year's level?"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import cache

from kg.lexicon import words
from kg.model import Chapter
from kg.promises.figures import exact, rounding
from kg.promises.passages import partly, words_before
from kg.promises.records import Discrepancy
from kg.promises.statements import Said, said
from kg.promises.subjects import fixed
from kg.promises.wording import note

_MARGIN = Fraction(1, 200)  # beyond rounding: half of one per cent
_NOTABLE, _LARGE = 2, 10  # per cent, or percentage points of growth
_REAL = re.compile(r"可比价|不变价|实际增长|扣除")

Key = tuple[str, str, str]


def find_discrepancies(chapters: Sequence[Chapter]) -> tuple[Discrepancy, ...]:
    """Figures of the reports of one place that do not agree, in the order of the reports."""
    by_report: dict[str, dict[Key, dict[str, list[Said]]]] = {}
    earlier: dict[Key, Said] = {}
    found: list[Discrepancy] = []
    for one in said(chapters):
        if one.seen.mode == "target" or one.seen.measure not in ("level", "growth") or not _clean(one):
            continue
        keys = by_report.setdefault(one.report.id, defaultdict(lambda: defaultdict(list)))
        keys[_key(one)][one.seen.measure].append(one)
    for keys in by_report.values():
        for key, measures in keys.items():
            found += _stated_twice(measures["growth"])
            found += _led_back(key, measures, earlier)
        earlier.update({key: m["level"][0] for key, m in keys.items() if m["level"] and _one(m["level"])})
    return tuple(found)


def _clean(one: Said) -> bool:
    """A plain number of one year of a thing that can be told apart."""
    return (
        one.subject.period.isdigit()
        and fixed(one.subject, one.seen)
        and exact(one.seen) is not None
        and not partly(one.report, one.seen)
        and (one.seen.measure == "level" or one.seen.unit == "%")
    )


def _key(one: Said) -> Key:
    return f"{one.subject.deed}:{one.subject.name}", one.subject.scope, one.subject.period


def _one(found: Sequence[Said]) -> bool:
    """Whether all statements give one figure."""
    return len({exact(one.seen) for one in found}) == 1


def _stated_twice(growths: Sequence[Said]) -> Iterator[Discrepancy]:
    """Two sentences of a report give one standard indicator two growths; figures that differ by rounding are one."""
    for other in growths[1:]:
        one, gap = growths[0], _value(other) - _value(growths[0])
        between = one.report.text.norm[one.seen.number.end : other.seen.number.start]
        apart = one.seen.concept and ("。" in between or "\n" in between)
        if apart and abs(gap) > rounding(one.seen) + rounding(other.seen):
            yield Discrepancy(None, one.cited, other.cited, None, gap, _grade(gap), note("twice"), "stated-twice")
            return


def _led_back(key: Key, measures: dict[str, list[Said]], earlier: dict[Key, Said]) -> Iterator[Discrepancy]:
    """Level and growth of a report against the level that an earlier report gave for the year before."""
    name, scope, year = key
    previous = earlier.get((name, scope, str(int(year) - 1)))
    levels, growths = measures["level"], measures["growth"]
    if previous is None or not (levels and growths and _one(levels) and _one(growths)):
        return
    level, growth = levels[0], growths[0]
    rate = 1 + _value(growth) / 100
    now, then = exact(level.seen), exact(previous.seen)
    if now is None or then is None or now[1] != then[1] or rate <= 0 or then[0] <= 0:
        return
    implied = _value(level) / rate
    gap = (implied - _value(previous)) / _value(previous) * 100
    if abs(implied - _value(previous)) > _slack(level, growth, previous):
        why = note(_why(level, growth, previous))
        yield Discrepancy(level.cited, growth.cited, previous.cited, implied, gap, _grade(gap), why, "led-back")


def _slack(level: Said, growth: Said, previous: Said) -> Fraction:
    """How far the implied level may be off by the rounding of the three figures, and a margin."""
    rate, half = 1 + _value(growth) / 100, rounding(growth.seen) / 100
    spread = (
        (_value(level) + rounding(level.seen)) / (rate - half) - _value(level) / rate if rate > half else Fraction(0)
    )
    return spread + rounding(previous.seen) + _value(previous) * _MARGIN


def _value(one: Said) -> Fraction:
    found = exact(one.seen)
    return found[0] if found else Fraction(0)  # only plain numbers come here


def _why(level: Said, growth: Said, previous: Said) -> str:
    """The code of what may lie behind a gap."""
    if (_value(growth) > 0) != (_value(level) > _value(previous)):
        return "scope"
    name = level.subject.name
    if any(w in name for w in _constant()) or _REAL.search(words_before(growth.report, growth.seen)):
        return "prices"
    return "estimate" if previous.seen.mode == "estimate" else "revision"


@cache
def _constant() -> tuple[str, ...]:
    return words("promise_constant_prices.txt")


def _grade(gap: Fraction) -> str:
    return "small" if abs(gap) < _NOTABLE else "notable" if abs(gap) < _LARGE else "large"
