"""What a sentence carries over from an earlier report, and the words that differ."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from kg.site.records import Extent, Held

_WORD = re.compile(r"[0-9]+(?:\.[0-9]+)?[%％‰]?|[A-Za-z]+|.", re.DOTALL)
_ISLAND = 2


class Edit(NamedTuple):
    """Where two sentences differ: a range of the later one, empty where something was only taken out, and what stood there."""

    start: int
    end: int
    was: str


@dataclass(frozen=True, slots=True)
class Carried:
    """A sentence that was compared with the earlier reports: `status` is verbatim, edited or new; `source` is where it was before."""

    status: str
    source: Held | None
    extent: Extent
    similarity: str


def differences(before: str, after: str) -> list[Edit]:
    """Where a sentence differs from an earlier one, by characters of `after`; numbers and Latin words are whole.

    A single character that is common between two changes is taken as changed with them: islands cannot be read.

    >>> differences("增长6.5%左右，新建3所学校。", "增长7%左右，新建改建3所学校。")
    [Edit(start=2, end=4, was='6.5%'), Edit(start=8, end=10, was='')]
    """
    old, new = _WORD.findall(before), _WORD.findall(after)
    starts = _starts(new)
    found: list[tuple[int, int, int, int]] = []
    for code in Levenshtein.opcodes(old, new):
        a, b, c, d = code.src_start, code.src_end, code.dest_start, code.dest_end
        if code.tag == "equal":
            continue
        if found and c - found[-1][3] < _ISLAND:
            a, c = found[-1][0], found[-1][2]
            found.pop()
        found.append((a, b, c, d))
    return [Edit(starts[c], starts[d], "".join(old[a:b])) for a, b, c, d in found]


def _starts(words: Sequence[str]) -> list[int]:
    """Where each word begins, and where the last one ends."""
    return list(_running(words))


def _running(words: Sequence[str]) -> Iterator[int]:
    at = 0
    for word in words:
        yield at
        at += len(word)
    yield at
