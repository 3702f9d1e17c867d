"""Each report of a place against the earlier ones held."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz.distance import Indel

from kg.carryover.index import Index
from kg.carryover.keys import Sentence, judged, likeness
from kg.carryover.records import Carried, Comparison
from kg.model import Header, Report

_NEAR = 0.1  # a later report is preferred to a slightly better likeness


def find_carried(reports: Sequence[Report]) -> tuple[Comparison, ...]:
    """Compare each report of one place with the earlier ones, in order of delivery.

    A report without a year is compared with none and none with it, and two reports of one year are compared only where
    both say their day. The cost grows with the length of the text, not with the number of pairs of sentences.
    """
    order = sorted((r for r in reports if r.header.year is not None), key=lambda r: (*_when(r.header), r.id))
    index, waiting, out = Index(), list[tuple[int, Report]](), []
    for number, report in enumerate(order):
        for ready in [w for w in waiting if _before(w[1].header, report.header)]:
            index.add(*ready)
            waiting.remove(ready)
        out.append(_compare(number, report, order, index))
        waiting.append((number, report))
    undated = [r for r in reports if r.header.year is None]
    return (*out, *(Comparison(r.id, (), (), ()) for r in sorted(undated, key=lambda r: r.id)))


def _when(header: Header) -> tuple[int, str]:
    return header.year or 0, header.date


def _before(one: Header, other: Header) -> bool:
    if one.year != other.year:
        return (one.year or 0) < (other.year or 0)
    return bool(one.date and other.date) and one.date < other.date


def _compare(number: int, report: Report, order: Sequence[Report], index: Index) -> Comparison:
    earlier = tuple(r.id for r in reversed(order[:number]) if _before(r.header, report.header))
    told = {s.span: s for s in judged(number, report)}
    carried = tuple(_carried(report.id, s, order, index) for s in told.values()) if earlier else ()
    return Comparison(report.id, earlier, carried, tuple(s for s in report.sentences if s not in told))


def _carried(report: str, sentence: Sentence, order: Sequence[Report], index: Index) -> Carried:
    same = index.keys.get(sentence.key)
    if same:
        return Carried(report, sentence.span, "verbatim", order[same.report].id, same.span, 1.0)
    found = [(one, *likeness(one, sentence)) for one in index.candidates(sentence)]
    alike = [(one, score, edit) for one, score, edit in found if edit]
    if not alike:
        return Carried(report, sentence.span, "new")
    best = max(score for _, score, _ in alike)
    near = [row for row in alike if row[1] >= best - _NEAR]
    one, _, edit = max(near, key=lambda row: (row[0].report, row[1], -row[0].span.start))
    ratio = round(Indel.normalized_similarity(one.key, sentence.key), 3)
    return Carried(report, sentence.span, "edited", order[one.report].id, one.span, ratio, edit)
