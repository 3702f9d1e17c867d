"""The lines of a source: its range each, furniture and note marks cut out of it, and the headings of glossaries told."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from kg.lexicon import rows
from kg.model import Aside
from kg.text import normalise, squeeze

GLOSSARY_HEADING = re.compile(
    r"[※*【\[（《〈\-—]*(?:附件?[一二三四五\d]{0,2}[:：、.]?)?[^。，；：:]{0,14}?"
    r"(?:(?:名词|词语|术语|用语|词汇|缩略语|缩略词|概念|提法|新词|词条)(?:的?(?:解释|注释|释义|说明|注解|解读))|"
    r"(?<=[※*【\[（：:、.])(?:注释|释义|注解)|^(?:注释|释义|注解|附注))[※*】\]）》〉\-—]*[:：]?"
)
NUMBERED_HEADING = re.compile(
    r"[一二三四五六七八九十]{1,3}[、．.]|（[一二三四五六七八九十]{1,3}）|第[一二三四五六七八九十]{1,3}部分"
)
_BRACKETED_MARK = re.compile(r"[\[〔［【]注?([0-9０-９]{1,3})[\]〕］】]|[（(]注([0-9０-９]{1,3})[)）]|([¹²³⁰⁴-⁹]{1,3})")
_BREAK = re.compile(r"\r\n|\n|\r|\u2028|\u2029|\x0c|(?:\\r)?\\n|\\r")
_INNER_BREAK = re.compile(r"[\u3000\t]{2,}|(?<=[。！？：:上”])[ \u3000\t]{2,}|\t+")


@dataclass(slots=True)
class Line:
    """A line of the source: its range, the ranges kept of it, and its text without white space and furniture."""

    start: int
    end: int
    keep: list[tuple[int, int]] = field(default_factory=list)
    text: str = ""


@cache
def patterns(where: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The kinds of furniture that stand `line` by line, `inline` or at the `foot`, each with what it looks like."""
    return tuple((row["kind"], re.compile(row["pattern"])) for row in rows("furniture.tsv") if row["where"] == where)


def is_glossary_heading(line: str) -> bool:
    """Whether a line (no white space) is the heading of a glossary appendix.

    >>> [is_glossary_heading(s) for s in ("※名词解释※", "附件2名词解释", "部分词语解释", "名词解释：", "加强名词解释工作。")]
    [True, True, True, True, False]
    """
    return len(line) <= 30 and bool(GLOSSARY_HEADING.fullmatch(line))


def lines_of(raw: str, asides: list[Aside], marks: list[tuple[int, int]]) -> Iterator[Line]:
    """Physical lines, literal `\\r\\n` included, with furniture inside them cut out."""
    in_glossary = False
    for start, end in _line_ranges(raw, asides):
        in_glossary = in_glossary or (end - start < 80 and is_glossary_heading(squeeze(raw[start:end])))
        yield from _cut(raw, start, end, in_glossary, asides, marks)


def _line_ranges(raw: str, asides: list[Aside]) -> Iterator[tuple[int, int]]:
    at = 0
    for match in _BREAK.finditer(raw):
        if match[0].startswith("\\"):
            asides.append(Aside(match.start(), match.end(), "literal-break"))
        yield from _inner_ranges(raw, at, match.start())
        at = match.end()
    yield from _inner_ranges(raw, at, len(raw))


def _inner_ranges(raw: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A very long line holds many paragraphs, set apart by wide spaces or tabs."""
    if end - start < 300:
        yield start, end
        return
    for match in _INNER_BREAK.finditer(raw, start, end):
        yield start, match.start()
        start = match.end()
    yield start, end


def _cut(
    raw: str, start: int, end: int, in_glossary: bool, asides: list[Aside], marks: list[tuple[int, int]]
) -> Iterator[Line]:
    """Cut inline furniture and note marks out of a line; in a glossary a mark begins an entry and so a line."""
    cuts: list[tuple[int, int]] = []
    for kind, pattern in patterns("inline"):
        for match in pattern.finditer(raw, start, end):
            if match.start() >= end:
                break
            cuts.append((match.start(), match.end()))
            asides.append(Aside(match.start(), match.end(), kind))
    starts = [start]
    for match in _BRACKETED_MARK.finditer(raw, start, end):
        before = squeeze(raw[max(start, match.start() - 4) : match.start()])
        if not before:
            continue
        if in_glossary:
            if before[-1] in "。；;）)":
                starts.append(match.start())
            continue
        digits = unicodedata.normalize("NFKC", match[1] or match[2] or match[3])
        cuts.append((match.start(), match.end()))
        asides.append(Aside(match.start(), match.end(), "note-mark"))
        marks.append((match.end(), int(digits)))
    for line_start, line_end in zip(starts, [*starts[1:], end], strict=True):
        keep = _without(line_start, line_end, sorted(c for c in cuts if line_start <= c[0] < line_end))
        yield Line(
            line_start, line_end, keep, normalise(squeeze("".join(raw[a:b] for a, b in keep)).strip("\ufeff\u200b"))
        )


def _without(start: int, end: int, cuts: list[tuple[int, int]]) -> list[tuple[int, int]]:
    keep = []
    for cut_start, cut_end in cuts:
        if cut_start > start:
            keep.append((start, cut_start))
        start = max(start, cut_end)
    if start < end:
        keep.append((start, end))
    return keep
