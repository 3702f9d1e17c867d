"""The way back from an indicator to the formulations: those that stand in its sentences, or whose definition it is in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from kg.site.coverage import Place
from kg.site.reading import Reading
from kg.site.records import Concept, Extent, Held


@dataclass(frozen=True, slots=True)
class Beside:
    """A formulation beside an indicator: how they are tied, and in which sentences of which reports."""

    concept: Concept
    relations: frozenset[str]
    spots: tuple[tuple[Held, tuple[Extent, ...]], ...]


def terms_beside(place: Place, readings: Mapping[str, Reading]) -> dict[str, list[Beside]]:
    """The formulations tied to each indicator of a place, those of most reports first."""
    found: dict[str, list[Beside]] = defaultdict(list)
    for concept in place.concepts:
        for target in dict.fromkeys(tie.target for tie in concept.ties if tie.kind == "indicator"):
            found[target].append(_beside(concept, target, place, readings))
    return {target: sorted(ones, key=lambda b: (-len(b.spots), b.concept.name)) for target, ones in found.items()}


def _beside(concept: Concept, target: str, place: Place, readings: Mapping[str, Reading]) -> Beside:
    ties = [tie for tie in concept.ties if tie.kind == "indicator" and tie.target == target]
    at: dict[str, dict[Extent, None]] = defaultdict(dict)
    for tie in ties:
        at[tie.report][readings[tie.report].sentence_around(tie.extent.start)] = None
    spots = tuple((report, tuple(at[report.id])) for report in place.reports if report.id in at)
    return Beside(concept, frozenset(tie.relation for tie in ties), spots)
