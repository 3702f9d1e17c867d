"""Numbers that do not reach the whole: what each of several has, what an effect came to, what something is done to."""

from __future__ import annotations

import re

from kg.extract.observations import names
from kg.extract.observations.thread import Reading

_EACH = re.compile(r"每(?:个|家|户|名|位|县|市|区|乡镇|镇|村|社区|所)(?!年)[^，。；、\d]{0,16}$")
_WORKED_ON = re.compile(
    r"(?:加大对|对|发挥|依托|用好|立足)(?:[\d.]+[个家座条处所][^，。；、\d]{1,10}[、和及])*$|(?<![应面])对[^，。；]{2,40}等$"
)
_EFFECT = re.compile(r"(?:辐射)?带动|惠及|辐射")
_CAUSED = re.compile(r"(?:累计|直接|共|可|预计)*(?:拉动|带动|撬动)[^，。；、\d]{2,6}(?:超过?|近|约|达到?)?$")
_SAYS_NEW = re.compile("[净新]增|^(?:新|发展|入库|争创|申创)|共建")
_COUNTERS = frozenset("家个户")
_NEW_BEFORE = re.compile(r"(?:新增|新培育|新认定|新创建|新获批)[^，。；]*\d[余多]?[家个户](?:以上)?，$")
_LIMIT = "(?:口岸|农村|乡村|城镇|县域|民营|规模以上|规上|限额以上)"
_LIMITED = re.compile(_LIMIT)
_LIMITED_FIRST = re.compile(_LIMIT + r"[^，。；、\d]{2,14}[、和及]")  # 口岸货运量、客运量分别增长
_PART_OF_THESE = re.compile(
    r"[^，。；\d]{2,24}的[^，。；\d]{1,8}(?:进行|实施|开展)"
)  # 对50个单位、小区的楼体进行了亮化
_STATE = re.compile(r"(?:完成|进行|实施|开展|给予|提供|落实)")


def _new_or_all(norm: str, clause: int, reading: Reading) -> bool:
    """A bare class after a comma may be new, as those before it, or the stock (新增甲企业10家，乙企业33家)."""
    name, start = reading.name, reading.figure.start
    bare = reading.figure.unit in _COUNTERS and norm.startswith(name, clause) and clause + len(name) == start
    if not bare or names.says_deed(name) or _SAYS_NEW.search(name):
        return False
    return bool(_NEW_BEFORE.search(norm, max(0, clause - 60), clause))


def partial(norm: str, clause: int, reading: Reading, concept: str) -> str:
    """Why a number is not one of the whole place, blank where it is.

    >>> from kg.extract.observations.figures import Figure
    >>> text = "每个县建设2个特色小镇"
    >>> partial(text, 0, Reading(Figure(5, 7, "2", "个", "Count"), "特色小镇", "level", "2", "", 0, 11, "noun-after", ""), "")
    'a number for each of several'
    """
    start, name = reading.figure.start, reading.name
    if reading.figure.kind in {"Count", "Money", "Area", "Length"} and _EACH.search(norm, clause, start):
        return "a number for each of several"
    if _new_or_all(norm, clause, reading):
        return "whether the number is of the new ones, as the one before it, or of all"
    counted = reading.rule == "noun-after" and reading.figure.kind == "Count"
    if (
        counted
        and _WORKED_ON.search(norm, clause, start)
        and (
            not _STATE.search(norm, reading.figure.end, reading.right)
            or _PART_OF_THESE.match(norm, reading.figure.end, reading.right)
        )
    ):
        return "a number of things that something is done to"
    if (
        reading.figure.kind == "Money"
        and not concept
        and _CAUSED.match(norm, clause, start)
        and norm[clause - 1] == "，"
    ):
        return "what something brought about that an earlier clause names"
    opens = _EFFECT.match(name) and norm.startswith(name[:2], clause)
    if opens and clause and norm[clause - 1] in "，、" and reading.figure.kind in {"Count", "Number"}:
        return "what something brought about that an earlier clause names"
    if (
        reading.rule == "respectively"
        and not concept
        and not _LIMITED.match(name)
        and _LIMITED_FIRST.match(norm, clause)
    ):
        return "whether a limit of the first thing listed holds for this one"
    return ""
