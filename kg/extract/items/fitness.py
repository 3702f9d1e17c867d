"""Whether items of the right number are those of the name."""

from __future__ import annotations

from collections.abc import Sequence

from kg.extract.items.names import measured, noun_of, parts
from kg.naming import code_of
from kg.text import Span


def fits(text: str, items: Sequence[Span], name: str, named: bool) -> bool:
    """Whether items of the right number are the name's: by its nouns or digits where asked, or else by their shape."""
    if all(text[i.start : i.end].isdigit() for i in items) or _foreign(text, items, name):
        return False
    if len(parts(name)) > 2 and all(p.number and len(p.text) == 1 for p in parts(name)) and not code_of(name):
        return not named and _numbered_alike(text, items, name)  # 三六八九: 抓好三件大事, 打好六场硬仗, …
    if named:
        return _named(text, items, name)
    if code_of(name) and "+" not in name and not measured(name):
        return _numbered_alike(text, items, name)
    several = sum(1 for p in parts(name) if p.number) > 1
    loose = any(text[i.end : i.end + 1] in "，。" for i in items[:-1])
    return not ((several or not numbered(name)) and loose) and _spells(text, items, name)


def leaves_out(text: str, span: Span, items: Sequence[Span], name: str) -> bool:
    """Whether a noun of a name of several parts stands in the gloss, but in none of the items (一减四增 without 减)."""
    nouns = {noun_of(p) for p in parts(name)}
    if len(nouns) < 2 or "" in nouns:
        return False
    gloss = text[span.start : span.end].replace(name, "")
    shown = "".join(text[i.start : i.end] for i in items)
    return any(noun in gloss and noun not in shown for noun in nouns) and any(noun in shown for noun in nouns)


def _foreign(text: str, items: Sequence[Span], name: str) -> bool:
    """Whether an item shows that the list was cut wrongly: it is the name itself, begins amid a frame (确立的以…), or is
    a lone character beside longer ones (省、市违规用地)."""
    shown = [text[i.start : i.end] for i in items]
    if any(s in (name, code_of(name)) for s in shown) or "的以" in shown[0]:
        return True
    return any(len(s) == 1 for s in shown) and any(len(s) > 3 for s in shown)


def _numbered_alike(text: str, items: Sequence[Span], name: str) -> bool:
    """Whether each item shows its digit of the code (777: 早上7点…, 晚上7点…; 16441: …, 创新六种方式, …)."""
    digits = [p for p in parts(name) if p.number is not None]
    written = ("零", "一", "二两双", "三", "四", "五", "六", "七", "八", "九")
    for digit, item in zip(digits, items, strict=False):
        shown = text[item.start : item.end]
        if digit.text not in shown and not any(c in shown for c in written[(digit.number or 0) % 10]):
            return False
    return bool(digits)


def numbered(name: str) -> bool:
    """Whether any part of the name is a number."""
    return any(p.number is not None for p in parts(name))


def _named(text: str, items: Sequence[Span], name: str) -> bool:
    """Whether each item carries the noun that the name counts (三讲三强: three with 讲, then three with 强)."""
    nouns = [p.text[-1] for p in parts(name) for _ in range(p.number or 1) if len(p.text) > 1]
    return len(nouns) == len(items) and all(n in text[i.start : i.end] for n, i in zip(nouns, items, strict=True))


def _spells(text: str, items: Sequence[Span], name: str) -> bool:
    """Whether a clipped name is made of its items (敢转争: 敢担当, 转作风, 争一流); a numbered one need not be."""
    pieces = parts(name)
    return numbered(name) or all(p.text in text[i.start : i.end] for p, i in zip(pieces, items, strict=False))
