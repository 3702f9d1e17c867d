"""What is kept while a sentence is read: the numbers in their clauses, and what the sentence has been about."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from kg.extract.observations.figures import Figure
from kg.model import Measure


class Reading(NamedTuple):
    """A number with all that its sentence says of it; `left` is where the quotation begins, `right` where it ends.

    `stage` says whether it is the state at the end of a period (ends), the one at its beginning (begins:
    由53家增至148家), a figure of the whole of it (whole: 年均), or none of these.
    """

    figure: Figure
    name: str
    measure: Measure
    value: str
    qualifier: str
    left: int
    right: int
    rule: str
    stage: str


class Subject(NamedTuple):
    """A name, where the text that gives it begins, and the rule that found it."""

    name: str
    at: int
    rule: str


@dataclass(slots=True)
class Thread:
    """What the sentence has been about so far.

    `last` is the last subject with its `unit` and `measure`, `topic` the last that was counted (in `topic_unit`),
    `reached` whether the number before was a state reached, `verb` the one that governs the list, `listed` the
    subjects of the last list with 分别, `each` the 每人每月 of this clause, `names` those of the clauses before and `fresh`
    those of this one, `row` those of the last clause that had any; up to `used` the text belongs to a noun that a number before counts;
    `whole` is what the sentence before counted, where this one opens with 其中.
    """

    last: str = ""
    last_at: int = 0
    unit: str = ""
    measure: str = ""
    used: int = 0
    topic: str = ""
    topic_at: int = 0
    topic_unit: str = ""
    reached: bool = False
    verb: str = ""
    listed: tuple[str, ...] = ()
    listed_at: int = 0
    names: list[tuple[str, int]] = field(default_factory=list)
    fresh: list[tuple[str, int]] = field(default_factory=list)
    row: tuple[str, ...] = ()
    each: str = ""
    whole: str = ""

    def next_clause(self) -> None:
        """Keep the names of the clause that ends, for 分别 in a later one."""
        self.each = ""
        if not self.fresh:
            return
        self.names = [*self.names, *(name for name in self.fresh if name not in self.names)][-8:]
        self.row = tuple(name for name, _ in self.fresh)
        self.fresh = []


class Place(NamedTuple):
    """A number in its clause: the text from `left` (the number before it) to `right` (the next) belongs to it."""

    figure: Figure
    left: int
    right: int
    clause: int
    clause_end: int
