"""A first look at a folder of reports: what each file seems to be, what is doubtful, and a manifest for a person to correct."""

from __future__ import annotations

import csv
import os
import re
import signal
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from functools import cache, partial
from hashlib import sha256
from pathlib import Path

from kg.errors import KgError, UnreadableReportError
from kg.init.likeness import Sketch, alike, sketch
from kg.lexicon import rows
from kg.model import Header
from kg.reader import read
from kg.sources import Source, gather

COLUMNS = (
    "file", "use", "place", "code", "level", "year", "date", "congress", "session", "speaker", "characters", "doubt"
)  # fmt: skip
_BEST = (".txt", ".md", ".docx", ".html", ".htm", ".pdf")  # of two files with one text, the first is kept
_COPY = re.compile(r"副本|复件|[(（]\d+[)）]$|\bcopy\b", re.I)
_SAME = 0.95  # how alike two texts are that are taken for one
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Look:
    """What a file seems to be; `text` stands for its words and `sketch` for how alike it is to others."""

    file: str
    id: str
    header: Header = field(default_factory=Header)
    characters: int = 0
    text: str = ""
    sketch: Sketch = ()
    use: str = ""
    doubts: tuple[str, ...] = ()


def init(folder: Path, *, force: bool = False, progress: Progress = lambda *_: None) -> list[Look]:
    """Look at every report of a folder and write manifest.csv into it.

    Raises KgError where there is a manifest already and `force` is not given, and where there is nothing to look at.
    """
    target = folder / "manifest.csv"
    if not folder.is_dir():
        raise KgError("is no folder; name the folder that holds the reports", path=folder)
    if target.exists() and not force:
        raise KgError("is there already; correct it by hand, or have it written anew with --force", path=target)
    sources, refused = gather([folder], manifests=False)
    looks = list(_looked(folder, sources, progress))
    looks += [Look(_inner(folder, e.path), "", doubts=(e.message,)) for e in refused]
    looks = _without_doubles(sorted(looks, key=lambda look: look.file))
    _write(target, looks)
    return looks


def _inner(folder: Path, path: Path | str | None) -> str:
    """The path below the folder as the manifest has it; a name that is no text as it can be shown."""
    inner = Path(str(path)).relative_to(folder).as_posix()
    return inner.encode("utf-8", "backslashreplace").decode()


def _looked(folder: Path, sources: Sequence[Source], progress: Progress) -> Iterator[Look]:
    """Read the files, in several processes where there are several."""
    job = partial(_look, folder)
    if len(sources) < 3:
        yield from map(job, sources)
        return
    with ProcessPoolExecutor(initializer=signal.signal, initargs=(signal.SIGINT, signal.SIG_IGN)) as pool:
        try:
            for done, look in enumerate(pool.map(job, sources), 1):
                progress("查看 looking", done, len(sources))
                yield look
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


def _look(folder: Path, source: Source) -> Look:
    file = _inner(folder, source.path)
    try:
        report = read(source.path)
    except UnreadableReportError as error:
        return Look(file, source.id, doubts=(error.message,))
    norm = report.text.norm.replace("\n", "")
    header = replace(report.header, code=_code(report.header))
    return Look(
        file, source.id, header, len(report.text.raw), sha256(norm.encode()).hexdigest(), sketch(norm),
        doubts=tuple(_doubts(header, source.id)),
    )  # fmt: skip


@cache
def _divisions() -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in rows("divisions.tsv"):
        found[row["name"]].append((row["code"], row["level"]))
    return found


def _code(header: Header) -> str:
    """The division code where one place of this name and level is known."""
    codes = [code for code, level in _divisions().get(header.place, []) if level == header.level]
    return codes[0] if len(codes) == 1 else ""


