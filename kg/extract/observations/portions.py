"""Things counted twice over: some of those just counted (10家有9家…), groups with their members (6组10家…), and their lives."""

from __future__ import annotations

import re

from kg.extract.observations.thread import Place, Subject

_SOME_OF = re.compile(
    r"\d+[余多]?(?P<unit>[一-鿿])(?P<what>[^，。；、\d]{2,14}?)中?(?:，其中|，已|[，已])?有$"
)  # and then the number of those
_FATE = re.compile(r"(?P<fate>[^，。；、\d]{3,18})(?=[，。；！\n]|$)")
_LIVES = re.compile(
    r"(?:的(?P<fate>[^，。；、\d的]{2,8}得到[^，。；、\d]{2,6})|(?:均|已|全部)*得到了?(?:及时|妥善|有效|全面)*(?P<help>救助|安置|保障|帮扶|救治|资助))(?=[，。；！\n]|$)"
)
_REACH = 30  # characters in which the first count stands


def some_of(norm: str, place: Place, subject: Subject) -> str:
    """What some of the things counted did, where their number follows that of all: 10家合作社有9家通过验收.

    >>> from kg.extract.observations.figures import Figure
    >>> text, nine = "10家合作社有9家通过验收，", Figure(7, 9, "9", "家", "Count")
    >>> some_of(text, Place(nine, 3, 13, 0, 13), Subject("合作社", 3, "noun-before"))
    '合作社通过验收'
    """
    at = place.figure.start
    if norm.endswith("已完成", place.left, at) and norm.find(place.figure.unit, place.clause, place.left) >= 0:
        return f"完成{subject.name}"  # 35件实事已完成31件
    if norm[at - 1] != "有" or place.figure.kind != "Count":
        return ""
    all_of = _SOME_OF.search(norm, max(0, at - _REACH), at)
    fate = _FATE.match(norm, place.figure.end, place.clause_end + 1)
    name = subject.name.removesuffix("中")
    same = all_of and all_of["unit"] == place.figure.unit and name.endswith(all_of["what"])
    return name + fate["fate"] if same and fate else ""


def lives(norm: str, end: int, clause_end: int) -> str:
    """What was done for the people counted: 25万名退休职工的基本生活得到保障.

    >>> lives("25万名退休职工的基本生活得到保障", 8, 17)
    '基本生活得到保障'
    """
    match = _LIVES.match(norm, end, clause_end + 1)
    return (match["fate"] or match["help"]) if match else ""
