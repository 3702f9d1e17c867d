"""Records of earlier work, each in a file named by the hash of all that it was made from.

A record whose inputs and whose rules are the same need not be made again; one that is cut short or unknown is made again.
What the rules are, `kg.rules` tells.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import pickle
import re
import shutil
import time
import uuid
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg import packed
from kg.errors import KgError

_LONG = 90 * 24 * 3600  # seconds
_RECORD = re.compile(r"[0-9a-f]{64}\.(?:json|pickle|txt|uses|(?:nq|ladder)(?:\.zst)?)")  # unpacked ones are of old
_MOST = (
    1 << 28
)  # bytes of a record of the model; one of five million characters, the most that is read, has a third of it
_TRUSTED = {"kg.model", "kg.text", "array"}


@dataclass(frozen=True, slots=True)
class Cache:
    """A folder of records. What it lacks is taken over from the folder of an earlier build, where there is one."""

    folder: str
    earlier: str = ""
    rules: str = ""

    def key(self, *made_from: object) -> str:
        """The name of a record made from these under the rules of now."""
        text = json.dumps([self.rules, *made_from], ensure_ascii=True, sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()

    def has(self, *names: str) -> bool:
        """Whether all these records are there, taking over those that only the earlier build has."""
        return all(self._taken(name) for name in names)

    def _taken(self, name: str) -> bool:
        if (found := self.find(name)) is None:
            return False
        link(found, Path(self.folder, name))
        if not self.earlier and name.endswith(".json"):
            with suppress(OSError):  # someone else's, in a folder that several people share
                os.utime(found)
        return True

    def find(self, name: str, work: Path = Path()) -> Path | None:
        """Where a record lies, be it only in the earlier build; None where it is not kept."""
        places = (Path(folder, name) for folder in (self.folder, self.earlier) if folder)
        return next((path for path in places if path.is_file()), None)

    def prune(self) -> None:
        """Delete the records that no build has used for long; all else that may lie in the folder stays."""
        used: dict[str, float] = {}
        for entry in os.scandir(self.folder):
            if _RECORD.fullmatch(entry.name):
                stem = entry.name.partition(".")[0]
                used[stem] = max(used.get(stem, 0), entry.stat().st_mtime)
        for stem in (stem for stem, when in used.items() if when < time.time() - _LONG):
            for path in Path(self.folder).glob(f"{stem}.*"):
                path.unlink(missing_ok=True)

    def keep(self, name: str, data: bytes) -> None:
        """Write a record, whole or not at all; of two that write it at once the last one stays, and they are equal."""
        part = Path(self.folder, f".{uuid.uuid4().hex}")
        try:
            part.write_bytes(data)
            part.replace(Path(self.folder, name))
        except OSError:
            part.unlink(missing_ok=True)
            raise

    def keep_file(self, name: str, path: Path) -> None:
        """Keep what a finished file holds, however large."""
        part = Path(self.folder, f".{uuid.uuid4().hex}")
        try:
            link(path, part)
            part.replace(Path(self.folder, name))
        finally:
            part.unlink(missing_ok=True)

    def read(self, name: str) -> bytes:
        """What a record holds."""
        return Path(self.folder, name).read_bytes()

    def size(self, name: str) -> int:
        """Bytes of a record."""
        return Path(self.folder, name).stat().st_size

    def local(self, name: str, work: Path) -> Path:
        """A file of this machine that holds the record; one is put into `work` where the folder is elsewhere."""
        return Path(self.folder, name)


class UrlCache(Cache):
    """A folder of records at an address that fsspec knows, such as s3://bucket/folder, for workers without a common disk."""

    __slots__ = ()

    def _place(self, name: str) -> tuple[Any, str]:
        from fsspec.core import url_to_fs

        system, root = url_to_fs(self.folder)
        return system, f"{root.rstrip('/')}/{name}"

    def _taken(self, name: str) -> bool:
        system, path = self._place(name)
        return bool(system.exists(path))

    def keep(self, name: str, data: bytes) -> None:
        """Write a record; `json` records are written last and say that the others are whole."""
        system, path = self._place(name)
        system.makedirs(path.rpartition("/")[0], exist_ok=True)
        system.pipe_file(path, data)

    def keep_file(self, name: str, path: Path) -> None:
        """Keep what a finished file holds."""
        system, target = self._place(name)
        system.put_file(str(path), target)

    def read(self, name: str) -> bytes:
        """What a record holds."""
        system, path = self._place(name)
        return bytes(system.cat_file(path))

    def size(self, name: str) -> int:
        """Bytes of a record."""
        system, path = self._place(name)
        return int(system.size(path))

    def find(self, name: str, work: Path = Path()) -> Path | None:
        """A copy in `work`; None where it is not kept."""
        return self.local(name, work) if self._taken(name) else None

    def prune(self) -> None:
        """Leave it to the keeper of the address, which has rules for what is old."""

    def local(self, name: str, work: Path) -> Path:
        """A copy in `work`."""
        target = work / name
        if not target.exists():
            target.write_bytes(self.read(name))
        return target


def link(old: Path, new: Path) -> None:
    """The same file under a second name where the file system can do that, else a copy."""
    try:
        os.link(old, new)
    except FileExistsError:
        return
    except OSError:
        shutil.copyfile(old, new)


def pack(record: object) -> bytes:
    """A record of the model as bytes."""
    return packed.pack(pickle.dumps(record, protocol=5))


def unpack(data: bytes) -> Any:
    """The record that `pack` made bytes of. Raises KgError where they hold anything but records of the model."""
    with suppress(pickle.UnpicklingError, EOFError, AttributeError, ValueError, TypeError, IndexError, ImportError):
        return _Unpickler(io.BytesIO(packed.unpack(data, _MOST))).load()
    raise KgError("a record of an earlier build is damaged; delete the cache folder")


class _Unpickler(pickle.Unpickler):
    """A build folder may come from someone else, and a pickle may name any function: none is called but our records'."""

    def find_class(self, module: str, name: str) -> Any:
        if module not in _TRUSTED:
            raise pickle.UnpicklingError(f"{module}.{name} is no record")
        return super().find_class(module, name)
