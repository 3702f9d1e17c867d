"""Word's automatic numbers: 一、（一）1. are not in a document's text, and have to be counted as Word counts them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from kg.reader.formats.ooxml import Element, attribute, child, children, name, value


@dataclass(slots=True)
class _Level:
    """How one level of a list is numbered."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    restart: int | None = None  # after which level it starts anew; None is any above it, 0 is never
    style: str = ""


@dataclass(slots=True)
class _List:
    """A list as used: which counters it shares, its levels, and where it begins anew."""

    abstract: str
    levels: dict[int, _Level]
    starts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """The numbers of a document's paragraphs, asked for in the order in which the paragraphs stand."""

    def __init__(self, numbering: Element | None, styles: Element | None) -> None:
        abstracts = dict(_abstracts(numbering))
        self.lists = {attribute(e, "numId"): _list(e, abstracts) for e in children(numbering, "num")}
        self.styles = {attribute(e, "styleId"): e for e in children(styles, "style")}
        self.counts: dict[str, dict[int, int]] = {}
        self.begun: set[tuple[str, int]] = set()

    def label(self, properties: Element | None) -> str:
        """What Word shows before a paragraph with these properties; blank for none and for a bullet."""
        number, level = self._place(properties)
        used = self.lists.get(number)
        if used is None or level not in used.levels:
            return ""
        counts = self.counts.setdefault(used.abstract, {})
        if (number, level) not in self.begun and level in used.starts:
            counts.pop(level, None)
        self.begun.add((number, level))
        start = used.starts.get(level, used.levels[level].start)
        counts[level] = counts[level] + 1 if level in counts else start
        for deeper in [n for n in counts if n > level and _restarts(used.levels.get(n), level)]:
            del counts[deeper]
        return _shown(used, level, counts)

    def _place(self, properties: Element | None) -> tuple[str, int]:
        """The list and level of a paragraph: its own, or those of its style or of the styles that this is based on."""
        seen = child(properties, "numPr")
        number, level = value(child(seen, "numId")), value(child(seen, "ilvl"))
        style = value(child(properties, "pStyle"))
        first = style
        for _ in range(12):
            if number or style not in self.styles:
                break
            element = self.styles[style]
            seen = child(child(element, "pPr"), "numPr")
            number, level = value(child(seen, "numId")), level or value(child(seen, "ilvl"))
            style = value(child(element, "basedOn"))
        if not level and number in self.lists:  # a list whose levels belong to styles
            level = next(
                (str(n) for n, one in self.lists[number].levels.items() if one.style and one.style == first), "0"
            )
        return number, int(level) if level.isdecimal() else 0


def _restarts(level: _Level | None, after: int) -> bool:
    return level is None or level.restart is None or (level.restart > 0 and after < level.restart)


def _abstracts(numbering: Element | None) -> Iterator[tuple[str, dict[int, _Level]]]:
    for element in children(numbering, "abstractNum"):
        yield attribute(element, "abstractNumId"), dict(_levels(element))


def _levels(element: Element) -> Iterator[tuple[int, _Level]]:
    for one in children(element, "lvl"):
        told = {name(e): e for e in one}
        restart = value(told.get("lvlRestart"))
        yield _whole(attribute(one, "ilvl"), 0), _Level(
            _whole(value(told.get("start")), 1), value(told.get("numFmt")) or "decimal", value(told.get("lvlText")),
            _whole(restart, 0) if restart else None, value(told.get("pStyle")),
        )  # fmt: skip


def _list(element: Element, abstracts: Mapping[str, dict[int, _Level]]) -> _List:
    abstract = value(child(element, "abstractNumId"))
    used = _List(abstract, dict(abstracts.get(abstract, {})))
    for override in children(element, "lvlOverride"):
        level = _whole(attribute(override, "ilvl"), 0)
        used.levels.update(_levels(override))
        start = value(child(override, "startOverride"))
        if start:
            used.starts[level] = _whole(start, 1)
    return used


def _whole(text: str, otherwise: int) -> int:
    return int(text) if re.fullmatch(r"\d{1,6}", text) else otherwise


def _shown(used: _List, level: int, counts: Mapping[int, int]) -> str:
    own = used.levels[level]
    if own.form in ("bullet", "none"):
        return ""

    def number(match: re.Match[str]) -> str:
        at = int(match[1]) - 1
        one = used.levels.get(at, _Level())
        return written(counts.get(at, one.start), one.form)

    return re.sub(r"%([1-9])", number, own.text)


def written(number: int, form: str) -> str:
    """A number as Word writes it in one of its forms.

    >>> [written(12, f) for f in ("decimal", "chineseCounting", "decimalEnclosedCircle", "lowerLetter", "ideographTraditional")]
    ['12', '十二', '⑫', 'l', '12']
    """
    if form in ("decimalEnclosedCircle", "decimalEnclosedCircleChinese") and 1 <= number <= 20:
        return chr(0x2460 + number - 1)
    if form in _COUNTED and 1 <= number <= 99:
        return _chinese(number)
    if form == "ideographTraditional" and 1 <= number <= 10:
        return "甲乙丙丁戊己庚辛壬癸"[number - 1]
    if form in ("lowerLetter", "upperLetter") and 1 <= number <= 26:
        return chr((97 if form == "lowerLetter" else 65) + number - 1)
    if form == "decimalZero":
        return f"{number:02}"
    if form in ("upperRoman", "lowerRoman") and 1 <= number <= 99:
        roman = ["", *"X XX XXX XL L LX LXX LXXX XC".split()][number // 10] + [
            "",
            *"I II III IV V VI VII VIII IX".split(),
        ][number % 10]
        return roman if form == "upperRoman" else roman.lower()
    return str(number)


_COUNTED = frozenset(
    "chineseCounting chineseCountingThousand japaneseCounting ideographDigital taiwaneseCounting "
    "taiwaneseCountingThousand taiwaneseDigital".split()
)


def _chinese(number: int) -> str:
    tens, ones = divmod(number, 10)
    digits = "零一二三四五六七八九"
    return (digits[tens] if tens > 1 else "") + ("十" if tens else "") + (digits[ones] if ones else "")
