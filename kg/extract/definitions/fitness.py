"""Whether the pieces that stand before a name are its items."""

from __future__ import annotations

import re

from kg.extract.definitions.names import nouns_of
from kg.extract.items import governing_verb
from kg.lexicon import words
from kg.naming import COUNT
from kg.text import Span

_N = COUNT.replace("一", "").replace("双", "")
_COUNTED = re.compile(rf"[{_N}][大个项]|[，；。]")
_PAIR = re.compile("两[大条篇]")
_CHANGE = re.compile(
    "(?:下降|增长|提升|翻番|缩减|突破|清零|覆盖|改善|达标|丰收|上升|回升|压减|提高|跃升|增加|见效|优化|[增降升减])$"
)
_LEADING = ("及", "了", "着", "把", "将", "等", "和", "与")
# These end a clause that goes on to the name; other verbs may be the last word of an item (收入提升, 能力建设).
_REACHES = (
    "推行",
    "实行",
    "实现",
    "打造",
    "构建",
    "形成",
    "开展",
    "实施",
    "围绕",
    "聚焦",
    "坚持",
    "确保",
    "做到",
    "树立",
)


def is_change(name: str) -> bool:
    """Whether a name sums up how its items moved: 双下降, 三增长, 四个全覆盖.

    >>> is_change("双下降"), is_change("四个全覆盖"), is_change("三岛")
    (True, True, False)
    """
    return bool(_CHANGE.search(name))


def are_items(norm: str, items: tuple[Span, ...], count: int, name: str) -> bool:
    """Whether the pieces are things of one kind, not the clauses of a sentence that happen to be as many."""
    texts = [norm[i.start : i.end] for i in items]
    if _cut_wrongly(norm, items, texts) or _owned(norm, texts, count, name):
        return False
    if len(texts[-1]) == 2 and all(
        len(t) > 4 for t in texts[:-1]
    ):  # 拆除违建别墅、河湖“清四乱”: 河湖 belongs to the name
        return False
    if norm[items[0].start - 1] in "让使" or "等" in texts[-1][1:-1]:  # 让群众和企业“只进一扇门”; 小区等重点片区“三微”
        return False
    return count > 2 or _paired(norm, items, name)


def _cut_wrongly(norm: str, items: tuple[Span, ...], texts: list[str]) -> bool:
    """Whether a piece shows that the list was cut amid a sentence: it begins with 及, is far too long, or holds a mark."""
    if texts[0].startswith(_LEADING) or (
        texts[0].startswith(("不以", "以")) and re.search("为[主辅重代核]", texts[-1])
    ):
        return True
    if any(not 1 <= len(t) <= 20 or _COUNTED.search(t) for t in texts):
        return True
    if texts[-1] in ("新时期", "新时代", "新"):  # 求真务实精神和新时期“三平”精神
        return True
    if re.search(r"\d[家个项]$", texts[-1]):
        return True
    return texts[-1][-1] in "和与及的" or texts[-1].endswith(_REACHES) or _only_a_verb(texts)


def _only_a_verb(texts: list[str]) -> bool:
    """Whether the last piece ends in the verb that governs the name, not in a noun as the others do."""
    if not texts[-1].endswith(words("list_verbs.txt")):
        return False
    return len(texts) == 2 or len(texts[-1]) < 4 or bool(governing_verb().fullmatch(texts[-1]))


def _owned(norm: str, texts: list[str], count: int, name: str) -> bool:
    """Whether some pieces but not all carry the character that a short name counts (…自主权、下放成果“三权”)."""
    last = name[-1]
    carried = sum(last in t for t in texts)
    return len(name) == 2 and 0 < carried < count and any(t.endswith(last) for t in texts)


def _paired(norm: str, items: tuple[Span, ...], name: str) -> bool:
    """Whether two pieces are a pair: alike in their last character or their size, or summed up by a name of pairs."""
    first, second = (norm[i.start : i.end] for i in items)
    if "“" in second or any(
        governing_verb().fullmatch(text) for text in (first, second)
    ):  # 加强与共建“一带一路”国家合作
        return False
    if first[-1] == second[-1] or len(first) == len(second) <= 6 or first[:2] == second[:2]:
        return True
    sizes = sorted((len(first), len(second)))
    even = sizes[0] >= 2 and sizes[1] <= 4 * sizes[0]
    if is_change(name):
        return sizes[0] >= 2 and norm[items[0].end : items[1].start] in ("、", "和", "与")
    return bool(_PAIR.match(name)) and even and not any(v in first[1:] for v in ("聚焦", "围绕", "打造", "推进"))


def carry_noun(norm: str, items: tuple[Span, ...], name: str) -> bool:
    """Whether each item carries what the name counts (拍脑袋决策、拍胸脯保证、拍屁股走人的“三拍”).

    >>> text = "拍脑袋决策、拍胸脯保证"
    >>> carry_noun(text, (Span(0, 5), Span(6, 11)), "两拍")
    True
    """
    nouns = nouns_of(name)
    return len(nouns) == 1 and any(all(char in norm[i.start : i.end] for i in items) for char in nouns[0])
