"""Which pages there are: for a place its reports, terms and picture; for the whole the home page and what it is made of."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import cast

from kg.errors import NotAGraphError
from kg.site.addresses import near_page, place_page, report_page, term_page
from kg.site.coverage import Cell, Place, presence, said
from kg.site.graph_pages import Drawn, write_graph
from kg.site.indicators import indicator_pages
from kg.site.lineage_pages import lineage_address, lineage_of, overview, write_lineage
from kg.site.nearby import neighbourhood
from kg.site.network import draw
from kg.site.numbers import write_numbers
from kg.site.press import Press
from kg.site.questions import write_questions
from kg.site.reading import Reading
from kg.site.reading_records import Marks
from kg.site.records import Book, Concept, Extent, Held
from kg.site.report_view import Reports
from kg.site.statements import Statements
from kg.site.term_data import data_of
from kg.site.terms import Terms
from kg.store import source_text

_MOST_IN_PAGE = 24_000


def write_place(press: Press, graph: Path, book: Book, place: Place) -> Drawn:
    """Write the pages of one place; nothing of it is kept afterwards but what the page of the whole graph has to know."""
    readings = {r.id: Reading(_source(graph, r), book.sentences.get(r.id, [])) for r in place.reports}
    marks = _marks(book, place)
    lineage, drawn = lineage_of(book, place)
    reports = Reports(book, place, readings, lineage, drawn)
    for report in place.reports:
        content = {
            "place": place,
            "lineage_at": lineage_address(press, place),
            **reports.view(report, marks[report.id]),
        }
        press.page(report_page(report.id), "report.html", **content)
    terms, paged = Terms(book, place, readings, drawn), indicator_pages(book, place)
    kinds = {c.name: c.kind for c in place.concepts}
    for concept in place.concepts:
        view = terms.view(concept)
        shown = {
            "view": view,
            "data": data_of(view, book.kinds[concept.kind].zh),
            "lineage_at": lineage_address(press, place),
            "near": neighbourhood(view, kinds, paged),
            "indicator_pages": paged,
        }
        address = term_page(place.name, concept.name)
        press.page(address, "term.html", place=place, **shown, **_statements(press, address, concept))
    press.html(near_page(place.name), draw(press, near_page(place.name), place))
    write_lineage(press, book, place, drawn)
    write_questions(press, book, place, readings)
    write_numbers(press, book, place, readings)
    if not press.env.globals["single"]:
        press.page(
            place_page(place.name),
            "place.html",
            **_place_content(place, book),
            **overview(press, book, place, lineage, drawn),
        )
    return write_graph(press, book, place)


def _statements(press: Press, address: str, concept: Concept) -> dict[str, object]:
    """The graph's statements about a term: in the page, or where they are many in a script beside it."""
    facts = cast(Statements, press.env.globals["statements"]).of(concept.iri)
    if len(str(facts)) < _MOST_IN_PAGE:
        return {"facts": facts, "beside": ""}
    beside = address.removesuffix(".html") + ".js"
    press.data(beside, "TIFAKG_STATEMENTS", facts)
    return {"facts": None, "beside": beside.rpartition("/")[2]}


def write_overview(press: Press, book: Book, held: list[Place]) -> None:
    """Write the home page, the ways to each lineage where there are several places, and what this is made of."""
    content = _place_content(held[0], book) if len(held) == 1 else {}
    if len(held) == 1:
        content |= overview(press, book, held[0], *lineage_of(book, held[0]))
    press.page("index.html", "index.html", **content)
    if len(held) > 1:
        press.page("lineage.html", "lineages.html")
    press.page("about.html", "about.html", manifest=book.manifest)


def _source(graph: Path, report: Held) -> str:
    try:
        return source_text(graph, report.id)
    except (OSError, UnicodeDecodeError):
        raise NotAGraphError(f"has lost the source of {report.id}; build it again", path=graph) from None


def _marks(book: Book, place: Place) -> dict[str, Marks]:
    """What is marked in each report, in the order of the text."""
    mentions: dict[str, list[tuple[str, Extent]]] = defaultdict(list)
    definitions: dict[str, list[Extent]] = defaultdict(list)
    for concept in place.concepts:
        for sighting in concept.sightings:
            mentions[sighting.report].append((concept.name, sighting.extent))
        for gloss in concept.glosses:
            definitions[gloss.report].append(gloss.extent)
    return {
        r.id: Marks(
            sorted(mentions[r.id], key=lambda m: (m[1].start, -m[1].end, m[0])), sorted(definitions[r.id]),
            [n.extent for n in book.namings.get(r.id, [])], book.figures.get(r.id, []),
        )
        for r in place.reports
    }  # fmt: skip


def _place_content(place: Place, book: Book) -> dict[str, object]:
    """What the overview of a place shows."""
    cells = {c.name: presence(c, place) for c in place.concepts}
    per_report: dict[str, int] = defaultdict(int)
    for concept in place.concepts:
        for report in {s.report for s in concept.sightings}:
            per_report[report] += 1
    return {
        "place": place,
        "cells": cells,
        "said": said,
        "by_kind": {kind: [c for c in _by_life(place.concepts, cells) if c.kind == kind] for kind in book.kinds},
        "terms_in": per_report,
    }


def _by_life(concepts: tuple[Concept, ...], cells: dict[str, list[Cell]]) -> list[Concept]:
    """The longest-lived first, then by first year, then by name."""

    def key(concept: Concept) -> tuple[int, int, int, str]:
        years = said(cells[concept.name])
        return -len(years), -len(concept.sightings), years[0] if years else 9999, concept.name

    return sorted(concepts, key=key)
