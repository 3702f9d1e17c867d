"""What the pages are made of: the rows of the named queries as small frozen records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from kg.site.lineage_records import Lineage


class Extent(NamedTuple):
    """A half-open range of characters of a report's decoded source."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Held:
    """A report that is held. `place` is the report's id where the text names no place, as in the graph."""

    id: str
    place: str
    year: int | None
    date: str
    congress: int | None
    session: int | None
    speaker: str
    title: str
    chars: int
    sha256: str
    file: str
    encoding: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a report, with the period and mode of what stands under it."""

    position: int
    depth: int
    text: str
    period: str
    mode: str
    extent: Extent


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of a report: what it measures and where the number itself stands."""

    indicator: str
    concept: str
    measure: str
    value: str
    unit: str
    qualifier: str
    mode: str
    period: str
    clause: Extent
    number: Extent


@dataclass(frozen=True, slots=True)
class Naming:
    """A place of a report that names a program."""

    program: str
    type: str
    extent: Extent


@dataclass(frozen=True, slots=True)
class Sighting:
    """An occurrence of a term, with the section and sentence around it."""

    report: str
    extent: Extent
    surface: str
    section: str
    sentence: Extent


@dataclass(frozen=True, slots=True)
class Item:
    """A component that a definition lists."""

    text: str
    extent: Extent


@dataclass(frozen=True, slots=True)
class Gloss:
    """What a report says a term stands for; `announced` is the number its name promises, None where it promises none."""

    report: str
    source: str
    headword: str
    announced: int | None
    found: int
    text: str
    extent: Extent
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Tie:
    """A tie between a term and a program, an indicator, a year or a place, read at one spot of a report."""

    report: str
    relation: str
    kind: str
    target: str
    extent: Extent


@dataclass(frozen=True, slots=True)
class Concept:
    """A term of a place with all that the graph says of it."""

    place: str
    name: str
    kind: str
    english: str
    level: str
    since: str
    iri: str
    variants: tuple[str, ...]
    sightings: tuple[Sighting, ...]
    glosses: tuple[Gloss, ...]
    ties: tuple[Tie, ...]
    neighbours: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of term with its names and meanings in both languages."""

    code: str
    zh: str
    en: str
    zh_meaning: str
    en_meaning: str


@dataclass(frozen=True, slots=True)
class Book:
    """All that the site says, read from the graph once."""

    manifest: dict[str, Any]
    reports: tuple[Held, ...]
    concepts: tuple[Concept, ...]
    kinds: dict[str, Kind]
    vocabulary: tuple[dict[str, str], ...]
    outlines: dict[str, list[Heading]] = field(default_factory=dict)
    sentences: dict[str, list[Extent]] = field(default_factory=dict)
    figures: dict[str, list[Figure]] = field(default_factory=dict)
    namings: dict[str, list[Naming]] = field(default_factory=dict)
    lineages: dict[str, Lineage] = field(default_factory=dict)
    levels: dict[str, str] = field(default_factory=dict)
    asked: dict[str, tuple[Mapping[str, str], ...]] = field(default_factory=dict)
    filed: dict[str, Mapping[tuple[str, ...], list[Mapping[str, str]]]] = field(default_factory=dict)
