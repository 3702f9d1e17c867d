"""Print the benchmarks, and keep their figures: `make bench`, or some of them by name: `python -m benchmarks lineage`."""

from __future__ import annotations

import sys
from importlib import import_module

from benchmarks import Figure
from benchmarks.page import keep

NAMES = ("extraction", "loading", "querying", "serving", "lineage", "site", "cluster")

if __name__ == "__main__":
    for name in sys.argv[1:] or NAMES:
        print(f"== {name}")
        figures = []
        for line in import_module(f"benchmarks.{name}").lines():
            print(line, flush=True)
            if isinstance(line, Figure):
                figures.append(line)
        keep(name, figures)
