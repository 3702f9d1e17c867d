"""The name as a table has it: what was cut or bettered, what is ranked, and what the text says after the number."""

from __future__ import annotations

import re

from kg.extract.concepts import concept_of
from kg.extract.observations import names
from kg.extract.observations.completing import completed
from kg.extract.observations.cues import Lead
from kg.extract.observations.deeds import last_deed
from kg.extract.observations.figures import cue_words
from kg.extract.observations.lists import measured
from kg.extract.observations.standing import with_state
from kg.extract.observations.thread import Place, Subject
from kg.extract.observations.tidied import done_to, earning, tidied
from kg.model import Measure

_CUT = re.compile(r"(?P<whose>[^，、占率比]{0,12}?)(?:精简|压缩|压减|减少|降低|削减|缩短|减)(?P<what>[^占率比]{2,12})")
_BETTER = re.compile(r"(?P<what>.*(?:浓度|综合指数).*?)(?:同比)?改善")
_URGED = re.compile(r"^(?:促进|推动|带动|拉动)(?=[一-鿿]{4})(?!作用|效应)")
_SCOPED = re.compile(r"(?<=..)(?<!占)在?(?P<where>全[国省市县区])$")
_INSIDE = re.compile(r"(?P<what>.{2,})在(?P<where>全[国省市县区])(?:的)?综合")
_CHEAPER = frozenset({"降价", "降价幅达"})
_PRICED = re.compile(r"价格?$|收费|费用?$")
_FOR_LONG = re.compile(
    r"(?<=..)(?:连续[多数\d一二三四五六七八九十两]*(?:年|个榨季|个季度|个月|届)|连年|始终|持续|稳步|继续|更是|坚决|长期|一直)+$"
)
_TOTAL = re.compile(r"(?P<of>总数|总量|总人数|总规模)(?:已|将)?(?:达到?|为|超过?|突破|增至|增加到)?[约近超]?$")
_NEWLY = re.compile(r"^(?:新|净)(?:增|建|结对|认定|引进|培育|签约|设立?|开(?!发)|入库|登记|评定|命名|获批)")
_PERSONS = re.compile("(?<=贫困|脱贫|监测)(?:人口|群众)")
_TOWNS = ("城区", "建成区", "县城")
_SLOWED = re.compile("(?P<of>增[幅速])(?:同比|较上年)?(?:回落|收窄|放缓|下降|提高|提升|上升)")
_AMONG_LIKE = re.compile(r"(?<=..)在(?P<where>全[国省市县区](?!综合|排)[^，。；、]{1,8})$")
_OPENS_WITH = re.compile("全[国省市县区](?=.{3})")
_GAINED = re.compile("(?<=...)(?:净增|新增)$")
_SUMS = frozenset({"Money", "Power"})
_ALLOTTED = re.compile("安排[^，。；、\\d]{2,12}$")
_RATES = frozenset(cue_words("pace"))


def worded(norm: str, place: Place, cue: Lead, subject: Subject, measure: Measure) -> tuple[Measure, str, Lead]:
    """The measure, the name and the cue words, as the words of the name and those after the number make them.

    >>> from kg.extract.observations.figures import Figure
    >>> figure = Figure(4, 7, "41", "%", "Ratio")
    >>> worded("精简会议41%", Place(figure, 0, 7, 0, 7), Lead(4), Subject("精简会议", 0, "noun-before"), "share")[:2]
    ('growth', '会议')
    """
    name = tidied(subject.name, measure)
    if measure == "share" and place.figure.unit == "%" and (cut := _CUT.fullmatch(name)):
        measure, name, cue = "growth", cut["whose"] + cut["what"], cue._replace(falls=True)
    if measure == "share" and place.figure.unit == "%" and (better := _BETTER.fullmatch(name)):
        measure, name, cue = "growth", names.clean_name(better["what"]), cue._replace(falls=True)  # 浓度改善5%
    if name[0] in "促推带拉":
        freed = _URGED.sub("", name)  # 带动一般公共预算收入增长6.6%, 促进农产品加工业产值突破2300亿元
        stands = concept_of(freed) or (name[0] in "促推" and measured(freed))
        name = freed if measure == "growth" or (measure == "level" and stands) else name
    if measure == "growth" and subject.rule == "carried":
        name = _GAINED.sub("", name)  # 民营主体净增16万户、增长6.4%
        name = name.removeprefix("取消")  # 取消审批事项137项，减少近50%
    if measure == "rank" and (scope := _AMONG_LIKE.search(name) or _SCOPED.search(name)):
        name = name[: scope.start()]  # 进度全市排名第一
        cue = cue._replace(qualifier=cue.qualifier or scope["where"])
    if subject.rule == "noun-before" and "、" in name:
        name = last_deed(name)
    name = _allotted(norm, place, name)
    name = completed(norm, place, subject if name == subject.name else subject._replace(name=name), measure)
    if measure == "level" and (total := _TOTAL.search(norm, place.left, place.figure.start)) and "总" not in name:
        name = _NEWLY.sub("", name) + total["of"]  # 新结对国际友好城市4对、总数达110对
    if place.figure.unit.endswith("户") and subject.rule == "noun-after":
        name = _PERSONS.sub("户", name)  # 20615户45563名贫困人口
        if name.endswith("贫困户") and norm.find("脱贫", place.figure.end, place.clause_end) >= 0:
            name += "脱贫"
    if place.figure.kind == "Area" and name.endswith(_TOWNS) and norm[place.figure.end] in "，。；、":
        name += "面积"  # 中心城区达到10.96平方公里
    name = earning(with_state(norm, place, done_to(name)) + _moved(name, cue), measure, cue)
    return _as_measured(measure, name, cue)


def _allotted(norm: str, place: Place, name: str) -> str:
    """The name with 安排 where so much is set aside: it is not all the money, or all the capacity, that there is."""
    sums = place.figure.kind in _SUMS and name.endswith(("资金", "规模")) and "安排" not in name
    return f"安排{name}" if sums and _ALLOTTED.search(norm, place.clause, place.figure.start) else name


def _moved(name: str, cue: Lead) -> str:
    """What the verb says of the name that moved: the 价格 of 药品降价50%, the 收入 of 主营业务增收10%."""
    if cue.move in _CHEAPER and not _PRICED.search(name):
        return "价格"
    return "收入" if cue.move == "增收" and name.endswith("业务") else ""


def _as_measured(measure: Measure, name: str, cue: Lead) -> tuple[Measure, str, Lead]:
    """What is ranked, and the pace where it is the pace that changed (医疗费用增幅回落)."""
    if measure == "rank":
        return measure, *_ranked(name, cue)
    slowed = _SLOWED.search(cue.words) if measure == "change" else None
    return measure, name + slowed["of"] if slowed else name, cue


def _ranked(name: str, cue: Lead) -> tuple[str, Lead]:
    """What is ranked: without the years that it has been (连续五年), with the growth where that is ranked."""
    name = _FOR_LONG.sub("", name)
    if inside := _INSIDE.fullmatch(name):  # 园区在全省综合排名第一
        name, cue = f"{inside['what']}综合排名", cue._replace(qualifier=cue.qualifier or inside["where"])
    if cue.move in _RATES and not name.endswith(cue.move):
        name += cue.move  # 增幅居全省第五
    scope = _OPENS_WITH.match(name)
    return name, cue._replace(qualifier=cue.qualifier or scope[0]) if scope else cue
