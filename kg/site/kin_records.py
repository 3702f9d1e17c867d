"""What a term's page tells of lineage, as records: its lane in steps, links with both their ends, doubts, digits, origin."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

from kg.site.filing import Row
from kg.site.lineage_lanes import CONTINUES, Lane, Tied
from kg.site.lineage_records import Possible, Shown
from kg.site.records import Extent, Held

_FOLDED = 4


@dataclass(frozen=True, slots=True)
class Turn:
    """A link of a lane with the two appearances that it ties."""

    tied: Tied
    earlier: Shown
    later: Shown

    @property
    def relation(self) -> str:
        """How the later stands to the earlier."""
        return self.tied.link.relation

    @property
    def changed(self) -> bool:
        """Whether the link is more than a continuation."""
        return self.relation != CONTINUES


@dataclass(frozen=True, slots=True)
class Step:
    """A year of a lane: `state` is said, silent (held, and not said) or unheld; `turns` lead into what is said in it."""

    year: int
    state: str
    shown: tuple[Shown, ...]
    turns: tuple[Turn, ...]

    @property
    def plain(self) -> bool:
        """Whether the lane only goes on in this year: all that leads here is a continuation."""
        return self.state == "said" and bool(self.turns) and not any(t.changed for t in self.turns)


@dataclass(frozen=True, slots=True)
class Family:
    """A lane in words, year by year, from the first to the last year in which it is said."""

    lane: Lane
    steps: tuple[Step, ...]

    @property
    def told(self) -> bool:
        """Whether there is more to tell than one report."""
        return len(self.lane.reports) > 1 or bool(self.lane.ties)

    @property
    def runs(self) -> list[tuple[Step, ...]]:
        """The steps in order, those of years in which nothing but goes on together where they are many."""
        found: list[tuple[Step, ...]] = []
        for quiet, group in groupby(self.steps, lambda step: step.plain):
            steps = tuple(group)
            found += [steps] if quiet and len(steps) >= _FOLDED else [(step,) for step in steps]
        return found

    @property
    def changes(self) -> list[Turn]:
        """The links that are more than a continuation, in order of time."""
        return [turn for step in self.steps for turn in step.turns if turn.changed]

    @property
    def kept(self) -> list[Turn]:
        """The changes of one and the same thing: a homonym is another."""
        return [turn for turn in self.changes if turn.relation != "homonym"]


@dataclass(frozen=True, slots=True)
class Doubt:
    """A link that the texts make possible and do not support, with both appearances."""

    possible: Possible
    earlier: Shown
    later: Shown


@dataclass(frozen=True, slots=True)
class Digit:
    """A figure of a code, what it stands for, and the sentence that says so or that leaves it open."""

    figure: str
    meaning: str
    rule: str
    report: Held
    sentence: Extent


@dataclass(frozen=True, slots=True)
class Decoded:
    """A digit code figure by figure, as one report or several alike use it; a figure without a meaning is open."""

    reports: tuple[Held, ...]
    figures: tuple[Digit, ...]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a term comes from: `adopted` are the rows of transmissions, `rungs` those of the ladder, first uses by level.

    `first` is the year of the first held report that says it, `silent` the last held year before it, `gap` the years
    between the two of which no report is held.
    """

    adopted: tuple[Row, ...]
    rungs: tuple[Row, ...]
    first: int | None
    silent: int | None
    gap: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Kinship:
    """All that a term's page tells of lineage."""

    families: tuple[Family, ...]
    into: Mapping[str, tuple[Turn, ...]]
    out: tuple[Turn, ...]
    possible: tuple[Doubt, ...]
    origin: Origin
    homographs: tuple[Row, ...]
    homonyms: tuple[Turn, ...]
    decoded: tuple[Decoded, ...]
    defined: frozenset[int]
