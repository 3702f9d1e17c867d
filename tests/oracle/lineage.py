"""Oracles about what became of formulations from one report of a place to the next."""

from __future__ import annotations

from collections.abc import Iterator

from oracle.facts import Cell, Facts, Node, Oracle, Row, cut, full, join, maybe


def _ends(g: Facts, kind: str) -> Iterator[tuple[Node, Node, Node]]:
    """The links of a class with both ends."""
    for link in g.all(kind):
        for earlier in g.walk(link, "kg:earlier"):
            for later in g.walk(link, "kg:later"):
                yield link, earlier, later


def _form(g: Facts, appearance: Node) -> list[str]:
    return g.chinese(appearance, "kg:appearanceOf/skos:prefLabel")


def _moved(g: Facts, link: Node) -> list[list[Cell]]:
    """The items gained and lost."""
    return [maybe(g.said(link, "kg:added")), maybe(g.said(link, "kg:removed"))]


def lineage(g: Facts) -> Iterator[Row]:
    for link, a, b in _ends(g, "kg:Succession"):
        yield from join(
            g.said(link, "kg:relation"), _form(g, a), g.reports(a), _form(g, b), g.reports(b), *_moved(g, link)
        )


def successions(g: Facts) -> Iterator[Row]:
    for link, a, b in _ends(g, "kg:Succession"):
        yield from join(
            g.said(b, "kg:appearanceOf/kg:termOf/rdfs:label"), g.said(b, "kg:onLane/rdfs:label"), g.said(link, "kg:relation"),
            _form(g, a), g.reports(a), _form(g, b), g.reports(b), *_moved(g, link), g.said(link, "kg:rule"),
            g.said(link, "kg:confidence"), g.quotes(a), g.quotes(b),
        )  # fmt: skip


def suggestions(g: Facts) -> Iterator[Row]:
    for link, a, b in _ends(g, "kg:Suggestion"):
        yield from join(
            g.said(link, "kg:relation"), _form(g, a), g.reports(a), _form(g, b), g.reports(b), g.said(link, "kg:reason"),
            g.quotes(a), g.quotes(b),
        )  # fmt: skip


def changes(g: Facts) -> Iterator[Row]:
    links = list(_ends(g, "kg:Succession"))
    reached = {later for _, _, later in (*links, *_ends(g, "kg:Suggestion"))}
    for to, before in g.pairs[full("kg:follows")]:
        found: list[Row] = []  # change, from_term, to_term, added, removed, quote
        for link, a, b in links:
            if to in g.walk(b, "kg:inReport"):
                turned = [r for r in g.said(link, "kg:relation") if r != "continues"]
                found += join(turned, _form(g, a), _form(g, b), *_moved(g, link), g.quotes(b))
                for lane in g.walk(b, "kg:onLane") if not turned else ():
                    if before not in g.walk(lane, "kg:appearsIn"):
                        found += join(["returned"], [""], _form(g, b), [("", "")], g.quotes(b))
        for shown in g.back("kg:inReport", to):
            for _ in g.walk(shown, "kg:onLane") if shown not in reached else ():
                found += join(["new"], [""], _form(g, shown), [("", "")], g.quotes(shown))
        for shown in g.back("kg:inReport", before):
            for lane in g.walk(shown, "kg:onLane"):
                if to not in g.walk(lane, "kg:appearsIn"):
                    found += join(["gone"], _form(g, shown), [""], [("", "")], g.quotes(shown))
        names = (
            g.said(to, "kg:ofPlace/rdfs:label"),
            g.said(before, "dcterms:identifier"),
            g.said(to, "dcterms:identifier"),
        )
        yield from join(*names, found)


def returns(g: Facts) -> Iterator[Row]:
    for link, a, b in _ends(g, "kg:Succession"):
        for one in g.walk(a, "kg:inReport") if "continues" in g.said(link, "kg:relation") else ():
            for two in g.walk(b, "kg:inReport"):
                for between in g.walk(two, "kg:follows"):
                    for lane in g.walk(b, "kg:onLane"):
                        if between != one and between not in g.walk(lane, "kg:appearsIn"):
                            yield from join(
                                g.said(b, "kg:appearanceOf/kg:termOf/rdfs:label"), _form(g, b), g.said(one, "dcterms:identifier"),
                                g.quotes(a), g.said(between, "dcterms:identifier"), g.said(two, "dcterms:identifier"), g.quotes(b),
                            )  # fmt: skip


def _shown(g: Facts, appearance: Node, report: str) -> Iterator[Row]:
    """Place, term, kind, the report given, mentions and sentence of an appearance."""
    for t in g.walk(appearance, "kg:appearanceOf"):
        yield from join(
            g.places(t), g.chinese(t), g.said(t, "kg:kind/skos:notation"), [report],
            g.said(appearance, "kg:mentions"), g.spans(appearance, "kg:inSentence"),
        )  # fmt: skip


