"""What a term's page shows, as records."""

from __future__ import annotations

from dataclasses import dataclass

from kg.site.citation import Citation
from kg.site.coverage import Cell
from kg.site.kin_records import Kinship, Turn
from kg.site.records import Concept, Extent, Gloss, Held, Sighting


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence in which a term stands, in pieces of which some are the term."""

    sentence: Extent
    section: str
    pieces: list[tuple[str, bool]]
    hits: list[Sighting]


@dataclass(frozen=True, slots=True)
class Chapter:
    """The sentences of one report."""

    report: Held
    quotes: list[Quote]


@dataclass(frozen=True, slots=True)
class Explained:
    """A definition with its report and the sentence it stands in."""

    report: Held
    gloss: Gloss
    sentence: Extent


@dataclass(frozen=True, slots=True)
class Column:
    """What one report says the term stands for, with the links that lead into it; no `explained` where it says nothing.

    `added` and `removed` are the items that came and went against the report that the links lead from.
    """

    report: Held
    explained: list[Explained]
    turns: tuple[Turn, ...]
    added: frozenset[str]
    removed: tuple[str, ...]

    def marks(self, gloss: Gloss) -> bool:
        """Whether a definition is one of those that were compared: it lists every item that came."""
        return bool(self.added) and self.added <= {i.text for i in gloss.items}


@dataclass(frozen=True, slots=True)
class Unexplained:
    """A report that says the term and does not explain it, with the one that does where there is one."""

    report: Held
    told_in: Held | None


@dataclass(frozen=True, slots=True)
class Tied:
    """A target of a term's ties: how it is tied, and the sentences of each report."""

    target: str
    relations: list[str]
    spots: list[tuple[Held, list[Extent]]]


@dataclass(frozen=True, slots=True)
class TermView:
    """All that a term's page shows."""

    concept: Concept
    cells: list[Cell]
    years: list[int]
    chapters: list[Chapter]
    definitions: list[Column]
    unexplained: list[Unexplained]
    kin: Kinship
    cited: list[tuple[Held, Citation]]
    entry: Citation
    ties: dict[str, list[Tied]]
    beside: list[tuple[Concept, int]]
    alike: list[Concept]

    def first_of(self, report: Held) -> Extent:
        """The first sentence of a report that says the term."""
        return next(c.quotes[0].sentence for c in self.chapters if c.report == report)

    @property
    def counted(self) -> list[Gloss]:
        """The definitions of which the name announces a number."""
        return [d.gloss for column in self.definitions for d in column.explained if d.gloss.announced is not None]
