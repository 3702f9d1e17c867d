"""Output folders: written beside, put in place whole or not at all, and only over an earlier folder of the same kind."""

from __future__ import annotations

import errno
import fcntl
import glob
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import OutputFolderError

_LOCK = ".at-work"


@dataclass(frozen=True, slots=True)
class Kind:
    """What a folder of ours is known by: the file that is written last, its format, and the command that makes it."""

    sign: str
    format: str
    maker: str

    def made(self, folder: Path) -> bool:
        """Whether a folder bears the sign of this kind."""
        try:
            return bool(json.loads((folder / self.sign).read_text("utf-8")).get("format") == self.format)
        except (OSError, ValueError, AttributeError):
            return False

    def put_sign(self, folder: Path, content: dict[str, Any]) -> None:
        """Write the sign, last of all: a folder that bears it is whole."""
        text = json.dumps({"format": self.format, **content}, ensure_ascii=False, indent=1, sort_keys=True)
        (folder / self.sign).write_text(text + "\n", "utf-8")


@contextmanager
def landing(out: Path, kind: Kind, resume: str = "") -> Iterator[Path]:
    """A new folder beside `out` to write in; it takes the place of `out` when the block ends without an error.

    Whatever goes wrong, `out` is left as it was. What a killed program left beside is cleared away, save that the files
    of its folder named `resume` are taken over. Raises OutputFolderError where `out` is not of this kind, cannot be
    written, or the disk is full.
    """
    out = _real(out)
    recover(out, kind)
    if out.exists() and not kind.made(out) and (not out.is_dir() or any(out.iterdir())):
        raise OutputFolderError(f"is not empty and was not made by {kind.maker}; name another folder", path=out)
    staging = out.with_name(f".{out.name}.building-{os.getpid()}")
    try:
        staging.mkdir(parents=True)
        with _at_work(staging):
            _inherit(out, staging, resume)
            yield staging
        with _alone(out.parent):
            _swap(staging, out)
    except OSError as error:
        raise _said(error, out) from None
    finally:
        shutil.rmtree(staging, ignore_errors=True)


@contextmanager
def _at_work(staging: Path) -> Iterator[None]:
    """Hold a lock within a folder for as long as it is written in; the system takes it from a program that is killed."""
    with (staging / _LOCK).open("wb") as file:
        fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
        (staging / _LOCK).unlink()


def _inherit(out: Path, staging: Path, resume: str) -> None:
    """Clear away what killed programs left half made, taking over the files of their folders named `resume`."""
    for left in out.parent.glob(f".{glob.escape(out.name)}.building-*"):
        if left == staging or not _abandoned(left):
            continue
        if resume and (left / resume).is_dir():
            (staging / resume).mkdir(exist_ok=True)
            for path in (left / resume).iterdir():
                path.replace(staging / resume / path.name)
        shutil.rmtree(left, ignore_errors=True)


def _abandoned(staging: Path) -> bool:
    """Whether no program is writing in a folder any more."""
    try:
        with (staging / _LOCK).open("r+b") as file:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
    except FileNotFoundError:  # just begun or just done, unless its program is gone
        return not _alive(staging.name.rpartition("-")[2])
    except OSError:
        return False


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Let no other program exchange folders in `folder` meanwhile, where the file system knows locks."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _real(out: Path) -> Path:
    """The folder that a link leads to, or the folder itself: it is exchanged, and the link stays."""
    return out.resolve() if out.is_symlink() else out.absolute()


def _said(error: OSError, out: Path) -> OutputFolderError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT) or "No space left" in str(error):  # the store has words, no number
        return OutputFolderError("the disk is full; free some space and try again", path=out)
    return OutputFolderError(f"cannot be written ({error.strerror or error}); name another folder", path=out)


def _old(out: Path) -> Path:
    return out.with_name(f".{out.name}.previous")


def _swap(staging: Path, out: Path) -> None:
    """Two renames; a stop between them leaves the old folder beside, where `recover` finds it."""
    old = _old(out)
    shutil.rmtree(old, ignore_errors=True)
    if out.exists():
        out.rename(old)
    staging.rename(out)
    shutil.rmtree(old, ignore_errors=True)


def recover(out: Path, kind: Kind) -> None:
    """Put a folder back that a killed program had moved aside."""
    out = _real(out)
    if not out.exists() and _old(out).exists():
        with _alone(out.parent):  # not between the two renames of a program that lives
            if not out.exists() and kind.made(_old(out)):
                _old(out).rename(out)


def _alive(process: str) -> bool:
    try:
        os.kill(int(process), 0)
    except (ValueError, ProcessLookupError):
        return False
    except PermissionError:
        return True
    return True
