"""Looking for many names at once: longest first, quotation marks ignored, never inside a longer number, code or word."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import ahocorasick_rs

from kg.naming import COUNT
from kg.segment import boundaries
from kg.text import QUOTES, Span

_NUMBERED = re.compile(rf"(?:[{COUNT}十百千万亿第零〇]|[{COUNT}]、|[经纬])$")  # 十三保, 二、三级公司, 纬三路
_QUOTE = re.compile(f"[{re.escape(''.join(sorted(QUOTES)))}]")
_BEFORE = frozenset(COUNT + "十百千万亿第零〇")


@dataclass(frozen=True, slots=True)
class Finder:
    """Names to look for, each under the name that owns it (a variant under its term)."""

    matcher: ahocorasick_rs.AhoCorasick
    owners: Sequence[str]

    @classmethod
    def of(cls, owners: Mapping[str, str]) -> Finder:
        """A finder of the forms that are the keys; what it reports are the values.

        >>> [(name, span) for name, span in Finder.of({"两改": "两改"}).find("打好“两改”攻坚战，深化两改革")]
        [('两改', Span(start=3, end=5))]
        """
        forms = sorted(owners)
        matcher = ahocorasick_rs.AhoCorasick(forms, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
        return cls(matcher, [owners[form] for form in forms])

    def find(self, norm: str) -> Iterator[tuple[str, Span]]:
        """Every occurrence that stands by itself, in text order."""
        bare, offsets = _bare(norm)
        for index, start, end in self.matcher.find_matches_as_indexes(bare):
            if _stands_alone(bare, start, end, norm, offsets):
                yield self.owners[index], Span(offsets[start], offsets[end - 1] + 1)


def _bare(norm: str) -> tuple[str, array[int]]:
    """The text without quotation marks, and where each character stood."""
    offsets = array("L")
    start = 0
    for match in _QUOTE.finditer(norm):
        offsets.extend(range(start, match.start()))
        start = match.end()
    offsets.extend(range(start, len(norm)))
    return _QUOTE.sub("", norm), offsets


def _stands_alone(bare: str, start: int, end: int, norm: str, offsets: array[int]) -> bool:
    """Whether a match is the term and no part of a longer number, code or word (两改 in 两改革, 三保 in 十三保)."""
    form = bare[start:end]
    before, after = norm[offsets[start] - 1 : offsets[start]], norm[offsets[end - 1] + 1 : offsets[end - 1] + 2]
    if (form[0].isascii() and re.match(r"[\w.+]", before, re.ASCII)) or (
        form[-1].isascii() and re.match(r"[\w+%]", after, re.ASCII)
    ):
        return False
    if form[0] in _BEFORE and (
        _NUMBERED.search(bare, max(0, start - 2), start) or (form[-1] in _BEFORE and after in _BEFORE and after)
    ):
        return False
    if form[-1].isdigit() and re.match(r"\.\d", bare[end : end + 2]):
        return False
    if not "一" <= after <= "鿿" or len(form) > 3:
        return True
    window = bare[start : end + 3].split("\n")[0]
    return len(form) in boundaries(window)
