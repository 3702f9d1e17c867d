"""The years a comparison runs over: those after the year it is made with, or those of the yearly growth that it follows."""

from __future__ import annotations

import re

from kg.extract.observations.thread import Reading
from kg.numerals import integer, plan_years
from kg.qualifiers import YEARLY

_BASE = re.compile(
    r"[比较](?:(?P<year>(?:19|20)\d\d)年|“?(?P<plan>十?[一二三四五六七八九]五)”?期?末)[末底]?(?!至今|调整)[^，。；]*$"
)
_REACH = 40  # characters before a number in which the year is named that it is compared with
_NEAR = 24  # and those in which that year stands beside a multiple of it
_ABOVE = ("高于", "低于")
_NEXT = re.compile(
    r"(?:个百分点)?(?:以上|左右)?[，,、]?(?:均|分别|增[速幅])?(?:高于|快于|低于|高出|超过)[^，。；\d]{1,14}"
)
_ALSO = re.compile(r"(?:个百分点)?[、和]")
_MULTIPLE = re.compile(
    r"[是为到](?:(?:19|20)\d\d年|“?十?[一二三四五六七八九]五”?(?:时期|期间|期?(?=末))|上一?年|去年)[末底]?的?[近约超]?(?:[\d.]+倍[、和])*$"
)
_IN_YEARS = re.compile(  # 近3年提升21个百分点, 4年10次获表扬
    r"(?<![第连续每首\d十年])(?:近|过去)?(?P<years>[两三四五六2-6])年"
    r"(?:(?:累计|合计|共|提高|提升|上升|增加|增长|下降|降低|减少|净增)[^，。；、\d年]{0,8})?$"
)
_A_YEAR = re.compile(  # 年均新增就业岗位61.4万个
    r"(?P<how>年均|每年)(?!(?:实际|平均|综合)?(?:增长|递增|增速|增幅|增加|提高|提升|下降|降低|减少|稳定|保持|浓度|平均))[^，。；、\d率]*$"
)
_STEPS = re.compile(r"(?:连续?[跨迈突越]|接连|先后|相继)[^，。；]*$")
_STEP_LISTED = re.compile(r"[、和]\d[\d.]*[万千百亿]|两个|[三四五]个?大?台阶")


def since(norm: str, reading: Reading, period: str) -> str:
    """The years after the one that a rise now past is measured against (比2006年增长1.5亿元 in 2011 runs over 2007-2011).

    >>> from kg.extract.observations.figures import Figure
    >>> text = "收入比2006年增长1.5亿元"
    >>> rise = Reading(Figure(10, 15, "1.5", "亿元", "Money"), "收入", "change", "1.5", "", 0, 15, "noun-before", "")
    >>> since(text, rise, "2011"), since(text, rise, "2007")
    ('2007-2011', '2007')
    """
    if reading.measure not in {"growth", "change"} or not period:
        return period
    at = reading.figure.start
    base = _BASE.search(norm, max(reading.left, at - _REACH), at)
    if base is None:
        return period
    plan = plan_years(base["plan"]) if base["plan"] else None
    year = int(base["year"]) if base["year"] else plan[1] if plan else 0
    last = int(period[-4:])
    return f"{year + 1}-{last}" if year and year + 1 < last else period


def in_years(norm: str, reading: Reading, period: str) -> str:
    """The several years that the clause counts itself, up to the last of the period (近3年提升21个百分点 in 2023: 2021-2023)."""
    at = reading.figure.start
    if not period or norm.find("年", max(reading.left, at - 14), at) < 0:
        return period
    told = _IN_YEARS.search(norm, max(reading.left, at - 18), at)
    if told is None or (norm[at - 1] == "年" and reading.figure.unit != "次"):
        return period
    years, last = integer(told["years"]) or 1, int(period[-4:])
    return f"{last - years + 1}-{last}"


def of_each_year(norm: str, reading: Reading) -> str:
    """The word by which an amount is that of each year of several (每年超过40万人, 年均新增就业岗位61.4万个); blank where none is."""
    at = reading.figure.start
    since = max(reading.left, at - 24)
    if reading.measure != "level" or norm.find("年", since, at) < 0 or "年" in reading.name + reading.qualifier:
        return ""
    told = _A_YEAR.search(norm, since, at)
    return told["how"] if told else ""


def of_pace(norm: str, reading: Reading, before: Reading | None) -> bool:
    """Whether a number tells by how much the yearly growth before it is above another's (年均增长6.3%，高于全省1.3个百分点)."""
    if before is None or reading.measure != "change" or not reading.qualifier.startswith(_ABOVE):
        return False
    after, at = before.figure.end, reading.figure.start
    if before.measure == "growth":
        return before.qualifier.startswith(YEARLY) and bool(_NEXT.fullmatch(norm, after, at))
    return before.qualifier.startswith(tuple(YEARLY + word for word in _ABOVE)) and bool(
        _ALSO.fullmatch(norm, after, at)
    )


def a_step(norm: str, reading: Reading) -> bool:
    """Whether a number is one of several that were passed one after the other (连跨5万亿元、6万亿元两个台阶)."""
    at, end = reading.figure.start, reading.figure.end
    if reading.measure != "level" or not _STEPS.search(norm, max(reading.left, at - 16), at):
        return False
    return bool(_STEP_LISTED.match(norm, end)) or norm[at - 1] in "、和"


def multiple(norm: str, reading: Reading) -> bool:
    """Whether a number tells how many times as much something is as in an earlier year (是2006年的2.4倍)."""
    at = reading.figure.start
    return reading.figure.unit == "倍" and bool(_MULTIPLE.search(norm, max(reading.left, at - _NEAR), at))
