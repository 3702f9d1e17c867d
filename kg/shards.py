"""Sorted files of lines: merged, equal lines once, and compared. All in bytes; code point order and that of UTF-8 are the same."""

from __future__ import annotations

import hashlib
import heapq
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

_OPEN = 200  # files that are open at once: a system may allow 256
_PIECE = 1 << 20  # bytes that are hashed and written at once


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merged file holds."""

    lines: int
    sha256: str


def merge(paths: Sequence[Path], target: Path, without: Path | None = None) -> Merged:
    """Merge sorted files of whole lines into one, equal lines once, those of the sorted file `without` left out.

    Any number of files, not all of them open at once.
    """
    paths, made = list(paths), list[Path]()
    while len(paths) > _OPEN:
        made.append(target.with_name(f"{target.name}-{len(made)}"))
        _write(_once(paths[:_OPEN]), made[-1])
        paths = [*paths[_OPEN:], made[-1]]
    lines = _once(paths)
    whole = _write((line for new, line in _compared(_once([without]), lines) if new) if without else lines, target)
    for path in made:
        path.unlink()
    return whole


def difference(old: Path, new: Path) -> Iterator[tuple[bool, bytes]]:
    """The lines that only one of two sorted files has, in order; true stands before those of the new one."""
    yield from _compared(_once([old]), _once([new]))


def _once(paths: Iterable[Path]) -> Iterator[bytes]:
    """The lines of sorted files in order, equal ones once."""
    last = b""
    with ExitStack() as files:
        for line in heapq.merge(*(files.enter_context(path.open("rb")) for path in paths)):
            if line != last:
                yield line
            last = line


def _compared(old: Iterator[bytes], new: Iterator[bytes]) -> Iterator[tuple[bool, bytes]]:
    gone, come = next(old, b""), next(new, b"")
    while gone or come:
        if gone == come:
            gone, come = next(old, b""), next(new, b"")
        elif not come or (gone and gone < come):
            yield False, gone
            gone = next(old, b"")
        else:
            yield True, come
            come = next(new, b"")


def _write(lines: Iterable[bytes], target: Path) -> Merged:
    digest, count, held, size = hashlib.sha256(), 0, list[bytes](), 0
    with target.open("wb") as file:
        for line in chain(lines, [b""]):  # the last one is none
            held.append(line)
            size += len(line)
            if size >= _PIECE or not line:
                piece, count = b"".join(held), count + len(held)
                digest.update(piece)
                file.write(piece)
                held, size = [], 0
    return Merged(count - 1, digest.hexdigest())
