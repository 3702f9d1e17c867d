"""What the question desk knows of each term of a place, for the questions that begin with a choice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from kg import query
from kg.site.addresses import report_page, spot, term_page
from kg.site.coverage import Place, presence
from kg.site.questions_answers import shortened
from kg.site.questions_table import Condition, narrowed
from kg.site.questions_words import told
from kg.site.reading import Reading
from kg.site.records import Book, Concept, Extent, Gloss, Held, Sighting
from kg.site.wording import SOURCES

WANTED = "@@TERM@@"
# The queries behind the four answers that a choice gives.
ASKED = {"first": "sightings", "years": "appearances", "meaning": "glosses", "change": "successions"}
_TERM = {"sightings": "term", "appearances": "term", "glosses": "term", "successions": "to_term"}


def asked_of(place: Place) -> dict[str, str]:
    """The SPARQL behind each answer, with a stand-in for the term that is chosen."""
    here = Condition("place", (place.name,), False)
    return {
        id: narrowed(query.text_of(name), [here, Condition(_TERM[name], (WANTED,), False)])
        for id, name in ASKED.items()
    }


def choices(book: Book, place: Place, readings: Mapping[str, Reading]) -> dict[str, Any]:
    """The data of a place: its reports, and for each term its years, first and last sentence, definitions and links."""
    links: dict[str, list[list[Any]]] = defaultdict(list)
    years = {r.id: r.year for r in place.reports}
    for row in book.asked.get("successions", ()):
        if row["place"] == place.name:
            link = [
                row["relation"],
                row["from_term"],
                years[row["from_report"]],
                row["to_term"],
                years[row["to_report"]],
            ]
            link += [row["added"], row["removed"], *told("rule", row["rule"], book.kinds)]
            for name in {row["from_term"], row["to_term"]}:
                links[name].append(link)
    reports = {r.id: r for r in place.reports}
    return {
        "place": place.name,
        "years": [[y, [report_page(r.id) for r in place.dated.get(y, [])]] for y in place.years],
        "terms": {c.name: _term(c, place, reports, readings, links[c.name]) for c in place.concepts},
    }


def _term(
    concept: Concept, place: Place, reports: Mapping[str, Held], readings: Mapping[str, Reading], links: list[list[Any]]
) -> dict[str, Any]:
    order = list(reports)
    seen = sorted(concept.sightings, key=lambda s: (order.index(s.report), s.extent))
    told_in = sorted(concept.glosses, key=lambda g: (order.index(g.report), g.extent))
    return {
        "page": term_page(concept.place, concept.name),
        "counts": [c.count for c in presence(concept, place)],
        "seen": [_seen(s, reports, readings) for s in ([seen[0], seen[-1]] if len(seen) > 1 else seen)],
        "glosses": [_gloss(g, reports, readings) for g in told_in],
        "links": links,
    }


def _seen(sighting: Sighting, reports: Mapping[str, Held], readings: Mapping[str, Reading]) -> list[Any]:
    pieces = shortened(readings[sighting.report].excerpt(sighting.sentence, [sighting.extent]))
    report = reports[sighting.report]
    return [
        report.year or report.id,
        sighting.section,
        _at(report, sighting.sentence),
        [[text, int(on)] for text, on in pieces],
    ]


def _gloss(gloss: Gloss, reports: Mapping[str, Held], readings: Mapping[str, Reading]) -> list[Any]:
    report = reports[gloss.report]
    sentence = readings[gloss.report].sentence_around(gloss.extent.start)
    source = SOURCES.get(gloss.source, (gloss.source, gloss.source))
    items = [i.text for i in gloss.items]
    return [report.year or report.id, *source, _at(report, sentence), gloss.text, items, gloss.announced, gloss.found]


def _at(report: Held, sentence: Extent) -> str:
    return f"{report_page(report.id)}#{spot(*sentence)}"
