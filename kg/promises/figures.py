"""A written figure as the interval that it allows: 近5000家, 1万余人, 2—3个."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from kg.extract.observations import base_fraction
from kg.lexicon import rows
from kg.model import Observation

_RANGE = re.compile(r"(?<=[\d一-鿿])\s*[-—–~～至到]+\s*(?=\d)")
_PEOPLE = re.compile(r"人口|人员|劳动力|贫困群众")  # 10万贫困人口, 10万人
_FIRMS = re.compile(r"主体|企业|商户|公司")  # counted in 家, 个 and 户 alike
_ABOUT_POINTS, _ABOUT_SHARE = Fraction(1, 2), Fraction(1, 20)


@dataclass(frozen=True, slots=True)
class Figure:
    """The bounds of a figure in base units, None where it is open; `plain` where one exact number is written."""

    low: Fraction | None
    high: Fraction | None
    unit: str
    plain: bool = True

    def meets(self, other: Figure) -> bool:
        """Whether some number fits both."""
        below = self.high is not None and other.low is not None and self.high < other.low
        above = self.low is not None and other.high is not None and self.low > other.high
        return self.unit == other.unit and not below and not above


@cache
def bound_words() -> dict[str, str]:
    """Qualifiers and the bound they set: floor, above, ceiling, below, about, more, nearly.

    >>> bound_words()["不低于"], bound_words()["左右"]
    ('floor', 'about')
    """
    return {word: row["bound"] for row in rows("promise_bounds.tsv") for word in row["words"].split()}


def ends(seen: Observation) -> tuple[Fraction, Fraction, str] | None:
    """The number, or the two of a range, in base units; None where the figure is none or its unit unknown.

    >>> ends(Observation("甲", "", "level", "2—3", "家", "", "target", "", None, None, ""))
    (Fraction(2, 1), Fraction(3, 1), '个')
    """
    found = [base_fraction(part, seen.unit) for part in _RANGE.split(seen.value, maxsplit=1)]
    if found[0] is None or found[-1] is None:
        return None
    (low, unit), (high, _) = found[0], found[-1]
    if unit == "1" and _PEOPLE.search(seen.indicator):
        unit = "人"
    if unit == "户" and _FIRMS.search(seen.indicator + seen.concept):
        unit = "个"
    return (low, high, unit) if low <= high else None


def tolerance(value: Fraction, unit: str) -> Fraction:
    """How far from a figure 左右 reaches: half a percentage point and no more than a tenth of it, else a twentieth of it.

    >>> [str(tolerance(Fraction(v), u)) for v, u in (("8.5", "%"), ("3", "%"), ("5000", "人"))]
    ['1/2', '3/10', '250']
    """
    if unit in ("%", "个百分点"):
        return min(_ABOUT_POINTS, abs(value) / 10)
    return abs(value) * _ABOUT_SHARE


def stated(seen: Observation) -> Figure | None:
    """What a statement of what came allows: 近5000 is less than 5000, 1万余 is 1万 and less than 2万."""
    found = ends(seen)
    if found is None:
        return None
    low, high, unit = found
    bound = bound_words().get(
        seen.qualifier, "" if not seen.qualifier or seen.measure in ("rank", "change") else "about"
    )
    if low != high or not bound:
        return Figure(low, high, unit, low == high)
    if bound in ("floor", "above"):
        return Figure(low, None, unit, False) if low >= 0 else Figure(None, low, unit, False)
    if bound in ("ceiling", "below"):
        return Figure(None, low, unit, False)
    if bound == "more":
        return Figure(low, low + _last_digit(seen), unit, False)
    span = tolerance(low, unit)
    return Figure(low - span, low if bound == "nearly" else low + span, unit, False)


def exact(seen: Observation) -> tuple[Fraction, str] | None:
    """The number in base units with their name, where one exact number is written.

    >>> exact(Observation("甲", "", "level", "1.2", "万人", "", "actual", "", None, None, ""))
    (Fraction(12000, 1), '人')
    >>> exact(Observation("甲", "", "level", "1.2", "万人", "余", "actual", "", None, None, "")) is None
    True
    """
    figure = stated(seen)
    return (figure.low, figure.unit) if figure is not None and figure.plain and figure.low is not None else None


def in_unit(seen: Observation, unit: str) -> str:
    """The figure in another unit of its kind, as written where that cannot be done exactly.

    >>> in_unit(Observation("甲", "", "level", "9995", "人", "", "actual", "", None, None, ""), "万人")
    '0.9995'
    """
    one, found = base_fraction("1", unit), base_fraction(seen.value, seen.unit)
    if seen.unit == unit or one is None or found is None or one[1] != found[1]:
        return seen.value if seen.unit == unit else seen.value + seen.unit
    return plain(found[0] / one[0]) or seen.value + seen.unit


def worth(seen: Observation) -> Fraction:
    """What one of a figure's unit is worth in base units.

    >>> worth(Observation("甲", "", "level", "193.2", "亿元", "", "actual", "", None, None, ""))
    Fraction(100000000, 1)
    """
    found = base_fraction("1", seen.unit)
    return found[0] if found else Fraction(1)


def plain(number: Fraction, places: int = 12) -> str:
    """A fraction as a decimal number, blank where it has more than so many places.

    >>> plain(Fraction(9995, 10000)), plain(Fraction(-3)), plain(Fraction(1, 3))
    ('0.9995', '-3', '')
    """
    scaled = number * 10**places
    if scaled.denominator != 1:
        return ""
    return rounded(number, places)


def rounded(number: Fraction, places: int) -> str:
    """A fraction rounded to so many decimal places, noughts at the end left out.

    >>> rounded(Fraction(2, 3), 2), rounded(Fraction(-1, 8), 2), rounded(Fraction(5), 2)
    ('0.67', '-0.12', '5')
    """
    whole = round(number * 10**places)
    digits = f"{abs(whole):0{places + 1}d}"
    head, tail = (digits[:-places], digits[-places:].rstrip("0")) if places else (digits, "")
    return ("-" if whole < 0 else "") + head + (f".{tail}" if tail else "")


def rounding(seen: Observation) -> Fraction:
    """Half of the last decimal place that is written, in base units.

    >>> str(rounding(Observation("甲", "", "level", "170.1", "亿元", "", "actual", "", None, None, "")))
    '5000000'
    """
    decimals = len(seen.value.partition(".")[2])
    found = base_fraction(f"1e-{decimals}", seen.unit)
    return found[0] / 2 if found else Fraction(0)


def _last_digit(seen: Observation) -> Fraction:
    """The worth of the last digit of a figure that is not nought."""
    whole, _, part = seen.value.lstrip("-").partition(".")
    power = -len(part) if part else len(whole) - len(whole.rstrip("0"))
    found = base_fraction(f"1e{power}", seen.unit)
    return found[0] if found else Fraction(0)
