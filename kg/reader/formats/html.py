"""Web pages to text: what a reader of the page sees, a block a line; scripts, menus and what is hidden left out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import cast

from kg.errors import UnreadableReportError
from kg.reader.decode import decode
from kg.reader.formats.lines import Sheet

_DECLARED = re.compile(rb"<meta\b[^>]{0,300}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{2,20})", re.I)
_OUT = frozenset(
    "head script style noscript template select option button textarea iframe object svg math canvas audio video map "
    "dialog datalist".split()
)
_MARKED = frozenset("nav footer".split())  # as elements, and below as roles, classes and ids
_ROLES = frozenset("navigation contentinfo search banner menu menubar".split())
_NAMES = frozenset(
    "nav navigation navbar menu breadcrumb breadcrumbs crumbs footer foot copyright share bdsharebuttonbox".split()
)
_BLOCKS = frozenset(
    "address article aside blockquote body br caption center dd details div dl dt fieldset figcaption figure footer form h1 h2 "
    "h3 h4 h5 h6 header hr html legend li main nav ol p pre section summary table tbody td tfoot th thead tr ul".split()
)
_EMPTY = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_SPACE = re.compile(r"[ \t\r\n\f]+")
_DEEPEST = 250  # the parser goes no deeper than 256, and leaves out what lies there without a word
_NUMBERED = re.compile(r"\s*[（(]?[\d一二三四五六七八九十①-⑳]+[)）、.．]?")


def read(data: bytes, path: Path) -> tuple[str, str]:
    """The text of a web page and its encoding.

    Raises UnreadableReportError for a page whose elements lie too deep in each other to be read whole.
    """
    from lxml import etree

    source, encoding = decode(data, path, declared=_declared(data))
    page = _Page()
    # As events, not as a tree: the tree takes time in the square of a tag's attributes, and a page may be hostile.
    parser = etree.HTMLParser(
        target=cast("etree.ParserTarget", page), encoding="utf-8", no_network=True, huge_tree=False
    )
    with suppress(etree.XMLSyntaxError):  # no element at all, or stopped where the next lines say
        etree.fromstring(source.replace("\x00", "").encode("utf-8", "replace"), parser)
    if page.deepest > _DEEPEST:
        raise UnreadableReportError(
            "the page's elements lie more than 250 deep in each other; copy the report's text from the browser into a .txt file",
            path=path,
        )
    return page.text(), encoding


def _declared(data: bytes) -> str:
    """The encoding that a page says it is in; GB2312 is said by all who write GBK or GB18030.

    >>> _declared(b'<meta http-equiv="Content-Type" content="text/html; charset=gb2312">')
    'gb18030'
    """
    match = _DECLARED.search(data[:4096])
    name = match[1].decode("ascii").lower() if match else ""
    return "gb18030" if name in ("gb2312", "gbk", "gb_2312-80", "x-gbk") else name


class _Table:
    """A table that is being read: the cells of the current row, each a list of lines."""

    def __init__(self) -> None:
        self.cells: list[list[str]] = []


class _Page:
    """Takes the parser's events and keeps lines, each with whether it stood in a part that is marked as furniture."""

    def __init__(self) -> None:
        self.open: list[tuple[str, bool, bool]] = []  # tag, left out, marked as furniture
        self.rows: list[tuple[list[str], bool]] = []
        self.tables: list[_Table] = []
        self.lists: list[int] = []  # the number of the last item of each open list, -1 where it has none
        self.pieces: list[str] = []
        self.deepest = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        if tag in _BLOCKS:
            self._flush()
        if tag in _EMPTY:
            return
        _, out, marked = self.open[-1] if self.open else ("", False, False)
        hidden = "hidden" in attributes or bool(_HIDDEN.search(attributes.get("style", "")))
        self.deepest = max(self.deepest, len(self.open))
        self.open.append((tag, out or tag in _OUT or hidden, marked or _is_marked(tag, attributes)))
        if tag == "table":
            self.tables.append(_Table())
        elif tag in ("td", "th") and self.tables:
            self.tables[-1].cells.append([])
        elif tag in ("ol", "ul"):
            self.lists.append(_first_number(attributes) - 1 if tag == "ol" else -1)
        elif tag == "li" and self.lists and self.lists[-1] >= 0:
            self.lists[-1] += 1
            self.pieces.append(f"\x01{self.lists[-1]}.\x02")
        elif tag == "sup":
            self.pieces.append("\x03")

    def end(self, tag: str) -> None:
        """An element ends."""
        if tag in _BLOCKS:
            self._flush()
        if tag in _EMPTY or not self.open:
            return
        self.open.pop()
        if tag == "tr" and self.tables:
            self._row(self.tables[-1])
        elif tag == "table" and self.tables:
            self._row(self.tables[-1])
            self.tables.pop()
        elif tag in ("ol", "ul") and self.lists:
            self.lists.pop()
        elif tag == "sup":
            self.pieces.append("\x04")

    def data(self, text: str) -> None:
        """Text stands here."""
        if self.open and self.open[-1][1]:
            return
        if any(tag == "pre" for tag, _, _ in self.open):
            for number, line in enumerate(text.split("\n")):
                if number:
                    self._flush()
                self.pieces.append(line)
        else:
            self.pieces.append(text)

    def close(self) -> None:
        """The page is over."""
        self._flush()
        while self.tables:
            self._row(self.tables.pop())

    def _flush(self) -> None:
        line = _inline("".join(self.pieces))
        self.pieces = []
        if line and self.tables and self.tables[-1].cells:
            self.tables[-1].cells[-1].append(line)
        elif line:
            self._put([line])

    def _row(self, table: _Table) -> None:
        """A row is over: it goes to the page, or into the cell of the table around it."""
        cells, table.cells = ["\n".join(cell) for cell in table.cells], []
        around = (
            self.tables[self.tables.index(table) - 1] if table in self.tables and self.tables[0] is not table else None
        )
        if around is not None and around.cells:
            around.cells[-1].extend(line for cell in cells for line in cell.split("\n") if line)
        elif any(cells):
            self._put(cells)

    def _put(self, cells: list[str]) -> None:
        self.rows.append((cells, bool(self.open) and self.open[-1][2]))

    def text(self) -> str:
        """The page's text; parts marked as furniture are kept where they hold most of it, for then the mark is wrong."""
        sizes = {mark: sum(len(c) for cells, m in self.rows if m == mark for c in cells) for mark in (True, False)}
        sheet = Sheet()
        for cells, marked in self.rows:
            if marked and sizes[True] < sizes[False]:
                continue
            if len(cells) == 1:
                sheet.line(cells[0])
            else:
                sheet.row(cells)
        return sheet.text([])


