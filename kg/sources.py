"""The files a user names: folders and zip files opened, manifests read, every file under an id of its own."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kg.errors import KgError, UnreadableReportError
from kg.reader.formats import REFUSED, SUFFIXES, members

_NOTES = {"readme", "sources", "license", "licence", "changelog"}
_ZIP = ".zip"
_NO = {"no", "n", "false", "0", "否", "不"}
Rows = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Source:
    """One file to read, its report id, and what the folder's manifest.csv says of it.

    The path of a file within a zip file is that of the zip file with the member's name behind it.
    """

    path: Path
    id: str
    overrides: dict[str, str] = field(default_factory=dict)


def find_sources(named: Sequence[Path]) -> tuple[list[Source], list[UnreadableReportError]]:
    """The files to read, by id, and the refusals: unknown formats, and files that would share an id.

    Raises KgError where a named file does not exist or a folder holds no report at all.
    """
    found, refused = gather(named)
    if not found and not refused:
        raise KgError("nothing is left to read: every file is marked use=no in manifest.csv", path=named[0])
    by_id: dict[str, dict[Path, Source]] = defaultdict(dict)
    for source in found:
        by_id[source.id].setdefault(source.path.resolve(), source)
    return _single(by_id, refused), refused


def gather(named: Sequence[Path], manifests: bool = True) -> tuple[list[Source], list[UnreadableReportError]]:
    """The files that the manifests do not leave out, several of one id among them, and the refusals."""
    files: dict[Path, dict[str, str]] = {}
    refused: list[UnreadableReportError] = []
    for path in named:
        if path.is_dir():
            found = list(_in_folder(path, refused, _manifest(path) if manifests else {}))
            if not found and not refused:
                raise KgError(_empty(path), path=path)
            files.update(found)
        elif path.exists():
            for file, row in _in_file(path, _row(_manifest(path.parent), path.parent, path), refused):
                files.setdefault(file, {}).update(row)
        else:
            raise KgError("does not exist; check the name", path=path)
    taken: list[Source] = []
    for path, row in files.items():
        if row.get("use", "").lower() in _NO:
            continue
        reason = _refusal(path)
        if reason:
            refused.append(UnreadableReportError(reason, path=path))
        else:
            taken.append(Source(path, path.stem, row))
    return taken, refused


def _empty(folder: Path) -> str:
    """What to say of a folder without a report."""
    root = folder.resolve()
    if any(p.is_symlink() and p.exists() and not p.resolve().is_relative_to(root) for p in folder.rglob("*")):
        return "holds no reports but links that lead out of it, which are not followed; give the files or the folder they lie in"
    return "holds no reports (.txt, .md, .html, .docx, .pdf, .zip); name a folder that does"


def _refusal(path: Path) -> str:
    """Why a file cannot be tried at all; blank where it can."""
    suffix = path.suffix.lower()
    if not _is_text(path.name):
        return "its name cannot be written in a graph; rename the file"
    if suffix == _ZIP and not path.is_file():
        return "this is a zip file within a zip file; unpack the outer one"
    if suffix in SUFFIXES or suffix in REFUSED or suffix == _ZIP:
        return ""
    return f"{path.suffix or 'such'} files are not read; save the report as .docx, .pdf, .html or .txt"


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


def _in_folder(folder: Path, refused: list[UnreadableReportError], rows: Rows) -> Iterator[tuple[Path, dict[str, str]]]:
    """The reports of a folder and its sub-folders, hidden files and the parts of saved web pages passed over."""
    for path in sorted(_walk(folder)):
        yield from _in_file(path, _row(rows, folder, path), refused, rows, folder)


def _in_file(
    path: Path,
    row: dict[str, str],
    refused: list[UnreadableReportError],
    rows: Rows | None = None,
    folder: Path = Path(),
) -> Iterator[tuple[Path, dict[str, str]]]:
    """The file itself, or the reports in it where it is a zip file; the manifest tells of these under either name."""
    if path.suffix.lower() != _ZIP or row.get("use", "").lower() in _NO:
        yield path, row
        return
    try:
        inside, wrong = members(path)
    except UnreadableReportError as error:
        refused.append(error)
        return
    refused.extend(wrong)
    taken = [p for p in sorted(inside) if p == path or _is_report(p, path)]
    if not taken and not wrong:
        refused.append(
            UnreadableReportError(
                "the zip file holds no reports (.txt, .md, .html, .docx, .pdf); leave it out", path=path
            )
        )
    for member in taken:
        yield (
            member,
            _row(
                rows if rows is not None else _manifest(path.parent),
                folder if rows is not None else path.parent,
                member,
            ),
        )


def _is_report(path: Path, folder: Path) -> bool:
    """Whether a file of a folder or a zip file is one to read or to refuse, by its name."""
    known = path.suffix.lower() in SUFFIXES | REFUSED.keys() | {_ZIP} and path.stem.lower() not in _NOTES
    return known and not _is_aside(path.relative_to(folder))


def _is_aside(path: Path) -> bool:
    """Hidden files, the open-file marks of Word, what macOS packs beside each file, and the parts of a saved web page."""
    return any(p.startswith((".", "~$", "__MACOSX")) for p in path.parts) or any(
        p.endswith(("_files", ".files")) for p in path.parts[:-1]
    )


def _row(rows: Rows, folder: Path, path: Path) -> dict[str, str]:
    """What the manifest says of a file: under its path below the folder, else under its name."""
    inner = path.relative_to(folder).as_posix()
    return dict(rows.get(inner) or rows.get(path.name) or {})


def _walk(folder: Path) -> Iterable[Path]:
    """The reports of a folder; of links those that stay within it, where the file is not read under its own name."""
    found = [p for p in folder.rglob("*") if _is_report(p, folder) and p.is_file()]
    files, root = {p.resolve(): p for p in found if not p.is_symlink()}, folder.resolve()
    for link in sorted(p for p in found if p.is_symlink()):
        if (target := link.resolve()).is_relative_to(root):
            files.setdefault(target, link)
    return files.values()


def _manifest(folder: Path) -> Rows:
    """The rows of a folder's manifest.csv by file: place, code, level, year … override what the text says; use=no leaves out."""
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
