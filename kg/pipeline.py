"""Reports in, graph out. Read this file first: `build` is the whole path."""

from __future__ import annotations

import heapq
import os
import pickle
import signal
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from kg import __version__, store
from kg.absences import find_absences
from kg.carryover import find_carried
from kg.digits import decode
from kg.errors import KgError, UnreadableReportError
from kg.extract.report import extract
from kg.graph import (
    carryover_quads,
    dataset_quads,
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
from kg.landing import landing
from kg.lineage import trace
from kg.links import find_links
from kg.model import Chapter, Findings, Mention, Report
from kg.promises import find_discrepancies, find_promises
from kg.reader import read
from kg.resolve import finder_of, mentions, resolve, standing
from kg.sources import Source, find_sources
from kg.vocab import BASE, ontology_folder, triples

T = TypeVar("T")
R = TypeVar("R")
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Built:
    """What a build came to: its manifest and the files that were refused, each with the reason."""

    manifest: dict[str, Any]
    refused: list[UnreadableReportError] = field(default_factory=list)


def build(
    named: Sequence[Path], out: Path, *, base: str = BASE, workers: int = 0, progress: Progress = lambda *_: None
) -> Built:
    """Read the reports in the files and folders named and put their graph into `out`, whole or not at all.

    `workers` is the number of processes, 0 for one a core; the result is the same for any. Raises KgError where no
    report could be read, and OutputFolderError where `out` cannot take the build.
    """
    sources, refused = find_sources(named)
    with landing(out, store.BUILD) as folder, _pool(workers, len(sources)) as pool:
        work = folder / "work"
        work.mkdir()
        stubs = []
        for stub in _tracked("读取 reading", pool(partial(_read_one, work), sources), len(sources), progress):
            refused.append(stub) if isinstance(stub, UnreadableReportError) else stubs.append(stub)
        if not stubs:
            raise (
                refused[0] if len(refused) == 1 else KgError("no report could be read: " + "; ".join(map(str, refused)))
            )
        places = _by_place(stubs)
        jobs = partial(_write_place, work, folder, Iris(base))
        chapters = [
            c for done in _tracked("建图 writing", pool(jobs, places.items()), len(places), progress) for c in done
        ]
        manifest = _publish(folder, work, sorted(chapters, key=lambda c: str(c["id"])), refused, base)
    return Built(manifest, refused)


@dataclass(frozen=True, slots=True)
class _Stub:
    """What the parent process keeps of a report: where its record lies and which place it is of."""

    id: str
    place: str


def _read_one(work: Path, source: Source) -> _Stub | UnreadableReportError:
    """Read and extract one report; the record goes to disk, not through the parent."""
    try:
        report = read(source.path, source.overrides)
        findings = extract(report)
    except UnreadableReportError as error:
        return error
    except Exception as error:  # a fault of ours in one report must not stop the others
        return UnreadableReportError(f"met a fault of the program ({error!r}); please report it", path=source.path)
    (work / f"{report.id}.pickle").write_bytes(pickle.dumps((report, findings)))
    return _Stub(report.id, report.header.place or report.id)


def _by_place(stubs: Iterable[_Stub]) -> dict[str, list[str]]:
    places: dict[str, list[str]] = defaultdict(list)
    for stub in sorted(stubs, key=lambda s: s.id):
        places[stub.place].append(stub.id)
    return dict(sorted(places.items()))


def _write_place(work: Path, folder: Path, iris: Iris, job: tuple[str, list[str]]) -> list[dict[str, Any]]:
    """Resolve the terms of one place, trace them through its reports, and write its graphs as sorted shards."""
    place, ids = job
    held: list[tuple[Report, Findings]] = [pickle.loads((work / f"{i}.pickle").read_bytes()) for i in ids]
    terms = resolve(place, (c for _, findings in held for c in findings.candidates))
    finder = finder_of(terms)
    chapters = [_chapter(place, report, findings, mentions(finder, report)) for report, findings in held]
    terms = standing(terms, chapters)
    reports = [chapter.report for chapter in chapters]
    traced = trace(place, chapters, terms)
    for kind, quads in (
        ("place", place_quads(place, terms, reports, iris)),
        ("lineage", lineage_quads(traced, chapters, terms, iris)),
        ("promises", promise_quads(find_promises(chapters), find_discrepancies(chapters), chapters, iris)),
        ("carryover", carryover_quads(place, find_carried(reports), reports, iris)),
        ("digits", digit_quads(decode(chapters, terms), chapters, terms, iris)),
    ):
        _shard(work, f"{kind}-{ids[0]}", serialise(quads))
    (work / f"{ids[0]}.uses").write_text("".join(use.line() for use in uses(traced, chapters)), "utf-8")
    for chapter in chapters:
        _shard(work, f"report-{chapter.report.id}", serialise(report_quads(chapter, terms, iris)))
        store.save_source(folder, chapter.report.id, chapter.report.text.raw)
    return [_summary(chapter) for chapter in chapters]


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


def _shard(work: Path, name: str, lines: Iterable[str]) -> None:
    with (work / f"{name}.nq").open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(lines)


def _publish(
    folder: Path, work: Path, reports: list[dict[str, Any]], refused: list[UnreadableReportError], base: str
) -> dict[str, Any]:
    """Merge the sorted shards into graph.nq without holding them, load the store, write the manifest last."""
    iris = Iris(base)
    _shard(work, "dataset", serialise(dataset_quads((r["id"] for r in reports), iris, __version__)))
    for name in ("tifakg.ttl", "indicators.ttl"):
        _shard(work, f"ontology-{name}", serialise(triples(name), iris.graph("ontology")))
    _climb(work, iris)
    _merge(sorted(work.glob("*.nq")), folder / store.GRAPH)
    quads = store.load(folder)
    for path in work.iterdir():
        path.unlink()
    work.rmdir()
    totals = {key: sum(r[key] for r in reports) for key in ("mentions", "definitions", "observations", "doubts")}
    content = {
        "version": __version__,
        "base": base,
        "ontology": {p.name: store.sha256_of(p) for p in sorted(ontology_folder().glob("*.ttl"))},
        "graph_sha256": store.sha256_of(folder / store.GRAPH),
        "counts": {"reports": len(reports), "quads": quads, **totals},
        "reports": reports,
        "refused": [
            {"file": Path(str(e.path)).name.encode("utf-8", "backslashreplace").decode(), "reason": e.message}
            for e in sorted(refused, key=str)
        ],
    }
    store.BUILD.put_sign(folder, content)
    return content


def _climb(work: Path, iris: Iris) -> None:
    """Let the places meet, form by form, and write what ties them in shards of a few thousand forms."""
    _merge(sorted(work.glob("*.uses")), work / "all-uses")
    with (work / "all-uses").open(encoding="utf-8", newline="\n") as lines:
        climbed = ladders(map(Use.of_line, lines))
        for number, some in enumerate(iter(lambda: list(islice(climbed, 5000)), [])):
            _shard(work, f"ladder-{number}", serialise(ladder_quads(some, iris)))


def _merge(shards: Sequence[Path], target: Path) -> None:
    """Merge sorted files, a few hundred open at a time, equal lines once."""
    while len(shards) > 200:
        head, shards = shards[:200], shards[200:]
        merged = target.with_name(f"{target.name}-{len(shards)}.part")
        _merge(head, merged)
        shards = [*shards, merged]
    with ExitStack() as stack, target.open("w", encoding="utf-8", newline="\n") as out:
        files = [stack.enter_context(path.open(encoding="utf-8", newline="\n")) for path in shards]
        previous = ""
        for line in heapq.merge(*files):
            if line != previous:
                out.write(line)
            previous = line


class _pool:  # noqa: N801 - used as a function
    """Maps a function over jobs in order, in this process or in several; Ctrl-C ends the workers too."""

    def __init__(self, workers: int, jobs: int) -> None:
        self.workers = min(workers or os.cpu_count() or 1, jobs)
        self.executor: ProcessPoolExecutor | None = None

    def __enter__(self) -> _pool:
        if self.workers > 1:
            self.executor = ProcessPoolExecutor(
                self.workers, initializer=signal.signal, initargs=(signal.SIGINT, signal.SIG_IGN)
            )
        return self

    def __exit__(self, *_: object) -> None:
        if self.executor:
            self.executor.shutdown(wait=True, cancel_futures=True)

    def __call__(self, function: Callable[[T], R], jobs: Iterable[T]) -> Iterator[R]:
        return self.executor.map(function, jobs) if self.executor else map(function, jobs)


def _tracked(stage: str, results: Iterable[R], total: int, progress: Progress) -> Iterator[R]:
    for done, result in enumerate(results, 1):
        progress(stage, done, total)
        yield result
