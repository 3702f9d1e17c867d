"""Raw text to paragraphs: lines re-flowed, page furniture recognised and set aside, every character still traceable."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from kg.lexicon import rows
from kg.model import Aside, NoteMark
from kg.text import Text, normalise, squeeze

GLOSSARY_HEADING = re.compile(
    r"[※*【\[（《〈\-—]*(?:附件?[一二三四五\d]{0,2}[:：、.]?)?[^。，；：:]{0,14}?"
    r"(?:(?:名词|词语|术语|用语|词汇|缩略语|缩略词|概念|提法|新词|词条)(?:的?(?:解释|注释|释义|说明|注解|解读))|"
    r"(?<=[※*【\[（：:、.])(?:注释|释义|注解)|^(?:注释|释义|注解|附注))[※*】\]）》〉\-—]*[:：]?"
)
NUMBERED_HEADING = re.compile(
    r"[一二三四五六七八九十]{1,3}[、．.]|（[一二三四五六七八九十]{1,3}）|第[一二三四五六七八九十]{1,3}部分"
)
_OPENING = re.compile(r".{0,80}?各位(?:代表|委员)(?:[：，！]|$)|(?:同志|代表)们[：，]|一、|第一部分")
_TITLE_BLOCK = re.compile(
    r".{0,30}工作报告.{0,12}|.{0,30}(?:会议|大会)上?[)）]?.{0,20}|.{0,20}人民代表大会.{0,20}|"
    r"[—–―－\-（(]*\d{4}年\d{1,2}月\d{1,2}日.{0,40}|.{0,20}(?:省长|市长|区长|县长|旗长|州长|盟长|主席|总理|主任).{0,12}|"
    r"[一-鿿]{2,4}|[一-鿿]{1,8}·[一-鿿·]{1,12}"
)
_BRACKETED_MARK = re.compile(r"[\[〔［【]注?([0-9０-９]{1,3})[\]〕］】]|[（(]注([0-9０-９]{1,3})[)）]|([¹²³⁰⁴-⁹]{1,3})")
_BREAK = re.compile(r"\r\n|\n|\r|\u2028|\u2029|\x0c|(?:\\r)?\\n|\\r")
_INNER_BREAK = re.compile(r"[\u3000\t]{2,}|(?<=[。！？：:上”])[ \u3000\t]{2,}|\t+")
_ENTRY = re.compile(r"[^，。；：]{2,14}：")
_ENDED = re.compile(r"[。！？!?…]['”’）)】]*$")


@dataclass(slots=True)
class _Line:
    """A line of the source: its range, the ranges kept of it, and its text without white space and furniture."""

    start: int
    end: int
    keep: list[tuple[int, int]] = field(default_factory=list)
    text: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """The outcome: text, what was set aside, note marks, and the lines that stood above the report."""

    text: Text
    asides: tuple[Aside, ...]
    marks: tuple[NoteMark, ...]
    head: str


@cache
def _patterns(where: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((row["kind"], re.compile(row["pattern"])) for row in rows("furniture.tsv") if row["where"] == where)


def lay_out(raw: str) -> Layout:
    """Find the report within its source and re-flow it."""
    asides: list[Aside] = []
    found: list[tuple[int, int]] = []  # note marks: raw end offset, number
    lines = [line for line in _lines(raw, asides, found) if line.text]
    glossaries = [i for i, line in enumerate(lines) if is_glossary_heading(line.text)]
    first = _body_start(lines)
    last = _body_end(lines, first, glossaries)
    body: list[_Line] = []
    for i, line in enumerate(lines):
        kind = _furniture_kind(line, inside=first <= i < last)
        if kind:
            asides.append(Aside(line.start, line.end, kind))
        else:
            body.append(line)
    text = Text.of(raw, _reflow(body))
    marks = tuple(NoteMark(bisect_left(text.offsets, at), number) for at, number in found)
    head = "\n".join(line.text for line in lines[:first])
    return Layout(text, tuple(sorted(asides, key=lambda a: (a.start, a.end))), marks, head)


def is_glossary_heading(line: str) -> bool:
    """Whether a line (no white space) is the heading of a glossary appendix.

    >>> [is_glossary_heading(s) for s in ("※名词解释※", "附件2名词解释", "部分词语解释", "名词解释：", "加强名词解释工作。")]
    [True, True, True, True, False]
    """
    return len(line) <= 30 and bool(GLOSSARY_HEADING.fullmatch(line))


def _lines(raw: str, asides: list[Aside], marks: list[tuple[int, int]]) -> Iterator[_Line]:
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
) -> Iterator[_Line]:
    """Cut inline furniture and note marks out of a line; in a glossary a mark begins an entry and so a line."""
    cuts: list[tuple[int, int]] = []
    for kind, pattern in _patterns("inline"):
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
        yield _Line(
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


def _body_start(lines: list[_Line]) -> int:
    """The first line of the report's own title block; 0 where it cannot be told from what is above it."""
    opening = next((i for i, line in enumerate(lines) if _opens(line.text) and not _line_furniture(line.text)), 0)
    first = opening
    while first > 0 and opening - first < 8:
        text = lines[first - 1].text
        if len(text) > 60 or _line_furniture(text) or not _TITLE_BLOCK.fullmatch(text):
            break
        first -= 1
    return first if sum(len(line.text) for line in lines[:first]) < 0.4 * sum(len(line.text) for line in lines) else 0


