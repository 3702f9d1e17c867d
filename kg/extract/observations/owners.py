"""Whose a bare 产值, 出栏 or 入园企业 is: the nearest named subject to the left, where the sentence shows one."""

from __future__ import annotations

import re

from kg.extract.concepts import concept_of
from kg.extract.observations import earlier, names
from kg.extract.observations.among import same_deed
from kg.extract.observations.figures import cue_words
from kg.extract.observations.lists import rate_owner
from kg.extract.observations.matter import matter
from kg.extract.observations.measures import earning, shared_measure
from kg.extract.observations.occasions import at_fair, in_estate
from kg.extract.observations.opener import opened
from kg.extract.observations.thread import Place, Subject, Thread

YIELDS, HOUSED = frozenset(cue_words("yield")), frozenset(cue_words("housed"))
_PAIRED = frozenset(cue_words("counterpart"))
_OWN_DEED = ("争取", "引进", "新增", "培育")
_PAIRS = frozenset(cue_words("paired"))
_WORKS = frozenset({"投资", "总投资", "完成投资"}) | YIELDS
_MEASURE = re.compile(
    r"(?:年?(?:(?:种植|播种|养殖|销售|总)?面积|[存出]栏量?|总?产量|总产|总?产值)|(?:平均)?亩产|单产|增加值|(?:主营业务|营业|销售)收入|生产|产业链?|进?出口额?|进口额?)$"
)
_ADDED = re.compile(r"(?:净增|新增|总[数量])$")
_PHASES = frozenset({"一期", "二期", "三期", "首期"})
_SECOND = frozenset(cue_words("second"))
_OWNED = re.compile(
    r"[一-鿿“”]{0,12}?(?:开发区|园区|高新区|集聚区|产业园区?|综保区|自贸试验区|[省市县区]属(?:国有)?企业|[省市县区]管企业|国资企业|监管企业|公司|集团|“[^”]{1,4}区”)"
    r"(?=[一-鿿]{2,14}$)(?!企业|项目|建设|数)"
)
_PER = re.compile("[^，、]{0,10}?[亩户]均")
_FIRMS = ("公司", "集团")
_TOWN = re.compile(r"(?P<town>城区|县城|新区|镇区|建成区)(?:面积)?$")
_SHARE = re.compile(r"占全[省市县区州盟旗]$")
_COST = re.compile(r"总?投资[约超近]?\d[\d.]*[万亿]+元?(?:以上)?的$")
_NUMBER = re.compile(r"(?:起数|件数|总数|数量|发生数|(?:死亡|伤亡|受伤)?人数|数|(?<=事故)率)$")
_OFF = re.compile(r"%|元")
_GATHERS = re.compile(
    r"(?:集聚|汇聚|累计吸引|吸引|引进|入驻|新?培育|新增|签约|落户|孵化|新设|实施|转化|落地)(?!动能|就业)"
)
_MEMBERS = re.compile(
    r"^(?!规模以上|规上|.*级)[^、]*(?:企业|集群|园区|平台|项目|基地|公司|师生|在校生|学生|从业人员|商户|建筑面积)$"
)
_BOUND = re.compile(r"[超过逾]\d")
_BOUNDED = re.compile(r"(?P<of>[^\d]{2,10}(?:收入|产值|纳税|税收|销售额|利润|资产))(?P<over>[超过逾])\d")


