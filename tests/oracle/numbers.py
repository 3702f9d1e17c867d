"""Oracles about numbers, targets, and figures that do not agree."""

from __future__ import annotations

from collections.abc import Iterator

from oracle.facts import Cell, Facts, Node, Oracle, Row, cut, join, maybe


def observations(g: Facts) -> Iterator[Row]:
    for one in g.all("kg:Observation"):
        yield from join(*_number(g, one), g.spans(one))


def figures(g: Facts) -> Iterator[Row]:
    for one in g.all("kg:Observation"):
        yield from join(*_number(g, one), cut(g.spans(one), 0, 1), cut(g.spans(one, "kg:number"), 0, 1))


def _number(g: Facts, one: Node) -> list[list[Cell]]:
    """Report, indicator, concept, measure, value, unit, qualifier, mode, period."""
    stated = {name: g.said(one, f"kg:{name}") for name in ("indicatorName", "measure", "value", "mode")}
    unit, qualifier, period = (maybe(g.said(one, f"kg:{name}")) for name in ("unit", "qualifier", "period"))
    return [
        [*g.reports(one)], [*stated["indicatorName"]], maybe(g.concepts(one)), [*stated["measure"]], [*stated["value"]],
        unit, qualifier, [*stated["mode"]], period,
    ]  # fmt: skip


def promises(g: Facts) -> Iterator[Row]:
    for promise in g.all("kg:Promise"):
        answers = join(g.said(promise, "kg:answer"), g.said(promise, "kg:answeredIn/dcterms:identifier"))
        answered = maybe(answers, 2)
        for target in g.walk(promise, "kg:promised"):
            for _ in g.spans(target, "kg:number"):
                yield from join(
                    g.concepts(target) or g.said(target, "kg:indicatorName"), g.said(target, "kg:measure"),
                    maybe(g.said(target, "kg:period")), g.said(target, "kg:value"), maybe(g.said(target, "kg:unit")),
                    maybe(g.said(target, "kg:qualifier")), g.reports(promise), answered, g.said(promise, "kg:outcome"),
                )  # fmt: skip


def ledger(g: Facts) -> Iterator[Row]:
    for promise in g.all("kg:Promise"):
        heard = [
            row
            for one in g.walk(promise, "kg:heard")
            for row in join(g.reports(one), g.said(one, "kg:mode"), g.spans(one))
        ]
        for target in g.walk(promise, "kg:promised"):
            for report in g.walk(promise, "kg:inReport"):
                for row in join(
                    maybe(g.chinese(report, "kg:ofPlace/rdfs:label")), maybe(g.concepts(target)),
                    g.said(target, "kg:indicatorName"), g.said(target, "kg:measure"), maybe(g.said(target, "kg:period")),
                    g.said(target, "kg:value"), maybe(g.said(target, "kg:unit")), maybe(g.said(target, "kg:qualifier")),
                    g.said(report, "dcterms:identifier"), g.spans(target), maybe(g.said(promise, "kg:answer")),
                    g.said(promise, "kg:outcome"), maybe(g.said(promise, "kg:reason")),
                    maybe(g.said(promise, "kg:needsReportOf")), g.said(promise, "kg:rule"), maybe(heard, 5),
                ):  # fmt: skip
                    told, said_in, rest = row[:13], row[-5], row[-4:]
                    yield *told, said_in, *row[13:-5], *rest


def arithmetic(g: Facts) -> Iterator[Row]:
    for d in g.all("kg:Discrepancy"):
        levels = [
            row
            for level in g.walk(d, "kg:statedLevel")
            for row in join(g.said(level, "kg:value"), maybe(g.said(level, "kg:unit")))
        ]
        for report in g.walk(d, "kg:inReport"):
            for growth in g.walk(d, "kg:statedGrowth"):
                for before in g.walk(d, "kg:statedBefore"):
                    yield from join(
                        maybe(g.concepts(growth)), maybe(g.chinese(report, "kg:ofPlace/rdfs:label")),
                        g.said(report, "dcterms:identifier"), maybe(levels, 2), g.said(growth, "kg:value"),
                        g.reports(before), maybe(g.said(d, "kg:earlierLevel")), maybe(g.said(d, "kg:implied")),
                        g.said(d, "kg:gap"), cut(g.spans(growth), 2), cut(g.spans(before), 2), g.said(d, "kg:remark"),
                        g.said(d, "kg:grade"), g.said(growth, "kg:indicatorName"), g.said(growth, "kg:period"),
                    )  # fmt: skip


ANSWERS: dict[str, Oracle] = {
    "arithmetic": arithmetic, "figures": figures, "ledger": ledger, "observations": observations, "promises": promises,
}  # fmt: skip
