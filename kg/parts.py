"""The parts that the graph of a build is made of: no line stands in two of them, and the hash of all lines is taken aside."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from kg.cache import Cache
from kg.packed import PACKED, Part, opened, pack_file, unpack_file
from kg.shards import merge

_PIECE = 1 << 20  # bytes that are hashed at once


def disjoint(kept: Cache, parts: Sequence[Part], work: Path) -> list[Part]:
    """The parts, those that share a named graph made one, each line once; it stands where the last of them did.

    Named graphs are of one place or of all, save where the file of a report is called like one of another place or of all,
    such as ladder.txt. Raises KgError where one that must be unpacked is damaged.
    """
    groups, owner = list[list[Part]](), dict[str, list[Part]]()
    for part in parts:
        met = list({id(owner[name]): owner[name] for name in part.graphs if name in owner}.values())
        groups = [group for group in groups if group not in met] if met else groups
        groups.append([one for group in met for one in group] + [part])
        owner |= {name: groups[-1] for one in groups[-1] for name in one.graphs}
    return [group[0] if len(group) == 1 else _joined(kept, group, work) for group in groups]


def _joined(kept: Cache, group: Sequence[Part], work: Path) -> Part:
    """One part of several, kept under the names of all."""
    name = f"{kept.key('joined', [part.name for part in group])}{PACKED}"
    paths = [work / f"{part.name}.lines" for part in group]
    for part, path in zip(group, paths, strict=True):
        unpack_file(kept.local(part.name, work), part.size, path)
    lines = merge(paths, work / "joined").lines
    pack_file(work / "joined", work / "packed")
    kept.keep_file(name, work / "packed")
    graphs = {graph for part in group for graph in part.graphs}
    return Part(name, lines, (work / "joined").stat().st_size, tuple(sorted(graphs)))


class Digest:
    """The SHA-256 of the lines in packed files, each with its bytes of lines; a thread takes it while other work goes on."""

    def __init__(self, files: Iterable[tuple[Path, int]]) -> None:
        self.files, self.ended = list(files), False
        self.thread = ThreadPoolExecutor(1)

    def __enter__(self) -> Digest:
        self.taken = self.thread.submit(self._take)
        return self

    def __exit__(self, *_: object) -> None:
        self.ended = True
        self.thread.shutdown()

    def result(self) -> str:
        """The hash, in hexadecimal. Raises KgError where a file is damaged."""
        return self.taken.result()

    def _take(self) -> str:
        digest = hashlib.sha256()
        for path, size in self.files:
            with opened(path, size) as lines:
                while not self.ended and (piece := lines.read(_PIECE)):
                    digest.update(piece)
        return digest.hexdigest()
