"""What it costs to hold the graph of the five seeds, in processor time: kg's store on disk against rdflib in memory."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import rdflib

from benchmarks import Figure, Told
from kg.store import GRAPH, STORE, Loader, manifest, open_graph

_RUNS = 3


def lines() -> Told:
    """The best of some runs of each, in turns, and their ratio."""
    with tempfile.TemporaryDirectory() as folder:
        graph = Path(folder) / "graph"
        subprocess.run(
            [Path(sys.executable).with_name("kg"), "build", "seeds", "--out", graph], check=True, capture_output=True
        )
        spent = [(_seconds(_own, graph), _seconds(_peer, graph)) for _ in range(_RUNS)]
    own, peer = (min(pair[side] for pair in spent) for side in (0, 1))
    yield f"store on disk {own:.2f} s, rdflib in memory {peer:.2f} s"
    yield Figure("loading the graph of the seeds", "装入种子图谱", peer / own, "rdflib in memory")


def _own(graph: Path) -> None:
    shutil.rmtree(graph / STORE)
    with Loader(graph) as loader:
        loader.put(graph / GRAPH, manifest(graph)["graph_bytes"])
        loader.finish()


def _peer(graph: Path) -> None:
    with open_graph(graph) as lines:
        rdflib.Dataset().parse(lines, format="nquads")


def _seconds(work: Callable[[Path], None], graph: Path) -> float:
    start = time.process_time()
    work(graph)
    return time.process_time() - start


if __name__ == "__main__":
    for line in lines():
        print(line, flush=True)
