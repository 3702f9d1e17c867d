"""Pieces to rows: what stands at one height within a column, from left to right."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from kg.reader.formats.pdf.pages import WIDE, Glyph, Piece


@dataclass(frozen=True, slots=True)
class Row:
    """One line of text as it stands on a page; `column` is 0 across the page, 1 left, 2 right."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    page: int
    column: int = 0
    first: float = 0.0  # the width of what a line must keep together at its head
    glued: float = 0.0  # and where quotes hold to what stands beside them


def rows_of(pieces: Iterable[Piece], page: int, column: int = 0) -> list[Row]:
    """The rows that pieces make, from top to bottom."""
    return [_row(line, page, column) for line in lines_of(pieces)]


def lines_of(pieces: Iterable[Piece]) -> list[list[Piece]]:
    """Pieces that share a base line, lines from top to bottom, pieces from left to right."""
    lines: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda p: -p.y):
        line = lines[-1] if lines else None
        if line and line[0].y - piece.y < 0.45 * max(line[0].size, piece.size):  # a raised mark comes first
            line.append(piece)
        else:
            lines.append([piece])
    return [sorted(line, key=lambda p: p.x0) for line in lines]


def joined(pieces: Iterable[Piece]) -> list[Piece]:
    """The pieces with those of one line put together, however they were drawn, and apart where there is a wide gap."""
    found: list[Piece] = []
    for line in lines_of(pieces):
        run: list[Glyph] = []
        for glyph in _in_place([glyph for piece in line for glyph in piece.glyphs]):
            if run and glyph.x0 - run[-1].x1 > WIDE * max(glyph.size, run[-1].size):
                found.append(Piece.of(run))
                run = []
            run.append(glyph)
        found.append(Piece.of(run))
    return found


def _row(line: list[Piece], page: int, column: int) -> Row:
    whole = Piece.of(_in_place([glyph for piece in line for glyph in piece.glyphs]))
    return Row(
        whole.text, whole.x0, whole.x1, whole.y, whole.size, page, column,
        _head_width(whole, _KEPT), _head_width(whole, _GLUED),
    )  # fmt: skip


def _in_place(glyphs: list[Glyph]) -> list[Glyph]:
    """Glyphs from left to right, as some programs draw those of another font later; what is printed twice to be bold, once."""
    kept: list[Glyph] = []
    for glyph in sorted(glyphs, key=lambda g: g.x0):
        if not any(g.char == glyph.char and glyph.x0 - g.x0 < 0.15 * glyph.size for g in kept[-2:]):
            kept.append(glyph)
    return kept


_UNIT = r"[“‘（《〈「『【〔(\[]*(?:[A-Za-z0-9.,%+/-]+|.)[”’）》〉」』】〕)\],.;:!?，。、；：！？%％…—·]*"
_KEPT = re.compile(_UNIT)
# Some programs break a line neither beside quotes nor in a list of numbers.
_GLUED = re.compile(rf"{_UNIT}(?:(?:(?<=[“”‘’])|(?=[“”‘’])|(?<=[、，,；;])(?=[A-Za-z0-9])){_UNIT})*")


def _head_width(piece: Piece, kept: re.Pattern[str]) -> float:
    """How wide the first characters are that a line must keep together: a number, a Latin word, a bracket and what follows."""
    match = kept.match("".join(glyph.char for glyph in piece.glyphs))
    return (piece.glyphs[match.end() - 1].x1 if match else piece.x0) - piece.x0
