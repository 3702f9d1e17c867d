"""The words for relations, for the rules behind them and for what keeps a possible link from being asserted."""

from __future__ import annotations

from collections.abc import Iterable

from kg.site.wording import Pair

# A name, and what it means.
LINKS: dict[str, tuple[Pair, Pair]] = {
    "continues": (
        ("沿用", "continues"),
        ("同一提法接着说，未见不同", "the same formulation again, nothing known to differ"),
    ),
    "variant": (("换写法", "other form"), ("同一提法换了写法", "another written form of the same")),
    "extends": (("扩充", "grew"), ("项目或字数增加", "items or members were added")),
    "reduces": (("缩减", "shrank"), ("项目或字数减少", "items or members were taken out")),
    "redefines": (("换内涵", "redefined"), ("同一提法，列的项目换了", "the same formulation with other items")),
    "homonym": (
        ("同形异义", "same form, another thing"),
        ("字面相同，说的是另一回事", "the same form stands for another thing"),
    ),
}
RULES: dict[str, Pair] = {
    "same-form": ("字面相同，且不易与别的提法混同", "the same form, one that other things do not easily bear"),
    "nationwide": ("全国通行的提法", "a formulation known nationwide"),
    "same-company": ("字面相同，上下文也相同", "the same form in the same company of words"),
    "same-form-near": ("字面相同，相隔不超过两年", "the same form, no more than two years apart"),
    "same-items": ("所列项目相同", "the same items"),
    "items": ("逐项比较两份报告所列的项目", "the items of both reports compared one by one"),
    "other-items": ("所列项目全不相同，上下文也不同", "none of the items is common, nor is the company"),
    "printed-form": ("只差标点或量词", "only punctuation or measure words differ"),
    "nationwide-succession": ("全国通行提法的已知沿革", "a succession of nationwide formulations on record"),
    "code": ("同一数字代号", "the same code of digits"),
    "code-in-other-company": ("同一短代号，用在别处", "the same short code in other company"),
    "numeral-and-items": ("只改数字，项目多有相同", "only the numeral differs, and the items overlap"),
    "numeral-and-company": ("只改数字，上下文相同", "only the numeral differs, in the same company of words"),
    "joint-verb": ("末尾动词不同，其余相同", "only the joint verb at the end differs"),
    "headed": ("一个名称含另一个，上下文相同", "one name stands in the other, in the same company of words"),
    "members": ("并列的各项有增减", "members joined in the name came or went"),
    "clipped": ("缩略字有增减", "characters of a clipped form came or went"),
}
CONFIDENCE: dict[str, Pair] = {"high": ("把握大", "high confidence"), "medium": ("把握中等", "medium confidence")}
REASONS: dict[str, str] = {
    "a short code without common company": "代号太短，上下文无一相同",
    "a form that other things could bear": "这样的字面别的事物也用得上",
    "a form that other things could bear, after years without it": "这样的字面别的事物也用得上，且相隔多年",
    "one name stands in part in the other, without common company": "一个名称部分含于另一个，上下文无一相同",
    "one name stands in part in the other, and no list of items ties them": "一个名称部分含于另一个，没有可以对照的项目",
    "one clipped form stands in the other, without common company": "一个缩略语含于另一个，上下文无一相同",
}
CHANGES: dict[str, tuple[Pair, Pair]] = {
    **LINKS,
    "returned": (
        ("停说之后又说", "said again after silence"),
        ("上一份报告没有说，更早的报告说过", "not in the report before, but in an earlier one"),
    ),
    "new": (("首次出现", "first seen"), ("此前收录的报告都没有", "in no report held before")),
    "gone": (
        ("不再出现", "no longer said"),
        ("上一份报告说过，这份报告没有", "in the report held before, not in this one"),
    ),
}
ORDERS: dict[str, Pair] = {
    "life": ("说得最久的在前", "longest-lived first"),
    "change": ("变化多的在前", "most changed first"),
    "kind": ("按类别", "by kind"),
    "name": ("按读音", "by name"),
}


def spans(years: Iterable[int], between: str = "、") -> str:
    """Years with those that follow one another as one.

    >>> spans([2009, 2010, 2011, 2020, 2022, 2023])
    '2009–2011、2020、2022、2023'
    """
    runs: list[list[int]] = []
    for year in sorted(years):
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return between.join(f"{r[0]}–{r[-1]}" if len(r) > 2 else between.join(map(str, r)) for r in runs)


def rule(code: str) -> Pair:
    """A rule in words; one that is not known here speaks for itself."""
    return RULES.get(code, (code, code))


def reason(text: str) -> Pair:
    """The reason of a possible link; the graph states it in English."""
    return REASONS.get(text, text), text
