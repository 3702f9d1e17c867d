"""Forms that are one formulation share a lane; along a lane each appearance is tied to the one before it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kg.lineage.judgement import Verdict, other_form, same_form
from kg.lineage.pairs import Pair, pairs
from kg.lineage.profiles import Profile


@dataclass(frozen=True, slots=True)
class Tie:
    """A verdict on two appearances; `told` is the earlier appearance whose items were compared."""

    earlier: Profile
    later: Profile
    told: Profile | None
    verdict: Verdict


@dataclass(slots=True)
class _Lane:
    """The appearances of one family in order: one entry for each report, with its forms."""

    name: str
    reports: list[dict[str, Profile]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Woven:
    """The ties of a place and, for each term, its lane."""

    ties: tuple[Tie, ...]
    lane_of: Mapping[str, str]


def weave(reports: Sequence[Mapping[str, Profile]]) -> Woven:
    """Tie the appearances of a place together; `reports` in order of time, each with the profiles of its terms."""
    history: dict[str, list[Profile]] = defaultdict(list)
    for report in reports:
        for name, profile in report.items():
            history[name].append(profile)
    near = pairs(history, {name: [p.items for p in seen if p.items] for name, seen in history.items()})
    verdicts = {(p.one, p.other): p for p in near}
    lane_of = _families(history, near)
    ties: list[Tie] = []
    for lane in _lanes(reports, lane_of):
        ties += _along(lane, verdicts)
    ties += _strangers(history, near, lane_of)
    return Woven(tuple(ties), lane_of)


def _families(history: Mapping[str, list[Profile]], near: Sequence[Pair]) -> dict[str, str]:
    """For each form the first form of its family: forms are joined where a pair is asserted to be one formulation."""
    parent = {name: name for name in history}

    def root(name: str) -> str:
        while parent[name] != name:
            parent[name] = parent[parent[name]]
            name = parent[name]
        return name

    for pair in near:
        verdict = _verdict(history[pair.one], history[pair.other], pair)
        if verdict and verdict.confidence and verdict.relation != "homonym":
            one, other = root(pair.one), root(pair.other)
            early, late = sorted((one, other), key=lambda n: (history[n][0].year, history[n][0].report, n))
            parent[late] = early
    return {name: root(name) for name in history}


def _verdict(one: Sequence[Profile], other: Sequence[Profile], pair: Pair) -> Verdict | None:
    """The judgement on two forms as a whole: on the appearances that stand nearest to one another in time."""
    first, second = (one, other) if (one[0].year, one[0].report) <= (other[0].year, other[0].report) else (other, one)
    later = second[0]
    before = [p for p in first if (p.year, p.report) < (later.year, later.report)] or [first[0]]
    told = next((p for p in reversed(before) if p.items), None)
    listed = next((p for p in second if p.items), later)
    return other_form(before[-1], listed if told else later, pair.rule, told.items if told else ())


def _lanes(reports: Sequence[Mapping[str, Profile]], lane_of: Mapping[str, str]) -> Iterator[_Lane]:
    lanes: dict[str, _Lane] = {}
    for report in reports:
        entries: dict[str, dict[str, Profile]] = defaultdict(dict)
        for name, profile in report.items():
            entries[lane_of[name]][name] = profile
        for root, entry in entries.items():
            lanes.setdefault(root, _Lane(root)).reports.append(entry)
    yield from lanes.values()


def _along(lane: _Lane, near: Mapping[tuple[str, str], Pair]) -> Iterator[Tie]:
    """The ties of one lane, from each report to the next; what is known of a form is carried along."""
    told: dict[str, Profile] = {}
    seen: dict[str, frozenset[str]] = defaultdict(frozenset)
    for index, entry in enumerate(lane.reports):
        for name, profile in sorted(entry.items()):
            tie = _tie(profile, lane.reports[index - 1], told, seen[name], near) if index else None
            if tie:
                yield tie
                if tie.verdict.relation == "homonym":
                    told.pop(name, None)
                    seen[name] = frozenset()
        for name, profile in entry.items():
            seen[name] |= profile.company
            if profile.items:
                told[name] = profile


def _tie(
    later: Profile,
    before: Mapping[str, Profile],
    told: Mapping[str, Profile],
    seen: frozenset[str],
    near: Mapping[tuple[str, str], Pair],
) -> Tie | None:
    """The tie of one appearance to the report before it in the lane: to its own form, else to the surest other form."""
    if later.term in before:
        last = told.get(later.term)
        return Tie(before[later.term], later, last, same_form(before[later.term], later, last, seen))
    found: list[Tie] = []
    for name, earlier in sorted(before.items()):
        pair = near.get((name, later.term)) or near.get((later.term, name))
        if pair:
            last = told.get(name)
            verdict = other_form(earlier, later, pair.rule, last.items if last else ())
            if verdict:
                found.append(Tie(earlier, later, last, verdict))
    return min(found, key=lambda tie: ("high", "medium", None).index(tie.verdict.confidence), default=None)


def _strangers(history: Mapping[str, list[Profile]], near: Sequence[Pair], lane_of: Mapping[str, str]) -> Iterator[Tie]:
    """Pairs that share a form and not a lane: homonyms, and what is possible but not supported."""
    for pair in near:
        if lane_of[pair.one] == lane_of[pair.other]:
            continue
        verdict = _verdict(history[pair.one], history[pair.other], pair)
        if verdict is None:
            continue
        one, other = sorted((history[pair.one], history[pair.other]), key=lambda h: (h[0].year, h[0].report))
        before = [p for p in one if (p.year, p.report) < (other[0].year, other[0].report)]
        if before:
            told = next((p for p in reversed(before) if p.items), None)
            yield Tie(before[-1], other[0], told, verdict)
