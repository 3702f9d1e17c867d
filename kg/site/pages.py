"""Which pages there are: for a place its reports, terms and picture; for the whole the home page and what it is made of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from kg.errors import NotAGraphError
from kg.site.addresses import graph_page, place_page, report_page, term_page
from kg.site.coverage import Cell, Place, newest, presence, said
from kg.site.lanes import lanes
from kg.site.network import draw
from kg.site.press import Press
from kg.site.reading import Marks, Reading
from kg.site.records import Book, Concept, Extent, Held
from kg.site.terms import Terms
from kg.store import source_text


def write_place(press: Press, graph: Path, book: Book, place: Place) -> None:
    """Write the pages of one place; nothing of it is kept afterwards."""
    readings = {r.id: Reading(_source(graph, r), book.sentences.get(r.id, [])) for r in place.reports}
    marks = _marks(book, place)
    for report in place.reports:
        _report(press, book, place, report, readings[report.id], marks[report.id])
    terms = Terms(place, readings)
    for concept in place.concepts:
        press.page(term_page(place.name, concept.name), "term.html", place=place, view=terms.view(concept))
    press.html(_picture(press, place), draw(press, _picture(press, place), place))
    if not press.env.globals["single"]:
        press.page(place_page(place.name), "place.html", **_place_content(place, book))


def write_overview(press: Press, book: Book, held: list[Place]) -> None:
    """Write the home page, the page of pictures where there are several, and what this is made of."""
    content = _place_content(held[0], book) if len(held) == 1 else {}
    press.page("index.html", "index.html", **content)
    if len(held) > 1:
        press.page("graph.html", "graphs.html")
    press.page("about.html", "about.html", manifest=book.manifest)


def _source(graph: Path, report: Held) -> str:
    try:
        return source_text(graph, report.id)
    except (OSError, UnicodeDecodeError):
        raise NotAGraphError(f"has lost the source of {report.id}; build it again", path=graph) from None


def _picture(press: Press, place: Place) -> str:
    return "graph.html" if press.env.globals["single"] else graph_page(place.name)


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


def _report(press: Press, book: Book, place: Place, report: Held, reading: Reading, marks: Marks) -> None:
    before, after = _around(place.reports, report)
    headings = book.outlines.get(report.id, [])
    paragraphs = reading.paragraphs(marks, headings)
    shown = {s.title.position for p in paragraphs for s in p.sentences if s.title}
    programs: dict[str, list[Extent]] = defaultdict(list)
    for naming in book.namings.get(report.id, []):
        programs[naming.program].append(reading.sentence_around(naming.extent.start))
    press.page(
        report_page(report.id), "report.html", place=place, report=report, paragraphs=paragraphs,
        headings=[h for h in headings if h.position in shown and h.depth <= 3], marks=marks, kinds={c.name: c.kind for c in place.concepts},
        figures=[(f, reading.sentence_around(f.number.start)) for f in marks.figures], programs=sorted(programs.items()),
        previous=before, following=after, distinct=len({name for name, _ in marks.mentions}),
    )  # fmt: skip


def _around(reports: Sequence[Held], report: Held) -> tuple[Held | None, Held | None]:
    """The reports held before and after one."""
    index = reports.index(report)
    return reports[index - 1] if index else None, reports[index + 1] if index + 1 < len(reports) else None


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
        "news": newest(place),
        "picture": lanes(place, cells),
        "terms_in": per_report,
    }


def _by_life(concepts: tuple[Concept, ...], cells: dict[str, list[Cell]]) -> list[Concept]:
    """The longest-lived first, then by first year, then by name."""

    def key(concept: Concept) -> tuple[int, int, int, str]:
        years = said(cells[concept.name])
        return -len(years), -len(concept.sightings), years[0] if years else 9999, concept.name

    return sorted(concepts, key=key)
