"""What the terminal shows: progress on stderr, tables on stdout, nothing that a pipe cannot carry."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.padding import Padding
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from kg.cards import Card, Difference

if TYPE_CHECKING:
    from kg.push import Pushed


def _out() -> Console:
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
    _grid(columns, rows)
    print(f"{len(rows)} rows", file=sys.stderr)


def _grid(columns: Sequence[str], rows: Sequence[Mapping[str, str]]) -> None:
    grid = Table(box=SIMPLE_HEAD)
    for column in columns:
        grid.add_column(column, overflow="fold")
    for row in rows:
        grid.add_row(*(Text(row.get(column, "")) for column in columns))  # Text: brackets in a cell are no markup
    _out().print(grid)


_MARKS = {"defined": ("●", "bold"), "used": ("○", ""), "silent": ("·", "dim"), "not held": ("▨", "dim")}
_ARROWS = {
    "continues": ("──", "dim"),
    "variant": ("≈≈", "green"),
    "extends": ("++", "yellow"),
    "reduces": ("--", "yellow"),
    "redefines": ("≠≠", "red"),
    "homonym": ("╳╳", "magenta"),
}
_QUOTED = 60  # characters of a sentence around the term


def card(one: Card) -> None:
    """Everything about one term on one screen: its years, what it stands for, what became of it, and what stands beside it."""
    out = _out()
    out.print(Text.assemble((one.term, "bold red"), f"  {one.kind}  {one.place}"))
    out.print(_years(one.appearances))
    for title, lines in (
        ("释义 definitions", _definitions(one.definitions)),
        ("沿革 lineage", [_step(row) for row in one.successions]),
        ("可能 possible, not asserted", [_step({**row, "rule": row["reason"]}) for row in one.suggestions]),
        ("上下 other places", [_passed(row) for row in one.transmissions]),
        ("原句 sentences", _sentences(one)),
        ("项目与指标 programs and indicators", _beside(one.links)),
    ):
        if lines:
            out.print(Text(f"\n{title}", "bold"))
            for line in lines:
                out.print(Padding(line, (0, 0, 0, 2)))
    out.print()


def _years(appearances: Iterable[Mapping[str, str]]) -> Text:
    """One mark a year; a year that is not held never looks like one in which a held report is silent."""
    line = Text()
    for row in appearances:
        mark, style = _MARKS[row["status"]]
        count = f"×{row['mentions']}" if row["mentions"] not in ("", "1") else ""
        line.append(f"{row['year']} {mark}{count}  ", style)
    return line.append("  ● 释义 defined  ○ 使用 used  · 未见 silent  ▨ 未收录 not held", "dim")


def _definitions(rows: Iterable[Mapping[str, str]]) -> list[Text]:
    told: dict[tuple[str, str, str], list[str]] = {}
    for row in rows:
        told.setdefault((row["report"], row["source"], row["gloss"]), []).append(row["component"])
    lines = []
    for (report, source, gloss), items in told.items():
        listed = "  ".join(f"{n} {item}" for n, item in enumerate(items, 1)) if items[0] else gloss
        lines.append(Text.assemble((f"{report}  ", "cyan"), listed, (f"  ({source})", "dim")))
    return lines


def _step(row: Mapping[str, str]) -> Text:
    """五链融合 hongqi-2018 ++ extends ++ 六链融合 hongqi-2019  +政策链 −资金链  (rule)"""
    arrow, style = _ARROWS[row["relation"]]
    line = Text.assemble(
        row["from_term"], (f" {row['from_report']} ", "cyan"), (f"{arrow} {row['relation']} {arrow} ", style),
        row["to_term"], (f" {row['to_report']}", "cyan"),
    )  # fmt: skip
    for sign, colour, column in (("+", "green", "added"), ("−", "red", "removed")):
        for item in filter(None, row.get(column, "").split("|")):
            line.append(f"  {sign}{item}", colour)
    return line.append(f"  ({row['rule']})", "dim")


def _passed(row: Mapping[str, str]) -> Text:
    source = f"{row['from_term']} {row['from_place']} {row['from_report']}".strip() or row["from_level"]
    return Text.assemble(f"{row['relation']}  ", source, (f"  ({row['rule']})", "dim"))


def _sentences(one: Card) -> list[Text]:
    lines = []
    for row in one.appearances:
        if row["quote"]:
            at = max(0, row["quote"].find(one.term))
            quote = row["quote"][max(0, at - _QUOTED // 2) : at + len(one.term) + _QUOTED]
            line = Text.assemble((f"{row['report']}  ", "cyan"), quote)
            line.highlight_words([one.term], "bold red")
            lines.append(line)
    return lines


def _beside(rows: Iterable[Mapping[str, str]]) -> list[Text]:
    found: dict[tuple[str, str], list[str]] = {}
    for row in rows:
        found.setdefault((row["relation"], row["target_kind"]), []).append(row["target"])
    return [
        Text.assemble((f"{relation} {kind}  ", "dim"), "、".join(dict.fromkeys(targets)))
        for (relation, kind), targets in sorted(found.items(), reverse=True)
    ]


def steps(rows: Sequence[Mapping[str, str]], without: frozenset[str] = frozenset()) -> None:
    """The links of a lineage, one a line, oldest first; those that rest on a rule left out are struck through."""
    for row in rows:
        line = _step(row)
        if row["rule"] in without:
            line.stylize("strike dim")
            line.append("  left out")
        _out().print(line)
    print(f"{len(rows)} links", file=sys.stderr)


def difference(earlier: str, later: str, told: Difference) -> None:
    """What changed between two reports: what is gone, what is new, what became of the rest."""
    out = _out()
    out.print(Text.assemble((f"{told.place}  {earlier} → {later}", "bold"), f"  {told.kept} kept"))
    for title, sign, style, rows in (
        ("未再出现 gone", "−", "red", told.gone),
        ("新见 not in the earlier report", "+", "green", told.new),
    ):
        out.print(Text(f"\n{title} ({len(rows)})", "bold"))
        out.print(Padding(Text("  ".join(f"{sign}{row['term']}" for row in rows), style), (0, 0, 0, 2)))
    out.print(Text(f"\n变化 changed ({len(told.changed)})", "bold"))
    for row in told.changed:
        out.print(Padding(_step(row), (0, 0, 0, 2)))


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


def pushed(graphs: Sequence[Pushed], strangers: Sequence[str], *, dry_run: bool) -> None:
    """What a push came to: the graphs that were not there as they are in the build, then the sum."""
    sent = [one for one in graphs if one.found != "same"]
    for one in sent:
        print(f"{'to send' if dry_run else 'sent'}\t{one.statements}\t{one.graph}")
    held = f"{len(graphs)} graphs, {sum(one.statements for one in graphs)} statements"
    print(f"{held}: {len(graphs) - len(sent)} were there, {len(sent)} {'differ' if dry_run else 'sent and verified'}")
    if strangers:
        some = ", ".join(strangers[:3]) + (" …" if len(strangers) > 3 else "")
        print(f"the store also has {len(strangers)} graphs that this build has not: {some}", file=sys.stderr)


@dataclass(slots=True)
class Faults:
    """The faults of one check: how many, and the first of them."""

    count: int = 0
    first: list[str] = field(default_factory=list)


def gathered(faults: Iterable[tuple[str, str]], shown: int = 10) -> dict[str, Faults]:
    """The faults by the code of their check, the first `shown` of each kept.

    >>> gathered([("order", "a"), ("order", "b")], shown=1)
    {'order': Faults(count=2, first=['a'])}
    """
    found: dict[str, Faults] = {}
    for code, message in faults:
        own = found.setdefault(code, Faults())
        own.count += 1
        if len(own.first) < shown:
            own.first.append(message)
    return found


def report_faults(found: Mapping[str, Faults], held: Callable[[str], str]) -> int:
    """Print the faults under what each check holds, and return how many there are in all."""
    for code, faults in found.items():
        print(f"{code}: {held(code)}")
        for message in faults.first:
            print(f"  - {message}")
        if faults.count > len(faults.first):
            print(f"  - … {faults.count - len(faults.first)} more")
    total = sum(faults.count for faults in found.values())
    print(f"{total} fault{'s' if total > 1 else ''}" if total else "no fault found")
    return total
