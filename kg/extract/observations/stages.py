"""What a number measures, and whether it is of the end, the beginning or the whole of a period of several years."""

from __future__ import annotations

import re
from functools import lru_cache

from kg.extract.observations import names
from kg.extract.observations.cues import Lead
from kg.extract.observations.figures import Figure
from kg.extract.observations.ranks import says_only
from kg.extract.observations.thread import Place, Subject, Thread
from kg.model import Measure

_LEFT = re.compile(
    r"[由从](?:[^，由从\d到至]{0,9}(?:\d{1,4}年前的?|[末年]的?)|(?:19|20)\d\d年[末底初]?的?)(?:[\d.]+[万亿]*[元%家个户人][、和])?$"
)
_OF_LAST_YEAR = re.compile("[比较](?:上年|去年|上一年|前一年)的?$")
_BY = re.compile("(?:增加|减少|提高|下降|增长|多|少)了?\\d")
_FROM = re.compile(r"[由从][^，由从\d到至]{0,8}(?:[\d.]+[万亿]*[元%家个户人][、和])?$")
_TO = re.compile(
    r"(?:[、和][\d.]+[万亿]*[元%家个户人])?(?:分别|均)?(?:提高|提升|跃升|攀升|晋升|拓展|增加|增长|上升|扩大|发展|下降|降低|减少|压减|缩短|[增升降减缩])[一-鿿]{0,2}?[到至]"
)
_YEARLY = re.compile(r"，?(?:同比|[比较][上去]年)")
_KEEPS = re.compile(r"(?<!水土)保持|控制|稳定|维持|年均|累计")
_STOCK = re.compile(
    r"^每[千万](?:名|常住)?人|(?<!增长)(?<!办[结复理])(?<!满意)(?<!合格)(?<!回复)率$|比[重例]$|占比$|余额$|总[量数]$|(?<!新增)里程$|保有量$|存量$|总规模$|总面积$|装机(?:容量|规模)?$|常住人口$|户籍人口$|覆盖面$|强度$|装机(?:容量|规模)?占全[国省市]$"
)
_OF_A_YEAR = re.compile(
    r"(?:生产总值|GDP|经济总量|人均(?:可支配收入|纯收入|消费支出)|(?<!新增)增加值|(?:粮食|肉类|水果|蔬菜)(?:总?产量?|年产量)|预算收入|财政总收入"
    r"|消费品零售总额|进出口(?:总[额值])?|企业营收|营业收入|年产值)$"
)
_SUMMED = re.compile(r"累计|合计|总计|共|五年|[5五]年|期间|每年|年均|连续")
_RANGED = re.compile(
    r"(?:全球|世界|国家|省|市|规模以上|规上|有效期内|骨干|高新技术|专精特新|上市)[^，。；]*(?:企业|工厂|“[^”]+”|平台|中心|冠军|示范区|园区?)$|.*超\d+亿元(?:以上)?的?企业$"
)
_ALL_KINDS = frozenset({"经营主体", "市场主体", "市场经营主体", "民营企业", "个体工商户"})
_FLOWS = re.compile(
    r"新增|净增|引进|争取|发放|减免|减税|培训|签约|投入|完成|招引|转移|吸引|累计|化解|办结|补充|新建|新改建|解决"
)
_AGAINST = re.compile(r"，(?:均?是|为)20\d\d年的")  # 447亿元，是2006年的2.4倍
_LASTING = re.compile("连续|稳居|保持|每年|连年|始终|蝉联|持续|年均|累计|长期|一直")
_REACHES = re.compile(
    r"(?:以上|左右)?的?[^，。；、\d投入资财支用于]{2,16}(?:达到|达标|实现|通|建成|覆盖|完成|具备|用上)"
)
_BASE = re.compile(  # 分别是2006年的2.1倍、2倍
    r"[是为](?P<base>20\d\d年末?|上年|“?十[一二三四]五”?(?:末|时期))的?(?:[近约]?[\d.两]+倍[、和])*[近约]?$"
)
_TIMES = re.compile(r"[是为](?:20\d\d年|“?十[一二三四]五”?末)的?[近约]?(?:[\d.]+倍[、和])*$")  # 是2011年的2.1倍
_PART = re.compile(r"占|比重|率")
_GROWS = re.compile(r"(?:以上|左右|以内)?的?(?:速度|两位数)?增长(?![到至为])|的?(?:增速|增幅)")
_PRICES = re.compile(r"(?:全[省市县区])?(?:居民)?(?:CPI|消费价格|物价)(?:总水平|总指数|指数)?(?:（CPI）)?")
_OF_PRICES = frozenset({"涨幅", "增幅", "增速", "上涨"})
_RATE = re.compile(r"(?<!发案)(?<!效)(?<!发生)(?<!死亡)(?<!事故)率$|比[重例]$|占比$")  # those are no percentages
_SLOWED = re.compile("增[幅速](?:同比|较上年)?(?:回落|收窄|放缓|下降|提高|提升|上升)")
_POINTS = frozenset({"提高", "提升", "上升", "下降", "降低"})
_MEASURES: dict[str, Measure] = {
    "Position": "rank",
    "Percent-point": "change",
    "Proportion": "share",
    "Fraction": "share",
}


@lru_cache(maxsize=8192)
def _is_stock(name: str) -> bool:
    """Whether a name is one of a state (余额, 覆盖率), not of what was done in a time."""
    return bool(_STOCK.search(name))


