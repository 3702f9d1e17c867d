"""Where in a gloss its list may stand."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.items.cuts import split, trim
from kg.naming import COUNT
from kg.text import Span

_LEAD = re.compile(
    r"(?:[，：]|即[，：]?|就是|(?:主要)?(?:是)?指的?(?:是)?|(?:主要|具体|分别|内容)*(?:包括|包含|涵盖|为|是)[，：]?|具有|其中|分别|简称|主要|"
    r"[^，。；：、]{1,14}[，、]包括[：，]?|"
    rf"“[{COUNT}][^“”]{{1,8}}”，|[^，。；]{{0,6}}[{COUNT}][个大项][^，。；]{{1,6}}，?即|"
    r"在[^，；。]{1,24}?(?:开展|推行|实行|实施|划定的|形成的))+"
)
_FRAME = re.compile(r"(?:具有|[开实][展施])?以([^，。；]+)为(?:主体|重点|主要|核心|支撑|抓手|基础|代表)(?=[的内]|$)")
_EXPLAINS = re.compile("：|即|包括|(?<!是)指|分别为|分别是|就是")
_CONTENTS = re.compile("(?:主要|具体|分别)?(?:包括|内容[是为]?)：?")
_STOPS = re.compile("[。；]"), re.compile("，")
_ENCLOSED = re.compile("“([^“”]{3,200})”"), re.compile("（([^（）]{3,200})）")
_FORMED = re.compile(
    "(?:由(?=[^，。；（）]{6,200}(?:构成|组成))|以(?=[^，。；（）]{6,60}为(?:主要|基本|核心)?内容))([^，。；（）]+?)(?:构成|组成|为)"
)


def regions(text: str, span: Span, name: str) -> Iterator[tuple[Span, bool]]:
    """Where in a gloss the list may stand, likeliest first, and whether it may be taken there without more evidence."""
    seen: set[Span] = set()
    whole = trim(text, span)
    sentences = split(text, whole, "。")
    plain = [
        *(trim(text, Span(*m.span(1))) for m in _FORMED.finditer(text, *whole)),
        *_before_name(text, whole, name),
        whole,
        *sentences[:1],
        *_marked_off(text, sentences[0] if sentences else whole),
        *(s for s in sentences[1:] if _CONTENTS.match(text, *s)),
    ]
    rest = [*sentences[1:], *_marked_off(text, whole)]
    for regions, sure in ((plain, True), (rest, False)):
        for candidate in regions:
            for region in after_lead(text, candidate):
                if region not in seen and region.end > region.start:
                    seen.add(region)
                    yield region, sure


def _before_name(text: str, whole: Span, name: str) -> Iterator[Span]:
    """全面落实属地、部门、单位、个人的四方责任: the clause that ends in the name itself."""
    at = text.find(name, whole.start, whole.end)
    if at > whole.start + 4:
        start = max(text.rfind(mark, whole.start, at) for mark in "，。；：") + 1
        end = at - (text[at - 1] in "的“等")
        if max(start, whole.start) < end:
            yield trim(text, Span(max(start, whole.start), end))


def _marked_off(text: str, whole: Span) -> Iterator[Span]:
    """What stands after a word of explanation, within quotes or brackets, or between the clauses of a passage."""
    for colon in _EXPLAINS.finditer(text[whole.start : whole.end]):
        after = Span(whole.start + colon.end(), whole.end)
        yield trim(text, after)
        for stop in _STOPS:
            first = stop.search(text, after.start, after.end)
            if first:
                yield trim(text, Span(after.start, first.start()))
    for pattern in _ENCLOSED:
        for match in pattern.finditer(text, whole.start, whole.end):
            yield trim(text, Span(*match.span(1)))
    clauses = split(text, whole, "；")
    yield from clauses if len(clauses) > 1 else split(text, whole, "，")


def after_lead(text: str, region: Span) -> Iterator[Span]:
    """The region without the words that lead into a list (即, 主要包括, 是指在…开展), then the region itself."""
    framed = _FRAME.match(text, region.start, region.end)
    if framed:
        yield trim(text, Span(*framed.span(1)))
    match = _LEAD.match(text, region.start, region.end)
    if match and match.end() < region.end:
        yield trim(text, Span(match.end(), region.end))
    yield region
