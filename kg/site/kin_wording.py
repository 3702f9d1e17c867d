"""The words of lineage on the pages of terms and reports, in both languages."""

from __future__ import annotations

from kg.site.lineage_wording import CONFIDENCE, LINKS, reason, rule, spans
from kg.site.wording import Pair

__all__ = [
    "CONFIDENCE", "DIGITS", "LEVELS", "LINKS", "ORIGINS", "STATUSES",
    "cut", "digit_rule", "level", "origin_rule", "reason", "rule", "since", "spans",
]  # fmt: skip

LEVELS: dict[str, Pair] = {
    "centre": ("中央", "the centre"),
    "province": ("省级", "a province"),
    "prefecture": ("市级", "a prefecture"),
    "county": ("县区级", "a county or district"),
}
ORIGINS: dict[str, Pair] = {
    "held-above": ("上级的收录报告先用", "a held report of the level above used it first"),
    "said": ("报告原话说是上级的", "the report's own words name that level"),
    "nationwide": (
        "全国通行的提法（常识资料，非出自报告）",
        "a formulation known nationwide (common knowledge, not read from a report)",
    ),
    "first-held-use": ("另一地的收录报告先用", "a held report of another place used it first"),
    "other-items": ("所列项目全不相同", "none of the items is common"),
}
DIGITS: dict[str, Pair] = {
    "digit-label": ("逐个数字说明", "each figure is explained by name"),
    "digit-list": ("照所列顺序", "a list, in order"),
    "digit-order": ("照名称顺序", "in the order of the name"),
    "digit-clause": ("同一句中说明", "explained in the clause"),
    "digit-count": ("数目相合", "as many as the figure says"),
    "digit-year": ("年份", "a year"),
    "digit-open": ("未找到解释", "no explanation found"),
}
STATUSES: dict[str, tuple[Pair, Pair]] = {
    "verbatim": (("照录", "repeated"), ("与较早报告的一句逐字相同", "word for word as in an earlier report")),
    "edited": (("改写", "edited"), ("由较早报告的一句改写", "edited from a sentence of an earlier report")),
    "new": (("新写", "new"), ("收录的较早报告中没有相近的句子", "no earlier report held has a sentence like it")),
    "unjudged": (("未判", "not judged"), ("太短，不作比较", "too short to compare")),
}


def level(code: str) -> Pair:
    """A level of government in words; one that is not known here speaks for itself."""
    return LEVELS.get(code, (code, code))


def origin_rule(code: str) -> Pair:
    """Why a term is held to come from elsewhere."""
    return ORIGINS.get(code) or rule(code)


def digit_rule(code: str) -> Pair:
    """How a figure of a code is known to have its meaning; `-elsewhere` is said by another report.

    >>> digit_rule("digit-label-elsewhere")[0]
    '逐个数字说明（见于另一份报告）'
    """
    own = code.removesuffix("-elsewhere")
    zh, en = DIGITS.get(own, (own, own))
    return (f"{zh}（见于另一份报告）", f"{en}, in another report") if own != code else (zh, en)


def since(first: int, silent: int | None, gap: tuple[int, ...]) -> Pair:
    """How early a term can have been, from the reports that are held and those that are not.

    >>> since(2021, 2019, (2020,))[0]
    '2019 年报告有而未说，2020 年报告未收录：最早可能是 2020 年。'
    >>> since(2019, 2018, ())[0]
    '2018 年报告有而未说：在本地报告中始于 2019 年。'
    >>> since(2018, None, ())[0]
    '2018 年是收录的第一份报告，更早说没说不知道。'
    """
    missing = spans(gap), spans(gap, ", ")
    if silent is None:
        zh = f"{first} 年是收录的第一份报告，更早说没说不知道。"
        return zh, f"{first} is the first report held; whether it was said before is not known."
    if gap:
        zh = f"{silent} 年报告有而未说，{missing[0]} 年报告未收录：最早可能是 {gap[0]} 年。"
        return zh, f"The report of {silent} is held and silent, {missing[1]} not held: {gap[0]} at the earliest."
    zh = f"{silent} 年报告有而未说：在本地报告中始于 {first} 年。"
    return zh, f"The report of {silent} is held and silent: in the reports of this place it begins in {first}."


def cut(words: str, most: int = 24) -> str:
    """Long words that were taken out, by their ends; the card of the sentence has them whole.

    >>> cut("学校建设"), cut("一" * 40)
    ('学校建设', '一一一一一一一一一…一一一一一一一一一（40 字）')
    """
    return words if len(words) <= most else f"{words[:9]}…{words[-9:]}（{len(words)} 字）"
