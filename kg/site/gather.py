"""The graph into records: each named query is asked once, and nothing is read but its rows and the manifest."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TypeVar

from pyoxigraph import Store

from kg.model import KINDS
from kg.query import rows, text_of
from kg.site.filing import filed
from kg.site.lineage_levels import place_levels
from kg.site.lineage_rows import lineages
from kg.site.questions import asked_rows
from kg.site.records import Book, Concept, Extent, Figure, Gloss, Heading, Held, Item, Kind, Naming, Sighting, Tie
from kg.store import manifest, open_store

T = TypeVar("T")
Row = dict[str, str]
Key = tuple[str, ...]


def gather(graph: Path) -> Book:
    """Read a build. Raises NotAGraphError where the folder is none."""
    store, held = open_store(graph), manifest(graph)
    asked = asked_rows(store)
    return Book(
        manifest=held,
        reports=_reports(_ask(store, "reports"), {r["id"]: r for r in held["reports"]}),
        concepts=_concepts(store, asked["links"], {r["id"]: r["place"] or r["id"] for r in held["reports"]}),
        kinds=_kinds(_ask(store, "kinds")),
        vocabulary=tuple(_ask(store, "vocabulary")),
        outlines=_by_report(_ask(store, "outline"), _heading),
        sentences=_by_report(_ask(store, "spans"), _extent),
        figures=_by_report(_ask(store, "figures"), _figure),
        namings=_by_report(_ask(store, "programs"), lambda r: Naming(r["program"], r["type"], _extent(r))),
        lineages=lineages(store),
        levels=place_levels(store),
        asked=asked,
        filed=filed(store, asked),
    )


def _ask(store: Store, name: str) -> list[Row]:
    return rows(store, text_of(name))


def _number(text: str) -> int | None:
    return int(text) if text else None


def _extent(row: Mapping[str, str], prefix: str = "") -> Extent:
    return Extent(int(row[f"{prefix}start"]), int(row[f"{prefix}end"]))


def _by(found: Iterable[Row], key: Callable[[Row], Key], record: Callable[[Row], T]) -> dict[Key, list[T]]:
    groups: dict[Key, list[T]] = defaultdict(list)
    for row in found:
        groups[key(row)].append(record(row))
    return groups


def _by_report(found: Iterable[Row], record: Callable[[Row], T]) -> dict[str, list[T]]:
    return {report: records for (report,), records in _by(found, lambda r: (r["report"],), record).items()}


def _term_key(row: Row) -> Key:
    return row["place"], row["term"]


def _reports(found: Iterable[Row], files: dict[str, Row]) -> tuple[Held, ...]:
    """Reports by place and year; of one without a year or place the graph knows no more than the file."""
    held = [
        Held(
            r["report"], r["place"] or r["report"], _number(r["year"]), r["date"], _number(r["congress"]), _number(r["session"]),
            r["speaker"], r["title"], int(r["chars"]), r["sha256"], files[r["report"]]["file"], files[r["report"]]["encoding"],
        )
        for r in found
    ]  # fmt: skip
    return tuple(sorted(held, key=lambda h: (h.place, h.year or 0, h.date, h.id)))


def _heading(row: Row) -> Heading:
    return Heading(int(row["position"]), int(row["depth"]), row["heading"], row["period"], row["mode"], _extent(row))


def _figure(row: Row) -> Figure:
    return Figure(
        row["indicator"], row["concept"], row["measure"], row["value"], row["unit"], row["qualifier"], row["mode"], row["period"],
        _extent(row), _extent(row, "number_"),
    )  # fmt: skip


def _kinds(found: Iterable[Row]) -> dict[str, Kind]:
    kinds = {r["kind"]: Kind(r["kind"], r["zh"], r["en"], r["zh_meaning"], r["en_meaning"]) for r in found}
    return {code: kinds[code] for code in sorted(kinds, key=lambda c: KINDS.index(c) if c in KINDS else len(KINDS))}


def _concepts(store: Store, links: Iterable[Mapping[str, str]], place_of: Mapping[str, str]) -> tuple[Concept, ...]:
    """The terms. Their ties and neighbours have queries of their own, but both follow from rows that are here already."""
    variants = _by(_ask(store, "variants"), _term_key, lambda r: r["variant"])
    sightings = _by(_ask(store, "sightings"), _term_key, _sighting)
    ties: dict[Key, list[Tie]] = defaultdict(list)
    for r in links:
        tie = Tie(r["report"], r["relation"], r["target_kind"], r["target"], _extent(r))
        ties[place_of[r["report"]], r["term"]].append(tie)
    beside = _beside(sightings)
    items = _by(_ask(store, "components"), _gloss_key, lambda r: Item(r["component"], _extent(r)))
    glosses = _by(_ask(store, "glosses"), _term_key, lambda r: _gloss(r, items))
    return tuple(
        Concept(
            key[0], key[1], r["kind"], r["english"], r["level"], r["since"], r["iri"],
            tuple(variants.get(key, ())), tuple(sightings.get(key, ())), tuple(glosses.get(key, ())), tuple(ties.get(key, ())),
            tuple(beside.get(key, ())),
        )
        for r in _ask(store, "concepts")
        for key in (_term_key(r),)
    )  # fmt: skip


def _beside(sightings: Mapping[Key, Iterable[Sighting]]) -> dict[Key, list[tuple[str, int]]]:
    """For each term those that stand in a sentence with it, and in how many; most first, then by name."""
    said: dict[tuple[str, str, Extent], set[str]] = defaultdict(set)
    for (place, term), seen in sightings.items():
        for one in seen:
            said[place, one.report, one.sentence].add(term)
    counts: dict[Key, Counter[str]] = defaultdict(Counter)
    for (place, _, _), terms in said.items():
        for term in terms:
            counts[place, term].update(terms - {term})
    return {key: sorted(found.items(), key=lambda pair: (-pair[1], pair[0])) for key, found in counts.items()}


def _sighting(row: Row) -> Sighting:
    around = _extent(row, "sentence_") if row["sentence_start"] else _extent(row)
    return Sighting(row["report"], _extent(row), row["surface"], row["section"], around)


def _gloss_key(row: Row) -> Key:
    """A definition is known by its term, its kind and where it stands."""
    return row["place"], row["term"], row["report"], row["source"], row.get("definition_start") or row["start"]


def _gloss(row: Row, items: dict[Key, list[Item]]) -> Gloss:
    return Gloss(
        row["report"], row["source"], row["headword"], _number(row["announced"]), int(row["found"]), row["gloss"],
        _extent(row), tuple(items.get(_gloss_key(row), ())),
    )  # fmt: skip
