"""The output folder: built beside, put in place whole or not at all, and only over an earlier site of ours."""

from __future__ import annotations

import errno
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from kg.errors import OutputFolderError

SIGN, FORMAT = "site.json", "tifakg-site-1"


@contextmanager
def landing(out: Path, graph: Path) -> Iterator[Path]:
    """A new folder beside `out` to write in; it takes the place of `out` when the block ends without an error.

    Raises OutputFolderError where `out` holds something else, holds the graph, or cannot be written.
    """
    out = out.absolute()
    _recover(out)
    if out.resolve() == graph.resolve() or out.resolve() in graph.resolve().parents:
        raise OutputFolderError("holds the graph itself; name another folder", path=out)
    if out.exists() and not is_site(out) and (not out.is_dir() or any(out.iterdir())):
        raise OutputFolderError("is not empty and was not made by kg site; name another folder", path=out)
    staging = out.with_name(f".{out.name}.writing-{os.getpid()}")
    try:
        staging.mkdir(parents=True)
        yield staging
        _swap(staging, out)
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise OutputFolderError("the disk is full; free some space and write the site again", path=out) from None
        raise OutputFolderError(f"cannot be written ({error.strerror or error}); name another folder", path=out) from None
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def sign(folder: Path, content: dict[str, Any]) -> None:
    """Write the sign last: a folder that bears it is a whole site."""
    text = json.dumps({"format": FORMAT, **content}, ensure_ascii=False, indent=1, sort_keys=True)
    (folder / SIGN).write_text(text + "\n", "utf-8")


def is_site(folder: Path) -> bool:
    """Whether a folder holds a site of ours."""
    try:
        return bool(json.loads((folder / SIGN).read_text("utf-8")).get("format") == FORMAT)
    except (OSError, ValueError, AttributeError):
        return False


def _old(out: Path) -> Path:
    return out.with_name(f".{out.name}.previous-site")


def _swap(staging: Path, out: Path) -> None:
    """Two renames; a stop between them leaves the old site beside, where `_recover` finds it."""
    old = _old(out)
    shutil.rmtree(old, ignore_errors=True)
    if out.exists():
        out.rename(old)
    staging.rename(out)
    shutil.rmtree(old, ignore_errors=True)


def _recover(out: Path) -> None:
    if not out.exists() and is_site(_old(out)):
        _old(out).rename(out)
