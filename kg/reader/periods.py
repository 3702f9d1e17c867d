"""The period that a heading states, and whether it looks back or ahead."""

from __future__ import annotations

import re

from kg.model import Mode
from kg.numerals import integer, plan_years

_REVIEW = re.compile(
    r"回顾|总结|工作情况|完成情况|执行情况|主要工作|取得的?成[绩就]|成就|这一年|一年来|五年来|走过的|过去"
)
_PLAN = re.compile(
    r"安排|任务|目标|要求|部署|建议|打算|思路|重点工作|举措|展望|蓝图|今后|未来|做好|预期|规划|计划|今年|工作重点|意见"
)
_YEARS = re.compile(r"(20\d{2}|19\d{2})(?:年)?(?:[—–-]{1,2}|至|到)(20\d{2}|19\d{2})年?|(20\d{2}|19\d{2})年")
_PLAN_NAME = re.compile(r"([一二三四五六七八九十]{1,3}五)(?:”|规划|时期|计划|期间)")
_COUNT = re.compile(r"([一二三四五六七八九十]{1,3})年")


def period_of(title: str, year: int | None) -> tuple[str, Mode]:
    """The period and mode that a heading itself states.

    >>> period_of("2017年工作回顾", 2018), period_of("今后五年的目标任务", 2022), period_of("“十三五”时期发展回顾", 2021)
    (('2017', 'actual'), ('2022-2026', 'target'), ('2016-2020', 'actual'))
    >>> period_of("经济运行稳中向好", 2018)
    ('', '')
    """
    mode: Mode = "actual" if _REVIEW.search(title) else "target" if _PLAN.search(title) else ""
    years = [(int(m[1] or m[3]), int(m[2] or m[3])) for m in _YEARS.finditer(title)]
    if years:
        first, last = years[-1]
        if year:
            mode = "actual" if last < year else "target"
        return (f"{first}" if first == last else f"{first}-{last}"), mode
    return _relative_period(title, year, mode)


def _relative_period(title: str, year: int | None, mode: Mode) -> tuple[str, Mode]:
    plans = list(_PLAN_NAME.finditer(title))
    if plans and mode:
        # Of a review and an outlook in one heading, the outlook is what its parts are about, unless it ends in 回顾.
        rest = title[plans[-1].end() :]
        ahead = bool(_PLAN.search(rest)) and not _REVIEW.search(rest)
        span = plan_years(plans[-1 if ahead else 0][1])
        if span:
            return f"{span[0]}-{span[1]}", "target" if ahead else mode
    if year is None:
        return "", mode
    count = _COUNT.search(title)
    number = integer(count[1]) if count else None
    if number and number > 1 and re.search(r"过去|以来|年来|上届|本届", title):
        return f"{year - number}-{year - 1}", "actual"
    if number and number > 1 and re.search(r"今后|未来|下一步", title):
        return f"{year}-{year + number - 1}", "target"
    if re.search(r"去年|过去(?:的)?一年|上年|一年来", title):
        return f"{year - 1}", "actual"
    if "今年" in title:
        return f"{year}", mode or "target"
    return "", mode
