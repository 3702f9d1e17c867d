"""How alike two texts are, told from a small sketch of each, so that every pair need not be compared."""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from heapq import nsmallest
from typing import TypeAlias

Sketch: TypeAlias = tuple[int, ...]

_LENGTH = 10  # characters of a shingle
_KEPT = 256  # of the shingles' hashes, the smallest
_SHARED = 8  # of the smallest of all, one of which alike texts will share
_COMMON = 60  # texts with one hash: a set phrase, which says nothing
_LEAST = 0.8


def sketch(text: str) -> Sketch:
    """The smallest hashes of the text's shingles: two texts share as many of them as they share text.

    >>> sketch("各位代表") == sketch("各位代表！"), sketch("") == ()
    (False, True)
    """
    data = text.encode("utf-16-le", "surrogatepass")
    size = 2 * _LENGTH
    starts = range(0, max(1, len(data) - size + 1), 2) if data else ()
    # CRC-32 alone keeps neighbours together; the multiplication (Knuth's) scatters them.
    hashes = {zlib.crc32(data[at : at + size]) * 2654435761 & 0xFFFFFFFF for at in starts}
    return tuple(nsmallest(_KEPT, hashes))


def likeness(one: Sketch, other: Sketch) -> float:
    """The share of shingles that two texts have in common (Jaccard), estimated.

    >>> text = "".join(map(chr, range(0x4E00, 0x6000)))
    >>> likeness(sketch(text), sketch(text)), 0.7 < likeness(sketch(text), sketch(text[1000:])) < 0.9
    (1.0, True)
    """
    union = set(sorted({*one, *other})[:_KEPT])
    return len(union & set(one) & set(other)) / len(union) if union else 0.0


def alike(sketches: Mapping[str, Sketch]) -> Iterator[tuple[str, str, float]]:
    """The pairs of texts that share most of their shingles, with how much, in the order of their names."""
    holders: dict[int, list[str]] = defaultdict(list)
    for name, one in sketches.items():
        for value in one[:_SHARED]:
            holders[value].append(name)
    pairs = {
        (min(a, b), max(a, b))
        for names in holders.values()
        if len(names) <= _COMMON
        for n, a in enumerate(names)
        for b in names[n + 1 :]
    }
    for a, b in sorted(pairs):
        share = likeness(sketches[a], sketches[b])
        if share >= _LEAST:
            yield a, b, share
