"""Lists of indicators: as many names as numbers (分别), or several names that share one number (均)."""

from __future__ import annotations

import re
from functools import lru_cache

from kg.extract.observations import heads
from kg.extract.observations.figures import alternation, cue_words
from kg.lexicon import rows


def places_after(joint: str) -> str:
    """What follows a conjunction that opens the name of a division, as an alternation (和田地区, 和龙市).

    >>> "龙市" in places_after("和").split("|")
    True
    """
    rests = {row["name"][1:] for row in rows("divisions.tsv") if row["name"].startswith(joint)}
    return "|".join(sorted(re.escape(rest) for rest in rests if len(rest) > 1))


JOINTS = re.compile(rf"、|以及|和(?!谐|平|美|{places_after('和')})|(?<![普惠])及(?!时|以上|其)|与")
_INDICATOR = re.compile(alternation(cue_words("indicator")) + "$")
_MEASURED = re.compile(alternation(cue_words("measured")) + "$")
_PAIRED = frozenset(cue_words("paired"))
_COUNTERPARTS = frozenset(cue_words("counterpart"))
_VERB = re.compile(f"{alternation(cue_words('verb'))}+")
_PART_OF = re.compile(r"(?<=..)(?:增加值|总?产值|营业收入|销售收入|收入|支出|投资|出口|进口)占.{2,}$")
_PAIRS = {"收支": ("收入", "支出"), "存贷款": ("存款", "贷款"), "进出口": ("进口", "出口")}
_SHARE = re.compile("(?:占比|比重|比例)$")
_RATE_WORD = re.compile(r"(?:毛?入[学园]|[一-鿿]{2})率$")
_WHOLE_RATES = frozenset({"绿化率", "绿地率", "失业率", "增长率", "利润率", "化率"})
_THERE = re.compile(r"(?:中心城区|主城区|县城|城区|市区|建成区|建制镇|乡镇|农村|城镇|城市)")
_PAIR = re.compile("收支|存贷款")
_SECTOR = re.compile("^(?=[一二三]产业)")
_TITLED = re.compile("“[^”]+”(?P<head>[一-鿿]{2,12})")
_OWNER = re.compile(
    "机场|港|口岸|开发区|高新区|综保区|新区|园区|集聚区|集团|公司|铁路|全[国省市县区]|[省市县区][级属直]|产业|企业"
)
_ESTATE = re.compile(
    "[一-鿿]{0,8}?(?:机场|港|口岸|开发区|高新区|综保区|新区|园区|集聚区|集团)(?=[一-鿿]{3,12}$)(?!资|口|湾|珠|澳)"
)
_CODE = re.compile(r"[A-Z][A-Za-z0-9.]{1,6}")
_THEIR_NUMBER = re.compile("[二两三四五六七八九十]大[^、]{0,4}产业(?=年?产值|增加值|营收|营业收入|增速|投资|$)")
_PER_HEAD = re.compile("每(?:千|万|十万)(?:常住)?人口?(?:拥有)?(?=.{2})")
_SO_MANY = re.compile("(?<=、)(?P<last>[^、一两二三四五六七八九]{2,10})[两二三四五六七八九][个家座](?=[^、]{4,}$)")
_LEVEL = re.compile("^(?:[省市县区]级|[省市县区]本级)(?=.{3})")
_LIMIT = re.compile("规模以上|规上|限额以上|限上")
_BOUND = re.compile("(?:全[国省市县区])?(?P<limit>规模以上|规上|限额以上|限上)(?=.{2})")
_OF_THE_COUNTRY = re.compile("(?:稳定|保持|维持)?[在占]全[国省市]$")  # 苹果、猕猴桃产量稳定在全国1/4、1/3
_SUMMARY = re.compile(r"(?:[一二三四五六七八九两\d]{1,2}[项个类][^、]{0,8})$")


def joint_names(text: str) -> list[str]:
    """The indicators that share one number (办结率、满意率均达100%), where every one of them is an indicator's name.

    >>> joint_names("办结率、满意率"), joint_names("区人大代表建议、区政协提案办结率")
    (['办结率', '满意率'], [])
    """
    names = [n for n in JOINTS.split(text) if n]
    for i in range(len(names) - 2, -1, -1):
        if _CODE.fullmatch(names[i]):
            names[i] = _shared(names[i], names[i + 1])
    names = names[:1] + [rate_owner(names[0], name) + name for name in names[1:]]
    return names if 1 < len(names) < 7 and all(_INDICATOR.search(n) for n in names) else []


