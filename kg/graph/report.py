"""The named graph of one report: header, sections, sentences, and all that was found in it. No blank nodes."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from pyoxigraph import Literal, NamedNode, Quad

from kg.extract.observations import base_value
from kg.graph.writer import Writer, at, date, decimal, integer, zh
from kg.iris import Iris
from kg.model import Chapter, Definition, Observation, Program, Section, Term
from kg.text import Span, Text
from kg.vocab import kg, term


def report_quads(chapter: Chapter, terms: Iterable[Term], iris: Iris) -> list[Quad]:
    """The named graph of one report; `terms` are those of its place."""
    return _ReportWriter(chapter, terms, iris).write()


class _ReportWriter(Writer):
    """Writes one report: header, sections, sentences, mentions, definitions, programs, observations, links, doubts."""

    def __init__(self, chapter: Chapter, terms: Iterable[Term], iris: Iris) -> None:
        self.report, self.chapter, self.iris = chapter.report, chapter, iris
        self.text: Text = chapter.report.text
        self.place = chapter.place
        self.canonical = {form: one.name for one in terms for form in (one.name, *one.variants)}
        self.node = iris.report(chapter.report.id)
        self.passages: set[Span] = set()
        self.sentence_starts = [s.start for s in chapter.report.sentences]
        super().__init__(iris.graph(chapter.report.id))

    def write(self) -> list[Quad]:
        self._header()
        for index, section in enumerate(self.report.sections):
            self._section(index, section)
        for sentence in self.report.sentences:
            self.say(self._passage(sentence), "rdf:type", kg("Sentence"))
            self.say(self._passage(sentence), "kg:inSection", self._section_at(sentence.start))
        for mention in self.chapter.mentions:
            self._mention(mention.term, mention.span)
        for definition in self.chapter.findings.definitions:
            self._definition(definition)
        for program in self.chapter.findings.programs:
            self._program(program)
        for index, seen in enumerate(self.chapter.findings.observations, 1):
            self._observation(index, seen)
        self._links()
        return self.quads

    def _header(self) -> None:
        report, header = self.report, self.report.header
        self.say(self.node, "rdf:type", kg("Report"), term("prov:Entity"))
        self.note(self.node, "dcterms:identifier", report.id)
        self.note(self.node, "dcterms:title", header.title)
        self.note(self.node, "kg:sha256", report.sha256)
        self.note(self.node, "kg:speaker", header.speaker)
        self.note(self.node, "kg:speakerTitle", header.speaker_title)
        self.note(self.node, "dcterms:source", report.source)
        self.say(self.node, "kg:characters", integer(len(self.text.raw)))
        for name, value in (("kg:year", header.year), ("kg:congress", header.congress), ("kg:session", header.session)):
            self.say(self.node, name, None if value is None else integer(value))
        if header.date:
            self.say(self.node, "dcterms:issued", date(header.date))
        if header.place:
            self.say(self.node, "kg:ofPlace", self.iris.place(self.place))
        if header.year is not None:
            year = self.iris.year(header.year)
            self.say(self.node, "kg:deliveredIn", year)
            self.say(year, "rdf:type", kg("Year"))
            self.say(year, "kg:year", integer(header.year))

    def _passage(self, span: Span) -> NamedNode:
        """The node of a stretch of the source, described once."""
        source = self.text.source(span)
        node = self.iris.passage(self.report.id, source)
        if source not in self.passages:
            self.passages.add(source)
            selector = NamedNode(f"{node.value}/selector")
            self.say(node, "rdf:type", kg("Passage"), term("oa:SpecificResource"))
            self.say(node, "oa:hasSource", self.node)
            self.say(node, "oa:hasSelector", selector)
            self.say(selector, "rdf:type", term("oa:TextPositionSelector"), term("oa:TextQuoteSelector"))
            self.say(selector, "oa:start", integer(source.start))
            self.say(selector, "oa:end", integer(source.end))
            self.say(selector, "oa:exact", Literal(self.text.quote(span)))
        return node

    def _section_node(self, index: int) -> NamedNode:
        return self.iris.part(self.report.id, "section", str(index + 1))

    def _section_at(self, at: int) -> NamedNode | None:
        """The innermost section around a character."""
        around = [i for i, s in enumerate(self.report.sections) if s.span.start <= at < s.span.end]
        return self._section_node(around[-1]) if around else None

    def _section(self, index: int, section: Section) -> None:
        node = self._section_node(index)
        self.say(node, "rdf:type", kg("Section"))
        self.say(node, "kg:inReport", self.node)
        self.say(node, "kg:position", integer(index + 1))
        self.say(node, "kg:depth", integer(section.level))
        self.note(node, "kg:heading", section.number + self.text.form(section.title))
        self.note(node, "kg:period", section.period)
        self.note(node, "kg:mode", section.mode)
        named = section.title.start < section.title.end  # a numeral may stand alone
        self.say(node, "kg:evidence", self._passage(section.title) if named else None)
        if section.parent is not None:
            self.say(node, "kg:partOf", self._section_node(section.parent))

    def _sentence_at(self, at: int) -> NamedNode | None:
        index = bisect_right(self.sentence_starts, at) - 1
        return self._passage(self.report.sentences[index]) if index >= 0 else None

    def _located(self, node: NamedNode, kind: str, span: Span, rule: str = "") -> None:
        """What every statement carries: its type, report, passage, sentence, section and rule."""
        self.say(node, "rdf:type", kg(kind))
        self.say(node, "kg:inReport", self.node)
        self.say(node, "kg:evidence", self._passage(span))
        self.say(node, "kg:inSentence", self._sentence_at(span.start))
        self.say(node, "kg:inSection", self._section_at(span.start))
        self.note(node, "kg:rule", rule)

    def _mention(self, name: str, span: Span) -> None:
        node = self.iris.part(self.report.id, "mention", at(self.text.source(span)))
        self._located(node, "Mention", span)
        self.say(node, "rdf:type", term("oa:Annotation"))
        self.say(node, "oa:hasBody", self.iris.term(self.place, name))
        self.say(node, "oa:hasTarget", self._passage(span))

    def _definition(self, definition: Definition) -> None:
        of = self.iris.term(self.place, self.canonical.get(definition.term, definition.term))
        node = self.iris.definition(self.report.id, self.text.source(definition.span), of, definition.source)
        self._located(node, "Definition", definition.span, definition.rule)
        self.say(node, "kg:defines", of)
        self.note(node, "kg:headword", definition.headword)
        self.note(node, "kg:definedBy", definition.source)
        self.say(node, "kg:gloss", self._passage(definition.gloss))
        self.say(node, "kg:announced", None if definition.announced is None else integer(definition.announced))
        self.say(node, "kg:found", integer(len(definition.items)))
        for position, item in enumerate(definition.items, 1):
            part = NamedNode(f"{node.value}/{position}")
            self.say(part, "rdf:type", kg("Item"))
            self.say(part, "kg:position", integer(position))
            self.say(part, "kg:evidence", self._passage(item))
            self.say(node, "kg:item", part)

    def _program(self, program: Program) -> None:
        naming = self.iris.part(
            self.report.id, "naming", f"{at(self.text.source(program.span))}/{_slug(self.iris, program.name)}"
        )
        self._located(naming, "Naming", program.span, program.rule)
        of = self.iris.program(self.place, program.name)
        self.say(naming, "kg:program", of)
        self.say(of, "rdf:type", kg("Program"))
        self.say(of, "skos:prefLabel", zh(program.name))
        self.note(of, "kg:programType", program.type)

    def _observation(self, index: int, seen: Observation) -> None:
        node = self.iris.part(self.report.id, "observation", str(index))
        self._located(node, "Observation", seen.clause, seen.rule)
        self.say(node, "rdf:type", term("qb:Observation"))
        self.say(node, "qb:dataSet", self.iris.dataset())
        self.say(node, "kg:number", self._passage(seen.number))
        for name, value in (
            ("kg:indicatorName", seen.indicator), ("kg:measure", seen.measure), ("kg:value", seen.value),
            ("kg:unit", seen.unit), ("kg:qualifier", seen.qualifier), ("kg:mode", seen.mode), ("kg:period", seen.period),
        ):  # fmt: skip
            self.note(node, name, value)
        if seen.concept:
            self.say(node, "kg:indicator", self.iris.indicator(seen.concept))
        amount, unit = base_value(seen.value, seen.unit)
        if amount is not None:
            self.say(node, "kg:baseValue", decimal(amount))
            self.note(node, "kg:baseUnit", unit)

    def _links(self) -> None:
        for index, link in enumerate(self.chapter.links, 1):
            node = self.iris.part(self.report.id, "link", str(index))
            self.say(node, "rdf:type", kg("Link"))
            self.say(node, "kg:inReport", self.node)
            self.say(node, "kg:linksTerm", self.iris.term(self.place, self.canonical.get(link.term, link.term)))
            self.say(node, "kg:evidence", self._passage(link.span))
            self.note(node, "kg:relation", link.relation)
            self.note(node, "kg:targetKind", link.target_kind)
            self.note(node, "kg:target", link.target)
        for index, absence in enumerate(self.chapter.absences, 1):
            node = self.iris.part(self.report.id, "absence", str(index))
            self.say(node, "rdf:type", kg("Absence"))
            self.say(node, "kg:inReport", self.node)
            self.say(node, "kg:indicator", self.iris.indicator(absence.concept))
            self.note(node, "kg:period", absence.period)
            self.note(node, "kg:status", absence.status)
            self.say(node, "kg:evidence", self._passage(absence.span))
        for index, doubt in enumerate(self.chapter.findings.doubts, 1):
            node = self.iris.part(self.report.id, "doubt", str(index))
            self.say(node, "rdf:type", kg("Doubt"))
            self.say(node, "kg:inReport", self.node)
            self.say(node, "kg:evidence", self._passage(doubt.span))
            self.note(node, "kg:reason", doubt.reason)


def _slug(iris: Iris, name: str) -> str:
    return iris.program("", name).value.rpartition("/")[2]
