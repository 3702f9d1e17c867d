"""A page of a PDF as its parts: the glyphs with their places, joined into pieces of lines, and the rules drawn between them."""

from __future__ import annotations

import ctypes
import math
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pypdfium2 import PdfObject, PdfPage, PdfTextPage

_MOST_SEGMENTS = 20_000  # of drawn paths on one page: beyond this it is a map or a picture, not a table
WIDE = 0.9  # of the size of the type: a gap that parts columns and cells, not words
_MOST_GLYPHS = 60_000  # on one page


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character, where it stands (y is its base line, upwards), and its size."""

    char: str
    x0: float
    x1: float
    y: float
    size: float


@dataclass(frozen=True, slots=True)
class Piece:
    """Glyphs that follow one another on a line without a wide gap."""

    glyphs: tuple[Glyph, ...]
    x0: float
    x1: float
    y: float
    size: float

    @classmethod
    def of(cls, glyphs: Sequence[Glyph]) -> Piece:
        """The piece that the glyphs make; its size and base line are those of the largest, for marks are raised."""
        size = max(g.size for g in glyphs)
        y = next(g.y for g in glyphs if g.size == size)
        return cls(tuple(glyphs), min(g.x0 for g in glyphs), max(g.x1 for g in glyphs), y, size)

    @property
    def text(self) -> str:
        """What it says, a space between words in Latin letters, and small raised digits in brackets, as note marks are."""
        return written(self.glyphs, self.size)


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line: `at` is its height or, for an upright one, its distance from the left."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its pieces in the order in which the file draws them, and its level and upright rules."""

    pieces: tuple[Piece, ...]
    level: tuple[Rule, ...]
    upright: tuple[Rule, ...]
    pictures: bool


def written(glyphs: Sequence[Glyph], size: float) -> str:
    """The glyphs as text; a run of small raised digits becomes a note mark [12]."""
    out: list[str] = []
    raised: list[str] = []
    before: Glyph | None = None
    for glyph in glyphs:
        small = glyph.size < 0.8 * size and glyph.char.isdigit() and bool(raised or _bears_mark(before))
        if raised and not small:
            out.append(f"[{''.join(raised)}]")
            raised = []
        gap = glyph.x0 - before.x1 if before else 0.0
        if before and (gap > 0.5 * size or (gap > 0.2 * size and _latin(before.char) and _latin(glyph.char))):
            out.append("  " if gap > 1.5 * size else " ")
        raised.append(str(int(unicodedata.numeric(glyph.char)))) if small else out.append(glyph.char)
        before = glyph
    return "".join(out) + (f"[{''.join(raised)}]" if raised else "")


def _bears_mark(glyph: Glyph | None) -> bool:
    """Whether a raised number behind this glyph is a note mark and not a power or an index."""
    return glyph is not None and not (glyph.char.isascii() and glyph.char.isalnum())


def _latin(char: str) -> bool:
    return char.isascii() and char.isalnum()


@dataclass(frozen=True, slots=True)
class _Turn:
    """From the coordinates of a page to those in which its lines run from left to right."""

    degrees: int

    def __call__(self, x: float, y: float) -> tuple[float, float]:
        return {90: (y, -x), 180: (-x, -y), 270: (-y, x)}.get(self.degrees, (x, y))


@dataclass(frozen=True, slots=True)
class _Printed:
    """A character as PDFium tells of it: where it stands, its box, its size, its width if it is a full one, its direction."""

    char: str
    at: tuple[float, float]
    box: tuple[float, float, float, float]
    size: float
    wide: float
    degrees: int


def page_of(page: PdfPage) -> Page:
    """Read one page.

    It is read in the direction in which most of it is written, however the page is turned; what runs in another is a
    watermark, a stamp or a label.
    """
    text = page.get_textpage()
    printed = list(_printed(text))
    text.close()
    directions = Counter(one.degrees for one in printed if one.degrees % 90 == 0)
    turn = _Turn(directions.most_common(1)[0][0] if directions else 0)
    level, upright, pictures = _drawn(page, turn)
    glyphs = [_glyph(one, turn) for one in printed if one.degrees == turn.degrees]
    return Page(tuple(_pieces(glyphs, upright)), tuple(level), tuple(upright), pictures)


