"""The rows of the audits: what each query found, with the quotation that it stands on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from kg.site.citing import Cited, Citing
from kg.site.coverage import Place
from kg.site.records import Book, Concept, Extent, Held

Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Counted:
    """A definition whose name announces a number, against the items it lists; `agrees` is true, false, open, or blank."""

    term: str
    concept: Concept | None
    announced: str
    found: str
    agrees: str
    source: str
    cited: Cited


@dataclass(frozen=True, slots=True)
class Code:
    """A digit code in a report: each figure with its meaning, blank where it is open, and the passages that tell."""

    term: str
    concept: Concept | None
    report: Held
    figures: tuple[tuple[str, str], ...]
    told: tuple[Cited, ...]

    @property
    def open(self) -> int:
        """How many figures have no meaning."""
        return sum(not meaning for _, meaning in self.figures)

    @property
    def untold(self) -> bool:
        """Whether no figure has a meaning."""
        return self.open == len(self.figures)


@dataclass(frozen=True, slots=True)
class Unexplained:
    """A formulation that a report uses and does not explain, with the report that does."""

    term: str
    concept: Concept | None
    mentions: int
    cited: Cited
    elsewhere: Held | None


@dataclass(frozen=True, slots=True)
class Homograph:
    """One form that stands for different things in two reports of the place, or here and in another place."""

    term: str
    other: str
    other_place: str
    concept: Concept | None
    other_concept: Concept | None
    rule: str
    here: Cited | None
    there: Cited | None
    other_words: str


@dataclass(frozen=True, slots=True)
class Clash:
    """Figures that do not agree; with no `level` these are two growths of one thing."""

    row: Row
    report: Held
    stated: Cited | None
    before: Cited | None


@dataclass(frozen=True, slots=True)
class Carried:
    """What a report repeats of earlier ones: counts by status, and the sentences that are repeated."""

    report: Held
    counts: Mapping[str, int]
    pairs: tuple[tuple[str, str, Cited, Cited], ...]

    @property
    def judged(self) -> int:
        """The sentences that were judged."""
        return sum(self.counts.values())


class Audits:
    """The audits of one place; each list is read from rows that are filed by report or place."""

    def __init__(self, book: Book, place: Place, citing: Citing) -> None:
        self._book, self.place, self._citing = book, place, citing
        self._concepts = {c.name: c for c in place.concepts}
        self._clauses: dict[str, dict[str, Extent]] = {}

    def _rows(self, drawer: str) -> Iterator[Row]:
        """The rows of a drawer that is filed by report, in the order of the reports."""
        for report in self.place.reports:
            yield from self._book.filed.get(drawer, {}).get((report.id,), [])

    def counted(self) -> list[Counted]:
        """Every definition, those that do not agree first."""
        order = ("false", "open", "true", "")
        found = [
            Counted(r["term"], self._concepts.get(r["term"]), r["announced"], r["found"], r["agrees"], r["source"],
                    self._citing.clause(r["report"], r["start"], r["end"]))
            for r in self._rows("counted")
        ]  # fmt: skip
        return sorted(found, key=lambda c: order.index(c.agrees) if c.agrees in order else len(order))

    def codes(self) -> list[Code]:
        """Digit codes, those that are told in full first."""
        rows = self._book.filed.get("coded", {}).get((self.place.name,), [])
        found = []
        for (report, term), group in groupby(rows, key=lambda r: (r["report"], r["term"])):
            figures = list(group)
            told = {
                (r["told_in"], r["start"], r["end"]): r["quote"]
                for r in figures
                if r["told_in"] in self._citing.reports
            }
            cited = tuple(self._citing.clause(*key, self._hits(report, term, key)) for key in told)
            meanings = tuple((r["figure"], r["meaning"]) for r in figures)
            found.append(Code(term, self._concepts.get(term), self._citing.reports[report], meanings, cited))
        return sorted(found, key=lambda c: (c.open > 0, c.open == len(c.figures)))

    def unexplained(self) -> list[Unexplained]:
        """Formulations used and not explained, by report."""
        return [
            Unexplained(r["term"], self._concepts.get(r["term"]), int(r["mentions"]),
                        self._citing.sentence(r["report"], r["start"], self._hits(r["report"], r["term"])),
                        self._citing.reports.get(r["explained_in"]))
            for r in self._rows("unexplained")
        ]  # fmt: skip

    def homographs(self) -> list[Homograph]:
        """Forms that stand for different things."""
        return [
            Homograph(r["term"], r["other_term"], r["other_place"] if r["other_place"] != self.place.name else "",
                      self._concepts.get(r["term"]), self._concepts.get(r["other_term"]) if r["other_place"] == self.place.name else None,
                      r["rule"], self._seen(r["report"], r["term"]), self._seen(r["other_report"], r["other_term"]), r["other_quote"])
            for r in self._book.filed.get("homonyms", {}).get((self.place.name,), [])
        ]  # fmt: skip

    def clashes(self) -> list[Clash]:
        """Figures that do not agree."""
        return [
            Clash(r, self._citing.reports[r["report"]], self._by_words(r["report"], r["quote"]),
                  self._by_words(r["previous_report"], r["previous_quote"]))
            for r in self._rows("clashing")
        ]  # fmt: skip

    def carried(self) -> list[Carried]:
        """For each report that was compared with an earlier one, what it repeats."""
        found = []
        for report in self.place.reports:
            counts = {"verbatim": 0, "edited": 0, "new": 0}
            pairs = []
            for r in self._book.filed.get("carryover", {}).get((report.id,), []):
                counts[r["status"]] = counts.get(r["status"], 0) + 1
                if r["from_report"] in self._citing.reports:
                    now = self._citing.clause(report.id, r["start"], r["end"])
                    before = self._citing.clause(r["from_report"], r["from_start"], r["from_end"])
                    pairs.append((r["status"], r["similarity"], now, before))
            found.append(Carried(report, counts, tuple(pairs)))
        return found

    def doubts(self) -> dict[str, list[Cited]]:
        """What could not be placed, by reason, the commonest first."""
        found: dict[str, list[Cited]] = defaultdict(list)
        for r in self._rows("doubted"):
            hit = Extent(int(r["start"]), int(r["end"]))
            found[r["reason"]].append(self._citing.sentence(r["report"], r["start"], [hit]))
        return dict(sorted(found.items(), key=lambda d: (-len(d[1]), d[0])))

    def _hits(self, report: str, term: str, within: tuple[str, str, str] | None = None) -> list[Extent]:
        """Where a report says a term."""
        concept = self._concepts.get(term)
        if within is not None:
            report = within[0]
        return [s.extent for s in concept.sightings if s.report == report] if concept else []

    def _seen(self, report: str, term: str) -> Cited | None:
        """The first sentence of a report of this place that says a term."""
        hits = self._hits(report, term)
        return self._citing.sentence(report, hits[0].start, hits) if hits and report in self._citing.reports else None

    def _by_words(self, report: str, words: str) -> Cited | None:
        """A clause with a number, found by its words; the graph's row has no more than these."""
        if report not in self._citing.reports:
            return None
        if report not in self._clauses:
            figures = self._book.figures.get(report, [])
            self._clauses[report] = {self._citing.clause_text(report, f.clause): f.clause for f in reversed(figures)}
        extent = self._clauses[report].get("".join(words.split()))
        return self._citing.clause(report, *extent) if extent else None