def stage_of(norm: str, place: Place, cue: Lead, name: str, measure: Measure, thread: Thread) -> str:
    """Whether a number is of the end, the beginning or the whole of a period of several years."""
    figure = place.figure
    if cue.begins or _leaves(norm, place):
        return "begins"
    yearly = (cue.words and _YEARLY.search(cue.words)) or _YEARLY.match(norm, figure.end)
    against = measure == "level" and norm.startswith("，", figure.end) and _AGAINST.match(norm, figure.end)
    if against and not _KEEPS.search(norm, place.clause, figure.start):
        return "" if _FLOWS.match(name) else "ends"
    if yearly or (cue.ends and measure != "growth" and not _KEEPS.search(cue.words) and not _FLOWS.match(name)):
        return "ends"
    if measure == "change" and cue.qualifier[:2] in {"高于", "低于"} and _is_stock(name):
        return "ends"  # 比重达到45%，高于全省22个百分点
    if measure == "level" and not cue.move and _stands(norm, place, cue, name, thread):
        return "ends"
    if measure == "share" and figure.unit == "%" and _REACHES.match(norm, figure.end, place.clause_end):
        return (
            ""
            if _KEEPS.search(norm, place.clause, place.clause_end) or "每年" in norm[place.clause : figure.start]
            else "ends"
        )
    if measure in {"level", "share"} and not (cue.move or thread.verb) and _is_stock(name):
        held = _KEEPS.search(norm, place.clause, figure.start) or (measure == "level" and _FLOWS.match(name))
        return "" if held else "ends"
    firms = thread.reached and figure.unit in {"家", "户", "万家", "万户"}
    if firms and norm[place.left : cue.end].lstrip("、，和及") == name and not names.says_deed(name):
        return "ends"  # 高新技术企业达到1100家、众创空间128家
    if figure.unit == "倍" and _TIMES.search(norm, max(place.clause, figure.start - 22), figure.start):
        return "ends"
    if measure == "rank" and not _LASTING.search(norm, place.clause, figure.start):
        return "ends"
    return "whole" if "年均" in cue.words or (measure == "growth" and "累计" in cue.words) else ""


def base_of(norm: str, place: Place) -> str:
    """What a number says that something is so many times of (是2006年的2.4倍), as its qualifier; blank where it is none.

    >>> from kg.extract.observations.figures import Figure
    >>> text = "第三产业增加值完成34.9亿元，是2006年的1.8倍"
    >>> base_of(text, Place(Figure(23, 27, "1.8", "倍", "Ratio"), 16, 27, 16, 27))
    '2006年的'
    """
    if place.figure.unit != "倍":
        return ""
    match = _BASE.search(norm, max(place.clause, place.figure.start - 24), place.figure.start)
    return f"{match['base']}的" if match else ""


def _leaves(norm: str, place: Place) -> bool:
    """Whether a number is a state left (由2015年的53家, 从每人每月209元、280元提高到217元、290元)."""
    start = place.figure.start
    if _OF_LAST_YEAR.search(norm, max(place.clause, start - 8), start) and _BY.match(norm, place.figure.end):
        return True  # 比上年48天减少18天
    since = max(place.clause, start - 24)
    if norm.find("从", since, start) < 0 and norm.find("由", since, start) < 0:
        return False
    if _LEFT.search(norm, max(place.clause, start - 20), start):
        return True
    return bool(_FROM.search(norm, since, start) and _TO.match(norm, place.figure.end))


def _stands(norm: str, place: Place, cue: Lead, name: str, thread: Thread) -> bool:
    """Whether a bare amount of a term is that of its last year: 生产总值6.66万亿元, 省级绿色工厂1210家."""
    since = max(place.clause, place.figure.start - 40)
    if _SUMMED.search(norm, since, place.figure.end) or _KEEPS.search(norm, since, place.figure.start):
        return False
    if _OF_A_YEAR.search(name):
        return not _FLOWS.match(name)
    words = norm[place.left : cue.end].lstrip("、和及")
    alone = place.figure.kind == "Count" and not thread.verb and says_only(name, words)
    return alone and (name in _ALL_KINDS or bool(_RANGED.match(name)))


def measure_of(norm: str, figure: Figure, cue: Lead, subject: Subject, thread: Thread) -> Measure:
    fixed = _MEASURES.get(figure.kind)
    if figure.unit == "位" and not cue.move and subject.name.endswith(("排名", "位次")):
        return "rank"  # 甲、乙全国排名46位、82位
    if fixed or figure.unit == "番":
        return fixed or "growth"
    moves = bool(cue.move) and not cue.arrives
    if figure.kind == "Ratio":
        rate = _RATE.search(subject.name) and cue.move in _POINTS and figure.unit == "%"
        if not cue.move and subject.rule == "carried" and thread.measure == "growth" and not _PART.search(cue.words):
            return "growth" if figure.unit == "%" else "share"  # 增长7%以上、力争达到8%; 增长7%，是2006年的3.6倍
        if figure.unit == "%" and _PRICES.fullmatch(subject.name) and len(figure.value.split(".")[0]) < 3:
            return "growth"  # CPI控制在3%以内
        if not cue.move and figure.unit == "%" and _GROWS.match(norm, figure.end):
            return "growth"  # 实现20%以上增长
        if moves and subject.name.endswith("失业率") and cue.move in _OF_PRICES:
            return "share"  # 失业率、居民消费价格涨幅分别控制在5%和3%以内
        if moves and _SLOWED.search(cue.words):
            return "change"  # 增幅回落11.43%
        return "change" if moves and rate else "growth" if moves else "share"
    return "change" if moves and not cue.breaks and subject.rule != "noun-after" else "level"
