"""What came of the numbers of a report: each target with its verdict, each number that answers an earlier target."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kg.site.coverage import Place
from kg.site.filing import Row
from kg.site.questions_words import told
from kg.site.reading import Reading
from kg.site.records import Book, Extent, Figure, Held
from kg.site.wording import Pair

VERDICTS: dict[str, tuple[Pair, str]] = {
    "met": (("完成", "met"), "✓"),
    "missed": (("未完成", "missed"), "✗"),
    "unknown": (("不能判断", "cannot be judged"), "？"),
}
_Key = tuple[str, str, str, str, int, int]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is known of a target: the verdict, what a later report says, and why there is no verdict where there is none."""

    code: str
    said: str
    report: Held | None
    sentence: Extent | None
    reason: Pair

    @property
    def name(self) -> Pair:
        """The verdict in words; a code that is not known here is itself."""
        return VERDICTS[self.code][0] if self.code in VERDICTS else (self.code, self.code)

    @property
    def sign(self) -> str:
        """The verdict as a sign that is read without colour."""
        return VERDICTS[self.code][1] if self.code in VERDICTS else "·"


@dataclass(frozen=True, slots=True)
class Answer:
    """An earlier target that a number answers."""

    code: str
    target: str
    report: Held
    sentence: Extent


class Outcomes:
    """The outcomes of the numbers of one report."""

    def __init__(self, book: Book, place: Place, report: Held, readings: Mapping[str, Reading]) -> None:
        self._kinds, self._readings = book.kinds, readings
        self._held = {r.id: r for r in place.reports}
        self._promised: dict[_Key, Outcome] = {}
        for row in book.filed.get("promised", {}).get((report.id,), []):
            key = _key(row)
            if key not in self._promised or (row["actual"] and self._promised[key].report is None):
                self._promised[key] = self._outcome(row)
        self._answers: dict[tuple[int, int], list[Answer]] = {}
        for row in book.filed.get("answered", {}).get((report.id,), []):
            if row["outcome"] in ("met", "missed") and row["target_report"] in self._held:
                extent = int(row["actual_start"]), int(row["actual_end"])
                self._answers.setdefault(extent, []).append(self._answer(row))

    def of(self, figure: Figure) -> Outcome | None:
        """What came of a target; None for a number that is none."""
        key = (figure.indicator, figure.measure, figure.value, figure.unit, figure.clause.start, figure.clause.end)
        return self._promised.get(key)

    def answered(self, figure: Figure) -> list[Answer]:
        """The earlier targets that the clause of a number answers."""
        return self._answers.get((figure.clause.start, figure.clause.end), []) if figure.mode != "target" else []

    def counted(self) -> dict[str, int]:
        """How many targets there are of each verdict."""
        codes = [o.code for o in self._promised.values()]
        return {code: codes.count(code) for code in (*VERDICTS, *sorted(set(codes) - VERDICTS.keys())) if code in codes}

    def _outcome(self, row: Row) -> Outcome:
        report = self._held.get(row["actual_report"])
        sentence = self._sentence(report, row["actual_start"]) if report else None
        said = f"{row['actual']}{row['unit']}" if row["actual"] else ""
        return Outcome(row["outcome"], said, report, sentence, told("reason", row["reason"], self._kinds))

    def _answer(self, row: Row) -> Answer:
        report = self._held[row["target_report"]]
        return Answer(
            row["outcome"],
            f"{row['target']}{row['unit']}{row['qualifier']}",
            report,
            self._sentence(report, row["start"]),
        )

    def _sentence(self, report: Held, at: str) -> Extent:
        return self._readings[report.id].sentence_around(int(at))


def _key(row: Row) -> _Key:
    return row["indicator"], row["measure"], row["target"], row["unit"], int(row["start"]), int(row["end"])
