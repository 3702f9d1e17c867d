"""Verbs that make or end what a number counts (打通7条断头路), and things that are named by the last of them."""

from __future__ import annotations

import re

from kg.extract.observations.figures import alternation, cue_words
from kg.extract.observations.names import HEAD_WORDS, VERB_WORDS, VERBISH, clean_name

_MAKING = alternation(cue_words("making"))
_MAKES = re.compile(rf"(?P<verb>(?:{_MAKING}[、和及])?新?{_MAKING})了?出?$")
_MAKES_SUCH = re.compile(
    rf"(?:重点|挂牌|落地|{HEAD_WORDS}){{0,3}}(?P<verb>{_MAKING})(?<!吸引)(?:[^，。；：]{{2,60}}等|[^，。；：、\d]{{2,20}}、(?:[^，。；：、\d]{{2,16}}、)?[^，。；：、\d和]{{2,16}})$"
)
_LAST_SUCH = re.compile(r"(?:^|[，。；、和及])(?P<item>[^，。；、和]{2,20})等$")
_SUCH_NOUN = re.compile(
    r"(?:重[点大]|[省市县区]级?|大|新|骨干|龙头|特色|优势|民生|产业|工业|交通|城建|基础设施|社会事业|建设|标志性|支撑性|续建|在建|新建|新开工|计划(?:新?开工|竣工)|改造|配套|技改|储备|前期|入园)*(?:项目|工程|问题|企业|医院|道路|学校|平台|园区|机构|单位|公园|任务|事项|措施|片区|产品|产业链?|集群)"
)
_LAST_DEED = re.compile(
    rf"(?:{alternation(cue_words('inner'))}|挽回|惠及?$|开行|覆盖|清收|清欠|出台|(?:精准|精细|全程)服务(?=企业|群众|项目))(?!率|面)"
)
_SAVED = re.compile("(?:压减|节约|核减|追回)(?:财政)?资金")
_DEED_LAST = re.compile(rf"(?:{VERB_WORDS}|修改|废止|编制|审议)$")
_NOMINAL = frozenset(cue_words("nominal"))
_ADVERBIAL = re.compile(rf"(?:^|[，、等]|启动|滚动|挂牌|落地|计划|规划|试点|新|再|共|已|将|年|布局|化|{HEAD_WORDS})$")
_SEVERAL_OR_CUT = re.compile(
    r"[、，和与]|(?<!惠)及|(?:等|的|了|对|中|年产|第[一二三四五六七八九十]批|[：；“（])$|\d|^(?:[对与以把将比从由围年]|每[^，、]{0,8}(?:人口|人|户|村|县|社区)|加强|强化|完善|严格|落实|提出|没)"
)
_NEUTRAL = re.compile(
    rf"(?:全[国省市县区州盟旗]|我[省市县区]|共|已|在|有|就|还|仍|尚|又|再|年内|今年|每年|全年|其中|所有|剩余|首[批个]|优先|有序|成功|"
    rf"完成|实现|实施|推进|启动|抓好|办好|做好|加快|确保|组织|投入|滚动|全面|重点|安排|谋划|达到|落实|{HEAD_WORDS})*"
)
_COUNTED_EARLIER = re.compile(r"\d[余多]?[个家项条座处所件名户批]|元|[：（“]")
_URGES = re.compile(r"^(?:要?(?:重点|突出)抓好|做[大精强优](?:做[大精强优])?|.*\d(?:公里|米|平方米)的)")
_NO_THING = re.compile(
    r".*(?:以上|级|方面|指标|[江河湖街类])|[^升高善强]*(?:水平|能力|质量|品质|知名度)|[县市区乡镇]{1,2}"
)
_VAGUE, _NAMED_BY_OWNER = frozenset(cue_words("vague")), frozenset({"项目", "企业"})
_MADE = re.compile("新增|新建|培育|引进|建成|打造|创建|消除")  # a verb: its number comes after it
_PLACES = re.compile(r"(?:[一-鿿]{2,4}(?<!小)[省市县区州旗镇乡][、和])+[一-鿿]{2,4}(?<!小)[省市县区州旗镇乡]")
_COUNTED_PLACES = re.compile("(?:自然|行政|贫困)?村|乡镇|社区|县区?|户")
_BUT = re.compile(r"^(?:但|却|并|且)?(?:仍|还)?")
_AIMED = re.compile(  # 聚焦群众需求实施: why it is done is no part of what is done
    rf"^(?:聚焦|围绕|针对|按照|立足|依托|结合|适应|顺应)[^，。；]*?(?={VERB_WORDS})"
)
_DONE_TO = re.compile(rf"(?:{_MAKING}|建设|改造|整治|治理|修复|提升)(?:任务|工程|项目)?$")