def _doubts(header: Header, name: str) -> Iterator[str]:
    """What a person should look at: what the text does not say, and what its name or the list of divisions say otherwise."""
    if not header.place:
        yield "the text does not say of which place it is"
    elif header.place not in _divisions() and header.level not in ("centre", ""):
        yield f"no division of China is called {header.place}; the level is a guess"
    elif not header.code and header.level != "centre":
        yield f"several divisions are called {header.place}; the code says which"
    if not header.year:
        yield "the text does not say of which year it is"
    named = re.findall(r"(?<!\d)(19[5-9]\d|20\d\d)(?!\d)", name)
    if header.year and named and str(header.year) not in named:
        yield f"the file's name says {named[0]}, the text {header.year}"


def _without_doubles(looks: list[Look]) -> list[Look]:
    """The same with doubts about files that hold one report, of which one is kept, and about files that share a name."""
    found = {look.file: look for look in looks}
    for copies in _groups(found.values(), lambda look: look.text):
        first, *others = sorted(copies, key=_preference)
        for look in others:
            found[look.file] = _doubted(look, f"the same text as {first.file}", "no")
    for one, other, share in alike({look.file: look.sketch for look in found.values() if look.sketch and not look.use}):
        kept, left = sorted((found[one], found[other]), key=_preference)
        if not left.use:
            use = "no" if share >= _SAME and not kept.use and _sitting(kept) == _sitting(left) else ""
            found[left.file] = _doubted(left, f"nearly the same text ({share:.0%}) as {kept.file}", use)
    return list(_told_apart(list(found.values())))


def _told_apart(looks: list[Look]) -> Iterator[Look]:
    """The same with doubts about those to be built that share a name, or a place and sitting."""
    built = [look for look in looks if look.sketch and not look.use]
    names = {look.file: group for group in _groups(built, lambda look: look.id) for look in group}
    sittings = {look.file: group for group in _groups(built, _sitting) for look in group}
    for look in looks:
        for groups, doubt in (
            (names, "shares its name with {}; rename one"),
            (sittings, "of one place and sitting with {}"),
        ):
            others = ", ".join(other.file for other in groups.get(look.file, []) if other.file != look.file)
            look = _doubted(look, doubt.format(others), look.use) if others else look
        yield look


def _groups(looks: Iterable[Look], key: Callable[[Look], object]) -> list[list[Look]]:
    """The looks that share a key, where several do and the key is not blank."""
    groups: dict[object, list[Look]] = defaultdict(list)
    for look in looks:
        groups[key(look)].append(look)
    return [group for value, group in groups.items() if value and len(group) > 1]


def _doubted(look: Look, doubt: str, use: str) -> Look:
    return replace(look, use=use, doubts=(*look.doubts, doubt))


def _preference(look: Look) -> tuple[int, bool, int, str]:
    """Which of two files of one text to keep: by format, then the one that is named as no copy, then the shorter name."""
    suffix = Path(look.file).suffix.lower()
    copy = bool(_COPY.search(Path(look.file).stem))
    return _BEST.index(suffix) if suffix in _BEST else len(_BEST), copy, len(look.file), look.file


def _sitting(look: Look) -> object:
    header = look.header
    return (header.place, header.year, header.session) if header.place and header.year else None


def _write(target: Path, looks: Sequence[Look]) -> None:
    """Write the manifest, whole or not at all, with the mark by which spreadsheets know UTF-8."""
    beside = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        with beside.open("w", encoding="utf-8-sig", newline="") as file:
            table = csv.writer(file, lineterminator="\r\n")
            table.writerow(COLUMNS)
            table.writerows(_cells(look) for look in looks)
        beside.replace(target)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise KgError(f"cannot be written ({error.strerror}); check the folder", path=target) from None


def _cells(look: Look) -> list[str]:
    header = look.header
    told = (
        header.place,
        header.code,
        header.level,
        header.year,
        header.date,
        header.congress,
        header.session,
        header.speaker,
    )
    cells = [look.file, look.use, *("" if cell is None else str(cell) for cell in told)]
    return [*cells, str(look.characters or ""), "; ".join(look.doubts)]
