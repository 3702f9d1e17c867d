"""Where projects were signed or built: at the fair or in the estate of the clause before, so that they are not all of the place's."""

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
_BUILDS = re.compile(
    r"(?:加快|大力|全力|强力|持续|扎实)*(?:推进|推动|抓好|加强)?(?P<what>[^，。；：、\d]{2,20}(?:园|园区|新区|开发区|示范区|集聚区|科技城|科学城|小镇))建设，"
)
_BUILT = re.compile(r"(?:重点|产业|工业|续建|新建|入园|基础设施)*(?:项目|投资)")
_DOES = re.compile(r"(?:全年|力争|累计|共|年内|谋划)*(?:实施|完成|安排|谋划|新开工|开工)")
_REACH = 60  # characters of the clauses before in which the fair is named


def in_estate(norm: str, place: Place, name: str) -> str:
    """The name of projects or of what they cost with the estate that the clause before builds; blank where it builds none.

    >>> from kg.extract.observations.figures import Figure
    >>> text = "加快国际农产园建设，实施重点项目13个"
    >>> in_estate(text, Place(Figure(16, 19, "13", "个", "Count"), 10, 19, 10, 19), "重点项目")
    '国际农产园重点项目'
    """
    if place.left != place.clause or norm[place.clause - 3 : place.clause] != "建设，" or not _BUILT.fullmatch(name):
        return ""
    start = max(norm.rfind(mark, max(0, place.clause - _REACH), place.clause - 1) for mark in "，。；：！\n") + 1
    built = _BUILDS.fullmatch(norm, start, place.clause) if _DOES.match(norm, place.clause) else None
    return built["what"] + name if built else ""


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
