"""The indicator pages of a place: a chart, the numbers behind it with their quotations, and an index of them all."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from markupsafe import Markup

from kg.site.addresses import file_name
from kg.site.charts import chart, unit_of
from kg.site.coverage import Place
from kg.site.indicator_terms import terms_beside
from kg.site.press import Press
from kg.site.questions_table import Condition
from kg.site.records import Book
from kg.site.series import Series

_COLUMNS = ("indicator", "measure", "value", "unit", "qualifier", "mode", "period", "report", "start", "end", "quote")


def indicator_page(place: str, name: str) -> str:
    """The page of an indicator, from the top of the site; the same indicator in two places is two series."""
    return f"indicator/{file_name(place)}/{file_name(name)}.html"


def indicator_pages(book: Book, place: Place) -> dict[str, str]:
    """The indicators of a place that have a page, with its address: those that are stated at least twice."""
    stated = Counter(f.concept for r in place.reports for f in book.figures.get(r.id, []) if f.concept)
    return {concept: indicator_page(place.name, concept) for concept, count in stated.items() if count > 1}


def write_indicators(press: Press, place: Place, series: list[Series], shared: Mapping[str, Any]) -> None:
    """Write the index of a place's indicators, and the page of each that is stated at least twice."""
    paged, beside = [s for s in series if s.has_page], terms_beside(place, shared["reading"])
    press.page(
        shared["pages"]["indicators"],
        "indicators.html",
        series=paged,
        once=[s for s in series if not s.has_page],
        **shared,
    )
    for before, one, after in zip([None, *paged], paged, [*paged[1:], None], strict=False):
        drawn = [(measure, ones) for (measure, _), ones in one.drawn().items()]
        charts = [(measure, unit_of(ones)[0], _inlined(chart(one, measure, ones)), ones) for measure, ones in drawn]
        own = {
            "one": one,
            "beside": beside.get(one.concept, []),
            "charts_drawn": charts,
            "before": before,
            "after": after,
            "table": _table(one),
        }
        only = (Condition("concept", (one.concept,), False),)
        press.page(indicator_page(place.name, one.concept), "indicator.html", concept_is=only, **own, **shared)


def _inlined(spec: Mapping[str, Any]) -> Markup:
    """Data that stands in a page: nothing in it can end the element that holds it."""
    text = json.dumps(spec, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return Markup(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))


def _table(series: Series) -> str:
    """The numbers as CSV in an address, for a link that saves them."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for one in series.statements:
        f = one.figure
        number = (f.indicator, f.measure, f.value, f.unit, f.qualifier, f.mode, f.period)
        writer.writerow([*number, one.cited.report.id, *f.clause, one.cited.text])
    return "data:text/csv;charset=utf-8," + quote("\ufeff" + text.getvalue())
