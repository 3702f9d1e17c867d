"""The rows of the contract queries as named tuples, in the order of their columns."""

from __future__ import annotations

from typing import NamedTuple


class ReportRow(NamedTuple):
    """A report that is held; None or a blank is "the text does not say"."""

    report: str
    place: str
    year: int | None
    date: str
    congress: int | None
    session: int | None
    speaker: str
    title: str
    chars: int | None
    sha256: str


class TermRow(NamedTuple):
    """A formulation in one report, with the number of its mentions."""

    term: str
    kind: str
    report: str
    mentions: int | None


class MentionRow(NamedTuple):
    """One occurrence; `start` and `end` are code points of the decoded source."""

    term: str
    report: str
    start: int | None
    end: int | None
    surface: str
    section: str
    sentence: str


class DefinitionRow(NamedTuple):
    """One item of what a formulation is said to stand for; without countable items position and component are blank."""

    report: str
    term: str
    headword: str
    source: str
    gloss: str
    position: int | None
    component: str
    start: int | None
    end: int | None


class ProgramRow(NamedTuple):
    """A program of policy where it is named."""

    program: str
    type: str
    report: str
    start: int | None
    end: int | None
    surface: str


class ObservationRow(NamedTuple):
    """A number, as written, with what it is of."""

    report: str
    indicator: str
    concept: str
    measure: str
    value: str
    unit: str
    qualifier: str
    mode: str
    period: str
    start: int | None
    end: int | None
    quote: str


class LinkRow(NamedTuple):
    """A tie between a formulation and a program, an indicator, a year or a place."""

    term: str
    report: str
    relation: str
    target_kind: str
    target: str
    start: int | None
    end: int | None
    quote: str


class LineageRow(NamedTuple):
    """What became of a formulation from one appearance to the next; `added` and `removed` are items joined by |."""

    relation: str
    from_term: str
    from_report: str
    to_term: str
    to_report: str
    added: str
    removed: str


class PromiseRow(NamedTuple):
    """A target with what a later report says came of it: met, missed or unknown."""

    concept: str
    measure: str
    period: str
    target: str
    unit: str
    qualifier: str
    target_report: str
    actual: str
    actual_report: str
    outcome: str