def _is_marked(tag: str, attributes: Mapping[str, str]) -> bool:
    names = {*attributes.get("class", "").lower().split(), attributes.get("id", "").lower()}
    return tag in _MARKED or attributes.get("role", "").lower() in _ROLES or bool(names & _NAMES)


def _first_number(attributes: Mapping[str, str]) -> int:
    """The number that the first item of a list shows; 0 where it shows none, for the count then stays below zero."""
    if attributes.get("type", "1") != "1" or re.search(r"list-style[^;]*:\s*none", attributes.get("style", ""), re.I):
        return 0
    start = attributes.get("start", "1")
    return int(start) if re.fullmatch(r"[1-9]\d{0,2}", start) else 1


def _inline(text: str) -> str:
    """One line as it is seen: white space collapsed, the list's number before it, note marks in brackets.

    >>> _inline("\\x012.\\x02 抓  落实"), _inline("\\x012.\\x02 2、抓落实"), _inline("三铁\\x0335\\x04、10km\\x032\\x04")
    ('2.抓 落实', '2、抓落实', '三铁[35]、10km2')
    """
    text = re.sub(r"(?<![A-Za-z0-9\x03])\x03\s*(\d{1,3})\s*\x04", r"[\1]", text)
    text = _SPACE.sub(" ", re.sub(r"[\x03\x04]", "", text)).strip()
    match = re.match(r"\x01(\d+\.)\x02 ?", text)
    rest = re.sub(r"\x01\d+\.\x02", "", text).strip()
    return match[1] + rest if match and rest and not _NUMBERED.match(rest) else rest
