"""Units of measurement: what kind of quantity each is, and values in base units, exactly."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from functools import cache

from kg.lexicon import rows
from kg.numerals import integer

_MAGNITUDES = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}


@cache
def units() -> dict[str, tuple[str, Fraction, str]]:
    """Every unit of kg/data/units.tsv: its base unit, the factor to it, and the kind of quantity."""
    return {row["unit"]: (row["base"], Fraction(row["factor"]), row["kind"]) for row in rows("units.tsv")}


@cache
def stems() -> tuple[str, ...]:
    """The units without the 万 or 亿 before them (平方米 of 万平方米); 千米 and 个亿 stay whole."""
    found = set()
    for unit in units():
        rest = unit.lstrip("十百千万亿")
        found.update([rest] if rest in units() else [unit, rest] if rest else [unit])
    return tuple(sorted(found))


@cache
def unit_of(unit: str) -> tuple[str, Fraction, str] | None:
    """Base unit, factor and kind of a unit, a magnitude before it read as such even where the table has no such row.

    >>> unit_of("百万公里"), unit_of("丈")
    (('米', Fraction(1000000000, 1), 'Length'), None)
    """
    known = units().get(unit)
    if known or len(unit) < 2 or unit[0] not in _MAGNITUDES:
        return known
    rest = unit_of(unit[1:])
    return rest and (rest[0], rest[1] * _MAGNITUDES[unit[0]], rest[2])


def base_fraction(value: str, unit: str) -> tuple[Fraction, str] | None:
    """The exact value in base units, None where the value is no single number or the unit is unknown.

    >>> base_fraction("1000", "亩"), base_fraction("2—3", "家")
    ((Fraction(2000000, 3), '平方米'), None)
    """
    found = unit_of(unit)
    number = _fraction(value.replace(",", ""))
    return None if number is None or found is None else (number * found[1], found[0])


def _fraction(value: str) -> Fraction | None:
    """The number that is written 3.5, 1/3, 三分之一 or 一 (番).

    >>> _fraction("三分之一"), _fraction("1/6"), _fraction("0.4:17:82"), _fraction("1/0")
    (Fraction(1, 3), Fraction(1, 6), None, None)
    """
    whole, _, part = value.partition("分之")
    below, above = integer(whole), integer(part)
    if below and above:
        return Fraction(above, below)
    try:
        return Fraction(value)
    except (ValueError, ZeroDivisionError):
        number = integer(value)
        return None if number is None else Fraction(number)


def base_value(value: str, unit: str) -> tuple[Decimal | None, str]:
    """The value in base units as an exact decimal; an area that no decimal of 平方米 gives exactly stays in 亩.

    >>> base_value("193.2", "亿元"), base_value("1.2", "万㎡")
    ((Decimal('19320000000'), '元'), (Decimal('12000'), '平方米'))
    >>> base_value("22.5", "亩"), base_value("1000", "亩")
    ((Decimal('15000'), '平方米'), (Decimal('1000'), '亩'))
    >>> base_value("0.43:17.23:82.34", ""), base_value("-14.39", "%")
    ((None, ''), (Decimal('-14.39'), '%'))
    """
    exact = base_fraction(value, unit)
    if exact is None:
        return None, (unit_of(unit) or (unit,))[0]
    number, base = exact
    found = _decimal(number)
    if found is None and unit.endswith("亩"):
        return _decimal(number * 3 / 2000), "亩"
    return found, base


def _decimal(number: Fraction) -> Decimal | None:
    """A fraction as a decimal where one is exactly it: one whose denominator has no prime factor but 2 and 5."""
    places, rest = 0, number.denominator
    while rest % 10 == 0 or rest % 5 == 0 or rest % 2 == 0:
        rest //= 10 if rest % 10 == 0 else 5 if rest % 5 == 0 else 2
        places += 1
    if rest != 1:
        return None
    scaled = number * 10**places
    text = f"{'-' if scaled < 0 else ''}{abs(scaled.numerator)}E-{places}"
    whole = Decimal(text)
    return whole.quantize(Decimal(1)) if whole == whole.to_integral_value() else Decimal(text).normalize()