def _printed(text: PdfTextPage) -> Iterator[_Printed]:
    """The characters of a page in the order in which the file draws them, without white space."""
    from pypdfium2 import raw

    x, y, matrix, box = ctypes.c_double(), ctypes.c_double(), raw.FS_MATRIX(), raw.FS_RECTF()
    for index in range(min(text.count_chars(), _MOST_GLYPHS)):
        code = raw.FPDFText_GetUnicode(text, index)
        if code <= 32 or code == 0xA0 or raw.FPDFText_IsGenerated(text, index) == 1:
            continue
        told = (
            raw.FPDFText_GetMatrix(text, index, matrix)
            and raw.FPDFText_GetCharOrigin(text, index, x, y)
            and raw.FPDFText_GetLooseCharBox(text, index, box)
        )
        size = raw.FPDFText_GetFontSize(text, index) * math.hypot(matrix.c, matrix.d)
        if told and size > 0.5:
            char = chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"
            wide = raw.FPDFText_GetFontSize(text, index) * math.hypot(matrix.a, matrix.b)
            degrees = round(math.degrees(math.atan2(matrix.b, matrix.a))) % 360
            yield _Printed(char, (x.value, y.value), (box.left, box.bottom, box.right, box.top), size, wide, degrees)


def _glyph(one: _Printed, turn: _Turn) -> Glyph:
    """The character in its line; the box that a font tells is too narrow for some full-width ones."""
    at, corner, other = turn(*one.at), turn(*one.box[:2]), turn(*one.box[2:])
    left, right = min(at[0], corner[0], other[0]), max(corner[0], other[0])
    full = unicodedata.east_asian_width(one.char) in "WF"
    return Glyph(one.char, left, max(left, right, at[0] + one.wide if full else left), at[1], one.size)


def _pieces(glyphs: Sequence[Glyph], upright: Sequence[Rule]) -> Iterator[Piece]:
    """Join glyphs as long as each stands just behind the one before, on its line and on the same side of every rule."""
    run: list[Glyph] = []
    for glyph in glyphs:
        if run and not _follows(run[-1], glyph, max(g.size for g in run[-3:]), upright):
            yield Piece.of(run)
            run = []
        run.append(glyph)
    if run:
        yield Piece.of(run)


def _follows(before: Glyph, glyph: Glyph, size: float, upright: Sequence[Rule]) -> bool:
    near = abs(glyph.y - before.y) < 0.55 * size and -0.5 * size < glyph.x0 - before.x1 < WIDE * size
    if not near or not upright:
        return near
    return not any(before.x0 + 1 < r.at < glyph.x1 - 1 and r.start - 1 < glyph.y < r.end + 1 for r in upright)


def _drawn(page: PdfPage, turn: _Turn) -> tuple[list[Rule], list[Rule], bool]:
    """The level and the upright rules of a page, thin boxes included, and whether it shows pictures."""
    from pypdfium2 import raw

    level: list[Rule] = []
    upright: list[Rule] = []
    pictures = False
    left = _MOST_SEGMENTS
    for drawn in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        if drawn.type == raw.FPDF_PAGEOBJ_IMAGE:
            pictures = True
            continue
        left -= max(1, raw.FPDFPath_CountSegments(drawn))
        if left < 0:
            return [], [], pictures
        for (x0, y0), (x1, y1) in _strokes(drawn, turn):
            if abs(y1 - y0) < 1.5 < abs(x1 - x0):
                level.append(Rule((y0 + y1) / 2, min(x0, x1), max(x0, x1)))
            elif abs(x1 - x0) < 1.5 < abs(y1 - y0):
                upright.append(Rule((x0 + x1) / 2, min(y0, y1), max(y0, y1)))
    return level, upright, pictures


def _strokes(drawn: PdfObject, turn: _Turn) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    """The straight strokes of a path from point to point."""
    from pypdfium2 import raw

    matrix = drawn.get_matrix()
    x, y = ctypes.c_float(), ctypes.c_float()
    first = before = (0.0, 0.0)
    for index in range(raw.FPDFPath_CountSegments(drawn)):
        segment = raw.FPDFPath_GetPathSegment(drawn, index)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        point = turn(*matrix.on_point(x.value, y.value))
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            first = point
        elif kind == raw.FPDF_SEGMENT_LINETO:
            yield before, point
        if raw.FPDFPathSegment_GetClose(segment) and kind != raw.FPDF_SEGMENT_MOVETO:
            yield point, first
        before = point
