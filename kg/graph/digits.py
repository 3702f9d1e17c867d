"""The named graph of the digit codes of a place: every figure, with what is said of it and where."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from pyoxigraph import Literal, NamedNode, Quad

from kg.digits import Digit, totals
from kg.graph.writer import Writer, integer
from kg.iris import Iris
from kg.model import Chapter, Definition, Report, Term
from kg.naming import announced
from kg.text import Span
from kg.vocab import kg, term


def digit_quads(digits: Iterable[Digit], chapters: Sequence[Chapter], terms: Iterable[Term], iris: Iris) -> list[Quad]:
    """The digits graph of one place, and what the names of its definitions may announce besides the likeliest number.

    A passage is described in the graph of the report that it stands in.
    """
    return _DigitWriter(chapters, terms, iris).write(digits) if chapters else []


class _DigitWriter(Writer):
    def __init__(self, chapters: Sequence[Chapter], terms: Iterable[Term], iris: Iris) -> None:
        self.place, self.iris, self.chapters = chapters[0].place, iris, chapters
        self.texts = {c.report.id: c.report.text for c in chapters}
        self.canonical = {form: one.name for one in terms for form in (one.name, *one.variants)}
        super().__init__(iris.graph(f"digits-{self.place}"))

    def write(self, digits: Iterable[Digit]) -> list[Quad]:
        read: dict[tuple[str, str], int] = {}
        for digit in digits:
            self._digit(digit)
            if digit.told_in == digit.report and digit.rule != "digit-open":
                read[digit.report, digit.term] = max(digit.position, read.get((digit.report, digit.term), 0))
        for chapter in self.chapters:
            for definition in chapter.findings.definitions:
                self._announced(chapter.report, definition, read)
        return self.quads

    def _announced(self, report: Report, definition: Definition, read: Mapping[tuple[str, str], int]) -> None:
        """The numbers besides kg:announced: 1234 may announce four or ten, 1530 the three figures that its gloss reads."""
        if definition.announced is None:
            return
        name = self.canonical.get(definition.term, definition.term)
        of = self.iris.term(self.place, name)
        node = self.iris.definition(report.id, report.text.source(definition.span), of, definition.source)
        also = {*announced(definition.term), *totals(definition.term), read.get((report.id, name), 0)}
        self.say(node, "kg:alsoAnnounced", *map(integer, sorted(also - {definition.announced, 0, 1})))

    def _digit(self, digit: Digit) -> None:
        of = self.iris.term(self.place, digit.term)
        node = self.iris.part(digit.report, "digit", f"{of.value.rpartition('/')[2]}/{digit.position}")
        self.say(node, "rdf:type", kg("Digit"))
        self.say(node, "kg:digitOf", of)
        self.say(node, "kg:inReport", self.iris.report(digit.report))
        self.say(node, "kg:position", integer(digit.position))
        self.note(node, "kg:figure", digit.figure)
        self.say(node, "kg:evidence", self._passage(digit.told_in, digit.quote))
        if digit.meaning:
            self.say(node, "kg:meaning", self._passage(digit.told_in, digit.meaning))
        self.note(node, "kg:rule", digit.rule)

    def _passage(self, report: str, span: Span) -> NamedNode:
        """The node of a stretch of a report, described as the report's own graph describes its passages."""
        text = self.texts[report]
        source = text.source(span)
        node, own = self.iris.passage(report, source), Writer(self.iris.graph(report))
        selector = NamedNode(f"{node.value}/selector")
        own.say(node, "rdf:type", kg("Passage"), term("oa:SpecificResource"))
        own.say(node, "oa:hasSource", self.iris.report(report))
        own.say(node, "oa:hasSelector", selector)
        own.say(selector, "rdf:type", term("oa:TextPositionSelector"), term("oa:TextQuoteSelector"))
        own.say(selector, "oa:start", integer(source.start))
        own.say(selector, "oa:end", integer(source.end))
        own.say(selector, "oa:exact", Literal(text.quote(span)))
        self.quads.extend(own.quads)
        return node
