"""Parts of what was counted before, after 其中: 续建项目 of the 重点项目, also in the next sentence, and people of those helped."""

from __future__ import annotations

import re

from kg.extract.concepts import concept_of
from kg.extract.observations import names
from kg.extract.observations.thread import Place, Subject, Thread

_KIND = re.compile(r"(?P<kind>[^，、中]{2,10}?项目)[^，、项]{0,10}")
_PLANNED = re.compile(r"^(?:全[国省市县区州]|[省市县区]级|全年|年初|初步|计划|安排|确定|实施)+")
_OWN = frozenset(
    {"carried", "part-of", "owner-after"}
)  # of the number before, which has the whole in its name, or of one
_DEED = re.compile("争取|发行|引进|新增")
_HEADS = frozenset("人名户")
_PEOPLE = re.compile("(?:人员|毕业生|军人|人口|农民工|家庭|劳动力|妇女|残疾人|群众)$")
_DEED_FOR = re.compile("(?:再就业|转移就业|就业帮扶|稳定脱贫|脱贫|就业)$")
_LISTED = 120  # characters in which 其中 holds for a list


def following(norm: str, start: int, before: Thread | None) -> Thread:
    """The thread of a sentence; with what the sentence before counted, where this one opens with 其中."""
    if before is None or not norm.startswith("其中", start):
        return Thread()
    return Thread(whole=_projects(before.topic))


def of_whole(norm: str, place: Place, subject: Subject, thread: Thread) -> Subject:
    """The subject with the projects that it is a kind of: 重点项目中续建项目完成投资.

    >>> from kg.extract.observations.figures import Figure
    >>> place = Place(Figure(10, 14, "59", "亿元", "Money"), 2, 14, 0, 14)
    >>> of_whole("其中续建项目完成投资59亿元", place, Subject("续建项目完成投资", 2, "noun-before"), Thread(whole="重点项目")).name
    '重点项目中续建项目完成投资'
    """
    bare = place.figure.kind == "Money" and subject.name.endswith("项目")
    if "项目" not in subject.name or subject.rule in _OWN or bare:
        return subject
    whole = thread.whole or _listed(norm, place, thread)
    kind = _KIND.fullmatch(subject.name) if whole and whole not in subject.name else None
    if kind is None or kind["kind"][:2] == whole[:2] or _DEED.match(kind["kind"]) or concept_of(kind["kind"]):
        return subject
    return subject._replace(name=f"{whole}中{subject.name}")


def same_deed(norm: str, place: Place, name: str, thread: Thread) -> str:
    """What was done for some of those for whom it was done, which the text says once; blank where it is none of people.

    >>> from kg.extract.observations.figures import Figure
    >>> text = "下岗人员再就业2.3万人，其中大龄人员9216人"
    >>> place = Place(Figure(19, 24, "9216", "人", "Number"), 13, 24, 13, 24)
    >>> same_deed(text, place, "大龄人员", Thread(last="下岗人员再就业"))
    '大龄人员再就业'
    """
    if place.figure.unit[-1:] not in _HEADS or not _PEOPLE.search(name):
        return ""
    deed = _DEED_FOR.search(thread.last) if norm.find("其中", place.clause, place.figure.start) >= 0 else None
    return name + deed[0] if deed else ""


def _listed(norm: str, place: Place, thread: Thread) -> str:
    """What this sentence has counted, where 其中 stands between."""
    whole = _projects(thread.topic)
    since = max(thread.topic_at, place.left - _LISTED)
    return whole if whole and norm.find("其中", since, place.figure.start) >= 0 else ""


def _projects(topic: str) -> str:
    """The projects counted, without the deed and the place; blank where they are of no kind."""
    thing = names.without_verb(_PLANNED.sub("", topic)) if topic.endswith("项目") else ""
    return thing if 3 < len(thing) < 9 and "、" not in thing else ""
