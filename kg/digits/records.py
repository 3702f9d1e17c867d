"""What is known of the figures of a digit code."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from kg.text import Span


@dataclass(frozen=True, slots=True)
class Digit:
    """One figure of a code used in a report, with what is said of it.

    `meaning` and `quote` are spans of the report `told_in`: the report itself, or another one of the place that
    explains the code. Where nothing explains the figure, `meaning` is None, the rule is `digit-open`, and the quotation
    is the definition that leaves it out, or else the sentence that uses the code.
    """

    term: str
    report: str
    position: int
    figure: str
    meaning: Span | None
    quote: Span
    told_in: str
    rule: str


class Reading(NamedTuple):
    """One figure as a text explains it; both spans are offsets into that text."""

    figure: str
    meaning: Span | None
    quote: Span | None
    rule: str
