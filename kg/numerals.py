"""Numbers as reports write them: 一百七十, 两, 1.2万, 百分之八, 二〇二一, 十三五."""

from __future__ import annotations

import re
from decimal import Decimal

DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "两": 2,
    "双": 2,
    "俩": 2,
    "Ｏ": 0,
    "O": 0,
    "○": 0,
}
_TENS = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"万": 10**4, "亿": 10**8}
NUMERAL = "零一二三四五六七八九十百千万亿两〇"


def integer(text: str) -> int | None:
    """The whole number that a Chinese or Arabic numeral stands for, or None where it is no such numeral.

    >>> [integer(s) for s in ("十四", "两", "一百七十", "二〇二一", "15", "三万五千", "百", "三讲")]
    [14, 2, 170, 2021, 15, 35000, 100, None]
    """
    if not text:
        return None
    if text.isascii() and text.isdigit():
        return int(text)
    if all(c in DIGITS for c in text):
        return int("".join(str(DIGITS[c]) for c in text))
    return _compound(text)


def _compound(text: str) -> int | None:
    """Numerals with 十 百 千 万 亿, summed from the left; None on any other character."""
    total = section = 0
    digit: int | None = None
    for char in text:
        if char in DIGITS:
            digit = DIGITS[char]
        elif char in _TENS:
            section += (1 if digit is None else digit) * _TENS[char]
            digit = None
        elif char in _MYRIADS:
            section += digit or 0
            total = (
                (total + (section or 1)) * _MYRIADS[char] if char == "亿" else total + (section or 1) * _MYRIADS[char]
            )
            section, digit = 0, None
        else:
            return None
    return total + section + (digit or 0)


def decimal(text: str) -> Decimal | None:
    """The exact value of an Arabic or Chinese number with an optional 万 or 亿 after it, or of 百分之….

    >>> [decimal(s) for s in ("1.2万", "1,541.4亿", "百分之五", "三分之一", "1.2.3")]
    [Decimal('12000.0'), Decimal('154140000000.0'), Decimal('5'), None, None]
    """
    if text.startswith("百分之"):
        whole = integer(text[3:])
        return None if whole is None else Decimal(whole)
    match = re.fullmatch(r"(-?\d+(?:\.\d+)?)([万亿]*)", text.replace(",", ""))
    if match:
        factor = 1
        for unit in match[2]:
            factor *= _MYRIADS[unit]
        return Decimal(match[1]) * factor
    whole = integer(text)
    return None if whole is None else Decimal(whole)


_PLAN = re.compile(r"[一二三四五六七八九十]{1,3}(?=五)")


def plan_years(name: str) -> tuple[int, int] | None:
    """First and last year of a five-year plan: 十三五 is 2016 to 2020, 九五 is 1996 to 2000.

    >>> plan_years("十三五"), plan_years("九五"), plan_years("一五"), plan_years("三五牌")
    ((2016, 2020), (1996, 2000), (1953, 1957), None)
    """
    if not name.endswith("五") or name[:-1] in {"二", "三"}:  # their years are not five and are not in use
        return (1958, 1962) if name == "二五" else (1966, 1970) if name == "三五" else None
    number = integer(name[:-1])
    if number is None or not 1 <= number <= 20:
        return None
    start = 1953 if number == 1 else 1951 + 5 * number
    return start, start + 4
