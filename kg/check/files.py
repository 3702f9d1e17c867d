"""Is the build what its manifest was written for, and can everything in it be cited?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pyoxigraph import Store

from kg.check.records import Step, still
from kg.store import GRAPH, manifest, sha256_of


def files(folder: Path, store: Store, step: Step = still) -> Iterator[str]:
    """graph.nq is the file that the manifest was written for, and the store holds as many statements."""
    held = manifest(folder)
    if sha256_of(folder / GRAPH) != held["graph_sha256"]:
        yield "graph.nq is not the file that the manifest was written for; build again"
    if len(store) != held["counts"]["quads"]:
        yield f"the store holds {len(store)} statements, the manifest says {held['counts']['quads']}; build again"


def blanks(folder: Path, _: Store, step: Step = still) -> Iterator[str]:
    """No statement has a blank node: everything can be cited."""
    with (folder / GRAPH).open(encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            if line.startswith("_:") or " _:" in line.partition('"')[0]:
                yield f"graph.nq:{number} has a blank node"
