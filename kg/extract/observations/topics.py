"""Whose a sum or a rate is that names no owner: what the sentence has counted last."""

from __future__ import annotations

import re

from kg.extract.observations import names
from kg.extract.observations.figures import cue_words
from kg.extract.observations.thread import Place, Thread

_COUNTERS = frozenset("个项家座条处所")
_SECOND = frozenset(cue_words("second"))
_OF_ESTATE = re.compile(r"[一-鿿“”]{0,8}?(?:开发区|园区|高新区|集聚区|产业园|综保区|公司|集团)(?=[一-鿿]{2,8}$)")
_SUMS = ("总投资", "投资", "投资额", "资金", "金额")
_INVESTED = re.compile("(?<=项目|工程)(?:累计|已|共)*(?:完成)?投资$")
_COST = re.compile("(?<=项目|工程)总投资额?$")
_PAPERS = re.compile(r"(?:议案|意见)?(?:建议案?|提案|议案)$")


def _counted(thread: Thread, own: str) -> str:
    """What was counted last; a rate of answers is one of all the papers counted (建议提案办复率)."""
    row = thread.row if thread.topic in thread.row else ()
    papers = [found[0] for name in row if (found := _PAPERS.search(name))]
    rate = own.endswith(("率", "满意度")) and len(papers) == len(row)
    return "".join(papers) if rate and 1 < len(papers) < 4 else thread.topic


def of_several(norm: str, place: Place, own: str, thread: Thread) -> bool:
    """Whether the clause before counts several things, so that a sum may be of one or of all (甲项目9个、乙项目5个，总投资…)."""
    if not own.endswith(_SUMS):
        return False
    row = [name for name in thread.row if name[-2:] == thread.topic[-2:]]
    since = norm[thread.topic_at : place.clause]
    return len(row) > 1 and thread.topic in row and "其中" not in since and "、" in since


def topic_of(norm: str, place: Place, own: str, thread: Thread) -> tuple[str, int]:
    """What a sum without an owner is of: what was counted last, but nothing from before a semicolon."""
    turn = norm.rfind("；", thread.topic_at, place.left) if own.endswith(("资金", "投资", "金额")) else -1
    among = norm.find("其中", thread.topic_at, place.left)
    cost = _COST.search(thread.last, 4) if own.endswith(_SUMS) and turn < 0 <= among < thread.last_at + 3 else None
    if cost and thread.last[: cost.start()] != thread.topic:
        return thread.last[: cost.start()], thread.last_at  # 其中甲类项目132个，总投资796亿元，年度投资303亿元
    if turn < 0 <= among and thread.last not in {thread.topic, ""} and thread.unit in _COUNTERS and own.endswith(_SUMS):
        return thread.last, thread.last_at  # 其中甲类项目132个，总投资796亿元: of these alone
    invested = _INVESTED.search(thread.topic, 4) if own.endswith("完成率") else None
    if turn < 0 and invested:
        return thread.topic[: invested.start()], thread.topic_at  # 甲项目累计完成投资5亿元，年度计划投资完成率110%
    if turn < 0 and thread.topic:
        return _counted(thread, own), thread.topic_at
    counted = thread.last_at > turn and thread.unit in _COUNTERS
    return (thread.last, thread.last_at) if counted else ("", 0)


def of_the_first(joint: list[str]) -> list[str]:
    """The names that share a number with whose the first of them says it is: 省重点项目开工率、投资完成率均为100%.

    >>> of_the_first(["省重点项目开工率", "投资完成率"]), of_the_first(["办结率", "满意率"])
    (['省重点项目开工率', '省重点项目投资完成率'], ['办结率', '满意率'])
    >>> of_the_first(["开发区营业收入", "税收收入"])
    ['开发区营业收入', '开发区税收收入']
    """
    if not joint:
        return joint
    if estate := _OF_ESTATE.match(joint[0]):
        return [estate[0] + name if name in _SECOND else name for name in joint]
    owner = names.owner_of(joint[0])
    return [owner + name if owner and name in names.GENERIC else name for name in joint]


def with_owner(name: str, thread: Thread) -> str:
    """办结率 of the proposals counted before it."""
    return _counted(thread, name) + name if name in names.GENERIC and thread.topic else name
