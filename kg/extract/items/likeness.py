"""What the items of a list have in common: their sizes, their first and their last characters."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from kg.text import Span


def sizes_of(items: Sequence[Span]) -> set[int]:
    """The lengths that occur."""
    return {i.end - i.start for i in items}


def same_start(text: str, items: Sequence[Span]) -> str:
    """The first character that all items share, blank where they share none."""
    heads = {text[i.start] for i in items}
    return next(iter(heads)) if len(heads) == 1 else ""


def same_end(text: str, items: Sequence[Span]) -> str:
    """The last character that all items share, blank where they share none."""
    tails = {text[i.end - 1] for i in items}
    return next(iter(tails)) if len(tails) == 1 else ""


def common_start(text: str, items: Sequence[Span]) -> str:
    """All the first characters that the items share (摘帽不摘 of 摘帽不摘政策, 摘帽不摘帮扶)."""
    return _common([text[i.start : i.end] for i in items])


def common_end(text: str, items: Sequence[Span]) -> str:
    """All the last characters that the items share (本领 of 学习本领, 群众工作本领)."""
    return _common([text[i.start : i.end][::-1] for i in items])[::-1]


def _common(shown: Sequence[str]) -> str:
    return "".join(row[0] for row in takewhile(lambda row: len(set(row)) == 1, zip(*shown, strict=False)))


def bigram_shared(a: str, b: str) -> bool:
    """Whether two items share two characters in a row (世界一流大学, 一流学科)."""
    return any(a[i : i + 2] in b for i in range(len(a) - 1))
