"""What stands after a number and belongs to its name: 卫生院 of 12家卫生院实现胸痛救治全覆盖, 号源 of 投放50%以上号源."""

from __future__ import annotations

import re

from kg.extract.concepts import concept_of
from kg.extract.observations import names
from kg.extract.observations.cues import qualifier_after
from kg.extract.observations.figures import alternation, cue_words
from kg.extract.observations.portions import lives, some_of
from kg.extract.observations.thread import Place, Subject
from kg.extract.observations.together import BECOMES, next_deed, next_fate
from kg.model import Measure

_REST = re.compile(
    r"(?![的和及与并或等]|增长|增速|增幅|目标|任务|左右|速度|时|后|且|也|是|为|关口|大关|[^，。；]{0,12}等)(?P<rest>[一-鿿“”A-Za-z]{2,14})(?=[，。；、！\n]|$)"
)
_RATE = re.compile(r"(?:率|比[重例]|占比|度|占[^，。；]{1,8})$")
_THINGS = frozenset({"Count", "Rank"})
_SIZES = frozenset({"Area", "Length"})
_DONE = re.compile(
    r"(?:全部|全面|基本|均|已|超额|如期|按期|提前|圆满|高效|按时)*(?:完成|实施|建成|竣工|完工|办结|办复|答复)"
)
_TOGETHER = re.compile(  # 19个市和2个县被命名为…
    r"(?:[、和及]\d[\d.]*+[余多万]*+[^\d，。；、]{1,16}?)+(?:全部|均)?(?P<fate>(?:被|获|入选|纳入|列入|完成|实现|达到)[^，。；、\d]{2,16})(?=[，。；！\n]|$)"
)
_AND_SHARE = re.compile(
    r"(?P<first>[^，。；、\d]{2,10})[、和]\d[\d.]*[%％](?:以上)?的?[^，。；、\d]{2,10}?(?P<fate>(?:建成|实现|达到|完成|纳入|通过|建有)[^，。；、\d]{2,16})(?=[，。；！\n]|$)"
)
_FURTHERS = re.compile(r"(?P<verb>扶持|促进|推动|支持|推进|加快|助力)[^，。；]*$")
_HONOURED = ("被", "获", "入选", "荣获", "晋升", "升格")
_GROWING = re.compile(r"(?<=企业|集群|项目|园区|基地|平台)的?发展$|(?<=农场|.县|.区|.镇)的?发展$|(?<=合作社)的?发展$")
_MEMBERS = re.compile(r"[^，。；、\d的]{2,8}")  # 15所高职院校21个专业群入选…
_LISTED = re.compile(r"[^，。；\d]{2,24}[、和及]")  # 320家食堂、40家配送单位实现…
_SHARED_BY = re.compile(r"[^，。；、]{2,26}$|[^，。；、]{2,26}(?=[、，。；])")
_TOWARDS = re.compile("[对为][^，。；、]{0,28}$")
_COUNTED_TOO = re.compile(r"、[^，。；、\d和及与等]{3,16}(?=[，。；！\n])")
_VERBAL = re.compile(alternation(cue_words("stop")) + "|[的达为被居均创]|所有|数量|若干|一批")
_HONOURS = re.compile(r"荣?获得?[^，。；、\d]{2,12}奖(?:[、和][^，。；、\d]{2,10}奖)+")
_BRINGING = ("有", "新增", "帮助", "推动", "支持", "促进", "助力", "带动", "使", "让")
_BROUGHT = re.compile(
    r"(?:进入|跻身|入围|入选|纳入|实现|达到|通过|获批|获评|完成|晋升|升级|成为)(?:[^，。；、\d]|\d+强){2,16}(?=[，。；！\n]|$)"
)
_LATER = re.compile(
    r"[、和]\d+[条项][^，。；、\d]{2,20}?(?P<head>政策措施|政策举措|改革举措|举措|措施|政策)(?=[，。；、！\n]|$)"
)
_PACKAGE = re.compile("政策|措施|举措|改革$")
_COVERS = re.compile(r"(?P<what>[一-鿿A-Za-z\d]{2,10}覆盖)(?:了|至|全部|所有|全[省市县区])?[^，。；\d]{0,20}$")
_AMONG_FIRST = re.compile(r"(?<=企业|公司|品牌|园区|高校|机构)\d+强(?=[，。；、])")
_BATCH = re.compile("第[一二三四五六七八九十]批$")
_AT = re.compile(  # 2座电站分别在甲地、乙地开工
    rf"(?:分别|相继|先后|均)?在[^，。；\d]{{2,24}}?(?P<fate>{alternation(cue_words('fate'))})(?=[，。；！\n]|$)"
)
_WORK = re.compile("(?:改造|建设|工程|项目|任务|治理|整治|试点|改革|事项|举措|实事|修复)$")
_GOES_ON = re.compile("(?:全部|全面|均|已|正在|正)*(?:加[快力紧速]|稳步|有序|扎实|顺利推|持续|抓紧|推进|进展|深入)")
_POOR = re.compile(r"(?P<who>[^的]{0,10}(?:人口|贫困户|贫困群众|扶贫对象))(?:稳定|的?脱贫)?")
_RELIEVED = re.compile(r"的?(?:如期|全部|基本|均|已|实现|稳定)*脱贫(?!攻坚|人口|地区|县|村)")
_PEOPLE = (
    *("人口", "群众", "农民", "劳动力", "人员", "学生", "老人", "居民", "群体", "家庭", "职工", "妇女", "儿童"),
    *("农户", "毕业生", "村民", "牧民", "牧户", "师生", "对象", "军人", "考生", "青年", "残疾人", "业主", "旅客"),
)
_DONE_TO = re.compile(  # 对260户家庭进行适老化改造, 对4条干道、13条背街小巷进行整治
    r"(?:(?:[、和及]\d[\d.]*+[余多万]*+[^，。；、\d]{1,12}?)*进行|实施|开展)了?(?P<deed>[^，。；、\d]{2,10})(?=[，。；、！\n])"
)
_HEADED = re.compile(  # 稳增长27条、促消费12条等政策举措: the noun stands once, behind the list
    r"[余多]?(?:[、和][^，。；、\d]{2,20}?\d+[余多]?[条项])*等(?P<head>(?:政策|改革|惠民|便民)?(?:举措|措施|政策|清单|任务))(?=[，。；、])"
)
_ALONE = re.compile(
    r"(?:.*等|全[市县区省国]|我[市县区省]|(?:全[市县区省])?(?:城区|城乡|农村|县城|中心城区)|[近约超]|剩余|首批|目前|已有|共有|其中|帮助|支持|推动|[，、和及][^，、]{0,1})?"
)


