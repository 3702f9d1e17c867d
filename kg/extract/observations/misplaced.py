"""Numbers that are of something else than the name beside them: of a yardstick, of the whole country, of what is counted next."""

from __future__ import annotations

import re
from functools import lru_cache

from kg.extract.observations.figures import alternation, cue_words
from kg.extract.observations.names import VERB_WORDS
from kg.extract.observations.nouns import STEPS
from kg.extract.observations.thread import Reading

_YARDSTICK = re.compile(r"(?:对照|围绕|聚焦|针对|按照|根据|依据|参照|瞄准)[^，。；、]{0,16}$")
_DOES = re.compile(rf"{VERB_WORDS}(?!小康)")
_ELSEWHERE = re.compile(r"(?:占|在|是|为)?(?:全国|全球|世界|国内)(?:仅有|共有|现有|有|的)?$")
_OF_PLACES = re.compile(
    r"(?P<things>[^，。；、\d]{1,14}?)(?:累计|共|新增|新承接|承接|新引进|新入驻|完成|实现|入驻)[^，。；、\d]{0,10}[约近超达]{0,2}\d[\d.]*[余多]?[万亿]*[余多]?(?:家|个|户|人|元|项|名|公里|亩|吨)"
)
_ASIDE = re.compile(r"的(?:情况|背景|基础|前提|条件|压力|形势)(?:之?下|上)")
_PATHS = re.compile(r"(?:路径|方向|原则|理念|主线|思路|抓手|关键词|目标任务)$")
_RANGE = re.compile(r"[^纳入]{0,6}(?:范围|覆盖面)")
_FATE_ALONE = re.compile(
    rf"(?:项目|工程|任务)(?P<how>(?:相继|成功|全部|顺利|陆续|集中|正式|如期|先后|均|已)*){alternation(cue_words('fate'))}"
)
_UNFINISHED = re.compile(r"(?:(?<![触直送雷])达到?|(?<![取获]得)(?<!深)突破|超过?|增至|升至)$")
_LOCAL = re.compile("^(?:区内|园内|港内|场内|该)(?!生产)")
_GARBLED = re.compile(
    r"^(?:[一二三五]年|每年)(?:安排|投资)$|[二三四五六七八九]个大$|^(?:涉及我|下放)[省市县区乡]{1,2}$|^争取中央$|^(?:培育|打造|创建|新增|建成)?[\d十百千万亿]+级$|——|^超[国省市县区]定$|^在(?:引进|建设|招引|推进)$|成为全[球国]|(?<=..)(?:稳定|保持|维持)在|^(?:打造|培育|谋划|引进|形成|扶持)?一批(?:年|总|主营业务|销售|营业)*(?:收入|产值|税收|投资)$|开通[^，]*总里程|(?:周边|沿线|附近|两侧)$|指标.*指标$|^指标|全覆盖的|^超?[十百千]?[万亿]+元?(?:以上)?(?:的)?企业$|^(?:建设|新建)(?:库容|面积|规模|产能|容量)$"
)
_OF_INDICATORS, _OF_SOMETHING = (
    re.compile("(?:约束性|预期性|主要|经济)?指标"),
    re.compile("[一-鿿]{2}(?<!包括)(?<!其中)(?<!共有)(?<!设置)(?<!提出)$"),
)
_RAISED_BY = re.compile("(?<!应)按[\\d.%％、和]*$")
_MAY = re.compile("(?<![许认])可(?:有效|直接|间接|辐射|预计)*(?:带动|惠及|提供|解决|满足|吸纳)[^，。；]*$")
_CLAUSE = re.compile("^.{4,}是.{4,}")
_OF_A_WHOLE = re.compile(r"(?![^，]*(?:[占达为比]|完成))[^，\d]{2,16}(?:总值|产值|收入|总额|支出)的")
_CONCERNS = re.compile(r"涉及(?:[约近超]|[\d个余多村户家、和一-鿿]{1,20})?$")
_OF_PROJECTS = re.compile("(?:项目|工程)的(?:建设|开工|前期|准备|推进|实施|工作)")
_ENTERED = re.compile(r"^项目[^，]{0,2}(?:纳入|列入)")
_TWO_COUNTS = re.compile(r"\d[余多]?[个家项户名人件座所条]、")
_CUT_SIZE = re.compile(r"\d[\d.]*(?:千伏|万?千瓦|兆瓦|(?:万?吨|米|公里)(?=[一-鿿]))")
_PLANT = re.compile(
    r"[一-鿿]{2,8}(?:[、和][^，。；]{0,40}?)?\d+个[^，。；、\d]{0,10}(?:项目|工程)|[一-鿿]{2,10}、[^，。；]{2,40}\d[\d.]*(?:兆瓦|万千瓦|万吨)"
)
_SIZED = frozenset({"Power", "Mass", "Volume", "Energy"})
_WORKS = re.compile(r"[一-鿿]{2,10}(?:[、和及][^，。；]{0,60})?(?:项目|工程|示范)(?:[、开竣建投]|等|$)")
_SIZES = re.compile(r"(?!以[上下内]|左右|目标|任务|大关|新?台阶|新?关口|的|增|同比|同时|其中|[并且及和与等])[一-鿿]")
_WITH_MUCH = re.compile(r"[^，。；\d]{2,20}(?:收入|产值|税收|利润|投资|销售额)(?:超过?|达到?|突破)\d")
_ELIGIBLE = re.compile(
    r"(?:(?<![应面])对|一批)[^，。；\d]{2,16}$"
)  # 对网络销售额2万元以上的企业给予补助, 一批产值10亿元的企业
_CLASS = re.compile(
    r"(?:[、和及]\d[\d.]*[万亿]+元)*(?:以上|左右|以内)?的?[^，。；\d]{0,10}(?:企业|集团|项目|农户|主体|单位|园区|产业|补助|补贴|奖励|奖补)"
)
_LEANS = re.compile(r"[^，。；\d]{2,16}为(?:依托|重点|抓手|载体|核心|支撑|主体|基础|引领|龙头|主导|中心|纽带|平台)")
_AND_BOUND = re.compile(r"\d[^，。；\d]{0,4}以[上下]且[^，。；\d]{2,12}$")  # 销售额2万元以上且单量达1000单以上的主体
_HAMLETS = re.compile(r"(?:及?以[上下]|左右)的?(?:自然村|村庄|村落|村屯|居民点|小区)")
_OTHER = "a number of something else than the name beside it"