def _opens(text: str) -> bool:
    """Whether the report proper begins here at the latest: with the address, a first heading, or plain prose."""
    return bool(_OPENING.match(text)) or (len(text) > 100 and "。" in text)


def _body_end(lines: list[_Line], first: int, glossaries: list[int]) -> int:
    """The line at which the web page goes on below the report."""
    total = sum(len(line.text) for line in lines)
    seen = 0
    for i, line in enumerate(lines):
        seen += len(line.text)
        if i <= first or seen < 0.5 * total or any(g > i for g in glossaries):
            continue
        if any(pattern.match(line.text) for _, pattern in _patterns("foot")):
            return i
    return len(lines)


def _line_furniture(text: str) -> str:
    return next((kind for kind, pattern in _patterns("line") if pattern.fullmatch(text)), "")


def _furniture_kind(line: _Line, inside: bool) -> str:
    return _line_furniture(line.text) if inside else "web-page"


def _width(text: str) -> float:
    return sum(1.0 if unicodedata.east_asian_width(c) in "WFA" else 0.5 for c in text)


def _reflow(lines: list[_Line]) -> Iterator[list[tuple[int, int]]]:
    """Join the lines of hard-wrapped text into paragraphs; leave text with one paragraph a line as it is."""
    measure = _wrap_width(lines)
    paragraph: list[tuple[int, int]] = []
    previous: _Line | None = None
    in_glossary = False
    for line in lines:
        in_glossary = in_glossary or is_glossary_heading(line.text)
        joined = previous is not None and measure > 0 and _goes_on(previous.text, line.text, measure)
        if in_glossary and previous is not None and _ENTRY.match(line.text) and previous.text[-1] not in "，、；：（“":
            joined = False
        if paragraph and not joined:
            yield paragraph
            paragraph = []
        paragraph.extend(line.keep)
        previous = line
    if paragraph:
        yield paragraph


def _wrap_width(lines: list[_Line]) -> float:
    """The width at which the text was wrapped, in full-width characters; 0 where it was not."""
    widths = sorted(_width(line.text) for line in lines)
    if len(widths) < 20:
        return 0
    measure = widths[int(0.9 * len(widths))]
    full = [line.text for line in lines if _width(line.text) > 0.75 * measure]
    broken = sum(not _ENDED.search(text) for text in full)
    return measure if measure <= 70 and broken > 0.5 * len(full) and len(full) > 0.5 * len(lines) else 0


def _goes_on(above: str, below: str, measure: float) -> bool:
    """Whether a line of wrapped text goes on in the next: it fills the measure and its sentence is not over."""
    if is_glossary_heading(below) or is_glossary_heading(above) or NUMBERED_HEADING.match(below):
        return False
    return _width(above) > 0.8 * measure and not _ENDED.search(above)
