"""What the terminal shows of one formulation, of its lane, and of two reports: rows of named queries, gathered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pyoxigraph import Store
from rapidfuzz import fuzz, process

from kg.errors import UnknownNameError
from kg.query import narrowed, rows, text_of

Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Card:
    """Everything about one term of one place; each field holds the rows of the query it is named after."""

    term: str
    place: str
    kind: str
    appearances: list[dict[str, str]]
    definitions: list[dict[str, str]]
    successions: list[dict[str, str]]
    suggestions: list[dict[str, str]]
    links: list[dict[str, str]]
    transmissions: list[dict[str, str]]


@dataclass(frozen=True, slots=True)
class Difference:
    """What two reports of one place do not share: formulations by lane, and what changed on the lanes they share."""

    place: str
    gone: list[dict[str, str]]
    new: list[dict[str, str]]
    changed: list[dict[str, str]]
    kept: int


def ask(store: Store, name: str, **wanted: str) -> list[dict[str, str]]:
    """The rows of a named query in which the columns given have the values given."""
    return rows(store, narrowed(text_of(name), wanted))


def cards(store: Store, name: str, place: str = "") -> list[Card]:
    """The card of a term in each place that has it, or in the place given.

    Raises UnknownNameError where no report uses it, with the nearest names that are used.
    """
    shown = ask(store, "appearances", term=name, **({"place": place} if place else {}))
    if not any(row["lane"] for row in shown):
        raise UnknownNameError(f"no formulation is called {name!r}{_near(store, name, place)}")
    kind = ask(store, "terms", term=name)[0]["kind"]
    return [_card(store, name, where, kind, shown) for where in dict.fromkeys(r["place"] for r in shown if r["lane"])]


def _card(store: Store, name: str, place: str, kind: str, shown: Iterable[dict[str, str]]) -> Card:
    own = [r for r in shown if r["place"] == place]
    held = {r["report"] for r in own}
    linked = [
        *ask(store, "successions", place=place, from_term=name),
        *ask(store, "successions", place=place, to_term=name),
    ]
    possible = [*ask(store, "suggestions", from_term=name), *ask(store, "suggestions", to_term=name)]
    return Card(
        name,
        place,
        kind,
        own,
        [r for r in ask(store, "definitions", term=name) if r["report"] in held],
        _unique(linked),
        _unique(r for r in possible if r["from_report"] in held or r["to_report"] in held),
        [
            r
            for r in ask(store, "links", term=name)
            if r["report"] in held and r["target_kind"] in ("program", "indicator")
        ],
        ask(store, "transmissions", term=name, place=place),
    )


def _unique(found: Iterable[dict[str, str]]) -> list[dict[str, str]]:
    """Rows in order of time, each once."""
    once = {tuple(row.values()): row for row in found}
    return sorted(once.values(), key=lambda r: (r["to_report"], r["from_report"], r["to_term"], r["from_term"]))


def _near(store: Store, name: str, place: str) -> str:
    every = {r["term"] for r in ask(store, "terms")}
    near = [one for one, _, _ in process.extract(name, sorted(every), scorer=fuzz.WRatio, limit=5, score_cutoff=45)]
    where = f" in {place}" if place else ""
    return f"{where}; near it are {'、'.join(near)}" if near else f"{where}; `kg query terms` lists those there are"


def lane(store: Store, name: str, place: str = "") -> list[dict[str, str]]:
    """Every link on the lanes of a term, in order of time: the family's whole lineage.

    Raises UnknownNameError where no report uses the term.
    """
    found = []
    for card in cards(store, name, place):
        for lane_name in dict.fromkeys(r["lane"] for r in card.appearances if r["lane"]):
            found += ask(store, "successions", place=card.place, lane=lane_name)
    return _unique(found)


def difference(store: Store, earlier: str, later: str) -> Difference:
    """What changed from one held report of a place to another.

    Raises UnknownNameError for a report that is not held, and where the two are of different places.
    """
    place = _one_place(store, earlier, later)
    before, after = ask(store, "appearances", report=earlier), ask(store, "appearances", report=later)
    before, after = [r for r in before if r["lane"]], [r for r in after if r["lane"]]
    lanes, later_lanes = {r["lane"] for r in before}, {r["lane"] for r in after}
    years = before[0]["year"] if before else "", after[0]["year"] if after else ""
    linked = ask(store, "successions", place=place)
    year_of = {r["report"]: r["year"] for r in ask(store, "reports")}
    return Difference(
        place,
        [r for r in before if r["lane"] not in later_lanes],
        [r for r in after if r["lane"] not in lanes],
        [
            r
            for r in linked
            if r["relation"] != "continues"
            and r["lane"] in lanes & later_lanes
            and years[0] <= year_of[r["from_report"]]
            and year_of[r["to_report"]] <= years[1]
        ],
        len(lanes & later_lanes),
    )


def _one_place(store: Store, *reports: str) -> str:
    held = {r["report"]: r["place"] for r in ask(store, "reports")}
    for one in reports:
        if one not in held:
            raise UnknownNameError(f"no report is called {one!r}; there are {', '.join(sorted(held)[:12])}")
    places = {held[one] for one in reports}
    if len(places) > 1:
        raise UnknownNameError(
            f"{reports[0]} and {reports[1]} are of different places; a difference is told within one"
        )
    return places.pop()
