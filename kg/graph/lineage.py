"""The named graph of a place's lineage: which years are held, every appearance, and what ties them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from pyoxigraph import NamedNode, Quad

from kg.graph.writer import Writer, boolean, integer, zh
from kg.iris import Iris
from kg.lineage import Appearance, Holding, Succession, Suggestion, Told, Trace
from kg.model import Chapter, Definition, Report, Term
from kg.vocab import kg, term


def lineage_quads(trace: Trace, chapters: Sequence[Chapter], terms: Iterable[Term], iris: Iris) -> list[Quad]:
    """The lineage graph of one place; passages, definitions and terms are those of the other graphs."""
    return _LineageWriter(trace, chapters, terms, iris).write()


class _LineageWriter(Writer):
    def __init__(self, trace: Trace, chapters: Sequence[Chapter], terms: Iterable[Term], iris: Iris) -> None:
        self.trace, self.iris, self.place = trace, iris, trace.place
        self.reports: Mapping[str, Report] = {c.report.id: c.report for c in chapters}
        self.canonical = {form: one.name for one in terms for form in (one.name, *one.variants)}
        super().__init__(iris.graph(f"lineage-{trace.place}"))

    def write(self) -> list[Quad]:
        for holding in self.trace.holdings:
            self._holding(holding)
        held = [self.iris.report(report) for holding in self.trace.holdings for report in holding.reports]
        for earlier, later in pairwise(held):
            self.say(later, "kg:follows", earlier)
        for position, lane in enumerate(self.trace.lanes, 1):
            self._lane(position, lane)
        for shown in self.trace.appearances:
            self._appearance(shown)
        for link in self.trace.successions:
            self._succession(link)
        for possible in self.trace.suggestions:
            self._suggestion(possible)
        return self.quads

    def _holding(self, holding: Holding) -> None:
        node = self.iris.of_place(self.place, "holding", str(holding.year))
        self.say(node, "rdf:type", kg("Holding"))
        self.say(node, "kg:holdingOf", self.iris.place(self.place))
        self.say(node, "kg:year", integer(holding.year))
        self.say(node, "kg:held", boolean(bool(holding.reports)))
        self.say(node, "kg:heldReport", *map(self.iris.report, holding.reports))

    def _lane(self, position: int, lane: str) -> None:
        node = self.iris.lane(self.place, lane)
        self.say(node, "rdf:type", kg("Lane"))
        self.say(node, "rdfs:label", zh(lane))
        self.say(node, "kg:laneOf", self.iris.place(self.place))
        self.say(node, "kg:position", integer(position))

    def _node(self, shown: Appearance) -> NamedNode:
        return self.iris.appearance(shown.report, self._term(shown.term))

    def _term(self, name: str) -> NamedNode:
        return self.iris.term(self.place, name)

    def _passage(self, shown: Appearance) -> NamedNode:
        return self.iris.passage(shown.report, self.reports[shown.report].text.source(shown.at))

    def _sentence(self, shown: Appearance) -> NamedNode | None:
        report = self.reports[shown.report]
        index = bisect_right(report.sentences, shown.at.start, key=lambda s: s.start) - 1
        return self.iris.passage(shown.report, report.text.source(report.sentences[index])) if index >= 0 else None

    def _appearance(self, shown: Appearance) -> None:
        node, lane = self._node(shown), self.iris.lane(self.place, shown.lane)
        self.say(node, "rdf:type", kg("Appearance"), term("prov:Entity"))
        self.say(node, "kg:appearanceOf", self._term(shown.term))
        self.say(node, "kg:inReport", self.iris.report(shown.report))
        self.say(node, "kg:evidence", self._passage(shown))
        self.say(node, "kg:inSentence", self._sentence(shown))
        self.note(node, "kg:status", "defined" if shown.definition else "used")
        self.say(node, "kg:mentions", integer(shown.mentions))
        self.say(node, "kg:sense", integer(shown.sense))
        self.say(node, "kg:onLane", lane)
        if shown.definition:
            self.say(node, "kg:definition", self._definition(shown.report, shown.definition))
        for one in (self._term(shown.term), lane):
            self.say(one, "kg:appearsIn", self.iris.report(shown.report))

    def _definition(self, report: str, definition: Definition) -> NamedNode:
        of = self._term(self.canonical.get(definition.term, definition.term))
        return self.iris.definition(report, self.reports[report].text.source(definition.span), of, definition.source)

    def _tied(self, link: Succession | Suggestion, kind: str) -> NamedNode:
        """What asserted and possible links have in common."""
        earlier, later = self._node(link.earlier), self._node(link.later)
        name = "/".join(n.value.rpartition("/")[2] for n in (earlier, later))
        years = f"{link.earlier.report}..{link.later.report}"
        node = self.iris.of_place(
            self.place, kind.lower(), f"{self.iris.report(years).value.rpartition('/')[2]}/{name}"
        )
        self.say(node, "rdf:type", kg(kind))
        self.note(node, "kg:relation", link.relation)
        self.say(node, "kg:earlier", earlier)
        self.say(node, "kg:later", later)
        self.say(node, "kg:evidence", self._passage(link.earlier), self._passage(link.later))
        return node

    def _succession(self, link: Succession) -> None:
        node = self._tied(link, "Succession")
        self.note(node, "kg:rule", link.rule)
        self.note(node, "kg:confidence", link.confidence)
        self.note(node, "kg:added", "|".join(link.added))
        self.note(node, "kg:removed", "|".join(link.removed))
        self._told(node, "kg:before", "kg:removedItem", link.before)
        self._told(node, "kg:after", "kg:addedItem", link.after)
        if link.relation == "homonym":
            return
        earlier, later = self._term(link.earlier.term), self._term(link.later.term)
        if link.relation != "continues":
            self.say(self._node(link.later), "prov:wasRevisionOf", self._node(link.earlier))
        if earlier != later:
            near = "skos:closeMatch" if link.relation == "variant" else "skos:related"
            self.say(earlier, near, later)
            self.say(later, near, earlier)

    def _told(self, node: NamedNode, side: str, apart: str, told: Told | None) -> None:
        if told:
            definition = self._definition(told.report, told.definition)
            self.say(node, side, definition)
            self.say(node, apart, *(NamedNode(f"{definition.value}/{at + 1}") for at in told.apart))

    def _suggestion(self, possible: Suggestion) -> None:
        self.note(self._tied(possible, "Suggestion"), "kg:reason", possible.reason)
