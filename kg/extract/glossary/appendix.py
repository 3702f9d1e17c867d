"""Cutting a glossary appendix into entries, however they are numbered, bracketed and set."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.model import Doubt
from kg.text import Span, unquoted

_NUMBER = re.compile(
    r"(?:[\[〔［【（(](?P<b>\d{1,3})[\]〕］】)）][：.、．]?|(?P<n>\d{1,3})(?:[、．]|\.(?!\d\D?[%％])|(?=[“]))|(?P<c>[①-⑳])|第(?P<d>\d{1,3})[条：])"
)
_PAGE = re.compile(r"[（(](?:详?见|参见)?第?\d{1,3}(?:[—–-]\d{1,3})?页[^（）()]{0,12}[）)]")
_COLON = re.compile(r"[：]|——|﹕|(?<=”)[，,]?(?:即|是指|指的是|指)")
_VERB = re.compile(r"[，,]?(?:是指|指的是|，即|：|——|(?<=[”）])(?:即|指|是))")


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry as cut out of the appendix: the heading and the gloss."""

    head: Span
    gloss: Span


def entries(norm: str, region: Span, doubts: list[Doubt]) -> Iterator[Entry]:
    """Cut an appendix into entries: at its numbers where it is numbered, else at lines of the form term：gloss."""
    lines = list(_lines(norm, region))
    starts = _numbered_starts(norm, lines) or _plain_starts(norm, lines)
    for line in lines[: starts[0][0]] if starts else lines:
        doubts.append(Doubt(line, "glossary", "a line before the first entry, or an appendix without entries"))
    for i, (at, head_start) in enumerate(starts):
        end_line = starts[i + 1][0] - 1 if i + 1 < len(starts) else len(lines) - 1
        span = Span(head_start, lines[max(at, end_line)].end)
        entry = _cut(norm, span, lines[at].end)
        if entry and unquoted(norm[entry.head.start : entry.head.end]):  # more than marks
            yield entry
        else:
            doubts.append(Doubt(span, "glossary", "no boundary between term and gloss"))


def _lines(norm: str, region: Span) -> Iterator[Span]:
    start = region.start
    for line in norm[region.start : region.end].split("\n"):
        if line:
            yield Span(start, start + len(line))
        start += len(line) + 1


def _numbered_starts(norm: str, lines: list[Span]) -> list[tuple[int, int]]:
    """(line, offset of the heading) of entries whose numbers run on; digits that begin a term are not taken for one."""
    starts: list[tuple[int, int]] = []
    expected = 1
    for i, line in enumerate(lines):
        match = _NUMBER.match(norm, line.start, line.end)
        if not match:
            continue
        number = ord(match["c"]) - ord("①") + 1 if match["c"] else int(match["b"] or match["n"] or match["d"])
        if (
            expected <= number <= expected + 3
            or (not starts and number <= 3)
            or (number == 1 and _restarts(norm, lines, i))
        ):
            starts.append((i, match.end()))
            expected = number + 1
    return starts if len(starts) > 1 or (starts and len(lines) <= 3) else []


def _restarts(norm: str, lines: list[Span], at: int) -> bool:
    """Whether numbering begins anew here, under a sub-heading."""
    return at > 0 and not _COLON.search(norm, lines[at - 1].start, lines[at - 1].end)


def _plain_starts(norm: str, lines: list[Span]) -> list[tuple[int, int]]:
    """Entries without numbers: a short heading, a colon (or 是指), a gloss."""
    starts = []
    for i, line in enumerate(lines):
        colon = _COLON.search(norm, line.start, min(line.end, line.start + 42)) or _VERB.search(
            norm, line.start, min(line.end, line.start + 30)
        )
        if colon and 1 < colon.start() - line.start <= 36 and not re.search("[。；]", norm[line.start : colon.start()]):
            starts.append((i, line.start))
    return starts


def _cut(norm: str, span: Span, first_line_end: int) -> Entry | None:
    """Heading and gloss of one entry; the gloss may begin on the heading's line or on the next."""
    at = _boundary(norm, Span(span.start, first_line_end))
    if at:
        head, gloss = Span(span.start, at[0]), Span(at[1], span.end)
    elif first_line_end < span.end and first_line_end - span.start <= 40:
        head, gloss = Span(span.start, first_line_end), Span(first_line_end + 1, span.end)
    else:
        return None
    head, gloss = _without_page(norm, _trim_head(norm, head)), _trim_gloss(norm, _without_page(norm, gloss))
    if head.end - head.start < 1 or gloss.end <= gloss.start or head.end - head.start > 60:
        return None
    return Entry(head, gloss)


def _boundary(norm: str, line: Span) -> tuple[int, int] | None:
    """Where the heading ends and the gloss begins, outside brackets; a colon before any verb of explanation."""
    depth = 0
    for i in range(line.start, line.end):
        char = norm[i]
        depth += (char in "“（《〈") - (char in "”）》〉")
        if depth <= 0 and char == "：" and i > line.start:
            return i, i + 1
        if depth <= 0 and norm.startswith("——", i) and i > line.start:
            return i, i + 2
        if char == "。":
            break
    match = _VERB.search(norm, line.start, min(line.end, line.start + 40))
    return (match.start(), match.end()) if match and match.start() > line.start else None


def _without_page(norm: str, span: Span) -> Span:
    """Without a page reference such as （见第3页） at either end."""
    end = span.end
    while end > span.start and norm[end - 1] in "。\n；":
        end -= 1
    for match in _PAGE.finditer(norm, span.start, span.end):
        if match.end() >= end:
            return Span(span.start, match.start())
    return span


def _trim_head(norm: str, head: Span) -> Span:
    start, end = head
    while start < end and norm[start] in "、.．：，-—·*※●■◆":
        start += 1
    while end > start and norm[end - 1] in "：，、\n":
        end -= 1
    return Span(start, end)


def _trim_gloss(norm: str, gloss: Span) -> Span:
    start, end = gloss
    while start < end and norm[start] in "：，、\n":
        start += 1
    while end > start and norm[end - 1] in "。\n；，":
        end -= 1
    return Span(start, end)
