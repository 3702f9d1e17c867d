"""Two lists of items compared: which are the same under another wording, which are new, which are gone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from rapidfuzz.distance import LCSseq

from kg.text import unquoted

_SAME = 0.75  # of the longer wording, in order, in both


@dataclass(frozen=True, slots=True)
class Comparison:
    """Positions of the items without a counterpart: in the earlier list, and in the later one; and the pairs."""

    removed: tuple[int, ...]
    added: tuple[int, ...]
    kept: int


def compare(earlier: Sequence[str], later: Sequence[str]) -> Comparison:
    """Pair the items of two lists, equal wordings first; an item is paired once.

    >>> compare(["创新链", "资金链", "人才链"], ["创新链", "金融链"])
    Comparison(removed=(1, 2), added=(1,), kept=1)
    >>> compare(["污染防治", "风险防范化解", "作风建设"], ["防范化解重大风险", "污染防治", "城中村改造"])
    Comparison(removed=(2,), added=(2,), kept=2)
    >>> compare(["县城建成区", "铁路边"], ["全面清查县城违建", "高速铁路沿线保护区"]).kept
    2
    """
    left, right = _cores(earlier), _cores(later)
    open_left, open_right = dict(enumerate(left)), dict(enumerate(right))
    for test in (_equal, _alike):
        for i, one in list(open_left.items()):
            match = next((j for j, other in open_right.items() if test(one, other)), None)
            if match is not None:
                del open_left[i], open_right[match]
    if len(left) == len(right):  # told again in other words: the same place in the list, and a word in common
        for i in [i for i in open_left if i in open_right and _common_word(left[i], right[i])]:
            del open_left[i], open_right[i]
    return Comparison(tuple(open_left), tuple(open_right), len(left) - len(open_left))


def _cores(items: Sequence[str]) -> list[str]:
    """The items without what all of them share: 链 of 创新链, 资金链; 讲 of 讲政治, 讲纪律."""
    bare = [_plain(item) for item in items]
    if len(bare) > 1:
        head = _common(bare)
        tail = _common([b[::-1] for b in bare])
        if all(len(b) > head + tail for b in bare):
            bare = [b[head : len(b) - tail] for b in bare]
    return bare


def _common(words: Sequence[str]) -> int:
    """How many characters all the words begin with."""
    return sum(1 for _ in takewhile(lambda chars: len(set(chars)) == 1, zip(*words, strict=False)))


def _plain(item: str) -> str:
    return "".join(c for c in unquoted(item) if c.isalnum())


def _common_word(one: str, other: str) -> bool:
    return any(one[i : i + 2] in other for i in range(len(one) - 1))


def _equal(one: str, other: str) -> bool:
    return one == other


def _alike(one: str, other: str) -> bool:
    """Another wording of the same: one within the other, the same characters in another order, or nearly all in order."""
    short, long = sorted((one, other), key=len)
    if len(short) < 2:
        return False
    if short in long:
        return True
    if len(short) >= 3 and not Counter(short) - Counter(long):
        return True
    return LCSseq.similarity(one, other) / len(long) >= _SAME
