"""Sentences under a name that carry its items: short ones that end in its noun, or ones that begin with it."""

from __future__ import annotations

import re

from kg.extract.items import governing_verb
from kg.text import Span

_BEHIND = re.compile("[。：]\n?(?:——)?")
_REACH = 3000  # characters in which a name of a few items is told


def opening_sentences(norm: str, start: int, noun: str, count: int) -> tuple[Span, ...]:
    """“八个更高”：创新驱动层次更高。…改革开放活力更高。…: short sentences that end in the noun, as many as announced.

    >>> text = "“两个突破”：以增长为目标，在产业上谋突破。培育企业。以协调为目标，在城乡上谋突破。修好道路。"
    >>> [text[i.start:i.end] for i in opening_sentences(text, 6, "突破", 2)]
    ['在产业上谋突破', '在城乡上谋突破']
    """
    if norm.count(f"{noun}。", start, start + _REACH) != count:
        return ()
    for before in "。：；\n", "，":
        pattern = re.compile(rf"(?:(?<=[{before}])|^)[^。：；\n，“]{{1,18}}{re.escape(noun)}(?=。)")
        found = [Span(*m.span()) for m in pattern.finditer(norm, start, min(len(norm), start + _REACH))]
        if len(found) == count:
            break
    freed = [
        Span(v.end(), i.end) if (v := governing_verb().match(norm, i.start, i.end - len(noun))) else i for i in found
    ]
    return tuple(freed) if len(found) == count else ()


def leading_sentences(norm: str, start: int, noun: str, count: int) -> tuple[Span, ...]:
    """“三个强化”：强化发展思维。…强化项目支撑。…: the first clauses of as many sentences as announced begin with the noun,
    and the first of them stands right behind the name.

    >>> text = "做到“三个强化”：强化发展思维。念好六字经。强化项目支撑。营造氛围。强化人才引领，抓人才就是抓发展。"
    >>> [text[i.start:i.end] for i in leading_sentences(text, 8, "强化", 3)]
    ['强化发展思维', '强化项目支撑', '强化人才引领']
    """
    behind = _BEHIND.match(norm, start)
    if not behind or not norm.startswith(noun, behind.end()):
        return ()
    for before in "(?<=[。：\n—])", "(?:(?<=\n)|(?<=——)|(?<=：))":
        pattern = re.compile(rf"{before}{re.escape(noun)}[^，。；：\n]{{2,24}}(?=[，。])")
        found = tuple(Span(*m.span()) for m in pattern.finditer(norm, start, min(len(norm), start + _REACH)))
        if len(found) == count:
            return found
    return ()
