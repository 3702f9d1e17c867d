"""Forms that are 提法 without quotation marks: 一村一策, 四水同治, 13710工作法."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.lexicon import words
from kg.model import Kind
from kg.naming import COUNT

_N = COUNT
_DOUBLE = re.compile(
    r"双(?![方边向重语休人份倍数面层球眼手脚亲胞胎曲汇])[一-鿿]{1,2}(?=战略|机制|行动|工程|模式|制度|改革|计划|活动)"
)
_PAIR = "村镇乡县市户企业品街楼园区校路河湖山林地事项院策景馆店库站人物案村企格警社居员岗责码证照窗门网屏图表圃"
ONE_ONE = re.compile(rf"一(?:[{_PAIR}](?:（[一-鿿]）)?一[一-鿿](?![{_N}个])|[一-鿿]一策)")

_FIELDS = "农工商文旅体康养医教研产城港贸林牧渔茶游购娱"  # 农文旅, 商旅文体展: fields of work, a character each
_FIELD_RUN = re.compile(
    rf"[{_FIELDS}](?<![学科].)[{_FIELDS}学用展会]{{2,6}}"
    "(?=(?:深度|跨界|全面|高度|综合|有机)?(?:融合|联动|一体|协同|互促|(?<!医养)结合))"  # 医养结合 is a name by itself
)
_STAGE_RUN = re.compile("(?:规|投融?)建管[治运营养服]{1,2}(?=一体|闭环|全(?:过程|流程|周期|生命))")

_EXPLAINED = re.compile(rf"(?<=[。；：])[{_N}]{{1,2}}[件场项个大条][一-鿿]{{2,6}}(?=，即)")
_SAYINGS = re.compile("(?:[四六八]|二?十[二四六八]?)字(?:方针|诀|经)")


@cache
def _joint() -> str:
    return "|".join(words("joint_verbs.txt"))


@cache
def joint_form() -> re.Pattern[str]:
    """三生共融, 四水同治: a numeral, a noun of one or two characters, a joint verb.

    >>> joint_form().findall("三岛同构，县乡村三级联动，双城协同创新，江东西两岸融合，两岸金融合作，两岸融合发展，双核联动联建")
    ['三岛同构', '两岸融合', '双核联动联建']
    """
    levels_or_banks = "级(?!联创)|岸(?<=[东西南北江河]两岸)"  # 三级贯通 tells of levels, 东西两岸融合 of a river
    noun = rf"(?![是要为年个月天位名次家和与及]|[一-鿿]是|{levels_or_banks})[一-鿿](?:(?![和与及的了在协])[一-鿿])?"
    hundred = r"(?<=百)(?<![几数近上]百)(?![姓年分家])[一-鿿]"  # 百城提质
    return re.compile(
        rf"[两双三四五六七八九十百](?<![{_N}百千第长大\d].)(?:{hundred}|(?<!百)(?:{noun}))(?:联动联[建创治]|{_joint()})(?![化性率]|(?<=融合)作|(?<=协同)创新)"
    )


@cache
def code_form() -> re.Pattern[str]:
    """13710工作法, 1+N体系: a digit code before a noun that names an instrument."""
    heads = "|".join(words("head_nouns.txt"))
    return re.compile(
        r"(\d(?<![\d.,年第至到约近超达+%A-Za-z]\d)(?:\d{2,5}[NnXx]?|\d?(?:\+[\dNnXx]{1,3})+))"
        rf"(?=(?:现代|年度)?(?:{heads}))"
    )


def inside_quotes(norm: str, at: int) -> bool:
    """Whether a position lies between an opening and a closing quote of its paragraph."""
    start = norm.rfind("\n", 0, at) + 1
    return norm.rfind("“", start, at) > norm.rfind("”", start, at)


def _clipped_or_told(norm: str) -> Iterator[tuple[int, int, str, Kind, str]]:
    """Runs of clipped fields or stages, and counted names that the words after them explain or call a saying."""
    stages = _STAGE_RUN.finditer(norm) if "建管" in norm else ()
    for match in (*_FIELD_RUN.finditer(norm), *stages):
        if len(set(match[0])) == len(match[0]):  # 医养康养 is two words
            yield match.start(), match.end(), match[0], "acronym", "fields-run"
    if "，即" in norm:
        for match in _EXPLAINED.finditer(norm):  # 三件大事，即… within the gloss of another name
            yield match.start(), match.end(), match[0], "numeral", "counted-explained"
    if "字方针" in norm or "字诀" in norm or "字经" in norm:
        for match in _SAYINGS.finditer(norm):
            yield match.start(), match.end(), match[0], "numeral", "sayings"


def unquoted_forms(norm: str) -> Iterator[tuple[int, int, str, Kind, str]]:
    """Forms that are 提法 without quotation marks: start, end, name, kind, rule."""
    for match in ONE_ONE.finditer(norm):
        if match[0][1] == match[0][-1]:  # 一项一项地抓 counts off
            continue
        yield match.start(), match.end(), match[0], "numeral", "one-by-one"
    yield from _clipped_or_told(norm)
    for match in joint_form().finditer(norm):
        yield match.start(), match.end(), match[0], "numeral", "joint-verb"
    for match in _DOUBLE.finditer(norm):
        yield match.start(), match.end(), match[0], "numeral", "double-and-noun"
    for match in code_form().finditer(norm):
        if inside_quotes(norm, match.start()):
            continue
        if match[1] not in words("hotlines.txt") and not re.fullmatch(r"(?:19|20)\d{2}", match[1]):
            yield match.start(1), match.end(1), match[1], "digit", "code-and-noun"
