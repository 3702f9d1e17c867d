"""A build on disk: graph.nq, an Oxigraph store, the decoded sources and a manifest."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pyoxigraph import RdfFormat, Store

from kg.cache import link
from kg.errors import NotAGraphError
from kg.landing import Kind, recover

GRAPH, STORE, SOURCES, CACHE = "graph.nq", "store", "sources", "cache"
_PIECE = 1 << 26  # bytes of N-Quads; a load of all at once needs more than twice the memory
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


def source_text(folder: Path, report: str) -> str:
    """The decoded source of a report, character for character."""
    return (folder / SOURCES / f"{report}.txt").read_bytes().decode("utf-8")


def put_source(folder: Path, report: str, kept: Path) -> None:
    """Put a report's decoded source into a build; line ends are kept, for offsets count them."""
    (folder / SOURCES).mkdir(exist_ok=True)
    link(kept, folder / SOURCES / f"{report}.txt")


def load(folder: Path, progress: Callable[[int, int], None] = lambda *_: None) -> None:
    """Fill the store from graph.nq, a piece at a time: a load holds all of what it is given several times over.

    `progress` is told the megabytes loaded and those there are.
    """
    store, size, done = Store(str(folder / STORE)), (folder / GRAPH).stat().st_size, 0
    with (folder / GRAPH).open("rb") as file:
        while piece := file.read(_PIECE) + file.readline():
            store.bulk_load(input=piece, format=RdfFormat.N_QUADS)
            done += len(piece)
            progress(done >> 20, size >> 20)
    store.optimize()
    store.flush()


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file, read in pieces."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(1 << 20):
            digest.update(piece)
    return digest.hexdigest()
