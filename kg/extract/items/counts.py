"""Lists of exactly the number of items that is asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.extract.items.likeness import bigram_shared
from kg.extract.items.readings import MIXED, PLAIN, readings
from kg.extract.items.trimming import parallel
from kg.text import Span

_GOING_ON = ("也就是", "从而", "因此", "总之", "旨在")


def counted(text: str, region: Span, count: int, mixed: bool = False) -> tuple[Span, ...]:
    """The list of exactly `count` items that a region is, by the first reading that gives that number.

    A plain reading cuts at one kind of mark; a mixed one at several.
    """
    return next(counted_lists(text, region, count, MIXED if mixed else PLAIN), ())


def counted_lists(text: str, region: Span, count: int, marks: Sequence[str]) -> Iterator[tuple[Span, ...]]:
    """Every such list, plainest reading first."""
    for items in readings(text, region, marks, count):
        if len(items) == count and _even(text, items) and not _unlike(text, items):
            yield tuple(parallel(text, items))


def _even(text: str, items: Sequence[Span]) -> bool:
    """Whether the pieces are of one kind: none empty, none many times longer than the others, none a clause that
    only goes on."""
    if any(text.startswith(_GOING_ON, *item) or text.endswith("的简称", *item) for item in items):
        return False
    sizes = sorted(item.end - item.start for item in items)
    return sizes[0] > 0 and (sizes[-1] <= 12 or sizes[-1] <= 6 * sizes[len(sizes) // 2])


def _unlike(text: str, items: Sequence[Span]) -> bool:
    """Whether two pieces joined by 和 alone have nothing in common (高水平高职学校和专业建设计划 is one name)."""
    if len(items) != 2 or not re.fullmatch("以?及其?|和|与", text[items[0].end : items[1].start]):
        return False
    a, b = (text[i.start : i.end] for i in items)
    return a[0] != b[0] and a[-1] != b[-1] and len(a) != len(b) and not bigram_shared(a, b)
