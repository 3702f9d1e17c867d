"""What a report's page shows: its text with marks, what it carries over, what came of its targets, what changed before it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from kg.site.addresses import spot
from kg.site.carry import Carried, Edit
from kg.site.citation import of_report
from kg.site.coverage import Place
from kg.site.lineage_lanes import Chart
from kg.site.lineage_news import changes
from kg.site.lineage_records import Lineage, Link
from kg.site.outcomes import VERDICTS, Outcomes
from kg.site.reading import Reading
from kg.site.reading_records import Marks
from kg.site.records import Book, Concept, Extent, Held

STATUSES = ("verbatim", "edited", "new")


@dataclass(frozen=True, slots=True)
class Against:
    """A report against the one held before it; `unheld` are the years between the two."""

    before: Held
    unheld: tuple[int, ...]
    links: tuple[tuple[Link, str], ...]
    terms: Mapping[str, tuple[Concept, ...]]


class Reports:
    """The reports of a place, ready to be shown one by one."""

    def __init__(
        self, book: Book, place: Place, readings: Mapping[str, Reading], lineage: Lineage, drawn: Chart
    ) -> None:
        self._book, self._place, self._readings, self._lineage = book, place, readings, lineage
        self._held = {r.id: r for r in place.reports}
        self._concepts = {c.name: c for c in place.concepts}
        self._anchors = {t.link: t.id for lane in (*drawn.lanes, *drawn.once) for t in lane.ties}

    def view(self, report: Held, marks: Marks) -> dict[str, Any]:
        """All that the page of a report needs besides its place."""
        reading, headings = self._readings[report.id], self._book.outlines.get(report.id, [])
        carried, edits = self._carried(report)
        marked = replace(marks, carried=carried, edits=edits)
        paragraphs = reading.paragraphs(marked, headings)
        sentences = [s for p in paragraphs for s in p.sentences]
        outcomes = Outcomes(self._book, self._place, report, self._readings)
        before, after = _around(self._place.reports, report)
        return {
            "report": report, "marks": marked, "paragraphs": paragraphs, "previous": before, "following": after,
            "headings": [h for h in headings if h.position in {s.title.position for s in sentences if s.title} and h.depth <= 3],
            "kinds": {c.name: c.kind for c in self._place.concepts},
            "figures": [(f, reading.sentence_around(f.number.start)) for f in marks.figures],
            "programs": self._programs(report), "distinct": len({name for name, _ in marks.mentions}), "outcomes": outcomes,
            "against": self._against(report), "compared": _counts(carried, sum(1 for s in sentences if s.id)),
            "cited": of_report(report), "sentence_cite": of_report(report, Extent(0, 0)).gbt,
            "verdicts": {code: name for code, (name, _) in VERDICTS.items()}, "undated": report.year is None,
        }  # fmt: skip

    def _carried(self, report: Held) -> tuple[dict[str, Carried], list[Edit]]:
        """What each sentence carries over, and all words that differ, in order of the text."""
        reading = self._readings[report.id]
        found: dict[str, Carried] = {}
        edits: list[Edit] = []
        for row in self._book.filed.get("carryover", {}).get((report.id,), []):
            extent, source = Extent(int(row["start"]), int(row["end"])), self._held.get(row["from_report"])
            there = Extent(int(row["from_start"]), int(row["from_end"])) if source else extent
            found[spot(*extent)] = Carried(row["status"], source, there, row["similarity"])
            if source and row["status"] == "edited":
                edits += reading.edits(extent, self._readings[source.id].words(there))
        return found, sorted(edits)

    def _programs(self, report: Held) -> list[tuple[str, list[Extent]]]:
        reading = self._readings[report.id]
        programs: dict[str, list[Extent]] = defaultdict(list)
        for naming in self._book.namings.get(report.id, []):
            programs[naming.program].append(reading.sentence_around(naming.extent.start))
        return sorted(programs.items())

    def _against(self, report: Held) -> Against | None:
        """What changed against the report held before; None where none is held, or where the report has no year."""
        dated = [r for r in self._place.reports if r.year is not None]
        index = dated.index(report) if report in dated else 0
        if not index:
            return None
        before = dated[index - 1]
        links: list[tuple[Link, str]] = []
        terms: dict[str, list[Concept]] = defaultdict(list)
        for change in changes(self._lineage, before.id, report.id):
            if change.link:
                links.append((change.link, self._anchors[change.link]))
            else:
                terms[change.kind].append(self._concepts[change.later or change.earlier])
        grouped = {
            kind: tuple(sorted(found, key=lambda c: (-len(c.sightings), c.name))) for kind, found in terms.items()
        }
        unheld = tuple(y for y in self._place.unheld if (before.year or 0) < y < (report.year or 0))
        return Against(before, unheld, tuple(links), grouped)


def _counts(carried: Mapping[str, Carried], sentences: int) -> dict[str, int]:
    """How many sentences repeat, are edited, are new, and were not judged; nothing where no sentence was."""
    if not carried:
        return {}
    counts = {status: sum(1 for c in carried.values() if c.status == status) for status in STATUSES}
    return {**counts, "unjudged": max(0, sentences - len(carried))}


def _around(reports: Sequence[Held], report: Held) -> tuple[Held | None, Held | None]:
    """The reports held before and after one."""
    index = reports.index(report)
    return reports[index - 1] if index else None, reports[index + 1] if index + 1 < len(reports) else None
