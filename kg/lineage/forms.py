"""What the written form of a name tells: its keys, under which other forms of the same are found, and how reusable it is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from kg.extract.patterns import nationwide
from kg.lexicon import rows, words
from kg.naming import COUNT, code_of
from kg.numerals import integer

_NUMBER = f"[{COUNT}百千万]"
_GROUP = re.compile(rf"({_NUMBER}+)((?:个|种|项|大|条|类|位|件)?(?:重点)?)(?=[^{COUNT}百千万])")
_TWO = re.compile("^[双二]$")
_MARKS = re.compile(r"[^\w+]")
_ONES = re.compile(rf"^{_NUMBER}+个一(批|工程|行动|计划)?$")
_EVERYDAY = re.compile("[一-鿿][进出上下回过][来去]")  # 引进来, 走出去: words of everyday speech too
_JOINT = re.compile("[、，；和与]")


@lru_cache(maxsize=1 << 16)
def plain(name: str) -> str:
    """The form without punctuation and measure words: what 八个本领, 八种本领 and 八项本领 have in common.

    >>> plain("八种本领") == plain("八个本领"), plain("三体系、三机制") == plain("三个体系、三个机制"), plain("三个一批")
    (True, True, '三个一批')
    """
    if _ONES.match(name):
        return name
    return _MARKS.sub("", _GROUP.sub(lambda m: _TWO.sub("两", m[1]), name))


@lru_cache(maxsize=1 << 16)
def skeleton(name: str) -> str:
    """The form with its numerals left open: 五链融合 and 六链融合 share one; blank for a name without numerals.

    >>> skeleton("五链融合"), skeleton("放管服"), skeleton("三个一批")
    ('#链融合', '', '')
    """
    if _ONES.match(name) or not re.search(_NUMBER, name):
        return ""
    bare = _GROUP.sub("#", name)
    return bare if "#" in bare else ""


@lru_cache(maxsize=1 << 16)
def stem(name: str) -> str:
    """A numeral form without the joint verb it ends in: 三生 of 三生融合 and of 三生共融; blank where there is none.

    >>> stem("三生融合"), stem("三生共融"), stem("三讲三强")
    ('三生', '三生', '')
    """
    verb = next((v for v in words("joint_verbs.txt") if name.endswith(v)), "")
    base = name[: -len(verb)] if verb else ""
    return base if len(base) > 1 and re.match(_NUMBER, base) else ""


def size(name: str) -> int:
    """The sum of a name's numerals: 6 of 三讲三强."""
    return sum(integer(m[1].replace("双", "两")) or 0 for m in _GROUP.finditer(name))


@lru_cache(maxsize=1 << 16)
def members(name: str) -> tuple[str, ...]:
    """The parts that punctuation joins in a name: 三岛同构, 三区同建 of 三岛同构、三区同建; one where nothing joins.

    >>> members("一河一渠一区域，三庙三街三园区"), members("三街三庙三园区")
    (('一河', '一渠', '一区域', '三庙', '三街', '三园区'), ('三街', '三庙', '三园区'))
    """
    pieces: list[str] = []
    for piece in _JOINT.split(name):
        groups = list(_GROUP.finditer(piece))
        starts = [m.start() for m in groups]
        if len(groups) > 1 and starts[0] == 0:
            pieces += [piece[a:b] for a, b in zip(starts, [*starts[1:], len(piece)], strict=True)]
        elif piece:
            pieces.append(piece)
    return tuple(pieces)


def apart(name: str, other: str) -> tuple[str, ...]:
    """What a name has and the other has not: members, a whole joined piece as one; or single characters.

    >>> apart("一河一渠一区域，三庙三街三园区", "三街三庙三园区"), apart("放管服效", "放管服"), apart("放管服", "放管服效")
    (('一河一渠一区域',), ('效',), ())
    """
    held = set(members(other))
    if len(held) > 1 or len(members(name)) > 1:
        lost: list[str] = []
        for piece in _JOINT.split(name):
            gone = [m for m in members(piece) if m not in held]
            lost += [piece] if len(gone) == len(members(piece)) else gone
        return tuple(lost)
    return tuple(c for c in name if c not in other)


@lru_cache(maxsize=1 << 16)
def reusable(name: str) -> bool:
    """Whether other things could easily bear the same form: a short code, N个一, a numeral with one character or a
    general head noun. Such a form alone does not show that the thing is the same.

    >>> [reusable(n) for n in ("111", "1239N", "三个一", "两区", "四大工程", "三讲三强", "五链融合", "双创")]
    [True, False, True, True, True, False, False, False]
    >>> [reusable(n) for n in ("一票否决制", "走出去", "四集一转")]
    [True, True, False]
    """
    code = code_of(name)
    if code and code == name:
        return len(re.sub(r"[+＋]", "", code)) < 4
    if all(c in COUNT + "百千万" for c in name):  # 双百, 百千万
        return True
    if known_nationwide(name):
        return bool(_EVERYDAY.fullmatch(name))
    if _ONES.match(name):
        return True
    groups = _GROUP.findall(name)
    if [g[0] for g in groups] == ["一"] and len(name) < 7:  # 一票否决: an instrument of many things
        return True
    return general(name) or (len(groups) == 1 and len(_GROUP.sub("", name)) <= 1)


@lru_cache(maxsize=1 << 16)
def general(name: str) -> bool:
    """Whether a form says little: counted, and ending in a noun that names a class of things (三项机制, 三年行动计划), or
    a place's way of doing one thing or another (某地模式).

    >>> general("三项机制"), general("三年行动计划"), general("两改"), general("三讲三强"), general("枫桥经验")
    (True, True, False, False, False)
    """
    if not known_nationwide(name) and not code_of(name) and name.endswith(words("loose_heads.txt")):
        return True
    groups = _GROUP.findall(name)
    content = _GROUP.sub("", name).removeprefix("年")
    halves = (content[:2] in _general() and content[2:] in _general()) if len(content) == 4 else False  # 行动计划
    return len(groups) == 1 and (content in _general() or halves)


def brief(name: str) -> bool:
    """Whether a numeral form has no more than two characters of its own (三结合), so that chance may bring it back.

    >>> brief("三结合"), brief("三讲三强"), brief("两感指数"), brief("放管服")
    (True, False, False, False)
    """
    groups = _GROUP.findall(name)
    return len(groups) == 1 and len(_GROUP.sub("", name)) <= 2


def slight(name: str) -> bool:
    """Whether a form is so short that an everyday word may look like it (三结合, 走出去, 一卡通).

    >>> slight("走出去"), slight("三讲三强"), slight("放管服效")
    (True, False, False)
    """
    return len(name) < 4 or brief(name)


@cache
def _nationwide() -> frozenset[str]:
    return frozenset(plain(name) for name in nationwide())


def known_nationwide(name: str) -> bool:
    """Whether a form, or another printing of it, is a nationwide formulation."""
    return plain(name) in _nationwide()


@cache
def _general() -> frozenset[str]:
    """Head nouns that name a class of things and not one thing."""
    return frozenset(words("count_heads.txt")) | frozenset(words("head_nouns.txt"))


@dataclass(frozen=True, slots=True)
class Step:
    """A succession of nationwide formulations that is a matter of record."""

    earlier: str
    later: str
    relation: str


@cache
def steps() -> tuple[Step, ...]:
    """The data file of successions known nationwide; its absence costs recall only."""
    return tuple(Step(r["earlier"], r["later"], r["relation"]) for r in rows("successions.tsv"))
