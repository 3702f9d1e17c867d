"""Sorted files of lines: merged in long stretches, equal lines once, and compared line by line. All in bytes.

The lines of a place lie in a few long stretches of the whole graph, for most of them begin with the IRI of a report or
of the place. So a merge looks for the end of a stretch and reads it right into the memory that is written, and compares
few lines with one another; files whose lines alternate cost a comparison or two a line. Code point order and the order
of UTF-8 bytes are the same.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush, heapreplace
from pathlib import Path
from queue import Queue
from threading import Thread
from types import TracebackType

_SMALL, _LARGE = 1 << 13, 1 << 20  # bytes that a waiting file holds in memory; bytes that are written at once
_LEAST = 1 << 16  # room in the memory that is written below which a stretch begins a new piece
_OUT = -1  # the number of the file whose lines are left out


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merged file holds."""

    lines: int
    sha256: str


def merge(paths: Sequence[Path], target: Path, without: Path | None = None) -> Merged:
    """Merge sorted files of whole lines into one, equal lines once, those of the file `without` left out.

    Any number of files; each is open only while it is read.
    """
    shards = [(number, _Shard(path)) for number, path in enumerate(paths)]
    shards += [(_OUT, _Shard(without))] if without else []
    heap = [(shard.head, number, shard) for number, shard in shards if shard.head]
    heapify(heap)
    with _Target(target) as out:
        while heap:
            head, number, shard = heap[0]
            bound = min((other[0] for other in heap[1:3]), default=None)
            if head == bound or number == _OUT:
                _once(heap, out)
                continue
            shard.copy(bound, out)
            if shard.head:
                heapreplace(heap, (shard.head, number, shard))
            else:
                heappop(heap)
    return Merged(out.lines, out.digest.hexdigest())


def _once(heap: list[tuple[bytes, int, _Shard]], out: _Target) -> None:
    """Pass over the first line in all the files that have it, and write it once unless it is to be left out."""
    same = [heappop(heap)]
    while heap and heap[0][0] == same[0][0]:
        same.append(heappop(heap))
    if same[0][1] != _OUT:  # of equal lines that of the lowest number comes first
        out.write(same[0][0])
    for _, number, shard in same:
        shard.skip()
        if shard.head:
            heappush(heap, (shard.head, number, shard))


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


class _Piece:
    """Memory that is filled, written, hashed and filled again: fresh memory for each piece would cost more than the work."""

    __slots__ = ("data", "size", "view")

    def __init__(self) -> None:
        self.data, self.size = bytearray(_LARGE), 0
        self.view = memoryview(self.data)


class _Target:
    """The file that is written in large pieces, its hash and the number of its lines; a thread of its own counts and hashes."""

    def __init__(self, path: Path) -> None:
        self.file, self.digest, self.lines = path.open("wb", buffering=0), hashlib.sha256(), 0
        self.free, self.written = Queue[_Piece](), Queue[_Piece | None]()
        for _ in range(4):
            self.free.put(_Piece())
        self.piece = self.free.get()
        self.counter = Thread(target=self._count, daemon=True)

    def __enter__(self) -> _Target:
        self.counter.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        with self.file:
            try:
                if not error:
                    self._flush()
            finally:
                self.written.put(None)
                self.counter.join()

    def _count(self) -> None:
        while piece := self.written.get():
            self.digest.update(piece.view[: piece.size])
            self.lines += piece.data.count(b"\n", 0, piece.size)
            piece.size = 0
            self.free.put(piece)

    def _flush(self) -> None:
        rest = self.piece.view[: self.piece.size]
        while rest:  # a system may take less than it is given
            rest = rest[self.file.write(rest) :]
        self.written.put(self.piece)
        self.piece = self.free.get()

    def room(self) -> _Piece:
        """The piece that is filled, with some room behind its `size`."""
        if _LARGE - self.piece.size < _LEAST:
            self._flush()
        return self.piece

    def write(self, lines: bytes) -> None:
        rest = memoryview(lines)
        while rest:
            piece = self.room()
            part = rest[: _LARGE - piece.size]
            piece.view[piece.size : piece.size + len(part)] = part
            piece.size += len(part)
            rest = rest[len(part) :]


class _Shard:
    """A sorted file from where it has been read to: a block of whole lines, and the line that is next."""

    __slots__ = ("at", "block", "head", "offset", "path")

    def __init__(self, path: Path) -> None:
        self.path, self.offset = str(path), 0
        self._fill()

    def _fill(self) -> None:
        """Read the next block, up to its last line end; blank at the end of the file."""
        file = os.open(self.path, os.O_RDONLY)
        try:
            block = os.pread(file, _SMALL, self.offset)
            while block and b"\n" not in block and (more := os.pread(file, _LARGE, self.offset + len(block))):
                block += more
        finally:
            os.close(file)
        self.block, self.at = block[: block.rfind(b"\n") + 1], 0
        self.offset += len(self.block)
        self._look()

    def _look(self) -> None:
        self.head = self.block[self.at : self.block.find(b"\n", self.at) + 1] if self.at < len(self.block) else b""

    def skip(self) -> None:
        """Pass over one line."""
        self.at += len(self.head)
        self._look() if self.at < len(self.block) else self._fill()

    def copy(self, bound: bytes | None, out: _Target) -> None:
        """Copy the lines that come before `bound`, all where there is none; the first one does."""
        cut = _cut(self.block, self.at, len(self.block), bound)
        out.write(self.block[self.at : cut])
        if cut < len(self.block):
            self.at = cut
            self._look()
        else:
            self._rush(bound, out)
            self._fill()

    def _rush(self, bound: bytes | None, out: _Target) -> None:
        """Read the lines before `bound` that lie behind the block right into the memory that is written."""
        file, size = os.open(self.path, os.O_RDONLY), _SMALL
        try:
            while True:
                piece = out.room()
                start = piece.size
                read = os.preadv(file, [piece.view[start : start + size]], self.offset)
                end = piece.data.rfind(b"\n", start, start + read) + 1
                cut = _cut(piece.data, start, end, bound) if end else start
                piece.size = cut
                self.offset += cut - start
                if cut < end or cut == start:
                    return
                size = min(size * 4, _LARGE)
        finally:
            os.close(file)


def _cut(data: bytes | bytearray, low: int, high: int, bound: bytes | None) -> int:
    """Where in a block of whole lines those before `bound` end, by halves."""
    if bound is None or data[max(low, data.rfind(b"\n", low, high - 1) + 1) : high] < bound:
        return high
    while low < high:  # lines before `low` are below the bound, the line at `high` is not
        start = max(low, data.rfind(b"\n", low, (low + high) // 2) + 1)
        end = data.find(b"\n", start) + 1
        if data[start:end] < bound:
            low = end
        else:
            high = start
    return low
