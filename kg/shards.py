"""Sorted files of lines: merged in long stretches, equal lines once, and compared line by line. All in bytes.

The lines of a place lie in a few long stretches of the whole graph, for most of them begin with the IRI of a report or
of the place. So a merge looks for the end of a stretch and copies it, and compares few lines with one another; files
whose lines alternate cost a comparison or two a line. Code point order and the order of UTF-8 bytes are the same.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heapreplace
from pathlib import Path
from queue import Queue
from threading import Thread
from types import TracebackType

_SMALL, _LARGE = 1 << 13, 1 << 20  # bytes that a waiting file holds in memory; bytes that are copied at once


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merged file holds."""

    lines: int
    sha256: str


def merge(paths: Sequence[Path], target: Path) -> Merged:
    """Merge sorted files of whole lines into one, equal lines once; any number of files, each open only while it is read."""
    heap = [(shard.head, number, shard) for number, shard in enumerate(map(_Shard, paths)) if shard.head]
    heapify(heap)
    with _Target(target) as out:
        while heap:
            head, number, shard = heap[0]
            bound = min((other[0] for other in heap[1:3]), default=None)
            if head == out.last():
                shard.skip()
            elif head == bound:
                out.write(head)
                shard.skip()
            else:
                shard.copy(bound, out)
            if shard.head:
                heapreplace(heap, (shard.head, number, shard))
            else:
                heappop(heap)
    return Merged(out.lines, out.digest.hexdigest())


def difference(old: Path, new: Path) -> Iterator[tuple[bool, bytes]]:
    """The lines that only one of two sorted files has, in order; true stands before those of the new one."""
    with old.open("rb") as olds, new.open("rb") as news:
        gone, come = olds.readline(), news.readline()
        while gone or come:
            if gone == come:
                gone, come = olds.readline(), news.readline()
            elif not come or (gone and gone < come):
                yield False, gone
                gone = olds.readline()
            else:
                yield True, come
                come = news.readline()


class _Target:
    """The file that is written in large pieces, its hash and the number of its lines; a thread of its own counts and hashes."""

    def __init__(self, path: Path) -> None:
        self.file, self.digest, self.lines, self.tail = path.open("wb", buffering=0), hashlib.sha256(), 0, b""
        self.pieces: list[bytes] = []
        self.size = 0
        self.written: Queue[bytes] = Queue(8)
        self.counter = Thread(target=self._count, daemon=True)

    def __enter__(self) -> _Target:
        self.counter.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        with self.file:
            if not error:
                self._flush()
            self.written.put(b"")
            self.counter.join()

    def _count(self) -> None:
        while piece := self.written.get():
            self.digest.update(piece)
            self.lines += piece.count(b"\n")

    def _flush(self) -> None:
        if self.pieces:
            piece = b"".join(self.pieces)
            rest = memoryview(piece)
            while rest:  # a system may take less than it is given
                rest = rest[self.file.write(rest) :]
            self.written.put(piece)
            self.pieces, self.size = [], 0

    def write(self, lines: bytes) -> None:
        self.pieces.append(lines)
        self.size += len(lines)
        self.tail = lines
        if self.size >= _LARGE:
            self._flush()

    def last(self) -> bytes:
        return self.tail[self.tail.rfind(b"\n", 0, -1) + 1 :]


class _Shard:
    """A sorted file from where it has been read to: a block of whole lines, and the line that is next."""

    __slots__ = ("at", "block", "head", "offset", "path")

    def __init__(self, path: Path) -> None:
        self.path, self.offset = path, 0
        self._fill(_SMALL)

    def _fill(self, size: int) -> None:
        """Read the next block, up to its last line end; blank at the end of the file."""
        with self.path.open("rb", buffering=0) as file:
            file.seek(self.offset)
            block = file.read(size)
            while block and b"\n" not in block and (more := file.read(_LARGE)):
                block += more
        self.block, self.at = block[: block.rfind(b"\n") + 1], 0
        self.offset += len(self.block)
        self._look()

    def _look(self) -> None:
        self.head = self.block[self.at : self.block.find(b"\n", self.at) + 1] if self.at < len(self.block) else b""

    def skip(self) -> None:
        """Pass over one line."""
        self.at += len(self.head)
        self._look() if self.at < len(self.block) else self._fill(_SMALL)

    def copy(self, bound: bytes | None, out: _Target) -> None:
        """Copy the lines that come before `bound`, all where there is none."""
        size = _SMALL
        while self.head and (bound is None or self.head < bound):
            cut = self._cut(bound)
            out.write(self.block[self.at : cut])
            self.at = cut
            if cut < len(self.block):
                self._look()
                break
            size = min(size * 4, _LARGE)
            self._fill(size)
        if len(self.block) > _SMALL:  # thousands of files wait at once
            kept = self.block[self.at : self.block.rfind(b"\n", self.at, self.at + max(_SMALL, len(self.head))) + 1]
            self.offset -= len(self.block) - self.at - len(kept)
            self.block, self.at = kept, 0

    def _cut(self, bound: bytes | None) -> int:
        """Where in the block the lines before `bound` end, by halves."""
        low, high = self.at, len(self.block)
        if bound is None or self.block[max(low, self.block.rfind(b"\n", low, high - 1) + 1) :] < bound:
            return high
        while low < high:  # lines before `low` are below the bound, the line at `high` is not
            start = max(low, self.block.rfind(b"\n", low, (low + high) // 2) + 1)
            end = self.block.find(b"\n", start) + 1
            if self.block[start:end] < bound:
                low = end
            else:
                high = start
        return low
