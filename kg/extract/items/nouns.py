"""Lists whose items are told by the name's own nouns: each begins with one (查…，查…，查…) or each clause carries it."""

from __future__ import annotations

import re

from kg.extract.items.cuts import holds_outside, split, trim
from kg.extract.items.names import noun_of, parts
from kg.naming import COUNT
from kg.text import Span

_SHORT = 14  # characters of a sentence that names a thing and explains nothing


def led(text: str, region: Span, name: str) -> tuple[Span, ...]:
    """Items that begin with the nouns of the name's parts, each as often as its number says and no more often.

    三创四建: 创新、创业和创建全国文明城市、国家卫生城市，建设…，建设…，建设…，建设… — the marks alone would give eight.

    >>> text = "查办黑恶势力，查背后的“关系网”和“保护伞”，查党委、政府的责任"
    >>> [text[i.start:i.end] for i in led(text, Span(0, len(text)), "一案三查")]
    ['查办黑恶势力', '查背后的“关系网”和“保护伞”', '查党委、政府的责任']
    """
    counted = [(noun_of(p), p.number) for p in parts(name) if noun_of(p) and p.number]
    if len(counted) == 2 and counted[0][1] == 1 and counted[1][0][0] not in counted[0][0]:
        wanted = [[noun for noun, number in counted for _ in range(number)], [counted[1][0]] * counted[1][1]]
    else:
        wanted = [[noun for noun, number in counted for _ in range(number)]]
    nouns = dict.fromkeys(noun for noun, _ in counted)
    if sum(text.count(noun, region.start, region.end) for noun in nouns) < 3:  # most names; no pattern need be made
        return ()
    pattern = re.compile(rf"(?P<ordinal>[{COUNT}]?)(?P<noun>{'|'.join(map(re.escape, nouns))})")
    starts = [
        m
        for m in pattern.finditer(text, region.start, region.end)
        if m.start() == region.start or text[m.start() - 1] in "，、；。和与"
    ]
    begins = [m["noun"] for m in starts]
    if len(begins) < 3 or begins not in wanted or len({bool(m["ordinal"]) for m in starts}) > 1:
        return ()
    items = _between(text, [m.start("ordinal") for m in starts], region.end)
    run_over = any(holds_outside(text, i, {"。"}) for i in items[:-1])  # the noun opens clauses of other sentences
    return () if run_over else _alike(text, items)


def _between(text: str, starts: list[int], end: int) -> tuple[Span, ...]:
    """The stretches from each start to the next, without the marks and the 和 between them."""
    items = []
    for start, stop in zip(starts, [*starts[1:], end], strict=True):
        while stop > start and text[stop - 1] in "，、；。：和与“及以":
            stop -= 1
        items.append(trim(text, Span(start, stop)))
    return tuple(items)


def _alike(text: str, items: tuple[Span, ...]) -> tuple[Span, ...]:
    """The last item without the clauses behind it (…，做到有责必问) where no other item has such."""
    clauses = split(text, items[-1], "，；。")
    if len(clauses) > 1 and not any(holds_outside(text, i, {"，", "；", "。"}) for i in items[:-1]):
        return (*items[:-1], clauses[0])
    return items


def carrying(text: str, region: Span, name: str, count: int) -> tuple[Span, ...]:
    """Exactly `count` clauses in a row that carry the name's noun of two or more characters (三个必须, 两个只增不减).

    >>> text = "确保支出只增不减，确保人均支出只增不减，这是重要措施"
    >>> [text[i.start:i.end] for i in carrying(text, Span(0, len(text)), "两个只增不减", 2)]
    ['确保支出只增不减', '确保人均支出只增不减']
    """
    pieces = parts(name)
    noun = noun_of(pieces[0]) if len(pieces) == 1 else ""
    if len(noun) < 2:
        return ()
    clauses = split(text, region, "，；。")
    holding = [i for i, c in enumerate(clauses) if noun in text[c.start : c.end]]
    if len(holding) != count or holding[-1] - holding[0] != count - 1 or text.count(noun, *region) != count:
        return ()
    found = tuple(clauses[i] for i in holding)
    return () if any(holds_outside(text, c, {"："}) for c in found) else found


def doubled(text: str, region: Span, name: str, count: int) -> tuple[Span, ...]:
    """乱贴乱画、乱泼乱倒: pieces of two halves that begin alike, in the name's noun, are two items each.

    >>> text = "乱贴乱画、乱泼乱倒"
    >>> [text[i.start:i.end] for i in doubled(text, Span(0, len(text)), "四乱", 4)]
    ['乱贴', '乱画', '乱泼', '乱倒']
    """
    pieces, items = parts(name), split(text, region, "、")
    noun = noun_of(pieces[0]) if len(pieces) == 1 else ""
    if not noun or len(items) * 2 != count or any(text[i.start : i.end : 2] != noun * 2 for i in items):
        return ()
    return tuple(half for i in items for half in (Span(i.start, i.start + 2), Span(i.start + 2, i.end)))


def short_sentences(text: str, region: Span, name: str, count: int) -> tuple[Span, ...]:
    """The short sentences that carry the name's noun, among longer ones that explain them.

    >>> text = "一口受理，全岗都通。每天有两名人员负责接待来访来电，提供服务并负责答复。精准服务，全覆盖走访。"
    >>> [text[i.start:i.end] for i in short_sentences(text, Span(0, len(text)), "两全", 2)]
    ['一口受理，全岗都通', '精准服务，全覆盖走访']
    """
    pieces, sentences = parts(name), split(text, region, "。")
    noun = noun_of(pieces[0]) if len(pieces) == 1 else ""
    found = tuple(s for s in sentences if s.end - s.start <= _SHORT and noun in text[s.start : s.end])
    return found if noun and len(found) == count < len(sentences) and found[0] == sentences[0] else ()


def labelled(text: str, span: Span, name: str, count: int) -> tuple[Span, ...]:
    """The quotations of a gloss, where they are short, of one size, as many as announced and begin with the noun.

    >>> text = "侵占水域、滩地等“乱占”问题；采砂、取土等“乱采”问题；倾倒、堆放等“乱堆”问题"
    >>> [text[i.start:i.end] for i in labelled(text, Span(0, len(text)), "清三乱", 3)]
    ['乱占', '乱采', '乱堆']
    """
    pieces = parts(name)
    noun = noun_of(pieces[0]) if len(pieces) == 1 else ""
    quoted = [Span(*m.span(1)) for m in re.compile("“([^“”]+)”").finditer(text, *span)]
    fit = bool(noun) and len(quoted) == count and all(text.startswith(noun, q.start) for q in quoted)
    return (
        tuple(quoted)
        if fit and len({q.end - q.start for q in quoted}) == 1 and len(text[slice(*quoted[0])]) <= 4
        else ()
    )
