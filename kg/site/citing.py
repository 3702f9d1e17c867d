"""A quotation with its way back: report, sentence, and the words themselves in pieces of which some are the point."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.qualifiers import parted
from kg.site.reading import Reading
from kg.site.records import Extent, Held

Pieces = list[tuple[str, bool]]
_WHOLE, _BEFORE, _AFTER = 120, 40, 60
_AFTER_NUMBER = frozenset(["以上", "以下", "以内", "左右", "余", "多", "上下"])


@dataclass(frozen=True, slots=True)
class Cited:
    """What a report says at one place; the link leads to the sentence."""

    report: Held
    sentence: Extent
    pieces: Pieces

    @property
    def text(self) -> str:
        """The words without marks."""
        return "".join(piece for piece, _ in self.pieces)


class Citing:
    """Quotations from the reports of one place."""

    def __init__(self, reports: Iterable[Held], readings: Mapping[str, Reading]) -> None:
        self.reports = {r.id: r for r in reports}
        self._readings = readings
        self._order = {report: number for number, report in enumerate(self.reports, 1)}

    def place_of(self, report: str) -> int:
        """The number of a report among those of the place, for ids within a page."""
        return self._order[report]

    def clause(self, report: str, start: int | str, end: int | str, hits: Sequence[Extent] = ()) -> Cited:
        """The words from `start` to `end`, shortened around the hits where they are long."""
        extent = Extent(int(start), int(end))
        reading = self._readings[report]
        return Cited(
            self.reports[report], reading.sentence_around(extent.start), clipped(reading.excerpt(extent, hits))
        )

    def clause_text(self, report: str, extent: Extent) -> str:
        """The words of an extent without white space, to be compared with those of a row."""
        return "".join("".join(piece for piece, _ in self._readings[report].excerpt(extent, ())).split())

    def sentence(self, report: str, at: int | str, hits: Sequence[Extent] = ()) -> Cited:
        """The sentence in which a character stands."""
        extent = self._readings[report].sentence_around(int(at))
        return self.clause(report, *extent, hits)


def clipped(pieces: Pieces) -> Pieces:
    """A quotation short enough to be read in a list: the first hit with what stands around it, else the beginning.

    >>> clipped([("好" * 200, False)])[0][0][-2:], clipped([("短", False)])
    ('好…', [('短', False)])
    """
    if sum(len(piece) for piece, _ in pieces) <= _WHOLE:
        return pieces
    at = next((i for i, (_, hit) in enumerate(pieces) if hit), None)
    if at is None:
        return [("".join(piece for piece, _ in pieces)[: _WHOLE - 1] + "…", False)]
    before = "".join(piece for piece, _ in pieces[:at])
    after = "".join(piece for piece, _ in pieces[at + 1 :])
    head = before if len(before) <= _BEFORE else "…" + before[-_BEFORE:]
    tail = after if len(after) <= _AFTER else after[:_AFTER] + "…"
    return [(head, False), pieces[at], (tail, False)]


def amount(value: str, unit: str, qualifier: str) -> str:
    """A number as a report writes it: what qualifies it stands before or after it.

    >>> amount("10", "%", "以上"), amount("3", "%", "不低于"), amount("5", "位", "全市")
    ('10%以上', '不低于3%', '5位（全市）')
    >>> amount("8", "%", "年均以上"), amount("20", "家", "各")
    ('年均8%以上', '各20家')
    """
    manner, qualifier = parted(qualifier)
    if manner:
        return manner + amount(value, unit, qualifier)
    number = f"{value}{unit}"
    if not qualifier:
        return number
    if unit == "位":
        return f"{number}（{qualifier}）"
    return (
        f"{number}{qualifier}" if qualifier in _AFTER_NUMBER or qualifier.endswith("以上") else f"{qualifier}{number}"
    )
