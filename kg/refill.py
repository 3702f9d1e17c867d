"""The store of a build from that of the build before: the same files under second names, and only what changed written.

The graph is merged from sorted files that are named by what they hold, so the names tell which of them changed, and a
comparison of their lines which statements. Where that is not worth it or not possible, the store is loaded anew.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path

from pyoxigraph import RdfFormat, Store, parse

from kg.cache import Cache, link
from kg.shards import difference, merge
from kg.store import BUILD, GRAPH, STORE, manifest

PARTS = "parts.txt"
_WORTH = 5  # a statement that is taken out costs some five times as much as one that is loaded in bulk


def note_parts(folder: Path, parts: Iterable[str]) -> None:
    """Note the names of the sorted files that the graph of a build was merged from, for the next one."""
    (folder / PARTS).write_text("".join(f"{part}\n" for part in parts), "utf-8")


def parts_of(out: Path) -> list[str]:
    """The names of the sorted files that the graph of an earlier build was merged from; none where there is no such build."""
    return (out / PARTS).read_text("utf-8").split() if BUILD.made(out) and (out / PARTS).is_file() else []


def refill(folder: Path, out: Path, kept: Cache, parts: Sequence[str], before: Sequence[str], quads: int) -> bool:
    """Fill the store of the build in `folder` from that of the build in `out`; false where it must be loaded.

    `parts` are the names of the sorted files that graph.nq was merged from, and `quads` is the number of its lines.
    `before` are the names that the build in `out` noted.
    """
    if not before:
        return False
    work = folder / "work"
    old = [kept.find(part, work) for part in sorted(set(before) - set(parts))]
    new = [kept.find(part, work) for part in sorted(set(parts) - set(before))]
    found = [path for path in old + new if path]
    if len(found) < len(old) + len(new) or sum(p.stat().st_size for p in found) > (folder / GRAPH).stat().st_size:
        return False
    gone, come = _changes(found[: len(old)], found[len(old) :], work)
    if (gone + come) * _WORTH > quads or manifest(out)["counts"]["quads"] - gone + come != quads:
        return False
    try:
        _take_over(out / STORE, folder / STORE)
        right = _change(Store(str(folder / STORE)), work)
    except OSError:  # the store before is damaged, or the disk is full, which the loading will say
        right = False
    if not right:
        shutil.rmtree(folder / STORE, ignore_errors=True)
    return right


def _changes(old: Sequence[Path], new: Sequence[Path], work: Path) -> tuple[int, int]:
    """Write the lines that are gone and those that are new, and count both."""
    merge(old, work / "old")
    merge(new, work / "new")
    counts = [0, 0]
    with (work / "gone.nq").open("wb") as gone, (work / "come.nq").open("wb") as come:
        for is_new, line in difference(work / "old", work / "new"):
            (come if is_new else gone).write(line)
            counts[is_new] += 1
    return counts[0], counts[1]


def _take_over(old: Path, new: Path) -> None:
    """The tables of a store never change, so a second name will do; all other files are copied."""
    new.mkdir()
    for path in old.iterdir():
        if path.suffix == ".sst":
            link(path, new / path.name)
        elif path.name != "LOCK":
            shutil.copyfile(path, new / path.name)


def _change(store: Store, work: Path) -> bool:
    """Take out what is gone and load what is new; false where the store did not hold what its build said."""
    for quad in parse(path=str(work / "gone.nq"), format=RdfFormat.N_QUADS):
        if quad not in store:
            return False
        store.remove(quad)
    if any(quad in store for quad in parse(path=str(work / "come.nq"), format=RdfFormat.N_QUADS)):
        return False
    store.bulk_load(path=str(work / "come.nq"), format=RdfFormat.N_QUADS)
    store.flush()
    return True
