"""Every named query over the five seeds in processor time: pyoxigraph in memory, and on the store of the build, against
rdflib in memory.

Each parses the text and writes every row as JSON. A query is asked of the three in turn, as often as takes a tenth of a
second of each.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import rdflib
from pyoxigraph import RdfFormat, Store

from benchmarks import Figure, Told
from kg import query
from kg.store import open_graph, open_store

_ENOUGH = 0.1  # seconds of processor time for each, at least


def lines() -> Told:
    """One line for each named query, the slowest for rdflib first, and the medians of the ratios at the end."""
    with tempfile.TemporaryDirectory() as folder:
        graph = Path(folder) / "graph"
        build = [str(Path(sys.executable).with_name("kg")), "build", "seeds", "--out", str(graph)]
        subprocess.run(build, check=True, capture_output=True)
        disk, memory = open_store(graph), Store()
        with open_graph(graph) as quads:
            memory.bulk_load(quads, format=RdfFormat.N_QUADS)
        union = {f"{quad.triple} .\n" for quad in memory}
        peer = rdflib.Graph().parse(data="".join(union), format="nt")
        told: list[tuple[float, float, float, str]] = []
        for name in query.names():
            text = query.text_of(name)
            held, kept = (_seconds(_own, one, text) for one in (memory, disk))
            told.append((_seconds(_peer, peer, text), held, kept, name))
    yield f"{len(union)} statements, {len(told)} named queries"
    for theirs, held, kept, name in sorted(told, reverse=True):
        yield (
            f"{name:14} rdflib {theirs * 1000:8.1f} ms   in memory {held * 1000:7.1f} ms {theirs / held:6.1f} x"
            f"   on disk {kept * 1000:7.1f} ms {theirs / kept:6.1f} x"
        )
    in_memory, on_disk = [t / held for t, held, _, _ in told], [t / kept for t, _, kept, _ in told]
    yield _line("in memory", in_memory)
    yield _line("on disk", on_disk)
    what, zh, peer_name = "named queries, median, ", "命名查询中位数，", "rdflib in memory"
    yield Figure(what + "both in memory", zh + "都在内存", statistics.median(in_memory), peer_name, least=10)
    yield Figure(what + "ours on disk", zh + "本方在磁盘", statistics.median(on_disk), peer_name)


def _line(where: str, ratios: Sequence[float]) -> str:
    spread = (
        f"from {min(ratios):.1f} to {max(ratios):.0f}, at least 10 in {sum(r >= 10 for r in ratios)} of {len(ratios)}"
    )
    return f"pyoxigraph {where:9} {statistics.median(ratios):6.1f} x rdflib in memory, median ({spread})"


def _own(store: Store, text: str) -> None:
    query.serialised(store, text, "json")


def _peer(graph: rdflib.Graph, text: str) -> None:
    graph.query(text).serialize(format="json")


def _seconds(work: Callable[..., None], *given: object) -> float:
    """Processor seconds of one run."""
    start, runs = time.process_time(), 0
    while (spent := time.process_time() - start) < _ENOUGH or not runs:
        work(*given)
        runs += 1
    return spent / runs


if __name__ == "__main__":
    for line in lines():
        print(line, flush=True)
