"""Glosses that explain a name part by part."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from kg.extract.items.counts import counted
from kg.extract.items.cuts import split, trim
from kg.extract.items.endings import closed
from kg.extract.items.names import noun_of
from kg.extract.items.nouns import led
from kg.extract.items.readings import conjoined
from kg.extract.items.regions import after_lead
from kg.naming import Part
from kg.segment import boundaries, tags
from kg.text import Span


def part_by_part(text: str, span: Span, pieces: Sequence[Part]) -> tuple[Span, ...]:
    """“放”即…；“管”即…: each part of the name explained by itself, and a part with a number split in turn."""
    if not 1 < len(pieces) <= 12:
        return ()
    found: list[re.Match[str]] = []
    at = span.start
    if any(text.find(piece.text, at, span.end) < 0 for piece in pieces):  # most names; no pattern need be made
        return ()
    for piece in pieces:
        match = _explains(piece.text).search(text, at, span.end)
        if match is None:
            return ()
        found.append(match)
        at = match.end()
    ends = [match.start() for match in found[1:]] + [span.end]
    told = [trim(text, Span(match.end(), end)) for match, end in zip(found, ends, strict=True)]
    return _in_step(text, told, pieces)


def _in_step(text: str, told: Sequence[Span], pieces: Sequence[Part]) -> tuple[Span, ...]:
    """Each part's items. In a code a part that cannot be split stays whole beside the others; a name of words has
    all its parts split or none (三创四建 with its 三创 unresolved is not five)."""
    of_parts = [_of_part(text, region, piece) for region, piece in zip(told, pieces, strict=True)]
    open_parts = [p for p, found in zip(pieces, of_parts, strict=True) if 1 < (p.number or 0) < 100 and len(found) == 1]
    coded = all(p.text.isascii() for p in pieces)
    if open_parts and any(len(found) > 1 for found in of_parts) and not coded:
        return ()
    return tuple(item for found in of_parts for item in found)


def clause_by_part(text: str, span: Span, pieces: Sequence[Part]) -> tuple[Span, ...]:
    """不愁吃、不愁穿，义务教育、基本医疗、住房安全有保障: a clause for each part, with as many items as its number."""
    counted_parts = [(p.number, p.text) for p in pieces if len(p.text) > 1 and p.number]
    numbers = [number for number, _ in counted_parts]
    region = trim(text, span)
    clauses = split(text, region, "，；")
    if len(numbers) < 2 or max(numbers) < 2 or len(clauses) != len(numbers) or "。" in text[region.start : region.end]:
        return ()
    items: list[Span] = []
    for (number, part), clause in zip(counted_parts, clauses, strict=True):
        bare = clause if items else next(after_lead(text, clause))
        found = tuple(closed(text, counted(text, bare, number), part, "")) if number > 1 else (bare,)
        if len(found) != number:
            return ()
        items.extend(found)
    return tuple(items)


@lru_cache(maxsize=4096)
def _explains(part: str) -> re.Pattern[str]:
    """How a gloss takes up a part of the name: “放”即, 一带为, 第二个“1”即, 三重：即."""
    name = re.escape(part)
    verb = (
        r"(?:，?即(?:是|为)?|，?分别(?:对应|指|是|为)|是指|指的是|指|代表|表示|"
        r"：(?:即|指|是)?|，?就是|，?为|，?是|，?包括)[，：]?"
    )
    if len(part) == 1 or part.isdigit():
        return re.compile(
            rf"(?:第[一二三四五]个)?“{name}”{verb}|(?:^|(?<=[。；，：、\n]))“{name}”|(?:^|(?<=[。；，：、\n]))(?:第[一二三四五]个)?{name}{verb}"
        )
    return re.compile(rf"(?:“{name}[^“”]{{0,6}}”|(?:^|(?<=[。；，：、\n])){name}){verb}")


def _of_part(text: str, region: Span, piece: Part) -> list[Span]:
    """The items of one part: as many as its number says, or the whole explanation."""
    if piece.number and piece.number > 1:
        for candidate in after_lead(text, region):
            items = counted(text, candidate, piece.number) or counted(text, candidate, piece.number, mixed=True)
            items = tuple(closed(text, items, piece.text, "")) or led(text, candidate, piece.text)
            if items:
                return [_without_noun(text, items, piece), *items[1:]]
    return _named_others(text, region) if piece.text in "Nn" else [next(after_lead(text, region))]


def _without_noun(text: str, items: Sequence[Span], piece: Part) -> Span:
    """The first item without the part's own noun that opens the list (九通即通市政道路、雨水、…; 两托管即新区托管甲园、乙园)."""
    first, noun, word = items[0], piece.text[-1], noun_of(piece)
    at = text.find(word, *first) if len(word) > 1 and tags(word) == ((word, "v"),) else -1
    if first.start < at < first.end - len(word) - 1 and not any(word in text[i.start : i.end] for i in items[1:]):
        return Span(at + len(word), first.end)
    shared = text[first.start] == noun and not any(text[i.start] == noun for i in items[1:])
    whole_word = 1 in boundaries(text[first.start : first.end])  # 四帮即帮助解决…: no noun by itself
    return Span(first.start + (shared and whole_word), first.end)


def _named_others(text: str, region: Span) -> list[Span]:
    """What the N of a code stands for: the things behind 包括 in its first sentence, or the whole explanation."""
    listed = re.compile("包括([^。；，：]+)").search(text, *split(text, region, "。")[0])
    items = conjoined(text, split(text, Span(*listed.span(1)), "、")) if listed else []
    return items if len(items) > 2 else [next(after_lead(text, region))]
