"""The words of the pages that depend on data, in both languages, and the small marks that carry them."""

from __future__ import annotations

from functools import lru_cache

from markupsafe import Markup, escape

from kg.site.records import Figure, Held

Pair = tuple[str, str]

SOURCES: dict[str, Pair] = {
    "glossary": ("名词解释", "glossary entry"),
    "parenthesis": ("括注", "in parentheses"),
    "list-before": ("前列各项", "list before the name"),
    "headings": ("分述标题", "headings carry the items"),
    "enumeration": ("一是、二是", "enumeration"),
    "copula": ("“即”“是”", "“that is”"),
}
RELATIONS: dict[str, Pair] = {
    "names": ("名称含此提法", "named after it"),
    "cooccurs": ("同句", "same sentence"),
    "quantifies": ("释义中的数字", "a number in its definition"),
}
TARGETS: dict[str, Pair] = {
    "program": ("政策项目", "Programs"),
    "indicator": ("指标", "Indicators"),
    "year": ("年份", "Years"),
    "place": ("地区", "Places"),
}
MODES: dict[str, Pair] = {"actual": ("完成", "actual"), "estimate": ("预计", "estimate"), "target": ("目标", "target")}
SECTION_MODES: dict[str, Pair] = {"actual": ("回顾", "review"), "target": ("部署", "plan")}
MEASURES: dict[str, Pair] = {
    "level": ("数量", "level"), "growth": ("增速", "growth"), "share": ("占比", "share"),
    "rank": ("位次", "rank"), "change": ("增减", "change"),
}  # fmt: skip
LEVELS: dict[str, Pair] = {
    "centre": ("中央", "the centre"),
    "ministry": ("部委", "a ministry"),
    "province": ("省", "a province"),
}
TYPES: dict[str, Pair] = {
    "class": ("类", "class"), "object property": ("对象属性", "object property"), "datatype property": ("数据属性", "datatype property"),
}  # fmt: skip
_DIGITS = "零一二三四五六七八九"


@lru_cache(maxsize=4096, typed=True)  # most phrases stand on every page
def both(zh: object, en: object) -> Markup:
    """A phrase in both languages; the style sheet shows the one that is wanted.

    >>> both("年<", "year")
    Markup('<span class="zh" lang="zh-Hans">年&lt;</span><span class="en" lang="en">year</span>')
    """
    return Markup(f'<span class="zh" lang="zh-Hans">{escape(zh)}</span><span class="en" lang="en">{escape(en)}</span>')


def pair(words: dict[str, Pair], code: str) -> Markup:
    """The phrase for a code, or the code itself where there is none."""
    return both(*words.get(code, (code, code)))


@lru_cache(maxsize=4096, typed=True)
def attribute(name: str, zh: str, en: str) -> Markup:
    """An attribute in both languages; the script that switches the language exchanges them."""
    name, zh, en = escape(name), escape(zh), escape(en)
    return Markup(f'{name}="{zh}" data-zh-{name}="{zh}" data-en-{name}="{en}"')


def hanzi(number: int) -> str:
    """A number below a hundred in characters, as sessions are counted.

    >>> [hanzi(n) for n in (2, 10, 14, 20, 45, 120)]
    ['二', '十', '十四', '二十', '四十五', '120']
    """
    if not 0 < number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    return ("" if tens < 2 else _DIGITS[tens]) + ("十" if tens else "") + (_DIGITS[ones] if ones else "")


def ordinal(number: int) -> str:
    """A number in the English way, as sessions are counted."""
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def session(report: Held) -> Markup:
    """Congress and session, as far as the report says.

    >>> session(Held("a", "b", 2021, "", 14, 6, "", "", 0, "", "", "")).striptags()
    '十四届六次会议14th Congress, 6th session'
    """
    zh = [f"{hanzi(n)}{word}" for n, word in ((report.congress, "届"), (report.session, "次会议")) if n is not None]
    en = [
        f"{ordinal(n)} {word}"
        for n, word in ((report.congress, "Congress"), (report.session, "session"))
        if n is not None
    ]
    return both("".join(zh), ", ".join(en)) if zh else Markup("")


def told(figure: Figure) -> str:
    """A number with all that makes it one: indicator, value and unit, year, mode."""
    amount = f"{figure.value}{figure.unit}"
    amount = f"{amount}（{figure.qualifier}）" if figure.qualifier else amount
    measure, mode = (
        words.get(code, (code, code))[0] for words, code in ((MEASURES, figure.measure), (MODES, figure.mode))
    )
    parts = (figure.indicator, measure, amount, figure.period, mode)
    return " · ".join(part for part in parts if part)
