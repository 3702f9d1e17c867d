"""Lanes in order: which forms share one, on which track each runs, and which lanes are no more than one report long."""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.model import KINDS
from kg.site.addresses import file_name
from kg.site.coverage import Place
from kg.site.lineage_records import Lineage, Link, Possible, Shown, Spot
from kg.site.pinyin import sounds

CONTINUES = "continues"
_QUOTES = frozenset("“”‘’\"'「」『』《》")


@dataclass(frozen=True, slots=True)
class Tied:
    """A link with its address within the page; `silent` where a held report between its ends does not say the lane."""

    id: str
    link: Link
    silent: bool


@dataclass(frozen=True, slots=True)
class Lane:
    """A family of forms over the reports; `tracks` gives each form the height at which it runs, `ties` are in order of time."""

    name: str
    id: str
    kind: str
    shown: tuple[Shown, ...]
    ties: tuple[Tied, ...]
    tracks: Mapping[str, int]

    @property
    def reports(self) -> set[str]:
        """The reports in which the lane is said."""
        return {s.spot.report for s in self.shown}

    @property
    def changes(self) -> list[Tied]:
        """The links that are more than a continuation."""
        return [t for t in self.ties if t.link.relation != CONTINUES]

    @property
    def mentions(self) -> int:
        """How often the lane is said in all."""
        return sum(s.mentions for s in self.shown)


@dataclass(frozen=True, slots=True)
class Chart:
    """The lanes of a place, the longest-lived first; `once` are those of one report that nothing ties to another."""

    lanes: tuple[Lane, ...]
    once: tuple[Lane, ...]
    possible: tuple[Possible, ...]

    def order(self, by: str) -> list[int]:
        """The lanes and after them the once-only ones, as their indices, in one of the orders of `ORDERS`."""
        every = (*self.lanes, *self.once)
        return sorted(range(len(every)), key=lambda i: (ORDERS[by](every[i]), _life(every[i])))


def chart(place: Place, lineage: Lineage) -> Chart:
    """The lineage of a place as lanes."""
    kinds = {c.name: c.kind for c in place.concepts}
    families: dict[str, list[Shown]] = defaultdict(list)
    at = {r.id: i for i, r in enumerate(r for r in place.reports if r.year is not None)}
    forms = _forms(place)
    for one in sorted(lineage.shown, key=lambda s: (at[s.spot.report], s.spot.term)):
        families[one.lane].append(replace(one, form=forms.get(one.spot, one.spot.term)))
    lane_of = {s.spot: s.lane for s in lineage.shown}
    links: dict[str, list[Link]] = defaultdict(list)
    for link in sorted(
        lineage.links, key=lambda k: (at[k.later.report], k.later.term, at[k.earlier.report], k.earlier.term)
    ):
        links[lane_of[link.later]].append(link)
    years = {r.id: r.year or 0 for r in place.reports}
    drawn = [_lane(name, shown, _tied(name, links[name], at, years), kinds) for name, shown in families.items()]
    drawn.sort(key=_life)
    across = {
        lane_of[end]
        for link in lineage.links
        for end in (link.earlier, link.later)
        if lane_of[link.earlier] != lane_of[link.later]
    }
    lasting = [lane for lane in drawn if len(lane.reports) > 1 or lane.name in across]
    once = [lane for lane in drawn if len(lane.reports) == 1 and lane.name not in across]
    return Chart(tuple(lasting), tuple(once), lineage.possible)


def _forms(place: Place) -> dict[Spot, str]:
    """Each term as a report mostly writes it; its own name where it is written in both ways alike."""
    written: dict[Spot, Counter[str]] = defaultdict(Counter)
    for concept in place.concepts:
        other = set(concept.variants)
        for seen in concept.sightings:
            plain = unicodedata.normalize("NFKC", seen.surface)
            bare = "".join(c for c in plain if unicodedata.category(c)[0] not in "ZC" and c not in _QUOTES)
            written[Spot(concept.name, seen.report)][bare if bare in other else concept.name] += 1
    return {spot: max(forms, key=lambda f: (forms[f], f == spot.term, f)) for spot, forms in written.items()}


def _lane(name: str, shown: Sequence[Shown], ties: Sequence[Tied], kinds: Mapping[str, str]) -> Lane:
    kind = next((kinds[t] for t in (name, shown[0].spot.term) if t in kinds), "word")
    return Lane(name, file_name(name), kind, tuple(shown), tuple(ties), _tracks(shown, [t.link for t in ties]))


def _tied(name: str, links: Sequence[Link], at: Mapping[str, int], years: Mapping[str, int]) -> list[Tied]:
    """The links of a lane, each with an address made of the lane and the two years."""
    ties: list[Tied] = []
    used: dict[str, int] = defaultdict(int)
    for link in links:
        span = f"{file_name(name)}.{years[link.earlier.report]}-{years[link.later.report]}"
        used[span] += 1
        silent = at[link.later.report] - at[link.earlier.report] > 1
        ties.append(Tied(span if used[span] == 1 else f"{span}.{used[span]}", link, silent))
    return ties


def _tracks(shown: Sequence[Shown], links: Sequence[Link]) -> dict[str, int]:
    """A height for each form: that of the form it comes from where no report has both, else the lowest that is free."""
    reports: dict[str, set[str]] = defaultdict(set)
    for one in shown:
        reports[one.spot.term].add(one.spot.report)
    origin: dict[str, str] = {}
    for link in links:
        origin.setdefault(link.later.term, link.earlier.term)
    tracks: dict[str, int] = {}
    taken: list[set[str]] = []
    for term in dict.fromkeys(s.spot.term for s in shown):
        wanted = [tracks[origin[term]]] if origin.get(term) in tracks else []
        free = (t for t in (*wanted, *range(len(taken))) if not taken[t] & reports[term])
        track = next(free, len(taken))
        taken += [set()] if track == len(taken) else []
        taken[track] |= reports[term]
        tracks[term] = track
    return tracks


def _life(lane: Lane) -> tuple[int, int, int, str]:
    """The longest-lived first, then the earliest, then what is said most."""
    return -len(lane.reports), lane.shown[0].year, -lane.mentions, lane.name


def _change(lane: Lane) -> tuple[int, int]:
    return -len(lane.changes), -sum(len(t.link.added) + len(t.link.removed) for t in lane.changes)


ORDERS: dict[str, Callable[[Lane], tuple[object, ...]]] = {
    "life": _life,
    "change": _change,
    "kind": lambda lane: (KINDS.index(lane.kind) if lane.kind in KINDS else len(KINDS),),
    "name": lambda lane: (sounds(lane.name), lane.name),
}


def spots(chart_: Chart) -> dict[Spot, Lane]:
    """The lane on which each term of each report stands."""
    return {s.spot: lane for lane in (*chart_.lanes, *chart_.once) for s in lane.shown}
