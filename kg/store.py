"""A build on disk: graph.nq, an Oxigraph store, the decoded sources and a manifest, put in place whole or not at all."""

from __future__ import annotations

import errno
import glob
import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pyoxigraph import RdfFormat, Store

from kg.errors import KgError, NotAGraphError, OutputFolderError

MANIFEST, GRAPH, STORE, SOURCES = "manifest.json", "graph.nq", "store", "sources"
FORMAT = "tifakg-build-1"


@contextmanager
def landing(out: Path) -> Iterator[Path]:
    """A new folder beside `out` to build in; it takes the place of `out` when the block ends without an error.

    Whatever goes wrong, `out` is left as it was. Raises OutputFolderError where `out` is not a build of ours, cannot
    be written, or the disk is full.
    """
    out = out.absolute()
    recover(out)
    if out.exists() and not is_build(out) and (not out.is_dir() or any(out.iterdir())):
        raise OutputFolderError("is not empty and was not made by kg build; name another folder", path=out)
    staging = out.with_name(f".{out.name}.building-{os.getpid()}")
    try:
        staging.mkdir(parents=True)
        yield staging
        _swap(staging, out)
    except OSError as error:
        raise _said(error, out) from None
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _said(error: OSError, out: Path) -> OutputFolderError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT) or "No space left" in str(error):  # the store has words, no number
        return OutputFolderError("the disk is full; free some space and build again", path=out)
    return OutputFolderError(f"cannot be written ({error.strerror or error}); name another folder", path=out)


def _old(out: Path) -> Path:
    return out.with_name(f".{out.name}.previous")


def _swap(staging: Path, out: Path) -> None:
    """Two renames; a stop between them leaves the old build beside, where `recover` finds it."""
    old = _old(out)
    shutil.rmtree(old, ignore_errors=True)
    if out.exists():
        out.rename(old)
    staging.rename(out)
    shutil.rmtree(old, ignore_errors=True)


def recover(out: Path) -> None:
    """Put a previous build back that a killed build had moved aside, and clear away what it left half made."""
    out = out.absolute()
    for left in out.parent.glob(f".{glob.escape(out.name)}.building-*"):
        if not _alive(left.name.rpartition("-")[2]):
            shutil.rmtree(left, ignore_errors=True)
    if not out.exists() and is_build(_old(out)):
        _old(out).rename(out)


def _alive(process: str) -> bool:
    try:
        os.kill(int(process), 0)
    except (ValueError, ProcessLookupError):
        return False
    except PermissionError:
        return True
    return True


def is_build(folder: Path) -> bool:
    """Whether a folder holds a build of ours."""
    try:
        return bool(json.loads((folder / MANIFEST).read_text("utf-8")).get("format") == FORMAT)
    except (OSError, ValueError, AttributeError):
        return False


def manifest(folder: Path) -> dict[str, Any]:
    """The manifest of a build. Raises NotAGraphError where the folder is none."""
    recover(folder)
    if not is_build(folder):
        raise NotAGraphError("is not a graph made by kg build; give the folder named with --out", path=folder)
    read: dict[str, Any] = json.loads((folder / MANIFEST).read_text("utf-8"))
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


def save_source(folder: Path, report: str, raw: str) -> None:
    """Keep a report's decoded source; line ends are kept, for offsets count them."""
    (folder / SOURCES).mkdir(exist_ok=True)
    (folder / SOURCES / f"{report}.txt").write_bytes(raw.encode("utf-8", "surrogatepass"))


def load(folder: Path) -> int:
    """Fill the store from graph.nq and return the number of quads."""
    store = Store(str(folder / STORE))
    store.bulk_load(path=str(folder / GRAPH), format=RdfFormat.N_QUADS)
    store.optimize()
    count = len(store)
    store.flush()
    return count


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file, read in pieces."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(1 << 20):
            digest.update(piece)
    return digest.hexdigest()


def save_manifest(folder: Path, content: dict[str, Any]) -> None:
    """Write the manifest last: a folder with a manifest is a whole build."""
    text = json.dumps({"format": FORMAT, **content}, ensure_ascii=False, indent=1, sort_keys=True)
    (folder / MANIFEST).write_text(text + "\n", "utf-8")


__all__ = [
    "GRAPH",
    "KgError",
    "landing",
    "load",
    "manifest",
    "open_store",
    "recover",
    "save_manifest",
    "save_source",
    "sha256_of",
    "source_text",
]
