"""How sentences are compared: their characters without punctuation, with and without the figures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from rapidfuzz.distance import Indel

from kg.carryover.records import Edit
from kg.model import Report
from kg.text import Span

SHORTEST = 12  # characters without punctuation; what is shorter is a formula or a bare heading and is not judged
_STRETCH = 3  # shorter agreements are chance
_HEAVY = 4  # numbers that make a sentence a row of indicators, whose names are no repetition

_LABEL = re.compile(r"\[\d+\]|（?[一二三四五六七八九十]{1,3}[）、]|（\d+）|\d{1,2}[.、](?!\d)|[①-⑳]|各位代表[：！]")
_POINT = re.compile(r"(?<=\d)\.(?=\d)")
_NUMBER = re.compile(r"\d+(?:·\d+)*")
_FIGURE = re.compile(
    r"(?:同比|分别|年均|增长|下降|达到?|完成|实现|提高|高于全[国省市]|位居|均|为|占)*#[#%‰、和]*[多余]?[万亿]*"
    r"(?:个?百分点|平方米|平方公里|公里|[元吨亩人户个家项件座名处所条年月日位倍斤])?(?:以上|以内|左右)?"
)
_OPENING = re.compile(
    r"(?:现在)?我?代表.{2,20}政府.{0,6}(?:报告|汇报)|.{0,12}\d{4}年\d+月\d+日在.{2,40}(?:会议|大会)"
    r"|.{2,12}政府代?(?:省长|市长|县长|区长|州长|盟长|旗长|主席)"
)


class Sentence(NamedTuple):
    """A judged sentence: its characters, and the same with every number masked."""

    report: int
    span: Span
    key: str
    mask: str


def key_of(text: str) -> str:
    """The characters by which sentences are compared: no numbering in front, no white space, quotes or punctuation.

    >>> key_of("（一）坚持“稳中求进”，增长 8.5%。")
    '坚持稳中求进增长8·5%'
    """
    bare = _POINT.sub("·", "".join(text.split()))
    while label := _LABEL.match(bare):
        bare = bare[label.end() :]
    return "".join(c for c in bare if c.isalnum() or c in "·%+")


class Agreement(NamedTuple):
    """The part of both texts, of the earlier and of the later one that stands in common stretches; the longest of them."""

    both: float
    earlier: float
    later: float
    longest: int


def agreement(earlier: str, later: str) -> Agreement:
    """How far two texts agree, by stretches of three characters or more in the same order.

    >>> agreement("全面推进乡村振兴", "扎实推进乡村振兴")
    Agreement(both=0.75, earlier=0.75, later=0.75, longest=6)
    """
    equal = [op.src_end - op.src_start for op in Indel.opcodes(earlier, later) if op.tag == "equal"]
    sizes = [size for size in equal if size >= _STRETCH]
    common, one, two = sum(sizes), max(1, len(earlier)), max(1, len(later))
    return Agreement(2 * common / (one + two), common / one, common / two, max(sizes, default=0))


def judged(number: int, report: Report) -> Iterator[Sentence]:
    """The sentences that say enough to be recognised; the lines that open every report are none of them."""
    for span in report.sentences:
        text = report.text.form(span)
        key = key_of(text)
        if len(key) >= SHORTEST and not _OPENING.match(key):
            yield Sentence(number, span, key, _NUMBER.sub("#", key))


def likeness(earlier: Sentence, later: Sentence) -> tuple[float, Edit]:
    """How alike two sentences that are not the same are, and what was changed; no change named: another sentence.

    The words are compared without the figures: that two reports give numbers for the same indicators is no repetition.
    """
    if earlier.mask == later.mask:
        return 1.0, "numbers"
    one, two = _FIGURE.sub("", earlier.mask), _FIGURE.sub("", later.mask)
    shorter = min(len(one), len(two))
    if shorter < SHORTEST - 2:
        return 0.0, ""
    found = agreement(one, two)
    heavy = later.mask.count("#") >= _HEAVY
    needed = 0.75 if heavy or 18 <= shorter < 30 else 0.66 if shorter >= 30 else 0.8
    loose = found.longest >= 5 and not heavy and Indel.normalized_similarity(one, two) >= 0.8
    grown = found.earlier >= 0.9 and found.both >= 0.55 and shorter >= 14
    if found.both >= needed or loose or grown:
        return found.both, "wording"
    whole = found.later >= 0.85 and found.both >= 0.3 and found.longest >= 8 and len(two) >= 16
    return found.both, "part" if whole else ""
