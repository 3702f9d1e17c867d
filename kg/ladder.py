"""The transmission ladder: at which level and where a formulation is first used, and whom a place has it from.

Within a place lineage is traced from report to report; between places nothing but the form, the items and the text's own
words (全省“…”, 市委提出的“…”) can tell. The reports of a place are read once; places meet form by form.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass

from kg.extract.patterns import nationwide
from kg.lineage.components import compare
from kg.lineage.forms import brief, plain, reusable
from kg.lineage.records import Appearance, Trace
from kg.model import Chapter, Level
from kg.text import Span

LEVELS: tuple[Level, ...] = ("centre", "province", "prefecture", "county")
_LONG = 6  # years without use after which a brief form may have come to stand for something else
_NO_VERB = r"(?:(?![率领首唯推])[一-鿿]){0,4}“?$"
_SAID: tuple[tuple[Level, re.Pattern[str]], ...] = (
    ("centre", re.compile(r"(?<![在居])(?:党中央|中共中央|中央|国务院|国家|全国)" + _NO_VERB)),
    ("province", re.compile(r"(?<![在居])(?:省委|省政府|全省|我省|自治区)" + _NO_VERB)),
    ("prefecture", re.compile(r"(?<![在居])(?:市委|市政府|全市|我市)" + _NO_VERB)),
)


@dataclass(frozen=True, slots=True)
class Use:
    """The first use of a form in one place.

    `years` are those in which it stands for the same thing there. `silent` is the year of the last held report before it
    in which the form is not used, None where no earlier report is held: then the first use may be earlier. `items` is the
    first list that the place gives. `said` are the levels above the place that its reports name right before the form,
    each with the report and the mention.
    """

    key: str
    term: str
    place: str
    level: Level
    code: str
    year: int
    report: str
    at: Span
    silent: int | None
    years: tuple[int, ...]
    items: tuple[str, ...]
    said: tuple[tuple[Level, str, Span], ...]

    def line(self) -> str:
        """The use as one line of text that begins with its key, so that the lines of many places merge in order."""
        return f"{self.key}\t{json.dumps(astuple(self), ensure_ascii=False)}\n"

    @classmethod
    def of_line(cls, line: str) -> Use:
        """The use that `line` came from."""
        key, term, place, level, code, year, report, at, silent, years, items, said = json.loads(
            line.partition("\t")[2]
        )
        above = tuple((one, where, Span(*span)) for one, where, span in said)
        return cls(key, term, place, level, code, year, report, Span(*at), silent, tuple(years), tuple(items), above)


@dataclass(frozen=True, slots=True)
class Rung:
    """The first use of a form at one level among the places held."""

    level: Level
    use: Use


@dataclass(frozen=True, slots=True)
class Transmission:
    """How a place's form stands to other places: `adopted` from above, `shared`, or a `homograph` of another's.

    `source` is the use it is compared with, None where only the text or the nationwide list names the `level`.
    """

    relation: str
    use: Use
    source: Use | None
    level: Level
    rule: str


@dataclass(frozen=True, slots=True)
class Ladder:
    """All that is known of one form across places."""

    key: str
    rungs: tuple[Rung, ...]
    transmissions: tuple[Transmission, ...]


def uses(trace: Trace, chapters: Sequence[Chapter]) -> list[Use]:
    """The first use of each form of a place, in order of their keys; none for a place whose level is not known."""
    header = chapters[0].report.header
    if not header.level:
        return []
    by_report = {c.report.id: c for c in chapters}
    held = sorted({h.year for h in trace.holdings if h.reports})
    of_term: dict[str, list[Appearance]] = {}
    for shown in trace.appearances:
        if shown.sense == 1:
            of_term.setdefault(shown.term, []).append(shown)
    found = []
    for name, seen in of_term.items():
        first = min(seen, key=lambda a: (a.year, a.report))
        years = tuple(sorted({a.year for a in seen}))
        silent = max((year for year in held if year < first.year), default=None)
        said = _said(name, seen, by_report, header.level)
        items = _items(seen, by_report)
        found.append(
            Use(plain(name), name, trace.place, header.level, header.code, first.year, first.report, first.at, silent, years, items, said)
        )  # fmt: skip
    return sorted(found, key=lambda u: (u.key, u.term))


def _items(seen: Iterable[Appearance], by_report: dict[str, Chapter]) -> tuple[str, ...]:
    for shown in seen:
        if shown.definition and len(shown.definition.items) > 1:
            text = by_report[shown.report].report.text
            return tuple(text.form(item) for item in shown.definition.items)
    return ()


def _said(
    name: str, seen: Iterable[Appearance], by_report: dict[str, Chapter], level: Level
) -> tuple[tuple[Level, str, Span], ...]:
    """The levels above that stand right before the form, each once."""
    found: dict[Level, tuple[str, Span]] = {}
    own = LEVELS.index(level)
    for shown in seen:
        report = by_report[shown.report].report
        before = report.text.norm[max(0, shown.at.start - 12) : shown.at.start]
        for above, pattern in _SAID:
            if LEVELS.index(above) < own and pattern.search(before) and not _itself(above, report.header.place):
                found.setdefault(above, (shown.report, shown.at))
    return tuple((above, *where) for above, where in found.items())


def _itself(above: Level, place: str) -> bool:
    """市委 in the report of a county-level city is its own committee."""
    return above == "prefecture" and place.endswith("市")


def ladders(found: Iterable[Use]) -> Iterator[Ladder]:
    """The ladder of each form that more than one place uses, or that a text says is from above; `found` in order of keys."""
    group: list[Use] = []
    for use in found:
        if group and group[0].key != use.key:
            yield from _ladder(group)
            group = []
        group.append(use)
    yield from _ladder(group)


def _ladder(group: Sequence[Use]) -> Iterator[Ladder]:
    ordered = sorted(group, key=_when)
    seats = _by_seat(ordered)
    tied = tuple(t for use in ordered if (t := _transmission(use, ordered, seats)))
    if len({u.place for u in group}) > 1 or tied:
        first = {level: next((u for u in ordered if u.level == level), None) for level in LEVELS}
        rungs = tuple(Rung(level, use) for level, use in first.items() if use)
        yield Ladder(group[0].key, rungs, tied)


def _when(use: Use) -> tuple[int, int, str, str]:
    return use.year, LEVELS.index(use.level), use.place, use.term


def _transmission(use: Use, ordered: Sequence[Use], seats: Mapping[str, Sequence[Use]]) -> Transmission | None:
    """What ties a use to another place: the nearest place above, the text itself, the nationwide list, the first user."""
    above = _above(use, seats)
    verdict = _same(use, above) if above else None
    if above and verdict is not None:
        return _held("adopted", use, above, verdict, "held-above")
    if use.said:
        return Transmission("adopted", use, None, use.said[0][0], "said")
    if use.level != "centre" and _nationwide_by(use):
        return Transmission("adopted", use, None, "centre", "nationwide")
    first = next((u for u in ordered if u.place != use.place), None)
    verdict = _same(use, first) if first and _when(first) < _when(use) else None
    return _held("shared", use, first, verdict, "first-held-use") if first and verdict is not None else None


def _held(relation: str, use: Use, source: Use, same: bool, rule: str) -> Transmission:
    return Transmission(relation if same else "homograph", use, source, source.level, rule if same else "other-items")


def _nationwide_by(use: Use) -> bool:
    """Whether the centre is known to have used the form by then."""
    known = nationwide().get(use.term)
    return known is not None and known["level"] != "province" and int(known["since"] or 9999) <= use.year


def _by_seat(ordered: Iterable[Use]) -> dict[str, list[Use]]:
    """The uses that a place may have from above: those at the centre, and those of others by their division codes."""
    seats: dict[str, list[Use]] = {}
    for use in ordered:
        if use.level == "centre" or use.code:
            seats.setdefault("centre" if use.level == "centre" else use.code, []).append(use)
    return seats


def _above(use: Use, seats: Mapping[str, Sequence[Use]]) -> Use | None:
    """The nearest place above, by its division code, that used the form no later."""
    chain = {use.code[:4] + "00", use.code[:2] + "0000"} if use.code else set()
    near = [
        u
        for seat in ("centre", *chain)
        for u in seats.get(seat, ())
        if LEVELS.index(u.level) < LEVELS.index(use.level) and u.year <= use.year
    ]
    return min(near, key=lambda u: (-LEVELS.index(u.level), _when(u)), default=None)


def _same(use: Use, other: Use) -> bool | None:
    """Whether two places mean the same: by their items where both list them, by the form where it is not reusable."""
    if use.items and other.items:
        change = compare(other.items, use.items)
        return True if change.kept * 2 >= min(len(use.items), len(other.items)) else False if not change.kept else None
    last = max((year for year in other.years if year <= use.year), default=other.year)
    by_chance = reusable(use.term) or (brief(use.term) and use.year - last > _LONG)
    return None if by_chance else True
