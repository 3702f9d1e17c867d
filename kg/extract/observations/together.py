"""What is done to several things counted, or becomes of them, where it stands once behind the last: 3所医院和9所学校建设."""

from __future__ import annotations

import re

from kg.extract.concepts import concept_of
from kg.extract.observations import nouns
from kg.extract.observations.thread import Place

BECOMES = re.compile(
    r"(?![”（]|(?:全部|全面|基本|均|已)*(?:进展|完成投资|为重点|为主|的|任务|工作|目标|等|和|及|与|并|后|时))"
    r"(?:[^，。；、\d和及]|前\d+|\d+强){2,22}(?=[，。；、！\n]|$)"
)
_AND_NUMBER = re.compile(
    r"(?:[、和及]|以及)[^\d，。；、]{0,3}\d[\d.]*[余多]?[万亿]?[余多]?[个家所项座条处名户件只栋支]"
)
_AND_SIZE = re.compile(r"[、和及]\d[\d.]*[余多]?[万亿]?[余多]?(?:平方米|平方公里|公里|亩|米)")
_THINGS = frozenset({"Count", "Rank", "Number"})
_DEED_LAST = re.compile(
    "(?P<works>项目|工程)?(?P<deed>提质升级|提质增效|扩能升级|除险加固|加固|(?:防渗|升级|提升|扩容|节能|标准化|数字化)?改造|优化提升"
    "|(?:标准化|规范化)?建设|创建|治理|整治|搬迁|修复|升级|新建|绿化|煤改天然气|煤改气|煤改电|改天然气)$"
)
_OF_A_PART = re.compile(
    "(?:能力|设施|电网|环境|管网|道路|土地|条件|功能|污水|面貌|操场)$"
)  # done to a part of each, not to them
_PLACES = frozenset("省市县区乡镇村")
_DOING = re.compile(r"(?:(?<![应面针])对|完成|实施|推动|推进|支持|促进|抓好|加快|开展|加强)了?[^，。；：\d]{0,30}$")
_DEED_TOO = re.compile("(?:[建改创治整搬修绿扶迁完升提入转清拆养]|项目|工程|任务|更新|打通|照明|管控)[^，、]{0,3}$")
_DONE_TO = re.compile(r"进行了?(?P<deed>[^，。；、\d]{2,10})(?=[，。；、！\n])")  # 对4条主干道、13条小巷进行提升
_REACH = 40  # characters in which a noun that is counted next has its end


def next_deed(norm: str, place: Place, end: int) -> str:
    """The deed that stands behind the thing counted next, and is done to both (完成1386个停车位和6个中转站建设).

    >>> from kg.extract.observations.figures import Figure
    >>> text = "完成1386个停车位和6个中转站建设，"
    >>> next_deed(text, Place(Figure(2, 7, "1386", "个", "Count"), 0, 11, 0, 18), 10)
    '建设'
    """
    if not (step := _step(norm, place, end)) or _DEED_TOO.search(norm, place.figure.end, end):
        return ""
    if not _DOING.search(norm, max(place.clause, place.figure.start - 36), place.figure.start):
        return ""
    while step:
        noun = nouns.after(norm[step.end() : min(place.clause_end, step.end() + _REACH)])
        if deed := _DEED_LAST.search(noun):
            apart = _OF_A_PART.search(noun, 0, deed.start()) or (deed["works"] and norm[end - 1] in _PLACES)
            return "" if apart else deed[0]
        at = norm.find(noun, step.end(), place.clause_end) if noun else -1
        to_all = at >= 0 and norm.rfind("对", place.clause, place.figure.start) >= 0
        if done := _DONE_TO.match(norm, at + len(noun), place.clause_end + 1) if to_all else None:
            return done["deed"]
        step = _step(norm, place, at + len(noun)) if at >= 0 else None
    return ""


def _step(norm: str, place: Place, at: int) -> re.Match[str] | None:
    """The next number of a list, if it stands at `at` and is of the same sort."""
    return (_AND_NUMBER if place.figure.kind in _THINGS else _AND_SIZE).match(norm, at, place.clause_end)


def next_fate(norm: str, place: Place, end: int, name: str) -> str:
    """What the thing counted next in the list became, as both did (2所卫生院和33所卫生室顺利通过验收)."""
    step = _AND_NUMBER.match(norm, end, place.clause_end)
    noun = nouns.after(norm[step.end() : min(place.clause_end, step.end() + _REACH)]) if step else ""
    at = norm.find(noun, step.end(), place.clause_end) if step and len(noun) > 2 else -1
    fate = BECOMES.match(norm, at + len(noun), place.clause_end + 1) if at >= 0 else None
    unclear = (
        fate is None or bool(concept_of(name)) or norm.startswith("、", fate.end()) or "未" in norm[end : fate.end()]
    )
    return "" if unclear or fate is None else fate[0]
