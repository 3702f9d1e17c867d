"""Print the benchmarks: `make bench`, or one of them by name: `python -m benchmarks lineage`."""

from __future__ import annotations

import sys
from importlib import import_module

NAMES = ("extraction", "lineage", "querying", "serving", "site")

if __name__ == "__main__":
    for name in sys.argv[1:] or NAMES:
        print(f"== {name}")
        for line in import_module(f"benchmarks.{name}").lines():
            print(line)
