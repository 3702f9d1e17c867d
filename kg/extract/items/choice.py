"""The choice of one list for a name, by the number that the name announces."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import tee

from kg.extract.items.counts import counted_lists
from kg.extract.items.cuts import split, trim
from kg.extract.items.doubles import doubled_twice, quoted_alike
from kg.extract.items.endings import closed
from kg.extract.items.fitness import fits, leaves_out, numbered
from kg.extract.items.likeness import common_start
from kg.extract.items.names import announced, explained_parts, parts
from kg.extract.items.nested import nested
from kg.extract.items.nouns import carrying, doubled, labelled, led, short_sentences
from kg.extract.items.parts import clause_by_part, part_by_part
from kg.extract.items.quantities import as_parts, by_quantity, by_years, drawn
from kg.extract.items.readings import MIXED, PLAIN, conjoined
from kg.extract.items.regions import after_lead, regions
from kg.extract.items.turns import by_scale, by_turns, paired
from kg.naming import COUNT, Part
from kg.text import Span


def enumerated(text: str, span: Span, name: str, headword: str = "") -> tuple[Span, ...]:
    """The items of a gloss, in order; empty where the gloss is prose or the count cannot be made out.

    `headword` is the glossary's heading, whose last word may close the list (“三路”整治: …、黑灯路整治).

    >>> def show(gloss, name): return [gloss[s.start:s.end] for s in enumerated(gloss, Span(0, len(gloss)), name)]
    >>> show("敢担当、转作风、争一流", "敢转争")
    ['敢担当', '转作风', '争一流']
    >>> show("“放”即简政放权，降低准入门槛；“管”即创新监管；“服”即高效服务", "放管服")
    ['简政放权，降低准入门槛', '创新监管', '高效服务']
    >>> show("产业链、创新链、价值链、供应链、资金链、政策链“六链”融合发展", "六链融合")
    ['产业链', '创新链', '价值链', '供应链', '资金链', '政策链']
    >>> show("通过互联网，将企业的系统、业务部署到云端，利用网络获取服务", "上云企业")
    []
    """
    return (
        _by_part(text, span, name)
        or _by_count(text, span, name, headword)
        or doubled_twice(text, span, name)
        or (() if numbered(name) else quoted_alike(text, span, name) or _bare_list(text, span))
    )


def _by_part(text: str, span: Span, name: str) -> tuple[Span, ...]:
    """The items of a gloss that explains the name piece by piece, or a name of four characters by its halves."""
    halves = (Part(name[:2], None), Part(name[2:], None)) if len(name) == 4 and not numbered(name) else ()
    return (
        part_by_part(text, span, explained_parts(name))
        or part_by_part(text, span, halves)
        or nested(text, span, name)
        or as_parts(text, span, parts(name))
        or clause_by_part(text, span, parts(name))
        or by_quantity(text, span, name)
        or by_years(text, span, name)
        or drawn(text, span, parts(name))
        or by_turns(text, span, parts(name))
        or by_scale(text, span, name)
    )


@dataclass(frozen=True, slots=True)
class _Gloss:
    """A gloss with the name that it explains and the places where its list may stand."""

    text: str
    span: Span
    name: str
    headword: str
    places: tuple[tuple[Span, bool], ...]


def _by_count(text: str, span: Span, name: str, headword: str) -> tuple[Span, ...]:
    """The first list that has as many items as the name announces and fits it.

    What the name's own nouns tell comes before what marks alone tell.
    """
    bare_numeral = len(name) <= 2 and not re.search(rf"[^{COUNT}千]", name)
    gloss = _Gloss(text, span, name, headword, tuple(regions(text, span, name)))
    for count in () if bare_numeral else announced(name):
        once, again = tee(_marked(gloss, count))
        items = (
            labelled(text, span, name, count)
            or _first_fit(gloss, once, named=True)
            or _led(gloss, count)
            or _first_fit(gloss, again, named=False)
            or _carrying(gloss, count)
        )
        if items:
            return items
    return ()


def _marked(gloss: _Gloss, count: int) -> Iterator[tuple[tuple[Span, ...], bool]]:
    """The lists of `count` items that marks set apart, plainest reading first, and whether each is sure to be one."""
    for marks in (*PLAIN, *MIXED):
        for region, sure in gloss.places:
            for items in counted_lists(gloss.text, region, count, (marks,)):
                yield tuple(closed(gloss.text, items, gloss.name, gloss.headword)), sure


def _first_fit(gloss: _Gloss, lists: Iterator[tuple[tuple[Span, ...], bool]], named: bool) -> tuple[Span, ...]:
    """The first list that fits the name; one that is not sure only where the name's own nouns tell it."""
    for items, sure in lists:
        if (
            (sure or named)
            and fits(gloss.text, items, gloss.name, named)
            and not leaves_out(gloss.text, gloss.span, items, gloss.name)
        ):
            return items
    return ()


def _led(gloss: _Gloss, count: int) -> tuple[Span, ...]:
    """The items that begin with the name's nouns, where the list is sure to stand."""
    found = (led(gloss.text, region, gloss.name) for region, sure in gloss.places if sure)
    return next((items for items in found if len(items) == count), ())


def _carrying(gloss: _Gloss, count: int) -> tuple[Span, ...]:
    """What carries the name's noun: clauses, the halves of pieces that have it twice, short sentences."""
    for region, _ in gloss.places:
        at = gloss.text, region, gloss.name, count
        items = carrying(*at) or doubled(*at) or paired(*at) or short_sentences(*at)
        if items:
            return items
    return ()


def _bare_list(text: str, span: Span) -> tuple[Span, ...]:
    """A gloss that is nothing but a 、 or ； list, where the name announces no number."""
    for region in after_lead(text, trim(text, span)):
        for separators in ("；", "、"):
            items = conjoined(text, split(text, region, separators))
            shown = [text[item.start : item.end] for item in items]
            if len(items) < 3 or any(len(s) > 16 or re.search("[，。：；]", s) for s in shown):
                continue
            if "的" not in shown[-1] or any("的" in s for s in shown[:-1]):
                return tuple(items)
            if (
                len(common_start(text, items)) > 1
            ):  # 事关…、事关…的大事; but 成立10年以内、…且尚未上市的企业 is one thing
                return (*items[:-1], Span(items[-1].start, text.rindex("的", *items[-1])))
    return ()
