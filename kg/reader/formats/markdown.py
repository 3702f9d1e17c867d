"""Markdown to text: the marks go, the words and the lines stay as they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from kg.reader.decode import decode
from kg.reader.formats.lines import Sheet

_FRONT = re.compile(r"\A\ufeff?---[ \t]*\r?\n.{0,4000}?\r?\n(?:---|\.\.\.)[ \t]*\r?\n", re.S)
_COMMENT = re.compile(r"<!--.{0,10000}?-->", re.S)
_RULE = re.compile(
    r"[ \t]*(?:(?:[-*_][ \t]*){3,}|=+|`{3,}.*|~{3,}.*|:?-{2,}:?(?:[ \t]*\|[ \t]*:?-{2,}:?)*|[|+][-=:|+ \t]{3,})[ \t]*"
)
_LEAD = re.compile(r"[ \t]{0,12}(?:#{1,6}[ \t]+|(?:>[ \t]?)+|[-*+][ \t]+(?!\d))+")
_TAIL = re.compile(r"[ \t]+#{1,6}[ \t]*$|\\$")
_NOTE = re.compile(r"[ \t]{0,3}\[\^([^\]\s]{1,20})\]:[ \t]*(.*)")
_CITED = re.compile(r"\[\^([^\]\s]{1,20})\]")
_INLINE = (
    (re.compile(r"!\[([^\]\n]{0,200})\]\([^)\n]{0,500}\)"), ""),
    (re.compile(r"(?<!\\)\[([^\]\n]{1,200})\]\([^)\n]{0,500}\)(?:\{[^}\n]{0,200}\})?"), r"\1"),
    (re.compile(r"(?<!\\)(\*\*|__)(?=\S)"), ""),
    (re.compile(r"(?<=\S)(?<!\\)(\*\*|__)"), ""),
    (re.compile(r"(?<![\\*])\*([^*\n]{1,200})\*(?!\*)"), r"\1"),
    (re.compile(r"</?(?:a|b|i|u|em|strong|span|font|div|p|br|center|sup|sub|mark)\b[^<>\n]{0,300}>", re.I), ""),
    (re.compile(r"\\([!-/:-@\[-`{-~])"), r"\1"),
)


def read(data: bytes, path: Path) -> tuple[str, str]:
    """The text of a Markdown file and its encoding; a file without marks comes back with its lines as they were."""
    source, encoding = decode(data, path)
    sheet = Sheet()
    notes: dict[str, str] = {}
    note = ""
    for line in _unwrapped(_COMMENT.sub("", _FRONT.sub("", source)).splitlines()):
        found = _NOTE.match(line)
        if found:
            note = found[1]
            notes[note] = _plain(found[2])
        elif note and line.startswith(("    ", "\t")):
            notes[note] += _plain(line.strip())
        elif not line.strip() or _RULE.fullmatch(line):
            continue
        else:
            note = ""
            _put(sheet, line)
    numbers = {label: str(n) for n, label in enumerate(notes, 1)}
    sheet.lines = [_CITED.sub(lambda m: f"[{numbers.get(m[1], m[1])}]", one) for one in sheet.lines]
    return sheet.text((numbers[label], words) for label, words in notes.items()), encoding


def _unwrapped(lines: list[str]) -> Iterator[str]:
    """Lines joined to paragraphs where blank lines part the paragraphs; where they do not, every line stays one."""
    joining = _parts_paragraphs(lines)
    paragraph = ""
    for line in lines:
        alone = (
            not line.strip()
            or _LEAD.match(line)
            or _NOTE.match(line)
            or _RULE.fullmatch(line)
            or line.startswith(("|", "    "))
        )
        if paragraph and (alone or not joining):
            yield paragraph
            paragraph = ""
        if alone:
            yield line
        elif line.endswith(("  ", "\\")):
            yield paragraph + line
            paragraph = ""
        else:
            paragraph = f"{paragraph} {line.strip()}" if paragraph else line
    if paragraph:
        yield paragraph


def _parts_paragraphs(lines: list[str]) -> bool:
    """Whether blank lines stand between the paragraphs, and not between the lines of text cut at a certain width."""
    held = [n for n, line in enumerate(lines) if line.strip()]
    apart = sum(n == 0 or not lines[n - 1].strip() for n in held)
    widths = sorted(len(lines[n].strip()) for n in held) or [0]
    measure = widths[int(0.9 * (len(widths) - 1))]
    cut = measure <= 70 and sum(width > 0.75 * measure for width in widths) > 0.5 * len(widths)
    return apart >= 0.6 * len(held) and not cut


def _put(sheet: Sheet, line: str) -> None:
    """A row of a table, or a line of text."""
    row = line.strip()
    if row.startswith("|") and row.endswith("|") and row.count("|") > 2:
        sheet.row([_plain(cell) for cell in re.split(r"(?<!\\)\|", row[1:-1])])
    else:
        sheet.line(_plain(_TAIL.sub("", _LEAD.sub("", line, count=1))))


def _plain(text: str) -> str:
    r"""A line's words without emphasis, links and escapes.

    >>> _plain(r"**“一带一路”**建设，*务实*，见[附件](a.html)，\[1\]")
    '“一带一路”建设，务实，见附件，[1]'
    """
    for pattern, instead in _INLINE:
        text = pattern.sub(instead, text)
    return text.strip()
