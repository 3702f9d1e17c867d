"""What the terminal shows: progress on stderr, tables on stdout, nothing that a pipe cannot carry."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text


def _out() -> Console:
    """A pipe gets whole lines, a terminal as many columns as it has."""
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else 240
    return Console(width=width, highlight=False)


@contextmanager
def progress() -> Iterator[Callable[[str, int, int], None]]:
    """A progress bar for each stage of long work, on stderr, gone when the work is done."""
    bars = Progress(
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(),
        console=Console(stderr=True), transient=True,
    )  # fmt: skip
    tasks: dict[str, Any] = {}

    def step(stage: str, done: int, total: int) -> None:
        if stage not in tasks:
            tasks[stage] = bars.add_task(stage, total=total)
        bars.update(tasks[stage], completed=done)

    with bars:
        yield step


def table(columns: Sequence[str], rows: Sequence[Mapping[str, str]]) -> None:
    """Rows as a table, with their number on stderr."""
    _grid(columns, rows)
    print(f"{len(rows)} rows", file=sys.stderr)


def _grid(columns: Sequence[str], rows: Sequence[Mapping[str, str]]) -> None:
    grid = Table(box=SIMPLE_HEAD)
    for column in columns:
        grid.add_column(column, overflow="fold")
    for row in rows:
        grid.add_row(*(Text(row.get(column, "")) for column in columns))  # Text: brackets in a cell are no markup
    _out().print(grid)


def queries(purposes: Mapping[str, str]) -> None:
    """The named queries and what each answers."""
    _grid(["query", "answers"], [{"query": name, "answers": purpose} for name, purpose in purposes.items()])


def summary(manifest: Mapping[str, Any], out: Path) -> None:
    """What a build holds."""
    columns = ["id", "place", "year", "terms", "mentions", "definitions", "programs", "observations"]
    rows = [{c: "" if r.get(c) is None else str(r[c]) for c in columns} for r in manifest["reports"]]
    if len(rows) <= 40:
        _grid(columns, rows)
    print(f"{len(rows)} reports, {manifest['counts']['quads']} statements in {out}")


def report_faults(faults: Iterable[tuple[str, str]]) -> int:
    """Print each fault as it is found and how many there were; the faults of one code after the tenth are counted."""
    counts: dict[str, int] = {}
    for code, message in faults:
        counts[code] = counts.get(code, 0) + 1
        if counts[code] <= 10:
            print(f"{code}: {message}")
    for code, count in counts.items():
        if count > 10:
            print(f"{code}: {count - 10} more")
    total = sum(counts.values())
    print("no fault found" if not total else f"{total} faults")
    return total
