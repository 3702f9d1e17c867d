"""One term on one screen, its lineage step by step, and two reports compared: shapes and colours that a terminal has."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence

from rich.padding import Padding
from rich.text import Text

from kg.cards import Card, Difference
from kg.console.terminal import out

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
    screen = out()
    screen.print(Text.assemble((one.term, "bold red"), f"  {one.kind}  {one.place}"))
    screen.print(_years(one.appearances))
    for title, lines in (
        ("释义 definitions", _definitions(one.definitions)),
        ("沿革 lineage", [_step(row) for row in one.successions]),
        ("可能 possible, not asserted", [_step({**row, "rule": row["reason"]}) for row in one.suggestions]),
        ("上下 other places", [_passed(row) for row in one.transmissions]),
        ("原句 sentences", _sentences(one)),
        ("项目与指标 programs and indicators", _beside(one.links)),
    ):
        if lines:
            screen.print(Text(f"\n{title}", "bold"))
            for line in lines:
                screen.print(Padding(line, (0, 0, 0, 2)))
    screen.print()


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
        out().print(line)
    print(f"{len(rows)} links", file=sys.stderr)


def difference(earlier: str, later: str, told: Difference) -> None:
    """What changed between two reports: what is gone, what is new, what became of the rest."""
    screen = out()
    screen.print(Text.assemble((f"{told.place}  {earlier} → {later}", "bold"), f"  {told.kept} kept"))
    for title, sign, style, rows in (
        ("未再出现 gone", "−", "red", told.gone),
        ("新见 not in the earlier report", "+", "green", told.new),
    ):
        screen.print(Text(f"\n{title} ({len(rows)})", "bold"))
        screen.print(Padding(Text("  ".join(f"{sign}{row['term']}" for row in rows), style), (0, 0, 0, 2)))
    screen.print(Text(f"\n变化 changed ({len(told.changed)})", "bold"))
    for row in told.changed:
        screen.print(Padding(_step(row), (0, 0, 0, 2)))