def misplaced(norm: str, reading: Reading) -> str:
    """Why a number is not of the name that stands beside it, blank where it is.

    >>> from kg.extract.observations.figures import Figure
    >>> text = "12个产业园新入驻企业154家"
    >>> misplaced(text, Reading(Figure(0, 3, "12", "个", "Count"), "产业园新入驻企业", "level", "12", "", 0, 14, "noun-after", ""))
    'a number of something else than the name beside it'
    """
    return (
        _of_clause(norm, reading)
        or _of_name(reading.name, reading.figure.kind == "Count", reading.measure == "share")
        or _of_size(norm, reading)
        or (_of_others(norm, reading) if reading.rule == "noun-after" and reading.figure.kind == "Count" else "")
    )


def _of_clause(norm: str, reading: Reading) -> str:
    """What the words around a number make of it: a step, a condition, what may be, a rise of several, a share of nobody."""
    figure = reading.figure
    if figure.unit == "个" and STEPS.match(norm, figure.end):
        return "a number of steps"
    if _ASIDE.match(norm, figure.end):
        return "a number that tells under what conditions something was done"
    since = max(reading.left, figure.start - 24)
    if norm.find("可", since, figure.start) >= 0 and _MAY.search(norm, since, figure.start):
        return "what something may bring"
    if figure.kind == "Money" and _ELIGIBLE.search(norm, since, figure.start) and _CLASS.match(norm, figure.end):
        return "a bound of those that something is for"
    another = norm.find("以上且", since, figure.end + 3)
    if another == figure.end or (another >= 0 and _AND_BOUND.search(norm, since, figure.start)):
        return "a bound of those that something is for"
    if figure.kind != "Ratio":
        return ""
    if _RAISED_BY.search(norm, max(0, figure.start - 12), figure.start):
        return "by how much each of several was raised"  # 分别按3%、7%提标
    spent = norm.startswith(("用于", "投入", "投向"), figure.end)
    return "whose share a number is" if not spent and _OF_A_WHOLE.fullmatch(norm, reading.left, figure.start) else ""


