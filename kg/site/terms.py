"""What a term's page shows: definitions side by side, sentences by year, ties, and the terms nearby."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg.site.coverage import Cell, Place, presence, said
from kg.site.reading import Reading
from kg.site.records import Concept, Extent, Gloss, Held, Sighting

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
class Tied:
    """A target of a term's ties: how it is tied, and the sentences, each with its report."""

    target: str
    relations: list[str]
    spots: list[tuple[Held, Extent]]


@dataclass(frozen=True, slots=True)
class TermView:
    """All that a term's page shows."""

    concept: Concept
    cells: list[Cell]
    years: list[int]
    chapters: list[Chapter]
    definitions: list[Explained]
    ties: dict[str, list[Tied]]
    beside: list[tuple[Concept, int]]
    alike: list[Concept]

    @property
    def counted(self) -> list[Gloss]:
        """The definitions of which the name announces a number."""
        return [d.gloss for d in self.definitions if d.gloss.announced is not None]


class Terms:
    """The terms of a place, ready to be shown one by one."""

    def __init__(self, place: Place, readings: Mapping[str, Reading]) -> None:
        self.place, self.readings = place, readings
        self.reports = {r.id: r for r in place.reports}
        self.by_name = {c.name: c for c in place.concepts}
        self._pairs: dict[str, list[Concept]] = defaultdict(list)
        for concept in place.concepts:
            for pair in sorted(_pairs(concept.name)):
                self._pairs[pair].append(concept)

    def view(self, concept: Concept) -> TermView:
        """Everything about one term."""
        cells = presence(concept, self.place)
        beside = [(self.by_name[name], count) for name, count in concept.neighbours if name in self.by_name]
        return TermView(
            concept, cells, said(cells), self._chapters(concept), self._definitions(concept), self._ties(concept), beside[:_NEARBY], self._alike(concept)
        )

    def _chapters(self, concept: Concept) -> list[Chapter]:
        groups: dict[str, dict[Extent, list[Sighting]]] = defaultdict(lambda: defaultdict(list))
        for sighting in concept.sightings:
            groups[sighting.report][sighting.sentence].append(sighting)
        return [Chapter(r, [self._quote(r.id, s, hits) for s, hits in groups[r.id].items()]) for r in self.place.reports if r.id in groups]

    def _quote(self, report: str, sentence: Extent, hits: list[Sighting]) -> Quote:
        pieces = self.readings[report].excerpt(sentence, (h.extent for h in hits))
        return Quote(sentence, hits[0].section, pieces, hits)

    def _definitions(self, concept: Concept) -> list[Explained]:
        found = [(self.reports[g.report], g) for g in concept.glosses]
        return [Explained(r, g, self._sentence(r.id, g.extent)) for r, g in sorted(found, key=lambda p: (p[0].year or 0, p[0].id, p[1].extent))]

    def _ties(self, concept: Concept) -> dict[str, list[Tied]]:
        spots: dict[tuple[str, str], dict[tuple[str, Extent], None]] = defaultdict(dict)
        relations: dict[tuple[str, str], set[str]] = defaultdict(set)
        for tie in concept.ties:
            spots[tie.kind, tie.target][tie.report, self._sentence(tie.report, tie.extent)] = None
            relations[tie.kind, tie.target].add(tie.relation)
        kinds: dict[str, list[Tied]] = {}
        for kind in ("program", "indicator", "year", "place"):
            tied = [Tied(t, _ordered(relations[k, t]), [(self.reports[r], e) for r, e in found]) for (k, t), found in spots.items() if k == kind]
            kinds[kind] = sorted(tied, key=lambda one: (one.relations == ["cooccurs"], -len(one.spots), one.target))
        return {kind: tied for kind, tied in kinds.items() if tied}

    def _sentence(self, report: str, extent: Extent) -> Extent:
        return self.readings[report].sentence_around(extent.start)

    def _alike(self, concept: Concept) -> list[Concept]:
        """The terms that share two neighbouring characters, the most alike first."""
        own = _pairs(concept.name)
        shared = Counter(other.name for pair in own for other in self._pairs[pair] if other is not concept)
        order = sorted(shared, key=lambda name: (-shared[name] / len(own | _pairs(name)), name))
        return [self.by_name[name] for name in order[:_NEARBY]]


def _pairs(name: str) -> set[str]:
    """The pairs of neighbouring characters of a name.

    >>> sorted(_pairs("五链融合"))
    ['五链', '融合', '链融']
    """
    return {name[i : i + 2] for i in range(len(name) - 1)}


def _ordered(relations: Iterable[str]) -> list[str]:
    """Relations by how much they say."""
    return sorted(relations, key=("names", "quantifies", "cooccurs").index)
