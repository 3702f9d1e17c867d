"""What a term's page shows: definitions side by side, sentences by year, ties, and the terms nearby."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from kg.site.citation import of_entry, of_report
from kg.site.coverage import Place, presence, said
from kg.site.kin import Kin
from kg.site.kin_records import Kinship
from kg.site.lineage_lanes import Chart
from kg.site.reading import Reading
from kg.site.records import Book, Concept, Extent, Held, Sighting, Tie
from kg.site.term_records import Chapter, Column, Explained, Quote, TermView, Tied, Unexplained

_NEARBY = 12


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
        return [
            Chapter(r, [self._quote(r.id, s, hits) for s, hits in groups[r.id].items()])
            for r in self.place.reports
            if r.id in groups
        ]

    def _quote(self, report: str, sentence: Extent, hits: list[Sighting]) -> Quote:
        pieces = self.readings[report].excerpt(sentence, (h.extent for h in hits))
        return Quote(sentence, hits[0].section, pieces, hits)

    def _definitions(self, concept: Concept, kin: Kinship) -> list[Column]:
        """A column for each report that explains the term or in which it changed; none where no report explains it."""
        told: dict[str, list[Explained]] = defaultdict(list)
        for gloss in sorted(concept.glosses, key=lambda g: (g.report, g.extent, g.source)):
            told[gloss.report].append(
                Explained(self.reports[gloss.report], gloss, self._sentence(gloss.report, gloss.extent))
            )
        changed = {report for report, turns in kin.into.items() if any(t.changed for t in turns)}
        return (
            [self._column(r, told[r.id], kin) for r in self.place.reports if r.id in told.keys() | changed]
            if told or changed
            else []
        )

    def _column(self, report: Held, explained: list[Explained], kin: Kinship) -> Column:
        turns = kin.into.get(report.id, ())
        links = [t.tied.link for t in turns]
        added = frozenset(item for link in links for item in link.added)
        return Column(
            report, explained, turns, added, tuple(dict.fromkeys(item for link in links for item in link.removed))
        )

    def _unexplained(self, concept: Concept) -> list[Unexplained]:
        """The reports that say the term and do not explain it, by the rows of `undefined` where a report has a year."""
        saying, explaining = {s.report for s in concept.sightings}, {g.report for g in concept.glosses}
        drawer = self.book.filed.get("undefined", {})
        rows = {r.id: drawer.get((r.id, concept.name), []) for r in self.place.reports if r.id in saying - explaining}
        return [
            Unexplained(self.reports[r], self.reports.get(found[0]["explained_in"]) if found else None)
            for r, found in rows.items()
        ]

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
        return Tied(
            target,
            _ordered({t.relation for t in ties}),
            [(r, list(spots[r.id])) for r in self.place.reports if r.id in spots],
        )

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
