"""Is the graph sound? Each check is a function in a table under its code; its docstring's first line is what it holds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from kg.check.files import blanks, files
from kg.check.quotations import quotations
from kg.check.records import Check, Fault
from kg.check.shapes import shapes
from kg.check.skos import hierarchy, labels
from kg.check.statements import evidence, lineage, order
from kg.store import open_store

Progress = Callable[[str, int, int], None]

CHECKS: dict[str, Check] = {
    "files": files,
    "quotations": quotations,
    "labels": labels,
    "hierarchy": hierarchy,
    "blank-nodes": blanks,
    "order": order,
    "evidence": evidence,
    "lineage": lineage,
    "shapes": shapes,
}


def run(folder: Path, progress: Progress = lambda *_: None) -> Iterator[Fault]:
    """Every fault of a build as (code, message), check by check.

    Raises NotAGraphError where the folder is no build.
    """
    store = open_store(folder)
    for code, one in CHECKS.items():

        def step(done: int, total: int, code: str = code) -> None:
            progress(f"核对 {code}", done, total)

        step(0, 1)
        for message in one(folder, store, step):
            yield code, message
        step(1, 1)


def held(code: str) -> str:
    """What a check holds, in a sentence.

    >>> held("blank-nodes")
    'No statement has a blank node: everything can be cited.'
    """
    return (CHECKS[code].__doc__ or "").splitlines()[0]
