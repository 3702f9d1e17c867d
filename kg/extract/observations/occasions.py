"""Where projects were signed: at the fair that the clause before says was held, so that they are not all of the year's."""

from __future__ import annotations

import re

from kg.extract.observations.thread import Place

_HELD = re.compile(
    r"(?:举办|承办|召开|举行|组织)了?(?:第?[\d一二三四五六七八九十]+[届次年]|首届)?(?:[^，。；：、\d]{0,30}、)*"
    r"(?:[^，。；：、\d]{2,30}等)?(?P<what>[^，。；：、\d等]{2,24}?(?:会|展|节|周|活动|仪式))，$"
)
_SIGNS = re.compile(r"(?:我[省市县区州]|现场|会上|会议?期间|展会期间|共|集中|累计|落实|成功)*(?:签约|签订|签署|达成)")
_SIGNED = re.compile(r"(?:现场|落实|集中)?(?:签约|签订|签署|达成)")
_GENERAL = re.compile(r".*招商(?:引资)?活动|(?:大|重要|重大|系列|各类|多场)*(?:对接|推介|经贸|签约)*(?:活动|仪式|会)")
_REACH = 60  # characters of the clauses before in which the fair is named


def at_fair(norm: str, place: Place, name: str) -> str:
    """The name of what was signed with the fair at which it was; blank where the clause before tells of none.

    >>> from kg.extract.observations.figures import Figure
    >>> text = "组织了第三届银企合作洽谈会，签约合作项目41个"
    >>> at_fair(text, Place(Figure(20, 23, "41", "个", "Count"), 14, 23, 14, 23), "签约合作项目")
    '银企合作洽谈会签约合作项目'
    """
    if place.left != place.clause or norm[place.clause - 1] != "，" or not _SIGNED.match(name):
        return ""
    start = max(norm.rfind(mark, max(0, place.clause - _REACH), place.clause - 1) for mark in "，。；：！\n") + 1
    held = _HELD.search(norm, start, place.clause) if _SIGNS.match(norm, place.clause) else None
    return "" if held is None or _GENERAL.fullmatch(held["what"]) else held["what"] + name
