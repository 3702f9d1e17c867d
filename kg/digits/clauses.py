"""Cutting an explanation into clauses, and finding the counts in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from kg.lexicon import words
from kg.numerals import integer
from kg.text import Span

_OPEN, _CLOSE = "（“《[", "）”》]"
_CHINESE = "零一二三四五六七八九十百千"
_PARENTHESES = ("（《[", "）》]")
_TRIM_LEFT, _TRIM_RIGHT = "，；。：、+“”（）及和以等 \n", "，；。：、+（“ \n"


class Count(NamedTuple):
    """A numeral that counts something, and where it stands."""

    figure: str
    at: int


def clauses(text: str, marks: str, quoted: bool = False) -> list[Span]:
    """The stretches between the marks, brackets closed; with `quoted`, marks within quotation marks cut too.

    >>> [text[s.start : s.end] for text in ["“一心”（甲、乙）、两翼"] for s in clauses(text, "、")]
    ['“一心”（甲、乙）', '两翼']
    """
    opening, closing = _PARENTHESES if quoted else (_OPEN, _CLOSE)
    out, depth, start = [], 0, 0
    for at, char in enumerate(text):
        depth += (char in opening) - (char in closing)
        if char in marks and depth <= 0:
            out.append(Span(start, at))
            start, depth = at + 1, 0
    return [s for s in (*out, Span(start, len(text))) if text[s.start : s.end].strip(_TRIM_LEFT)]


def trimmed(text: str, span: Span) -> Span | None:
    """The stretch without the punctuation and copulas around it, None where nothing is left.

    >>> trimmed("“1”即人民至上；", Span(3, 9))
    Span(start=4, end=8)
    """
    start, end = span
    while start < end and text[end - 1] in _TRIM_RIGHT:
        end -= 1
    while start < end:
        lead = _leads().match(text, start, end)
        if text[start] in "，；。：、+ \n":
            start += 1
        elif lead and lead.end() < end:
            start = lead.end()
        else:
            break
    while end > start and text[end - 1] == "”" and "“" not in text[start:end]:
        end -= 1
    if text[start:end].startswith("“") and "”" not in text[start:end]:
        start += 1
    return Span(start, end) if start < end else None


@cache
def _leads() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(words('digits_copulas.txt'))})(?![个项种条大])[，：:]?")


@cache
def _counts() -> re.Pattern[str]:
    counters = "|".join(words("digits_counters.txt"))
    return re.compile(
        rf"(?<![\d.第每同统唯某任之这一二三四五六七八九十百千])([一二三四五六七八九十两百]{{1,4}}|\d{{1,3}}|[NnXx])(?=(?:{counters}))"
    )


def counts(text: str, span: Span) -> Iterator[Count]:
    """The counts in a stretch: a numeral before a counter (三个机制, 18条产业链, N个), ordinals and shares left out.

    >>> [count.figure for count in counts("第一个目标，五大战略和N个中心、30个教师", Span(0, 22))]
    ['5', 'N', '30']
    """
    for found in _counts().finditer(text, span.start, span.end):
        number = integer(found[1])
        yield Count(found[1].upper() if number is None else str(number), found.start())


def numbered(text: str, span: Span, figure: str) -> bool:
    """Whether a stretch holds the figure at all, written in Arabic or Chinese, not inside a longer number.

    >>> numbered("“一把手”抓招商", Span(0, 8), "1"), numbered("十一届六次全会", Span(0, 7), "1")
    (True, False)
    """
    chinese = "[二两双]" if figure == "2" else _CHINESE[int(figure)] if figure in "13456789" else figure
    written = rf"(?<![\d.+]){figure}(?![\d.+])|(?<![第{_CHINESE}]){chinese}(?![{_CHINESE}])"
    return bool(re.search(written, text[span.start : span.end]))
