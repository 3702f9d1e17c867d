"""Quoted names: the form that a quotation stands for, and the nationwide ones."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from kg.extract.patterns.frames import unled
from kg.lexicon import rows, words
from kg.naming import COUNT, kind_of
from kg.text import unquoted

QUOTED = re.compile(r"“([^“”\n]{2,40})”")
_N = COUNT
_MINUTES, _CIRCLE = re.compile(r"\d{1,2}分钟"), re.compile("[一-鿿]{1,6}圈")
_CODED = re.compile(r"(\d{3,6}|\d(?:\+[\dNnXx]+)+)(?!工程|计划)([一-鿿]{2,6})")


@cache
def nationwide() -> dict[str, dict[str, str]]:
    """The data file of nationwide formulations by name; nothing depends on it but recall."""
    return {unquoted(row["term"]): row for row in rows("formulations.tsv")}


@cache
def _after_quote() -> re.Pattern[str]:
    """Of the joint verbs those that make no word of their own: “三岛”同构 is one name, “三务”融合 is not."""
    return re.compile(
        "|".join(w for w in words("joint_verbs.txt") if w[0] in "同共联" and w not in ("同步", "共建", "联动"))
    )


def quoted_name(inner: str, after: str, place: str) -> str:
    """The name that a quotation stands for: “三岛”同构 is 三岛同构, “六稳目标” 六稳, “红旗双替代” 双替代.

    `after` is what follows the closing quote, `place` the short name of the report's place.

    >>> quoted_name("三岛", "同构工程", "红旗"), quoted_name("六稳目标", "，", ""), quoted_name("红旗双替代", "模式", "红旗")
    ('三岛同构', '六稳', '双替代')
    """
    circle = _CIRCLE.match(after) if inner.endswith("分钟") and _MINUTES.fullmatch(inner) else None
    return inner + circle[0] if circle else _name(inner, after[:4], place)  # “15分钟”健身圈 is 15分钟健身圈


_ONE_EACH = re.compile(r"(?:一[一-鿿]一[一-鿿]、?){2,}")
_COUNT_ONLY = re.compile(rf"[{_N}十][大个项]")


@lru_cache(maxsize=1 << 16)
def _name(inner: str, after: str, place: str) -> str:
    name = unled(unquoted(inner))
    coded = _CODED.fullmatch(name)
    if coded and name not in nationwide() and coded[2] in words("head_nouns.txt"):
        return coded[1]
    if "、" in name and name not in nationwide() and all(piece in nationwide() for piece in name.split("、")):
        return name.split("、")[0]  # “党政同责、一岗双责” quotes two names; both are found where they stand
    if place and name.startswith(place) and len(name) > len(place) + 2 and re.search(rf"[{_N}\d]", name[len(place) :]):
        name = name[len(place) :]
    if name.startswith("一") and _ONE_EACH.fullmatch(name):
        name = name[:4]  # 一村一策、一街一景: each is a name of its own, and each is found by its form
    for noun in ("目标", "活动", "工作", "指标", "联盟"):
        if (
            name.endswith(noun)
            and len(name) >= len(noun) + 2
            and kind_of(name) == "numeral"
            and not name.startswith("一")
        ):
            name = name.removesuffix(noun)
    if _COUNT_ONLY.fullmatch(name):
        head = re.match("|".join(words("count_heads.txt")), after)  # “四大”行动 is 四大行动
        return name + head[0] if head else name
    if len(name) == 2 and kind_of(name) == "numeral":
        joint = _after_quote().match(after)
        if joint:
            name += joint[0]
    return name
