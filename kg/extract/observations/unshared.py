"""Numbers of a list that do not share the noun beside them, so that the text does not say of what they are."""

from __future__ import annotations

import re

from kg.extract.observations.thread import Reading

_PEOPLE = re.compile("[人名次位场]")
_WORK_OF = re.compile("(?:项目|工程)的")  # 甲、乙等32个项目的开工准备: of which projects?
_FAILED = re.compile(r"未(?:能|全部|完全)?(?:如期|按期|按时)?(?:完成|达到|实现|达标)")


def unshared(norm: str, reading: Reading, before: Reading | None) -> str:
    """Why a number of a list is not of the noun that another of its numbers has, blank where it is.

    >>> from kg.extract.observations.figures import Figure
    >>> text = "87个村和7.9万人实现脱贫"
    >>> first = Reading(Figure(0, 3, "87", "个", "Count"), "村", "level", "87", "", 0, 14, "noun-after", "")
    >>> unshared(text, Reading(Figure(5, 10, "7.9", "万人", "Number"), "村", "level", "7.9", "", 0, 14, "carried", ""), first)
    'which of the things listed the number is of'
    """
    figure, name = reading.figure, reading.name
    people = (
        before and reading.rule == "carried" and figure.unit.endswith("人") and not _PEOPLE.search(before.figure.unit)
    )
    if before and people and norm[figure.start - 1] in "和及与" and before.name.startswith(name):
        return "which of the things listed the number is of"
    if _WORK_OF.match(name):
        return "a number of something that the sentence does not name"
    if reading.rule == "noun-after" and name.endswith("指标") and _FAILED.search(norm, figure.end, reading.right):
        return "only part of a name stands with the number"
    return ""
