"""What follows a name and explains it: brackets, a verb of explanation, 一是 … 二是 …"""

from __future__ import annotations

import re

from kg.extract.definitions.names import item_counts, nouns_of
from kg.extract.items import counted, enumerated, governing_verb, split, trim
from kg.naming import COUNT, announced, kind_of, parts
from kg.text import Span

_CLAUSE_START = re.compile(r"[。；！？：\n]")
_BRACKETS = re.compile("[一-鿿]{0,4}（([^（）]{4,300})）")
_FIRST_STOP = re.compile(r"[，。；：\n]")
_STOP = re.compile(r"[。！？：\n]")
_ORDINAL = re.compile(r"(?:(?<=[。；：，\n”])|^)([一二三四五六七八九十]{1,2})是(?:要)?")
_FIRST = re.compile(r"(?:[^。：；，\n]{0,8}[。：]\n?|\n)一是")
_COLON_FIRST = re.compile(r"[^。：；，]{0,8}：\n?一是")
_NOUN = "(?:的?[一-鿿]{2,6})"
_COPULA = re.compile(
    rf"”?(?:，?即|，?就是|，?是指|：|，?包括|，?分别(?:是|为)|，?具体(?:为|是|包括)|{_NOUN}，(?:即|就是)|{_NOUN}：)[：，]?"
)
_COUNTED_IN_DIGITS = re.compile(r"\d{1,2}[个大项]")


def parenthesis(norm: str, span: Span, name: str) -> tuple[tuple[Span, ...], Span] | None:
    """四大战略（产业振兴、创新驱动、…）"""
    match = _BRACKETS.match(norm, span.end)
    if not match:
        return None
    gloss = Span(*match.span(1))
    items = enumerated(norm, gloss, name)
    return (items, gloss) if items else None


def copula(norm: str, span: Span, name: str) -> tuple[tuple[Span, ...], Span] | None:
    """“六保”，即…; 三个重点：…"""
    match = _COPULA.match(norm, span.end)
    if not match or norm.startswith("一是", match.end()):  # 三个结合：一是坚持… is an enumeration
        return None
    gloss = _stated(norm, match.end())
    if not 4 <= gloss.end - gloss.start <= 400:
        return None
    if kind_of(name) == "digit" and not _COUNTED_IN_DIGITS.match(name):
        items = enumerated(norm, gloss, name) if "即" in match[0] else ()  # “1357”，即“贯穿一条主线、…”
        return (items, gloss) if items else None
    for count in item_counts(name):
        items = counted(norm, gloss, count)
        if items and max(i.end - i.start for i in items) <= 40 and _listed(norm, items, name):
            return items, gloss
    return None


def _stated(norm: str, start: int) -> Span:
    """What a verb of explanation states: the quotation right behind it, or all up to the end of the sentence, or of its
    part where no further part belongs to the list."""
    if norm.startswith("“", start) and (close := norm.find("”", start)) > 0:
        return Span(start + 1, close)
    stop = _STOP.search(norm, start)
    whole = trim(norm, Span(start, stop.start() if stop else len(norm)))
    first = norm.find("；", *whole)
    return whole if first < 0 or "、" not in norm[start:first] else trim(norm, Span(start, first))


def _listed(norm: str, items: tuple[Span, ...], name: str) -> bool:
    """Whether the pieces are a list: set apart by 、 or ；, or clauses that begin alike (确保…，确保…，确保…), or carry
    the noun of the name (“三个突破”：…突破1000亿元，…突破500亿元，…)."""
    if not any(norm[i.end] == "，" for i in items[:-1]) or len({norm[i.start] for i in items}) == 1:
        return True
    noun = nouns_of(name)[0]
    return len(noun) > 1 and all(noun in norm[i.start : i.end] for i in items)


def enumeration(norm: str, span: Span, name: str) -> tuple[Span, ...]:
    """要实施“四大工程”。一是实施区域改造提升工程。…二是…: as many as the name says, numbered from one."""
    count = announced(name)[0]
    first = _FIRST if len(parts(name)) == 1 else _COLON_FIRST  # “一体两翼”发展格局。一是… goes on about something else
    if not 2 <= count <= 10 or len(name) < 3 or not first.match(norm, span.end):  # “三农”工作：一是… tells no items
        return ()
    marks: list[re.Match[str]] = []
    for match in _ORDINAL.finditer(norm, span.end, min(len(norm), span.end + 5000)):
        if match[1] == "一二三四五六七八九十"[min(len(marks), 9)]:
            marks.append(match)
        else:
            break
        if len(marks) == count:
            break
    if len(marks) != count:
        return ()
    return _carried(norm, marks, name) or tuple(_named_item(norm, m.end(), name) for m in marks)


def _carried(norm: str, marks: list[re.Match[str]], name: str) -> tuple[Span, ...]:
    """The clauses of the opening sentences that carry the name's noun, one in each (一是突出引领，打好升级攻坚战。…)."""
    noun = re.sub(rf"^[{COUNT}]{{1,2}}[个大项]?", "", name)
    hits = []
    for mark in marks:
        stop = _CLAUSE_START.search(norm, mark.end())
        clauses = split(norm, Span(mark.end(), stop.start() if stop else len(norm)), "，")
        hits.append([c for c in clauses if norm.endswith(noun, *c)])
    if len(noun) < 2 or any(len(h) != 1 for h in hits):
        return ()
    return tuple(_named_item(norm, h[0].start, name) for h in hits)


def _named_item(norm: str, start: int, name: str) -> Span:
    """The thing that an item names: its first clause without the verb (实施区域改造提升工程: 区域改造提升工程)."""
    stop = _FIRST_STOP.search(norm, start)
    end = stop.start() if stop else len(norm)
    noun = name[-2:]
    match = governing_verb().match(norm, start, end)
    if match and norm.endswith(noun, start, end):
        return Span(match.end(), end)
    return Span(start, end)
