"""The static site: a folder of pages that opens by double-click and asks nothing of the network."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from kg.site.addresses import term_page
from kg.site.coverage import places
from kg.site.folder import SITE, site_landing
from kg.site.gather import gather
from kg.site.graph_pages import write_whole
from kg.site.numbers import write_numbers_overview
from kg.site.ontology import write_ontology
from kg.site.pages import write_overview, write_place
from kg.site.pinyin import sounds
from kg.site.press import Press
from kg.site.questions import write_questions_overview
from kg.site.records import Concept
from kg.site.sparql import write_sparql
from kg.site.statements import Statements

Progress = Callable[[str, int, int], None]


def write(graph: Path, out: Path, progress: Progress = lambda *_: None) -> int:
    """Write the site of a build into `out`, whole or not at all, and return the number of its pages.

    Raises NotAGraphError where `graph` is no build, and OutputFolderError where `out` cannot take a site.
    """
    book = gather(graph)
    held = places(book.reports, book.concepts)
    with site_landing(out, graph) as folder:
        press = Press(folder, book=book, places=held, single=len(held) == 1, statements=Statements(graph))
        press.shared()
        press.data("assets/terms.js", "TIFAKG_TERMS", [_entry(c) for c in book.concepts])
        drawn = []
        for done, place in enumerate(held, 1):
            drawn.append(write_place(press, graph, book, place))
            progress("网页 pages", done, len(held))
        write_whole(press, drawn)
        write_overview(press, book, held)
        write_questions_overview(press, held)
        write_numbers_overview(press, book, held)
        write_sparql(press, graph, book)
        write_ontology(press, graph)
        SITE.put_sign(
            folder,
            {"graph_sha256": book.manifest["graph_sha256"], "pages": press.pages, "version": book.manifest["version"]},
        )
    return press.pages


def _entry(concept: Concept) -> list[object]:
    """What the search box knows of a term: name, other forms, kind, place, page, sounds, mentions."""
    page = term_page(concept.place, concept.name)
    return [
        concept.name,
        "|".join(concept.variants),
        concept.kind,
        concept.place,
        page,
        sounds(concept.name),
        len(concept.sightings),
    ]
