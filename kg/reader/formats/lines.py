"""What all formats share in becoming text: table rows as lines, notes as an appendix, look-alike characters as what they are."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache

from kg.reader.lines import is_glossary_heading
from kg.text import squeeze

_HEADINGS = frozenset(
    "序号 编号 名词 词语 词条 术语 名称 用语 提法 缩略语 概念 关键词 解释 释义 注释 含义 说明 内容 内涵 注解 备注 页码".split()
)
_NUMBER = re.compile(r"\d{1,3}[.、．]?")
NOTES = "注释"
# Radicals that fonts confuse with characters and that no Unicode normalisation maps.
_RADICALS = dict(zip(
    "⺁⺄⺆⺇⺈⺊⺌⺍⺎⺕⺗⺘⺙⺝⺟⺠⺡⺢⺣⺤⺥⺧⺩⺫⺬⺭⺮⺱⺲⺶⺷⺸⺹⺺⺼⻁⻃⻄⻅⻆⻈⻉⻊⻋⻌⻍⻎⻏⻐⻑⻓⻔⻖⻗⻘⻙⻚⻛⻜⻝⻟⻠⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳",
    "厂乙冂几刀卜小小兀彐心手攵月母民水水火爪爪牛王网示示竹网网羊羊羊老聿肉虎覀西见角讠贝足车辶辶辶邑钅長长门阜雨青韦页风飞食饣饣马骨鬼鱼鸟卤麦黄齐齿龙龟",
    strict=True,
))  # fmt: skip


@cache
def _forms() -> dict[int, str]:
    """Radicals and compatibility ideographs to the characters that they are: text layers and fonts mix them up."""
    ranges = ((0x2E80, 0x2FE0), (0xF900, 0xFB00), (0x2F800, 0x2FA20))
    table = {code: unicodedata.normalize("NFKC", chr(code)) for a, b in ranges for code in range(a, b)}
    return {**{c: t for c, t in table.items() if t != chr(c)}, **{ord(c): t for c, t in _RADICALS.items()}}


def unified(text: str) -> str:
    """The text with every character in its common code.

    >>> unified("⼀⾏⻓⻔")
    '一行长门'
    """
    return text.translate(_forms())


class Sheet:
    r"""A text as it grows: paragraphs, rows of tables, and in the end the notes.

    >>> sheet = Sheet()
    >>> sheet.line("名词解释")
    >>> sheet.row(["序号", "名词", "释义"])
    >>> sheet.row(["1", "三铁", "铁一般的信仰"])
    >>> sheet.text([]).split("\n")
    ['名词解释', '1.三铁：铁一般的信仰', '']
    """

    def __init__(self) -> None:
        self.lines: list[str] = []
        self._in_glossary = False

    def line(self, text: str) -> None:
        """Add one paragraph, which may be several lines."""
        for part in text.split("\n"):
            if part := part.strip(" \t\r\xa0"):
                self._in_glossary = self._in_glossary or (len(part) < 80 and is_glossary_heading(squeeze(part)))
                self.lines.append(part)

    def row(self, cells: Sequence[str]) -> None:
        """Add a table's row: an entry of a glossary as term：gloss, other short cells on one line, else each on its own."""
        filled = [cell.strip() for cell in cells if cell.strip()]
        if len(filled) > 1 and {squeeze(cell) for cell in filled} <= _HEADINGS:
            self._head(filled)
        elif self._in_glossary and (entry := _entry(filled)):
            self.line(entry)
        elif sum(map(len, filled)) < 300 and not any("\n" in cell for cell in filled):
            self.line("\t".join(filled))
        else:
            self.line("\n".join(filled))

    def _head(self, cells: list[str]) -> None:
        """名词, 解释 at the head of a table stands for the glossary's heading where there is none above it."""
        heading = "".join(squeeze(cell) for cell in cells if cell not in ("序号", "编号"))
        if not self._in_glossary and is_glossary_heading(heading):
            self.line(heading)

    def text(self, notes: Iterable[tuple[str, str]]) -> str:
        """The text, with footnotes or endnotes (number, words) below it as the appendix that the reader knows."""
        appendix = [f"[{mark}]{''.join(words.split(chr(10)))}" for mark, words in notes if words.strip()]
        return unified("\n".join([*self.lines, *(["", NOTES, *appendix] if appendix else [])]) + "\n")


def _entry(cells: list[str]) -> str:
    """The row of a glossary's table, with or without a number before it, as a line; blank where it is none."""
    number = f"{cells[0].rstrip('.、．')}." if len(cells) == 3 and _NUMBER.fullmatch(cells[0]) else ""
    if len(cells) != (3 if number else 2) or len(cells[-2]) > 60 or "。" in cells[-2]:
        return ""
    return f"{number}{''.join(cells[-2].split(chr(10))).rstrip('：:')}：{cells[-1]}"
