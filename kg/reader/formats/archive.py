"""Zip files opened with care: what they say of themselves is checked before anything is unpacked, all of it in memory."""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path
from typing import IO

from kg.errors import UnreadableReportError

MOST_MEMBERS = 20_000
MOST_BYTES = 100_000_000  # of one member, unpacked
MOST_RATIO = 200  # times as large as packed: more than prose, or the XML of a word processor, ever comes to
SMALL = 10_000_000  # what may be packed as tightly as it likes
_DIRECTORY = MOST_MEMBERS * 400  # bytes that the directory of so many may take
_TAIL = 65_557 + 76  # bytes at the end of a zip file within which its directory is announced
DAMAGED = "the file is damaged or cut short; download or copy it again"


def opened(file: IO[bytes], path: Path) -> zipfile.ZipFile:
    """A zip file whose directory is sound and of a decent size.

    Raises UnreadableReportError for one that is damaged, holds too many files, or would unpack to far more than it is.
    """
    size = file.seek(0, 2)
    if _directory_size(file, size) > _DIRECTORY:
        raise UnreadableReportError(
            f"the zip file holds more than {MOST_MEMBERS} files; unpack it and name the folder", path=path
        )
    try:
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        raise UnreadableReportError(DAMAGED, path=path) from None
    members = archive.infolist()
    if len(members) > MOST_MEMBERS:
        raise UnreadableReportError(
            f"the zip file holds more than {MOST_MEMBERS} files; unpack it and name the folder", path=path
        )
    unpacked = sum(m.file_size for m in members)
    overlapping = sum(m.compress_size for m in members) > size
    if overlapping or (unpacked > MOST_RATIO * size and unpacked > SMALL):
        raise UnreadableReportError(
            "this unpacks to far more than a report can be (a zip bomb); leave it out", path=path
        )
    return archive


def _directory_size(file: IO[bytes], size: int) -> int:
    """The bytes that the directory takes, as the end of the file says, before anything is made of them."""
    file.seek(max(0, size - _TAIL))
    tail = file.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0:
        return 0  # no zip file, as will be found
    if tail[max(0, at - 20) : at].startswith(b"PK\x06\x07"):  # a zip64 file: its own record stands before
        return int.from_bytes(tail[max(0, at - 36) : at - 28], "little")
    return int.from_bytes(tail[at + 12 : at + 16], "little")


def contents(archive: zipfile.ZipFile, member: zipfile.ZipInfo, path: Path) -> bytes:
    """The bytes of one member. Raises UnreadableReportError for what is locked, damaged, or larger than it may be."""
    if member.flag_bits & 1:
        raise UnreadableReportError("this is locked with a password; unpack it with the password first", path=path)
    if member.file_size > MOST_BYTES or (
        member.file_size > SMALL and member.file_size > MOST_RATIO * member.compress_size
    ):
        raise UnreadableReportError(
            "this unpacks to far more than a report can be (a zip bomb); leave it out", path=path
        )
    try:
        with archive.open(member) as file:
            data = file.read(member.file_size + 1)
            if len(data) > member.file_size or file.read(1):
                raise zipfile.BadZipFile
            return data
    except NotImplementedError:
        raise UnreadableReportError("this is packed in a way that is not read; unpack it first", path=path) from None
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError):
        raise UnreadableReportError(DAMAGED, path=path) from None
