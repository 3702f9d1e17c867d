"""Running heads and feet and page numbers: rows at a page's edge that stand at the same height on other pages too."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from kg.reader.formats.pdf.pages import Page, Piece
from kg.reader.formats.pdf.rows import lines_of
from kg.text import squeeze

_DEEP = 4  # rows from the edge of a page that may be furniture
_NEAR = 4.0  # points by which the height of a running head may differ
_NUMBER = re.compile(r"[-—–―－·.•~|/ 第页共\dIVXLivxl]{1,16}")


def without_furniture(pages: Sequence[Page]) -> list[list[Piece]]:
    """The pieces of each page without its running heads, feet and page number."""
    lines = [lines_of(page.pieces) for page in pages]
    heights: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for number, page in enumerate(lines):
        for line in (*page[:_DEEP], *page[max(_DEEP, len(page) - _DEEP) :]):
            heights[_key(line)].append((number, line[0].y))
    kept = []
    for number, page in enumerate(lines):
        top = _furnished(page, number, heights, len(pages))
        rest = page[top:]
        bottom = _furnished(rest[::-1], number, heights, len(pages))
        kept.append([piece for line in rest[: len(rest) - bottom] for piece in line])
    return kept


def _key(line: list[Piece]) -> str:
    """What a row says, any number for any other: 第 3 页 and 第 4 页 are the same row."""
    return re.sub(r"\d+", "#", squeeze("".join(piece.text for piece in line)))


def _furnished(page: list[list[Piece]], number: int, heights: dict[str, list[tuple[int, float]]], pages: int) -> int:
    """How many rows from the edge inwards are furniture: each must be, for the report begins with the first that is not."""
    for depth, line in enumerate(page[:_DEEP]):
        others = {n for n, y in heights[_key(line)] if n != number and abs(y - line[0].y) < _NEAR}
        alone = depth == 0 and pages > 1 and _is_page_number(line)
        if len(others) < (1 if pages < 6 else 2) and not alone:
            return depth
    return min(_DEEP, len(page)) if len(page) > _DEEP else 0


def _is_page_number(line: list[Piece]) -> bool:
    text = squeeze("".join(piece.text for piece in line))
    return bool(_NUMBER.fullmatch(text)) and any(char.isdigit() for char in text)
