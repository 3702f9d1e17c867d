"""A country of reports, as many as are asked for, made from those at hand: other places, other numbers, other items.

    python -m benchmarks.country COUNT FOLDER

Each round takes every place at hand once more under a new name. The same count is always the same country.
"""

from __future__ import annotations

import csv
import random
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.extraction import paths

_NAMES = "安宁丰乐昌平永和长兴广德清源东山西川南河北海石泉玉林金华青云"
_SUFFIX = re.compile(r"(自治区|自治州|自治县|新区|省|市|县|区)$")
_NUMBER = re.compile(r"(?<![\d.])(?!(?:19|20)\d\d)\d+(?:\.\d+)?")
_ITEMS = re.compile(r"([一-鿿]{2,6})、([一-鿿]{2,6})(?=、)")


def make(count: int, folder: Path) -> Path:
    """Write `count` reports and their manifest into a folder, which is made, and return it."""
    folder.mkdir(parents=True)
    rows = []
    for number, (place, path) in zip(range(count), _rounds(paths()), strict=False):
        chance = random.Random(number)
        year = path.stem.rpartition("-")[2]
        name = f"{place}-{year}.txt"
        (folder / name).write_text(_perturbed(path, place, chance), "utf-8", newline="")
        rows.append({"file": name, "place": place})
    with (folder / "manifest.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, ["file", "place"])
        table.writeheader()
        table.writerows(rows)
    return folder


def _rounds(found: Sequence[Path]) -> Iterator[tuple[str, Path]]:
    """Each report of each place, round after round under names that no round had before."""
    number = 0
    while True:
        names: dict[str, str] = {}
        for path in found:
            old = path.stem.rpartition("-")[0]
            if old not in names:
                suffix = _SUFFIX.search(old)
                names[old] = _name(number) + (suffix[1] if suffix else "县")
                number += 1
            yield names[old], path


def _name(number: int) -> str:
    """A name of two characters or more, another for each number."""
    name = ""
    while number or len(name) < 2:
        number, at = divmod(number, len(_NAMES))
        name += _NAMES[at]
    return name


def _perturbed(path: Path, place: str, chance: random.Random) -> str:
    """The text of a report with the place renamed, some numbers changed and some items exchanged."""
    text = path.read_bytes().decode("utf-8")
    old = path.stem.rpartition("-")[0]
    text = text.replace(old, place).replace(_SUFFIX.sub("", old) if len(old) > 2 else old, _SUFFIX.sub("", place))
    text = _NUMBER.sub(lambda m: m[0][:-1] + str(chance.randrange(10)) if chance.random() < 0.5 else m[0], text)
    return _ITEMS.sub(lambda m: f"{m[2]}、{m[1]}" if chance.random() < 0.1 else m[0], text)


if __name__ == "__main__":
    print(make(int(sys.argv[1]), Path(sys.argv[2])))
