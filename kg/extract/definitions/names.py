"""Numbered names in the body and the numbers of items that they announce."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.extract.patterns import QUOTED, classify, joint_form, quoted_name
from kg.extract.terms import short_name
from kg.lexicon import words
from kg.model import Definition, Report
from kg.naming import COUNT, announced, kind_of, parts, words_counted
from kg.segment import boundaries
from kg.text import Span, unquoted

_N = COUNT.replace("一", "").replace("双", "")
_NUMBER = re.compile(rf"[{COUNT}百千万\d]")
_INTRODUCED = re.compile(rf"[{_N}十](?<![{COUNT}百千第\d].)[个大项件][一-鿿]{{2,5}}(?=[：。]?\n?一是)")
# Words that only announce a list, and things of which there are as many as were built: they make no formulation.
_ANNOUNCES = re.compile("方面|(?:问题|领域|亮点|难题|不足|短板|类别|特点|环节)$")
_THINGS = re.compile(
    rf"[{_N}十]个[一-鿿]*(?:产业|集群|产业链|示范区|改造|中心|片区|园区|基地|任务|市场|走廊|枢纽|门户|通道|板块|组团|"
    "平台|整治|创建|行动|工程|项目|支柱|高地|名片)$"
)
_BEFORE_NOUN = re.compile(rf"^[{COUNT}百千]+(?:[个项大种条类](?=.))?")
_MOTTO = re.compile(rf"(?<![{COUNT}百千第\d])[{_N}十]{{1,3}}字方针")
_ANY = "(?:(?!的)[一-鿿]){0,4}"
_LINES = (
    f"条{_ANY}(?:底线|红线|防线|主线|生命线|文化带|经济带|产业带|产业链)"  # other things by the 条 are roads and rivers
)
_MATTERS = f"件{_ANY}(?:小事|实事|大事)"
_WORD = re.compile("[一-鿿]{1,4}")
_GOES_ON = ("特色", "城市", "示范", "安置", "统筹", "拟")


@cache
def _counted_form() -> re.Pattern[str]:
    """五项重点工作, 三大主导产业, 八字方针: a count before a noun that ends a formulation, unquoted."""
    heads = "|".join(words("count_heads.txt"))
    return re.compile(
        rf"[{_N}十](?<![{COUNT}百千第\d].)(?:个一批|位一体|轮驱动|[{_N}十]?(?:[大个项类种张篇场重]{_ANY}(?:{heads})|{_LINES}|{_MATTERS}))"
    )


def numbered_names(report: Report) -> Iterator[tuple[Span, str, bool]]:
    """Numbered names in the body: the span with its quotes, the name, and whether it was quoted."""
    norm, place = report.text.norm, short_name(report.header.place)
    for match in QUOTED.finditer(norm):
        if not _NUMBER.search(match[1]):  # most quotations
            continue
        name = quoted_name(match[1], norm[match.end() : match.end() + 8], place)
        if _numbered(name) and len(name.replace("、", "")) <= 12 and classify(name, place, in_gloss=False):
            extra = len(name) - len(unquoted(match[1])) if name.startswith(unquoted(match[1])) else 0
            yield Span(match.start(), match.end() + max(0, extra)), name, True
    for form in (joint_form(), _counted_form(), _INTRODUCED, *([_MOTTO] if "字方针" in norm else [])):
        for match in form.finditer(norm):
            if announced(match[0]) and (form is joint_form() or _is_name(norm, match)):
                yield Span(*match.span()), match[0], False


def _is_name(norm: str, match: re.Match[str]) -> bool:
    """Whether a count with a noun is a formulation and ends where a word does: 三大主导产业, but neither 五大特色农业产业|化
    nor 两个片区改造."""
    explained = norm.startswith(("（", "：", "，即", "。一是"), match.end())
    if _ANNOUNCES.search(match[0]) or norm.startswith(_GOES_ON, match.end()):
        return False
    if _THINGS.fullmatch(match[0]) and not explained:
        return False
    following = _WORD.match(norm, match.end())
    return not following or len(match[0]) in boundaries(match[0] + following[0])


def nouns_of(name: str) -> tuple[str, ...]:
    """What the parts of a name count: 拍 of 三拍, 禁 and 控 of 四禁两控.

    >>> nouns_of("三拍"), nouns_of("四禁两控"), nouns_of("五长制")
    (('拍',), ('禁', '控'), ('长制',))
    """
    return tuple(_BEFORE_NOUN.sub("", p.text) or p.text for p in parts(name))


def _numbered(name: str) -> bool:
    return kind_of(name) in ("numeral", "digit") and bool(announced(name))


def item_counts(name: str) -> tuple[int, ...]:
    """The numbers of items that a name may announce, likeliest first."""
    return words_counted(name) or announced(name)


def in_glossary(report: Report, at: int) -> bool:
    """Whether a position lies in an appendix of explained words."""
    return any(region.start <= at < region.end for region in report.glossary)


def made(name: str, source: str, span: Span, gloss: Span, items: tuple[Span, ...]) -> Definition:
    """An inline definition of a name; its rule is named after the pattern."""
    return Definition(name, name, source, span, gloss, items, announced(name)[0], f"inline-{source}")
