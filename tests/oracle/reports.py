"""Oracles about the reports themselves: what is held, headings, sentences, and the vocabulary."""

from __future__ import annotations

import re
from collections.abc import Iterator

from oracle.facts import Facts, Oracle, Row, cut, full, join, maybe


def reports(g: Facts) -> Iterator[Row]:
    for r in g.all("kg:Report"):
        titles = ("kg:year", "dcterms:issued", "kg:congress", "kg:session", "kg:speaker", "dcterms:title")
        yield from join(
            g.said(r, "dcterms:identifier"), maybe(g.said(r, "kg:ofPlace/rdfs:label")), *(maybe(g.said(r, p)) for p in titles),
            g.said(r, "kg:characters"), g.said(r, "kg:sha256"),
        )  # fmt: skip


def holdings(g: Facts) -> Iterator[Row]:
    for holding in g.all("kg:Holding"):
        yield from join(
            g.said(holding, "kg:holdingOf/rdfs:label"), g.said(holding, "kg:year"), g.said(holding, "kg:held"),
            maybe(g.said(holding, "kg:heldReport/dcterms:identifier")),
        )  # fmt: skip


def outline(g: Facts) -> Iterator[Row]:
    for section in g.all("kg:Section"):
        yield from join(
            g.reports(section), g.said(section, "kg:position"), g.said(section, "kg:depth"),
            *(maybe(g.said(section, p)) for p in ("kg:heading", "kg:period", "kg:mode")), cut(g.spans(section), 0, 1),
        )  # fmt: skip


def spans(g: Facts) -> Iterator[Row]:
    for sentence in g.all("kg:Sentence"):
        for selector in g.walk(sentence, "oa:hasSelector"):
            yield from join(
                g.said(sentence, "oa:hasSource/dcterms:identifier"), g.said(selector, "oa:start"), g.said(selector, "oa:end")
            )  # fmt: skip


def doubts(g: Facts) -> Iterator[Row]:
    for doubt in g.all("kg:Doubt"):
        yield from join(g.reports(doubt), g.said(doubt, "kg:reason"), g.spans(doubt))


def absences(g: Facts) -> Iterator[Row]:
    for a in g.all("kg:Absence"):
        yield from join(g.reports(a), g.concepts(a), g.said(a, "kg:period"), g.said(a, "kg:status"), g.spans(a))


def carryover(g: Facts) -> Iterator[Row]:
    """A sentence that was judged and repeats nothing is new."""
    for report, passage in g.pairs[full("kg:judged")]:
        repeated = [
            (status, there[0], there[1], there[2], likeness, there[3])
            for one in g.back("kg:evidence", passage)
            if full("kg:Carryover") in g.walk(one, "rdf:type")
            for earlier in g.walk(one, "kg:repeats")
            for status, likeness in join(g.said(one, "kg:status"), g.said(one, "kg:similarity"))
            for there in join(g.said(earlier, "oa:hasSource/dcterms:identifier"), g.spans_of(earlier))
        ]
        for name, start, end, sentence in join(g.said(report, "dcterms:identifier"), g.spans_of(passage)):
            for status, source, begin, stop, likeness, quote in repeated or [("new", "", "", "", "", "")]:
                yield name, start, end, status, source, begin, stop, likeness, sentence, quote


def kinds(g: Facts) -> Iterator[Row]:
    for k in g.all("kg:Kind"):
        meaning = "skos:definition"
        yield from join(
            g.said(k, "skos:notation"), g.chinese(k), g.english(k), g.chinese(k, meaning), g.english(k, meaning)
        )


def vocabulary(g: Facts) -> Iterator[Row]:
    kinds = {"class": "owl:Class", "object property": "owl:ObjectProperty", "datatype property": "owl:DatatypeProperty"}
    for kind, name in kinds.items():
        for one in g.all(name):
            yield from join(
                [re.sub("^.*#", "", one.value)], [kind], g.chinese(one, "rdfs:label"), g.english(one, "rdfs:label"),
                g.chinese(one, "rdfs:comment"), g.english(one, "rdfs:comment"), maybe(g.said(one, "dcterms:source")),
            )  # fmt: skip


ANSWERS: dict[str, Oracle] = {
    "absences": absences, "carryover": carryover, "doubts": doubts, "holdings": holdings, "kinds": kinds,
    "outline": outline, "reports": reports, "spans": spans, "vocabulary": vocabulary,
}  # fmt: skip
