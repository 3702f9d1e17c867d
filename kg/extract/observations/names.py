"""What a number counts or measures: the noun before it or the noun after it, cut free of verbs and adverbs."""

from __future__ import annotations

import re
from functools import lru_cache

from kg.extract.concepts import concept_of
from kg.extract.observations.figures import Figure, alternation, cue_words
from kg.extract.observations.lists import joint_names, places_after
from kg.extract.observations.predicates import own_clause, with_subject

AND = rf"和(?!谐|美|平|{places_after('和')})|及(?!时)|与(?![^，、]{{1,8}}(?:新签|签订|签约|合作|共建|结对))"
_SINGLE = (
    rf"{AND}|共(?![享同青建济])|并(?![购网])|的|了|均(?![衡价])|已(?![建批])|仅|将|即(?![将时])|好(?=总投|投资|年度)|再(?![生就次贷制造])"
    r"|[一两二三四五六七八九十]年(?:之?内|来|间)|五年(?=累计|实际)|含(?![税水油氧氮])|[、，]|在(?=[全我各])|[①-⑳❶-❿]"
    r"|分[\d一二三四五六]批|清单化|项目化|常态化|高标准(?!农田|粮田|基本农田|厂房)"
)
HEAD_WORDS, VERB_WORDS = alternation(cue_words("head")), alternation(cue_words("verb"))
_HEAD = re.compile(
    rf"(?:{HEAD_WORDS}|{_SINGLE}|\d{{4}}年|底前|月?份|底(?=[建完前])|内(?![贸外资需])|中(?=[建完培新])){{1,9}}"
)
VERBS_FIRST = re.compile(rf"^{VERB_WORDS}{{1,2}}")
VERBISH = re.compile(
    rf"(?:{VERB_WORDS}|{HEAD_WORDS}|{_SINGLE}|了|出|全面|系统|重点|主要|对|为|使|将|让|把|给|向|同|从|剩余|其余|全部|所有|另外"
    r"|近|跟踪|洽谈|实际|启动|适时|(?<=[施设])好|全[国省市县区州盟旗镇村]){1,6}"
)
_KEPT = re.compile(alternation(cue_words("kept")))
_SUCH = re.compile(r"^.*(?<![高中初平同均上特优劣相不一立])等(?![级次同于候差量值待额温保教])")
_INNER = re.compile(
    rf"^(?P<subject>.{{0,30}})(?P<verb>{alternation(cue_words('inner'))})(?P<object>(?![和及与、的])[^了]{{2,30}})$"
)
_WHOLE = frozenset(cue_words("whole"))
_HOUSED = frozenset(cue_words("housed"))
_SINCE = re.compile(
    r"(?:[由从比较是][^，由从比较]{0,10}(?:[年末底初前]|末期|时期)的?|[比较]“[^”]{2,8}”|(?:达到|相当于)“[^”]{2,4}”末?的?)$"
)
_PREDICATE = re.compile(alternation([*cue_words("predicate"), *cue_words("stop"), *cue_words("rise")]))
_PER_HEAD = re.compile(r"[从由]([人户亩年月]均|每[人户]每[年月])$")
_WITHIN = re.compile(r"^在(.{2,24})[中上]$")
ORNAMENT = re.compile(rf"{'|'.join('★☆●◆◇■□▲△▪◎○※•►▶✦')}|（(?<=”（)\d{{1,2}}）")  # and the mark of a note
_FORESEEN = re.compile(r"(?<=[一-鿿]{2})(?:力争|预计|有望)(?:实现|完成|达到)?")
_COUNTED_OFF = re.compile(r"^[一二三四五六七八九十]{1,3}是(?=.{2})")
_END = re.compile(
    r"(?:等|(?<=标准)每月|(?<=..)(?:接连|继续|一律)|(?<=实事)年度|(?<=..)五年|的|和|(?<!惠)及|与|以及|、|（|“|了|对|是|其中|(?<![触直送雷])达(?!标)|共|为|由|从|(?<=总值)按|目标|占|(?<=[核估评名比价])中)+$"
)
GENERIC, BARE = frozenset(cue_words("generic")), frozenset(cue_words("bare"))
_DEEDS = re.compile(alternation(cue_words("deed")) + "{1,2}")
_DEED_WORDS = rf"盯紧|突出|抓好|抓紧|加快|积极|全力|促进|跑办|强势|开启|重点布局|瞄准|{VERB_WORDS}"
_GENERIC_END = re.compile(rf"{alternation(GENERIC)}$")
_WHICH_PART = "(?:[一二三首]期|[域境区省市县]内)"  # of a project's investment
_DONE_TO = re.compile(
    rf"(?:(?:强力|启动|服务|保障好?|{_DEED_WORDS}){{1,4}}(?:一批)?|[^，。；、\d]{{0,8}}(?:唯一|首家|第一家)的?(?:一家)?[^，。；、\d]{{0,12}}(?:企业|公司)|(?={_WHICH_PART}))"
    rf"(?P<generic>{_WHICH_PART}?{alternation(GENERIC)})"
)
_GENERIC_TAIL = re.compile(rf"(?:[、和及]|(?<!参)与)?(?P<generic>{alternation(GENERIC)})$")
_OWNS = re.compile(
    r"(?:集聚区|开发区|园区|新区|高新区|[产工]业园|示范区|综保区|试验区|集团|公司|[省市县区]本级|行业|服务业|机场|口岸)$"
)
_SCOPE = re.compile(r"(?:^|其中)(?:中心城区|主城区|市区|县城|城区|农村|城镇|山区|平原)$")
_OF_PLACE = re.compile(r"县城区|中心城区|主城区|市区|县城|城区|农村|城镇|山区|平原")
_FIRM = re.compile(r"(?P<firm>集团|公司|银行|大学|医院)(?:累计|共)?$")
_PLACE = re.compile(r"^(?:全[国省市县区州盟旗]|我[省市县区州盟旗国]|城区|全域)$")
_NOBODY = re.compile(  # before a verb: no owner, only when, how or that it is the whole place
    rf"(?:全[国省市县区州盟旗]|我[省市县区州盟旗国]|共|已|可|年度?|日均|年均|[三五]年|每年|初步统计|直接|依法|分类|超额|如期|尽快|仅|"
    rf"[同与][^，、]{{1,8}}|利用[^，、]{{1,4}}时间|投资\d[\d.]*[万亿]+元|{HEAD_WORDS})*"
)
_LIGHT = frozenset(cue_words("light"))
_PLAIN_DEEDS = frozenset({"实现", "完成", "累计", "达成"})
_COSTING = re.compile(
    r"^(?:累计|共)?(?:投资|投入)[\d.]+[余多]?[万亿]+[余多]?元?(?:资金)?，?(?=..)(?!元|以上|及以上|的|余)"
)
_PLANNED = re.compile("(?:年度?|计划|累计|全年|共|预计|已|项目|四项合计|合计|五年)+")
_WORKS = re.compile("(?:综合)?(?:治理|整治|建设|改造|提升|修复)?(?:工程|项目)")
_ONLY_KIND = frozenset({"问题", "难题", "现象", "行为", "综合治理", "综合整治", "个案服务", "服务场景", "应用场景"})
_WORKS_TOO = re.compile("[、和及]?(?:改建|扩建|改扩建|续建|重建|改造|改造提升|提升改造|维修)")
_AID = re.compile("(?:救助|补助|帮扶|资助|奖补|培训|救济)(?:资金|金额)$")
_NUMBERED = re.compile(r"^(?:\d+\.|[五六七八九十]?是|[①-⑳])")