def owned(norm: str, place: Place, subject: Subject, before: Subject | None, thread: Thread) -> Subject:
    """The subject with its owner before it where its name says too little alone (`before`: the one before it in its list).

    >>> from kg.extract.observations.figures import Figure
    >>> place, thread = Place(Figure(8, 11, "61", "万头", "Count"), 6, 11, 0, 11), Thread(last="生猪存栏", unit="万头")
    >>> owned("生猪存栏46万头、出栏61万头", place, Subject("出栏", 6, "noun-before"), None, thread).name
    '生猪出栏'
    """
    name = subject.name
    if name in _PAIRED:
        lost = before.name if before and subject.rule == "respectively" else ""
        owner = _NUMBER.sub("", lost)
        return subject._replace(name=owner + name) if owner != lost and len(owner) > 1 else subject
    if subject.rule == "respectively" and before and (kin := _of_kin(before.name, name)):
        return subject._replace(name=kin)
    if name == "项目" and (owner := _of_the_money(norm, place, subject, thread)):
        return subject._replace(name=owner + name)
    if whole := (
        matter(norm, place, name, thread)
        or earlier.headed(norm, place, name, subject.rule)
        or at_fair(norm, place, name)
        or in_estate(norm, place, name)
        or same_deed(norm, place, name, thread)
        or _counterpart(name, thread.last)
        or _there(place, name, thread)
        or (_of_such(name, thread.last) if thread.last_at >= place.clause else "")
    ):
        return subject._replace(name=whole)
    alone = subject.rule == "noun-before"
    if (alone or subject.rule == "respectively") and (owner := opened(norm, place, name)):
        return subject._replace(name=owner + name, rule="owner-before" if alone else subject.rule)
    if not alone:
        return _of_a_list(norm, place, subject, thread)
    whole = _whole(norm, place, name, thread)
    if whole:
        return subject if whole == name else subject._replace(name=whole, rule="owner-before")
    if name in HOUSED or name.startswith("入园"):
        owner = earlier.estate(norm, place)
    elif name in _WORKS:
        owner = _from_last(thread) or earlier.crop(norm, place, name) if name in YIELDS else ""
        owner = owner or earlier.acted_on(norm, place) or earlier.furthered(norm, place, name)
    elif _GATHERS.match(name):
        owner = earlier.institution(norm, place)
    elif _MEMBERS.search(name) and len(name) < 9 and not concept_of(name):
        owner = earlier.industry(norm, place)
    else:
        return subject
    rule = subject.rule if name.startswith("入园") else "owner-before"  # a sum in the next clause is of these firms
    return subject._replace(name=owner + name, rule=rule) if owner else subject


def _of_such(name: str, last: str) -> str:
    """The name with the things that the one before it names: 煤炭等7条重点产业链产值; blank where it is of others.

    >>> _of_such("重点产业链产值", "煤炭等重点产业链"), _of_such("总产值", "煤炭等重点产业链")
    ('煤炭等重点产业链产值', '')
    """
    such, _, kind = last.partition("等")
    more = len(kind) > 2 and name != kind and name.startswith(kind)
    return f"{such}等{name}" if more else ""


def _of_a_list(norm: str, place: Place, subject: Subject, thread: Thread) -> Subject:
    """A thing that is not named alone before its number, with what it is a part of, or what of it is measured."""
    counted = subject.rule == "noun-after" and place.figure.kind == "Count"
    whole = _all_of(norm, place, subject.name, thread) if counted else ""
    return subject._replace(name=whole) if whole else earning(norm, place, subject, thread)


def _there(place: Place, name: str, thread: Thread) -> str:
    """What was counted before, in a part of the place: 充电桩2万个，其中农村1万个; blank where the name is more than the part."""
    part = names.without_verb(name)
    counted = place.figure.kind == "Count" and thread.topic
    return part + names.without_verb(thread.topic) if counted and names.is_part(part) else ""


def _counterpart(name: str, last: str) -> str:
    """The name that a pair leaves out the second time: 城市低保人均补差标准…，农村低保…; blank where it is no such pair.

    >>> _counterpart("农村低保", "城市低保人均补差标准"), _counterpart("农村居民收入", "城市低保标准")
    ('农村低保人均补差标准', '')
    """
    same = name[:2] in _PAIRS and last[:2] in _PAIRS and name[:2] != last[:2] and len(name) > 3
    cut = same and len(last) > len(name) and last[2:].startswith(name[2:])
    return name[:2] + last[2:] if cut else ""


