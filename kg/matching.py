"""Looking for many names at once: longest first, quotation marks ignored, never inside a longer number, code or word."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

import ahocorasick_rs

from kg.naming import COUNT
from kg.numerals import integer
from kg.segment import boundaries
from kg.text import QUOTES, Span

_NUMBERED = re.compile(rf"(?:[{COUNT}十百千万亿第零〇]|[经纬])$")  # 十三保, 纬三路
_RUNNING = re.compile(rf"([{COUNT}])、$")  # 二、三级公司; but not 五规合一、四集一转
_QUOTE = re.compile(f"[{re.escape(''.join(sorted(QUOTES)))}]")
_JOINT = re.compile("[、，；]")
_BEFORE = frozenset(COUNT + "十百千万亿第零〇")


@dataclass(frozen=True, slots=True)
class Finder:
    """Names to look for, each under the name that owns it (a variant under its term)."""

    matcher: ahocorasick_rs.AhoCorasick
    owners: Sequence[str]
    within: Mapping[int, Sequence[tuple[int, int, str]]]

    @classmethod
    def of(cls, owners: Mapping[str, str]) -> Finder:
        """A finder of the forms that are the keys; what it reports are the values.

        >>> [(name, span) for name, span in Finder.of({"两改": "两改"}).find("打好“两改”攻坚战，深化两改革")]
        [('两改', Span(start=3, end=5))]
        >>> joined = Finder.of({"一网通办": "一网通办", "一网通办、一次办成": "一网通办、一次办成"})
        >>> [name for name, _ in joined.find("推行一网通办、一次办成")]
        ['一网通办、一次办成', '一网通办']
        """
        forms = sorted(owners)
        matcher = ahocorasick_rs.AhoCorasick(forms, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
        within = {index: found for index, form in enumerate(forms) if (found := _members(form, owners))}
        return cls(matcher, [owners[form] for form in forms], within)

    def find(self, norm: str) -> Iterator[tuple[str, Span]]:
        """Every occurrence that stands by itself, in text order."""
        bare, marks = _bare(norm)
        for index, start, end in self.matcher.find_matches_as_indexes(bare):
            span = _in_norm(marks, start, end)
            if _stands_alone(bare, start, end, norm, span):
                yield self.owners[index], span
                for first, last, owner in self.within.get(index, ()):
                    yield owner, _in_norm(marks, start + first, start + last)


def _members(form: str, owners: Mapping[str, str]) -> list[tuple[int, int, str]]:
    """The names among the members of a joined form, each with its place in the form: they stand there too."""
    found, start = [], 0
    for piece in _JOINT.split(form):
        if piece != form and piece in owners:
            found.append((start, start + len(piece), owners[piece]))
        start += len(piece) + 1
    return found


def _bare(norm: str) -> tuple[str, list[int]]:
    """The text without quotation marks, and before which of its characters each mark stood.

    >>> _bare("打好“两改”")
    ('打好两改', [2, 4, 4])
    """
    pieces = _QUOTE.split(norm)
    return "".join(pieces), list(accumulate(map(len, pieces)))


def _in_norm(marks: Sequence[int], start: int, end: int) -> Span:
    """Where a stretch of the text without quotation marks stands in the text with them."""
    return Span(start + bisect_right(marks, start), end + bisect_right(marks, end - 1))


def _next_in_count(bare: str, start: int) -> bool:
    """Whether a numeral counts on from the one before the mark: 二、三级公司."""
    before = _RUNNING.search(bare, max(0, start - 2), start)
    one, other = (integer(before[1]), integer(bare[start])) if before else (None, None)
    return one is not None and other is not None and other == one + 1


def _stands_alone(bare: str, start: int, end: int, norm: str, span: Span) -> bool:
    """Whether a match is the term and no part of a longer number, code or word (两改 in 两改革, 三保 in 十三保)."""
    form = bare[start:end]
    before, after = norm[span.start - 1 : span.start], norm[span.end : span.end + 1]
    if (form[0].isascii() and re.match(r"[\w.+]", before, re.ASCII)) or (
        form[-1].isascii() and re.match(r"[\w+%]", after, re.ASCII)
    ):
        return False
    if form[0] in _BEFORE and (
        _NUMBERED.search(bare, max(0, start - 2), start)
        or _next_in_count(bare, start)
        or (form[-1] in _BEFORE and after in _BEFORE and after)
    ):
        return False
    if form[-1].isdigit() and re.match(r"\.\d", bare[end : end + 2]):
        return False
    if form[-1] == "条" and form[:-1].isdigit() and not (before in QUOTES and after in QUOTES):
        return False  # “33条” is a policy, 33条 are roads
    if not "一" <= after <= "鿿" or len(form) > 3:
        return True
    if after == "制" and norm.startswith("制度", span.end):  # 双控制度 is a system of 双控, not of 控制
        return True
    window = bare[start : end + 3].split("\n")[0]
    return len(form) in boundaries(window)
