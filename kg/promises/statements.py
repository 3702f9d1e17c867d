"""Every number of a place's reports with what it is of, in the order of the years."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kg.model import Chapter, Observation, Report
from kg.promises.records import Cited
from kg.promises.subjects import Subject, subject_of
from kg.qualifiers import parted


@dataclass(frozen=True, slots=True)
class Said:
    """A number with its report and with what it is of."""

    report: Report
    subject: Subject
    cited: Cited

    @property
    def seen(self) -> Observation:
        return self.cited.seen


def said(chapters: Sequence[Chapter]) -> list[Said]:
    """Every number of the reports of one place with what it is of, in the order of the reports' years."""
    ordered = sorted((c for c in chapters if c.report.header.year is not None), key=_order)
    return [
        Said(c.report, subject_of(c.report, seen), Cited(c.report.id, number, _bounded(seen)))
        for c in ordered
        for number, seen in enumerate(c.findings.observations, 1)
    ]


def _bounded(seen: Observation) -> Observation:
    """Without the 年均 or 累计 of its qualifier, so that this is the bound alone; the subject says what is meant."""
    bound = parted(seen.qualifier)[1]
    return seen if bound == seen.qualifier else replace(seen, qualifier=bound)


def _order(chapter: Chapter) -> tuple[int, str, str]:
    return chapter.report.header.year or 0, chapter.report.header.date, chapter.report.id
