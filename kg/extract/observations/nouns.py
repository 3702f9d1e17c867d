"""The noun after a number, and what the text says became of the things counted."""

from __future__ import annotations

import re
from functools import lru_cache

from kg.extract.observations.figures import alternation, cue_words
from kg.extract.observations.lists import JOINTS
from kg.extract.observations.names import AND, ORNAMENT, VERB_WORDS, paired

_STOP_WORDS, _STOP_FIRST = alternation(cue_words("stop")), "".join(sorted({word[0] for word in cue_words("stop")}))
_STOP = re.compile(
    rf"(?=[{_STOP_FIRST}上达全集汇从中具带春汛月年冬正初共有为均已获被将每占可列居])(?:"  # what each of these begins with
    rf"(?<!整村){_STOP_WORDS}|(?<!以)上市|(?<![触直送雷])达(?=[\d到成产效超近约至“两半亿一二三四五六七八九十百千万]|$)|(?<=..)全线(?=贯通|通车|开工|建成|投)|(?<=..)集中(?!连片|供)|(?<=..)上门(?=服务)|(?<=..)从[无小弱](?=到)|(?<=...)(?:集聚|汇聚)(?![区地群度发效示力平水])(?<!集约集聚)|(?<=..)中[ⅠⅡⅢⅣⅤIV]+类|(?<=..)具备|(?<=..)带动(?![能型力作机])|(?:春节|汛期|月底|年底|冬季)前|年底|正抓紧|正加快|初具|(?<!公)共(?![同享青建体])|(?<![国具所特既])有(?![机限色效轨关])|为(?![民主])|均(?!衡)|已|获|被|将|每|占(?![地道])"
    r"|(?<![许认])可(?!再生|靠|办|持续|研|视|控|移动|动|信)|(?<!系)列(?!车)|(?<![新定安宜邻民旧群农移])居(?![民家住环]))"
)
_JOINED = re.compile(rf"(?:{AND}|以及)[^和及与]{{0,6}}$")
_NOUNS = {"平均", "预期", "目标", "任务", "年度", "基本", "实际", "连续", "分别"}
_MOVES = [w for role in ("rise", "fall", "fill") for w in cue_words(role) if len(w) > 1 and w not in _NOUNS]
_MOVED = re.compile(alternation(_MOVES))
_DESCRIBING = re.compile(alternation(cue_words("describing")) + alternation(cue_words("described")))
_BRACKETED = re.compile(r"^（[^（）]{1,4}）(?:以[上下内]|左右)?")  # 9.56万套（间）
_ACTS = re.compile(rf"..(?:{VERB_WORDS}|、位列|、占[^，、]*)$|^(?:位列|占|居)")  # 金牌、残奥会获得: another thing
_PLACED = re.compile(r"[^，。；]{0,6}(?:居|列|位|排)(?:全[国省市县区]|世界|[中东西]部)|[^，。；]{0,8}(?:领先|前列)")
_ITS_MONEY = re.compile(  # 37个产业集群营收超4500亿元: the number is of the clusters
    "(?<=..)(?:增加|新增|实现|完成|全产业链|综合|年)*(?:主营业务收入|营业收入|营业总收入|营收|总产值|年产值|产值|销售收入|增加值)(?:累计|预计|达到?|突破|超过?|近|约)*$"
)
_A_NUMBER_OF = re.compile("[和及]一(?:批|[套座个条项所家台支处](?!体))")
_ATTRIBUTES = re.compile(  # 技术领先、带动力强的主导产业, 高品质、高标准景观大道
    r"^(?:[^，。；、\d]{2,8}(?:突出|领先|[良较更]?好|强|鲜明|显著|明显|优越|先进|完善|完备)(?:、[^，。；、\d]{2,10})*、[^，。；、\d]{2,10}的"
    r"|达到[^，。；、\d]{2,8}(?:标准|要求|水平)的(?=[一-鿿]{3})|高[品标质水][质准量平]、(?=高)|(?:[^，。；、\d]{1,6}型、)+[^，。；、\d]{1,6}型(?=[一-鿿]{2})"
    r"|(?:(?!国家|世界|全球)[一-鿿]{2}级、)+(?!国家|世界|全球)[一-鿿]{2}级(?=[一-鿿]{2}))"
)
_APART = re.compile(  # 3个省实验室和甲研究院、乙研究院: the number is of the first alone
    r"(?P<what>[^，。；、\d和及等]{1,12}(?:[室院厂站园区场库路桥校馆河湖]|基地|企业|项目|工程|集群|治理|改造|建设|产业|中心|机构))"
    r"和[^，。；、\d]{2,14}、(?![^，。；]*等)[^，。；、\d]{2}"
)
_SPELT_OUT = re.compile(
    r"(?P<what>[^，。；、（\d]{2,14})（[^（）]*、[^（）]*）(?=[，。；、]|$)"
)  # 2个博物馆（甲馆、乙馆）
_OF_A_WORK = re.compile("(?:项目|工程|计划|行动)(?![，。；、和])?")
_WORK = "(?:新建|改建|扩建|改扩建|迁建|改造|提升|维修)"
_TWO_WORKS = re.compile(rf"[^，。；、\d]{{2,14}}{_WORK}、{_WORK}(?:项目|工程|任务)?(?=[，。；全加顺稳已均如开]|$)")
_HAN = re.compile(r"[一-鿿A-Za-z“（\d]")
_PLAIN = re.compile(r"[一-鿿“”]{2,12}")
STEPS = re.compile(r"(?:[十百千万亿]{1,4}元?级?)?(?:大关|关口|[大新]{0,2}台阶)")  # 跨过3个万亿元大关 counts no thing
_MEASURES = re.compile(r"(?:提升|提高|精简|压减|增长|增收|提速)(?:举措|措施|行动|任务|工程|计划|项目)")
_EVENLY = frozenset({"作为"}) | frozenset(
    {"稳步", "有序", "扎实", "顺利", "快速", "加快", "尽快", "早日", "用时", "历时"}
)  # how a thing goes on, never part of its name
_POINTS = re.compile(r"重点(?:任务|工作|目标)$")
_FATE = re.compile(
    r"(?:全部|全线|均已|均|已|相继|陆续|集中|如期|顺利|正式|成功|基本|全面|稳定|同时|按期|提前|有序|实现|如约|当年)*"
    r"(?P<verb>纳入“[^”]{1,8}”(?:管理)?|" + alternation(cue_words("fate")) + r")(?=[，。；、！\n\d]|等|$)"
)
_LISTED = re.compile(r"(?:[、和及]\d[\d.]*+[万余多]*+[^\d，。；、全均]{1,14})+(?=全部|均|全面)")  # 8条河、9个湖全部…
_FATED = re.compile(f"(?<=..){alternation(cue_words('fate'))}$")
_TAIL = re.compile(
    r"(?:(?<=项目)进度|(?<![^点]改革)(?<!试点)(?<!招商)(?<!年度)任务|工作|目标|等|的|和|及|与|以及|、|（|“|了|对|是|其中|在|也|(?<![触直送雷])达(?!标)|共|为|超过?)+$"
)
_UNITS_OF_PLACE = frozenset("村县乡镇区市人户")


