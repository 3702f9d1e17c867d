"""Is the build what its manifest was written for, and can everything in it be cited?"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from pyoxigraph import Store

from kg.check.records import Step, still
from kg.errors import KgError
from kg.store import GRAPH, manifest, open_graph


def files(folder: Path, store: Store, step: Step = still) -> Iterator[str]:
    """graph.nq.zst holds the lines that the manifest was written for, and the store as many statements."""
    held = manifest(folder)
    digest, lines = hashlib.sha256(), 0
    try:
        with open_graph(folder) as file:
            while piece := file.read(1 << 20):
                digest.update(piece)
                lines += piece.count(b"\n")
    except KgError as error:
        yield str(error)
        return
    if digest.hexdigest() != held["graph_sha256"] or lines != held["counts"]["quads"]:
        yield f"{GRAPH} does not hold the lines that the manifest was written for; build again"
    if len(store) != held["counts"]["quads"]:
        yield f"the store holds {len(store)} statements, the manifest says {held['counts']['quads']}; build again"


def blanks(folder: Path, _: Store, step: Step = still) -> Iterator[str]:
    """No statement has a blank node: everything can be cited."""
    with suppress(KgError), open_graph(folder) as file:  # what is damaged is told by `files`
        for number, line in enumerate(file, 1):
            if line.startswith(b"_:") or b" _:" in line.partition(b'"')[0]:
                yield f"{GRAPH}:{number} has a blank node"
