"""Files to text, whatever they are: what a file is, is told by its first bytes and only then by its name."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from kg.reader.decode import decode
from kg.reader.formats.kinds import READ, REFUSED, kind_of
from kg.reader.formats.zipped import member_bytes, members

__all__ = ["REFUSED", "SUFFIXES", "convert", "member_bytes", "members"]
SUFFIXES = frozenset(READ)


def convert(data: bytes, path: Path) -> tuple[str, str]:
    """The text of a report file and the encoding, or for a packed format its name (`pdf`, `docx`).

    The text is what offsets count in: one paragraph a line, or lines as they stand where the format keeps lines.
    Raises UnreadableReportError, with what to do, for a file that cannot be read.
    """
    kind = kind_of(data, path)
    if kind == "text":
        return decode(data, path)
    # Each format is imported when its first file comes, so that reading plain text needs none of their libraries.
    reader: Callable[[bytes, Path], tuple[str, str]] = import_module(f"kg.reader.formats.{kind}").read
    return reader(data, path)
