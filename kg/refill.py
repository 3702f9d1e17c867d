"""The store of a build from that of the build before: the same files under second names, and only what changed written.

The graph is made of packed files that are named by what they hold, so the names tell which of them changed, and a
comparison of their lines which statements. Where that is not worth it or not possible, the store is loaded anew.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path

from pyoxigraph import RdfFormat, Store, parse

from kg.cache import Cache, link
from kg.errors import KgError
from kg.packed import Part, unpack_file
from kg.shards import difference, merge
from kg.store import BUILD, STORE, manifest

PARTS = "parts.txt"
_WORTH = 5  # a statement that is taken out costs some five times as much as one that is loaded in bulk


def note_parts(folder: Path, parts: Iterable[Part]) -> None:
    """Note the files that the graph of a build is made of, for the next one: name, lines and bytes of each."""
    (folder / PARTS).write_text("".join(f"{part.name} {part.lines} {part.size}\n" for part in parts), "utf-8")


def parts_of(out: Path) -> list[Part]:
    """The files that the graph of an earlier build was made of, their graphs not told; none where there is no such build."""
    if not BUILD.made(out) or not (out / PARTS).is_file():
        return []
    rows = [line.split(" ") for line in (out / PARTS).read_text("utf-8").splitlines()]
    if any(len(row) != 3 or not (row[1].isdecimal() and row[2].isdecimal()) for row in rows):
        return []  # an earlier version noted the names alone
    return [Part(name, int(lines), int(size)) for name, lines, size in rows]


def refill(folder: Path, out: Path, kept: Cache, parts: Sequence[Part], before: Sequence[Part]) -> bool:
    """Fill the store of the build in `folder` from that of the build in `out`; false where it must be loaded.

    `parts` are the files that the graph is made of, and `before` those that the build in `out` noted.
    """
    held, was, quads = {p.name for p in parts}, {p.name for p in before}, sum(part.lines for part in parts)
    gone, come = [p for p in before if p.name not in held], [p for p in parts if p.name not in was]
    if not before or sum(part.size for part in (*gone, *come)) > sum(part.size for part in parts):
        return False
    work = folder / "work"
    try:
        less, more = _changes(_unpacked(kept, gone, work), _unpacked(kept, come, work), work)
    except (FileNotFoundError, KgError):  # a record is gone or damaged
        return False
    if (less + more) * _WORTH > quads or manifest(out)["counts"]["quads"] - less + more != quads:
        return False
    try:
        _take_over(out / STORE, folder / STORE)
        right = _change(Store(str(folder / STORE)), work)
    except OSError:  # the store before is damaged, or the disk is full, which the loading will say
        right = False
    if not right:
        shutil.rmtree(folder / STORE, ignore_errors=True)
    return right


def _unpacked(kept: Cache, parts: Iterable[Part], work: Path) -> list[Path]:
    """Unpack some parts. Raises FileNotFoundError or KgError where one is gone or damaged."""
    targets = []
    for part in parts:
        if (packed := kept.find(part.name, work)) is None:
            raise FileNotFoundError(part.name)
        targets.append(work / f"{part.name}.lines")
        unpack_file(packed, part.size, targets[-1])
    return targets


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