def novelties(g: Facts) -> Iterator[Row]:
    for shown, lane in g.pairs[full("kg:onLane")]:
        for r in g.walk(shown, "kg:inReport"):
            for year in g.said(r, "kg:year"):
                said_in = [int(y) for one in g.walk(lane, "kg:appearsIn") for y in g.said(one, "kg:year")]
                if not any(y < int(year) for y in said_in):
                    for _ in g.walk(r, "kg:follows"):
                        for name in g.said(r, "dcterms:identifier"):
                            yield from _shown(g, shown, name)


def silences(g: Facts) -> Iterator[Row]:
    for later, r in g.pairs[full("kg:follows")]:
        for shown in g.back("kg:inReport", r):
            for lane in g.walk(shown, "kg:onLane"):
                if later not in g.walk(lane, "kg:appearsIn"):
                    for name, silent in join(g.said(r, "dcterms:identifier"), g.said(later, "dcterms:identifier")):
                        for row in _shown(g, shown, name):
                            yield *row[:4], silent, *row[4:]


def lanes(g: Facts) -> Iterator[Row]:
    for lane in g.all("kg:Lane"):
        yield from join(g.said(lane, "kg:laneOf/rdfs:label"), g.said(lane, "rdfs:label"), g.said(lane, "kg:position"))


def appearances(g: Facts) -> Iterator[Row]:
    for t in g.all("kg:Term"):
        for place in g.walk(t, "kg:termOf"):
            for names in join(g.said(place, "rdfs:label"), g.chinese(t)):
                for shown in g.back("kg:appearanceOf", t):
                    for r in g.walk(shown, "kg:inReport"):
                        yield from join(
                            [names], g.said(r, "kg:year"), g.said(shown, "kg:status"), g.said(r, "dcterms:identifier"),
                            g.said(shown, "kg:mentions"), g.said(shown, "kg:sense"), g.said(shown, "kg:onLane/rdfs:label"),
                            g.quotes(shown),
                        )  # fmt: skip
                for holding in g.back("kg:holdingOf", place):
                    silent = [r for r in g.walk(holding, "kg:heldReport") if r not in g.walk(t, "kg:appearsIn")]
                    for name in (name for r in silent for name in g.said(r, "dcterms:identifier")):
                        yield from join([names], g.said(holding, "kg:year"), [("silent", name, "", "", "", "")])
                    if "false" in g.said(holding, "kg:held"):
                        yield from join([names], g.said(holding, "kg:year"), [("not held", "", "", "", "", "")])


def lifespans(g: Facts) -> Iterator[Row]:
    for t in g.all("kg:Term"):
        shown = [
            (a, r, int(y))
            for a in g.back("kg:appearanceOf", t)
            for r in g.walk(a, "kg:inReport")
            for y in g.said(r, "kg:year")
        ]
        if not shown:
            continue
        years = [year for _, _, year in shown]
        life = (str(len({r for _, r, _ in shown})), str(min(years)), str(max(years)))
        for a, r, year in shown:
            if year == min(years):
                yield from join(
                    g.places(t), g.chinese(t), g.said(t, "kg:kind/skos:notation"), [life], g.said(r, "dcterms:identifier"),
                    g.spans(a, "kg:inSentence"),
                )  # fmt: skip


def undefined(g: Facts) -> Iterator[Row]:
    """The nearest earlier report that explains, else the nearest later; of two of one year the first by name."""
    for shown in g.all("kg:Appearance"):
        for t in g.walk(shown, "kg:appearanceOf"):
            telling = [r for d in g.back("kg:defines", t) for r in g.walk(d, "kg:inReport")]
            for r in g.walk(shown, "kg:inReport"):
                own = [] if r in telling else [r]
                near = [
                    (int(z) if int(z) < int(y) else -int(z), name)
                    for y in g.said(r, "kg:year")
                    for teller in telling
                    for z, name in join(g.said(teller, "kg:year"), g.said(teller, "dcterms:identifier"))
                ]
                best = max((at for at, _ in near), default=0)
                told = maybe(sorted(name for at, name in near if at == best)[:1])
                for _ in own:
                    for one in (m for p in g.walk(shown, "kg:evidence") for m in g.back("oa:hasTarget", p)):
                        yield from join(
                            g.chinese(t), g.said(t, "kg:kind/skos:notation"), g.said(r, "dcterms:identifier"),
                            g.said(shown, "kg:mentions"), told, cut(g.spans(one, "kg:inSentence"), 2, 0, 1),
                        )  # fmt: skip


ANSWERS: dict[str, Oracle] = {
    "appearances": appearances, "changes": changes, "lanes": lanes, "lifespans": lifespans, "lineage": lineage,
    "novelties": novelties, "returns": returns, "silences": silences, "successions": successions,
    "suggestions": suggestions, "undefined": undefined,
}  # fmt: skip