@lru_cache(maxsize=8192)
def clean_name(text: str) -> str:
    """A name without the words at its head and tail that are no part of it, and without unpaired quotation marks.

    >>> [clean_name(s) for s in ("全年共签约项目", "力争完成固定资产投资", "先后获得全国科普示范区等国家级荣誉")]
    ['签约项目', '固定资产投资', '国家级荣誉']
    """
    if "是" in text[1:4]:
        text = _COUNTED_OFF.sub("", text)
    text = _SINCE.sub("", ORNAMENT.sub("", text.lstrip("—–")))
    if "均" in text or "每" in text:
        text = _PER_HEAD.sub(r"\1", text)
    such = _SUCH.match(text)
    if such and len(text) - such.end() >= 2:
        text = text[such.end() :]
    text = text.lstrip("、")
    if text.startswith("在"):
        text = _WITHIN.sub(r"\1", text)
    head = _HEAD.match(text)
    if head and len(text) - head.end() != 1 and not text.startswith("高质量发展"):
        text = text[head.end() :]
    return paired(_END.sub("", text))


def without_head(text: str) -> str:
    """The words without the adverbs that open them: 力争全年新增企业 is 新增企业."""
    head = _HEAD.match(text)
    return text[head.end() :] if head else text


@lru_cache(maxsize=8192)
def without_verb(name: str) -> str:
    """The things themselves: 学校 of 新开工学校."""
    return VERBS_FIRST.sub("", name)


