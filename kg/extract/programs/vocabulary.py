"""The word lists in kg/data/program_*, compiled once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from kg.lexicon import rows, words


@dataclass(frozen=True, slots=True)
class Head:
    """A head noun, what must be there for its phrase to be a name, and the words that may not follow it."""

    noun: str
    needs: str
    not_after: tuple[str, ...]
    not_before: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The compiled lists: head nouns, verbs that a name begins after, words to take off, words that make no name."""

    heads: dict[str, Head]
    head: re.Pattern[str]
    head_end: re.Pattern[str]
    strong_head: re.Pattern[str]
    cut: re.Pattern[str]
    lead: re.Pattern[str]
    free_lead: re.Pattern[str]
    weak: re.Pattern[str]
    single: frozenset[str]
    generic: re.Pattern[str]
    brick: re.Pattern[str]
    name: re.Pattern[str]


# A verb right before 年, 机制, 战 and the like is part of a name: 项目推进年活动, 工作推进机制, 执法推进战.
_NOUN_AHEAD = r"(?<![一-鿿]深化)(?!年(?:活动|”|行动)|机制(?!改革|创新)|战(?!略)|会(?!展|议)|办法|体系|制度|模式|方案|力|性|型)"
_ALWAYS_CUT = r"的(?!话|士)|了|深化(?!年|提升|行动|工程)"
_LEAD = r"、|[一二三四五六七八九十]{1,2}、|对(?!口|接|标|外|台|位)|与|\d+(?:余|多)?[项个次场大条批轮期件处]|（.{1,8}）|“?十[一二三四五]五”?(?:期间|时期)|\d{4}年(?:度|以来|全国)?|以(?![旧工奖人竹学案赛商港评考点])|把|将(?!军)"


def _any(*lists: str) -> str:
    return _alternatives({word for name in lists for word in words(name)})


def _alternatives(found: set[str]) -> str:
    return "|".join(map(re.escape, sorted(found, key=lambda word: (-len(word), word))))


@cache
def vocabulary() -> Vocabulary:
    """All lists, read on first use.

    >>> vocabulary().heads["战略"].needs
    'modifier'
    """
    heads = {r["head"]: Head(r["head"], r["needs"], tuple(r["not_after"].split()), tuple(r["not_before"].split())) for r in rows("program_heads.tsv")}
    nouns = _alternatives(set(heads))
    strong = _alternatives({h.noun for h in heads.values() if h.needs in {"modifier", "verb", "strive"}})
    first = "".join(sorted({noun[0] for noun in heads}))  # saves trying every noun at every character
    leads = f"{_any('program_leads.txt')}|{_LEAD}"
    return Vocabulary(
        heads=heads,
        head=re.compile(f"(?=[{first}])(?:{nouns})+"),
        head_end=re.compile(f"(?:{nouns})$"),
        strong_head=re.compile(f"(?:{strong}|制)[县市区]?$|创建"),
        cut=re.compile(rf"{_ALWAYS_CUT}|(?:{_any('program_verbs.txt')}){_NOUN_AHEAD}"),
        lead=re.compile(f"(?:{leads})(?![性化型])"),
        free_lead=re.compile(f"(?:{_any('program_weak_verbs.txt', 'program_adverbs.txt')}|{leads})(?![性化型]|依法治|从严治)"),
        weak=re.compile(_any("program_weak_verbs.txt")),
        single=frozenset(words("program_generic.txt")),
        generic=re.compile(rf"(?:{_any('program_generic.txt')}|[、和与及的新])+"),
        brick=re.compile(_any("program_bricks.txt")),
        name=re.compile(_any("program_names.txt")),
    )
