"""Lines joined into the paragraphs that they were cut from."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from kg.reader.lines import NUMBERED_HEADING, Line, is_glossary_heading

_ENTRY = re.compile(r"[^，。；：]{2,14}：")
_ENDED = re.compile(r"[。！？!?…]['”’）)】]*$")


def _width(text: str) -> float:
    return sum(1.0 if unicodedata.east_asian_width(c) in "WFA" else 0.5 for c in text)


def reflow(lines: list[Line]) -> Iterator[list[tuple[int, int]]]:
    """Join the lines of hard-wrapped text into paragraphs; leave text with one paragraph a line as it is."""
    measure = _wrap_width(lines)
    paragraph: list[tuple[int, int]] = []
    previous: Line | None = None
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


def _wrap_width(lines: list[Line]) -> float:
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
