"""Rows into answers: each row with its term, what is told of it, and the sentences that it stands on."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg import query
from kg.site.coverage import Place
from kg.site.questions_table import Condition, Question, Row, narrowed
from kg.site.questions_words import label, told
from kg.site.reading import Reading
from kg.site.records import Book, Concept, Extent, Held
from kg.site.wording import Pair

_WHOLE, _AROUND = 170, 60
Pieces = list[tuple[str, bool]]


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing told of a row; where it is a report, `report` is that report."""

    label: Pair
    value: Pair
    report: Held | None


@dataclass(frozen=True, slots=True)
class Spot:
    """A sentence that a row stands on: report, section, and the sentence in pieces of which some are the point of it."""

    report: Held
    section: str
    sentence: Extent
    pieces: Pieces


@dataclass(frozen=True, slots=True)
class Line:
    """One row of an answer; `concept` is None where the row is about no term."""

    name: str
    concept: Concept | None
    facts: list[Fact]
    spots: list[Spot]


@dataclass(frozen=True, slots=True)
class Answer:
    """A question with its lines, the number of rows the query has without the conditions, and the SPARQL that gives them."""

    question: Question
    lines: list[Line]
    asked: int
    sparql: str
    command: str

    @property
    def silence(self) -> Pair:
        """What is said when there is no line: that there is nothing to ask, or that none is so."""
        said = self.question.none if self.asked == 0 or not self.question.empty[0] else self.question.empty
        return said[0].format(n=self.asked), said[1].format(n=self.asked)


class Desk:
    """The questions of one place and all that is needed to answer them."""

    def __init__(self, book: Book, place: Place, readings: Mapping[str, Reading]) -> None:
        self.book, self.place, self.readings = book, place, readings
        self.reports = {r.id: r for r in place.reports}
        self.concepts = {c.name: c for c in place.concepts}
        dated = [r.id for r in place.reports if r.year is not None]
        self.words = {"newest": dated[-1] if dated else ""}
        self._sections = {
            r: [(h.extent.start, h.text) for h in book.outlines.get(r, []) if h.text] for r in self.reports
        }
        self._texts: dict[str, dict[str, Extent]] = {}

    def answer(self, question: Question) -> Answer:
        """The rows of a question's query that are of this place and pass its conditions."""
        columns = query.columns(query.text_of(question.query))
        tests = question.tests(self.words)
        own = self._own(question, columns)
        asked = [row for row in self.book.asked.get(question.query, ()) if all(test.holds(row) for test in own)]
        lines = [self._line(question, row) for row in asked if all(test.holds(row) for test in tests)]
        every = [*(own if len(self.book.reports) > len(self.reports) else []), *tests]
        sparql = narrowed(query.text_of(question.query), every)
        return Answer(question, lines, len(asked), sparql, _command(question.query, every))

    def _own(self, question: Question, columns: Sequence[str]) -> list[Condition]:
        """The condition that keeps a query's rows to this place."""
        if "place" in columns:
            return [Condition("place", (self.place.name,), False)]
        report = question.evidence[0].replace("=", "@").partition("@")[0] if question.evidence else "report"
        return [Condition(report, tuple(self.reports), False)]

    def _line(self, question: Question, row: Row) -> Line:
        name = row.get(question.term, "")
        spots = [s for part in question.evidence for s in self._spot(part, row, name) if s is not None]
        facts = [f for columns in question.facts for f in self._fact(question.query, columns, row)]
        return Line(name, self.concepts.get(name), facts, spots)

    def _fact(self, asked: str, columns: tuple[str, ...], row: Row) -> Iterable[Fact]:
        if not row[columns[0]]:
            return
        shown = [told(c, row[c], self.book.kinds) for c in columns if row[c]]
        joined = " – " if columns[0] == "first" else ""
        zh, en = (joined.join(pair[i] for pair in shown) for i in (0, 1))
        yield Fact(label(asked, columns[0]), (zh, en), self.reports.get(row[columns[0]]))

    def _spot(self, part: str, row: Row, name: str) -> Iterable[Spot | None]:
        """The sentence that a row stands on, found by its place in the source or by its text."""
        report, at, where = part.partition("@") if "@" in part else part.partition("=")
        held = self.reports.get(row.get(report, ""))
        if held is None:
            return
        reading = self.readings[held.id]
        if at == "=":
            sentence = self._by_text(held.id, row[where])
            if sentence is not None:
                yield self._quote(held, reading, sentence, None, _about(report, row) or name)
            return
        start, _, end = where.partition("-")
        if row.get(start) and row.get(end):
            extent = Extent(int(row[start]), int(row[end]))
            first = reading.sentence_around(extent.start)
            yield self._quote(held, reading, Extent(first.start, max(first.end, extent.end)), extent, name, first)

    def _by_text(self, report: str, text: str) -> Extent | None:
        """Where a sentence, or a clause of one, stands; the first place where the same words stand."""
        if report not in self._texts:
            reading = self.readings[report]
            self._texts[report] = {
                _bare(reading.excerpt(s, ())): s for s in reversed(self.book.sentences.get(report, []))
            }
        texts, wanted = self._texts[report], "".join(text.split())
        return texts.get(wanted) or next(
            (s for words, s in reversed(texts.items()) if wanted and wanted in words), None
        )

    def _quote(
        self, held: Held, reading: Reading, shown: Extent, hit: Extent | None, name: str, link: Extent | None = None
    ) -> Spot:
        narrow = hit is not None and hit.end - hit.start < shown.end - shown.start - 4
        pieces = reading.excerpt(shown, [hit] if narrow and hit else self._said(held.id, shown, name))
        if not any(on for _, on in pieces):
            pieces = _marked("".join(text for text, _ in pieces), name)
        sections = self._sections[held.id]
        index = bisect_right(sections, shown.start, key=lambda s: s[0]) - 1
        return Spot(held, sections[index][1] if index >= 0 else "", link or shown, shortened(pieces))

    def _said(self, report: str, shown: Extent, name: str) -> list[Extent]:
        """Where a term stands in a sentence, in whatever form."""
        concept = self.concepts.get(name)
        seen = concept.sightings if concept else ()
        return [s.extent for s in seen if s.report == report and shown.start <= s.extent.start < shown.end]


