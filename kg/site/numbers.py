"""The pages about numbers and audits of each place, and where there are several places the way to each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kg.site import lineage_wording
from kg.site.addresses import file_name
from kg.site.audit_rows import Audits
from kg.site.audits import asked_here, audits_of
from kg.site.citing import Citing
from kg.site.coverage import Place
from kg.site.indicators import indicator_pages, write_indicators
from kg.site.ledger import Ledger, ledger_of
from kg.site.outcomes import VERDICTS
from kg.site.press import Press
from kg.site.reading import Reading
from kg.site.records import Book
from kg.site.series import series_of

CHARTS = ("vega-6.4.0/vega.min.js", "vega-lite-6.4.3/vega-lite.min.js", "vega-embed-7.3.0/vega-embed.min.js")
ASSETS = (
    "charts.js", "ledger.js", "audits.js", "charts.css", "ledger.css", "audits.css",
    *(f"vendor/{name}" for name in CHARTS), *(f"vendor/{name.partition('/')[0]}/LICENSE" for name in CHARTS),
)  # fmt: skip
KINDS = ("indicators", "promises", "audits")
_MOST_IN_PAGE, _FIRST = 400, 40


def numbers_page(kind: str, place: str, single: bool) -> str:
    """The page of a place of one of the three kinds, from the top of the site.

    >>> numbers_page("promises", "甲县", True), numbers_page("promises", "甲县", False)
    ('promises.html', 'promises/甲县.html')
    """
    return f"{kind}.html" if single else f"{kind}/{file_name(place)}.html"


def write_numbers(press: Press, book: Book, place: Place, readings: Mapping[str, Reading]) -> None:
    """Write the indicators, the ledger and the audits of a place."""
    single = bool(press.env.globals["single"])
    citing = Citing(place.reports, readings)
    ledger = ledger_of(book, place, citing)
    series = series_of(book, place, citing, ledger)
    shared: dict[str, Any] = {
        "place": place,
        "reading": readings,
        "pages": {kind: numbers_page(kind, place.name, single) for kind in KINDS},
        "indicator_pages": indicator_pages(book, place),
        "shown": lambda name, *tests: asked_here(name, book, place, tests),
        "charts": CHARTS,
        "outcomes": {code: words for code, (words, _) in VERDICTS.items()},
        "rule": lineage_wording.rule,
    }
    _write_ledger(press, ledger, shared)
    press.page(
        shared["pages"]["audits"], "audits.html", **audits_of(book, place, Audits(book, place, citing)), **shared
    )
    write_indicators(press, place, series, shared)


def _write_ledger(press: Press, ledger: Ledger, shared: Mapping[str, Any]) -> None:
    """The ledger: all rows in the page, or where they are many the first, and the others in a script that comes when asked for."""
    address = shared["pages"]["promises"]
    many = len(ledger.promises) > _MOST_IN_PAGE
    within = _FIRST if many else len(ledger.promises)
    beside = address.removesuffix(".html") + ".js" if many else ""
    if many:
        rest = press.part(address, "promise_rows.html", promises=ledger.promises[within:], **shared)
        press.data(beside, "TIFAKG_PROMISES", rest)
    press.page(address, "promises.html", ledger=ledger, within=within, beside=beside.rpartition("/")[2], **shared)


def write_numbers_overview(press: Press, book: Book, places: list[Place]) -> None:
    """Write what all places share: scripts, styles, libraries; and where there are several places the way to each."""
    press.shared(ASSETS)
    if len(places) < 2:
        return
    counts = {place.name: _counts(book, place) for place in places}
    for kind in KINDS:
        press.page(f"{kind}.html", "numbers_places.html", kind=kind, counts=counts, numbers_page=numbers_page)


def _counts(book: Book, place: Place) -> dict[str, int]:
    """What there is of a place, for the lists of places."""
    found = {
        "targets": 0,
        "met": 0,
        "missed": 0,
        "unknown": 0,
        "figures": 0,
        "clashes": 0,
        "doubts": 0,
        "unexplained": 0,
    }
    for report in place.reports:
        key = (report.id,)
        rows = book.filed.get("promised", {}).get(key, [])
        for outcome in {
            (r["start"], r["end"], r["indicator"], r["measure"], r["target"], r["unit"]): r["outcome"] for r in rows
        }.values():
            found["targets"] += 1
            found[outcome] = found.get(outcome, 0) + 1
        found["figures"] += len(book.figures.get(report.id, []))
        for name, drawer in (("clashes", "clashing"), ("doubts", "doubted"), ("unexplained", "unexplained")):
            found[name] += len(book.filed.get(drawer, {}).get(key, []))
    return found
