"""The named graph of a place's promises: each target with what came of it, and figures that do not agree."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pyoxigraph import NamedNode, Quad

from kg.graph.writer import Writer, decimal
from kg.iris import Iris
from kg.model import Chapter, Report
from kg.promises import Cited, Discrepancy, Promise, in_unit, rounded, worth
from kg.vocab import kg

_PLACES = 2  # decimal places of what is computed


def promise_quads(
    promises: Iterable[Promise], discrepancies: Iterable[Discrepancy], chapters: Sequence[Chapter], iris: Iris
) -> list[Quad]:
    """The promises graph of one place; observations and passages are those of its reports' graphs."""
    writer = _PromiseWriter(chapters, iris)
    for promise in promises:
        writer.promise(promise)
    for discrepancy in discrepancies:
        writer.discrepancy(discrepancy)
    return writer.quads


class _PromiseWriter(Writer):
    def __init__(self, chapters: Sequence[Chapter], iris: Iris) -> None:
        self.iris = iris
        self.reports: dict[str, Report] = {c.report.id: c.report for c in chapters}
        super().__init__(iris.graph(f"promises-{chapters[0].place}"))

    def promise(self, one: Promise) -> None:
        """A target, what answers it, the outcome, and why there is none."""
        node = self.iris.part(one.target.report, "promise", str(one.target.number))
        self.say(node, "rdf:type", kg("Promise"))
        self.say(node, "kg:inReport", self.iris.report(one.target.report))
        self.say(node, "kg:promised", self._observation(one.target))
        self.say(node, "kg:answeredBy", *map(self._observation, one.actuals))
        self.say(node, "kg:answeredIn", *{self.iris.report(a.report) for a in one.actuals})
        self.say(node, "kg:heard", *map(self._observation, (*one.actuals, *one.beside)))
        self.say(node, "kg:evidence", *self._passages(one.target, *one.actuals))
        values = dict.fromkeys(in_unit(a.seen, one.target.seen.unit) for a in one.actuals)
        self.note(node, "kg:answer", "|".join(values))
        self.note(node, "kg:outcome", one.outcome)
        self.note(node, "kg:reason", one.reason)
        self.note(node, "kg:needsReportOf", one.needed)
        self.note(node, "kg:rule", one.rule)

    def discrepancy(self, one: Discrepancy) -> None:
        """A level that its growth does not lead back to, or two growths of one thing in one report."""
        node = self.iris.part(one.growth.report, "discrepancy", f"{one.growth.number}/{one.rule}")
        cited = (one.growth, one.previous) if one.level is None else (one.level, one.growth, one.previous)
        self.say(node, "rdf:type", kg("Discrepancy"))
        self.say(node, "kg:inReport", self.iris.report(one.growth.report))
        self.say(node, "kg:statedLevel", None if one.level is None else self._observation(one.level))
        self.say(node, "kg:statedGrowth", self._observation(one.growth))
        self.say(node, "kg:statedBefore", self._observation(one.previous))
        self.say(node, "kg:evidence", *self._passages(*cited))
        if one.level is not None and one.implied is not None:
            unit = one.level.seen.unit
            self.say(node, "kg:implied", decimal(rounded(one.implied / worth(one.level.seen), _PLACES)))
            self.note(node, "kg:earlierLevel", in_unit(one.previous.seen, unit))
        self.say(node, "kg:gap", decimal(rounded(one.gap, _PLACES)))
        self.note(node, "kg:grade", one.grade)
        self.note(node, "kg:remark", one.note)
        self.note(node, "kg:rule", one.rule)

    def _observation(self, cited: Cited) -> NamedNode:
        return self.iris.part(cited.report, "observation", str(cited.number))

    def _passages(self, *cited: Cited) -> Iterable[NamedNode]:
        """The clauses that are quoted, each once."""
        found = {(c.report, self.reports[c.report].text.source(c.seen.clause)) for c in cited}
        return (self.iris.passage(report, span) for report, span in sorted(found))
