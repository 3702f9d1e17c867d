"""What is measured of several things and said once: 甲厂营业收入超120亿元，乙厂超70亿元; 新材料营业收入增长10%、航空航天增长20%."""

from __future__ import annotations

import re

from kg.extract.concepts import concept_of
from kg.extract.observations import names
from kg.extract.observations.figures import cue_words
from kg.extract.observations.lists import is_indicator, measured
from kg.extract.observations.thread import Place, Subject, Thread

_YIELDS = frozenset(cue_words("yield"))
_INDUSTRY = re.compile("(?:业|制造|航天|医药|装备|材料|汽车|电子|能源|化工|信息|软件|建材|食品|纺织|冶金|机械)$")
_OF_INDUSTRIES = frozenset({"营业收入", "增加值", "产值", "总产值", "营收", "产业增加值", "行业增加值", "投资"})
_SUMS = frozenset({"总投资", "投资", "完成投资", "投资额"})
_SAYS_SUM = re.compile("[资款额值入税]$|投|贷|支出|基金|预算")
_EARNED = frozenset({"主营业务收入", "营业收入", "营收", "销售收入", "年产值", "产值", "产业产值", "产业营收"})
_BRANCHES, _COSTS = ("产业", "行业", "产业链", "产业集群", "制造业"), frozenset({"投资", "总投资", "投资额"})


def shared_measure(norm: str, place: Place, name: str, thread: Thread) -> str | None:
    """The whole name of a thing of which the same is measured as of the one before; blank where that is not clear, None where
    its number is no such one.

    >>> from kg.extract.observations.figures import Figure
    >>> text, thread = "新材料营业收入增长10%、航空航天增长20%", Thread(last="新材料营业收入", measure="growth")
    >>> shared_measure(text, Place(Figure(19, 22, "20", "%", "Ratio"), 12, 22, 0, 22), "航空航天", thread)
    '航空航天营业收入'
    """
    if place.figure.kind == "Ratio":
        return _of_growth(norm, place, name, thread)
    return _of_money(norm, place, name, thread.last) if place.figure.kind == "Money" else None


def _of_growth(norm: str, place: Place, name: str, thread: Thread) -> str | None:
    tail = measured(thread.last)
    if tail and norm.endswith("其中", 0, place.left + 2):  # 汽车产量增长1.7倍，其中新能源汽车增长17.2倍
        return name if concept_of(name) or name[-2:] == tail[-2:] else name + tail
    branch = _INDUSTRY.search(name) and not (is_indicator(name) or measured(name) or concept_of(name))
    listed = branch and thread.measure == "growth" and norm.startswith("、", place.left)
    return name + tail if listed and tail in _OF_INDUSTRIES else None


def _of_money(norm: str, place: Place, name: str, last: str) -> str | None:
    tail = measured(last)
    if norm.endswith("其中", 0, place.left + 2) and not _SAYS_SUM.search(name):
        return name + tail.removeprefix("总") if tail in _SUMS else ""  # 完成总投资18亿元，其中高速公路8亿元
    if tail and name.endswith(_BRANCHES):  # 甲产业年产值超4千亿元，乙产业超3千亿元
        return name if tail in _COSTS else name + tail.removeprefix("产业").removeprefix("行业")
    if place.left == place.clause and tail in _EARNED:
        bare = not (is_indicator(name) or names.says_deed(name) or "投" in name or name in _YIELDS)
        return name + tail if bare and norm[place.clause - 1] == "，" else ""
    return None


def earning(norm: str, place: Place, subject: Subject, thread: Thread) -> Subject:
    """A firm of a list with what of another was measured before: 甲厂主营业务收入超120亿元，乙厂、丙厂分别达到69亿元、58亿元."""
    name, earned = subject.name, measured(thread.last)
    listed = subject.rule == "respectively" and place.figure.kind == "Money" and norm[place.clause - 1] in "，、"
    if not listed or earned not in _EARNED or is_indicator(name) or names.says_deed(name) or _SAYS_SUM.search(name):
        return subject
    return subject._replace(name=name + earned)
