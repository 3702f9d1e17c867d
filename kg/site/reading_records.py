"""A report's text as records: paragraphs, sentences and the runs of one mark, and what is marked in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kg.site.carry import Carried, Edit
from kg.site.records import Extent, Figure, Heading


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a sentence under the same marks: letters of `marks` are d (definition), p (program), n (number), w (new words).

    `was` is what an earlier report has in its place, or before it where the piece itself is not new.
    """

    text: str
    marks: str
    figure: Figure | None
    was: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """Runs that stand in one mention of a term, or between mentions."""

    term: str
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its id, or text between sentences (no id); `head` is the heading that it opens with, if it does."""

    id: str
    title: Heading | None
    head: tuple[Stretch, ...]
    stretches: tuple[Stretch, ...]
    carried: Carried | None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; `heading` where it is nothing but a heading, `front` in the lines above the speech."""

    heading: Heading | None
    front: bool
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Marks:
    """What is marked in a report: its mentions by term, definitions, programs and numbers, in offsets of the source.

    `carried` tells of a sentence, by its id, what it repeats; `edits` are in offsets of the clean text.
    """

    mentions: Sequence[tuple[str, Extent]]
    definitions: Sequence[Extent]
    programs: Sequence[Extent]
    figures: Sequence[Figure]
    carried: Mapping[str, Carried] = field(default_factory=dict)
    edits: Sequence[Edit] = ()
