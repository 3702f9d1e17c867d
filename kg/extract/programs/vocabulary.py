"""The word lists in kg/data/program_*, compiled once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from kg.lexicon import rows, words


@dataclass(frozen=True, slots=True)
class Head:
    """A head noun, what must be there for its phrase to be a name, and the words that may not stand next to it."""

    noun: str
    needs: str
    not_after: tuple[str, ...]
    not_before: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The compiled lists: head nouns, verbs that a name begins after, words to take off, words that make no name."""

    heads: dict[str, Head]
    head: re.Pattern[str]  # one or more in a row: 改革试点
    head_end: re.Pattern[str]
    name_end: re.Pattern[str]  # a name that ends here is over: what follows 、 or 和 is another
    cut: re.Pattern[str]
    lead: re.Pattern[str]
    free_lead: re.Pattern[str]  # where no verb governs yet: adverbs and weak verbs too
    weak: re.Pattern[str]
    carried: frozenset[str]
    single: frozenset[str]
    generic: re.Pattern[str]
    brick: re.Pattern[str]
    occasion: re.Pattern[str]
    name: re.Pattern[str]


# A verb right before 年, 机制, 战 and the like is part of a name: 项目推进年活动, 工作推进机制, 执法推进战.
_NOUN_AHEAD = r"(?!年(?:活动|”|行动)|前(?![沿瞻海])|机制(?!改革|创新)|战(?!略)|会(?!展|议)|、|办法|体系|制度|模式|方案|力|性|型|部)"
_CUT_FIRST = "的了作深"  # the first characters of
_ALWAYS_CUT = r"的(?!话|士)|了|(?<![担不所有])(?<!担当)作为|深化(?!年|提升|行动|工程)"
_LEAD = "|".join(
    (
        r"、|与|把|将(?!军)|对(?!口|接|标|外|台|位)|以(?![旧工奖人竹学案赛商港评考点])",
        r"[一二三四五六七八九十]{1,2}(?:、|是(?!要))|\d{1,3}\.(?!\d)|（.{1,8}）|\d+(?:余|多)?[项个次场大条批轮期件处]",
        r"“?十[一二三四五]五”?(?:期间|时期)|\d{4}年(?:度|以来|全国)?",
    )
)
_NO_LEAD = "(?![性化型]|依法治|从严治)"  # 系统性, 全面依法治县: no adverb


@cache
def vocabulary() -> Vocabulary:
    """All lists, read on first use.

    >>> vocabulary().heads["战略"].needs
    'modifier'
    """
    heads = {head.noun: head for head in map(_head, rows("program_heads.tsv"))}
    nouns = _alternatives(set(heads), "(?!度)")  # 权力清单制度 is a 制度
    cuts = _CUT_FIRST + "".join(sorted({verb[0] for verb in words("program_verbs.txt")}))  # saves trying every verb
    whole = _alternatives(
        {
            head.noun
            for head in heads.values()
            if head.needs in {"modifier", "verb", "strive"} and not head.noun.endswith("年")
        }
    )
    leads = f"{_any('program_leads.txt')}|{_LEAD}"
    return Vocabulary(
        heads=heads,
        head=re.compile(f"(?:{nouns})(?:{nouns}){{0,5}}"),  # no {1,6}: what begins with words alone is found sooner
        head_end=re.compile(f"(?:{nouns})$"),
        name_end=re.compile(f"(?:{whole}|制)[县市区]?$|创建"),
        cut=re.compile(rf"(?=[{cuts}])(?:{_ALWAYS_CUT}|(?:{_any('program_verbs.txt')}){_NOUN_AHEAD})"),
        lead=re.compile(f"(?:{leads})(?![性化型])"),
        free_lead=re.compile(f"(?:{_any('program_weak_verbs.txt', 'program_adverbs.txt')}|{leads}){_NO_LEAD}"),
        weak=re.compile(_any("program_weak_verbs.txt")),
        carried=frozenset(words("program_carried.txt")),
        single=frozenset(words("program_generic.txt")),
        generic=re.compile(rf"(?:{_any('program_generic.txt')}|[、和与及的新])+"),
        brick=re.compile(_any("program_bricks.txt")),
        occasion=re.compile(f"(?:{_any('program_occasions.txt')})$"),
        name=re.compile(_any("program_names.txt")),
    )


def _head(row: dict[str, str]) -> Head:
    return Head(row["head"], row["needs"], tuple(row["not_after"].split()), tuple(row["not_before"].split()))


def _any(*lists: str) -> str:
    return _alternatives({word for name in lists for word in words(name)})


def _alternatives(found: set[str], behind_rule: str = "") -> str:
    """The words, longest first, in one branch for each first character; those that end in 制 only where `behind_rule` allows."""
    branches: dict[str, list[str]] = {}
    for word in sorted(found, key=lambda word: (-len(word), word)):
        branches.setdefault(word[0], []).append(re.escape(word[1:]) + behind_rule * word.endswith("制"))
    return "|".join(f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in branches.items())
