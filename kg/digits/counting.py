"""Reading a code from what its explanation counts: three clauses for three figures, or one count for each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.digits.clauses import Count, clauses, counts, numbered, trimmed
from kg.digits.codes import figures, readings
from kg.digits.records import Reading
from kg.numerals import integer
from kg.text import Span

_MARKS = (
    ("+", True),
    ("；", False),
    ("。", False),
    ("，", False),
    ("；。，", False),
    ("、", False),
    ("、", True),
    ("，、", True),
)


def by_clause(name: str, text: str) -> list[Reading]:
    """As many clauses as figures, each with its figure in it, most of them as a count."""
    for wanted in readings(name):
        for marks, quoted in _MARKS:
            parts = clauses(text, marks, quoted)
            if len(parts) != len(wanted) or len(wanted) < 2 or "0" in wanted:
                continue
            hits = sum(any(c.figure == f for c in counts(text, s)) for s, f in zip(parts, wanted, strict=True))
            if hits >= max(2, len(wanted) / 2) and all(map(numbered, [text] * len(parts), parts, wanted)):
                return [counted(text, s, f, "digit-clause") for s, f in zip(parts, wanted, strict=True)]
    return []


def by_count(name: str, text: str) -> list[Reading]:
    """The clauses that count something count just the figures of the code, in its order."""
    wanted = [*readings(name)]
    for marks, quoted in _MARKS:
        parts = [(s, next(counts(text, s), None)) for s in clauses(text, marks, quoted)]
        found = [(s, count) for s, count in parts if count]
        if len(found) > 1 and tuple(count.figure for _, count in found) in wanted:
            ends = [s.start for s, _ in found[1:]] + [_reach(text, found[-1][0], marks)]
            return [
                counted(text, Span(s.start, end), c.figure, "digit-count")
                for (s, c), end in zip(found, ends, strict=True)
            ]
    return []


def _reach(text: str, last: Span, marks: str) -> int:
    """How far the last counted clause goes: a quotation that it stands in ends it."""
    closed = text.find("”", last.start, last.end)
    opened = text.find("“", last.start, last.end)
    return closed if closed > 0 and (opened < 0 or opened > closed) else last.end


def in_sentence(name: str, text: str) -> list[Reading]:
    """The first sentence counts just the figures of the code, in its order, more than one of them in a clause."""
    first = clauses(text, "。")[0] if text else Span(0, 0)
    found = [*counts(text, first)]
    if len(found) < 2 or tuple(c.figure for c in found) not in readings(name):
        return []
    parts = clauses(text, "，；。", quoted=True)
    return [counted(text, next(s for s in parts if s.start <= c.at < s.end), c.figure, "digit-count") for c in found]


def single(name: str, text: str) -> list[Reading]:
    """A code written with + of which the text counts some figures and nothing else: the others stay open."""
    wanted = figures(name)
    found = {c.figure: c for c in counts(text, Span(0, len(text)))}
    if "+" not in name or not found or not found.keys() <= set(wanted) or len(set(wanted)) != len(wanted):
        return []
    if len([*counts(text, Span(0, len(text)))]) != len(found) or found.keys() == {"1"}:
        return []
    return [*_some(text, wanted, found)]


def _some(text: str, wanted: Sequence[str], found: dict[str, Count]) -> Iterator[Reading]:
    parts = clauses(text, "，；。+", quoted=True)
    for figure in wanted:
        if figure in found:
            yield counted(text, next(s for s in parts if s.start <= found[figure].at < s.end), figure, "digit-count")
        else:
            yield Reading(figure, None, None, "digit-open")


def quoted_list(name: str, text: str) -> list[Reading]:
    """“一网、一园、两厂、四区、四场”: a quoted list whose items begin with the figures, in their order."""
    for quoted in re.finditer(r"“([^“”，；。]+)”", text):
        parts = [Span(quoted.start(1) + s.start, quoted.start(1) + s.end) for s in clauses(quoted[1], "、")]
        numbers = tuple(str(integer(text[s.start])) for s in parts)
        if numbers in readings(name):
            return [Reading(f, s, s, "digit-list") for f, s in zip(numbers, parts, strict=True)]
    return []


def counted(text: str, part: Span, figure: str, rule: str) -> Reading:
    """A clause that counts its figure, from the colon before the count on."""
    count: Count | None = next((c for c in counts(text, part) if c.figure == figure), None)
    colon = text.rfind("：", part.start, count.at) if count else -1
    meaning = trimmed(text, Span(max(part.start, colon + 1), part.end))
    return Reading(figure, meaning, meaning, rule if meaning else "digit-open")
