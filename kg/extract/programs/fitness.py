"""Whether the words before a head noun make a name of it."""

from __future__ import annotations

import re

from kg.extract.programs.edges import AND, AND_SO_ON, striven
from kg.extract.programs.vocabulary import Head, Vocabulary
from kg.text import Span

LONGEST = 36
OF_LISTS = ("制度", "机制", "专项整治", "专项行动", "专项治理", "攻坚战")  # these join their items into one name
_NAMING = frozenset({"实施", "开展", "推行", "实行", "启动"})
_A_YEAR = re.compile(r"[一-鿿]{2}(?:建设|管理|服务|深化|整顿|创新|转化|突破|提升|攻坚|推进|提质|提速|提效|落实)年$")
_SUMMED = re.compile("[两三四五六七八九十][项个]$")
_JOINED = ("创建", "评选", "志愿服务")  # …、…、…等创建活动 is one name
_MEASURED = re.compile(
    r"[两三四五六七八九][所座条]|\d[\d.,]*(?:万|亿|%|元|公里|千米|米|亩|平方|吨|家|户|个|座|处|所|套|条)|\d项$"
)


def unfit(mask: str, span: Span, head: Head, verb: str, vocab: Vocabulary) -> bool:
    """Whether what stands before a head makes no name: too little, too general, a measured job, bricks and mortar.

    >>> from kg.extract.programs.vocabulary import vocabulary
    >>> head = vocabulary().heads["工程"]
    >>> [unfit(s, Span(0, len(s)), head, "实施", vocabulary()) for s in ("蓝天", "重点", "管网改造")]
    [False, True, True]
    """
    modifier = mask[span.start : span.end]
    parts = AND.split(modifier)
    if not 2 <= len(modifier) <= LONGEST or len(parts[-1]) < 2 or _MEASURED.search(modifier):
        return True
    if verb == "作为" and not head.noun.endswith("年"):  # 把对接京津作为主体战略
        return True
    if _general(parts, len(modifier), head, verb, vocab):
        return True
    if head.noun == "创建" and parts[-1] == "文明" and len(parts) == 2:  # 百城提质和文明创建
        return True
    if _SUMMED.search(modifier) and mask[span.start - 1 : span.start] in ("、", "和", "与"):
        return True  # …、面貌改造提升三项行动 sums up a list
    if head.noun == "工程" and len(parts) > 1 and parts[-1] in vocab.single - {"建设"}:  # 数字经济、建筑工程
        return True
    if head.noun.endswith("工程") and vocab.brick.search(modifier):
        return True
    if head.needs == "strive":
        return not striven(mask, span.start)
    joins = head.noun.endswith(OF_LISTS) or modifier.endswith(_JOINED)
    if (AND_SO_ON.search(modifier) or len(parts) > 4) and not joins:
        return True
    return not _enough(modifier, head, verb, vocab)


def _enough(modifier: str, head: Head, verb: str, vocab: Vocabulary) -> bool:
    """Whether a head has what it needs to make a name without quotation marks."""
    if _A_YEAR.search(modifier):  # 项目建设年活动 names itself
        return True
    if head.noun in {"活动", "政策"} and (verb not in vocab.carried or vocab.occasion.search(modifier)):
        return False
    if head.noun.endswith("计划") and vocab.occasion.search(modifier):
        return False
    if head.needs == "modifier":
        return True
    if head.needs == "long":
        return verb in vocab.carried and len(modifier) >= 6 and "、" not in modifier
    return head.needs == "verb" and bool(verb) and (len(modifier) >= 4 or verb in _NAMING)


def _general(parts: list[str], length: int, head: Head, verb: str, vocab: Vocabulary) -> bool:
    """Whether a modifier says nothing in particular; after 实施 two general words make a name (乡村绿化行动)."""
    specific = head.noun == "综合改革" or (head.noun in {"倍增计划", "发展战略"} and verb in _NAMING)
    if all(part in vocab.single for part in parts):
        return not specific
    named = specific or verb in _NAMING or (bool(verb) and head.noun in {"改革", "创建"})
    longest = 7 if head.noun.endswith(("机制", "战略")) else 4
    return not named and length <= longest and all(vocab.generic.fullmatch(part) for part in parts)
