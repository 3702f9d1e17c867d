"""The lineage of a place as a page: the picture's data in a script of its own, the same as a table in the page."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from itertools import groupby
from typing import Any

from kg.site.addresses import lineage_page
from kg.site.coverage import Place
from kg.site.lineage_data import picture
from kg.site.lineage_lanes import Chart, Lane, Tied, chart
from kg.site.lineage_levels import counted, levels_of
from kg.site.lineage_news import news
from kg.site.lineage_records import Lineage, Link
from kg.site.lineage_wording import CHANGES, LINKS, ORDERS, rule, spans
from kg.site.pinyin import sounds
from kg.site.press import Press
from kg.site.records import Book
from kg.site.wording import Pair

_TOP = 18


def write_lineage(press: Press, book: Book, place: Place, drawn: Chart) -> None:
    """Write the page of a place and its data."""
    address = lineage_address(press, place)
    data = address.removesuffix(".html") + ".js"
    levels = {lane.id: levels_of(book, place.name, lane) for lane in (*drawn.lanes, *drawn.once)}
    if drawn.lanes:
        press.data(data, "TIFAKG_LINEAGE", picture(book, place, drawn, (*drawn.lanes, *drawn.once)))
    press.page(
        address, "lineage.html", place=place, drawn=drawn, data=data.rpartition("/")[2], orders=ORDERS, links=LINKS, runs=runs,
        counted=_counted(drawn), kinds_counted=Counter(lane.kind for lane in drawn.lanes), rules=_rules(drawn), sounds=sounds,
        silent_years=_silent_years(place), spans=spans, once=_by_year(drawn), levels=levels,
        levels_counted=counted(levels[lane.id] for lane in drawn.lanes), own=book.levels.get(place.name, ""),
    )  # fmt: skip


def lineage_address(press: Press, place: Place) -> str:
    """The page of a place's lineage; where there is but one place it is the lineage page itself."""
    return "lineage.html" if press.env.globals["single"] else lineage_page(place.name)


def lineage_of(book: Book, place: Place) -> tuple[Lineage, Chart]:
    """The lineage of a place, as rows and as lanes."""
    lineage = book.lineages.get(place.name, Lineage())
    return lineage, chart(place, lineage)


def overview(press: Press, book: Book, place: Place, lineage: Lineage, drawn: Chart) -> dict[str, Any]:
    """What the overview of a place shows of its lineage: its first lanes, and what the newest report changed."""
    top = _top(drawn)
    ties: dict[Link, Tied] = {t.link: t for lane in (*drawn.lanes, *drawn.once) for t in lane.ties}
    return {
        "lineage_at": lineage_address(press, place),
        "top": picture(book, place, drawn, top, words=False) if top else None,
        "top_lanes": top,
        "kinds_shown": {lane.kind for lane in top},
        "relations_shown": {t.link.relation for lane in top for t in lane.ties},
        "left": len(drawn.lanes) - len(top),
        "once": len(drawn.once),
        "news": news(place, lineage, ties),
        "changes": CHANGES,
        "links": LINKS,
        "runs": runs,
        "spans": spans,
    }


def _top(drawn: Chart) -> list[Lane]:
    """The lanes that say most in one glance: said in many reports, and changed on the way."""

    def weight(lane: Lane) -> tuple[int, int]:
        told = sum(1 if t.link.relation == "variant" else 2 for t in lane.changes)
        return -(len(lane.reports) + min(3, told) * 2), place[lane.id]

    lasting = [lane for lane in drawn.lanes if len(lane.reports) > 1]
    place = {lane.id: i for i, lane in enumerate(drawn.lanes)}
    return sorted(sorted(lasting, key=weight)[:_TOP], key=lambda lane: place[lane.id])


def runs(lane: Lane) -> list[tuple[str, list[int]]]:
    """The forms of a lane in order of time, each with the years in which it is said before another form takes over."""
    years = [
        (form, year)
        for year, shown in groupby(lane.shown, lambda s: s.year)
        for form in [_forms(s.form for s in shown)]
    ]
    return [(form, [year for _, year in run]) for form, run in groupby(years, lambda pair: pair[0])]


def _forms(terms: Iterable[str]) -> str:
    return " / ".join(dict.fromkeys(terms))


def _counted(drawn: Chart) -> Counter[str]:
    """How many links there are of each relation."""
    return Counter(t.link.relation for lane in drawn.lanes for t in lane.ties)


def _rules(drawn: Chart) -> list[tuple[str, Pair, int]]:
    """The rules that gave the links, those of most links first."""
    found = Counter(t.link.rule for lane in drawn.lanes for t in lane.ties)
    return [(code, rule(code), count) for code, count in sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))]


def _by_year(drawn: Chart) -> list[tuple[int, list[Lane]]]:
    """The formulations of one report alone, under its year."""
    years: dict[int, list[Lane]] = defaultdict(list)
    for lane in drawn.once:
        years[lane.shown[0].year].append(lane)
    return sorted(years.items())


def _silent_years(place: Place) -> Callable[[Lane], list[int]]:
    """The held years of a lane's life in which it is not said."""
    dated = place.dated

    def of(lane: Lane) -> list[int]:
        said = {s.year for s in lane.shown}
        return [y for y in dated if min(said) < y < max(said) and y not in said]

    return of
