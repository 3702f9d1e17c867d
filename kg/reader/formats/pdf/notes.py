"""Footnotes: the small print at the foot of a page, taken out of the text and put behind it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from kg.reader.formats.pdf.rows import Row
from kg.reader.formats.pdf.tables import Table

_MARK = re.compile(r"\s*(?:[\[〔［【（(]?(\d{1,3})[\]〕］】）)]?[.、．：:]?|([①-⑳]))\s*(?=\S)")


def take_notes(flow: Sequence[Row | Table], body: float) -> tuple[list[Row | Table], list[tuple[str, str]]]:
    """Rows and tables without footnotes, and the notes numbered through; `body` is the size of the report's own type.

    The marks in the text are renumbered with them where each page begins anew.
    """
    kept: list[Row | Table] = []
    notes: list[tuple[str, str]] = []
    for _, page in groupby(flow, lambda item: item.page):
        text, small = _parted(list(page), body)
        numbers: dict[str, str] = {}
        for row in small:
            mark = _MARK.match(row.text)
            if mark and _follows(_number(mark), numbers):
                numbers[_number(mark)] = str(len(notes) + 1)
                notes.append((str(len(notes) + 1), row.text[mark.end() :]))
            elif notes:
                notes[-1] = (notes[-1][0], notes[-1][1] + row.text)
        kept.extend(_renumbered(item, numbers) if isinstance(item, Row) else item for item in text)
    return kept, notes


def _renumbered(row: Row, numbers: dict[str, str]) -> Row:
    return replace(row, text=re.sub(r"\[(\d{1,3})\]", lambda m: f"[{numbers.get(m[1], m[1])}]", row.text))


def _parted(page: list[Row | Table], body: float) -> tuple[list[Row | Table], list[Row]]:
    """The text of a page and the small print at the foot of its columns."""
    text: list[Row | Table] = []
    small: list[Row] = []
    for column, held in groupby(page, lambda item: item.column if isinstance(item, Row) else -1):
        items = list(held)
        start = _foot([i for i in items if isinstance(i, Row)], body) if column >= 0 else len(items)
        start = start or (0 if text else len(items))
        text.extend(items[:start])
        small.extend(i for i in items[start:] if isinstance(i, Row))
    return text, small


def _foot(column: Sequence[Row], body: float) -> int:
    """Where the notes of a column begin: its last rows, all smaller than the text, the first with a note's number."""
    start = len(column)
    while start and column[start - 1].size < 0.93 * body:
        start -= 1
    while start < len(column) and not _MARK.match(column[start].text):
        start += 1
    return start


def _number(mark: re.Match[str]) -> str:
    return mark[1] or str(int(unicodedata.numeric(mark[2])))


def _follows(number: str, numbers: dict[str, str]) -> bool:
    """Whether a number is the next note's: a line of a note may begin with a number too."""
    return not numbers or int(number) == int(list(numbers)[-1]) + 1
