"""A build on disk: graph.nq.zst, an Oxigraph store, the decoded sources and a manifest."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from functools import partial
from io import BufferedReader
from itertools import count
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any

from pyoxigraph import RdfFormat, Store

from kg.cache import link
from kg.errors import NotAGraphError
from kg.landing import Kind, recover
from kg.packed import opened

if TYPE_CHECKING:
    from kg.tables import Union

GRAPH, STORE, SOURCES, CACHE = "graph.nq.zst", "store", "sources", "cache"
_SHARE = 1 << 23  # bytes of lines of the first loads of several threads
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


def open_graph(folder: Path) -> BufferedReader:
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

    A load reads one file after another as they come, `most` bytes of lines in all, into a store of its own, and in the end
    the stores are made one: a store that took all loads would merge its tables ever more often. A file with more is
    read by several loads. Several threads share `most`, and begin with less, so that none of them waits long for files
    or has much left at the end.
    """

    def __init__(self, folder: Path, threads: int = 1, most: int = 3 << 25) -> None:
        self.path, self.most, self.width = folder / STORE, max(1, most // threads), threads
        self.threads = ThreadPoolExecutor(threads)
        self.files = SimpleQueue[tuple[Path, int] | None]()
        self.loads: list[Future[None]] = []
        self.numbers, self.stores = count(), list[Path]()
        self.union: Union | None = None
        self.size = self.taken = self.done = 0  # bytes put, begun to be read, and read by the loads
        self.ended = False

    def __enter__(self) -> Loader:
        return self

    def __exit__(self, *_: object) -> None:
        self.ended = True
        for _load in self.loads:
            self.files.put(None)
        if self.union is not None:
            self.union.stop()
        self.threads.shutdown(cancel_futures=True)

    def put(self, path: Path, size: int) -> None:
        """Load a packed file of `size` bytes of lines."""
        self.files.put((path, size))
        self.size += size
        if not self.loads:
            self._stores().mkdir()
            self.loads = [self.threads.submit(self._load) for _ in range(self.width)]

    def finish(self, progress: Callable[[str, int, int], None] = lambda *_: None) -> None:
        """Wait until all is loaded; `progress` is told the megabytes read and those there are, then of the merging of tables."""
        if not self.loads:
            return
        for _load in self.loads:
            self.files.put(None)
        while wait(self.loads, 0.5).not_done:
            progress("入库 loading, MB", self.done >> 20, self.size >> 20)
        for load in self.loads:
            load.result()
        if len(self.stores) == 1:
            self.stores[0].rename(self.path)
        else:
            united = self.threads.submit(self._unite, partial(progress, "并表 merging tables"))
            while wait([united], 0.5).not_done:
                pass  # a thread that merges cannot be interrupted, one that waits for it can
            united.result()
        shutil.rmtree(self._stores())

    def share(self) -> int:
        """Bytes of lines that the next load is to read."""
        return self.most if self.width == 1 else min(self.most, max(_SHARE, self.taken // (8 * self.width)))

    def _stores(self) -> Path:
        return self.path.with_name(f"{STORE}.parts")

    def _load(self) -> None:
        lines = _Lines(self)
        while lines.more():
            path = self._stores() / str(next(self.numbers))
            store = Store(str(path))
            store.bulk_load(input=lines, format=RdfFormat.N_QUADS)  # type: ignore[arg-type]  # it asks for `read` alone
            store.flush()
            self.stores.append(path)

    def _unite(self, progress: Callable[[int, int], None]) -> None:
        from kg.tables import Union

        with Union(self.stores, self.path, self.width) as self.union:
            if not self.ended:
                self.union.merge(progress)


class _Lines:
    """What a load reads: the lines of the loader's files, waiting for the next; they end when it has enough, if need be within one."""

    def __init__(self, loader: Loader) -> None:
        self.loader, self.left, self.last = loader, 0, False
        self.file: BufferedReader | None = None

    def more(self) -> bool:
        """Begin a load, waiting for lines; false where there are none any more."""
        self.left = self.loader.share()
        while self._open():
            if self.file is not None and self.file.peek(1):
                return True
            self._close()
        return False

    def read(self, size: int) -> bytes:
        """Some lines or parts of lines, about so many bytes; none at the end of a load."""
        while self.left > 0 and self._open() and self.file is not None:
            if piece := self.file.read(size):
                self.left -= len(piece)
                piece += self.file.readline() if self.left <= 0 else b""  # no line is in two loads
                self.loader.done += len(piece)
                return piece
            self._close()
        return b""

    def _open(self) -> bool:
        """Open the next file where none is open, waiting for it; false after the last."""
        if self.file is None and not self.last:
            following = self.loader.files.get()
            self.last = following is None
            if following is not None:
                self.loader.taken += following[1]
                self.file = opened(*following)
        if self.loader.ended:
            raise InterruptedError("the build was stopped")
        return self.file is not None

    def _close(self) -> None:
        if self.file is not None:
            self.file.close()
            self.file = None


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file, read in pieces."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(1 << 20):
            digest.update(piece)
    return digest.hexdigest()
