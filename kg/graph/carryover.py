"""The named graph of what the reports of a place repeat: the sentences judged, and the repetitions among them."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import Quad

from kg.carryover import Carried, Comparison
from kg.graph.writer import Writer, at, decimal
from kg.iris import Iris
from kg.model import Report
from kg.text import Span
from kg.vocab import kg


def carryover_quads(place: str, comparisons: Iterable[Comparison], reports: Iterable[Report], iris: Iris) -> list[Quad]:
    """The carryover graph of one place; the sentences are those of the graphs of its reports.

    That a sentence is new is said by silence: its report judged it, and no repetition of it is stated. A sentence that
    no report judged is too short or an opening line, or its report was compared with none.
    """
    return _CarryoverWriter(place, reports, iris).write(comparisons)


class _CarryoverWriter(Writer):
    def __init__(self, place: str, reports: Iterable[Report], iris: Iris) -> None:
        self.iris = iris
        self.texts = {r.id: r.text for r in reports}
        super().__init__(iris.graph(f"carryover-{place}"))

    def write(self, comparisons: Iterable[Comparison]) -> list[Quad]:
        for comparison in comparisons:
            report = comparison.report
            if not comparison.earlier:
                continue
            self.say(self.iris.report(report), "kg:comparedWith", *map(self.iris.report, comparison.earlier))
            for carried in comparison.carried:
                here = self.texts[report].source(carried.sentence)
                self.say(self.iris.report(report), "kg:judged", self.iris.passage(report, here))
                self._carried(carried, here)
        return self.quads

    def _carried(self, carried: Carried, here: Span) -> None:
        if carried.from_sentence is None:
            return
        there = self.texts[carried.from_report].source(carried.from_sentence)
        node = self.iris.part(carried.report, "carryover", at(here))
        self.say(node, "rdf:type", kg("Carryover"))
        self.say(node, "kg:inReport", self.iris.report(carried.report))
        self.say(node, "kg:evidence", self.iris.passage(carried.report, here))
        self.say(node, "kg:repeats", self.iris.passage(carried.from_report, there))
        self.note(node, "kg:status", carried.status)
        self.note(node, "kg:edit", carried.edit)
        self.say(node, "kg:similarity", decimal(f"{carried.similarity:.3f}".rstrip("0").rstrip(".")))
        self.note(node, "kg:rule", carried.rule)
