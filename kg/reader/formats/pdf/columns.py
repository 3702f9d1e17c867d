"""The order in which a page is read: two columns one after the other, what stands across both before or behind them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.reader.formats.pdf.pages import Piece
from kg.reader.formats.pdf.rows import Row, joined, rows_of

_FEWEST = 3  # lines on either side that make columns


def in_order(pieces: Sequence[Piece], page: int) -> Iterator[Row]:
    """The rows of a page as they are read."""
    pieces = joined(pieces)
    gutter = _gutter(pieces)
    if gutter is None:
        yield from rows_of(pieces, page)
        return
    band: list[Piece] = []
    across: list[Piece] = []
    for piece in sorted(pieces, key=lambda p: -p.y):
        crossing = piece.x0 < gutter - 1 and piece.x1 > gutter + 1
        if crossing and band:
            yield from _band(band, gutter, page)
            band = []
        if not crossing and across:
            yield from rows_of(across, page)
            across = []
        (across if crossing else band).append(piece)
    yield from rows_of(across, page)
    yield from _band(band, gutter, page)


def _band(band: Sequence[Piece], gutter: float, page: int) -> Iterator[Row]:
    left = [p for p in band if (p.x0 + p.x1) / 2 < gutter]
    right = [p for p in band if (p.x0 + p.x1) / 2 >= gutter]
    if _is_prose(left) and _is_prose(right):
        yield from rows_of(left, page, 1)
        yield from rows_of(right, page, 2)
    else:
        yield from rows_of(band, page)


def _gutter(pieces: Sequence[Piece]) -> float | None:
    """The middle of the blank strip between two columns near the middle of the page; None where there is none."""
    if len(pieces) < 2 * _FEWEST:
        return None
    left, right = min(p.x0 for p in pieces), max(p.x1 for p in pieces)
    middle, best = (left + right) / 2, None
    fewest = len(pieces)
    for step in range(-20, 21):
        at = middle + step * (right - left) / 200
        crossing = sum(p.x0 < at - 1 and p.x1 > at + 1 for p in pieces)
        if crossing < fewest or (crossing == fewest and best is not None and abs(at - middle) < abs(best - middle)):
            fewest, best = crossing, at
    if best is None or fewest > 0.4 * len(pieces):
        return None
    sides = [p for p in pieces if p.x1 <= best + 1], [p for p in pieces if p.x0 >= best - 1]
    return best if all(_is_prose(side) for side in sides) else None


def _is_prose(side: Sequence[Piece]) -> bool:
    """Whether a side is filled with lines of about one length, as prose is and the cells of a table are not."""
    lines = rows_of(side, 0)
    if len(lines) < _FEWEST:
        return False
    widths = sorted(line.x1 - line.x0 for line in lines)
    whole = max(line.x1 for line in lines) - min(line.x0 for line in lines)
    return widths[len(widths) // 2] > 0.6 * whole and whole > 8 * max(line.size for line in lines)
