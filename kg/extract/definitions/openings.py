"""The first piece of a list that stands before a name, freed of the clause that leads into the list."""

from __future__ import annotations

import re

from kg.extract.items import governing_verb
from kg.lexicon import words
from kg.segment import boundaries, tags
from kg.text import Span

_LEADS = re.compile(
    "从|(?:[^、，]{2,4}了)?集(?![中体成群聚约团合散资镇市邮])"
)  # 从建立机制、…入手; 构建了集纺织、…、…“六位一体”
_LEVELS = re.compile("[省市县区乡村]{2,4}[两三四]级(?=.{2})")


def object_of(norm: str, pieces: list[Span]) -> Span:
    """The first piece without the verb and adverbs before it: 合理布局生产 is 生产 beside 生活 and 生态."""
    first, others = pieces[0], pieces[1:3]
    opening = norm.rfind("“", first.start, first.end)
    if norm[first.end - 1] == "”" and opening > first.start:  # 做好“以水润城”、“以绿荫城”
        return Span(opening + 1, first.end - 1)
    lead = _LEADS.match(norm, *first)
    if lead and first.end - first.start > 2:
        first = Span(lead.end(), first.end)
    first = _from_shared_head(norm, first, others)
    sizes = {o.end - o.start for o in others}
    least = min(sizes, default=1)
    if sizes == {first.end - first.start} and not _led(norm, first, others):  # 鼓励激励 beside 容错纠错
        return first
    cut = first.end - max(sizes, default=0)
    of_one_size = len(others) > 1 and len(sizes) == 1 and first.start < cut and _whole_word(norm, first, cut)
    within_verb = norm[max(first.start, cut - 2) : cut + 2] in words("list_verbs.txt")  # 做大|做强食品
    if of_one_size and not within_verb and governing_verb().fullmatch(norm, first.start, cut):
        return Span(cut, first.end)
    start, governed = _after_governor(norm, first, others, least)
    if others and first.end - start > max(sizes) + 3 and norm[first.end - 1] == norm[others[0].end - 1]:
        start = _after_last_verb(norm, Span(start, first.end), least)
    shared = of_one_size and start < cut and _is_shared(norm[start:cut], least, governed)
    levels = _LEVELS.match(norm, cut if shared else start, first.end)
    return Span(levels.end() if levels else cut if shared else start, first.end)


def _from_shared_head(norm: str, first: Span, others: list[Span]) -> Span:
    """The first piece from the word on with which all others begin (守住|确保…、确保…), or behind a 的 that none has."""
    for size in (2, 1) if len(others) > 1 else (2,):
        heads = {norm[o.start : o.start + size] for o in others}
        reach = first.start + (14 if len(others) > 1 else 5)
        at = norm.find(min(heads), first.start + 2, min(reach, first.end - 2)) if len(heads) == 1 else -1
        opened = norm.startswith(tuple(heads), first.start)
        if at > 0 and not opened and first.end - at >= 4 and _whole_word(norm, first, at):
            return Span(at, first.end)
    of = norm.rfind("的", first.start, first.end - 2) + 1
    return Span(of, first.end) if of and others and not any("的" in norm[o.start : o.end] for o in others) else first


def _led(norm: str, first: Span, others: list[Span]) -> bool:
    """Whether an adverb with its verb opens the first piece alone: 成功打造食品 beside 汽车及零部件."""
    verb = governing_verb().match(norm, first.start, first.end - 2)
    alone = not any(governing_verb().match(norm, *o) for o in others)
    return bool(verb and alone and verb.end() - verb.start() > 3 and _whole_word(norm, first, verb.end()))


def _is_shared(modifier: str, least: int, governed: bool) -> bool:
    """Whether what stands before a first piece of the others' size belongs to them all: 部分医院 of 部分医院挂号、住院、检查,
    but not 防范化解 of 防范化解重大风险、精准脱贫、污染治理."""
    modifier = modifier.lstrip("以把将对由好")
    return len(modifier) > least if governed and least > 2 else len(modifier) != 1


def _after_governor(norm: str, first: Span, others: list[Span], least: int) -> tuple[int, bool]:
    """Where the verb before a list ends, and whether it is one known to govern lists; the start where each piece has
    a verb of its own."""
    if any(governing_verb().match(norm, *o) for o in others):
        return first.start, False
    verb = governing_verb().match(norm, first.start, first.end - 1)
    enough = 2 if verb and verb.end() - verb.start() > 3 else max(2, min(least, 5) - 2)  # 成功打造食品、汽车及零部件
    if verb and first.end - verb.end() >= enough and _whole_word(norm, first, verb.end()):
        return verb.end(), True
    return _after_verbs(norm, first, least), False


def _whole_word(norm: str, piece: Span, at: int) -> bool:
    """Whether a cut in a piece falls between two words."""
    return at - piece.start in boundaries(norm[piece.start : piece.end])


def _after_verbs(norm: str, first: Span, least: int) -> int:
    """Where the verbs and adverbs that open a piece end, by jieba's tags; never so far that too little is left."""
    at, verb = first.start, False
    for word, flag in tags(norm[first.start : first.end]):
        if flag not in ("v", "vd", "vg", "d", "ad", "p", "c", "uv", "zg") or first.end - at - len(word) < least:
            break
        at, verb = at + len(word), verb or flag.startswith("v")
    return at if verb else first.start


def _after_last_verb(norm: str, first: Span, least: int) -> int:
    """The same for a piece far longer than the others, which takes a whole clause along (县级领导包联头部企业)."""
    at = start = first.start
    for word, flag in tags(norm[first.start : first.end]):
        at += len(word)
        if flag == "v" and first.end - at >= least:
            start = at + norm.startswith(("着", "了"), at)
    return start
