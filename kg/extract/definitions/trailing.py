"""The list in the clause behind a name: “五长制”，将管理责任细化到街长、路长、…; “三个一”活动，每月开展一次…，每年推进一批…"""

from __future__ import annotations

import re
from functools import lru_cache

from kg.extract.definitions.names import nouns_of
from kg.extract.definitions.openings import object_of
from kg.extract.items import announced, split
from kg.numerals import integer
from kg.text import Span

_BEHIND = re.compile("”?[一-鿿]{0,4}，")
_EACH = re.compile(r"[二两三四五六七八九十]{1,2}个([一十百千])\1?|\d{1,2}个(10{1,3}万?)")
_FIGURES = {"一": "一", "十": "十|10(?!0)", "百": "百|100(?!0)", "千": "千|1000(?!0)"}
_TERM = re.compile("“?[一二三四五六七八九十]{1,3}五”?(?:时期|期间)|今后五年")
_FRAME = re.compile("[制网岗员]$")


def trailing(norm: str, sentence: Span, span: Span, name: str) -> tuple[Span, ...]:
    """The pieces behind a name that all show what it counts, as many as it announces; none where more or fewer do.

    >>> text = "推行“五长制”，将责任细化到街长、路长、巷长、楼长、店长，层层分解。"
    >>> [text[i.start:i.end] for i in trailing(text, Span(0, len(text)), Span(2, 7), "五长制")]
    ['街长', '路长', '巷长', '楼长', '店长']
    """
    behind = _BEHIND.match(norm, span.end, sentence.end)
    mark = _counted_mark(name) if behind else None
    count = _count(name) if mark else 0
    if not behind or not mark or count < 3:
        return ()
    region = Span(behind.end(), min(sentence.end, behind.end() + 240))
    for separators in ("，、", "，；"):
        pieces = split(norm, region, separators)
        at = [i for i, p in enumerate(pieces) if mark.search(norm, *p)]
        if len(at) == count == at[-1] - at[0] + 1:
            return _alike(norm, pieces[at[0] : at[-1] + 1])
    return ()


def _count(name: str) -> int:
    """How many pieces there must be: three for 三个十, five for 五长制; none where the name announces none."""
    each = _EACH.fullmatch(name)
    counts = (integer(name[: name.index("个")]) or 0,) if each else announced(name)
    return counts[0] if counts else 0


@lru_cache(maxsize=4096)
def _counted_mark(name: str) -> re.Pattern[str] | None:
    """What shows that a piece is one of those that a name counts: 一 of 三个一, a last character 长 of 五长制."""
    each = _EACH.fullmatch(name)
    if each:
        return re.compile(_FIGURES.get(each[1], each[2] or "一"))
    nouns = nouns_of(name)
    noun = _FRAME.sub("", nouns[0]) if len(nouns) == 1 and len(nouns[0]) < 3 else ""
    return re.compile(f"(?<=[一-鿿]){noun}$") if len(noun) == 1 and len(nouns[0]) == 2 else None


def _alike(norm: str, pieces: list[Span]) -> tuple[Span, ...]:
    """The pieces, the first freed of its verb, where the same mark stands between them all."""
    marks = {norm[p.end] for p in pieces[:-1]}
    sizes = [p.end - p.start for p in pieces[1:]]
    if len(marks) != 1 or max(sizes) > 40:
        return ()
    first = pieces[0]
    term = _TERM.match(norm, *first)
    if term:
        first = Span(term.end(), first.end)
    elif marks == {"、"}:
        first = object_of(norm, pieces)
    return (first, *pieces[1:]) if first.end - first.start <= 40 else ()
