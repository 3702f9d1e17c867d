"""The picture's data: everything that the script draws, with its place, so that the browser has nothing to work out."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from typing import Any

from kg.site.addresses import report_page, spot, term_page
from kg.site.coverage import Place
from kg.site.kin_wording import level
from kg.site.lineage_lanes import Chart, Lane, Tied
from kg.site.lineage_levels import levels_of
from kg.site.lineage_records import Spot
from kg.site.lineage_wording import CONFIDENCE, LINKS, ORDERS, reason, rule
from kg.site.records import Book, Concept, Gloss, Held
from kg.site.wording import hanzi, ordinal

# Links of these rules compare the names themselves and not two lists of items.
_BY_NAME = frozenset(["members", "clipped", "nationwide-succession"])


def picture(book: Book, place: Place, chart: Chart, lanes: Iterable[Lane], words: bool = True) -> dict[str, Any]:
    """The data of some lanes of a chart; without `words` the sentences and items stay away, as on the home page."""
    return _Picture(book, place, chart, tuple(lanes), words).data()


class _Picture:
    def __init__(self, book: Book, place: Place, chart: Chart, lanes: tuple[Lane, ...], words: bool) -> None:
        self.book, self.place, self.chart, self.lanes, self.words = book, place, chart, lanes, words
        self.reports = [r for r in place.reports if r.year is not None]
        self.report_at = {r.id: i for i, r in enumerate(self.reports)}
        self.concepts = {c.name: c for c in place.concepts}
        self.terms: dict[str, int] = {}
        self.sentences: dict[tuple[int, int, int, str], int] = {}
        self.spots: dict[Spot, int] = {}
        self.shown: list[list[Any]] = []
        self.links: list[list[Any]] = []

    def data(self) -> dict[str, Any]:
        for at, lane in enumerate(self.lanes):
            for one in lane.shown:
                self.spots[one.spot] = len(self.shown)
                sentence = self._sentence(one.spot.report, one.start, one.end, one.quote) if self.words else -1
                self.shown.append(
                    [self._term(one.spot.term), self.report_at[one.spot.report], one.mentions, int(one.defined), one.sense, sentence,
                     lane.tracks[one.spot.term], at, "" if one.form == one.spot.term else one.form]
                )  # fmt: skip
        lanes = [self._lane(lane) for lane in self.lanes]
        return {
            "place": self.place.name, "columns": self._columns(), "reports": [self._report(r) for r in self.reports],
            "kinds": {k.code: [k.zh, k.en] for k in self.book.kinds.values()},
            "levels": {code: level(code) for code in sorted({code for lane in lanes for code in lane[-1]})},
            "relations": {code: [*name, *meaning] for code, (name, meaning) in LINKS.items()},
            "rules": {code: rule(code) for code in sorted({t.link.rule for lane in self.lanes for t in lane.ties})},
            "confidence": CONFIDENCE, "lanes": lanes, "shown": self.shown, "links": self.links,
            "terms": [[n, self.concepts[n].kind, term_page(self.place.name, n)] for n in self.terms],
            "sentences": [list(s) for s in self.sentences],
            "possible": self._possible() if self.words else [], "orders": {by: self.chart.order(by) for by in ORDERS} if self.words else {},
        }  # fmt: skip

    def _columns(self) -> list[list[Any]]:
        """Each year with its reports; a year with none is a column too."""
        return [[year, [self.report_at[r.id] for r in self.place.dated.get(year, [])]] for year in self.place.years]

    def _report(self, report: Held) -> list[Any]:
        congress, sitting = report.congress, report.session
        zh = [f"{hanzi(n)}{word}" if n else "" for n, word in ((congress, "届"), (sitting, "次"))]
        en = [f"{ordinal(n)} {word}" if n else "" for n, word in ((congress, "Congress"), (sitting, "session"))]
        return [report.id, report_page(report.id), report.year, report.speaker, *zh, *en]

    def _term(self, name: str) -> int:
        return self.terms.setdefault(name, len(self.terms))

    def _sentence(self, report: str, start: int, end: int, text: str) -> int:
        return self.sentences.setdefault((self.report_at[report], start, end, text), len(self.sentences))

    def _lane(self, lane: Lane) -> list[Any]:
        links = []
        for tied in lane.ties:
            ends = [self.spots.get(tied.link.earlier), self.spots.get(tied.link.later)]
            if None not in ends:
                links.append(len(self.links))
                self.links.append([*ends, *self._link(tied, lane)])
        return [
            lane.name,
            lane.id,
            lane.kind,
            [self.spots[s.spot] for s in lane.shown],
            links,
            1 + max(lane.tracks.values()),
            levels_of(self.book, self.place.name, lane),
        ]

    def _link(self, tied: Tied, lane: Lane) -> list[Any]:
        link = tied.link
        lists: list[Any] = [0, 0]
        if self.words and link.rule not in _BY_NAME and (link.added or link.removed):
            lists = [
                self._list(lane, link.earlier.report, link.removed, back=True),
                self._list(lane, link.later.report, link.added),
            ]
        return [tied.id, link.relation, link.rule, link.confidence, link.added, link.removed, int(tied.silent), *lists]

    def _list(self, lane: Lane, report: str, items: tuple[str, ...], back: bool = False) -> Any:
        """The list of items that was compared: that of the report, or the last before it that has the items named."""
        for other in (
            reversed(self.reports[: self.report_at[report] + 1]) if back else [self.reports[self.report_at[report]]]
        ):
            for gloss in _lists(lane, other.id, self.concepts):
                if set(items) <= {i.text for i in gloss.items}:
                    return [
                        self.report_at[other.id],
                        spot(*self._around(gloss)),
                        [i.text for i in gloss.items],
                        gloss.text,
                    ]
        return 0

    def _around(self, gloss: Gloss) -> tuple[int, int]:
        """The sentence in which a definition begins."""
        sentences = self.book.sentences.get(gloss.report, [])
        index = bisect_right(sentences, gloss.extent.start, key=lambda s: s.start) - 1
        return sentences[index] if index >= 0 else gloss.extent

    def _possible(self) -> list[list[Any]]:
        return [
            [self.spots[p.earlier], self.spots[p.later], p.relation, *reason(p.reason)] for p in self.chart.possible
        ]


def _lists(lane: Lane, report: str, concepts: Mapping[str, Concept]) -> list[Gloss]:
    found = [
        g for term in lane.tracks if term in concepts for g in concepts[term].glosses if g.report == report and g.items
    ]
    return sorted(found, key=lambda g: (-len(g.items), g.extent))