def completed(norm: str, place: Place, subject: Subject, measure: Measure) -> str:
    """The name with what the text says after the number of what is counted or shared.

    >>> from kg.extract.observations.figures import Figure
    >>> text = "医院提前投放50%以上号源，"
    >>> completed(text, Place(Figure(6, 9, "50", "%", "Ratio"), 0, 13, 0, 13), Subject("医院提前投放", 0, "noun-before"), "share")
    '医院提前投放号源'
    """
    figure, name = place.figure, subject.name
    if subject.rule in {"noun-before", "carried"} and (some := some_of(norm, place, subject)):
        return some
    if subject.rule == "noun-after" and (poor := _POOR.fullmatch(name)):
        at = norm.find(poor["who"], figure.end, place.right)
        if at >= 0 and _RELIEVED.match(norm, at + len(poor["who"])):
            return poor["who"] + "脱贫"  # 完成25万贫困人口的脱贫任务: not the number of the poor
    if subject.rule == "noun-after" and figure.unit in {"条", "项"} and (later := _later_head(norm, place, name)):
        return name + later
    batch = _BATCH.search(norm, place.left, figure.start) if subject.rule == "noun-after" else None
    if batch and "批" not in name:
        name = batch[0] + name
        subject = subject._replace(name=name)
    if subject.rule == "noun-after" and figure.kind in _SIZES:
        at = norm.find(name, figure.end, place.right)
        return name + (next_deed(norm, place, at + len(name)) if at >= 0 else "")
    people = figure.kind == "Number" and name.endswith(_PEOPLE)
    if measure != "share" and (subject.rule != "noun-after" or not (figure.kind in _THINGS or people)):
        head = _HEADED.match(norm, figure.end, place.clause_end + 24) if figure.unit in {"条", "项"} else None
        return (
            name + head["head"] if head and subject.rule == "noun-before" and name[-2:] != head["head"][-2:] else name
        )
    tail = figure.end + len(qualifier_after(norm, figure.end))
    if measure == "share" and figure.kind in {"Ratio", "Fraction"} and subject.rule == "noun-before":
        rest = None if _RATE.search(name) or figure.unit == "倍" else _REST.match(norm, tail, place.clause_end + 1)
        joined = norm[figure.start - 1] in "和、及与"  # 所有乡镇和90%以上行政村通硬化路
        return ("" if joined else name) + rest["rest"] if rest else name
    if subject.rule == "noun-after" and measure == "share":
        return _shared_by(norm, place, name, tail)
    since = max(place.clause, figure.start - 60)
    grows = subject.rule == "noun-after" and _GROWING.search(name)
    if grows and (furthers := _FURTHERS.search(norm, since, figure.start)):
        plain, verb = _GROWING.sub("", name), furthers["verb"]  # 扶持30家企业发展
        return plain if verb in plain or names.says_deed(plain) else verb + plain
    alone = _ALONE.fullmatch(norm, place.left, figure.start) or (
        place.left > place.clause
        and (_MEMBERS.fullmatch(norm, place.left, figure.start) or _LISTED.fullmatch(norm, place.left, figure.start))
    )
    if subject.rule == "noun-after":
        return _with_fate(norm, place, name, tail, bool(alone))
    return name


