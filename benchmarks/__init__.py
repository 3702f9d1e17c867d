"""Speed as ratios against a peer measured in the same run; never a timed test."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a benchmark, kept in `docs/benchmarks.csv` and shown in the table and the plot of `docs/benchmarks.md`."""

    what: str
    zh: str
    value: float
    peer: str  # what it is set against, measured in the same run
    least: float | None = None  # the figure is reached at this or more
    most: float | None = None  # or at this or less
    unit: str = "×"
    peer_zh: str = ""  # where the peer has no name of its own

    def __str__(self) -> str:
        wanted = f" (at least {self.least:g})" if self.least else f" (at most {self.most:g})" if self.most else ""
        return f"-> {self.what}: {self.value:.3g} {self.unit} against {self.peer}{wanted}"


Told = Iterator[str | Figure]  # lines for a reader, and figures to keep
