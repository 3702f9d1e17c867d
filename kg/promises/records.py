"""What the two audits give: targets with what came of them, and figures of two reports that cannot both hold."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from kg.model import Observation

Outcome = Literal["met", "missed", "unknown"]


@dataclass(frozen=True, slots=True)
class Cited:
    """An observation where it stands: the report's id and its place among the report's observations, from 1."""

    report: str
    number: int
    seen: Observation


@dataclass(frozen=True, slots=True)
class Promise:
    """A target and what a later report says came of it.

    `actuals` are the statements that speak of the same thing, more than one where they contradict each other; `beside`
    are statements of the same indicator that cannot be compared with the target. `reason` is blank where the outcome
    is known, and `needed` is the year of the report that would have to be read where none is held.
    """

    target: Cited
    actuals: tuple[Cited, ...]
    beside: tuple[Cited, ...]
    outcome: Outcome
    reason: str
    needed: str
    rule: str


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """Figures that do not agree.

    With a `level`: its growth implies `implied` for the year before, and an earlier report's level `previous` differs
    from that by `gap` per cent. Without: `growth` and `previous` are two statements of one growth in one report, and
    `gap` is in percentage points. `grade` is small, notable or large; `note` says what may lie behind it.
    """

    level: Cited | None
    growth: Cited
    previous: Cited
    implied: Fraction | None
    gap: Fraction
    grade: str
    note: str
    rule: str