def _shared_by(norm: str, place: Place, name: str, tail: int) -> str:
    """What a share is of, with what these did or became, or what covers them: 60%的乡镇建成…, 5G网络覆盖93%以上行政村."""
    start = tail + norm.startswith("的", tail)
    if same := _AND_SHARE.match(norm, start, place.clause_end + 1):  # 60%的乡镇、40%的山区建成…
        return same["first"] + same["fate"]
    if covers := _COVERS.search(norm, place.clause, place.figure.start):
        return covers["what"] + name
    whole = _SHARED_BY.match(norm, start, place.clause_end)  # 95%以上的村集体收入超过10万元
    return whole[0] if whole and whole[0].startswith(name) else name


def _later_head(norm: str, place: Place, name: str) -> str:
    """The noun that stands only after the next thing of a list: 17条稳就业、8条青年就业政策措施."""
    at = norm.find(name, place.figure.end, place.right)
    head = _LATER.match(norm, at + len(name), place.clause_end + 1) if at >= 0 else None
    return head["head"] if head and not _PACKAGE.search(name) else ""


def _with_fate(norm: str, place: Place, name: str, tail: int, alone: bool) -> str:
    """The noun after a number with what was done to it or what it became."""
    beside = place.right == place.figure.end  # 6组10家国企: the noun stands after the next number
    end, whose = _noun_end(norm, name, tail, min(place.clause_end, tail + 22) if beside else place.right)
    if end < 0 or end - tail > 15 + 7 * beside:
        return name
    if life := lives(norm, end, place.clause_end):
        return name + life
    towards = _TOWARDS.search(norm, max(place.left, place.figure.start - 30), place.figure.start)
    done = _DONE_TO.match(norm, end, place.clause_end + 1) if towards else None
    if done:
        return name + done["deed"]
    if gained := _gained(norm, place, end):
        return name + gained
    if (too := _COUNTED_TOO.match(norm, end, place.clause_end + 1)) and not _VERBAL.search(too[0]):
        return name + too[0]  # 3个甲、乙: one number for both
    if deed := next_deed(norm, place, end):
        return name + deed
    if whose and names.VERBISH.fullmatch(whose):
        return name
    if at := _AT.match(norm, end, place.clause_end + 1):
        return name + at["fate"]
    if not alone and not whose and not norm.startswith(_HONOURED, end):
        return name
    if same := _TOGETHER.match(norm, end, place.clause_end + 1):
        return name + same["fate"]
    if not whose and (fate_too := next_fate(norm, place, end, name)):
        return name + fate_too
    fate = BECOMES.match(norm, end, place.clause_end + 1)
    known = fate is not None and bool(concept_of(name)) and bool(_DONE.fullmatch(fate[0]))
    goes_on = fate is not None and bool(_WORK.search(name)) and bool(_GOES_ON.match(fate[0]))
    return name + fate[0] if fate and not known and not goes_on else name


def _gained(norm: str, place: Place, end: int) -> str:
    """What the things counted were given or brought to: 荣获某奖、某奖; 新增7个开发区实现管道供气; 民企上榜中国民营企业500强."""
    if honours := _AMONG_FIRST.match(norm, end) or _HONOURS.match(norm, end, place.clause_end + 1):
        return honours[0]
    brought = _BROUGHT.match(norm, end, place.clause_end + 1)
    return brought[0] if brought and norm.endswith(_BRINGING, 0, place.figure.start) else ""


def _noun_end(norm: str, name: str, tail: int, right: int) -> tuple[int, str]:
    """Where the noun after a number ends, and what of the name stands before the number (whose it is)."""
    at = norm.find(name, tail, right)
    if at >= 0:
        return at + len(name), ""
    start = tail + norm.startswith("的", tail)
    for k in range(2, len(name) - 1):
        if norm.startswith(name[k:], start):
            return start + len(name) - k, name[:k]
    return -1, ""
