"""What a term's page carries for its script: the reports it cites, and the term as cards to learn."""

from __future__ import annotations

import hashlib
from typing import Any

from kg.site.kin_records import Turn
from kg.site.lineage_wording import LINKS, spans
from kg.site.records import Held
from kg.site.term_records import Column, TermView

Card = tuple[str, str, str]


def data_of(view: TermView, kind: str) -> dict[str, Any]:
    """The data of a term's page; the sentences themselves stand in the page."""
    reports = {c.report.id: [_year(c.report), c.report.speaker, c.report.file, c.report.sha256] for c in view.chapters}
    return {
        "name": view.concept.name,
        "place": view.concept.place,
        "kind": kind,
        "reports": reports,
        "cards": cards(view),
    }


def cards(view: TermView) -> list[Card]:
    """The cards of a term: a lasting id, the question and the answer; line breaks part the lines of an answer."""
    name, place = view.concept.name, view.concept.place
    asked = f"{place}的“{name}”" if place else f"“{name}”"
    found: list[tuple[str, str, str]] = []
    for column in view.definitions:
        if column.explained:
            year = _year(column.report)
            found.append((f"meaning {column.report.id}", f"{asked}，{year}年报告怎样解释？", _meaning(column)))
    if view.years:
        first = f"{view.years[0]}年（在收录的报告中）\n{_sentence(view)}\n——{_source(view.chapters[0].report)}"
        found.append(("first", f"{asked}最早出现在哪一年的报告？", first))
        found.append(("years", f"哪些年份的报告说{asked}？", _years(view)))
    turns = [t for turns in view.kin.into.values() for t in turns if t.changed] + list(view.kin.out)
    for turn in turns:
        ends = f"“{turn.earlier.form}”（{turn.earlier.year}）到“{turn.later.form}”（{turn.later.year}）"
        found.append((f"change {turn.tied.id}", f"{ends}，变了什么？", _change(turn)))
    for decoded in view.kin.decoded:
        figures = "\n".join(f"{one.figure}：{one.meaning or '未找到解释'}" for one in decoded.figures)
        found.append((f"digits {decoded.reports[0].id}", f"{asked}的每个数字各指什么？", figures))
    return [(_lasting(view.concept.iri, key), question, answer) for key, question, answer in found]


def _lasting(iri: str, key: str) -> str:
    """An id that stays the same from one build to the next, so that a second import mends cards and does not double them."""
    return hashlib.sha256(f"{iri} {key}".encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _year(report: Held) -> str:
    return str(report.year or report.id)


def _source(report: Held) -> str:
    return f"{report.place} {_year(report)} 年政府工作报告" if report.year else report.id


def _meaning(column: Column) -> str:
    told = max((d.gloss for d in column.explained), key=lambda g: (len(g.items), len(g.text)))
    lines = [f"{n}. {item.text}" for n, item in enumerate(told.items, 1)] if told.items else [told.text]
    return "\n".join([*lines, f"——{_source(column.report)}，字符 {told.extent.start}–{told.extent.end}"])


def _sentence(view: TermView) -> str:
    return "".join(text for text, _ in view.chapters[0].quotes[0].pieces)


def _years(view: TermView) -> str:
    silent, unheld = ([c.year for c in view.cells if c.state == state] for state in ("silent", "unheld"))
    lines = [
        f"说：{spans(view.years)}",
        f"未说：{spans(silent)}" if silent else "",
        f"未收录：{spans(unheld)}" if unheld else "",
    ]
    return "\n".join(line for line in lines if line)


def _change(turn: Turn) -> str:
    link = turn.tied.link
    name = LINKS[link.relation][0][0] if link.relation in LINKS else link.relation
    parts = [name, *(f"＋{item}" for item in link.added), *(f"－{item}" for item in link.removed)]
    return "\n".join(parts)
