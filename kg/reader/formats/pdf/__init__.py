"""PDF to text: read page by page by the places of its characters, not in the order in which a program drew them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import UnreadableReportError
from kg.reader.formats.archive import DAMAGED
from kg.reader.formats.kinds import LOCKED
from kg.reader.formats.lines import Sheet
from kg.reader.formats.pdf.columns import in_order
from kg.reader.formats.pdf.furniture import without_furniture
from kg.reader.formats.pdf.notes import take_notes
from kg.reader.formats.pdf.pages import Page, Piece, page_of
from kg.reader.formats.pdf.paragraphs import paragraphs
from kg.reader.formats.pdf.rows import Row
from kg.reader.formats.pdf.tables import Table, take_tables

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

_MOST_PAGES = 2_000
_SCANNED = "{}; run text recognition over it (ocrmypdf -l chi_sim), or find the report as a web page or Word file"


def read(data: bytes, path: Path) -> tuple[str, str]:
    """The text of a PDF.

    Raises UnreadableReportError for one that is damaged, locked, scanned, or whose characters have no meaning.
    """
    document = _opened(data, path)
    try:
        pages = list(_pages(document, path))
    finally:
        document.close()
    _check_text(pages, path)
    flow: list[Row | Table] = []
    for number, (page, pieces) in enumerate(zip(pages, without_furniture(pages), strict=True)):
        flow.extend(_flow(page, pieces, number))
    kept, notes = take_notes(flow, _body_size(flow))
    sheet = Sheet()
    _write(sheet, paragraphs(kept))
    return sheet.text(notes), "pdf"


def _opened(data: bytes, path: Path) -> PdfDocument:
    import pypdfium2

    end = data.rfind(b"%%EOF")
    if end < 0 or b" obj" in data[end:]:  # PDFium makes what it can of half a file, and half a report is none
        raise UnreadableReportError(DAMAGED, path=path)
    try:
        document = pypdfium2.PdfDocument(data)
        count = len(document)
    except pypdfium2.PdfiumError as error:
        locked = error.err_code == pypdfium2.raw.FPDF_ERR_PASSWORD
        raise UnreadableReportError(LOCKED if locked else DAMAGED, path=path) from None
    if count > _MOST_PAGES:
        document.close()
        raise UnreadableReportError(f"the PDF has {count} pages; take the pages of the report out of it", path=path)
    return document


def _pages(document: PdfDocument, path: Path) -> Iterator[Page]:
    import pypdfium2

    for number in range(len(document)):
        try:
            page = document[number]
        except pypdfium2.PdfiumError:
            raise UnreadableReportError(
                f"page {number + 1} cannot be read; download or copy the PDF again", path=path
            ) from None
        yield page_of(page)
        page.close()


def _check_text(pages: Sequence[Page], path: Path) -> None:
    """That the pages have text, all of them, and that it has meaning."""
    counts = [sum(len(piece.glyphs) for piece in page.pieces) for page in pages]
    written = [number for number, count in enumerate(counts) if count > 20]
    if not written or sum(counts) < 20 * len(pages):
        raise UnreadableReportError(
            _SCANNED.format(f"this PDF is scanned: its {len(pages)} pages hold no text"), path=path
        )
    inner = [n + 1 for n in range(written[0], written[-1]) if counts[n] < 5 and pages[n].pictures]
    if inner:
        which = ", ".join(map(str, inner[:5])) + (" …" if len(inner) > 5 else "")
        raise UnreadableReportError(
            _SCANNED.format(f"of this PDF pages are scanned and hold no text ({which})"), path=path
        )
    lost = sum(
        g.char == "\ufffd" or "\ue000" <= g.char <= "\uf8ff" for page in pages for p in page.pieces for g in p.glyphs
    )
    if lost > 0.05 * sum(counts):
        raise UnreadableReportError(
            _SCANNED.format("the fonts of this PDF do not say which characters they show"), path=path
        )


def _flow(page: Page, pieces: Sequence[Piece], number: int) -> Iterator[Row | Table]:
    """Rows and tables as they are read: what stands above a table, the table, what stands below it."""
    tables, left = take_tables(page, pieces, number)
    for table in sorted(tables, key=lambda t: -t.top):
        above = [p for p in left if p.y > table.bottom]
        left = [p for p in left if p.y <= table.bottom]
        yield from in_order(above, number)
        yield table
    yield from in_order(left, number)


def _body_size(flow: Sequence[Row | Table]) -> float:
    """The size of the type in which most of the text is set."""
    sizes: Counter[float] = Counter()
    for row in flow:
        if isinstance(row, Row):
            sizes[round(row.size * 2) / 2] += len(row.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _write(sheet: Sheet, flow: Sequence[str | Table]) -> None:
    """Put paragraphs and tables on the sheet; a table that goes on over the page goes on in the row that was parted."""
    row: list[str] = []
    for item in flow:
        if isinstance(item, str):
            if row:
                sheet.row(row)
                row = []
            sheet.line(item)
            continue
        for number, cells in enumerate(item.rows):
            if number == 0 and len(row) == len(cells) and not cells[0].strip():
                row = [above + below for above, below in zip(row, cells, strict=True)]
                continue
            if row:
                sheet.row(row)
            row = list(cells)
    if row:
        sheet.row(row)
