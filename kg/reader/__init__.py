"""Bytes to a Report: convert to text, lay out, read the header, draw the outline."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from kg.errors import UnreadableReportError
from kg.model import Header, Report
from kg.reader.formats import SUFFIXES, convert, member_bytes
from kg.reader.header import level_of, read_header
from kg.reader.layout import lay_out
from kg.reader.outline import glossaries, outline, sentences

__all__ = ["SUFFIXES", "content", "read", "read_content", "report_of"]
_MOST = 5_000_000  # characters: a hundred times the longest reports
_LEVELS = ("centre", "province", "prefecture", "county")
_CUES = (
    "各位代表",
    "政府工作报告",
    "人民代表大会",
    "工作回顾",
    "人民政府",
    "国务院",
    "请予审议",
    "过去的一年",
    "一年来",
    "代表大会",
    "各级政府",
)


def read(path: Path, overrides: Mapping[str, str] | None = None) -> Report:
    """Read one report; `overrides` (a row of the manifest) has the last word on its header.

    Raises UnreadableReportError, with the file and what to do, for a file that is no readable report.
    """
    return read_content(content(path), path, overrides or {})


def read_content(data: bytes, path: Path, overrides: Mapping[str, str]) -> Report:
    """The report in the bytes of a file; of its path only the name counts. Raises UnreadableReportError as `read` does."""
    raw, encoding = convert(data, path)
    if len(raw) > _MOST:
        raise UnreadableReportError(
            f"its text of {len(raw):,} characters is larger than any report; name the reports one by one", path=path
        )
    return report_of(raw, path, hashlib.sha256(data).hexdigest(), encoding, overrides)


def content(path: Path) -> bytes:
    """What a file holds; the path may lead into a zip file. Raises UnreadableReportError where it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        data = member_bytes(path)
        if data is None:
            raise UnreadableReportError(f"cannot be read ({error.strerror}); check the file", path=path) from None
        return data


def report_of(raw: str, path: Path, sha256: str, encoding: str, overrides: Mapping[str, str]) -> Report:
    """The report in a decoded text; `raw` keeps its line ends, for offsets count them."""
    layout = lay_out(raw)
    text = layout.text
    if len(text.clean) < 300 or sum(cue in raw for cue in _CUES) < 2:
        raise UnreadableReportError("this is no government work report (政府工作报告); leave the file out", path=path)
    header = _overridden(read_header(text.clean, layout.head, path.stem), overrides, text.norm, path)
    regions = glossaries(text.norm)
    return Report(
        id=path.stem,
        source=path.name,
        sha256=sha256,
        encoding=encoding,
        header=header,
        text=text,
        sections=outline(text.norm, header.year, regions),
        sentences=sentences(text.norm),
        glossary=regions,
        marks=layout.marks,
        asides=layout.asides,
    )


def _is_date(text: str) -> bool:
    try:
        return len(text) == 10 and bool(date.fromisoformat(text))
    except ValueError:
        return False


def _overridden(header: Header, overrides: Mapping[str, str], norm: str, path: Path) -> Header:
    """The header with the manifest's cells in place of what the text says; blank cells change nothing."""
    changes: dict[str, object] = {k: v for k, v in overrides.items() if v and k in {"place", "code", "date", "speaker"}}
    for key in ("year", "congress", "session"):
        if overrides.get(key):
            if not re.fullmatch(r"\d{1,4}", overrides[key]):
                raise UnreadableReportError(
                    f"the manifest says {key} is {overrides[key]!r}, which is no number", path=path
                )
            changes[key] = int(overrides[key])
    if "place" in changes:
        changes["level"] = level_of(str(changes["place"]), norm)
    if overrides.get("date") and not _is_date(overrides["date"]):
        raise UnreadableReportError(
            f"the manifest says date is {overrides['date']!r}; write it as 2018-01-14", path=path
        )
    if overrides.get("level"):
        if overrides["level"] not in _LEVELS:
            raise UnreadableReportError(
                f"the manifest says level is {overrides['level']!r}; it is one of {', '.join(_LEVELS)}", path=path
            )
        changes["level"] = overrides["level"]
    return replace(header, **changes)  # type: ignore[arg-type]