def alike(text: str) -> list[str]:
    """The names of things of one sort that share the measure of the last one, and a number; none where they are of several sorts.

    >>> alike("战略性新兴产业、高新技术产业增加值"), alike("接待游客、经营收入")
    (['战略性新兴产业增加值', '高新技术产业增加值'], [])
    """
    things = [name for name in JOINTS.split(text) if name]
    tail = _MEASURED.search(things[-1]) if len(things) > 1 else None
    if tail is None:
        return []
    measure = re.sub("^(?:产业|行业|保险)", "", tail[0])
    last = things[-1].removesuffix(measure)
    if not last or any(name[-1] != last[-1] for name in things[:-1]):
        return []
    return [name + measure for name in (*things[:-1], last)]


def split_names(text: str, count: int) -> list[str]:
    """The names of a list, where it has as many as there are numbers; a head that only the last one carries is shared.

    >>> split_names("PM10、PM2.5平均浓度", 2), split_names("城镇和农村居民人均可支配收入", 2)
    (['PM10平均浓度', 'PM2.5平均浓度'], ['城镇居民人均可支配收入', '农村居民人均可支配收入'])
    >>> split_names("地区生产总值、固定资产投资", 3), split_names("城乡居民人均可支配收入", 2)
    ([], ['城镇居民人均可支配收入', '农村居民人均可支配收入'])
    """
    text = _OF_THE_COUNTRY.sub(
        "", _THEIR_NUMBER.sub("产业", _SO_MANY.sub(r"\g<last>", _SUMMARY.sub("", text), count=1))
    )
    if count == 2 and text.startswith("城乡") and not JOINTS.search(text):
        return [f"城镇{text[2:]}", f"农村{text[2:]}"]
    if count == 2 and (pair := _PAIR.search(text)) and not JOINTS.search(text):
        first, second = _PAIRS[pair[0]]
        return [text[: pair.start()] + word + text[pair.end() :] for word in (first, second)]
    if count > 1 and "”“" in text and not JOINTS.search(text):
        text = text.replace("”“", "”、“")
    if count == 3 and text.startswith("肉蛋奶"):
        return [head + text[3:] for head in "肉蛋奶"]
    names = [n for n in JOINTS.split(text) if n]
    if len(names) != count:
        names = [n for n in text.split("、") if n]
    if len(names) != count:
        return []
    if names[0].startswith("对"):  # 对中亚五国、东盟进出口: trade with each of them
        names = [names[0], *(name if name.startswith("对") else f"对{name}" for name in names[1:])]
    last = names[-1]
    if count == 2 and last in {"增速", "增幅"} and names[0].endswith(("总量", "总额")):
        return [names[0], f"{names[0][:-2]}{last}"]
    if count > 2 and last.endswith("产业") and not any("业" in name for name in names[:-1]):
        names = [f"{name}产业" for name in names[:-1]] + [last]  # 新能源、新材料、生物医药产业
    owner = _owner(names[0], last) if count == 2 else ""
    whole = _bounded(names, [*(_shared(name, last) for name in names[:-1]), owner + last])
    return [_SECTOR.sub("第", name) for name in whole]


def _bounded(names: list[str], whole: list[str]) -> list[str]:
    """The names with the limit of the first, where all have the head of the last: 限上汽车、家电零售额 is of both.

    >>> _bounded(["限上汽车", "家电零售额"], ["限上汽车零售额", "家电零售额"])
    ['限上汽车零售额', '限上家电零售额']
    """
    bound = _BOUND.match(names[0]) if names else None
    share = bound and not any(_LIMIT.search(name) for name in names[1:])
    if not bound or not share or any(name == full for name, full in zip(names[:-1], whole[:-1], strict=True)):
        return whole
    return [whole[0], *(bound["limit"] + name for name in whole[1:])]


def _owner(first: str, last: str) -> str:
    """What stands before the words that two names of a list begin alike with.

    >>> _owner("某港经通道货运量", "货运值"), _owner("货运量", "货运值")
    ('某港经通道', '')
    """
    owner = first[: max(0, first.find(last[:2]))] if 2 < len(last) < 6 and last not in _COUNTERPARTS else ""
    return "" if _VERB.fullmatch(owner) else _LIMIT.sub("", owner)


