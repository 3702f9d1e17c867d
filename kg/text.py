"""A report's text: as decoded, as people read it, and the map between the two.

Everything is found in `Text.norm`, quoted from `Text.clean`, and cited by offsets into `Text.raw`;
the three stay aligned because `clean` and `norm` have the same length and `offsets` leads from each
of their characters to its place in `raw`.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

QUOTES = frozenset("“”\"‘’'《》「」『』〝〞＂")

_UNNAMED = re.compile(rf"[\s{''.join(sorted(QUOTES))}]+")

_NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_WIDE = {ord(narrow): ord(wide) for narrow, wide in zip("(),:;?!", "（），：；？！", strict=True)}
_QUOTE_FORMS = {ord(c): "“" for c in "「『〝"} | {ord(c): "”" for c in "」』〞"} | {ord("＂"): '"'}
_FORMS: dict[int, int | str] = {
    **_NARROW,
    **_WIDE,
    **{code: code for code in map(ord, "（），：；？！")},
    **_QUOTE_FORMS,
    ord("﹢"): "+",
}
_DIGIT_COMMA = re.compile(r"(?<=\d)，(?=\d{3}(?!\d))")


class Span(NamedTuple):
    """A half-open range of characters, in the coordinates of `Text.clean` unless said otherwise."""

    start: int
    end: int

    def covers(self, other: Span) -> bool:
        """Whether `other` lies within this span."""
        return self.start <= other.start and other.end <= self.end


def normalise(text: str) -> str:
    """One form for each character, length kept: narrow digits and letters, full-width punctuation, curly quotes.

    >>> normalise('１２％,见"两改"(1,200户)')
    '12%，见“两改”（1,200户）'
    """
    text = _DIGIT_COMMA.sub(",", text.translate(_FORMS))
    return _curl(text) if '"' in text else text


def _curl(text: str) -> str:
    """Straight double quotes become opening and closing ones in turn, starting anew in each paragraph."""
    out, opening = [], True
    for char in text:
        if char == "\n":
            opening = True
        elif char == '"':
            char, opening = ("“" if opening else "”"), not opening
        out.append(char)
    return "".join(out)


def squeeze(text: str) -> str:
    """The text without white space, as quotations are compared.

    >>> squeeze("地区 生产\\n总值")
    '地区生产总值'
    """
    return "".join(text.split())


def unquoted(text: str) -> str:
    """The text without white space and quotation marks: the form in which a 提法 is named.

    >>> unquoted("政治“三力”")
    '政治三力'
    """
    return _UNNAMED.sub("", text)


@dataclass(frozen=True, slots=True)
class Text:
    """Raw text, clean text (no white space, no page furniture, one newline between paragraphs), and the map back."""

    raw: str
    clean: str
    norm: str
    offsets: array[int]

    @classmethod
    def of(cls, raw: str, paragraphs: Iterable[Iterable[tuple[int, int]]]) -> Text:
        """Build from paragraphs given as ranges of `raw` to keep; white space inside the ranges is dropped."""
        chars: list[str] = []
        offsets = array("L")
        for paragraph in paragraphs:
            kept = [(i, raw[i]) for start, end in paragraph for i in range(start, end) if not _blank(raw[i])]
            if not kept:
                continue
            if chars:
                chars.append("\n")
                offsets.append(kept[0][0])
            chars.extend(char for _, char in kept)
            offsets.extend(i for i, _ in kept)
        clean = "".join(chars)
        return cls(raw, clean, normalise(clean), offsets)

    def source(self, span: Span) -> Span:
        """The range of `raw` that a span of the clean text came from; an empty one where an empty span stands.

        A paragraph break at its end is no character of the source.
        """
        end = span.end
        while end > span.start and self.clean[end - 1] == "\n":
            end -= 1
        if span.start == end:
            at = self.offsets[span.start] if span.start < len(self.offsets) else len(self.raw)
            return Span(at, at)
        return Span(self.offsets[span.start], self.offsets[end - 1] + 1)

    def quote(self, span: Span) -> str:
        """The characters of a span as they stand in the source, without paragraph breaks."""
        return self.clean[span.start : span.end].replace("\n", "")

    def form(self, span: Span) -> str:
        """The same characters in their one form, without paragraph breaks."""
        return self.norm[span.start : span.end].replace("\n", "")


def _blank(char: str) -> bool:
    """White space, control and formatting characters (zero-width, direction marks, byte order marks)."""
    return char.isspace() or char < " " or char in _INVISIBLE


_INVISIBLE = frozenset(
    map(
        chr,
        [
            0xAD,
            0x180E,
            *range(0x200B, 0x2010),
            *range(0x202A, 0x202F),
            *range(0x2060, 0x2070),
            0xFEFF,
            0x7F,
            *range(0x80, 0xA0),
        ],
    )
)
