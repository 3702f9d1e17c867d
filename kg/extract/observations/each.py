"""A subject for each of several numbers: 水利、交通分别投资5亿元和8亿元."""

from __future__ import annotations

import re

from kg.extract.observations import lists, names
from kg.extract.observations.governing import opened_alike
from kg.extract.observations.implied import earlier_subject
from kg.extract.observations.thread import Place, Subject, Thread

_DIGIT = re.compile(r"\d")
_ADDED_EACH = re.compile(r"分别(?P<verb>新增|新认定|净增|新建|建成)$")
_THINGS = frozenset({"Count", "Number", "Area", "Length"})
_EACH_FILL = re.compile("^(?:实现|完成|达到?|按|约)+|为$")


def each_of(norm: str, first: Place, text: str, count: int, thread: Thread) -> list[Subject]:
    """As many names as numbers: before them, in the clause before with its numbers, or in one without numbers."""
    own = names.clean_name(text)
    added = _ADDED_EACH.search(own)  # “标准”、“品牌”分别新增12项和44项
    head, each, rest = own.partition("分别")
    if each and not added and len(listed := lists.split_names(head, count)) == count:
        listed = lists.owned_alike(listed)
        listed = listed if first.figure.kind not in _THINGS else opened_alike(listed)
        deed = _EACH_FILL.sub("", rest)  # 交通、水利分别完成投资2500亿元、800亿元
        return [Subject(name + deed, first.left, "respectively") for name in listed]
    listed = lists.split_names(own[: added.start()] if added else own, count) if own else []
    if listed:
        listed = lists.owned_alike(listed)
        listed = listed if added or first.figure.kind not in _THINGS else opened_alike(listed)
        verb = added["verb"] if added else ""
        return [Subject(verb + name, first.left, "respectively") for name in listed]
    last = thread.names[-1:] if not names.before(text) else []
    if last and len(joint := lists.joint_names(last[0][0])) == count:
        return [Subject(name, last[0][1], "respectively") for name in joint]  # 甲和乙年均增长18%，分别达到7亿元和3亿元
    if not names.before(text) and len(thread.names) >= count > 1:
        return [Subject(name, at, "respectively") for name, at in thread.names[-count:]]
    if not names.before(text) and len(both := lists.split_names(thread.last, count)) == count > 1:
        return [Subject(name, thread.last_at, "respectively") for name in both]  # 甲和乙增长18%，分别达到7亿元和3亿元
    earlier = None if own else earlier_subject(norm, first)
    if earlier is None:
        return []
    return [Subject(name, earlier.at, "respectively") for name in lists.split_names(earlier.name, count)]


def listed_before(norm: str, first: Place, text: str, count: int) -> list[Subject]:
    """The indicators that the clause before lists without a number, one for each number: 床位数、医师数，提高40%、45%."""
    start = max(norm.rfind(c, max(0, first.clause - 60), max(0, first.clause - 1)) for c in "，。；：！\n") + 1
    row = norm[start : first.clause - 1]
    if norm[first.clause - 1 : first.clause] != "，" or names.before(text) or _DIGIT.search(row):
        return []
    listed = lists.joint_names(row) if row.count("、") else []
    if len(listed) != count:
        return []
    return [Subject(name, start, "respectively") for name in lists.owned_alike(listed)]


def tasks_of(norm: str, first: Place, task: str, count: int, thread: Thread) -> list[Subject]:
    """How far each of the things listed before has come: 新增就业、再就业，分别完成年度任务的135%、163%."""
    start = max(norm.rfind(c, max(0, first.clause - 80), first.clause - 1) for c in "，。；：！\n") + 1
    listed = names.clean_name(norm[start : first.clause - 1]).split("、")
    if norm[first.clause - 1 : first.clause] == "，" and len(listed) == count and not _DIGIT.search("".join(listed)):
        return [Subject(f"{name}完成{task}", start, "respectively") for name in listed]
    return [
        Subject(f"{name}完成{task}", at, "respectively")
        for name, at in thread.names[-count:]
        if len(thread.names) >= count
    ]
