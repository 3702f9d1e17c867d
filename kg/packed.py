"""Sorted lines, packed with Zstandard. Packed files one after another are one packed file, that of all their lines.

What is unpacked may come from someone else: no more is unpacked than a record says there is, and each frame has a checksum.
"""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import zstandard

from kg.errors import KgError

PACKED = ".nq.zst"
_LEVEL = (
    1  # the next ones save a few per cent of the lines, which are a fortieth of the store, and cost half as much again
)
_WINDOW = 1 << 23  # bytes that the unpacking may look back
_PIECE = 1 << 18  # bytes that are packed or unpacked at once


@dataclass(frozen=True, slots=True)
class Part:
    """A packed file of sorted lines in the cache: its name, what it unpacks to, in lines and bytes, and its named graphs."""

    name: str
    lines: int
    size: int
    graphs: tuple[str, ...] = ()


def pack(data: bytes) -> bytes:
    """Bytes as one frame, with a checksum and their number; equal bytes give equal frames.

    >>> unpack(pack(b"a line"), 6), len(pack(b"a line" * 1000)) < 50
    (b'a line', True)
    """
    return zstandard.ZstdCompressor(_LEVEL, write_checksum=True).compress(data)


def unpack(data: bytes, most: int) -> bytes:
    """What a frame holds. Raises ValueError where that is damaged or may be more than `most` bytes."""
    try:
        if not 0 <= zstandard.frame_content_size(data) <= most:
            raise ValueError("a frame says that it holds too much")
        return zstandard.ZstdDecompressor(max_window_size=_WINDOW).decompress(data)
    except zstandard.ZstdError as error:
        raise ValueError(str(error)) from None


def pack_file(source: Path, target: Path) -> None:
    """Pack a file of any size."""
    compressor = zstandard.ZstdCompressor(_LEVEL, write_checksum=True)
    with source.open("rb") as lines, target.open("wb") as out:
        compressor.copy_stream(lines, out, size=source.stat().st_size, read_size=_PIECE, write_size=_PIECE)


def unpack_file(source: Path, size: int, target: Path) -> None:
    """Unpack a file of any size. Raises KgError where it does not hold `size` bytes."""
    with opened(source, size) as lines, target.open("wb") as out:
        shutil.copyfileobj(lines, out, _PIECE)


def opened(path: Path, size: int) -> io.BufferedReader:
    """A packed file to be read as its `size` bytes of lines.

    Reading it raises KgError where the file is damaged or holds another number of bytes.
    """
    return io.BufferedReader(_Unpacked(path, size), _PIECE)


def join(paths: Iterable[Path], target: Path) -> None:
    """Put packed files one after another, as they are."""
    with target.open("wb") as out:
        for path in paths:
            with path.open("rb") as part:
                shutil.copyfileobj(part, out, _PIECE)


def graphs_of(lines: Iterable[str]) -> tuple[str, ...]:
    """The IRIs of the named graphs that N-Quads lines are of, sorted.

    >>> graphs_of(['<a:1> <a:2> "<" <a:graph> .\\n'])
    ('a:graph',)
    """
    return tuple(sorted({line[line.rindex("<") + 1 : -4] for line in lines}))


class _Unpacked(io.RawIOBase):
    """The bytes that a packed file holds, counted as they are read."""

    def __init__(self, path: Path, size: int) -> None:
        self.path, self.left, self.file = path, size, path.open("rb")
        unpacking = zstandard.ZstdDecompressor(max_window_size=_WINDOW)
        self.reader = unpacking.stream_reader(self.file, read_size=_PIECE, read_across_frames=True)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        try:
            read: int = self.reader.readinto(buffer)
        except zstandard.ZstdError:
            read = -1
        self.left -= read
        if read < 0 or self.left < 0 or (not read and self.left):
            raise KgError("is damaged or cut short; delete the folder cache and build again", path=self.path.name)
        return read

    def close(self) -> None:
        self.file.close()
        super().close()