def says_deed(name: str) -> bool:
    """Whether a name opens with a verb, or is a deed by itself (造林)."""
    return bool(VERBS_FIRST.match(name) or _DEEDS.fullmatch(name))


def paired(text: str) -> str:
    """The text without a quotation mark or bracket whose other half lies outside it."""
    for left, right in ("“”", "（）", "《》"):
        if text.count(left) != text.count(right):
            text = text.replace(left, "").replace(right, "")
    return text


@lru_cache(maxsize=8192)
def before(text: str) -> str:
    """The name in the words before a number; blank where they are only verbs and adverbs.

    >>> before("新建"), before("同高校签订科技成果转化合同"), before("“两区”实现税收"), before("加快常青藤西游园等")
    ('', '科技成果转化合同', '“两区”税收', '')
    """
    such = _SUCH.match(text)
    if such and such.end() == len(text):
        return ""
    if "、" in text and (clause := own_clause(text))[0]:
        own = before(clause[1]) if clause[1] else ""
        return with_subject(clause[0], own) if own else before(clause[0])
    name = clean_name(text)
    if "力争" in name or "预计" in name or "有望" in name:
        name = _FORESEEN.sub("", name)
    if _DEEDS.fullmatch(name):
        return name
    if VERBISH.fullmatch(text) or _PLACE.match(name) or (name != text and VERBISH.fullmatch(name)):
        return ""
    if such and _WORKS.fullmatch(name) and such.end() < 33:
        return without_head(text[: such.end()]) + name  # 清水河、沙湖等综合治理工程
    if such and name in _ONLY_KIND and such.end() < 17:
        return without_head(text[: such.end()]) + name  # 整治侵占岸线等问题
    if such and not says_deed(name) and (verb := _did(text)):
        return verb + name  # 新建改建某路、某路等农村公路
    if _COSTING.match(name):
        name = clean_name(_COSTING.sub("", name))
    tail = _GENERIC_TAIL.search(name)
    if tail and not _AID.search(name) and not joint_names(name):
        linked = name[tail.start()] in "、和及与"
        if linked or VERBISH.fullmatch(name, 0, tail.start()):
            return tail["generic"]
    return _inner(name)


def of_place(name: str) -> bool:
    """Whether a name opens with the part of the place that it is of (中心城区新建学校)."""
    return bool(_OF_PLACE.match(name))


def is_part(name: str) -> bool:
    """Whether a name is no more than a part of the place (农村)."""
    return bool(_OF_PLACE.fullmatch(name))


def generic_tail(name: str) -> str:
    """总投资 of 盯紧总投资; blank where what stands before it is a thing (某项目总投资)."""
    match = _DONE_TO.fullmatch(name) if _GENERIC_END.search(name) else None
    return match["generic"] if match else ""


def owner_of(name: str) -> str:
    """Whose a rate or a sum is: 省重点项目 of 省重点项目开工率; blank where the name is no more than that.

    >>> owner_of("省重点项目开工率"), owner_of("开工率")
    ('省重点项目', '')
    """
    tail = _GENERIC_END.search(name)
    return name[: tail.start()] if tail else ""


