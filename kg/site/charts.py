"""An indicator as a Vega-Lite specification: targets and outcomes over the years, with their verdicts.

A string in two languages stands as {"zh", "en"} and a colour of the style sheet as "--name"; the page puts in what is
wanted when it draws, so that one specification serves both languages and both themes.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from kg.extract.observations import base_value
from kg.qualifiers import parted
from kg.site.chart_layers import Axes, Spec, ground, lines, numbers, spans, verdicts
from kg.site.outcomes import VERDICTS
from kg.site.series import Series, Statement
from kg.site.wording import MEASURES, MODES

_SIGNS = {
    "以上": "≥", "不低于": "≥", "不少于": "≥", "至少": "≥", "突破": ">", "超过": ">", "超": ">", "跨越": ">",
    "以内": "≤", "以下": "≤", "不高于": "≤", "不超过": "≤", "左右": "≈", "约": "≈",
}  # fmt: skip
_ROOM = 0.22


def chart(series: Series, measure: str, ones: Sequence[Statement]) -> Spec:
    """The chart of one measure; every number in the unit that is used most."""
    unit, factor = unit_of(ones)
    every = [_point(one, factor) for one in ones]
    points, long = [p for p in every if p["from"] == p["to"]], [p for p in every if p["from"] < p["to"]]
    _label(points)
    axes = Axes(_years(series, every), _values(every, measure, unit))
    layers = [
        ground(series.place.unheld, points, axes),
        spans(long, axes),
        lines(points, axes),
        verdicts(points, axes),
        numbers(points, axes),
    ]
    zh, en = MEASURES[measure]
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "description": {
            "zh": f"{series.concept}，{zh}：各年目标与完成",
            "en": f"{series.concept}, {en}: targets and outcomes by year",
        },
        "width": "container",
        "height": 300,
        "autosize": {"type": "fit-x", "contains": "padding"},
        "layer": [layer for group in layers for layer in group],
    }


def _years(series: Series, points: Sequence[Spec]) -> Spec:
    """The years to scale, those of the reports and those that the numbers are about."""
    first = min(*series.place.years, *(p["from"] for p in points))
    last = max(*series.place.years, *(p["to"] for p in points))
    axis = {"values": list(range(first, last + 1)), "format": "d", "grid": False, "title": None, "labelOverlap": True}
    return {
        "field": "from",
        "type": "quantitative",
        "scale": {"domain": [first - 0.5, last + 0.5], "nice": False},
        "axis": axis,
    }


def _values(points: Sequence[Spec], measure: str, unit: str) -> Spec:
    """The values from the foot of the chart to its head, with room for labels; a level stands on zero."""
    low, high = min(p["value"] for p in points), max(p["value"] for p in points)
    room = (high - low) * _ROOM or abs(high) * 0.1 or 1.0
    foot = 0 if measure == "level" and low >= 0 else round(low - room, 6)
    zh, en = MEASURES[measure]
    title = {"zh": f"{zh}（{unit}）" if unit else zh, "en": f"{en} ({unit})" if unit else en}
    scale = {"domain": [foot, round(high + max(room, (high - foot) * 0.15), 6)], "nice": False, "zero": False}
    return {"field": "value", "type": "quantitative", "scale": scale, "axis": {"title": title, "tickCount": 5}}


def unit_of(ones: Sequence[Statement]) -> tuple[str, Decimal]:
    """The commonest unit and how many base units it is."""
    unit = Counter(one.figure.unit for one in ones).most_common(1)[0][0]
    return unit, base_value("1", unit)[0] or Decimal(1)


def _point(one: Statement, factor: Decimal) -> dict[str, Any]:
    f = one.figure
    value = (one.base or Decimal(0)) / factor
    first, last = one.years or (0, 0)
    zh, en = MODES.get(f.mode, (f.mode, f.mode))
    promise = one.promise
    then, sign = _came(one, factor), _SIGNS.get(parted(f.qualifier)[1], "")
    return {
        "id": one.id, "from": first, "to": last, "value": float(value), "mode": f.mode, "side": 0, "amount": one.amount,
        "text": f"{sign}{_short(value)}{'%' if f.unit == '%' else ''}", "when": f.period, "zh": zh, "en": en,
        "report": one.cited.report.year or one.cited.report.id, "indicator": f.indicator,
        "outcome": promise.outcome if promise and promise.outcome in VERDICTS else "", "answer": promise.actual if promise else "",
        "then": then, "middle": None if then is None else (float(value) + then) / 2,
    }  # fmt: skip


def _came(one: Statement, factor: Decimal) -> float | None:
    """What came of a target that was judged, in the unit of the chart; the ledger gives it in the target's own unit."""
    if one.promise is None or one.promise.outcome not in ("met", "missed"):
        return None
    try:
        base, _ = base_value(one.promise.came, one.figure.unit)
    except (ValueError, InvalidOperation):
        return None
    return None if base is None else float(base / factor)


def _short(value: Decimal) -> str:
    text = f"{value:.2f}" if abs(value) < 1000 else f"{value:.0f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _label(points: Sequence[dict[str, Any]]) -> None:
    """A year's highest number carries its label above, its lowest below; what stands between has none of its own."""
    by_year: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for point in points:
        by_year[point["from"]].append(point)
    for year in by_year.values():
        year.sort(key=lambda p: (p["value"], p["mode"]))
        if year[0]["value"] < year[-1]["value"]:
            year[0]["side"] = 1
        year[-1]["side"] = -1
