"""A build on disk: graph.nq.zst, an Oxigraph store, the decoded sources and a manifest."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from pathlib import Path
from typing import Any

from pyoxigraph import RdfFormat, Store

from kg.cache import link
from kg.errors import NotAGraphError
from kg.landing import Kind, recover
from kg.packed import opened

GRAPH, STORE, SOURCES, CACHE = "graph.nq.zst", "store", "sources", "cache"
BUILD = Kind(sign="manifest.json", format="tifakg-build-1", maker="kg build")


def manifest(folder: Path) -> dict[str, Any]:
    """The manifest of a build. Raises NotAGraphError where the folder is none."""
    recover(folder, BUILD)
    if not BUILD.made(folder):
        raise NotAGraphError("is not a graph made by kg build; give the folder named with --out", path=folder)
    read: dict[str, Any] = json.loads((folder / BUILD.sign).read_text("utf-8"))
    return read


def open_store(folder: Path) -> Store:
    """The store of a build, read-only, so that many may ask at once."""
    manifest(folder)
    try:
        return Store.read_only(str(folder / STORE))
    except OSError as error:
        raise NotAGraphError(f"has a damaged store ({error}); build it again", path=folder) from None


def graph_file(folder: Path) -> Path:
    """The file of all statements of a build. Raises NotAGraphError where the folder has none."""
    if "graph_bytes" not in manifest(folder) or not (folder / GRAPH).is_file():
        raise NotAGraphError(f"has no {GRAPH}, as builds of earlier versions; build it again", path=folder)
    return folder / GRAPH


def open_graph(folder: Path) -> io.BufferedReader:
    """The lines of all statements of a build, unpacked as they are read.

    Raises NotAGraphError as `graph_file` does; reading raises KgError where the file is damaged.
    """
    return opened(graph_file(folder), manifest(folder)["graph_bytes"])


def source_text(folder: Path, report: str) -> str:
    """The decoded source of a report, character for character."""
    return (folder / SOURCES / f"{report}.txt").read_bytes().decode("utf-8")


def put_source(folder: Path, report: str, kept: Path) -> None:
    """Put a report's decoded source into a build; line ends are kept, for offsets count them."""
    (folder / SOURCES).mkdir(exist_ok=True)
    link(kept, folder / SOURCES / f"{report}.txt")


class Loader:
    """Fills the store of a build from packed files, in threads of its own, so that more of them can be made meanwhile.

    All of them together load a `piece` of so many bytes at a time, for a load holds what it is given several times over.
    """

    def __init__(self, folder: Path, threads: int = 1, piece: int = 1 << 26) -> None:
        self.path, self.piece = str(folder / STORE), piece // threads
        self.threads = ThreadPoolExecutor(threads)
        self.store: Store | None = None
        self.waiting: list[tuple[Path, int]] = []
        self.loads: list[Future[None]] = []
        self.size = self.handed = 0  # bytes put, and given to the threads
        self.done: list[int] = []  # bytes of each piece loaded
        self.ended = False

    def __enter__(self) -> Loader:
        return self

    def __exit__(self, *_: object) -> None:
        self.ended = True
        self.threads.shutdown(cancel_futures=True)
        self.store = None

    def put(self, path: Path, size: int) -> None:
        """Load a packed file of `size` bytes of lines, or wait until there are enough of them."""
        self.waiting.append((path, size))
        self.size += size
        if self.size - self.handed >= self.piece:
            self._hand_over()

    def finish(self, progress: Callable[[int, int], None] = lambda *_: None) -> None:
        """Load what waits, and wait for all; `progress` is told the megabytes loaded and those there are."""
        self._hand_over()
        while wait(self.loads, 0.5).not_done:
            progress(sum(self.done) >> 20, self.size >> 20)
        for load in self.loads:
            load.result()
        if self.store is not None:
            self.store.optimize()
            self.store.flush()
            self.store = None

    def _hand_over(self) -> None:
        if self.waiting:
            if self.store is None:  # an empty one is falsy
                self.store = Store(self.path)
            self.loads.append(self.threads.submit(self._load, self.store, self.waiting))
            self.waiting, self.handed = [], self.size

    def _load(self, store: Store, files: Iterable[tuple[Path, int]]) -> None:
        files = list(files)
        size = sum(size for _, size in files)
        for piece in _pieces(
            files, -(-size // max(1, round(size / self.piece)))
        ):  # of one size: each load has its price
            if self.ended:
                return
            store.bulk_load(input=piece, format=RdfFormat.N_QUADS)
            self.done.append(len(piece))


def _pieces(files: Iterable[tuple[Path, int]], most: int) -> Iterator[bytes]:
    """The lines of some packed files in pieces of this size, and what is left of a line."""
    found: list[bytes] = []
    size = 0
    for path, held in files:
        with opened(path, held) as file:
            while lines := file.read(most - size):
                found += (lines, file.readline())
                size += len(lines) + len(found[-1])
                if size >= most:
                    yield b"".join(found)
                    found, size = [], 0
    if found:
        yield b"".join(found)


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file, read in pieces."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(1 << 20):
            digest.update(piece)
    return digest.hexdigest()
