"""The written forms of 提法 in running text, and what only looks like one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from kg.lexicon import rows, words
from kg.model import Kind
from kg.naming import COUNT, kind_of
from kg.segment import boundaries
from kg.text import unquoted

QUOTED = re.compile(r"“([^“”\n]{2,40})”")
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
_NOT_COUNT = re.compile(
    r"第[一二三四五六七八九十]|统一|唯一|专一|万一|一般|一律|一致|一直|一切|一些|一样|一旦|(?<!位)一体化?$|一流|万元|百姓|千亿|百亿|百年|万亩|万吨"
)
_CODE = re.compile(r"\d+(?:[+-][\dNnXx]+)+|[NnXx]\+[\dNnXx+]+|\d{3,6}[NnXx]?|\d{1,2}[NnXx]")
_CODE_NAME = re.compile(r"[一-鿿]{0,4}?(?:\d{3,6}[NnXx]?|\d{1,2}(?:\+[\dNnXx]+)+)[一-鿿]{0,6}|[一-鿿]{1,2}\d{1,2}条")
_RADIUS = re.compile(r"\d{1,3}(?:分钟|小时|公里)[一-鿿、]{1,8}圈")
_CLAUSES = re.compile(r"[、，]")
_DOUBLE = re.compile(
    r"双(?![方边向重语休人份倍数面层球眼手脚亲胞胎曲汇])[一-鿿]{1,2}(?=战略|机制|行动|工程|模式|制度|改革|计划|活动)"
)
_GOAL = re.compile(r"[一-鿿]{1,6}(?:之[区城都乡窗家路门州源]|[岛谷都港]|名[城镇都]|高地|福地|新城|[智药牛鹿豆药]?城)")
_SERVICE = re.compile(r"[一-鿿]{2}办|[一-鿿]{2,3}(?:通办|即办)")
_PAIR = "村镇乡县市户企业品街楼园区校路河湖山林地事项院策景馆店库站人物案村企格警社居员岗责码证照窗门网屏图表圃"
ONE_ONE = re.compile(rf"一[{_PAIR}](?:（[一-鿿]）)?一[一-鿿](?![{_N}个])")


@cache
def _joint() -> str:
    return "|".join(words("joint_verbs.txt"))


@cache
def nationwide() -> dict[str, dict[str, str]]:
    """The data file of nationwide formulations by name; nothing depends on it but recall."""
    return {unquoted(row["term"]): row for row in rows("formulations.tsv")}


@cache
def joint_form() -> re.Pattern[str]:
    """三生共融, 四水同治: a numeral, a noun of one or two characters, a joint verb."""
    noun = r"(?![是要为年个月天位名次家和与及])[一-鿿](?:(?![和与及的了在])[一-鿿])?"
    return re.compile(rf"[两双三四五六七八九十](?<![{_N}百千第长大\d].)(?:{noun})(?:{_joint()})(?![化性率])")


@cache
def _after_quote() -> re.Pattern[str]:
    """Of the joint verbs those that make no word of their own: “三岛”同构 is one name, “三务”融合 is not."""
    return re.compile(
        "|".join(w for w in words("joint_verbs.txt") if w[0] in "同共联" and w not in ("同步", "共建", "联动"))
    )


@cache
def code_form() -> re.Pattern[str]:
    """13710工作法, 1+N体系: a digit code before a noun that names an instrument."""
    heads = "|".join(words("head_nouns.txt"))
    return re.compile(
        rf"(?<![\d.,年第至到约近超达+%A-Za-z])(\d{{3,6}}[NnXx]?|\d{{1,2}}(?:\+[\dNnXx]{{1,3}})+)(?=(?:现代|年度)?(?:{heads}))"
    )


@lru_cache(maxsize=1 << 16)
def quoted_name(inner: str, after: str, place: str) -> str:
    """The name that a quotation stands for: “三岛”同构 is 三岛同构, “六稳目标” 六稳, “红旗双替代” 双替代.

    `after` is what follows the closing quote, `place` the short name of the report's place.

    >>> quoted_name("三岛", "同构工程", "红旗"), quoted_name("六稳目标", "，", ""), quoted_name("红旗双替代", "模式", "红旗")
    ('三岛同构', '六稳', '双替代')
    """
    name = unquoted(inner)
    if "、" in name and name not in nationwide() and all(piece in nationwide() for piece in name.split("、")):
        return name.split("、")[0]  # “党政同责、一岗双责” quotes two names; both are found where they stand
    if place and name.startswith(place) and len(name) > len(place) + 2 and re.search(rf"[{_N}\d]", name[len(place) :]):
        name = name[len(place) :]
    if re.fullmatch(r"(?:一[一-鿿]一[一-鿿]、?){2,}", name):
        name = name[:4]  # 一村一策、一街一景: each is a name of its own, and each is found by its form
    for noun in ("目标", "活动", "工作", "指标", "联盟"):
        if (
            name.endswith(noun)
            and len(name) >= len(noun) + 2
            and kind_of(name) == "numeral"
            and not name.startswith("一")
        ):
            name = name.removesuffix(noun)
    if re.fullmatch(rf"[{_N}十][大个项]", name):
        head = re.match("|".join(words("count_heads.txt")), after)  # “四大”行动 is 四大行动
        return name + head[0] if head else name
    if len(name) == 2 and kind_of(name) == "numeral":
        joint = _after_quote().match(after)
        if joint:
            name += joint[0]
    return name


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
    if _HONOUR.fullmatch(name) and not re.match(rf"[{_N}\d]", name):
        return None
    if re.search(r"\d", name):
        return _digits(name)
    if _is_numeral(name):
        return "numeral", "quoted-numeral"
    if in_gloss:
        return None
    if clipped(name):
        return "acronym", "quoted-clipping"
    return _motto(name, place)


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
        re.fullmatch(rf"[{_N}十][大个项种]", name)
        or not _NUMERAL.search(name)
        or _NOT_COUNT.search(name)
        or not re.fullmatch(r"[一-鿿（）、，a-zA-Z+]{2,16}", name)
    ):
        return False
    chunks = re.split("[、，]", name)
    if any(len(chunk) > 9 for chunk in chunks) or len(chunks) > 4:
        return False
    return all(_NUMERAL.search(chunk) for chunk in chunks) if len(chunks) > 1 else _counted(name)


def _counted(name: str) -> bool:
    if re.match(rf"[{_N}百千]", name):
        return len(name) <= 9
    if len(boundaries(name)) == 2:  # 店小二 is a word of its own
        return False
    return (len(name) <= 6 and bool(re.search(rf"[{_N.replace('一', '')}百千]", name))) or bool(
        re.search(r".一.一", name)
    )


def clipped(name: str) -> bool:
    """Whether jieba knows no word in it: 亮作树 and 强集共建 are clippings, 店小二 is a word."""
    pieces = name.split("、")
    if len(pieces) > 1:
        size = len(pieces[0])
        unknown = sum(len(boundaries(p)) > size for p in pieces)
        return len(pieces) > 2 and size in (2, 3) and all(len(p) == size for p in pieces) and unknown * 2 > len(pieces)
    if not re.fullmatch(r"[a-zA-Z][一-鿿]{2,4}|[一-鿿]{3,7}", name):
        return False
    count = len(boundaries(name)) - 1
    return count == len(name) if len(name) == 3 else count >= len(name) - 1


def _motto(name: str, place: str) -> tuple[Kind, str] | None:
    at_edge = place and (name.startswith(place) or name.endswith(place))
    if at_edge and len(place) + 1 < len(name) <= len(place) + 4 and not _CLAUSES.search(name):
        return "motto", "quoted-place"
    clauses = _CLAUSES.split(name)
    alike = len({len(c) for c in clauses}) == 1 and 3 <= len(clauses[0]) <= (7 if "、" in name else 5)
    if 1 < len(clauses) <= 6 and alike:
        return "motto", "quoted-parallel"
    if _GOAL.fullmatch(name) and len(name) >= 3:
        return "motto", "quoted-goal"
    if _SERVICE.fullmatch(name):
        return "motto", "quoted-service"
    return None


def inside_quotes(norm: str, at: int) -> bool:
    """Whether a position lies between an opening and a closing quote of its paragraph."""
    start = norm.rfind("\n", 0, at) + 1
    return norm.rfind("“", start, at) > norm.rfind("”", start, at)


def unquoted_forms(norm: str) -> Iterator[tuple[int, int, str, Kind, str]]:
    """Forms that are 提法 without quotation marks: start, end, name, kind, rule."""
    for match in ONE_ONE.finditer(norm):
        if match[0][1] == match[0][-1]:  # 一项一项地抓 counts off
            continue
        yield match.start(), match.end(), match[0], "numeral", "one-by-one"
    for match in joint_form().finditer(norm):
        yield match.start(), match.end(), match[0], "numeral", "joint-verb"
    for match in _DOUBLE.finditer(norm):
        yield match.start(), match.end(), match[0], "numeral", "double-and-noun"
    for match in code_form().finditer(norm):
        if inside_quotes(norm, match.start()):
            continue
        if match[1] not in words("hotlines.txt") and not re.fullmatch(r"(?:19|20)\d{2}", match[1]):
            yield match.start(1), match.end(1), match[1], "digit", "code-and-noun"
