"""Which readings say too little to be a row of a table: kept with the reason, never guessed."""

from __future__ import annotations

import re
from functools import lru_cache

from kg.extract.observations.figures import Figure, alternation, cue_words
from kg.extract.observations.thread import Reading

_VAGUE = frozenset(cue_words("vague"))
_BRIEF = frozenset(cue_words("brief")) | frozenset(cue_words("deed"))
_MADE = re.compile("^新?" + alternation(cue_words("making")))
_CLASS = re.compile(alternation(cue_words("rung")) + r"(?:以上)?")
_OPENS_ILL = re.compile(
    r"[）、，的]|[^，]*(?:中占比$|（含|的历史$)|[（(][^）)]*$|（[^）]{1,3}）、?|\d\.|(?:根据|依据|随着|针对|对照|时间|不通|不足|没有|成为|并以|及第|等举措|等政策|以上共)"
)
_ENDS_ILL = re.compile(
    r"(?:签订|签署|未|就|并|且|或|不少于|不低于|约为|瞄准|分之|(?<![更创上换高革生清])新|(?<![平沉安])稳|(?<!植)被|[、（]"
    r"|(?:(?<!标准)(?<!水平)[人户]均|(?<![高初集当])中|[^超]过|(?<![目以之提])前|下属|所属|旗下|全部|尚未|有望|一批|不足|以及))$"
)
_ONCE_DONE = re.compile(
    r"(?:建成|投产|达产|投用|竣工|完工|投运|建成投[产用运])(?:达[产效])?(?:之?后|运营后)[^。；\n]*$"
)
_RATED = re.compile(r"[一-鿿]{2,10}?(?:比例|率|占比)[^，。；\d]{0,6}\d")
_OF_A_THING = re.compile(r"(?:以上|左右|以内)?的(?!增|速|目标|水平|比[例重]|基础|任务|要求|高位|份额)[一-鿿]{2}")
_DESCRIBES = re.compile(r"[一-鿿A-Za-z“]{2,}")
_SIZES = frozenset({"英寸", "寸", "纳米", "微米", "毫米", "厘米", "微克", "毫克", "克", "千伏", "伏"})
_TALL = re.compile(r"(?:高|宽|深|海拔|跨度|直径|口径|主跨)[度约达超近]*$")
_ONE_OF = re.compile(
    r"[^，。；]{0,60}?等(?:\d+|一批|[一二三四五六七八九十]{1,2}|重[点大])?[个项大]?[^，。；、\d]{0,12}(?:项目|工程)"
)
_CAPACITY = frozenset({"Power", "Mass", "Energy", "Volume", "Apparent-power"})
_ONE_AMONG = re.compile(
    r"(?:列入|入选|成为|确定为|纳入)(?:了)?(?:全国|全省|国家|省|世界|[一-鿿]{2,6}部)[^，。；、\d]{0,6}?(?:首批|第[一二三四五]批|公布的?)?$"
    r"|(?:入选|列入|入围)[^，。；、\d]{0,14}$"
)
_BRANCH = re.compile("^(?!.*(?:投资|投入|扶持|支持)).*(?:产业|行业|产业链|产业集群)$")  # 某产业突破500亿元: what of it?
_PLANT = re.compile(r"(?!项目)[^，、。；\d]{1,12}?(?:装置|生产线|机组|电站|装备|锅炉|储罐|示范线|产线)")
_NEVER_SIZES = frozenset({"Ratio", "Percent-point", "Position", "Money", "Area", "Number", "Proportion", "Fraction"})
_MACHINES = frozenset("台套辆锭")


def doubtful(norm: str, reading: Reading, concept: str) -> str:
    """Why a number is no row of a table, blank where it is one.

    >>> from kg.extract.observations.figures import Figure
    >>> text = "投入7745万元"
    >>> reading = Reading(Figure(2, 8, "7745", "万元", "Money"), "投入", "level", "7745", "", 0, 8, "noun-before", "")
    >>> doubtful(text, reading, "")
    'a number of something that the sentence does not name'
    """
    name = reading.name
    if not concept and (reason := _of_name(name, reading.measure == "rank", reading.rule == "noun-after")):
        return reason
    if reading.figure.unit in {"镇", "乡"} and reading.rule == "carried":
        return "a number of something that the sentence does not name"
    if name.endswith("投资") and reading.figure.kind in {"Length", "Area", "Count"} and reading.rule != "noun-after":
        return "the number describes a thing"
    if not concept and reading.figure.kind == "Money" and reading.measure == "level" and _BRANCH.match(name):
        return "a number of something that the sentence does not name"
    start = reading.figure.start
    listed = reading.rule == "noun-after" and reading.figure.kind == "Count"
    if listed and _ONE_AMONG.search(norm, max(0, start - 26), start):
        return "the number counts all those that one of is spoken of"
    if norm.find("后", max(0, start - 60), start) >= 0 and _ONCE_DONE.search(norm, max(0, start - 60), start):
        return "what a thing is to bring when it is done"
    bare = reading.figure.kind not in _NEVER_SIZES and _describes(norm, reading.left, reading.figure)
    if bare or (reading.measure == "share" and _qualifies(norm, reading)):
        return "the number describes a thing"
    return ""


@lru_cache(maxsize=8192)
def _of_name(name: str, ranked: bool, counted: bool) -> str:
    """Why a name says too little, blank where it says enough."""
    thing = _MADE.sub("", name)
    if name in _VAGUE or (len(name) < 3 and name not in _BRIEF) or (counted and thing != name and thing in _VAGUE):
        return "a number of something that the sentence does not name"
    cut = _CLASS.fullmatch(thing) or _OPENS_ILL.match(name) or _ENDS_ILL.search(name)
    whole = not cut or (ranked and name.endswith("中"))
    return "" if whole else "only part of a name stands with the number"


def _describes(norm: str, left: int, figure: Figure) -> bool:
    """A size (8英寸晶圆, 高109米的主塔), or the capacity of one project of a list (5000辆罐式车…等29个项目)."""
    if figure.kind == "Length" and norm.endswith(("时速", "限速"), left, figure.start):
        return True
    if figure.unit in _SIZES and _DESCRIBES.match(norm, figure.end):
        return True
    if figure.kind in {"Length", "Duration"} and _RATED.match(norm, figure.end):
        return True  # 50米换乘比例达86%
    if figure.unit == "米" and norm.startswith("的", figure.end):
        return bool(_TALL.search(norm, left, figure.start))
    if figure.kind in _CAPACITY and _PLANT.match(norm, figure.end):
        return True
    sized = figure.kind in _CAPACITY or (figure.kind == "Count" and figure.unit[-1:] in _MACHINES)
    return sized and bool(_DESCRIBES.match(norm, figure.end)) and bool(_ONE_OF.match(norm, figure.end))


def _qualifies(norm: str, reading: Reading) -> bool:
    """A rate that tells of what sort a thing is: 含油量66%的油菜品种."""
    named_before = norm.find(reading.name[-2:], reading.left, reading.figure.start) >= 0
    return named_before and reading.rule == "noun-before" and bool(_OF_A_THING.match(norm, reading.figure.end))
