"""The numbers and the parts of a name as its items follow them, where the plain reading of its numerals misleads."""

from __future__ import annotations

import re

from kg import naming
from kg.naming import COUNT, Part

_NO_COUNT = re.compile(r"(?<=[统专唯同单万归])一|(?<=在)一(?=线)")
_PERCENT = re.compile(r"(?<=[个项])\d+(?=%)")
_SCALE = re.compile("[十百千万亿]{3,}")
_KINDS = re.compile(rf"[^\d{COUNT}]*?((\d{{1,2}})[大类种项][^\d{COUNT}]+)")
_BEFORE_NOUN = re.compile(rf"^(?:[{COUNT}百千]+|\d+)(?:[个项大种条类](?=.))?")
_AGAIN = re.compile(rf"(?<=[两双](.))[、，][两双]\1[^、，{COUNT}]*$")


def parts(name: str) -> tuple[Part, ...]:
    """The parts of a name that its gloss may explain one by one.

    >>> [p.text for p in parts("十统一")], [p.text for p in parts("百千万")], [p.text for p in parts("两不愁三保障")]
    (['十统'], ['百', '千', '万'], ['两不愁', '三保障'])
    """
    scale, kinds = _SCALE.fullmatch(name), measured(name)
    if kinds:
        return (kinds,)
    return tuple(Part(char, None) for char in name) if scale else naming.parts(_plain(name))


def measured(name: str) -> Part | None:
    """What a name counts in Arabic figures with a measure word, which are no code: 8类大病 of 尿毒症等8类大病."""
    kinds = _KINDS.fullmatch(name)
    return Part(kinds[1], int(kinds[2])) if kinds and int(kinds[2]) > 1 else None


def explained_parts(name: str) -> tuple[Part, ...]:
    """The parts that a gloss may take up one by one: those of a layout with 多 at its end too, which counts nothing.

    >>> [p.text for p in explained_parts("一环、两沿、多支点")]
    ['一环', '两沿', '多支点']
    """
    several = name.rfind("、多")
    return parts(name) if several < 0 else (*parts(name[:several]), Part(name[several + 1 :], None))


def announced(name: str) -> tuple[int, ...]:
    """The numbers of items that a name may announce, likeliest first; empty where it announces none.

    >>> announced("十统一"), announced("六个100%"), announced("百千万"), announced("一主两翼、双翼齐飞")
    ((10,), (6,), (3,), (3, 2))
    """
    kinds = measured(name)
    if kinds and kinds.number:
        return (kinds.number,)
    return (len(name),) if _SCALE.fullmatch(name) else naming.announced(_plain(name))


def noun_of(part: Part) -> str:
    """What a part counts, without its numeral: 讲 of 三讲, 不愁 of 两不愁.

    >>> [noun_of(p) for p in parts("三讲两不愁六个严防")]
    ['讲', '不愁', '严防']
    """
    return _BEFORE_NOUN.sub("", part.text) if part.number else ""


def _plain(name: str) -> str:
    """The name with only those numerals left that count its items (十统一, 五个在一线, 六个100%, 一主两翼、双翼齐飞)."""
    name = _PERCENT.sub("", _AGAIN.sub("", name))
    return name[0] + _NO_COUNT.sub("", name[1:]) if name[:1] in COUNT + "十" else name
