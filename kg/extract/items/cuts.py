"""Cutting a passage at its marks, outside quotes and brackets, and trimming what is left."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache

from kg.text import Span

OPENING, CLOSING = "“‘（《〈【[", "”’）》〉】]"


def split(text: str, span: Span, separators: str) -> list[Span]:
    """Cut a span at separators that stand outside quotes and brackets; empty pieces are dropped.

    >>> text = "“一办、一队”、一库（含、二）、三"
    >>> [text[s.start:s.end] for s in split(text, Span(0, len(text)), "、")]
    ['一办、一队', '一库（含、二）', '三']
    """
    pieces, depth, start = [], 0, span.start
    for match in _marks(separators).finditer(text, span.start, span.end):
        char = match[0]
        if char in OPENING:
            depth += 1
        elif char in CLOSING:
            depth = max(0, depth - 1)
        elif depth == 0:
            pieces.append(Span(start, match.start()))
            start = match.end()
    pieces.append(Span(start, span.end))
    return [trimmed for piece in pieces if (trimmed := trim(text, piece)).end > trimmed.start]


@cache
def _marks(separators: str) -> re.Pattern[str]:
    return re.compile(f"[{re.escape(separators + OPENING + CLOSING)}]")


def trim(text: str, span: Span) -> Span:
    """A span without the punctuation and paragraph breaks around it, and without the quotation marks that enclose all of it."""
    start, end = span
    while start < end and text[start] in "，、；：。\n":
        start += 1
    while end > start and text[end - 1] in "，、；：。\n":
        end -= 1
    if end - start > 2 and text[start] == "“" and text.find("”", start) == end - 1:
        return Span(start + 1, end - 1)
    return span if span == (start, end) else Span(start, end)


def holds_outside(text: str, item: Span, marks: Collection[str]) -> bool:
    """Whether one of the marks stands in the item outside quotes and brackets: then the list was cut at weaker ones."""
    for mark in marks:  # the others need no cutting
        if text.find(mark, item.start, item.end) >= 0:
            return len(split(text, item, "".join(marks))) > 1
    return False


def inside(text: str, item: Span, at: int) -> bool:
    """Whether a position of the item lies within quotes or brackets that open in it."""
    before = text[item.start : at]
    return any(before.count(o) > before.count(c) for o, c in zip(OPENING, CLOSING, strict=True))
