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
from kg.graph import dataset_quads, serialise
from kg.iris import Iris
from kg.jobs import climb
from kg.schedule import Crew
from kg.shards import difference, merge
from kg.store import sha256_of
from kg.vocab import triples

_ENDING = ".ladder"
_BATCH = 5000  # uses that are climbed at once


def put_facts(kept: Cache, reports: Iterable[str], iris: Iris) -> str:
    """Keep the statements on the dataset and the ontology as a sorted file, and name it."""
    lines = {*serialise(dataset_quads(reports, iris, __version__))}
    for name in ("tifakg.ttl", "indicators.ttl"):
        lines.update(serialise(triples(name), iris.graph("ontology")))
    data = "".join(sorted(lines)).encode()
    name = f"{hashlib.sha256(data).hexdigest()}.nq"
    kept.keep(name, data)
    return name


def put_ladder(pool: Crew, kept: Cache, places: Sequence[str], before: Sequence[str], iris: Iris, work: Path) -> str:
    """Keep the ladder of some places as a sorted file, and name it.

    `places` are the keys of their records, and `before` the names of the parts that an earlier build was made of.
    """
    uses, target = {key: kept.local(f"{key}.uses", work) for key in sorted(places)}, work / "climbed"
    sha256 = _amended(pool, kept, uses, before, iris, work, target)
    if not sha256:
        merge(list(uses.values()), work / "uses")
        sha256 = _climbed(pool, iris, work / "uses", target)
    name = _name(kept, iris, uses, sha256)
    kept.keep_file(name, target)
    return name


def _name(kept: Cache, iris: Iris, uses: Mapping[str, Path], sha256: str) -> str:
    """The name of a ladder tells the rules, the base, the uses that it was made from, and what it holds."""
    return f"{kept.key('ladder', iris.base, [sha256_of(path) for path in uses.values()], sha256)}{_ENDING}"


def _climbed(pool: Crew, iris: Iris, uses: Path, target: Path) -> str:
    """Write the ladders of all these uses, and return their hash."""
    made = []
    for number, lines in enumerate(pool(partial(climb, iris), _by_form(uses))):
        made.append(target.with_name(f"{target.name}.{number}"))
        made[-1].write_bytes(lines)
    sha256 = merge(made, target).sha256
    for path in made:
        path.unlink()
    return sha256


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
    pool: Crew, kept: Cache, new: Mapping[str, Path], before: Sequence[str], iris: Iris, work: Path, target: Path
) -> str:
    """Write the ladder from that of the build before; blank where there is none, or too little of it would stay."""
    ladder = next((kept.find(name, work) for name in before if name.endswith(_ENDING)), None)
    keys = sorted(name.removesuffix(".nq") for name in before)
    old = {key: path for key in keys if (path := kept.find(f"{key}.uses", work))}
    if ladder is None or _name(kept, iris, old, sha256_of(ladder)) not in before:  # it or its uses are damaged, say
        return ""
    gone, come = (_lines(one[key] for key in one.keys() - other.keys()) for one, other in ((old, new), (new, old)))
    touched = {line.partition(b"\t")[0] for line in gone ^ come}
    counts = [_select(found.values(), touched, work / name) for name, found in (("before", old), ("now", new))]
    if sum(picked for picked, _ in counts) > counts[1][1]:
        return ""
    _climbed(pool, iris, work / "before", work / "down")
    _climbed(pool, iris, work / "now", work / "up")
    with (work / "gone").open("wb") as less, (work / "come").open("wb") as more:
        for is_new, line in difference(work / "down", work / "up"):
            (more if is_new else less).write(line)
    return merge([ladder, work / "come"], target, work / "gone").sha256


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
