"""Oracles about formulations in one report: mentions, definitions, ties and programs."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from oracle.facts import Facts, Oracle, Row, cut, join, maybe


def terms(g: Facts) -> Iterator[Row]:
    counted: Counter[Row] = Counter()
    for mention in g.all("kg:Mention"):
        for t in g.walk(mention, "oa:hasBody"):
            counted.update(join(g.chinese(t), g.said(t, "kg:kind/skos:notation"), g.reports(mention)))
    for row, mentions in counted.items():
        yield *row, str(mentions)


def mentions(g: Facts) -> Iterator[Row]:
    for mention in g.all("kg:Mention"):
        yield from join(
            g.chinese(mention, "oa:hasBody/skos:prefLabel"), g.reports(mention), g.spans(mention, "oa:hasTarget"),
            maybe(g.said(mention, "kg:inSection/kg:heading")), maybe(g.quotes(mention)),
        )  # fmt: skip


def sightings(g: Facts) -> Iterator[Row]:
    for mention in g.all("kg:Mention"):
        for t in g.walk(mention, "oa:hasBody"):
            yield from join(
                g.places(t), g.chinese(t), g.reports(mention), g.spans(mention, "oa:hasTarget"),
                maybe(g.said(mention, "kg:inSection/kg:heading")), maybe(cut(g.spans(mention, "kg:inSentence"), 0, 1), 2),
            )  # fmt: skip


def sentences(g: Facts) -> Iterator[Row]:
    found: set[Row] = set()
    for mention in g.all("kg:Mention"):
        found.update(
            join(
                g.chinese(mention, "oa:hasBody/skos:prefLabel"), g.reports(mention),
                maybe(g.said(mention, "kg:inSection/kg:heading")), cut(g.spans(mention, "kg:inSentence"), 0, 2),
            )
        )  # fmt: skip
    yield from found


def neighbours(g: Facts) -> Iterator[Row]:
    within = defaultdict(set)
    for mention in g.all("kg:Mention"):
        for sentence in g.walk(mention, "kg:inSentence"):
            within[sentence].update(g.walk(mention, "oa:hasBody"))
    together = defaultdict(set)
    for sentence, said in within.items():
        for one in said:
            for other in said - {one}:
                for row in join(g.places(one), g.chinese(one), g.chinese(other)):
                    together[row].add(sentence)
    for row, found in together.items():
        yield *row, str(len(found))


def definitions(g: Facts) -> Iterator[Row]:
    for d in g.all("kg:Definition"):
        items = [
            row for item in g.walk(d, "kg:item") for row in join(g.said(item, "kg:position"), cut(g.spans(item), 2))
        ]
        yield from join(
            g.reports(d), g.chinese(d, "kg:defines/skos:prefLabel"), g.said(d, "kg:headword"), g.said(d, "kg:definedBy"),
            cut(g.spans(d, "kg:gloss"), 2), maybe(items, 2), cut(g.spans(d), 0, 1),
        )  # fmt: skip


def items(g: Facts) -> Iterator[Row]:
    for d in g.all("kg:Definition"):
        for item in g.walk(d, "kg:item"):
            yield from join(
                g.chinese(d, "kg:defines/skos:prefLabel"), g.reports(d), g.said(d, "kg:definedBy"),
                maybe(g.said(d, "kg:announced")), g.said(d, "kg:found"), g.said(item, "kg:position"), cut(g.spans(item), 2),
            )  # fmt: skip


def components(g: Facts) -> Iterator[Row]:
    for d in g.all("kg:Definition"):
        for t in g.walk(d, "kg:defines"):
            for item in g.walk(d, "kg:item"):
                for component, *rest in join(cut(g.spans(item), 2), cut(g.spans(item), 0, 1)):
                    yield from join(
                        g.places(t), g.chinese(t), g.reports(d), g.said(d, "kg:definedBy"), cut(g.spans(d), 0),
                        g.said(item, "kg:position"), [component], [tuple(rest)],
                    )  # fmt: skip


def glosses(g: Facts) -> Iterator[Row]:
    for d in g.all("kg:Definition"):
        for t in g.walk(d, "kg:defines"):
            yield from join(
                g.places(t), g.chinese(t), g.reports(d), g.said(d, "kg:definedBy"), g.said(d, "kg:headword"),
                maybe(g.said(d, "kg:announced")), g.said(d, "kg:found"), cut(g.spans(d, "kg:gloss"), 2), cut(g.spans(d), 0, 1),
            )  # fmt: skip


def headcount(g: Facts) -> Iterator[Row]:
    for d in g.all("kg:Definition"):
        also = set(g.said(d, "kg:alsoAnnounced"))
        for row in join(
            g.chinese(d, "kg:defines/skos:prefLabel"), g.reports(d), g.said(d, "kg:definedBy"),
            maybe(g.said(d, "kg:announced")), g.said(d, "kg:found"), cut(g.spans(d, "kg:gloss"), 2, 0, 1),
        ):  # fmt: skip
            announced, found = row[3:5]
            agrees = "open" if found == "0" else "true" if found in {announced, *also} else "false"
            yield *row[:5], agrees if announced else "", *row[5:]


def links(g: Facts) -> Iterator[Row]:
    for link in g.all("kg:Link"):
        yield from join(
            g.chinese(link, "kg:linksTerm/skos:prefLabel"), g.reports(link), g.said(link, "kg:relation"),
            g.said(link, "kg:targetKind"), g.said(link, "kg:target"), g.spans(link),
        )  # fmt: skip


def ties(g: Facts) -> Iterator[Row]:
    for link in g.all("kg:Link"):
        for t in g.walk(link, "kg:linksTerm"):
            yield from join(
                g.places(t), g.chinese(t), g.reports(link), g.said(link, "kg:relation"), g.said(link, "kg:targetKind"),
                g.said(link, "kg:target"), cut(g.spans(link), 0, 1),
            )  # fmt: skip


def programs(g: Facts) -> Iterator[Row]:
    for naming in g.all("kg:Naming"):
        for p in g.walk(naming, "kg:program"):
            yield from join(
                g.said(p, "skos:prefLabel"), maybe(g.said(p, "kg:programType")), g.reports(naming), g.spans(naming)
            )  # fmt: skip


def concepts(g: Facts) -> Iterator[Row]:
    for t in g.all("kg:Term"):
        yield from join(
            g.places(t), g.chinese(t), g.said(t, "kg:kind/skos:notation"), maybe(g.english(t)),
            maybe(g.said(t, "kg:nationwideLevel")), maybe(g.said(t, "kg:nationwideSince")), [t.value],
        )  # fmt: skip


def variants(g: Facts) -> Iterator[Row]:
    for t in g.all("kg:Term"):
        yield from join(g.places(t), g.chinese(t), g.said(t, "skos:altLabel"))


def digits(g: Facts) -> Iterator[Row]:
    for d in g.all("kg:Digit"):
        for t in g.walk(d, "kg:digitOf"):
            yield from join(
                g.chinese(t), g.places(t), g.reports(d), g.said(d, "kg:position"), g.said(d, "kg:figure"),
                maybe(g.said(d, "kg:meaning/oa:hasSelector/oa:exact")), cut(g.spans(d), 2, 0, 1),
                g.said(d, "kg:evidence/oa:hasSource/dcterms:identifier"), g.said(d, "kg:rule"),
            )  # fmt: skip


ANSWERS: dict[str, Oracle] = {
    "components": components, "concepts": concepts, "definitions": definitions, "digits": digits, "glosses": glosses,
    "headcount": headcount, "items": items, "links": links, "mentions": mentions, "neighbours": neighbours,
    "programs": programs, "sentences": sentences, "sightings": sightings, "terms": terms, "ties": ties, "variants": variants,
}  # fmt: skip