@lru_cache(maxsize=8192)
def _of_name(name: str, counted: bool, shared: bool) -> str:
    """Why a name says too little, or too much."""
    alone = _FATE_ALONE.fullmatch(name)
    if (
        _LOCAL.match(name)
        or (alone and alone["how"])
        or _ENTERED.match(name)
        or _OF_PROJECTS.match(name)
        or (counted and _RANGE.fullmatch(name))
    ):
        return "a number of something that the sentence does not name"
    ill = _CLAUSE.search(name) if shared else _GARBLED.search(name)
    return "only part of a name stands with the number" if ill or _TWO_COUNTS.search(name) else ""


def _of_size(norm: str, reading: Reading) -> str:
    """A number within the name of a thing: the size of a work, or how many a work concerns."""
    figure = reading.figure
    if reading.rule == "owner-after" and _cut_at_a_size(norm, reading):
        return "only part of a name stands with the number"
    if norm.startswith("的", figure.end) and _CONCERNS.search(norm, reading.left, figure.start):
        return "the number describes a thing"
    if figure.unit == "户" and _HAMLETS.match(norm, figure.end):
        return "the number describes a thing"  # 20户以上自然村
    if figure.kind not in _SIZED or reading.rule != "noun-before":
        return ""
    sized = any(size.match(norm, figure.end, reading.right) for size in (_WORKS, _SIZES, _PLANT))
    return "the number describes a thing" if sized else ""  # 某厂400万吨煤制油和某地20亿立方米煤制气项目


def _cut_at_a_size(norm: str, reading: Reading) -> bool:
    """Whether the name of the works that a sum is for goes on with a size: 投资2亿元的某地220千伏输变电工程."""
    owner = re.sub("(?:总|计划|年度|完成)*投资额?$|等$", "", reading.name)
    at = norm.find(owner, reading.figure.end, reading.figure.end + 40) if owner else -1
    return at >= 0 and bool(_CUT_SIZE.match(norm, at + len(owner)))


def _of_others(norm: str, reading: Reading) -> str:
    """A count of a yardstick's parts, of those of the whole country, or of the places that the next number is of."""
    figure, name = reading.figure, reading.name
    since = max(reading.left, figure.start - 24)
    if _UNFINISHED.search(name):
        return _OTHER
    if _OF_INDICATORS.fullmatch(name) and _OF_SOMETHING.search(norm, since, figure.start):
        return "a number of something that the sentence does not name"
    if _PATHS.search(name):
        return "a number of points, not of things"
    if norm[figure.start - 1] == "以" and _LEANS.match(norm, figure.end, reading.right):
        return "a number of things that something leans on"  # 以12个产业集聚区为依托
    if norm.startswith("面向", figure.start - 2) and not _DOES.search(name):
        return "a number of things that something is done to"  # 积极面向12个产业
    if norm[figure.start - 1] == "有" and _WITH_MUCH.match(norm, figure.end, reading.right):
        return _OTHER  # 有5个园区营业收入超过100亿元
    yardstick = _YARDSTICK.search(norm, since, figure.start)
    if yardstick and not _DOES.search(yardstick[0]):
        return "a number of things that something is done to"
    if _ELSEWHERE.search(norm, since, figure.start):
        return "a number of the whole country or the world"
    places = _OF_PLACES.match(norm, figure.end, reading.right + 1)
    return _OTHER if places and places["things"] != name and name.startswith(places["things"]) else ""
