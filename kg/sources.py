"""The files a user names: folders opened, manifests read, every file under an id of its own."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kg.errors import KgError, UnreadableReportError
from kg.reader import SUFFIXES

_NOTES = {"readme", "sources", "license", "licence", "changelog"}
_LATER = {".pdf": "PDF", ".docx": "Word", ".doc": "Word", ".html": "web page", ".htm": "web page", ".wps": "WPS"}


@dataclass(frozen=True, slots=True)
class Source:
    """One file to read, its report id, and what the folder's manifest.csv says of it."""

    path: Path
    id: str
    overrides: dict[str, str] = field(default_factory=dict)


def find_sources(named: Sequence[Path]) -> tuple[list[Source], list[UnreadableReportError]]:
    """The files to read, by id, and the refusals: unknown formats, and files that would share an id.

    Raises KgError where a named file does not exist or a folder holds no report at all.
    """
    files: dict[Path, dict[str, str]] = {}
    refused: list[UnreadableReportError] = []
    for path in named:
        if path.is_dir():
            found = list(_in_folder(path))
            if not found:
                raise KgError("holds no reports (.txt or .md); name a folder that does", path=path)
            files.update(found)
        elif path.exists():
            files.setdefault(path, {}).update(_manifest(path.parent).get(path.name, {}))
        else:
            raise KgError("does not exist; check the name", path=path)
    by_id: dict[str, dict[Path, Source]] = defaultdict(dict)
    for path, overrides in files.items():
        if not _is_text(path.name):
            refused.append(UnreadableReportError("its name cannot be written in a graph; rename the file", path=path))
        elif path.suffix.lower() not in SUFFIXES:
            what = _LATER.get(path.suffix.lower(), f"{path.suffix or 'this'}")
            refused.append(
                UnreadableReportError(f"{what} files are not read yet; save it as plain text (.txt)", path=path)
            )
        else:
            by_id[path.stem].setdefault(path.resolve(), Source(path, path.stem, overrides))
    return _single(by_id, refused), refused


def _is_text(name: str) -> bool:
    """Whether a file name is text; one in an old encoding is bytes without meaning, and no id can be made of it."""
    return not any("\ud800" <= char <= "\udfff" for char in name)


def _single(by_id: dict[str, dict[Path, Source]], refused: list[UnreadableReportError]) -> list[Source]:
    """One source an id; of files that share one none is taken, for which is meant cannot be known."""
    sources: list[Source] = []
    for same in by_id.values():
        if len(same) == 1:
            sources.extend(same.values())
            continue
        for source in same.values():
            others = ", ".join(str(o.path) for o in same.values() if o is not source)
            refused.append(
                UnreadableReportError(f"shares its name with {others}; rename one of them", path=source.path)
            )
    return sorted(sources, key=lambda s: s.id)


def _in_folder(folder: Path) -> Iterator[tuple[Path, dict[str, str]]]:
    """The reports of a folder and its sub-folders, links and hidden files passed over."""
    overrides = _manifest(folder)
    for path in sorted(_walk(folder)):
        if path.suffix.lower() in SUFFIXES | set(_LATER) and path.stem.lower() not in _NOTES:
            yield path, overrides.get(path.name, {})


def _walk(folder: Path) -> Iterable[Path]:
    return (
        p
        for p in folder.rglob("*")
        if p.is_file() and not p.is_symlink() and not any(x.startswith(".") for x in p.relative_to(folder).parts)
    )


def _manifest(folder: Path) -> dict[str, dict[str, str]]:
    """The rows of a folder's manifest.csv by file name: place, code, level, year … override what the text says."""
    path = folder / "manifest.csv"
    if not path.is_file():
        return {}
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            if "file" not in (reader.fieldnames or []):
                raise KgError("has no column named file; the first line names the columns", path=path, line=1)
            return {row["file"]: {k: (v or "").strip() for k, v in row.items() if k and k != "file"} for row in reader}
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise KgError(f"is no table that can be read ({error}); save it as CSV in UTF-8", path=path) from None
