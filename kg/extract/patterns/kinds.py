"""The kind of a quoted name, and what only looks like a 提法: a plan, a date, an honour, a sentence."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from kg.extract.patterns.frames import framed, is_layout
from kg.extract.patterns.quotations import nationwide
from kg.lexicon import words
from kg.model import Kind
from kg.naming import COUNT
from kg.segment import boundaries

_N = COUNT
_PLAN = re.compile(
    r"(?:(?:二?十)?[一二三四五六七八九]|十)五(?:规划|时期|期间|计划|末|年)?|[一二三四五六七八九十]{2,3}大|[一二三]中全会"
)
_DATE = re.compile(r"\d{1,2}[·.•]\d{1,2}|(?:19|20)\d{2}年?.*|\d{1,2}月.*|\d{1,2}")
_HONOUR = re.compile(
    r"(?:全国|全省|全市|国家|中国|省级|市级|国家级|世界|首批|[一-鿿]{2}省|年度).{4,}|.{3,}(?:单位|称号|先进|示范[区县市村镇园]|百强县?|十佳|十强|奖|品牌|案例|榜单|名单|试点|"
    r"园区|基地|集体|个人|模范城|公园|景区|大赛|论坛|博览会|大会|晚会|报告|意见|办法|方案|条例|纲要|丛书|精神|思想|观)"
)
_NUMERAL = re.compile(rf"[{_N}百千万]")
_DIGIT = re.compile(r"\d")
_AT_FIRST, _AT_FIRST_OR_DIGIT = re.compile(rf"[{_N}百千]"), re.compile(rf"[{_N}\d]")
_PART = re.compile(rf"[{_N}百多](?!样|元)[一-鿿]{{1,4}}")
_STILL_COUNTS = re.compile(
    rf"(?:[{_N}][一-鿿]{{1,2}}){{2,3}}一体化|(?!一)[{_N}]个?(?:统一|第一|一体化)|(?!一)(?:[{_N}]个|[两双])[百千]亿"
)
_ONLY_COUNTS = re.compile(rf"[{_N}十][大个项种]")
_WRITTEN = re.compile(r"[一-鿿（）、，a-zA-Z+]{2,16}")
_MAY_BE_CLIPPED = re.compile(r"[a-zA-Z][一-鿿]{2,4}|[一-鿿]{3,7}")
_NOT_COUNT = re.compile(
    r"第[一二三四五六七八九十]|统一|唯一|专一|万一|一般|一律|一致|一直|一切|一些|一样|一旦|(?<!位)一体化?$|一流|万元|百姓|千亿|百亿|百年|万亩|万吨"
)
_CODE = re.compile(
    r"\d+(?:[+×-][\dNnXx]+)+|[NnXx]\+[\dNnXx+]+|\d{3,8}[NnXx]?|\d{1,2}[NnXx]|\d{1,2}个(?:\d+万?|[一-鿿]{1,3})"
)
_CODE_NAME = re.compile(
    r"[一-鿿]{0,4}?(?:\d{3,6}[NnXx]?|\d{1,2}(?:\+[\dNnXx]+)+)[一-鿿]{0,6}|[一-鿿]{0,8}\d{2}条|[一-鿿]{1,8}\d条"
)
_RADIUS = re.compile(r"\d{1,3}(?:分钟|小时|公里)[一-鿿、]{1,8}圈")
_CLAUSES = re.compile(r"[、，]")
_GOAL = re.compile(r"[一-鿿]{1,6}(?:之[区城都乡窗家路门州源]|[岛谷都港]|名[城镇都]|高地|福地|新城|[智药牛鹿豆药]?城)")
_SERVICE = re.compile(r"[一-鿿]{2}办|[一-鿿]{2,3}(?:[通即联合好快易]办)")


@lru_cache(maxsize=1 << 16)
def classify(name: str, place: str, in_gloss: bool) -> tuple[Kind, str] | None:
    """Kind and rule of a quoted name, None for an ordinary quotation, an honour, a plan, a date or a sentence.

    >>> [classify(s, "红旗", False) for s in ("两改", "13710", "亮作树", "幸福红旗")]
    [('numeral', 'quoted-numeral'), ('digit', 'quoted-code'), ('acronym', 'quoted-clipping'), ('motto', 'quoted-place')]
    >>> classify("大招商、招大商", "", False)
    ('motto', 'quoted-parallel')
    >>> [classify(s, "红旗", False) for s in ("温度", "十四五", "2021", "全国平安建设先进区", "店小二", "12345")]
    [None, None, None, None, None, None]
    """
    if name in nationwide():
        return _kind(nationwide()[name]["kind"]), "nationwide"
    if _PLAN.fullmatch(name) or _DATE.fullmatch(name) or name in words("hotlines.txt"):
        return None
    frame = None if in_gloss else framed(name, place)
    if frame and frame[1] in ("quoted-plus", "quoted-dotted"):
        return frame
    if _HONOUR.fullmatch(name) and not _AT_FIRST_OR_DIGIT.match(name) and not _is_slogan(name):
        return None
    if _DIGIT.search(name):
        return _digits(name)
    if _is_numeral(name):
        return "numeral", "quoted-numeral"
    if in_gloss:
        return None
    if clipped(name):
        return "acronym", "quoted-clipping"
    return frame or _motto(name, place)


def _kind(text: str) -> Kind:
    kinds: dict[str, Kind] = {"numeral": "numeral", "digit": "digit", "acronym": "acronym", "motto": "motto"}
    return kinds.get(text, "word")


def _digits(name: str) -> tuple[Kind, str] | None:
    if _CODE.fullmatch(name) or (
        _CODE_NAME.fullmatch(name) and not re.search(r"\d(?:年|家|个|项|万|亿|元|%|℃|工程师)", name)
    ):
        return "digit", "quoted-code"
    if _RADIUS.fullmatch(name):
        return "motto", "quoted-radius"
    return None


def _is_numeral(name: str) -> bool:
    """A numeral shorthand: short, counted, and no ordinary phrase with a number in it."""
    if (
        _ONLY_COUNTS.fullmatch(name)
        or not _NUMERAL.search(name)
        or (_NOT_COUNT.search(name) and not _STILL_COUNTS.fullmatch(name))
        or not _WRITTEN.fullmatch(name)
    ):
        return False
    if is_layout(name):
        return True
    chunks = _CLAUSES.split(name)
    if len(chunks) > 2 and name[0] != "多" and all(_PART.fullmatch(chunk) for chunk in chunks):
        return True  # 一城、一区、多支点 lays out a space
    if any(len(chunk) > 9 for chunk in chunks) or len(chunks) > 4:
        return False
    return all(_NUMERAL.search(chunk) for chunk in chunks) if len(chunks) > 1 else _counted(name)


def _counted(name: str) -> bool:
    if _AT_FIRST.match(name):
        return len(name) <= 9
    if len(boundaries(name)) == 2:  # 店小二 is a word of its own
        return False
    return (len(name) <= 6 and bool(re.search(rf"[{_N.replace('一', '')}百千]", name))) or bool(
        re.search(r".一.一", name)
    )


@cache
def _clippings() -> tuple[str, ...]:
    return tuple(n for n, row in nationwide().items() if row["kind"] == "acronym" and re.fullmatch("[一-鿿]{3}", n))


def clipped(name: str) -> bool:
    """Whether jieba knows no word in it: 亮作树 and 强集共建 are clippings, 店小二 is a word."""
    pieces = name.split("、")
    if len(pieces) > 1:
        size = len(pieces[0])
        if len(pieces) < 3 or size not in (2, 3) or any(len(piece) != size for piece in pieces):
            return False
        return sum(len(boundaries(piece)) > size for piece in pieces) * 2 > len(pieces)
    if not _MAY_BE_CLIPPED.fullmatch(name):
        return False
    grown = next((known for known in _clippings() if known in name), "") if len(name) > 4 else ""
    if grown:  # 政产学研金服用 grew from 产学研
        return len(boundaries(name.replace(grown, "", 1))) - 1 == len(name) - len(grown) > 0
    if len(name) == 6 and name.endswith("一体化"):  # 车路云一体化
        name = name[:3]
    count = len(boundaries(name)) - 1
    return count == len(name) if len(name) == 3 else count >= len(name) - 1


def _is_parallel(name: str) -> bool:
    """Whether a name is two to six clauses of one length."""
    clauses = _CLAUSES.split(name)
    alike = len({len(c) for c in clauses}) == 1 and 3 <= len(clauses[0]) <= (7 if "、" in name else 5)
    return alike and 1 < len(clauses) <= 6


def _is_slogan(name: str) -> bool:
    """Whether what reads like an honour is three or more clauses of one length, and no row of places."""
    return _is_parallel(name) and name.count("、") > 1 and not re.search("[都城区]、", name)


def _motto(name: str, place: str) -> tuple[Kind, str] | None:
    at_edge = place and (name.startswith(place) or name.endswith(place))
    if at_edge and len(place) + 1 < len(name) <= len(place) + 4 and not _CLAUSES.search(name):
        return "motto", "quoted-place"
    if _is_parallel(name):
        return "motto", "quoted-parallel"
    if _GOAL.fullmatch(name) and len(name) >= 3:
        return "motto", "quoted-goal"
    if _SERVICE.fullmatch(name):
        return "motto", "quoted-service"
    return None
