"""Every record that flows through the program: small, frozen, and pointing into the text rather than copying it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from kg.text import Span, Text

Level = Literal["centre", "province", "prefecture", "county", ""]
Mode = Literal["actual", "target", ""]
Kind = Literal["numeral", "digit", "acronym", "motto", "word"]
Measure = Literal["level", "growth", "share", "rank", "change"]
ObservationMode = Literal["actual", "estimate", "target"]
KINDS: tuple[Kind, ...] = ("numeral", "digit", "acronym", "motto", "word")


@dataclass(frozen=True, slots=True)
class Header:
    """What a report says of itself; a blank or None is "the text does not say"."""

    place: str = ""
    level: Level = ""
    year: int | None = None
    date: str = ""
    congress: int | None = None
    session: int | None = None
    speaker: str = ""
    speaker_title: str = ""
    title: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class Aside:
    """A range of the raw text that is no part of the report, and what it is: page-number, note-mark, web-page …"""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with the text under it. `level` is 1 to 4; `parent` is an index into the report's sections.

    `period` is the year or years the section speaks about (`2017`, `2016-2020`) and `mode` whether it looks back
    (`actual`) or ahead (`target`); both are inherited from the parent where the heading itself does not say.
    """

    level: int
    number: str
    title: Span
    span: Span
    parent: int | None
    period: str
    mode: Mode


@dataclass(frozen=True, slots=True)
class NoteMark:
    """A note mark such as [12] that stood in the body just before the character at `at` of the clean text."""

    at: int
    number: int


@dataclass(frozen=True, slots=True)
class Report:
    """One report as read: its header, its text, and the text's outline.

    `glossary` holds the ranges of the glossary appendices (without their headings), `body` what remains before,
    between and after them.
    """

    id: str
    source: str
    sha256: str
    encoding: str
    header: Header
    text: Text
    sections: tuple[Section, ...]
    sentences: tuple[Span, ...]
    glossary: tuple[Span, ...]
    marks: tuple[NoteMark, ...]
    asides: tuple[Aside, ...]


@dataclass(frozen=True, slots=True)
class Definition:
    """What a report says a 提法 stands for: a glossary entry or a passage of the body.

    `source` is `glossary`, `parenthesis`, `list-before`, `headings`, `enumeration` or `copula`. `span` is the whole
    passage, `gloss` the explaining part of it, `items` the components in order. `announced` is the number of
    components that the name itself promises (三讲三强: 6), None where it promises none.
    """

    term: str
    headword: str
    source: str
    span: Span
    gloss: Span
    items: tuple[Span, ...]
    announced: int | None
    rule: str


@dataclass(frozen=True, slots=True)
class Observation:
    """One number about the place's performance or targets.

    `indicator` is the name as written, `concept` the standard indicator it names or blank; `value` is as written with a
    fall negative; `period` is a year or a range of years; `number` is the number with its unit and `clause` the
    quotation that carries it.
    """

    indicator: str
    concept: str
    measure: Measure
    value: str
    unit: str
    qualifier: str
    mode: ObservationMode
    period: str
    number: Span
    clause: Span
    rule: str


@dataclass(frozen=True, slots=True)
class Program:
    """A named instrument of policy where it is named: its fullest name, its type (the head noun), and the passage."""

    name: str
    type: str
    span: Span
    rule: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stretch of a report that is taken for a 提法, with the rule that took it."""

    name: str
    kind: Kind
    span: Span
    rule: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something that was seen and not placed, with the reason: kept, never guessed."""

    span: Span
    what: str
    reason: str


@dataclass(frozen=True, slots=True)
class Findings:
    """All that the extractors found in one report."""

    definitions: tuple[Definition, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    programs: tuple[Program, ...] = ()
    observations: tuple[Observation, ...] = ()
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """One occurrence of a term in a report."""

    term: str
    span: Span


@dataclass(frozen=True, slots=True)
class Term:
    """A 提法 of one place: its canonical form, kind, other written forms, and the rules that established it."""

    place: str
    name: str
    kind: Kind
    variants: tuple[str, ...]
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """A tie between a term and something else in one place of a report.

    `relation` is `names` (the term stands in the program's name), `cooccurs` (same sentence) or `quantifies` (a number
    inside the term's own definition); `target_kind` is program, indicator, year or place.
    """

    term: str
    relation: str
    target_kind: str
    target: str
    span: Span


@dataclass(frozen=True, slots=True)
class Absence:
    """A headline indicator without a target number in a report: `not-stated`, or `named` without a number.

    `span` is the target paragraph that was looked through.
    """

    concept: str
    period: str
    status: str
    span: Span


@dataclass(frozen=True, slots=True)
class Chapter:
    """All that the graph says of one report. `place` scopes its terms: the place's name, or the report's id where the
    text names no place."""

    place: str
    report: Report
    findings: Findings
    mentions: tuple[Mention, ...]
    links: tuple[Link, ...]
    absences: tuple[Absence, ...]
