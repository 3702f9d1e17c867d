"""Names with a quoted part: “万人助万企”活动, “甲”“乙”等实践活动, “雪亮工程”."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.programs.edges import prefix_start
from kg.extract.programs.found import Found
from kg.extract.programs.vocabulary import Head, Vocabulary
from kg.text import Span, unquoted

_GAP = 10
_ITEMS = re.compile(r"(?:“Q+”(?:（P+）)?(?:(?:、|和|与|及|以及)(?:[^“”、，]{1,4}(?=“))?)?)*“Q+”")
_ITEM = re.compile(r"“(Q+)”")
_NUMBER = re.compile(r"[一二三四五六七八九十百双两\d]")
_COUNTED = re.compile(r"[双二三四五六七八九十百\d]{1,3}[大项个场]?")
_PLAN = re.compile(r"[一二三四五六七八九十]{1,3}五")
_PLACE = re.compile(r"(?:[岛园区城港带圈廊路街镇村谷]|平台|中心|基地|大厦|经济)$|^智慧")
_SHARED = re.compile(r"^等?(?:一批|一?系列|主题|专题|重大)?(?:[一二三四五六七八九十两]{1,2}[大项个])?|^的")
_BUILT = ("体系", "经济", "项目", "园区")
_AND_SO_ON = re.compile(r"^等")
_OWN = re.compile(r"^等(?:重大)?|^[一二三四五六七八九十两]{1,2}大")


def quoted_names(norm: str, mask: str, span: Span, head: Head, verb: str, vocab: Vocabulary) -> Iterator[Found]:
    """The names in a phrase with quoted parts: each quoted item with what follows up to the head noun."""
    run = list(_ITEMS.finditer(mask, span.start, span.end))[-1]
    items = list(_ITEM.finditer(mask, run.start(), run.end()))
    gap = norm[run.end() : span.end - len(head.noun)]
    if len(gap) > _GAP or "作为" in gap or not _may_name(head, verb, gap, len(items)):
        return
    tails = _tails(norm, head, gap, items)
    prefix = prefix_start(mask, span.start, run.start(), verb, vocab)
    for i, item in enumerate(items):
        core = norm[item.start(1) : item.end(1)]
        start = prefix if i == 0 else item.start()
        own = own_head(core, vocab)
        if own and _stands_alone(own, head, gap, len(items)):
            yield Found(unquoted(core), own.noun, Span(item.start(), item.end()), "quoted-head", unquoted(core))
        elif unquoted(core) and _names(core, head, vocab):
            name = unquoted(norm[start : item.start()] + core + tails[i])
            end = span.end if item is items[-1] else item.end()
            rule = "coordinated" if len(items) > 1 else "quoted"
            yield Found(name, head.noun, Span(start, end), rule, unquoted(core))


def _may_name(head: Head, verb: str, gap: str, items: int) -> bool:
    """工作 and 建设 name a program only close to their quotation: “七抓”工作, 落实“书香新乡”建设."""
    if head.needs == "numeral":
        return items == 1 and "等" not in gap and len(gap) <= 2
    built = "等" in gap or gap.endswith(_BUILT)
    return head.needs != "place" or (bool(verb) and not built and len(gap) <= 5)


def _tails(norm: str, head: Head, gap: str, items: list[re.Match[str]]) -> list[str]:
    """What each quoted item shares with the others: the head noun and the words before it.

    “揭榜挂帅”“赛马制”等科研攻关模式 are models by themselves, and a long gap belongs to the last item alone
    (“数商兴农”“互联网+”农产品出村进城工程).
    """
    if len(items) > 1 and "等" in gap and head.noun in {"模式", "政策"}:
        return [""] * len(items)
    listed = "、" in norm[items[-1].start() : items[-1].end()]  # “蓝天、碧水、净土”三大保卫战 counts what it lists
    filler = _AND_SO_ON if listed else _SHARED if len(items) > 1 else _OWN
    shared = filler.sub("", gap)
    others = shared if len(shared) < 5 else ""
    return [*[others + head.noun] * (len(items) - 1), shared + head.noun]


def _stands_alone(own: Head, head: Head, gap: str, items: int) -> bool:
    """Whether a quoted part with a head noun of its own needs none after it: “雪亮工程”建设, “春风行动”等活动."""
    if head.needs in {"numeral", "place"} or gap.startswith("等"):
        return True
    if own.noun.endswith("年"):  # “营商环境提升年”行动
        return False
    return items > 1 and own.needs in {"modifier", "verb"}


def _names(core: str, head: Head, vocab: Vocabulary) -> bool:
    """Whether a quoted part names something before this head: no five-year plan, no place that is being built."""
    if core in vocab.single or (_PLAN.fullmatch(core) and head.noun != "普法"):
        return False
    if head.needs == "place":
        return (
            not vocab.brick.search(core)
            and "互联网" not in core
            and (not _PLACE.search(core) or bool(_NUMBER.search(core)))
        )
    return head.needs != "numeral" or bool(_NUMBER.search(core))


def own_head(core: str, vocab: Vocabulary) -> Head | None:
    """The head noun that a quoted name ends in by itself, if it makes one.

    >>> from kg.extract.programs.vocabulary import vocabulary
    >>> own_head("雪亮工程", vocabulary()).noun, own_head("三大建设", vocabulary())
    ('工程', None)
    """
    tail = vocab.head_end.search(core)
    if core.startswith(("谁", "一套", "一个", "一种")):  # “谁污染、谁治理” is a principle, “一套机制” any
        return None
    if tail is None or not tail.start() or len(core) > 24 or "的" in core or core in vocab.single:
        return None
    head = vocab.heads[tail[0]]
    if head.needs in {"numeral", "place", "strive"} or (tail.start() < 2 and not _COUNTED.match(core)):
        return None
    return None if any(vocab.head_end.search(part) for part in core.split("、")[:-1]) else head
