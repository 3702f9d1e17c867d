"""Places that are counted, and what is done there: 在3000个小区设置回收机, 完成113个村饮水安全工程."""

from __future__ import annotations

import re

from kg.extract.observations import names
from kg.extract.observations.thread import Place

_THERE = re.compile(  # so many places, not so many machines
    r"(?P<where>(?:老旧|居民|重点|试点|示范|行政|自然)?(?:小区|社区|村庄|村|乡镇|街道|学校|中小学|医院|县区|县|路口|景区))(?:周边[^，。；、\d]{0,4}|内|里)?"
    r"(?P<deed>(?:设置|增设|实施|开展|建设|新建|推广|推行|布设|安装|建立|设立|启动)[^，。；、\d]{2,16})(?=[，。；\d])"
)
_THERE_SUCH = re.compile(r"[^，。；\d]{0,6}在[^，。；\d]{2,60}等$")
_WORKS_OF = re.compile(  # so many villages, not so many works; but a clinic, a school of each is a work of its own
    r"(?P<where>(?:自然|行政|贫困)?村(?:庄|(?![卫民级集委镇实]))|乡镇(?!级)|小区|城市)的?"
    r"(?![^，。；、]{0,12}(?:厂|站|[生老]院|校|小学|幼儿园|所|室|场|馆|中心))"
    r"(?P<works>[^，。；、\d和]{4,24}?(?:项目|工程))(?=[，。；、！\n]|和\d|建设|$)"
)
_ALONG = re.compile("[一-鿿]{2,5}(?:沿线|沿岸|两岸|周边)$")
_NAMED = re.compile(r"[一-鿿]{2,4}、[一-鿿]{2,4}$")  # 长春、白山2个城市


def counted_there(norm: str, place: Place) -> str:
    """The places that a number counts, with what is done there; blank where it counts no places.

    >>> from kg.extract.observations.figures import Figure
    >>> text = "完成113个村饮水安全提升工程。"
    >>> counted_there(text, Place(Figure(2, 6, "113", "个", "Count"), 0, 14, 0, 14))
    '实施饮水安全提升工程的村'
    """
    figure = place.figure
    before = norm[figure.start - 1]
    there = before == "在" or (before == "等" and _THERE_SUCH.match(norm, place.clause, figure.start))
    if there and (done := _THERE.match(norm, figure.end, place.clause_end + 1)):
        return f"{done['deed']}的{done['where']}"
    works = _WORKS_OF.match(norm, figure.end, place.clause_end + 1) if figure.unit == "个" else None
    if works is None or (works["where"] == "城市" and not _NAMED.search(norm, place.clause, figure.start)):
        return ""
    along = _ALONG.search(norm, place.left, figure.start)
    area = names.clean_name(along[0]) if along else ""
    return f"实施{works['works']}的{area}{works['where']}"
