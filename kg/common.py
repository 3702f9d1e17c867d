"""What is of no one place: the dataset, the ontology, and the ladder, which ties the places form by form.

The ladder of a form rests on the uses of that form alone. So where an earlier build has a ladder of the same rules, only the
forms whose uses changed are climbed anew, and the rest is copied.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import groupby
from pathlib import Path

from kg import __version__
from kg.cache import Cache
from kg.errors import KgError
from kg.graph import dataset_quads, serialise
from kg.iris import Iris
from kg.jobs import climb
from kg.packed import PACKED, Part, graphs_of, pack, pack_file, unpack_file
from kg.schedule import Crew
from kg.shards import Merged, difference, merge
from kg.store import sha256_of
from kg.vocab import triples

_ENDING = ".ladder.zst"
_BATCH = 5000  # uses that are climbed at once


def put_facts(kept: Cache, reports: Iterable[str], iris: Iris) -> Part:
    """Keep the statements on the dataset and the ontology as a packed file of sorted lines."""
    lines = {*serialise(dataset_quads(reports, iris, __version__))}
    for name in ("tifakg.ttl", "indicators.ttl"):
        lines.update(serialise(triples(name), iris.graph("ontology")))
    data = "".join(sorted(lines)).encode()
    name = f"{hashlib.sha256(data).hexdigest()}{PACKED}"
    kept.keep(name, pack(data))
    return Part(name, len(lines), len(data), graphs_of(lines))


def put_ladder(pool: Crew, kept: Cache, places: Sequence[str], before: Sequence[Part], iris: Iris, work: Path) -> Part:
    """Keep the ladder of some places as a packed file of sorted lines.

    `places` are the keys of their records, and `before` the parts that an earlier build was made of.
    """
    uses, target = {key: kept.local(f"{key}.uses", work) for key in sorted(places)}, work / "climbed"
    held = _amended(pool, kept, uses, before, iris, work, target)
    if held is None:
        merge(list(uses.values()), work / "uses")
        held = _climbed(pool, iris, work / "uses", target)
    name, file = _name(kept, iris, uses, held.sha256), work / "ladder"
    pack_file(target, file)
    kept.keep_file(name, file)
    return Part(name, held.lines, target.stat().st_size, (iris.graph("ladder").value,))


def _name(kept: Cache, iris: Iris, uses: Mapping[str, Path], sha256: str) -> str:
    """The name of a ladder tells the rules, the base, the uses that it was made from, and what it holds."""
    return f"{kept.key('ladder', iris.base, [sha256_of(path) for path in uses.values()], sha256)}{_ENDING}"


def _climbed(pool: Crew, iris: Iris, uses: Path, target: Path) -> Merged:
    """Write the ladders of all these uses."""
    made = []
    for number, lines in enumerate(pool(partial(climb, iris), _by_form(uses))):
        made.append(target.with_name(f"{target.name}.{number}"))
        made[-1].write_bytes(lines)
    held = merge(made, target)
    for path in made:
        path.unlink()
    return held


def _by_form(uses: Path) -> Iterator[list[str]]:
    """The uses of some forms at a time, all those of a form together."""
    some: list[str] = []
    with uses.open(encoding="utf-8", newline="\n") as lines:
        for _, group in groupby(lines, key=lambda line: line.partition("\t")[0]):
            some += group
            if len(some) > _BATCH:
                yield some
                some = []
    yield some


def _amended(
    pool: Crew, kept: Cache, new: Mapping[str, Path], before: Sequence[Part], iris: Iris, work: Path, target: Path
) -> Merged | None:
    """Write the ladder from that of the build before; None where there is none, or too little of it would stay."""
    names, ladder = sorted(part.name for part in before), work / "earlier"
    old = {key: path for name in names if (path := kept.find(f"{(key := name.removesuffix(PACKED))}.uses", work))}
    if not _unpacked(kept, before, work, ladder) or _name(kept, iris, old, sha256_of(ladder)) not in names:
        return None
    gone, come = (_lines(one[key] for key in one.keys() - other.keys()) for one, other in ((old, new), (new, old)))
    touched = {line.partition(b"\t")[0] for line in gone ^ come}
    counts = [_select(found.values(), touched, work / name) for name, found in (("before", old), ("now", new))]
    if sum(picked for picked, _ in counts) > counts[1][1]:
        return None
    _climbed(pool, iris, work / "before", work / "down")
    _climbed(pool, iris, work / "now", work / "up")
    with (work / "gone").open("wb") as less, (work / "come").open("wb") as more:
        for is_new, line in difference(work / "down", work / "up"):
            (more if is_new else less).write(line)
    return merge([ladder, work / "come"], target, work / "gone")


def _unpacked(kept: Cache, before: Sequence[Part], work: Path, target: Path) -> bool:
    """Unpack the ladder of the build before; false where there is none or it is damaged."""
    part = next((part for part in before if part.name.endswith(_ENDING)), None)
    packed = kept.find(part.name, work) if part else None
    if part is None or packed is None:
        return False
    try:
        unpack_file(packed, part.size, target)
    except KgError:
        return False
    return True


def _lines(paths: Iterable[Path]) -> set[bytes]:
    return {line for path in paths for line in path.read_bytes().splitlines(keepends=True)}


def _select(paths: Iterable[Path], keys: set[bytes], target: Path) -> tuple[int, int]:
    """Write the uses of some forms in order, and count them and all."""
    found, every = [], 0
    for path in paths:
        for line in path.read_bytes().splitlines(keepends=True):
            every += 1
            if line.partition(b"\t")[0] in keys:
                found.append(line)
    target.write_bytes(b"".join(sorted(found)))
    return len(found), every
