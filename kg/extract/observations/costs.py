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
    r"[^，、。；\d等]{2,14}(?<!项目)(?<!工程)(?<!基地)、[^，、。；\d等]{2,16}?(?:项目|工程|基地)(?=[，。；]|建设|开工|$)"
)
_SEVERAL = re.compile(r"\d+[余多]?[个所项家条座处]")
_PAPERS = re.compile(
    r"(?P<what>(?:.{2,}?(?:项目|工程))(?=可研|前期|审批|立项|编制|手续|开工准备)|.*?(?:项目|工程)(?=[快全加]速|加快|早日|尽快|尽早))"
)
_OTHERS = re.compile(  # 甲校、乙校和丙校等12个项目: one sum for all, unless the next has its own
    r"(?=、)(?:[、和及与](?!(?:总|年度|计划|完成)*投资|[^，。；、和及与]{0,12}\d+[余多]?(?:公里|座|米|平方米|户|亩)[、，。；])(?:[^，。；、\d和及与等]|(?<=[高中初])等){2,24}?)+"
    r"(?=(?<![高中初])等|[，。；\n]|\d[余多]?[个项条座所家处])"
)
_GOING_ON = re.compile("(?<=..)(?:(?:正在|相继|全部|均|已|陆续|进展).*|的?建设)$")
_WORK_LAST = re.compile(  # 县医院、中医院、妇幼保健院扩建项目: they all are extended
    "(?<=..)(?<!有序)(?<!加快)的?(?P<work>(?:开发|新|改|扩|续|改扩|迁)?建设?(?:项目|工程)?|(?:改造|提升|治理|整治|亮化|绿化|硬化|修缮|维修)+(?:项目|工程)?)$"
)
_SO_MANY = re.compile(
    r"等?(?:\d[\d.]*[余多]?(?:[个项条座所家处大]|公里|万?平方米|万?亩)|一?大?批)?(?P<head>[^，。；、\d]{2,16})"
)
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
        noun = "" if norm[start].isdigit() else _thing(_until_digit(norm, start, end))
        listed = _first_of(norm, start, end, noun)
        return _of_several(more, noun) if listed == noun else listed
    return nouns.after(norm[tail : place.right]) if place.figure.kind != "Money" else ""


def _before_work(noun: str) -> str:
    """The projects, without the work on their papers: 66个债券项目可研编制."""
    match = _PAPERS.match(noun)
    return match["what"] if match else noun


def _first_of(norm: str, start: int, end: int, noun: str) -> str:
    """All that a sum is for, where others follow the first: 甲、乙 of two, 甲等道路 of 甲、乙、丙等8条道路.

    >>> _first_of("甲一路、甲二路等8条道路建设", 0, 14, "甲一路"), _first_of("孵化器、标准厂房，", 0, 8, "孵化器")
    ('甲一路等道路', '孵化器、标准厂房')
    """
    at = start + len(noun)
    others = _OTHERS.match(norm, at, end + 1) if noun and norm.startswith(noun, start) else None
    if others is None:
        return noun
    if norm[others.end()] in "，。；\n":
        second = nouns.after(others[0][1:]) if len(re.findall("[、和及与]", others[0])) == 1 else ""
        last = _WORK_LAST.search(nouns.after(re.split("[、和及与]", others[0])[-1]))
        return f"{noun}、{second}" if len(second) > 1 else f"{noun}等{last['work'] if last else ''}"
    many = _SO_MANY.match(norm, others.end(), end + 1)
    return f"{noun}等{_GOING_ON.sub('', nouns.after(many['head'])) if many else ''}"


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
