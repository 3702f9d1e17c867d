"""Oracles about forms across places."""

from __future__ import annotations

from collections.abc import Iterator

from oracle.facts import Facts, Node, Oracle, Row, join, maybe


def _use(g: Facts, appearance: Node) -> Iterator[Row]:
    """Term, place, report and sentence of an appearance."""
    for t in g.walk(appearance, "kg:appearanceOf"):
        yield from join(g.chinese(t), g.places(t), g.reports(appearance), g.quotes(appearance))


def ladder(g: Facts) -> Iterator[Row]:
    for rung in g.all("kg:Rung"):
        for use in g.walk(rung, "kg:firstUse"):
            for term, place, report, quote in _use(g, use):
                yield from join(
                    g.said(rung, "kg:ofForm/rdfs:label"), g.said(rung, "kg:level"), [(place, term, report)],
                    g.said(use, "kg:inReport/kg:year"), maybe(g.said(rung, "kg:silentIn")), [quote],
                )  # fmt: skip


def transmissions(g: Facts) -> Iterator[Row]:
    for one in g.all("kg:Transmission"):
        earlier = [row for source in g.walk(one, "kg:earlier") for row in _use(g, source)]
        for use in g.walk(one, "kg:later"):
            for term, place, report, quote in _use(g, use):
                for source in earlier or [("", "", "", "")]:
                    from_term, from_place, from_report, from_quote = source
                    yield from join(
                        [(term, place, report)], g.said(one, "kg:relation"), g.said(one, "kg:fromLevel"),
                        [(from_term, from_place, from_report)], g.said(one, "kg:rule"), [(quote, from_quote)],
                    )  # fmt: skip


def homographs(g: Facts) -> Iterator[Row]:
    for kind, relation in (("kg:Succession", "homonym"), ("kg:Transmission", "homograph")):
        for link in g.all(kind):
            if relation not in g.said(link, "kg:relation"):
                continue
            for a in g.walk(link, "kg:earlier"):
                for b in g.walk(link, "kg:later"):
                    for one in _use(g, a):
                        for other in _use(g, b):
                            for rule in g.said(link, "kg:rule"):
                                yield *one[:3], *other[:3], rule, one[3], other[3]


ANSWERS: dict[str, Oracle] = {"homographs": homographs, "ladder": ladder, "transmissions": transmissions}
