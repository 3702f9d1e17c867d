"""Raw text to paragraphs: lines re-flowed, page furniture recognised and set aside, every character still traceable."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from kg.model import Aside, NoteMark
from kg.reader.lines import Line, is_glossary_heading, lines_of, patterns
from kg.reader.reflow import reflow
from kg.text import Text

_OPENING = re.compile(r".{0,80}?各位(?:代表|委员)(?:[：，！]|$)|(?:同志|代表)们[：，]|一、|第一部分")
_TITLE_BLOCK = re.compile(
    r".{0,30}工作报告.{0,12}|.{0,30}(?:会议|大会)上?[)）]?.{0,20}|.{0,20}人民代表大会.{0,20}|"
    r"[—–―－\-（(]*\d{4}年\d{1,2}月\d{1,2}日.{0,40}|.{0,20}(?:省长|市长|区长|县长|旗长|州长|盟长|主席|总理|主任).{0,12}|"
    r"[一-鿿]{2,4}|[一-鿿]{1,8}·[一-鿿·]{1,12}"
)


@dataclass(frozen=True, slots=True)
class Layout:
    """The outcome: text, what was set aside, note marks, and the lines that stood above the report."""

    text: Text
    asides: tuple[Aside, ...]
    marks: tuple[NoteMark, ...]
    head: str


def lay_out(raw: str) -> Layout:
    """Find the report within its source and re-flow it."""
    asides: list[Aside] = []
    found: list[tuple[int, int]] = []  # note marks: raw end offset, number
    lines = [line for line in lines_of(raw, asides, found) if line.text]
    glossaries = [i for i, line in enumerate(lines) if is_glossary_heading(line.text)]
    first = _body_start(lines)
    last = _body_end(lines, first, glossaries)
    body: list[Line] = []
    for i, line in enumerate(lines):
        kind = _furniture_kind(line, inside=first <= i < last)
        if kind:
            asides.append(Aside(line.start, line.end, kind))
        else:
            body.append(line)
    text = Text.of(raw, reflow(body))
    marks = tuple(NoteMark(bisect_left(text.offsets, at), number) for at, number in found)
    head = "\n".join(line.text for line in lines[:first])
    return Layout(text, tuple(sorted(asides, key=lambda a: (a.start, a.end))), marks, head)


def _body_start(lines: list[Line]) -> int:
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


def _body_end(lines: list[Line], first: int, glossaries: list[int]) -> int:
    """The line at which the web page goes on below the report."""
    total = sum(len(line.text) for line in lines)
    seen = 0
    for i, line in enumerate(lines):
        seen += len(line.text)
        if i <= first or seen < 0.5 * total or any(g > i for g in glossaries):
            continue
        if any(pattern.match(line.text) for _, pattern in patterns("foot")):
            return i
    return len(lines)


def _line_furniture(text: str) -> str:
    return next((kind for kind, pattern in patterns("line") if pattern.fullmatch(text)), "")


def _furniture_kind(line: Line, inside: bool) -> str:
    return _line_furniture(line.text) if inside else "web-page"