def deed_before(text: str, noun: str) -> str:
    """The verb that stands directly before a number and makes or ends what is counted, so that it is no stock.

    >>> deed_before("利用闲置空间等建设", "停车位"), deed_before("打通金街南延等", "断头路"), deed_before("共有", "停车位")
    ('建设', '打通', '')
    """
    match = _MAKES.search(text) or _MAKES_SUCH.match(text)
    verb = match["verb"] if match else ""
    if match and verb in _NOMINAL and not _ADVERBIAL.search(text, 0, match.start("verb")):
        return ""
    return "" if not verb or verb in noun or verb.endswith(noun[:2]) or _DONE_TO.search(noun) else verb


def whose(text: str, noun: str) -> str:
    """Who did it or what was done, where one phrase before a number says it: 某科技城落户14个项目, 柔性引进5名院士.

    >>> whose("某科技城落户", "项目"), whose("支持", "龙头企业"), whose("完成", "项目"), whose("甲、乙、丙", "县市")
    ('某科技城落户', '支持', '', '')
    """
    text = _AIMED.sub("", text.lstrip("、和与"))
    words = clean_name(_BUT.sub("", text))
    if _COUNTED_PLACES.fullmatch(words):
        return ""
    if _PLACES.fullmatch(words) and len(words) < 20:
        return words
    if words.endswith("领域") and 4 < len(words) < 16:
        return words
    if not 1 < len(words) < 24 or _SEVERAL_OR_CUT.search(text) or _NEUTRAL.fullmatch(words) or noun.startswith(words):
        return ""
    vague = noun in _VAGUE and not (noun in _NAMED_BY_OWNER and len(words) > 3)
    return "" if vague or _NO_THING.fullmatch(noun) or _MADE.match(noun) else words


def such(text: str, noun: str, earlier: str = "") -> str:
    """The things listed before a number, of many the first, where its noun alone says too little (某路改造等2个项目).

    `earlier` are the words of the list that stand before `text`, where the size of a thing parts the two.

    >>> such("建成甲地、乙地高速等", "项目"), such("打通甲路等", "断头路"), such("甲厂供热等", "续建项目", "确保输气乙线、9县管网、")
    ('建成甲地、乙地高速等', '', '输气乙线等')
    """
    match = _LAST_SUCH.search(text) if _SUCH_NOUN.fullmatch(noun) else None
    if match is None:
        return ""
    if earlier and not _COUNTED_EARLIER.search(earlier):
        text = earlier + text
    verb = _MAKES_SUCH.match(text)
    listed = clean_name(_URGES.sub("", text.removesuffix("等")) + "甲")[:-1]
    item = listed
    if len(listed) > 32 or (earlier and "、" in listed):
        item = clean_name(listed.partition("、")[0])
    return ("" if not verb or item.startswith(verb["verb"]) else verb["verb"]) + item + "等" if len(item) > 2 else ""


def last_deed(name: str) -> str:
    """The last of several deeds, which alone has the number; blank where that has no object.

    >>> last_deed("重拳打击犯罪、挽回经济损失"), last_deed("新建、改造农村公路"), last_deed("班列拓线扩量、开行")
    ('挽回经济损失', '新建、改造农村公路', '')
    """
    head, _, last = name.rpartition("、")
    if _SAVED.fullmatch(last) and "、" not in head:
        return head + last  # 开展预算评审、压减资金
    deed = _LAST_DEED.match(last)
    if not deed or _DEED_LAST.search(head) or VERBISH.fullmatch(head):
        return name
    return last if len(last) > 2 else ""