def _did(text: str) -> str:
    """The verb that opens the words before a number and belongs to the name of what is counted."""
    rest = without_head(text)
    verb = VERBS_FIRST.match(rest) if _KEPT.match(rest) else None
    return verb[0] if verb else ""


def _inner(name: str) -> str:
    """Where a verb stands inside, its object; with the subject before it where the object says too little alone."""
    match = _INNER.match(name) if len(name) > 5 else None
    if match is None or not match["subject"]:
        return name
    if match["object"].startswith(("时限", "时间", "环节", "材料", "比例", "进度", "率")):
        return name  # 事项办理时限: no deed, but what is handled
    if match["verb"] == "完成" and match["object"].endswith(("概算", "预算", "计划", "序时进度", "预期")):
        return name  # 工程投资完成概算的64%
    if len(match["object"]) == 2 and match["verb"] not in {"实现", "完成"}:
        return name
    if firm := _FIRM.search(match["subject"]):  # 某集团累计投入帮扶资金
        done = "" if match["verb"] in {"实现", "完成", "累计"} else match["verb"]
        return paired(match["subject"][: firm.end("firm")] + done + match["object"])
    if _SCOPE.search(match["subject"]) and _KEPT.match(match["verb"]):
        return name.removeprefix("其中")  # 中心城区新建学校
    head = _HEAD.match(match["subject"])
    subject, verb, target = match["subject"][head.end() if head else 0 :], match["verb"], match["object"]
    if whole := _of_owner(subject, verb, target):
        return whole
    short = target in GENERIC or len(target) <= 4 or _OWNS.search(subject)
    if verb == "完成" and target == "投资" and len(subject) <= 20 and not _PLANNED.fullmatch(subject):
        return paired(f"{subject}完成投资")  # it may not be all that is to be invested
    if verb in {"实现", "完成", "累计"} and len(subject) <= 14 and short:
        return paired(f"{subject}{target}")
    if target in _HOUSED or (len(name) <= 12 and verb in _WHOLE):
        return name
    kept = _KEPT.match(verb) or not (verb in _LIGHT or concept_of(target) or target in GENERIC)
    return paired((verb if kept else "") + target)


def _of_owner(subject: str, verb: str, target: str) -> str:
    """The whole of what somebody did, where that is said: it is not what the place did (某园区新增企业).

    >>> _of_owner("某科学城", "引进", "研发平台"), _of_owner("某工程", "完成", "综合治理"), _of_owner("全市共", "引进", "企业")
    ('某科学城引进研发平台', '某工程综合治理', '')
    """
    subject = _NUMBERED.sub("", subject)
    if "、" in subject or "、" in target or target in GENERIC or _NOBODY.fullmatch(subject) or target[0] in "在到了和":
        return ""
    if len(subject) < 3 and concept_of(target):
        return ""  # 高效办理, 用好新增: how it was done
    return paired(f"{subject}{'' if verb in _PLAIN_DEEDS else verb}{target}")


def subject_of(text: str) -> str:
    """The subject of a clause without a number: what stands before its first verb or adverb.

    >>> subject_of("旅游收入、游客人数再创新高"), subject_of("始终坚持稳中求进")
    ('旅游收入、游客人数', '始终坚持')
    """
    name = clean_name(text)
    stop = _PREDICATE.search(name)
    return paired(name[: stop.start()]) if stop and stop.start() >= 2 else ""


@lru_cache(maxsize=8192)
def governing(text: str) -> str:
    """新增 or 改造 directly before a number, which belongs to the name of what is counted: 新增753个公共停车位.

    >>> governing("全年共新增"), governing("力争完成"), governing("、提升改造")
    ('新增', '', '提升改造')
    """
    head = _HEAD.match(text)
    rest = text[head.end() :] if head and not _KEPT.match(text) else text
    match = _KEPT.match(rest)
    if match and match.end() < len(rest) and _WORKS_TOO.fullmatch(rest, match.end()):
        return rest  # 新建、改建16万户卫生厕所
    return match[0] if match else ""


def fits(figure: Figure) -> bool:
    """Whether the unit counts things, so that the noun after the number is what is counted."""
    return figure.kind in {"Count", "Number", "Rank"}
