"""Numbers that are one of each of several places: 支持各县错位发展，做强1—2个主导产业."""

from __future__ import annotations

import re

from kg.extract.observations.lists import JOINTS
from kg.extract.observations.thread import Place

EACH = "各"
_OF_PLACES = (
    r"(?:[^，。；：\n\d]{0,6}(?:支持|推动|引导|鼓励|指导|要求|确保|督促))?"
    r"各(?:县市区|市县区?|县区|县（市、区）|市（州）|县|市|区|州|盟|旗|乡镇|村)(?!级|[类项种国界]|域)"
)
_PLACES, _PLACES_BEFORE = (
    re.compile(_OF_PLACES + r"[^，。；：\n]{0,40}$"),
    re.compile(_OF_PLACES + r"[^。；：\n\d]{0,30}$"),
)
_FEW = re.compile(r"[1-9](?:[-—~～至到][2-9])?")
_LEAST = re.compile(r"\d[\d.]*[万亿]*[元人吨家个项]?以上")


def apiece(norm: str, place: Place, name: str) -> str:
    """各 where the number is what each of the places has, blank where the text does not say so.

    >>> from kg.extract.observations.figures import Figure
    >>> text = "支持各县错位发展，做强1—2个主导产业"
    >>> apiece(text, Place(Figure(11, 15, "1—2", "个", "Count"), 9, 19, 9, 19), "主导产业")
    '各'
    """
    figure = place.figure
    if norm[figure.start - 1 : figure.start] == "在" and JOINTS.search(name):
        return EACH if _LEAST.match(norm, figure.start) else ""  # 甲、乙产业集聚区在200亿元以上
    few = figure.kind == "Count" and _FEW.fullmatch(figure.value)
    if not few:
        return ""
    before = max(norm.rfind(c, max(0, place.clause - 40), max(0, place.clause - 1)) for c in "，。；：\n") + 1
    bound = norm.startswith("以上", figure.end) or len(figure.value) > 1
    said = _PLACES.match(norm, place.clause, figure.start) or _PLACES_BEFORE.match(norm, before, figure.start)
    return EACH if bound and said else ""
