"""Whether a target was met: the bound that it sets, the way its indicator is meant to move, and what was stated."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from kg.lexicon import rows
from kg.model import Observation
from kg.promises.figures import bound_words, ends, stated, tolerance
from kg.promises.records import Outcome

_HELD_DOWN = (
    "控制",
    "不超",
    "压减至",
    "压缩至",
    "压缩到",
    "减至",
    "降至",
    "降到",
    "降低到",
    "下降到",
    "降低至",
    "下降至",
    "减少到",
)


@dataclass(frozen=True, slots=True)
class Aim:
    """What a target asks for: at least `floor`, at most `ceiling`; `strict` where the mark itself must be passed.

    With `settled` false a figure far on the good side of an "about" target settles nothing.
    """

    floor: Fraction | None
    ceiling: Fraction | None
    unit: str
    strict: bool = False
    settled: bool = True


@cache
def _directions() -> dict[str, str]:
    return {word: row["direction"] for row in rows("promise_directions.tsv") for word in row["words"].split()}


def direction_of(name: str) -> str:
    """Which way an indicator is meant to move: higher, lower, ceiling or open.

    >>> [direction_of(n) for n in ("地区生产总值", "城镇登记失业率", "居民消费价格指数", "化解债务", "常住人口")]
    ['higher', 'lower', 'ceiling', 'higher', 'open']
    """
    fitting = [word for word in _directions() if word in name and not _followed(word, name)]
    if any(_directions()[word] == "higher" for word in fitting):
        return "higher"
    return _directions()[max(fitting, key=len)] if fitting else "higher"


def _followed(word: str, name: str) -> bool:
    """失业人员再就业 is no matter of 失业率; 常住人口城镇化率 is none of 常住人口."""
    rest = name.partition(word)[2]
    return _directions()[word] == "open" and len(rest) > 1


def compared(seen: Observation) -> tuple[str, str]:
    """What a change is measured against where the qualifier names it, and the word of the bound: 高于全省, 左右.

    >>> compared(Observation("甲", "", "change", "1", "个百分点", "高于全省平均水平以上", "target", "", None, None, ""))
    ('高于全省', '以上')
    """
    if seen.qualifier in bound_words():
        return "", seen.qualifier
    word = next((w for w in bound_words() if seen.qualifier.endswith(w)), "")
    return re.sub("平均(?:水平|增速|增幅)?|预期目标", "", seen.qualifier.removesuffix(word)), word


def _bound(target: Observation) -> str:
    """The bound that the qualifier sets; "?" for a qualifier that sets none that is known."""
    if target.measure != "change":
        return bound_words().get(target.qualifier, "?" if target.qualifier else "")
    against, word = compared(target)
    return bound_words().get(word, "") if not against or against.startswith(("高于", "快于", "优于", "超过")) else "?"


def aim_of(target: Observation, before: str) -> tuple[Aim | None, str]:
    """What a target asks for, or the code of the reason why that cannot be said; `before` are the words up to its number."""
    found = ends(target)
    if found is None:
        return None, "figure"
    low, high, unit = found
    bound = "" if target.measure == "rank" else _bound(target)
    falling = target.measure in ("growth", "change") and high < 0
    way = "lower" if falling or target.measure == "rank" else direction_of(target.concept + target.indicator)
    if way in ("higher", "ceiling", "open") and not falling and any(word in before for word in _HELD_DOWN):
        way = "lower"
    if bound == "?" or (falling and bound in ("ceiling", "below", "nearly")):
        return None, "figure"
    return _aim(low, high, unit, bound, way, falling)


def _aim(low: Fraction, high: Fraction, unit: str, bound: str, way: str, falling: bool) -> tuple[Aim | None, str]:
    if bound in ("ceiling", "below"):
        return Aim(None, high, unit, bound == "below"), ""
    if bound in ("floor", "above", "more"):
        passed = bound == "above"
        return (Aim(None, high, unit, passed) if falling else Aim(low, None, unit, passed)), ""
    if way == "open":
        return None, "direction"
    slack = tolerance(low, unit) if bound in ("about", "nearly") else Fraction(0)
    if way == "lower":
        return Aim(None, high + slack, unit), ""
    if way == "ceiling":
        return Aim(low - slack, high + slack, unit, settled=False), ""
    return Aim(low - slack, None, unit), ""


def judge(aim: Aim, actual: Observation) -> tuple[Outcome, str]:
    """The outcome, and the code of the reason where it is unknown."""
    figure = stated(actual)
    if figure is None:
        return "unknown", "figure"
    if figure.unit != aim.unit:
        return "unknown", "unit"
    verdicts: set[Outcome | str] = set()
    if aim.ceiling is not None:
        verdicts.add(_within(figure.low, figure.high, aim.ceiling, aim.strict))
    if aim.floor is not None:
        low, high = figure.high, figure.low
        verdict = _within(None if low is None else -low, None if high is None else -high, -aim.floor, aim.strict)
        verdicts.add("direction" if verdict == "missed" and not aim.settled else verdict)
    if "missed" in verdicts:
        return "missed", ""
    return ("met", "") if verdicts == {"met"} else ("unknown", min(v for v in verdicts if v != "met"))


def _within(low: Fraction | None, high: Fraction | None, ceiling: Fraction, strict: bool) -> str:
    """Whether all of an interval lies under a ceiling."""
    if strict and low == high == ceiling:
        return "equal"
    if high is not None and high <= ceiling:
        return "met"
    if low is not None and low > ceiling:
        return "missed"
    return "rough"
