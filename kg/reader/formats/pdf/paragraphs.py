"""Rows to paragraphs, by where they begin and end on the page."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from kg.reader.formats.pdf.rows import Row
from kg.reader.formats.pdf.tables import Table
from kg.reader.lines import NUMBERED_HEADING

_ENDED = re.compile(r"[。！？!?…；;：:]['\"”’）)】]*(?:\[\d{1,3}\])?$")
_NEVER_FIRST = re.compile(r"[+、，。；：！？”’）》%％]")
_FULL_STOP = re.compile(r"[。！？!?…]['\"”’）)】]*(?:\[\d{1,3}\])?$")


@dataclass(frozen=True, slots=True)
class _Measure:
    """The edges of a column on a page, the usual distance of its lines, and whether paragraphs are indented."""

    left: float
    right: float
    pitch: float
    indented: bool


def paragraphs(flow: Sequence[Row | Table]) -> list[str | Table]:
    """The rows as paragraphs, one string each, with the tables between them as they are."""
    measures = _measures(row for row in flow if isinstance(row, Row))
    found: list[str | Table] = []
    before: Row | None = None
    for row in flow:
        above = found[-1] if found else ""
        if isinstance(row, Table):
            found.append(row)
            before = None
            continue
        if before and isinstance(above, str) and _goes_on(before, row, measures):
            found[-1] = above + _gap(above, row.text) + row.text
        else:
            found.append(row.text)
        before = row
    return found


def _gap(above: str, below: str) -> str:
    return " " if above[-1:].isascii() and above[-1:].isalnum() and below[:1].isascii() and below[:1].isalnum() else ""


def _measures(rows: Iterable[Row]) -> dict[tuple[int, int], _Measure]:
    """For each page and column: widths are learnt from the whole document, for a page may hold only short lines."""
    places: dict[tuple[int, int], list[Row]] = defaultdict(list)
    for row in rows:
        places[row.page, row.column].append(row)
    widths: dict[bool, list[float]] = defaultdict(list)
    pitches: list[float] = []
    for (_, column), held in places.items():
        left = min(row.x0 for row in held)
        # A point or comma may hang out over the edge, so that lines that end with one do not show where it is.
        widths[column > 0].extend(row.x1 - left for row in held if row.text[-1:].isalnum())
        pitches.extend(a.y - b.y for a, b in pairwise(held) if 0 < a.y - b.y < 4 * a.size)
    pitch = median(pitches) if pitches else 0.0
    wide = {kind: sorted(some)[int(0.95 * (len(some) - 1))] for kind, some in widths.items() if some}
    measures = {}
    for (page, column), held in places.items():
        left = min(row.x0 for row in held)
        inset = sum(1.4 < (row.x0 - left) / row.size < 2.8 for row in held)
        right = left + wide.get(column > 0, max(row.x1 for row in held) - left)
        measures[page, column] = _Measure(left, right, pitch, inset > 0.04 * len(held) > 0.1)
    return measures


def _goes_on(above: Row, below: Row, measures: dict[tuple[int, int], _Measure]) -> bool:
    """Whether a row goes on in the next: it was full, and the next neither begins further in nor stands apart."""
    over, under = measures[above.page, above.column], measures[below.page, below.column]
    if _NEVER_FIRST.match(below.text) and abs(above.size - below.size) <= 0.15 * above.size:
        return True
    room = over.right - above.x1
    ended = bool(_ENDED.search(above.text))
    if (
        room > (below.first if ended else below.glued) + 0.3 * above.size
        or abs(above.size - below.size) > 0.15 * above.size
    ):
        return False
    inset = below.x0 - under.left > 0.8 * below.size
    if inset and (under.indented or abs(below.x0 - above.x0) > 0.3 * below.size):
        return False
    if (above.page, above.column) == (below.page, below.column):
        if over.pitch and above.y - below.y > 1.3 * over.pitch:
            return False
    elif not under.indented and _FULL_STOP.search(above.text):
        return False
    return not (ended and NUMBERED_HEADING.match(below.text))
