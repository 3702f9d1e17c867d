"""The terminal itself: how wide it is, bars of progress on stderr, rows as a table on stdout."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text


def out() -> Console:
    """A pipe gets whole lines, a terminal as many columns as it has."""
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else 240
    return Console(width=width, highlight=False)


class _Rate(ProgressColumn):
    """How many are done in a second."""

    def render(self, task: Task) -> Text:
        speed = task.finished_speed or task.speed
        return Text("" if speed is None else f"{speed:,.1f}/s" if speed >= 0.1 else f"{speed * 60:,.1f}/min")


@contextmanager
def progress() -> Iterator[Callable[[str, int, int], None]]:
    """A progress bar for each stage of long work, on stderr, gone when the work is done; a pipe gets none."""
    bars = Progress(
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), _Rate(), TimeRemainingColumn(),
        console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty(),
    )  # fmt: skip
    tasks: dict[str, Any] = {}

    def step(stage: str, done: int, total: int) -> None:
        if stage not in tasks:
            tasks[stage] = bars.add_task(stage, total=total)
        bars.update(tasks[stage], completed=done, total=total)

    with bars:
        yield step


def table(columns: Sequence[str], rows: Sequence[Mapping[str, str]]) -> None:
    """Rows as a table, with their number on stderr."""
    grid(columns, rows)
    print(f"{len(rows)} rows", file=sys.stderr)


def grid(columns: Sequence[str], rows: Sequence[Mapping[str, str]]) -> None:
    """Rows as a table, blank where a row has not the column."""
    shown = Table(box=SIMPLE_HEAD)
    for column in columns:
        shown.add_column(column, overflow="fold")
    for row in rows:
        shown.add_row(*(Text(row.get(column, "")) for column in columns))  # Text: brackets in a cell are no markup
    out().print(shown)


def queries(purposes: Mapping[str, str]) -> None:
    """The named queries and what each answers."""
    grid(["query", "answers"], [{"query": name, "answers": purpose} for name, purpose in purposes.items()])
