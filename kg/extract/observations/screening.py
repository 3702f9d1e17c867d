"""Which numbers state something about the place, and which only help to name a thing, a class, a time or a code."""

from __future__ import annotations

import re

from kg.extract.observations.cues import lead
from kg.extract.observations.figures import Figure, alternation, cue_words

_SILENT = frozenset({"Bare", "Voltage"})
_BOUNDED = frozenset({"Money", "Power", "Mass", "Energy", "Volume", "Ratio", "Number"})
_TOWNS = frozenset({"万县", "万市", "万城市", "万镇"})
_HAS_NOUN = re.compile(r"[一-鿿A-Za-z]")
_RAISED = re.compile(r"(?!以上|左右|以内|目标|的?任务)[一-鿿A-Za-z]")
_CLASS_NOUN = re.compile(rf"(?:及?以[上下内]|级)?的?[^，、。；\d]{{0,8}}?{alternation(cue_words('class'))}")
_TIME_NAME = re.compile(alternation(cue_words("timed")))
_PEOPLE = re.compile(rf"[多余]?[^，。；、\d]{{0,8}}{alternation(cue_words('people'))}")
_REACHED = re.compile(r"进入|跻身|入选|入围|位[列居]|列|上榜|挺进|晋级|闯入|迈入|获|[为成]")
_EACH_COSTS = re.compile(r"\d[余多]?个(?:总|计划)?投资[超过]*$")  # 300个总投资3000万元以上的项目
_AGE = re.compile(r"寿命|龄")
_CAPACITY = cue_words("capacity")
_SUMMARY = re.compile(r"[^，、。\d]{0,6}指标[^，、。\d]{0,4}(?:分别|分列|均|全部|双双)")
_ABSTRACT = re.compile(rf"[^，、。\d]{{0,4}}{alternation(cue_words('abstract'))}")


def states(norm: str, left: int, right: int, figure: Figure) -> bool:
    """Whether a number states a figure: not a code, a name's part, a class (投资10亿元以上项目), or a time."""
    if norm[figure.start - 1 : figure.start] == "\n" and norm[figure.start - 2 : figure.start - 1].isdigit():
        return False  # two halves of a number that a page break parted
    if figure.kind in _SILENT or figure.unit in {"点", "度"} or norm.endswith(("每", "连续"), left, figure.start):
        return False
    if figure.unit == "人" and norm.startswith(("论坛", "小组", "制"), figure.end):
        return False  # 青年50人论坛
    if figure.unit in _TOWNS and norm.find("人口", max(left, figure.start - 6), figure.start) >= 0:
        return False  # 城区人口超50万县: a class
    if _quoted(norm, figure) or _one_of_many(norm, left, right, figure):
        return False
    if figure.kind == "Position":
        return norm[figure.end - 1] != "强" or _among_the_first(norm, left, figure)
    if figure.kind == "Duration":
        return _lasts(norm, left, figure)
    return not (figure.kind in _BOUNDED and _is_class(norm, left, right, figure))


def _among_the_first(norm: str, left: int, figure: Figure) -> bool:
    """Whether 500强 is a rank reached (进入全国100强), not a class of firms (瞄准世界500强、链主企业)."""
    after = norm[figure.end : figure.end + 1]
    return after in "，。；）\n" or (after == "、" and bool(_REACHED.search(norm, left, figure.start)))


def _quoted(norm: str, figure: Figure) -> bool:
    """A number inside a short quotation is part of a name: “1811”, “3个100万”."""
    begin = max(0, figure.start - 25)
    opening = norm.rfind("“", begin, figure.start)
    return opening > norm.rfind("”", begin, figure.start) and norm.find("”", figure.end, figure.end + 25) > 0


def _one_of_many(norm: str, left: int, right: int, figure: Figure) -> bool:
    """A number that states nothing by itself: one of 5, the 3 that are listed before, the 11 fields of a policy."""
    if figure.unit in {"万", "亿", "多万"} and _PEOPLE.match(norm, figure.end, right):
        return True
    if figure.kind != "Count":
        capable = norm[max(left, figure.start - 4) : figure.start].endswith(_CAPACITY)
        return capable and bool(_HAS_NOUN.match(norm, figure.end))
    if norm[figure.start - 1 : figure.start] == "分" and figure.unit in {"批", "类", "步", "片"}:
        return True
    if norm.endswith(("年出栏", "年存栏"), left, figure.start) and _RAISED.match(norm, figure.end):
        return True
    if figure.unit == "大":
        return bool(_ABSTRACT.match(norm, figure.end, right))
    if norm.find("之一", figure.end, min(right, figure.end + 14)) > 0:
        return True
    listed = figure.unit in {"项", "个", "类"} and norm.find("、", max(left, figure.start - 60), figure.start) >= 0
    return listed and bool(_SUMMARY.match(norm, figure.end, right))


def _lasts(norm: str, left: int, figure: Figure) -> bool:
    """A time that measures something (缩短至3个工作日), not one that names (15分钟生活圈, 24小时)."""
    if figure.value in {"24", "365"} or _TIME_NAME.match(norm, figure.end):
        return False
    if figure.unit in {"岁", "周岁"}:
        return bool(_AGE.search(norm, max(left, figure.start - 10), figure.start))
    listed = norm[figure.start - 1] in "、和" and norm[figure.start - 2 : figure.start - 1] in "时日天"
    return listed or figure.unit == "天" or bool(lead(norm, left, figure.start).words)


def _is_class(norm: str, left: int, right: int, figure: Figure) -> bool:
    """A bound that makes a class of things: 投资10亿元以上项目6个, 超3000万元的项目, 3个100亿级产业集群."""
    if norm.startswith("级", figure.end):
        return True
    over = norm.startswith(("以上", "及以上"), figure.end)
    if over and _EACH_COSTS.search(norm, max(left, figure.start - 16), figure.start):
        return True
    if figure.unit == "万" or not _CLASS_NOUN.match(norm, figure.end, right):
        return False
    if norm.startswith("的", figure.end):
        return norm[max(left, figure.start - 2) : figure.start].endswith(("超", "过", "逾", "不足", "低于"))
    return figure.kind != "Ratio"