def owned_alike(names: list[str]) -> list[str]:
    """The names of a list with the owner that the first has, where the others have none.

    >>> owned_alike(["某机场航空旅客", "货邮吞吐量"]), owned_alike(["某港货运量", "机场客运量"])
    (['某机场航空旅客', '某机场货邮吞吐量'], ['某港货运量', '机场客运量'])
    """
    level = _LEVEL.match(names[0])
    if level and not any(_LEVEL.match(name) or name[0] in "国中全地" for name in names[1:]):
        return [names[0], *(level[0] + name for name in names[1:])]  # 省级公用经费和一般性支出分别压减…
    rate = _PER_HEAD.match(names[0])
    if rate and not any(name[0] in "每人" for name in names[1:]):
        return [names[0], *(rate[0] + name for name in names[1:])]  # 每千人口床位数、医师数
    match = _ESTATE.match(names[0])
    if match is None or any(_OWNER.search(name) for name in names[1:]):
        return names
    return [names[0], *(match[0] + name for name in names[1:])]


@lru_cache(maxsize=8192)
def is_indicator(name: str) -> bool:
    """Whether a name ends as indicators' names do.

    >>> is_indicator("全省进出口总值"), is_indicator("结构进一步")
    (True, False)
    """
    return bool(_INDICATOR.search(name))


@lru_cache(maxsize=8192)
def measured(name: str) -> str:
    """What of a thing an indicator's name measures: 产量 of 汽车产量; blank where it has no such end."""
    match = _MEASURED.search(name)
    return match[0] if match and match.start() else ""


def rate_owner(first: str, rate: str) -> str:
    """Whose a bare rate is after another rate of the same.

    >>> rate_owner("小学入学率", "巩固率"), rate_owner("办结率", "满意率"), rate_owner("森林覆盖率", "城镇化率")
    ('小学', '', '')
    """
    bare = len(rate) < 4 and rate.endswith("率") and rate not in _WHOLE_RATES
    return _RATE_WORD.sub("", first) if bare and len(first) > 4 and first.endswith("率") else ""


def _shared(name: str, last: str) -> str:
    """A name of a list with the head that stands only after the last one.

    >>> _shared("制造业", "服务业增加值"), _shared("肉", "奶产量"), _shared("固定资产投资", "工业增加值")
    ('制造业增加值', '肉产量', '固定资产投资')
    """
    if name.startswith("“") and name.endswith("”") and (titled := _TITLED.fullmatch(last)):
        return name + titled["head"]  # “最多跑一次”“零跑动”事项
    if _CODE.fullmatch(name) and (match := _CODE.match(last)):
        return name + last[match.end() :]
    if (part := _PART_OF.search(last)) and not _PART_OF.search(name):
        return name + part[0]
    if _SHARE.search(last) and not _INDICATOR.search(name) and (head := heads.after_kin(name, last)):
        return name + head
    if name.endswith("需氧量") and last.endswith("排放量"):
        return f"{name}排放量"
    if name.endswith(("存", "存款")) and last.startswith("贷款余额"):
        return f"{name.removesuffix('款')}款{last[2:]}"  # 存、贷款余额
    if (there := _THERE.match(last)) and _THERE.search(name) and _THERE.sub("", name) == "":
        return name + last[there.end() :]  # 中心城区、县城生活污水集中处理率
    if name not in _PAIRED and (whole := _with_head(name, last)):
        return whole
    if name == "中" and last.startswith("省"):
        return f"中央{last[1:]}"
    if (len(name) == 1 or name in _PAIRED) and len(last) >= len(name) + 2 and not last.startswith(name):
        return name + last[len(name) :]
    return name


def _with_head(name: str, last: str) -> str:
    """A name of a list with what the last one measures; blank where it measures something itself, or the last one nothing.

    >>> _with_head("住宿", "餐饮营业额"), _with_head("国内游客", "入境游客数量"), _with_head("货邮吞吐量", "旅客周转量")
    ('住宿营业额', '国内游客数量', '')
    """
    if whole := heads.of_kin(name, last):
        return whole
    tail = _MEASURED.search(last)
    if tail and tail[0] == "吞吐量" and len(name) < 4:
        return name
    if tail and tail.start() and not _INDICATOR.search(name) and not _MEASURED.search(name) and len(name) > 1:
        head = tail[0].removeprefix("保险") if name.endswith("保险") else tail[0]
        return name + (head.removeprefix("产业").removeprefix("行业") if name.endswith("业") else head)
    return heads.headed(name, last)
