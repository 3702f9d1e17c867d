"""Reports in, graph out. Read this file first: `build` is the whole path."""

from __future__ import annotations

import shutil
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from kg import __version__, store
from kg.cache import Cache, UrlCache
from kg.common import put_facts, put_ladder
from kg.errors import KgError, UnreadableReportError
from kg.iris import Iris
from kg.jobs import Shard, Stub, read_one, write_place
from kg.landing import landing
from kg.packed import join
from kg.parts import Digest, disjoint
from kg.reader import content
from kg.refill import note_parts, parts_of, refill
from kg.rules import rules
from kg.schedule import Crew, crew, tracked
from kg.sources import Source, find_sources
from kg.vocab import BASE, ontology_folder

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Built:
    """What a build came to: its manifest and the files that were refused, each with the reason."""

    manifest: dict[str, Any]
    refused: list[UnreadableReportError] = field(default_factory=list)


def build(
    named: Sequence[Path], out: Path, *, base: str = BASE, workers: int = 0, cache: str = "", scheduler: str = "",
    progress: Progress = lambda *_: None,
) -> Built:  # fmt: skip
    """Read the reports in the files and folders named and put their graph into `out`, whole or not at all.

    `workers` is the number of processes, 0 for one a core, and `scheduler` the address of a Dask scheduler whose workers
    do the jobs instead; the result is the same for any. `cache` is a folder, or an address that fsspec knows, which keeps
    the work for later builds; without one the build in `out` keeps its own. Raises KgError where no report could be
    read, and OutputFolderError where `out` cannot take the build.
    """
    sources, refused = find_sources(named)
    with (
        landing(out, store.BUILD, store.CACHE) as folder,
        crew(workers, len(sources), scheduler) as pool,
        store.Loader(folder, threads=1 if pool is map else 2) as loader,
    ):
        kept, work = _cache(cache, folder, out), folder / "work"
        work.mkdir()
        jobs = ((source, _content(source) if scheduler else None) for source in sources)
        stubs = []
        for stub in tracked("读取 reading", pool(partial(read_one, kept), jobs), len(sources), progress):
            refused.append(stub) if isinstance(stub, UnreadableReportError) else stubs.append(stub)
        if not stubs:
            raise _nothing(refused)
        places, shards = _by_place(stubs), []
        made = pool(partial(write_place, kept, Iris(base)), places)
        ahead = pool is not map and not parts_of(out)  # others write the places, and there is no store to begin with
        for shard in tracked("建图 writing", made, len(places), progress):
            shards.append(shard)
            if ahead:
                loader.put(kept.local(shard.part.name, work), shard.part.size)
        return Built(_publish(pool, folder, out, kept, stubs, shards, refused, base, loader, progress), refused)


def _cache(named: str, folder: Path, out: Path) -> Cache:
    """The cache of this build: the one named, or a folder that lands with the build and takes over from the one before."""
    if "://" in named:
        return UrlCache(named, rules=rules())
    own = Path(named).absolute() if named else folder / store.CACHE
    own.mkdir(parents=True, exist_ok=True)
    return Cache(str(own), "" if named else str(out.absolute() / store.CACHE), rules())


def _content(source: Source) -> bytes | None:
    """What a file holds, for workers that do not see it; None where it cannot be read, which the worker then says."""
    with suppress(UnreadableReportError):
        return content(source.path)
    return None


def _nothing(refused: Sequence[UnreadableReportError]) -> KgError:
    return refused[0] if len(refused) == 1 else KgError("no report could be read: " + "; ".join(map(str, refused)))


def _by_place(stubs: Iterable[Stub]) -> list[tuple[str, list[Stub]]]:
    places: dict[str, list[Stub]] = defaultdict(list)
    for stub in sorted(stubs, key=lambda s: s.id):
        places[stub.place].append(stub)
    return sorted(places.items())


def _publish(
    pool: Crew, folder: Path, out: Path, kept: Cache, stubs: list[Stub], shards: list[Shard], refused: list[UnreadableReportError],
    base: str, loader: store.Loader, progress: Progress,
) -> dict[str, Any]:  # fmt: skip
    """Put the parts one after another into graph.nq.zst, fill the store, write the manifest last."""
    work = folder / "work"
    for stub in stubs:
        store.put_source(folder, stub.id, kept.local(f"{stub.key}.txt", work))
    reports = sorted((report for shard in shards for report in shard.reports), key=lambda r: str(r["id"]))
    keys, before, iris = [shard.key for shard in shards], parts_of(out), Iris(base)
    common = [put_facts(kept, (r["id"] for r in reports), iris), put_ladder(pool, kept, keys, before, iris, work)]
    parts = disjoint(kept, [*(shard.part for shard in shards), *common], work)
    files = {part.name: (kept.local(part.name, work), part.size) for part in (*common, *parts)}
    join((files[part.name][0] for part in parts), folder / store.GRAPH)
    note_parts(folder, parts)
    with Digest(files[part.name] for part in parts) as digest:
        if loader.size or not refill(folder, out, kept, parts, before):
            for part in common if loader.size else parts:  # those of the places are loaded
                loader.put(*files[part.name])
        loader.finish(progress)
        sha256 = digest.result()
    shutil.rmtree(work)
    kept.prune()
    totals = {key: sum(r[key] for r in reports) for key in ("mentions", "definitions", "observations", "doubts")}
    content = {
        "version": __version__,
        "base": base,
        "ontology": {p.name: store.sha256_of(p) for p in sorted(ontology_folder().glob("*.ttl"))},
        "graph_sha256": sha256,
        "graph_bytes": sum(part.size for part in parts),
        "counts": {"reports": len(reports), "quads": sum(part.lines for part in parts), **totals},
        "reports": reports,
        "refused": [
            {"file": Path(str(e.path)).name.encode("utf-8", "backslashreplace").decode(), "reason": e.message}
            for e in sorted(refused, key=str)
        ],
    }
    store.BUILD.put_sign(folder, content)
    return content
