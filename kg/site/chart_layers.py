"""The layers of an indicator's chart in Vega-Lite: years not held, numbers of several years, lines, verdicts, numbers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from kg.site.outcomes import VERDICTS

Spec = dict[str, Any]
Points = Sequence[dict[str, Any]]
# A mode's shape, and whether it is filled.
SHAPES = {"actual": ("circle", True), "estimate": ("circle", False), "target": ("diamond", False)}
_UP = 0.7  # of the height of a chart: what is above may touch words at its head
_LABELLED = 4  # more bars than this would write over one another


@dataclass(frozen=True, slots=True)
class Axes:
    """How years and values are placed."""

    x: Spec
    y: Spec

    def layer(self, values: Points, mark: Spec, **further: Spec) -> Spec:
        """A layer of marks at the year and value of each point."""
        return {"data": {"values": list(values)}, "mark": mark, "encoding": {"x": self.x, "y": self.y, **further}}


def words(text: Any, size: int, colour: str, **further: Any) -> Spec:
    """A mark of text; without `text` the text is that of each point."""
    own = {} if text is None else {"text": text}
    return {"type": "text", "fontSize": size, "color": colour, "tooltip": None, **own, **further}


def ground(years: Sequence[int], points: Points, axes: Axes) -> list[Spec]:
    """Years of which no report is held: a band over the year, and the words at its head; `low` where a number is up there."""
    if not years:
        return []
    foot, head = axes.y["scale"]["domain"]
    high = {p["from"] for p in points if p["value"] > foot + (head - foot) * _UP}
    data = {"values": [{"year": y, "from": y - 0.5, "to": y + 0.5, "low": y in high} for y in years]}
    band = {"type": "rect", "color": "--hatch", "opacity": 0.55, "tooltip": None}
    said = words({"zh": "未收录", "en": "not held"}, 11, "--quiet", align="center", baseline="bottom", y=-5)
    return [
        {"data": data, "mark": band, "encoding": {"x": axes.x, "x2": {"field": "to"}}},
        {"name": "unheld", "data": data, "mark": said, "encoding": {"x": {**axes.x, "field": "year"}}},
    ]


def spans(points: Points, axes: Axes) -> list[Spec]:
    """A number of several years together is a bar over them."""
    found = []
    for mode in SHAPES:
        if some := [p for p in points if p["mode"] == mode]:
            bar = {
                "type": "rule",
                "strokeWidth": 4,
                "opacity": 0.35,
                "cursor": "pointer",
                "tooltip": True,
                "color": _colour(mode),
            }
            found.append(axes.layer(some, bar, x2={"field": "to"}))
            label = words(None, 12, "--ink", align="left", dy=-10)
            if len(points) <= _LABELLED:
                found.append(axes.layer(some, label, text={"field": "text"}))
    return found


def lines(points: Points, axes: Axes) -> list[Spec]:
    """From year to year between outcomes; over a year without a number the line is dashed."""
    by_year: dict[int, set[float]] = defaultdict(set)
    for point in points:
        if point["mode"] != "target":
            by_year[point["from"]].add(point["value"])
    known = [(year, *values) for year, values in sorted(by_year.items()) if len(values) == 1]
    found = []
    for gap, dash in ((False, [1, 0]), (True, [3, 5])):
        steps = [(a, b) for a, b in pairwise(known) if (b[0] - a[0] > 1) == gap]
        if steps:
            mark = {"type": "rule", "strokeWidth": 1.5, "strokeDash": dash, "color": "--quiet", "tooltip": None}
            values = [{"from": a[0], "value": a[1], "to": b[0], "then": b[1]} for a, b in steps]
            found.append(axes.layer(values, mark, x2={"field": "to"}, y2={"field": "then"}))
    return found


def verdicts(points: Points, axes: Axes) -> list[Spec]:
    """A target joined to the outcome that it was judged by, with the sign of the verdict beside it."""
    found: list[Spec] = []
    for outcome, colour in (("met", "--good"), ("missed", "--accent")):
        some = [p for p in points if p["outcome"] == outcome and p["then"] is not None]
        if some:
            bar = {"type": "rule", "strokeWidth": 4, "opacity": 0.45, "color": colour, "tooltip": None}
            found.append(axes.layer(some, bar, y2={"field": "then"}))
            sign = words(VERDICTS[outcome][1], 16, colour, dx=16, fontWeight=700)
            found.append(axes.layer(some, sign, y={**axes.y, "field": "middle"}))
    if unknown := [p for p in points if p["outcome"] == "unknown"]:
        found.append(axes.layer(unknown, words(VERDICTS["unknown"][1], 12, "--quiet", dx=15)))
    return found


def numbers(points: Points, axes: Axes) -> list[Spec]:
    """The numbers themselves, each with its label above or below."""
    found: list[Spec] = []
    for mode, (shape, filled) in SHAPES.items():
        if some := [p for p in points if p["mode"] == mode]:
            size = 110 if shape == "diamond" else 80
            mark = {"type": "point", "shape": shape, "size": size, "filled": True, "strokeWidth": 2, "opacity": 1}
            mark |= {
                "cursor": "pointer",
                "tooltip": True,
                "fill": _colour(mode) if filled else "--paper",
                "stroke": _colour(mode),
            }
            found.append(axes.layer(some, mark))
    for side, baseline in ((-1, "bottom"), (1, "top")):
        if some := [p for p in points if p["side"] == side]:
            found.append(
                axes.layer(some, words(None, 12, "--ink", dy=9 * side, baseline=baseline), text={"field": "text"})
            )
    return found


def _colour(mode: str) -> str:
    return "--k-digit" if mode == "target" else "--ink"
