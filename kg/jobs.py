"""The jobs of a build, done by any process or machine: read a report, write the graphs of a place, tie places together.

A job finds its result in the cache or puts it there, and returns no more than the parent must know.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pyoxigraph import Quad

from kg.absences import find_absences
from kg.cache import Cache, pack, unpack
from kg.carryover import find_carried
from kg.digits import decode
from kg.errors import KgError, UnreadableReportError
from kg.extract.report import extract
from kg.graph import (
    carryover_quads,
    digit_quads,
    ladder_quads,
    lineage_quads,
    place_quads,
    promise_quads,
    report_quads,
    serialise,
)  # fmt: skip
from kg.iris import Iris
from kg.ladder import Use, ladders, uses
from kg.lineage import Trace, trace
from kg.links import find_links
from kg.model import Chapter, Findings, Mention, Report, Term
from kg.packed import PACKED, Part, graphs_of
from kg.packed import pack as packed
from kg.promises import find_discrepancies, find_promises
from kg.reader import content, read_content
from kg.resolve import finder_of, mentions, resolve, standing
from kg.rules import rules
from kg.sources import Source

_OF_A_PLACE = (PACKED.removeprefix("."), "uses")  # the endings of its records


@dataclass(frozen=True, slots=True)
class Stub:
    """What the parent process keeps of a report: the place it is of and the name of its record."""

    id: str
    place: str
    key: str


@dataclass(frozen=True, slots=True)
class Shard:
    """What the parent process keeps of a place: the name of its records, its graphs and what the manifest says of its reports."""

    key: str
    part: Part
    reports: list[dict[str, Any]]


def read_one(cache: Cache, job: tuple[Source, bytes | None]) -> Stub | UnreadableReportError:
    """Read and extract one report, from its content where the job brings it; the record goes to the cache."""
    source, brought = job
    if cache.rules != rules():
        raise KgError("a worker runs another version of the program; install the same one everywhere")
    try:
        data = content(source.path) if brought is None else brought
    except UnreadableReportError as error:
        return error
    key = cache.key("report", hashlib.sha256(data).hexdigest(), source.path.name, source.overrides)
    if (known := _known(cache, key, "pickle", "txt")) is not None:
        return Stub(source.id, known["place"], key)
    try:
        report = read_content(data, source.path, source.overrides)
        findings = extract(report)
    except UnreadableReportError as error:
        return error
    except Exception as error:  # a fault of ours in one report must not stop the others
        return UnreadableReportError(f"met a fault of the program ({error!r}); please report it", path=source.path)
    stub = Stub(report.id, report.header.place or report.id, key)
    raw = report.text.raw.encode("utf-8", "surrogatepass")
    _keep(cache, key, {"place": stub.place}, {"pickle": pack((report, findings)), "txt": raw})
    return stub


def write_place(cache: Cache, iris: Iris, job: tuple[str, list[Stub]]) -> Shard:
    """Resolve the terms of one place, trace them through its reports, and keep its graphs as one sorted file, packed.

    Raises KgError that names the place where the program itself is at fault.
    """
    try:
        return _write_place(cache, iris, *job)
    except (KgError, OSError):
        raise
    except Exception as error:
        raise KgError(f"met a fault of the program in the reports of {job[0]} ({error!r}); please report it") from error


def _write_place(cache: Cache, iris: Iris, place: str, stubs: list[Stub]) -> Shard:
    key = cache.key("place", iris.base, place, [(stub.id, stub.key) for stub in stubs])
    if (known := _known(cache, key, *_OF_A_PLACE)) is not None:
        return _shard(key, known)
    held: list[tuple[Report, Findings]] = [unpack(cache.read(f"{stub.key}.pickle")) for stub in stubs]
    terms = resolve(place, (c for _, findings in held for c in findings.candidates))
    finder = finder_of(terms)
    chapters = [_chapter(place, report, findings, mentions(finder, report)) for report, findings in held]
    terms = standing(terms, chapters)
    traced = trace(place, chapters, terms)
    lines: list[str] = []
    for quads in _graphs(chapters, terms, traced, iris):
        lines += serialise(quads)
    lines.sort()  # quick, for what it sorts is sorted in long stretches
    lines = list(dict.fromkeys(lines))
    data, graphs = "".join(lines).encode(), graphs_of(lines)
    said = {
        "lines": len(lines), "size": len(data), "graphs": graphs, "reports": [_summary(chapter) for chapter in chapters],
    }  # fmt: skip
    climbing = sorted(use.line() for use in uses(traced, chapters))
    _keep(cache, key, said, dict(zip(_OF_A_PLACE, (packed(data), "".join(climbing).encode()), strict=True)))
    return _shard(key, said)


def _shard(key: str, said: Mapping[str, Any]) -> Shard:
    part = Part(f"{key}{PACKED}", said["lines"], said["size"], tuple(said["graphs"]))
    return Shard(key, part, said["reports"])


def climb(iris: Iris, lines: list[str]) -> bytes:
    """The sorted statements of what ties the places whose uses of some forms these lines tell; all the uses of a form."""
    return "".join(serialise(ladder_quads(ladders(map(Use.of_line, lines)), iris))).encode()


def _keep(cache: Cache, key: str, said: dict[str, Any], parts: Mapping[str, bytes]) -> None:
    """Keep the parts of a record, and last of all what is said of it: where that is, the parts are."""
    for ending, data in parts.items():
        cache.keep(f"{key}.{ending}", data)
    sizes = {ending: len(data) for ending, data in parts.items()}
    cache.keep(f"{key}.json", json.dumps({**said, "parts": sizes}).encode())


def _known(cache: Cache, key: str, *endings: str) -> dict[str, Any] | None:
    """What is said of a record whose parts are there and not cut short."""
    if not cache.has(f"{key}.json", *(f"{key}.{ending}" for ending in endings)):
        return None
    try:
        said: dict[str, Any] = json.loads(cache.read(f"{key}.json"))
    except ValueError:
        return None
    return said if all(cache.size(f"{key}.{ending}") == said["parts"][ending] for ending in endings) else None


def _graphs(chapters: list[Chapter], terms: tuple[Term, ...], traced: Trace, iris: Iris) -> Iterator[list[Quad]]:
    """The named graphs of a place and of its reports."""
    place, reports = chapters[0].place, [chapter.report for chapter in chapters]
    yield place_quads(place, terms, reports, iris)
    yield lineage_quads(traced, chapters, terms, iris)
    yield promise_quads(find_promises(chapters), find_discrepancies(chapters), chapters, iris)
    yield carryover_quads(place, find_carried(reports), reports, iris)
    yield digit_quads(decode(chapters, terms), chapters, terms, iris)
    for chapter in chapters:
        yield report_quads(chapter, terms, iris)


def _chapter(place: str, report: Report, findings: Findings, seen: list[Mention]) -> Chapter:
    links, absent = find_links(report, findings, seen), find_absences(report, findings.observations)
    return Chapter(place, report, findings, tuple(seen), links, absent)


def _summary(chapter: Chapter) -> dict[str, Any]:
    report, findings = chapter.report, chapter.findings
    return {
        "id": report.id,
        "file": report.source,
        "sha256": report.sha256,
        "encoding": report.encoding,
        "characters": len(report.text.raw),
        "place": report.header.place,
        "year": report.header.year,
        "terms": len({m.term for m in chapter.mentions}),
        "mentions": len(chapter.mentions),
        "definitions": len(findings.definitions),
        "programs": len({p.name for p in findings.programs}),
        "observations": len(findings.observations),
        "doubts": len(findings.doubts),
    }
