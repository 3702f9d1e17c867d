"""Reports within zip files: a member is named by the path of its zip file with its own name behind it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from zipfile import ZipFile, ZipInfo

from kg.errors import UnreadableReportError
from kg.reader.formats.archive import contents, opened

_WORD = "word/document.xml"


def members(path: Path) -> tuple[list[Path], list[UnreadableReportError]]:
    """The files in a zip file as paths below its own, and the refusals of names that lead out of it or are double.

    A Word file under the name of a zip file is itself the one report. Raises UnreadableReportError for a bad file.
    """
    found: dict[Path, int] = {}
    refused: list[UnreadableReportError] = []
    with _open(path) as archive:
        for info in archive.infolist():
            name = name_of(info)
            if name == _WORD:
                return [path], []
            if info.is_dir() or name.endswith("/"):
                continue
            member = path / name.lstrip("/")
            if _leads_out(name):
                refused.append(
                    UnreadableReportError(
                        "this name leads out of its zip file; unpack it yourself", path=f"{path}/{name}"
                    )
                )
            else:
                found[member] = found.get(member, 0) + 1
    for member in [m for m, times in found.items() if times > 1]:
        del found[member]
        refused.append(
            UnreadableReportError("this stands in its zip file twice; unpack the one that is meant", path=member)
        )
    return list(found), refused


def member_bytes(path: Path) -> bytes | None:
    """The bytes of a file within a zip file, None where no part of the path is a zip file."""
    archive_path = next((parent for parent in path.parents if parent.is_file()), None)
    if archive_path is None:
        return None
    with _open(archive_path) as archive:
        for info in archive.infolist():
            if not _leads_out(name_of(info)) and archive_path / name_of(info) == path:
                return contents(archive, info, path)
    return None


def name_of(info: ZipInfo) -> str:
    """A member's name: UTF-8 where it is said or is, else GBK, as Windows in China writes it.

    >>> info = ZipInfo("报告.txt".encode("gbk").decode("cp437"))
    >>> name_of(info)
    '报告.txt'
    """
    name = info.orig_filename
    if not info.flag_bits & 0x800:
        for encoding in ("utf-8", "gb18030"):
            try:
                name = name.encode("cp437").decode(encoding)
                break
            except UnicodeError:
                continue
    return name.replace("\\", "/").replace("\x00", "")


def _leads_out(name: str) -> bool:
    """An absolute name, or one that climbs.

    >>> [_leads_out(n) for n in ("a/b.txt", "/etc/a.txt", "../a.txt", "a/../../b.txt", "C:/a.txt", "a..b.txt")]
    [False, True, True, True, True, False]
    """
    return name.startswith("/") or ".." in PurePosixPath(name).parts or name[1:2] == ":"


@contextmanager
def _open(path: Path) -> Iterator[ZipFile]:
    try:
        file = path.open("rb")
    except OSError as error:
        raise UnreadableReportError(f"cannot be read ({error.strerror}); check the file", path=path) from None
    with file, opened(file, path) as archive:
        yield archive
