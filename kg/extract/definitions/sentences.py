"""Sentences under a name that carry its items: short ones that end in its noun, or ones that begin with it."""

from __future__ import annotations

import re

from rapidfuzz.distance import Prefix

from kg.extract.items import governing_verb
from kg.text import Span

_BEHIND = re.compile("[。：]\n?(?:——)?")
_OPENED = re.compile(r"(?<=[。；\n])[^。：；\n，、“]{4,26}(?=[，。])")
HASTENS = ("加快", "推进", "推动", "加强")
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
            return _freed(norm, found, noun)
    return ()


def governed_sentences(norm: str, start: int, noun: str, count: int) -> tuple[Span, ...]:
    """实施“三大战略”，…。实施创新战略，…。实施质量战略，…。实施人才战略，…: as many sentences as announced that open with one
    verb and what it governs, which ends in the noun.

    >>> text = "实施“三大战略”，加快转型。实施创新战略，建好平台。实施质量战略，创出品牌。实施人才战略，引进人才。"
    >>> [text[i.start:i.end] for i in governed_sentences(text, 8, "战略", 3)]
    ['创新战略', '质量战略', '人才战略']
    """
    whole = min(len(norm), start + _REACH)
    if norm.count(f"{noun}，", start, whole) + norm.count(f"{noun}。", start, whole) < count:  # mostly
        return ()
    opened = [Span(*m.span()) for m in _OPENED.finditer(norm, start, whole) if m[0].endswith(noun)]
    found = [one for one in opened if one.end - one.start >= len(noun) + 3]
    paragraph = norm.find("\n", start, whole)
    for end in (paragraph, whole):
        within = [one for one in found if one.end < end]
        if len(within) == count:
            freed = _freed(norm, within, noun)
            governed = {norm[i.start : f.start] for i, f in zip(within, freed, strict=True)}
            return freed if len(governed) == 1 and governed != {""} else ()
    return ()


def _freed(norm: str, found: list[Span], noun: str) -> tuple[Span, ...]:
    """The sentences without the verb that opens all of them, or without those that open each."""
    texts = [norm[i.start : i.end] for i in found]
    shared = texts[0][: Prefix.similarity(min(texts), max(texts))]
    for size in range(len(shared), 0, -1):
        if shared[:size] in HASTENS or governing_verb().fullmatch(shared[:size]):
            return tuple(Span(i.start + size, i.end) for i in found)
    verbs = [governing_verb().match(norm, i.start, i.end - len(noun)) for i in found]
    return tuple(Span(v.end(), i.end) if v else i for v, i in zip(verbs, found, strict=True))


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
