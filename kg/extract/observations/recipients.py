"""For whom something was done: 为10.3万低保对象发放低保金6463万元 counts those who got it, then what they got."""

from __future__ import annotations

import re

from kg.extract.observations.cues import qualifier_after
from kg.extract.observations.thread import Place

_TO = re.compile(r"(?P<to>[为向给])(?:超过?|近|约|逾|不少于|不低于|至少)?$")
_GIVES = (
    r"(?:免费|精准|及时|补充)?(?:保供|供应|输送|培训|提供|发放|办理|解决|开展|追回|追讨|挽回|清偿|清欠|节约|减免|代缴|补缴|接续补缴|缴纳"
    r"|资助|报免|报销|安装|配备|配发|配送|垫付|兑付|支付|拨付|移交)"
)
_SERVED = re.compile(rf"(?P<who>[^，。；\d]{{1,16}}?)(?P<given>{_GIVES}[^，。；]*)")
_TREATED = re.compile(r".(?:实施|开展|给予)")
_GIVEN = re.compile(
    rf"(?P<to>[为向给])(?:超过?|近|约|逾|不少于|不低于|至少)?\d[\d.]*[余多]?[十百千万亿]*[余多]?(?:人次|户次|[名户家人个])?"
    rf"(?P<said>[^，。；、\d]{{1,16}}?{_GIVES}[^，。；、\d]{{2,16}})$"
)
_NEXT = re.compile(r"[约近超]{0,2}\d")
_WHO = re.compile("[人名户家对]$")
_REACH = 60  # characters in which the number of those who got it stands
_WHOLE = 24  # characters that the words after a number may have and still be a name


def served(norm: str, place: Place, noun: str) -> str:
    """The name of a number of those for whom something was done; blank where it is none.

    >>> from kg.extract.observations.figures import Figure
    >>> text = "为24个省份保供电煤20亿吨"
    >>> served(text, Place(Figure(1, 4, "24", "个", "Count"), 0, 10, 0, 14), "省份保供电煤")
    '保供电煤的省份'
    """
    start, end = place.figure.start, place.figure.end
    if norm[start - 1] == "对" and _TREATED.match(noun):
        return "对" + _whole(norm, place, noun)
    to = _TO.search(norm, max(place.left, start - 4), start)
    match = _SERVED.fullmatch(noun) if to else None
    at = norm.find(noun, end, place.right)
    if to is None or match is None or (_whole(norm, place, noun) == noun and norm.startswith("、", at + len(noun))):
        return ""
    counted_too = at >= 0 and _NEXT.match(norm, at + len(noun), place.clause_end)
    if counted_too and not _WHO.search(place.figure.unit):
        return f"{match['given']}的{match['who']}"  # else it would be read as so much of what was given
    return to["to"] + _whole(norm, place, noun)


def _whole(norm: str, place: Place, noun: str) -> str:
    """All that stands after the number, where it is short."""
    whole = norm[place.figure.end + len(qualifier_after(norm, place.figure.end)) : place.right]
    return whole if len(whole) < _WHOLE and ("、" not in whole or "等" in whole) else noun


def given(norm: str, place: Place, name: str) -> str:
    """The name of what those got who were counted before, with the word that says that they got it.

    >>> from kg.extract.observations.figures import Figure
    >>> text = "为5.6万名农民工追回工资7.2亿元"
    >>> given(text, Place(Figure(13, 18, "7.2", "亿元", "Money"), 6, 18, 0, 18), "农民工追回工资")
    '为农民工追回工资'
    """
    said = (
        norm[max(place.clause, place.figure.start - _REACH) : place.figure.start] if place.left > place.clause else ""
    )
    match = _GIVEN.search(said) if "为" in said or "向" in said or "给" in said else None
    return match["to"] + name if match and match["said"] == name else name
