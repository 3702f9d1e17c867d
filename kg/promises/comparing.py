"""Whether statements of what came agree with each other, and whether they can be held against a target."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from kg.model import Observation
from kg.promises.figures import stated
from kg.promises.statements import Said
from kg.promises.subjects import stock
from kg.promises.verdicts import compared

_FAR = 3  # an amount that differs from its target by more than this factor is of another thing
_FAR_WORK = 5  # the same where both are a year's work: 新增, 改造


def agreeing(target: Said, found: Sequence[Said]) -> list[Said]:
    """One statement where all agree or where only one is written as the target is, else all that differ."""
    distinct: list[Said] = []
    for one in sorted(found, key=lambda s: bool(s.seen.qualifier)):
        if not any(_same(one.seen, other.seen) for other in distinct):
            distinct.append(one)
    if len(distinct) > 1:
        written = [one for one in distinct if one.seen.indicator == target.seen.indicator]
        distinct = written if len(written) == 1 else distinct
    return sorted(distinct, key=lambda s: s.cited.number)


def _same(one: Observation, other: Observation) -> bool:
    a, b = stated(one), stated(other)
    return (one.value, one.unit) == (other.value, other.unit) or (a is not None and b is not None and a.meets(b))


def far(target: Said, actual: Said) -> bool:
    """A count that is a multiple of its target, or all there is where a year's work was promised, is another thing."""
    if target.seen.measure == "rank":
        return target.seen.qualifier != actual.seen.qualifier
    if target.seen.measure == "change":
        return compared(target.seen)[0] != compared(actual.seen)[0]
    if target.seen.measure != "level":
        return False
    kinds = {stock(target.report, target.seen), stock(actual.report, actual.seen)}
    if {True, False} <= kinds:
        return True
    wanted, came = stated(target.seen), stated(actual.seen)
    if wanted is None or came is None or wanted.unit != came.unit:
        return False
    values = [f.low or f.high or Fraction(0) for f in (wanted, came)]
    return min(values) * (_FAR_WORK if kinds == {False} else _FAR) < max(values)
