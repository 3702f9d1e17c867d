"""The words of the answers: what each column is called, and what its codes mean."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from kg.site import lineage_wording as lineage
from kg.site.records import Kind
from kg.site.wording import LEVELS, MODES, SOURCES, Pair

LABELS: dict[str, Pair] = {
    "mentions": ("出现", "mentions"),
    "silent_in": ("未说", "silent in"),
    "back_in": ("又说", "back in"),
    "reports": ("报告数", "reports"),
    "first": ("首见—末见", "first–last"),
    "removed": ("去掉", "removed"),
    "added": ("新增", "added"),
    "rule": ("依据", "by"),
    "confidence": ("把握", "confidence"),
    "from_term": ("原作", "before"),
    "other_term": ("另一提法", "the other"),
    "other_report": ("另见", "also in"),
    "other_place": ("地区", "place"),
    "relation": ("可能", "perhaps"),
    "reason": ("原因", "because"),
    "source": ("解释方式", "explained by"),
    "found": ("列", "listed"),
    "announced": ("名称示", "announced"),
    "explained_in": ("解释见", "explained in"),
    "position": ("第几位", "place"),
    "figure": ("数字", "figure"),
    "meaning": ("指", "stands for"),
    "target": ("名称或数字", "named"),
    "period": ("年份", "year"),
    "actual": ("结果", "outcome"),
    "status": ("写法", "how"),
    "level": ("层级", "level"),
    "growth": ("所述增速 %", "growth stated, %"),
    "previous_level": ("上年数", "the year before"),
    "implied": ("按增速应为", "implied"),
    "gap": ("相差 %", "gap, %"),
    "note": ("可能的原因", "perhaps because"),
    "similarity": ("相似度", "similarity"),
    "from_report": ("此前见于", "before in"),
    "since": ("始于", "since"),
    "english": ("英文", "English"),
    "kind": ("类别", "kind"),
    "from_level": ("来自", "from"),
    "from_place": ("地区", "place"),
}
# A column that is called otherwise in the answers to one query.
_OWN: dict[tuple[str, str], Pair] = {
    ("ledger", "target"): ("目标", "target"),
    ("arithmetic", "level"): ("总量", "level"),
    ("headcount", "found"): ("实列", "listed"),
    ("links", "target"): ("所系", "tied to"),
}
_STATUS: dict[str, Pair] = {
    "not-stated": ("没有提到", "not mentioned"),
    "named": ("提到而没有数字", "named without a number"),
    "qualitative": ("只有定性的说法", "in words only"),
}


def label(query: str, column: str) -> Pair:
    """What a column is called in the answers to a query."""
    return _OWN.get((query, column)) or LABELS.get(column, (column, column))


def told(column: str, value: str, kinds: Mapping[str, Kind]) -> Pair:
    """A cell in words: a code becomes its meaning, joined items a list, anything else itself."""
    if column == "kind" and value in kinds:
        return kinds[value].zh, kinds[value].en
    if column in ("added", "removed"):
        return value.replace("|", "、"), value.replace("|", ", ")
    codes: dict[str, Mapping[str, Pair]] = {
        "source": SOURCES,
        "mode": MODES,
        "level": LEVELS,
        "from_level": LEVELS,
        "status": _STATUS,
        "rule": lineage.RULES,
        "confidence": lineage.CONFIDENCE,
    }
    if column in codes:
        return codes[column].get(value, (value, value))
    if column == "relation" and value in lineage.LINKS:
        return lineage.LINKS[value][0]
    if column in ("reason", "note"):
        return _reason(value)
    return value, value


def _reason(text: str) -> Pair:
    """A reason of the graph, which begins in English words and may go on after a colon.

    >>> _reason("report not held: 2020")
    ('所需报告未收录：2020', 'report not held: 2020')
    """
    head, colon, detail = text.partition(": ")
    zh = _reasons().get(head) or lineage.reason(text)[0]
    return (f"{zh}：{detail}" if colon and zh != text else zh), text


@cache
def _reasons() -> dict[str, str]:
    found = {}
    for name in ("promise_reasons.tsv", "promise_notes.tsv"):
        lines = files("kg").joinpath("data", name).read_text("utf-8").splitlines()
        rows = csv.DictReader(
            (line for line in lines if not line.startswith("#")), delimiter="\t", quoting=csv.QUOTE_NONE
        )
        found.update({row["en"]: row["zh"] for row in rows})
    return found
