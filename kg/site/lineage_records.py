"""What the pages know of lineage: where a form stands on its lane, what ties it to the next, and what is only possible."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Spot(NamedTuple):
    """A term in a report: what a link leads from and to."""

    term: str
    report: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A term in one report, with the first sentence that says it; `start` and `end` are those of the sentence.

    `form` is the term as that report mostly writes it.
    """

    spot: Spot
    lane: str
    year: int
    defined: bool
    mentions: int
    sense: int
    start: int
    end: int
    quote: str
    form: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A typed link between two appearances, with the rule that gave it."""

    relation: str
    earlier: Spot
    later: Spot
    added: tuple[str, ...]
    removed: tuple[str, ...]
    rule: str
    confidence: str


@dataclass(frozen=True, slots=True)
class Possible:
    """A link that the texts make possible and do not support."""

    relation: str
    earlier: Spot
    later: Spot
    reason: str


@dataclass(frozen=True, slots=True)
class Lineage:
    """The lineage of one place."""

    shown: tuple[Shown, ...] = ()
    links: tuple[Link, ...] = ()
    possible: tuple[Possible, ...] = ()
