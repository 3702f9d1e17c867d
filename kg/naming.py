"""How a 提法 is named: its kind, the parts of its name, and the number of items that the name announces."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from kg.model import Kind
from kg.numerals import integer

COUNT = "一二三四五六七八九十两双"
_CHUNK = re.compile(rf"(百|千|双|[{COUNT.replace('双', '')}]{{1,3}})([^{COUNT}百千、，]*)")
_OF_ONES = re.compile(rf"([{COUNT}]{{1,2}})个一[^{COUNT}]{{0,2}}$")
_CODE = re.compile(r"\d+(?:[+＋]\d+|[+＋][NnXx])*[NnXx]?|[NnXx](?:[+＋][\dNnXx]+)+")
_LETTERED = re.compile(rf"([{COUNT.replace('一', '').replace('双', '')}]{{1,3}})字")
_PLUS = re.compile(r"[+＋]")
_WHOLE = ("体", "律", "样", "致", "直", "下", "些", "定", "切", "起", "旦", "般", "流", "时", "带一路")


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a name that its gloss may explain by itself (三讲, 三强; the digits of 13710), with its number."""

    text: str
    number: int | None


def code_of(name: str) -> str:
    """The digit code in a name, blank where there is none.

    >>> [code_of(s) for s in ("环保777工作机制", "1+6+6+3", "1239N发展布局", "三讲三强", "5G")]
    ['777', '1+6+6+3', '1239N', '', '5']
    """
    match = _CODE.search(name)
    return match[0] if match else ""


@lru_cache(maxsize=1 << 16)
def parts(name: str) -> tuple[Part, ...]:
    """The parts of a name, in order: numeral groups, the digits of a code, or the characters of a clipped form.

    >>> [(p.text, p.number) for p in parts("一带两圈十街")]
    [('一带', 1), ('两圈', 2), ('十街', 10)]
    >>> [(p.text, p.number) for p in parts("13710")][:3], [p.text for p in parts("1+3+N")], [p.text for p in parts("放管服")]
    ([('1', 1), ('3', 3), ('7', 7)], ['1', '3', 'N'], ['放', '管', '服'])
    """
    code = code_of(name)
    if code and (len(code) > 1 or name == code):
        pieces = _PLUS.split(code) if _PLUS.search(code) else list(code)
        return tuple(Part(piece, integer(piece)) for piece in pieces)
    if code:
        return (Part(name, int(code) if code.isdigit() else None),)
    ones = _OF_ONES.search(name)
    if ones:  # 三个一批 has three, not three and one
        return (Part(ones[0], integer(ones[1])),)
    if len(name) > 2 and all(c in COUNT + "百千" for c in name):
        return tuple(Part(char, integer(char)) for char in name)
    chunks = [m for m in _CHUNK.finditer(name) if not _counts_nothing(m)]
    if chunks:
        return tuple(Part(m[0].rstrip("和与"), 2 if m[1] == "双" else integer(m[1])) for m in chunks)
    return tuple(Part(char, None) for char in name if not char.isspace()) if len(name) <= 8 else ()


def _counts_nothing(chunk: re.Match[str]) -> bool:
    """Whether a 一 within a name is no number: 五位一体, 三规合一."""
    at = chunk.start()
    return (
        at > 0
        and chunk[1] == "一"
        and ((chunk[2].startswith(_WHOLE) and not chunk[2].startswith("体系")) or chunk.string[at - 1] == "合")
    )


@lru_cache(maxsize=1 << 16)
def announced(name: str) -> tuple[int, ...]:
    """The numbers of items that a name may announce, likeliest first; empty where it announces none.

    >>> announced("三讲三强"), announced("六链融合"), announced("五位一体"), announced("13710"), announced("双碳"), announced("敢转争")
    ((6,), (6,), (5,), (5,), (2,), (3,))
    >>> announced("1+6+6+3"), announced("智慧岛"), announced("三规合一")
    ((16, 4), (3,), (3,))
    """
    pieces = parts(name)
    if not pieces:
        return ()
    numbers = [p.number for p in pieces]
    if code_of(name) and len(pieces) > 1:
        total = sum(n for n in numbers if n)
        return _unique(
            [total, len(pieces)] if "+" in name or "＋" in name else [len(pieces), total if len(pieces) < 4 else 0]
        )
    if all(n is None for n in numbers):
        return (len(pieces),) if 2 <= len(pieces) <= 6 else ()
    total = sum(n or 0 for n in numbers)
    if all(len(p.text) == 1 for p in pieces):
        return _unique([len(pieces), total])
    first = numbers[0] if len(pieces) == 1 or len(pieces[0].text) == 1 else 0  # 双十条 is two, not twelve
    return _unique([total, first or 0, (numbers[-1] or 0) if numbers[0] == 1 else 0])  # 一招四引 may list four


def words_counted(name: str) -> tuple[int, ...]:
    """The numbers of words of a name that counts characters, likeliest first; empty for one that does not.

    >>> words_counted("八字方针"), words_counted("二十字方针"), words_counted("三字一话")
    ((4,), (5, 10), ())
    """
    lettered = _LETTERED.match(name)
    total = (integer(lettered[1]) or 0) if lettered else 0
    return (total // 4, total // 2) if total > 8 else (total // 2,) if total > 3 else ()


def _unique(numbers: list[int]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(n for n in numbers if 1 < n <= 60))


_DIGIT, _NUMERAL = re.compile(r"\d"), re.compile(rf"[{COUNT}百千万]")
_NO_NUMERAL = re.compile(r"唯一|统一|一流|第[一二三]")
_CLIPPED = re.compile(r"[+＋]|^[a-zA-Z]")
_COUNTED = re.compile(rf"^[{COUNT}]{{1,2}}[个项种条件位类级层大张批片場场]")


@lru_cache(maxsize=1 << 16)
def kind_of(name: str) -> Kind:
    """The kind of a 提法 by its written form alone.

    >>> [kind_of(s) for s in ("两高一好", "13710", "放管服", "e岗通", "幸福红旗", "1+6+6+3", "标准地+承诺制")]
    ['numeral', 'digit', 'acronym', 'acronym', 'motto', 'digit', 'acronym']
    """
    if _DIGIT.search(name):
        return "digit"
    if _NUMERAL.search(name) and not _NO_NUMERAL.search(name):
        return "numeral"
    if len(name) == 3 or _CLIPPED.search(name):
        return "acronym"
    return "motto"
