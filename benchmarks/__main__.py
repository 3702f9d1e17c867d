"""Print every benchmark: `make bench`."""

from __future__ import annotations

from benchmarks import extraction

if __name__ == "__main__":
    for line in extraction.lines():
        print(line)
