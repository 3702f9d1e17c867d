"""The numbers of a text with their units: 1.2万平方米, 20余家, 2—3个, 0.43:17.23:82.34, 第六, 三分之一, 翻一番.

What only looks like a number of something is left out here: codes (PM2.5, 4A, 863), ordinals, broken decimals.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from kg.extract.observations.units import stems, unit_of
from kg.lexicon import rows
from kg.numerals import integer

_VALUE = r"(?:\d{1,3}(?:,\d{3}){1,4}(?!\d)|\d{1,12})(?:\.\d{1,6})?"
_DASH = r"[—–~～−-]{1,2}"
_NO_START = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.,第+/〔[_#№∶×*")
_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ+0123456789")


class Figure(NamedTuple):
    """A number as met: its range with the unit, its value and unit as written, and what sort of quantity it is.

    `kind` is the unit's kind in units.tsv (Money, Count …), or Position (第六, 前十), Proportion (0.4:17:82), Bare (no
    unit at all) or Clock (a time, no figure); `infix` is the 余 or 多 that stands inside (20余家).
    """

    start: int
    end: int
    value: str
    unit: str
    kind: str
    infix: str = ""


def alternation(words: Iterable[str]) -> str:
    """A regular expression for any of the words, longest first, branched on the first character to keep it fast.

    >>> alternation(["个", "个百分点", "亩"])
    '(?:个(?:百分点|)|亩)'
    """
    groups: dict[str, list[str]] = {}
    for word in sorted(set(words), key=lambda w: (-len(w), w)):
        groups.setdefault(word[0], []).append(re.escape(word[1:]))
    branches = (
        re.escape(first) + (f"(?:{'|'.join(rest)})" if len(rest) > 1 else rest[0]) for first, rest in groups.items()
    )
    return f"(?:{'|'.join(branches)})"


def cue_words(role: str) -> tuple[str, ...]:
    """The words that kg/data/observation_cues.tsv lists under a role."""
    return tuple(word for row in rows("observation_cues.tsv") if row["role"] == role for word in row["words"].split())


_CLOCK = frozenset(cue_words("clock"))
_GUARDS = {row["unit"]: tuple(row["not_before"].split()) for row in rows("unit_guards.tsv")}
_UNIT = alternation({*stems(), *_CLOCK})
_BETWEEN = re.compile(rf"{_DASH}$|[至到]$")
_RUN = re.compile(r"\d\d*")  # no \d+: what begins with one character is found sooner
_BROKEN = re.compile(r"[\d.,]+")
_PROPORTION = re.compile(rf"{_VALUE}(?:[：∶]{_VALUE}){{1,4}}(?![\d.：∶%万亿]|{_UNIT})")
_PART = re.compile(r"\d{1,2}/\d{1,2}(?![\d/.月年])")
_AMOUNT = re.compile(
    rf"(?P<value>{_VALUE})(?:(?P<dash>(?:[万亿]?{_UNIT})?{_DASH}|[至到])(?P<last>{_VALUE}))?"
    rf"(?P<a>[余多来几])?(?P<mag>[十百千万亿]{{0,3}})(?P<b>[余多来])?(?P<unit>{_UNIT})?"
)
_AFTER_RANK = "，。；、）”的并和及且：\n"  # a rank without 位 or 名 ends its clause; 第一产业 is none
_CN = "零一二三四五六七八九十百两〇"
_WORDED = re.compile(
    r"[第前后百翻二三四五六七八九十一两几]"
    r"(?:(?<=[第前])(?P<rank>\d{1,3}|[一二三四五六七八九十]{1,3})(?P<place>位|名|强)?"
    r"|(?<=后)(?P<low>\d{1,3}|[一二三四五六七八九十]{1,3})(?P<of>位|名)"
    rf"|(?<=百)分之(?P<percent>[{_CN}]{{1,6}}(?:点[{_CN}]{{1,4}})?)"
    r"|(?<=翻)了?(?P<doublings>[一两二三四五\d])?番"
    r"|(?<=[二三四五六七八九十])分之(?P<part>[一二三四五六七八九]{1,2})"
    r"|(?<=[一两二三四五六七八九十])(?P<times>倍))"
)


def figures(norm: str, clean: str) -> Iterator[Figure]:
    """Every figure of a text in order, both those in digits and those in words."""
    found = [*_in_digits(norm, clean), *_in_words(norm)]
    found.sort(key=lambda figure: figure.start)
    last = 0
    for figure, follower in zip(found, [*found[1:], None], strict=False):
        if figure.start >= last:
            last = figure.end
            open_ended = figure.kind == "Bare" or figure.unit == "个"
            yield _sharing(norm, figure, follower) if follower and open_ended else figure


def _sharing(norm: str, figure: Figure, follower: Figure) -> Figure:
    """A number whose unit stands after the next one: 低11.7和9.6个百分点, 高于全省2.2个和3.7个百分点."""
    listed = follower.start - figure.end == 1 and norm[figure.end] in "、和"
    near = listed and (follower.unit == "个百分点" or (follower.kind == "Ratio" and not figure.unit))
    return figure._replace(unit=follower.unit, kind=follower.kind) if near else figure


def _in_digits(norm: str, clean: str) -> Iterator[Figure]:
    done = 0
    for run in _RUN.finditer(norm):
        start = run.start()
        if start < done:
            continue
        before = norm[start - 1 : start]
        figure = None if before in _NO_START and before else _amount(norm, clean, start)
        if figure is None:
            done = _BROKEN.match(norm, start).end()  # type: ignore[union-attr]
        else:
            done = figure.end
            yield figure


def _amount(norm: str, clean: str, start: int) -> Figure | None:
    """The figure that begins at a digit, None where the digits are part of a code or badly written."""
    proportion = _PROPORTION.match(norm, start)
    if proportion:
        return Figure(start, proportion.end(), clean[start : proportion.end()], "", "Proportion")
    part = _PART.match(norm, start)
    if part:
        return Figure(start, part.end(), part[0], "", "Fraction")
    match = _AMOUNT.match(norm, start)
    if match is None:
        return None
    value, end = match["value"], match.end()
    sign = norm[start - 1 : start]
    if sign and sign in "-－–—~～−":
        before = norm[start - 2 : start - 1]
        if before.isalnum() and before.isascii():
            return None
        if sign == "-" and before != "-":
            start, value = start - 1, f"-{value}"
    if match["last"]:
        value = f"{value}{_BETWEEN.search(match['dash'])[0]}{match['last']}"  # type: ignore[index]
    unit, end = _unit(norm, match)
    after = norm[end : end + 2]
    runs_on = after and (after[0] in _LETTERS or (after[0] in ".," and after[1:].isdigit()))
    if runs_on and not (unit and after[0].isdigit()):
        return None
    if not unit and after.startswith("强"):
        return Figure(start, end + 1, value, "强", "Position")
    infix = (match["a"] or match["b"] or "") if unit else ""
    return Figure(start, end, value, unit, _kind(unit), infix)


def _unit(norm: str, match: re.Match[str]) -> tuple[str, int]:
    """The unit that really stands there and where it ends: 项 of 项目 is none, 张床位 is 张."""
    name, end = match["unit"] or "", match.end()
    while name:
        guards = _GUARDS.get(name)
        if not (guards and norm.startswith(guards, end)):
            break
        end -= 1
        name = name[:-1] if unit_of(name[:-1]) else ""
        if not name:
            end = match.start("unit")
    if name or match["mag"]:
        return match["mag"] + name, end
    return "", match.end("last") if match["last"] else match.end("value")


def _kind(unit: str) -> str:
    if not unit:
        return "Bare"
    if unit in _CLOCK:
        return "Clock"
    known = unit_of(unit)
    return known[2] if known else "Count"


def _in_words(norm: str) -> Iterator[Figure]:
    """Ranks, fractions, multiples and percentages in Chinese numerals; plain counts (两所) are left to the reader."""
    for match in _WORDED.finditer(norm):
        start, end = match.span()
        if match["rank"] or match["low"]:
            value = integer(match["rank"] or match["low"])
            if value and (match["place"] or match["of"] or norm[end : end + 1] in _AFTER_RANK):
                yield Figure(start, end, str(value), match["place"] or match["of"] or "位", "Position")
        elif match["percent"]:
            yield Figure(start, end, _percent(match["percent"]), "%", "Ratio")
        elif match["doublings"] or norm[end - 1] == "番":
            times = integer(match["doublings"]) if match["doublings"] else 1
            yield Figure(start, end, str(times), "番", "Ratio")
        elif match["part"]:
            yield Figure(start, end, f"{integer(match['part'])}/{integer(match[0][0])}", "", "Fraction")
        elif match["times"] and norm[start - 1] not in "十百千万几数":
            yield Figure(start, end, str(integer(match[0][:-1])), "倍", "Ratio")


def _percent(text: str) -> str:
    """百分之 in digits.

    >>> _percent("五"), _percent("九十点五")
    ('5', '90.5')
    """
    whole, _, part = text.partition("点")
    digits = "".join(str(integer(c)) for c in part)
    return f"{integer(whole)}.{digits}" if part else str(integer(whole))
