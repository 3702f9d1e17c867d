"""How things counted stand, which the words before their number say: approved but not built, already applied for, helped on."""

from __future__ import annotations

import re

from kg.extract.observations.thread import Place

_FOUNDED = ("建设", "创建", "筹建", "设立", "组建", "开展")
_ALREADY = re.compile(r"已经?(?P<done>[一-鿿]{2,4})的(?:总投资[\d.]+[万亿]+元的)?[约近超]?$")
_BROUGHT = re.compile(r"(?P<verb>带动|帮扶)\d[\d.]*[余多]?[万千百]?[余多]?[个户家](?:[^，。；、\d]{0,3}[村户])?、?$")
_TO_COME = ("建设", "落地", "实施", "发展", "开工")  # 已批建的3家实验室建设 goes on
_PEOPLE = re.compile("[户名人]$")
_COUNTED = frozenset({"Count", "Number", "Rank"})
_REACH = 20  # characters in which such words stand before a number


def with_state(norm: str, place: Place, name: str) -> str:
    """The name with the word that says how the things counted stand, where it has none.

    >>> from kg.extract.observations.figures import Figure
    >>> text = "对已争创的12个示范试点"
    >>> with_state(text, Place(Figure(5, 8, "12", "个", "Count"), 0, 12, 0, 12), "示范试点")
    '已争创的示范试点'
    """
    if place.figure.kind not in _COUNTED:
        return name
    start = place.figure.start
    if name.startswith(_FOUNDED) and norm.find(f"获批{name[:2]}", place.clause, start) >= 0:
        return f"获批{name}"
    since = max(place.clause, start - _REACH)
    before = norm[since:start]
    stands = "已" in before and place.figure.kind == "Count" and not name.endswith(_TO_COME)
    if stands and (done := _ALREADY.search(before)):
        return f"已{done['done']}的{name}"
    if "带动" in before and _PEOPLE.search(place.figure.unit) and (brought := _BROUGHT.search(before)):
        return name if name.startswith(brought["verb"]) else brought["verb"] + name
    return name
