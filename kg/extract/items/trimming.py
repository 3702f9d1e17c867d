"""Items freed of the words that belong to the whole list: the verb before the first, what they all share."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from kg.extract.items.likeness import common_end, common_start
from kg.lexicon import words
from kg.segment import boundaries, tags
from kg.text import Span

_PREFACES = tuple(
    re.compile(rf"[^“”]*(?:“[^“”]*”[^“”]*)*(?:{end})")
    for end in ("：", "(?<![立随当在])即(?![将使可便时])", "(?:明确|提出|确定)了")
)


@cache
def governing_verb() -> re.Pattern[str]:
    """A verb that governs a list, with its adverbs: 大力实施, 统筹做好."""
    verbs, adverbs = "|".join(words("list_verbs.txt")), "|".join(words("list_adverbs.txt"))
    return re.compile(rf"(?:[我全][省市县区州旗国])?(?:(?:{adverbs})*(?:{verbs})[了好着]?)+")


def parallel(text: str, items: Sequence[Span]) -> list[Span]:
    """Items freed of words that belong to the whole list.

    提升政务服务精准度、便利度、满意度: the first is 精准度, for the others have three characters and end in 度.
    """
    out = list(items)
    for i in range(1, len(out) - 1):
        if text[out[i].start - 1] in "和与及":
            out[i] = _same_size(text, out[i], out[i + 1 : i + 3])
    first = _freed(text, out[0], out[1:4])
    if (
        first == out[0] and len(out) == 2 and len(common_end(text, out)) > max(2, (out[1].end - out[1].start) // 2)
    ):  # 清洁取暖电替代煤、气替代煤
        first = _same_size(text, first, out[1:])
    return [first if first != out[0] else _freed(text, out[0], out[1:2]), *out[1:]]


def _freed(text: str, item: Span, others: Sequence[Span]) -> Span:
    """The first item without a verb that governs the whole list (统筹推进, 确保, 由), unless every item has it."""
    heads = {text[o.start] for o in others}
    sizes = [o.end - o.start for o in others]
    if len(heads) == 1 and text[item.start] not in heads and (sizes[0] > 2 or len(others) > 2):
        at = _shared_start(text, item, others)
        alike = len(others) > 1 or (item.end - at == sizes[0] and at - item.start > sizes[0])  # 世界一流大学 stays
        if item.start < at and item.end - at <= 2 * max(sizes) and alike:
            return Span(at, item.end)
    verb = governing_verb().match(text, item.start, item.end - 1)
    if verb and text.startswith(("，", "；"), item.end) and all(_acts(text, o) for o in others):
        return item  # 推进协同发展，启动新区建设，筹办盛会: clauses, each with a verb of its own
    if verb and not any(
        governing_verb().match(text, o.start, o.end) or text[o.start] == text[item.start] for o in others
    ):
        return _same_size(text, Span(verb.end(), item.end), others)
    if text[item.start] == "由" and {item.end - item.start - 1} == set(sizes):
        return Span(item.start + 1, item.end)
    return item


def _acts(text: str, item: Span) -> bool:
    """Whether an item begins with a verb that has an object behind it, adverbs aside."""
    flags = [flag for _, flag in tags(text[item.start : item.end]) if flag not in ("d", "ad")]
    return flags[:1] == ["v"] and len(flags) > 1


def _shared_start(text: str, item: Span, others: Sequence[Span]) -> int:
    """Where in the first item the words stand with which the others begin, between two words; its start where nowhere."""
    shared = common_start(text, others) if len(others) > 1 else text[others[0].start]
    head = shared if text.rfind(shared, item.start, item.end - 1) > item.start else shared[0]
    shortest = min(o.end - o.start for o in others)
    at = text.rfind(head, item.start, item.end - 1)
    while at > item.start and item.end - at < shortest - 3:
        at = text.rfind(head, item.start, at)
    return at if at > item.start and at - item.start in boundaries(text[item.start : item.end]) else item.start


def unprefaced(text: str, items: Sequence[Span], name: str) -> list[Span]:
    """Items of which the first has lost what leads into the list: …提出：, 文化“进机关”, 干部要提高政治能力."""
    first, others = items[0], items[1:]
    quoted = all(text[o.start - 1] == "“" and text[o.end : o.end + 1] == "”" for o in others)
    opening = text.rfind("“", first.start, first.end)
    if quoted and opening >= first.start and text[first.end - 1] == "”":
        return [Span(opening + 1, first.end - 1), *others]
    for pattern in _PREFACES:
        preface = pattern.match(text, *first)
        if preface and preface.end() < first.end and not any(pattern.match(text, *o) for o in others):
            first = Span(preface.end(), first.end)
    return [_alike(text, first, others, name) if len(others) > 1 else first, *others]


def _alike(text: str, first: Span, others: Sequence[Span], name: str) -> Span:
    """A first item that is far longer than the others and ends as they do, without its verb or its modifier."""
    ending, sizes = common_end(text, others), [o.end - o.start for o in others]
    if first.end - first.start <= max(sizes) + 4 or not text.endswith(ending, first.start, first.end):
        return first
    whole = boundaries(text[first.start : first.end])
    least = min(sizes) if len(ending) > 1 or (ending and ending in name) else 0
    of = text.rfind("的", first.start, first.end - max(2, min(sizes) - 2)) + 1
    if of and not any("的" in text[o.start : o.end] for o in others):
        return Span(of, first.end)
    for cut in sorted(first.start + at for at in whole if at):
        size = first.end - cut
        verb = text.endswith(words("list_verbs.txt"), first.start, cut)
        if least and size >= max(least - 2, len(ending) + 1) and (verb or size == least <= 3):
            return Span(cut, first.end)
    return first


def _same_size(text: str, item: Span, others: Sequence[Span]) -> Span:
    """An item cut to the size that the others share, where it ends as they do and the cut falls between words."""
    sizes = {o.end - o.start for o in others}
    cut = item.end - max(sizes, default=0)
    same_end = bool(others) and text[item.end - 1] == text[others[0].end - 1]
    if (
        len(sizes) == 1
        and same_end
        and cut > item.start
        and cut - item.start in boundaries(text[item.start : item.end])
    ):
        return Span(cut, item.end)
    return item