def _whole(norm: str, place: Place, name: str, thread: Thread) -> str:
    """The whole name where the thing named before makes it; the name itself where it needs no owner."""
    last = thread.last
    if name in _PHASES:
        estate = earlier.estate(norm, place)
        return estate + name if estate else ""
    if (name == "建成区面积" or _SHARE.sub("", name) in _SECOND) and (whose := _OWNED.match(last)):
        shared = norm.startswith("，占全", place.figure.end)  # a share of the whole place: not the place's own
        goes_on = whose[0].endswith(_FIRMS) and norm.startswith(("实现", "完成", "上缴"), place.clause)
        parted = last == name or not (shared or goes_on or norm.find("；", thread.last_at, place.left) < 0)
        return name if parted else whose[0] + name
    if name == "常住人口" and (town := _TOWN.search(last)):
        return last[: town.start()] + town["town"] + name
    among = norm.find("其中", max(place.clause, place.left - 12), place.figure.start) >= 0
    if (whole := shared_measure(norm, place, name, thread)) is not None:
        return whole
    if place.figure.kind == "Count" and (all_of := _all_of(norm, place, name, thread)):
        return all_of
    if name in HOUSED and among and last:
        return f"{_ADDED.sub('', names.VERBS_FIRST.sub('', last))}中{name}"
    if place.left < place.figure.start and norm[place.left] == "、" and (kin := rate_owner(last, name)):
        return kin + name
    if (bound := _BOUND.match(name)) and (more := _BOUNDED.match(last)) and more["over"] == bound[0][0]:
        return more["of"] + name
    paired = name in YIELDS and place.left < place.figure.start and norm[place.left] in "，、"
    return _alike(last, name) if paired else ""


def _all_of(norm: str, place: Place, name: str, thread: Thread) -> str:
    """What is a part of what was counted before, as its kind alone does not say: 重点项目430个，其中续建项目40个."""
    topic, plain = thread.topic, names.without_verb(thread.topic)
    listed = norm.find("其中", max(thread.topic_at, place.left - 120), place.figure.start) >= 0
    if (
        not listed
        or len(topic) < 4
        or name[:2] == topic[:2]
        or name[-2:] != topic[-2:]
        or "中" in name[2:]
        or concept_of(name)
        or name.startswith(_OWN_DEED)
    ):
        return ""
    return (
        ""
        if topic in name or names.of_place(name) or len(name) > 8
        else f"{plain if len(plain) > 3 else topic}中{name}"
    )


def _from_last(thread: Thread) -> str:
    """What the number before was about, without the word that says what of it was measured."""
    if not thread.last or thread.last in _WORKS:
        return ""
    plain = _MEASURE.sub("", thread.last)
    if plain == thread.last and (
        not thread.unit or _OFF.search(thread.unit) or len(plain) > (18 if "入园" in plain else 10)
    ):
        return ""
    return (
        ""
        if names.says_deed(plain) or plain.endswith("建设") or len(plain) < 2 or earlier.GENERAL.fullmatch(plain)
        else plain
    )


def _of_the_money(norm: str, place: Place, subject: Subject, thread: Thread) -> str:
    """What tells some projects from others: 总投资1373亿元的181个项目, 投入衔接资金31.6亿元，实施项目2208个."""
    cost = _COST.search(norm, place.clause, place.figure.start) if subject.rule == "noun-after" else None
    fund = thread.last if thread.last.endswith("资金") and subject.rule == "noun-before" else ""
    fund = names.VERBS_FIRST.sub("", fund).removeprefix("使用")
    return cost[0] if cost else fund if len(fund) > 2 else ""


def _of_kin(kin: str, name: str) -> str:
    """A name of a list with what the one before it says for both; blank where it needs nothing (亩均产值、税收)."""
    per = _PER.match(kin) if name in _SECOND else None
    return per[0] + name if per else (_alike(kin, name) or name) if name in YIELDS else ""


def _alike(kin: str, name: str) -> str:
    """What is measured of the same as the name before it: 规模以上工业增加值、利润; 一般公共预算收入、支出."""
    if name == "支出":
        return kin[:-2] + name if kin.endswith("收入") and len(kin) > 2 else ""
    owner = _MEASURE.sub("", kin)
    return owner + name if len(owner) > 1 and owner != kin else ""
