"""The terms that the heading of an entry names."""

from __future__ import annotations

import re

from kg.extract.patterns import is_layout, nationwide
from kg.lexicon import words
from kg.naming import code_of, kind_of
from kg.text import unquoted

_SPLIT_QUOTED = re.compile(r"“([^“”]+)”[、，和与及]?")


def several_terms(head: str, gloss: str) -> list[str]:
    """The terms of a heading that names more than one: “三铁”“三散”; 两个大局，三种关系 where each is explained by itself.

    >>> several_terms("“三铁”“三散”", "…"), several_terms("三个体系、三个机制", "责任体系；排查机制")
    (['三铁', '三散'], [])
    >>> several_terms("一单制、一箱制", "一单制指货物运输；一箱制指集装箱运输")
    ['一单制', '一箱制']
    >>> several_terms("“一环、两沿、多点”", "一环即环新区，两沿即沿河沿路，多点即各村")
    []
    """
    quoted = _SPLIT_QUOTED.findall(head)
    if len(quoted) > 1 and _SPLIT_QUOTED.sub("", head) in ("", *words("head_nouns.txt")):
        return [name for q in quoted if (name := unquoted(q))]
    pieces = [unquoted(p) for p in re.split("[、，]", head)]
    if len(pieces) < 2:
        return []
    if all(p in nationwide() for p in pieces):
        return pieces
    one_each = len(pieces) > 2 and all(p.startswith("一") for p in pieces)
    if one_each or is_layout("、".join(pieces)):  # 一区、一谷、一高地 is one name of three parts
        return []
    return pieces if all(len(p) > 1 and _explained(p, gloss) for p in pieces) else []


def _explained(piece: str, gloss: str) -> bool:
    """Whether a gloss takes a piece of the heading up by itself: 一单制指…."""
    return piece in gloss and re.search(rf"“?{re.escape(piece)}”?(?:：|即|是指|指|为|是|，)", gloss) is not None


def term_of(head: str) -> str:
    """The 提法 that a heading stands for: the quoted shorthand, without a head noun that is not part of its name.

    >>> [term_of(h) for h in ("环保“777”工作机制", "“13710”工作法", "1530工程", "四上企业", "双碳", "政治“三力”")]
    ['777', '13710', '1530', '四上企业', '双碳', '政治三力']
    >>> [term_of(h) for h in ("“R&D”经费", "小县大城战略", "“标准地+承诺制”", "“处非111模式”")]
    ['R&D经费', '小县大城', '标准地+承诺制', '处非111模式']
    """
    quoted = _SPLIT_QUOTED.findall(head)
    if len(quoted) == 1:
        inner = unquoted(quoted[0])
        before, after = head.split(f"“{quoted[0]}”", 1)
        if re.fullmatch(r"[\d一二三四五六七八九十两]{1,3}个", before):
            return unquoted(head)
        if inner == code_of(inner) and len(inner) > 1:
            return inner
        if kind_of(inner) in ("numeral", "acronym", "digit") and len(inner) > 1:
            modifier = unquoted(before) if len(before) <= 2 and len(inner) <= 2 else ""
            if kind_of(inner) == "numeral" and inner.endswith(("改革", "活动", "工作")) and len(inner) > 3:
                inner = inner[:-2]
            if re.search(r"[&]", inner) or (len(inner) == 2 and after.startswith(("企业", "经费"))):
                return modifier + inner + unquoted(after)
            return modifier + inner
        if len(inner) >= 4 or not (before or after):
            return inner
    name = unquoted(re.sub(r"（[^（）]*）$", "", head)) or unquoted(head)
    for noun in words("head_nouns.txt"):
        rest = name[: -len(noun)]
        if (
            name.endswith(noun)
            and len(rest) >= 3
            and kind_of(rest) in ("numeral", "digit", "motto")
            and len(rest) != len(name)
        ):
            return rest if kind_of(rest) != "motto" or (len(rest) >= 4 and noun in ("战略", "活动")) else name
    return name