def _about(report: str, row: Row) -> str:
    """The term that a sentence on one side of a link is about: from_report goes with from_term.

    >>> _about("from_report", {"from_term": "五链融合", "to_term": "六链融合"})
    '五链融合'
    """
    return row.get(report.removesuffix("report") + "term", "")


def _bare(pieces: Pieces) -> str:
    return "".join("".join(text for text, _ in pieces).split())


def _marked(text: str, name: str) -> Pieces:
    """A sentence with a name marked in it, where it stands there.

    >>> _marked("做好“六稳”工作。", "六稳")
    [('做好“', False), ('六稳', True), ('”工作。', False)]
    """
    before, found, after = text.partition(name) if name else (text, "", "")
    return [(piece, on) for piece, on in ((before, False), (found, True), (after, False)) if piece]


def shortened(pieces: Pieces) -> Pieces:
    """A long sentence cut to what stands around its point; the link leads to the whole of it.

    >>> shortened([("甲" * 200, False), ("六稳", True), ("。", False)])[0][0] == "…" + "甲" * 60
    True
    """
    if sum(len(text) for text, _ in pieces) <= _WHOLE:
        return pieces
    marked = [i for i, (_, on) in enumerate(pieces) if on]
    if not marked:
        return [("".join(text for text, _ in pieces)[: _WHOLE - 1] + "…", False)]
    kept = pieces[max(0, marked[0] - 1) : marked[-1] + 2]
    if not kept[0][1] and (marked[0] > 1 or len(kept[0][0]) > _AROUND):
        kept[0] = ("…" + kept[0][0][-_AROUND:], False)
    if not kept[-1][1] and (marked[-1] + 2 < len(pieces) or len(kept[-1][0]) > _AROUND):
        kept[-1] = (kept[-1][0][:_AROUND] + "…", False)
    return kept


def _command(name: str, tests: Sequence[Condition]) -> str:
    """The command line that gives the same rows, where plain equalities say it all."""
    if any(t.other or len(t.values) != 1 or not t.values[0] for t in tests):
        return ""
    return f"kg query {name} --graph build" + "".join(f" --{t.column} '{t.values[0]}'" for t in tests)