def after(text: str, followed: bool = False) -> str:
    """The noun with which the words after a number begin; blank where they begin with a verb or not at all.

    >>> after("个区级问题全部破解"[1:]), after("公共停车场"), after("建成通车"), after("数字产业项目、亚太飞鸿等")
    ('区级问题', '公共停车场', '', '数字产业项目')
    """
    text = _BRACKETED.sub("", ORNAMENT.sub("", text).lstrip("的"))
    if not text or not _HAN.match(text) or STEPS.match(text) or JOINTS.match(text) or text[0] in "并且也（":
        return ""
    text = _A_NUMBER_OF.split(text)[0] if "一" in text else text
    text = _ATTRIBUTES.sub("", text) if "、" in text or text.startswith("达到") else text
    if works := _TWO_WORKS.match(text):
        return works[0]  # 34所中小学新建、改扩建项目
    if apart := _APART.match(text) or _SPELT_OUT.match(text):
        return apart["what"]
    first, _, rest = text.partition("、")
    another = len(first) == 2 and (_PLACED.match(rest) or (followed and _ACTS.search(rest)))
    text = first if len(first) > 2 or not rest or another else text
    if followed:
        text = _ITS_MONEY.sub("", _JOINED.sub("", text))
    stop = _first_stop(text)
    if ((stop and stop.start() == 0) or _MOVED.match(text)) and not (_DESCRIBING.match(text) or _MEASURES.match(text)):
        return ""
    if stop:
        short = _TAIL.sub("", text[: stop.start()])
        text = short if len(short) > 2 or stop[0] in _EVENLY else text
    noun = paired(_TAIL.sub("", text) if not _POINTS.match(text) else text)[:40]
    return noun if len(noun) > 1 or noun in _UNITS_OF_PLACE else ""


def _first_stop(text: str) -> re.Match[str] | None:
    """The verb or adverb that ends a noun; one that describes the noun after it (签约服务团队, 脱贫群众) ends nothing."""
    for stop in _STOP.finditer(text):
        quoted = text.count("“", 0, stop.start()) > text.count("”", 0, stop.start())
        if not (quoted or _DESCRIBING.match(text, stop.start()) or _OF_A_WORK.match(text, stop.end())):
            return stop
    return None


def bare_after(text: str) -> str:
    """What follows a number where no noun does: 实现1446户2414人稳定脱贫.

    >>> bare_after("稳定脱贫"), bare_after("，")
    ('稳定脱贫', '')
    """
    match = _PLAIN.match(text.removeprefix("的").removeprefix("上半年全部").removeprefix("上半年"))
    return paired(_TAIL.sub("", match[0])) if match else ""


def fate(text: str) -> str:
    """What became of the things counted, where that ends what is said of them (12个重大项目全部开工).

    >>> fate("全部开工，"), fate("纳入“白名单”，"), fate("建成后")
    ('开工', '纳入“白名单”', '')
    """
    listed = _LISTED.match(text)
    match = _FATE.match(text, listed.end() if listed else 0)
    return match["verb"] if match else ""


def topical(name: str) -> str:
    """The things counted, as later clauses speak of them: 签约项目 of 项目签约, 重大项目 of 重大项目开工."""
    thing = without_fate(name)
    return name[len(thing) :] + thing if len(thing) == 2 and len(name) == 4 else thing


@lru_cache(maxsize=8192)
def without_fate(name: str) -> str:
    """The things themselves: 重大项目 of 重大项目开工."""
    return _FATED.sub("", name)
