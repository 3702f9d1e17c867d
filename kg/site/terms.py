"""What a term's page shows: definitions side by side, sentences by year, ties, and the terms nearby."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg.site.citation import Citation, of_entry, of_report
from kg.site.coverage import Cell, Place, presence, said
from kg.site.kin import Kin, Kinship, Turn
from kg.site.lineage_lanes import Chart
from kg.site.reading import Reading
from kg.site.records import Book, Concept, Extent, Gloss, Held, Sighting, Tie

_NEARBY = 12


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence in which a term stands, in pieces of which some are the term."""

    sentence: Extent
    section: str
    pieces: list[tuple[str, bool]]
    hits: list[Sighting]


@dataclass(frozen=True, slots=True)
class Chapter:
    """The sentences of one report."""

    report: Held
    quotes: list[Quote]


@dataclass(frozen=True, slots=True)
class Explained:
    """A definition with its report and the sentence it stands in."""

    report: Held
    gloss: Gloss
    sentence: Extent


@dataclass(frozen=True, slots=True)
class Column:
    """What one report says the term stands for, with the links that lead into it; no `explained` where it says nothing.

    `added` and `removed` are the items that came and went against the report that the links lead from.
    """

    report: Held
    explained: list[Explained]
    turns: tuple[Turn, ...]
    added: frozenset[str]
    removed: tuple[str, ...]

    def marks(self, gloss: Gloss) -> bool:
        """Whether a definition is one of those that were compared: it lists every item that came."""
        return bool(self.added) and self.added <= {i.text for i in gloss.items}


@dataclass(frozen=True, slots=True)
class Unexplained:
    """A report that says the term and does not explain it, with the one that does where there is one."""

    report: Held
    told_in: Held | None


@dataclass(frozen=True, slots=True)
class Tied:
    """A target of a term's ties: how it is tied, and the sentences of each report."""

    target: str
    relations: list[str]
    spots: list[tuple[Held, list[Extent]]]


@dataclass(frozen=True, slots=True)
class TermView:
    """All that a term's page shows."""

    concept: Concept
    cells: list[Cell]
    years: list[int]
    chapters: list[Chapter]
    definitions: list[Column]
    unexplained: list[Unexplained]
    kin: Kinship
    cited: list[tuple[Held, Citation]]
    entry: Citation
    ties: dict[str, list[Tied]]
    beside: list[tuple[Concept, int]]
    alike: list[Concept]

    def first_of(self, report: Held) -> Extent:
        """The first sentence of a report that says the term."""
        return next(c.quotes[0].sentence for c in self.chapters if c.report == report)

    @property
    def counted(self) -> list[Gloss]:
        """The definitions of which the name announces a number."""
        return [d.gloss for column in self.definitions for d in column.explained if d.gloss.announced is not None]


