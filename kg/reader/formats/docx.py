"""Word files to text: paragraphs with their automatic numbers, tables, text boxes and notes; what was deleted is left out."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

from kg.errors import UnreadableReportError
from kg.reader.formats.archive import DAMAGED, contents, opened
from kg.reader.formats.lines import Sheet
from kg.reader.formats.numbering import Numbering
from kg.reader.formats.ooxml import Element, attribute, child, children, is_on, name, parsed, value

_GONE = frozenset("del moveFrom delText delInstrText instrText pPr rPr rt Fallback sdtPr fldData".split())
_BREAKS = {"tab": "\t", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}
_NOTES = {"footnoteReference": "footnotes", "endnoteReference": "endnotes"}


def read(data: bytes, path: Path) -> tuple[str, str]:
    """The text of a Word file.

    Raises UnreadableReportError for a file that is damaged, or is a zip file of another kind.
    """
    with opened(io.BytesIO(data), path) as archive:
        main = _main_part(archive, path)
        folder = main.rpartition("/")[0]
        document = _part(archive, main, path)
        others = {
            kind: _part(archive, f"{folder}/{kind}.xml".lstrip("/"), path)
            for kind in ("numbering", "styles", "footnotes", "endnotes")
        }
    body = child(document, "body")
    if body is None:
        raise UnreadableReportError(DAMAGED, path=path)
    if any(name(e) == "altChunk" for e in body.iter()):
        raise UnreadableReportError(
            "the file holds its text as an embedded web page; open it in Word and save it again", path=path
        )
    try:
        return _Reading(others).text(body), "docx"
    except RecursionError:
        raise UnreadableReportError(DAMAGED, path=path) from None


def _main_part(archive: ZipFile, path: Path) -> str:
    names = set(archive.namelist())
    if "_rels/.rels" in names:
        relations = parsed(contents(archive, archive.getinfo("_rels/.rels"), path), path)
        for one in relations:
            target = attribute(one, "Target").lstrip("/")
            if attribute(one, "Type").endswith("/officeDocument") and target in names and target.startswith("word"):
                return target
    if "word/document.xml" in names:
        return "word/document.xml"
    what = "another kind of Office file" if "[Content_Types].xml" in names else "a zip file of another kind"
    raise UnreadableReportError(f"this is {what}, not a Word file; save the report as .docx", path=path)


def _part(archive: ZipFile, wanted: str, path: Path) -> Element | None:
    if wanted not in archive.namelist():
        return None
    return parsed(contents(archive, archive.getinfo(wanted), path), path)


class _Reading:
    """A document that is being read: the numbers of its lists and notes run on from paragraph to paragraph."""

    def __init__(self, parts: dict[str, Element | None]) -> None:
        self.numbering = Numbering(parts["numbering"], parts["styles"])
        self.contents = {attribute(s, "styleId") for s in children(parts["styles"], "style") if _is_contents(s)}
        self.notes = {kind: {attribute(n, "id"): n for n in _notes(parts[kind])} for kind in ("footnotes", "endnotes")}
        self.cited: list[Element] = []
        self.boxes: list[Element] = []
        self.unfinished = ""  # a paragraph whose end was deleted

    def text(self, body: Element) -> str:
        """The whole text, notes last."""
        sheet = Sheet()
        for block in _blocks(body):
            if name(block) == "tbl":
                for row in children(block, "tr"):
                    cells = self._cells(row)
                    sheet.row(cells) if len(cells) > 1 else sheet.line("\n".join(cells))
            else:
                sheet.line("\n".join(self._lines(block)))
        sheet.line(self.unfinished)
        notes = []
        for number, note in enumerate(self.cited, 1):  # a note may cite no further one, so the list does not grow
            notes.append((str(number), "\n".join(line for p in _blocks(note) for line in self._lines(p))))
        return sheet.text(notes)

    def _cells(self, row: Element) -> list[str]:
        if child(child(row, "trPr"), "del") is not None:
            return []
        return ["\n".join(self._cell(cell)) for cell in _within(row, "tc")]

    def _cell(self, cell: Element) -> Iterator[str]:
        for block in _blocks(cell):
            if name(block) == "tbl":
                for row in children(block, "tr"):
                    yield from (text for text in self._cells(row) if text)
            else:
                yield from (line for line in self._lines(block) if line.strip())

    def _lines(self, paragraph: Element) -> list[str]:
        """A paragraph and the text boxes that are anchored in it; none for a line of the table of contents."""
        properties = child(paragraph, "pPr")
        if value(child(properties, "pStyle")) in self.contents:
            return []
        words = "".join(self._inline(paragraph))
        label = self.numbering.label(properties) if words.strip() else ""
        lines = [self.unfinished + label + words.lstrip()] if label else [self.unfinished + words]
        self.unfinished = ""
        if child(child(properties, "rPr"), "del") is not None:
            self.unfinished = lines.pop()
        boxes, self.boxes = self.boxes, []
        for box in boxes:
            lines.extend(
                line
                for block in _blocks(box)
                for line in (self._lines(block) if name(block) == "p" else self._cell(box))
            )
        return lines

    def _inline(self, element: Element) -> Iterator[str]:
        for one in element:
            kind = name(one)
            if kind in _GONE or (kind == "r" and is_on(child(child(one, "rPr"), "vanish"))):
                continue
            if kind == "t":
                yield one.text or ""
            elif kind in _BREAKS:
                yield _BREAKS[kind]
            elif kind == "br":
                yield "" if attribute(one, "type") in ("page", "column") else "\n"
            elif kind in _NOTES:
                yield self._mark(kind, one)
            elif kind == "txbxContent":
                self.boxes.append(one)
            else:
                yield from self._inline(one)

    def _mark(self, kind: str, reference: Element) -> str:
        note = self.notes[_NOTES[kind]].get(attribute(reference, "id"))
        if note is None or note in self.cited:
            return ""
        self.cited.append(note)
        return f"[{len(self.cited)}]"


def _blocks(element: Element) -> Iterator[Element]:
    """Paragraphs and tables in order, out of the wrappers around them; deleted ones and tables of contents left out."""
    for one in element:
        kind = name(one)
        if kind in ("p", "tbl"):
            yield one
        elif kind == "sdt" and any(name(e) == "docPartGallery" and "Contents" in value(e) for e in one.iter()):
            continue
        elif kind not in _GONE and kind not in ("tblPr", "tcPr", "sectPr"):
            yield from _blocks(one)


def _within(row: Element, wanted: str) -> Iterator[Element]:
    """The cells of a row, out of the wrappers around them."""
    for one in row:
        if name(one) == wanted:
            yield one
        elif name(one) in ("sdt", "sdtContent", "customXml", "ins"):
            yield from _within(one, wanted)


def _notes(part: Element | None) -> Iterator[Element]:
    """The notes proper, without the lines that separate them from the page."""
    if part is not None:
        yield from (
            note for note in part if "eparat" not in attribute(note, "type") and "otice" not in attribute(note, "type")
        )


def _is_contents(style: Element) -> bool:
    return bool(re.fullmatch(r"(?i)toc ?\d", value(child(style, "name"))))
