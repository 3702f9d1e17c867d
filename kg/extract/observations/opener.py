"""Whose the numbers of a sentence are that opens with an estate, an inner city, an airport, a resort, a firm or an institute."""

from __future__ import annotations

import re
from typing import NamedTuple

from kg.extract.concepts import concept_of
from kg.extract.observations import names
from kg.extract.observations.figures import alternation, cue_words
from kg.extract.observations.thread import Place

_REACH = 150  # characters of a sentence in which its opening still says whose a number is
_DATED = r"(?:[一二三四五六七八九十]是|同时，|目前，|20\d\d年，?)?"
_OPENS = re.compile(
    _DATED + r"(?P<whose>[一-鿿·“”]{0,12}?(?:"
    r"(?P<estate>产业集聚区|开发区|经开区|高新区|(?:工业|产业|科技|物流)园区?+|综保区|自贸试验区|自贸区)"
    r"|(?P<town>中心城区|主城区)"
    r"|(?P<region>城市群|都市圈|平原)"
    r"|(?P<cluster>数据中心集群|算力集群)"
    r"|(?P<port>机场|口岸)"
    r"|(?P<resort>景区|度假区|滑雪场)"
    r"|(?P<firm>集团|公司)"
    r"|(?P<institute>农谷|科技城|科学城|医学城|实验室|研究院)))"
    r"(?![、和及与的等者要群]|建设|改革|方面|治理|领导|总部|地区|一体|\d(?!\d{3}年))"
)
_ZONE = re.compile(r"(?:加快|大力|扎实|稳步|持续|全力)*(?:推进|推动)?(?P<whose>[一-鿿]{0,4}“[^”，。\d]{1,5}区”)建设")
_GOES_ON = re.compile("(?:全年|共|全年共)?(?:完成|实现)(?!全[国省市县区])")
_ASIDE = re.compile(
    r"(?:全[国区省市县]|各|国家|重点|国有|跨国|新|聚焦|围绕|鼓励|引导|依托|坚持|以|按照|获批|争|做|加|强|深|高|面临|抢抓|挂牌|将|把|对|在|由|从|为|与|和|等|是|[“”]$)"
)
_SORTS = ("estate", "town", "region", "cluster", "port", "resort", "firm", "institute")
_DEED = re.compile(rf"^{names.VERB_WORDS}|{alternation(cue_words('inner'))}")
_WHOLE = re.compile(r"[全我][省市县区州盟旗国](?!第|前|排|首|平均|的)|其中")
_SECOND = frozenset(cue_words("second"))
_DID = re.compile(rf"(?:完成|实现){alternation(_SECOND)}")
_OF_ESTATES = re.compile(
    r"[^，、]{0,4}基础设施(?:建设)?(?:累计)?(?:投资|投入|投入资金)|(?:新增|新|现有|累计)?(?:入[驻住园]|新增|注册)(?:注册|规模以上|规上|外资|外贸|各类|市场主体)*(?:企业|总部机构)|亩均(?:税收|产值|收入)"
)
_OF_TOWNS = re.compile(r"(?:建成区面积|(?:城市|常住)?人口)$|(?:污水|垃圾)[^，]{0,14}处理率")
_OF_REGIONS = re.compile(r"(?:空气质量)?(?:优良天数|PM|重污染)[^，]*|地区生产总值|经济总量|常住人口")
_OF_CLUSTERS = re.compile(r"[^，]{0,6}(?:算力|机架|上架率)[^，]{0,6}|引进企业")
_OF_PORTS = re.compile(r"[^，、]{0,6}(?:吞吐量|航线)")
_OWNED = re.compile(r"^(?:[省市县区][属级管]|国家|全)|(?:企业|公司|集团|银行|[工电水]?厂)$")  # of somebody else


class _Opening(NamedTuple):
    """What a sentence opens with: its words, its sort, and where they end."""

    whose: str
    sort: str
    end: int


def _opening(norm: str, start: int, end: int) -> _Opening | None:
    if zone := _ZONE.match(norm, start, end):
        return _Opening(zone["whose"], "estate", zone.end())
    match = _OPENS.match(norm, start, end)
    whose = names.clean_name(match["whose"]) if match else ""
    if match is None or not whose or _ASIDE.match(match["whose"]) or _DEED.search(match["whose"]):
        return None
    return _Opening(whose, next(sort for sort in _SORTS if match[sort]), match.end())


def _after_mark(norm: str, left: int, end: int) -> int:
    """Where what stands before `end` begins after a mark that parts sentences."""
    stop, part, colon = norm.rfind("。", left, end), norm.rfind("；", left, end), norm.rfind("：", left, end)
    return max(stop, part, colon, norm.rfind("\n", left, end), norm.rfind("！", left, end)) + 1


def opened(norm: str, place: Place, name: str) -> str:
    """Who the number's sentence opens with, where the name says of nobody and is what such an owner has; else blank.

    >>> from kg.extract.observations.figures import Figure
    >>> text = "某机场旅客超5千万人次，国际货邮吞吐量增长11%"
    >>> opened(text, Place(Figure(22, 25, "11", "%", "Ratio"), 13, 25, 13, 25), "国际货邮吞吐量")
    '某机场'
    """
    left = max(0, place.clause - _REACH)
    start = _after_mark(norm, left, place.clause)
    if place.clause == start > left and name in _SECOND and _GOES_ON.match(norm, start):  # the sentence before goes on
        left = max(0, start - 1 - _REACH)
        start = _after_mark(norm, left, start - 1)
        if not _DID.search(norm, start, place.clause):
            return ""
    if place.clause <= start or (start == 0 and left):
        return ""
    opening = _opening(norm, start, place.clause)
    if opening is None or opening.whose[-3:] in name or not _owns(norm, place, name, opening):
        return ""
    for whole in _WHOLE.finditer(
        norm, opening.end, place.figure.end
    ):  # 全市第一 is a rank, and needs its number to be told
        if norm.find(opening.whose[-3:], whole.end(), whole.end() + 12) < 0:
            return ""  # and another clause is of the whole place
    return opening.whose


def _owns(norm: str, place: Place, name: str, opening: _Opening) -> bool:
    """Whether a name is of what such an owner has, and would be read as the place's own without it."""
    if opening.sort == "estate":
        return name in _SECOND or name == "建成区面积" or bool(_OF_ESTATES.fullmatch(name))
    if opening.sort == "town":
        return bool(_OF_TOWNS.search(name))
    if opening.sort in {"region", "cluster"}:
        return bool((_OF_REGIONS if opening.sort == "region" else _OF_CLUSTERS).fullmatch(name))
    if opening.sort == "port":
        return bool(_OF_PORTS.fullmatch(name))
    follows = norm.find("，", opening.end) + 1 == place.clause
    return follows and not concept_of(name) and not _OWNED.search(name)
