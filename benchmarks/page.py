"""Keep figures in `docs/benchmarks.csv`; write their table into `docs/benchmarks.md` and its Chinese twin, and their plot."""

from __future__ import annotations

import csv
import os
from collections.abc import Sequence
from pathlib import Path

import altair as alt
import pandas as pd

from benchmarks import Figure

DOCS = Path(__file__).parents[1] / "docs"
KEPT = DOCS / "benchmarks.csv"
PLOT = DOCS / "images" / "benchmarks.svg"
_COLUMNS = ("part", "what", "zh", "value", "unit", "peer", "peer_zh", "least", "most", "load")
_MARKS = "<!-- figures -->\n", "<!-- end of figures -->\n"
_HEADS = {
    "benchmarks.md": "| figure | measured | wanted | against | load |\n|---|---|---|---|---|\n",
    "benchmarks.zh-CN.md": "| 数字 | 测得 | 要求 | 参照 | 负载 |\n|---|---|---|---|---|\n",
}


def keep(part: str, figures: Sequence[Figure]) -> None:
    """Put the figures of one part in the place of its older ones, with the load that the machine has now."""
    rows = []
    if KEPT.is_file():
        with KEPT.open(encoding="utf-8", newline="") as file:
            rows = [row for row in csv.DictReader(file) if row["part"] != part]
    load = f"{os.getloadavg()[0]:.1f}"
    for one in figures:
        least, most = ("" if bound is None else f"{bound:g}" for bound in (one.least, one.most))
        row = (part, one.what, one.zh, f"{one.value:.3g}", one.unit, one.peer, one.peer_zh, least, most, load)
        rows.append(dict(zip(_COLUMNS, row, strict=True)))
    rows.sort(key=lambda row: row["part"])
    with KEPT.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, _COLUMNS, lineterminator="\n")
        table.writeheader()
        table.writerows(rows)
    for name, head in _HEADS.items():
        _between(DOCS / name, head + "".join(_line(row, "zh" in name) for row in rows))
    _plot(rows)


def _line(row: dict[str, str], chinese: bool) -> str:
    wanted = f"≥ {row['least']}" if row["least"] else f"≤ {row['most']}" if row["most"] else ""
    value = f"{row['value']} {row['unit']}".strip()
    peer = row["peer_zh"] if chinese and row["peer_zh"] else row["peer"]
    return f"| {row['zh' if chinese else 'what']} | {value} | {wanted} | {peer} | {row['load']} |\n"


def _between(path: Path, table: str) -> None:
    text = path.read_text("utf-8")
    before, _, rest = text.partition(_MARKS[0])
    after = rest.partition(_MARKS[1])[2]
    path.write_text(before + _MARKS[0] + table + _MARKS[1] + after, "utf-8")


def _plot(rows: Sequence[dict[str, str]]) -> None:
    """How many times over each figure is reached: right of the line is better than wanted."""
    told = []
    for row in rows:
        if row["least"] or row["most"]:
            value = float(row["value"])
            times = value / float(row["least"]) if row["least"] else float(row["most"]) / value
            told.append({"what": row["what"], "times": times, "reached": times >= 1})
    bars = alt.Chart(pd.DataFrame(told)).encode(
        y=alt.Y("what:N", sort=None, title=None, axis=alt.Axis(labelLimit=420)),
        x=alt.X("times:Q", title="times the figure wanted (logarithmic)", scale=alt.Scale(type="log")),
        color=alt.Color("reached:N", legend=None, scale=alt.Scale(domain=[True, False], range=["#8c2f2b", "#b9b3a8"])),
    )
    line = alt.Chart(pd.DataFrame({"times": [1]})).mark_rule().encode(x="times:Q")
    PLOT.parent.mkdir(exist_ok=True)
    (bars.mark_circle(size=90, opacity=1) + line).properties(width=420).save(str(PLOT))