class Terms:
    """The terms of a place, ready to be shown one by one."""

    def __init__(self, book: Book, place: Place, readings: Mapping[str, Reading], drawn: Chart) -> None:
        self.book, self.place, self.readings = book, place, readings
        self.kin = Kin(book, place, readings, drawn)
        self.reports = {r.id: r for r in place.reports}
        self.by_name = {c.name: c for c in place.concepts}
        self._pairs: dict[str, list[Concept]] = defaultdict(list)
        for concept in place.concepts:
            for pair in sorted(_pairs(concept.name)):
                self._pairs[pair].append(concept)

    def view(self, concept: Concept) -> TermView:
        """Everything about one term."""
        cells = presence(concept, self.place)
        beside = [(self.by_name[name], count) for name, count in concept.neighbours[:_NEARBY] if name in self.by_name]
        kin = self.kin.of(concept, cells)
        chapters = self._chapters(concept)
        cited = [(chapter.report, of_report(chapter.report, chapter.quotes[0].sentence)) for chapter in chapters]
        entry = of_entry(concept.name, concept.place, concept.iri, self.book.manifest["graph_sha256"])
        return TermView(
            concept, cells, said(cells), chapters, self._definitions(concept, kin), self._unexplained(concept), kin, cited, entry,
            self._ties(concept), beside, self._alike(concept),
        )  # fmt: skip

    def _chapters(self, concept: Concept) -> list[Chapter]:
        groups: dict[str, dict[Extent, list[Sighting]]] = defaultdict(lambda: defaultdict(list))
        for sighting in concept.sightings:
            groups[sighting.report][sighting.sentence].append(sighting)
        return [Chapter(r, [self._quote(r.id, s, hits) for s, hits in groups[r.id].items()]) for r in self.place.reports if r.id in groups]

    def _quote(self, report: str, sentence: Extent, hits: list[Sighting]) -> Quote:
        pieces = self.readings[report].excerpt(sentence, (h.extent for h in hits))
        return Quote(sentence, hits[0].section, pieces, hits)

    def _definitions(self, concept: Concept, kin: Kinship) -> list[Column]:
        """A column for each report that explains the term or in which it changed; none where no report explains it."""
        told: dict[str, list[Explained]] = defaultdict(list)
        for gloss in sorted(concept.glosses, key=lambda g: (g.report, g.extent, g.source)):
            told[gloss.report].append(Explained(self.reports[gloss.report], gloss, self._sentence(gloss.report, gloss.extent)))
        changed = {report for report, turns in kin.into.items() if any(t.changed for t in turns)}
        return [self._column(r, told[r.id], kin) for r in self.place.reports if r.id in told.keys() | changed] if told or changed else []

    def _column(self, report: Held, explained: list[Explained], kin: Kinship) -> Column:
        turns = kin.into.get(report.id, ())
        links = [t.tied.link for t in turns]
        added = frozenset(item for link in links for item in link.added)
        return Column(report, explained, turns, added, tuple(dict.fromkeys(item for link in links for item in link.removed)))

    def _unexplained(self, concept: Concept) -> list[Unexplained]:
        """The reports that say the term and do not explain it, by the rows of `undefined` where a report has a year."""
        saying, explaining = {s.report for s in concept.sightings}, {g.report for g in concept.glosses}
        drawer = self.book.filed.get("undefined", {})
        rows = {r.id: drawer.get((r.id, concept.name), []) for r in self.place.reports if r.id in saying - explaining}
        return [Unexplained(self.reports[r], self.reports.get(found[0]["explained_in"]) if found else None) for r, found in rows.items()]

    def _ties(self, concept: Concept) -> dict[str, list[Tied]]:
        groups: dict[tuple[str, str], list[Tie]] = defaultdict(list)
        for tie in concept.ties:
            groups[tie.kind, tie.target].append(tie)
        kinds: dict[str, list[Tied]] = {"program": [], "indicator": [], "year": [], "place": []}
        for (kind, target), ties in groups.items():
            kinds.setdefault(kind, []).append(self._tied(target, ties))
        return {kind: sorted(tied, key=_strength) for kind, tied in kinds.items() if tied}

    def _tied(self, target: str, ties: list[Tie]) -> Tied:
        spots: dict[str, dict[Extent, None]] = defaultdict(dict)
        for tie in ties:
            spots[tie.report][self._sentence(tie.report, tie.extent)] = None
        return Tied(target, _ordered({t.relation for t in ties}), [(r, list(spots[r.id])) for r in self.place.reports if r.id in spots])

    def _sentence(self, report: str, extent: Extent) -> Extent:
        return self.readings[report].sentence_around(extent.start)

    def _alike(self, concept: Concept) -> list[Concept]:
        """The terms that share two neighbouring characters, the most alike first."""
        own = _pairs(concept.name)
        shared = Counter(other.name for pair in own for other in self._pairs[pair] if other is not concept)
        order = sorted(shared, key=lambda name: (-shared[name] / len(own | _pairs(name)), name))
        return [self.by_name[name] for name in order[:_NEARBY]]


def _strength(tied: Tied) -> tuple[bool, int, str]:
    """More than standing in one sentence first, then what is tied in more reports."""
    return tied.relations == ["cooccurs"], -len(tied.spots), tied.target


def _pairs(name: str) -> set[str]:
    """The pairs of neighbouring characters of a name.

    >>> sorted(_pairs("五链融合"))
    ['五链', '融合', '链融']
    """
    return {name[i : i + 2] for i in range(len(name) - 1)}


def _ordered(relations: Iterable[str]) -> list[str]:
    """Relations by how much they say; one that is not known here comes first."""
    return sorted(relations, key=lambda r: ("names quantifies cooccurs".find(r), r))
