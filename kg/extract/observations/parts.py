"""Standard indicators that a number is not one of: it is of a part of the place, or of one day."""

from __future__ import annotations

import re

from kg.extract.observations.thread import Reading

_SENTENCE = 150  # characters before a number in which its sentence says of which part it is
_BARE = re.compile(r"新?(?:签约|重点)(?:建设)?项目(?:完成投资|投资|投资额)?|基础设施投资")
_PART = re.compile(
    r"中心城区|示范区|园区(?!路)|开发区|集聚区|产业园|工业园|流域|县城|城市更新|协作|协同|“[^”]{1,8}”工程|其中[^，。；]*$"
)
_WHOLE = re.compile(r"全[国省市区县州盟旗][^，。；]{0,12}$|(?:全年|年初|今年|年内)[^，。；]{0,8}$")
_OF_COUNTIES = re.compile(r"县域|县城")
_COUNTED_BEFORE = re.compile(r"\d[余多]?个$|、$|全[市省区]$")
_COUNTIES = re.compile(r"(?:^|[，。；])(?:全[市省区])?\d+[余多]?个[^，。；\d]{0,4}(?:县市|县区|县域|县城)[^，。；]*，$")
_OF_A_DAY = re.compile(r"(?:日均|每天|每日)$")


def of_a_part(norm: str, reading: Reading) -> bool:
    """Whether a number under the name of a standard indicator is only that of a part.

    >>> from kg.extract.observations.figures import Figure
    >>> text = "实施城市更新行动，谋划重点项目96个"
    >>> of_a_part(text, Reading(Figure(15, 18, "96", "个", "Count"), "重点项目", "level", "96", "", 9, 18, "noun-before", ""))
    True
    """
    name, at = reading.name, reading.figure.start
    if reading.measure == "level" and _BARE.fullmatch(name):
        start = max(norm.rfind(c, max(0, at - _SENTENCE), at) for c in "。；\n") + 1
        return bool(_PART.search(norm, start, at)) and not _WHOLE.search(norm, start, at)
    begins = norm.find(name, max(0, reading.left), at)
    if _OF_COUNTIES.search(name):
        return name[:1] == "全" or (begins > 0 and bool(_COUNTED_BEFORE.search(norm, max(0, begins - 6), begins)))
    if begins <= 0:
        return False
    if norm[begins - 1] in "均天日":
        return bool(_OF_A_DAY.search(norm, begins - 2, begins))
    return norm[begins - 1] == "，" and bool(_COUNTIES.search(norm, max(0, begins - 60), begins))
