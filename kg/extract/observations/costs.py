"""What a sum of money is for, where that follows it: 总投资6亿元的3个项目, 投资1.2亿元完成了…"""

from __future__ import annotations

import re

from kg.extract.observations import nouns
from kg.extract.observations.figures import alternation, cue_words
from kg.extract.observations.thread import Place

_DIGIT = re.compile(  # not 350兆瓦 or G234 within the name of a project
    r"(?<=项目)\d|(?<=工程)\d|(?<![A-Za-z\d.×])\d(?![\d.×]*[万亿]?(?:千瓦时?|兆瓦|吉瓦|吨|立方米|平方米|平米|米|公里|亩|头|只|羽|台|套|辆|千伏)[^\W\d_])"
)
_END = re.compile(r"[，。；：！？（）\n]")
_SECOND_COST = re.compile(
    r"、(?:年度|计划|年度计划|年内计划|当年|今年)*(?:完成)?投资[约超近]?\d[\d.]*[万亿]+元?(?:以上)?(?=的)"
)
_NEXT_COUNT = re.compile(
    r"(?:总长|全长|总投资|投资|占地|总面积|面积|建筑面积)?\d+(?:\.\d+)?[余多]?"
    r"(?:[个家项座处宗名户只条所]|[万亿]?(?:公里|元|亩|平方米)的)"
)
_WORKS = re.compile(
    rf"[，、]?(?:重点|大力|全面|加快|全力|持续|用于|进行|对)*(?:{alternation(cue_words('verb'))}了?、?)+|[，、]?用于"
)
_AND_PART = re.compile(  # A、B建设项目: one project, named for both
    r"[^，、。；\d等]{2,14}(?<!项目)(?<!工程)(?<!基地)、[^，、。；\d等]{2,16}?(?:项目|工程|基地)(?=[，。；、]|建设|开工|$)"
)
_SEVERAL = re.compile(r"\d+[余多]?[个所项家条座处]")
_PAPERS = re.compile(r"(?P<what>.{2,}?(?:项目|工程))(?:可研|前期|审批|立项|编制|手续|开工准备)")
_SUCH_WORKS = re.compile(
    r"(?:、[^，。；、\d]{2,16})+等(?P<head>[^，。；、\d]{2,12}(?:项目|工程))(?=[，。；、开建完竣])"
)
_OTHERS = re.compile(r"(?:、[^，。；、\d]{2,16}){2,}(?=[，。；]|等)")
_MORE = re.compile(r"、|[和及](?=[^，。；]{2,12}(?:工程|项目|建设|\d))|等")


def owner_after(norm: str, place: Place, tail: int, own: str, text: str, alone: bool) -> str:
    """What a bare 总投资 is the investment of, where it follows: 总投资6亿元的3个重点能源项目, 投资1.2亿元完成了….

    >>> from kg.extract.observations.figures import Figure
    >>> text = "总投资6亿元的3个重点能源项目"
    >>> owner_after(text, Place(Figure(3, 6, "6", "亿元", "Money"), 0, 7, 0, 15), 6, "总投资", "", True)
    '重点能源项目'
    """
    whole = place.figure.kind == "Number" and own.endswith("投资")  # 总投资7.71亿的18个项目
    if place.figure.kind not in {"Money", "Area", "Length"} and not whole:
        return ""
    second = _SECOND_COST.match(norm, tail, place.clause_end)
    tail = second.end() if second else tail
    if norm.startswith("的", tail):
        counted = _NEXT_COUNT.match(norm, tail + 1, place.clause_end)
        start = counted.end() if counted else tail + 1
        whole = place.left == place.clause or "、" in _until_digit(norm, start, place.clause_end, alone=True)
        return _first_of(
            norm,
            start,
            place.clause_end,
            _before_work(_thing(_until_digit(norm, start, place.clause_end, alone=not whole))),
        )
    works = (
        _WORKS.match(norm, tail)
        if own.endswith("投资") and "完成" not in text and (alone or tail < place.clause_end)
        else None
    )
    if works:
        stop = _END.search(norm, works.end())
        end = stop.start() if stop else len(norm)
        counted = _NEXT_COUNT.match(norm, works.end(), end)
        more = "等" if _MORE.search(norm, works.end(), end) else ""
        start = counted.end() if counted else works.end()
        return "" if norm[start].isdigit() else _of_several(more, _thing(_until_digit(norm, start, end)))
    return nouns.after(norm[tail : place.right]) if place.figure.kind != "Money" else ""


def _before_work(noun: str) -> str:
    """The projects, without the work on their papers: 66个债券项目可研编制."""
    match = _PAPERS.match(noun)
    return match["what"] if match else noun


def _first_of(norm: str, start: int, end: int, noun: str) -> str:
    """With 等 where other things without a number follow: 投资1亿元的甲基地、乙基地、丙基地."""
    at = norm.find(noun, start, end) if noun else -1
    if at == start and (work := _SUCH_WORKS.match(norm, at + len(noun), end + 1)):
        return f"{noun}等{work['head']}"  # 甲校、乙校等附属设施项目
    return noun + "等" if at == start and _OTHERS.match(norm, at + len(noun), end + 1) else noun


def _of_several(more: str, noun: str) -> str:
    return noun + more if noun and "等" not in noun and "、" not in noun else noun


def _thing(text: str) -> str:
    joined = _AND_PART.match(text)
    return joined[0] if joined else nouns.after(text)


def _until_digit(norm: str, start: int, end: int, alone: bool = False) -> str:
    run = _DIGIT.search(norm, start, end)
    if run and not alone and norm[run.start() - 1] == "等" and (some := _SEVERAL.match(norm, run.start(), end)):
        return norm[start : run.start()] + _until_digit(norm, some.end(), end)  # 某校等12所学校设备购置
    return norm[start : run.start() if run else end]
