"""What a term's page tells of lineage: its lane from year to year, what changed and by which rule, and where it comes from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from kg.lineage.forms import plain
from kg.site.coverage import Cell, Place
from kg.site.filing import Row
from kg.site.kin_records import Decoded, Digit, Doubt, Family, Kinship, Origin, Step, Turn
from kg.site.lineage_lanes import Chart, Lane, Tied
from kg.site.lineage_records import Possible, Shown
from kg.site.reading import Reading
from kg.site.records import Book, Concept, Held


class Kin:
    """The lineage of a place, ready to be told term by term."""

    def __init__(self, book: Book, place: Place, readings: Mapping[str, Reading], drawn: Chart) -> None:
        self._book, self._place, self._readings = book, place, readings
        self._lanes: dict[str, dict[str, Lane]] = defaultdict(dict)
        self._shown: dict[tuple[str, str], Shown] = {}
        self._lane_at: dict[tuple[str, str], Lane] = {}
        self._turns: dict[str, list[Turn]] = defaultdict(list)
        self._possible: dict[str, list[Possible]] = defaultdict(list)
        every = (*drawn.lanes, *drawn.once)
        for lane in every:
            for one in lane.shown:
                self._shown[one.spot] = one
                self._lane_at[one.spot] = lane
                self._lanes[one.spot.term][lane.id] = lane
        self._of_lane = {lane.id: [self._turn(t) for t in lane.ties] for lane in every}
        for turns in self._of_lane.values():
            for turn in turns:
                for name in {turn.earlier.spot.term, turn.later.spot.term}:
                    self._turns[name].append(turn)
        for one_possible in drawn.possible:
            for name in {one_possible.earlier.term, one_possible.later.term}:
                self._possible[name].append(one_possible)

    def of(self, concept: Concept, cells: Sequence[Cell]) -> Kinship:
        """What there is to tell of a term."""
        name, turns = concept.name, self._turns[concept.name]
        into: dict[str, list[Turn]] = defaultdict(list)
        for turn in turns:
            if turn.later.spot.term == name:
                into[turn.later.spot.report].append(turn)
        met = {
            lane.id: lane for turn in turns for lane in [self._lane_at[turn.later.spot]]
        }  # a homonym is told on the other's lane
        lanes = {**self._lanes[name], **met}.values()
        return Kinship(
            tuple(self._family(lane) for lane in lanes), {r: tuple(found) for r, found in into.items()},
            tuple(t for t in turns if t.earlier.spot.term == name and t.later.spot.term != name),
            tuple(self._doubt(p) for p in self._possible[name]), self._origin(concept, cells), self._homographs(name),
            tuple(t for t in turns if t.relation == "homonym"), self._decoded(name),
            frozenset(s.year for lane in lanes for s in lane.shown if s.spot.term == name and s.defined),
        )  # fmt: skip

    def _turn(self, tied: Tied) -> Turn:
        return Turn(tied, self._shown[tied.link.earlier], self._shown[tied.link.later])

    def _doubt(self, possible: Possible) -> Doubt:
        return Doubt(possible, self._shown[possible.earlier], self._shown[possible.later])

    def _family(self, lane: Lane) -> Family:
        said: dict[int, list[Shown]] = defaultdict(list)
        for one in lane.shown:
            said[one.year].append(one)
        into: dict[int, list[Turn]] = defaultdict(list)
        for turn in self._of_lane[lane.id]:
            into[turn.later.year].append(turn)
        dated = self._place.dated
        years = [y for y in self._place.years if min(said) <= y <= max(said)]
        return Family(
            lane, tuple(Step(y, _state(y, said, dated), tuple(said.get(y, ())), tuple(into.get(y, ()))) for y in years)
        )

    def _origin(self, concept: Concept, cells: Sequence[Cell]) -> Origin:
        filed = self._book.filed
        first = next((c.year for c in cells if c.state == "said"), None)
        before = [c for c in cells if first is not None and c.year < first]
        silent = max((c.year for c in before if c.state == "silent"), default=None)
        gap = tuple(c.year for c in before if c.state == "unheld" and (silent is None or c.year > silent))
        adopted = filed.get("transmissions", {}).get((concept.place, concept.name), [])
        return Origin(
            tuple(adopted), tuple(filed.get("ladder", {}).get((plain(concept.name),), [])), first, silent, gap
        )

    def _homographs(self, name: str) -> tuple[Row, ...]:
        """The other forms that are no more than alike, whichever of the two a row is told from."""
        key, filed = (self._place.name, name), self._book.filed
        return (
            *filed.get("homographs", {}).get(key, ()),
            *(_turned(row) for row in filed.get("homographs of", {}).get(key, ())),
        )

    def _decoded(self, name: str) -> tuple[Decoded, ...]:
        """A digit code by report; reports that say the same stand together."""
        by_report: dict[str, list[Row]] = defaultdict(list)
        for row in self._book.filed.get("digits", {}).get((self._place.name, name), []):
            by_report[row["report"]].append(row)
        alike: dict[tuple[tuple[str, str], ...], list[str]] = defaultdict(list)
        for report, found in by_report.items():
            alike[tuple((r["figure"], r["meaning"]) for r in found)].append(report)
        held = {r.id: r for r in self._place.reports}
        order = list(held)
        groups = sorted(alike.values(), key=lambda reports: order.index(reports[0]))
        return tuple(
            Decoded(tuple(held[r] for r in group), tuple(self._digit(row, held) for row in by_report[group[0]]))
            for group in groups
        )

    def _digit(self, row: Row, held: Mapping[str, Held]) -> Digit:
        sentence = self._readings[row["told_in"]].sentence_around(int(row["start"]))
        return Digit(row["figure"], row["meaning"], row["rule"], held[row["told_in"]], sentence)


def _state(year: int, said: Mapping[int, object], dated: Mapping[int, object]) -> str:
    return "said" if year in said else "silent" if year in dated else "unheld"


def _turned(row: Row) -> Row:
    """A row of homographs told from its other side."""
    sides = ("term", "place", "report", "quote")
    return {**row, **{f"other_{name}": row[name] for name in sides}, **{name: row[f"other_{name}"] for name in sides}}
