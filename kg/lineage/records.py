"""What lineage says: where a term appears, what ties one appearance to the next, and what is merely possible."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from kg.model import Definition
from kg.text import Span

Relation = Literal["continues", "variant", "extends", "reduces", "redefines", "homonym"]
Confidence = Literal["high", "medium"]


@dataclass(frozen=True, slots=True)
class Holding:
    """One year of a place between its first and last held report: the reports of that year, none where not held."""

    year: int
    reports: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Appearance:
    """A term in one report. `definition` is what the report says of it, if anything; `at` its first mention.

    `lane` is the family of forms that the term belongs to, named by the form that came first; `sense` counts the
    things that one form has stood for, from 1.
    """

    term: str
    report: str
    year: int
    lane: str
    sense: int
    mentions: int
    at: Span
    definition: Definition | None


@dataclass(frozen=True, slots=True)
class Told:
    """A report's list of the items of a term, with the positions (from 0) of those that the other list has not."""

    report: str
    definition: Definition
    apart: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Succession:
    """A typed link between consecutive appearances.

    `added` and `removed` are items as written. `before` and `after` are the lists that were compared, None where the
    items were not compared or were read off the names themselves.
    """

    relation: Relation
    earlier: Appearance
    later: Appearance
    added: tuple[str, ...]
    removed: tuple[str, ...]
    before: Told | None
    after: Told | None
    rule: str
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A link that the texts make possible and do not support: kept apart, with the reason."""

    relation: Relation
    earlier: Appearance
    later: Appearance
    reason: str


@dataclass(frozen=True, slots=True)
class Trace:
    """The lineage of one place. `lanes` are its families of forms, the longest-lived first, then by first year and name."""

    place: str
    lanes: tuple[str, ...]
    holdings: tuple[Holding, ...]
    appearances: tuple[Appearance, ...]
    successions: tuple[Succession, ...]
    suggestions: tuple[Suggestion, ...]
