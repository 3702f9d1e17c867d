"""Which subject a number belongs to: named before it, after it, or earlier in the sentence."""

from __future__ import annotations

import re

from kg.extract.concepts import concept_of
from kg.extract.observations import deeds, names, nouns
from kg.extract.observations.costs import owner_after
from kg.extract.observations.cues import Lead, qualifier_after
from kg.extract.observations.each import each_of, listed_before, tasks_of
from kg.extract.observations.figures import Figure, cue_words
from kg.extract.observations.implied import implied, part_of
from kg.extract.observations.recipients import given, served
from kg.extract.observations.thread import Place, Subject, Thread
from kg.extract.observations.topics import of_several, topic_of
from kg.extract.observations.where import counted_there

_TASK = re.compile(
    r"分别(?:超额)?(?:完成|达到?|占)(?:了|到)?(?P<task>(?:年度|全年|年初|省定|市定|计划|目标)(?:目标|计划)?(?:任务|目标|计划))数?的$"
)
_OF_SOMETHING = frozenset(cue_words("headless"))
_LIST = re.compile(r"[、和及与]|以及|，")
_YEAR_WITHIN = re.compile(r"(?P<name>[^\d，。；、由从比较到至]{3,20})20\d\d年[末底]?")
_NEWLY = re.compile(r"^(?:新增|新认定|净增)")
_AND = re.compile(r"[、和及与]")
_NOUN_FIRST = re.compile("[一-鿿][^，、和及]{0,12}[、，].")  # 53个奖项、比上次增长47%: 奖项 is of the 53
_WHERE = re.compile(
    r"^(?:国家(?:和地区)?|省区市|省份|城市|县区|乡镇|社区|园区)(?=(?:投|新?建|新?设|开|签|举|实施|完成|推广|布局)[一-鿿]{2})"
)
_SPENT = re.compile(r"(?P<verb>投入|投资)(?:资金)?了?[约近超]?$")
_OWN_YIELD = re.compile("(?:存栏|出栏|产量|年产|面积|库容|产能)量?$")
_NOUNLESS = frozenset({"Position", "Percent-point"})
_APPLIED = re.compile("^(?:精准|全面|扎实|持续|重点|大力)*(?:落实|实施|用于|支持|开展|推进|保障)(?=.{3})")
_ENDS_IN_VERB = re.compile("(?:实施|推进|完成|建设|改造|新建)$")
_PLOT = re.compile("(?:地块|片区|产业园|园区)$")
_ATTENDED = ("场次", "人次")  # 年会和培训活动800场次、18万人次: both of both
_SIZE = re.compile("(?:千瓦|兆瓦|吉瓦|千伏|吨)$")  # 甲厂100兆瓦光伏发电3个项目: 光伏发电 is of the first thing's name
_BETTERED = {"提升": "提升"}  # 建设提升300个驿站: no rise
_ENDS_A_LIST = re.compile("等(?:一批)?(?:项目|工程)?$|(?<=..)[两二三四五][个家座条所](?=.{2,10}$)")
_SIZED_WORKS = re.compile(r"总?投资[超过]*\d[\d.]*[余多]?[万亿]+元以上的?(?:[^，。；、\d]{0,8}?)(?:项目|工程)")
_COSTING_WORKS = re.compile(  # 某园提升等26个、总投资达16亿元的重点项目
    r"、?总?投资额?[达超过近约]*(?:\d[\d.]*[余多]?|百)[万亿]*元(?:以上)?的?(?P<works>[^，。；、\d的]{0,8}(?:项目|工程))"
)
_SOLVED = re.compile("解决|化解|破解|整改|办理|攻克|受理")
_TWO = re.compile("城乡|收支|存贷款|”“")


def subjects(norm: str, group: list[Place], cue: Lead, thread: Thread) -> list[Subject]:
    """A subject for each number of a group (numbers with nothing but 、 or 和 between them)."""
    first, count = group[0], len(group)
    text = norm[first.left : cue.end]
    apart = count > 1 and group[0].figure.end < group[1].figure.start
    if apart and (task := _TASK.search(text)) and (done := tasks_of(norm, first, task["task"], count, thread)):
        return done
    joint = apart and "分别" not in text and tuple(place.figure.unit[-2:] for place in group) == _ATTENDED
    if (
        (apart and not joint and (_AND.search(text) or (count == 2 and _TWO.search(text))))
        or "分别" in cue.words
        or "分列" in cue.words
    ):
        listed = each_of(norm, first, text, count, thread)
        if listed and "累计" in cue.words:
            listed = [subject._replace(name=_NEWLY.sub("", subject.name)) for subject in listed]
        if listed:
            thread.listed, thread.listed_at = tuple(s.name for s in listed), listed[0].at
            return listed
    if apart and len(thread.listed) == count and not names.before(text) and not names.governing(text):
        return [
            Subject(name, thread.listed_at, "respectively") for name in thread.listed
        ]  # the second 分别 is left out
    if apart and (listed := listed_before(norm, first, text, count)):
        return listed
    if count > 1 and not apart:  # 48栋4508套安置房: the noun stands after the last
        first = first._replace(figure=first.figure._replace(end=group[-1].figure.end), right=group[-1].right)
    subject = _subject(norm, first, cue, thread)
    if noun_too := _stretch(norm, first, subject):
        subject = subject._replace(name=subject.name + noun_too)
    counts = apart and names.fits(first.figure)
    if counts and subject.rule in {"carried", "noun-before"} and not names.before(text):
        last = group[-1]  # 对剩余77户、168名贫困人口: the noun that all of them count
        noun = _noun(norm, last, last.figure.end) if names.fits(last.figure) or last.figure.kind == "Area" else ""
        if noun:
            return [Subject(noun, place.figure.start, "noun-after") for place in group]
    out = [subject]
    for place in group[1:]:
        tail = place.figure.end + len(qualifier_after(norm, place.figure.end))
        share = place.figure.kind == "Ratio" and norm.startswith("的", tail)
        other = place.figure.kind == "Area" and group[0].figure.kind == "Money"  # 获奖励500万元和100亩土地指标
        counts = names.fits(place.figure) or share or other  # 达到10万元、65%以上的村实现分红
        noun = _noun(norm, place, tail) if counts and apart else ""
        out.append(Subject(noun, place.figure.start, "noun-after") if noun else subject)
    return out


def _subject(norm: str, place: Place, cue: Lead, thread: Thread) -> Subject:
    """The subject of a single number: the noun before it, the noun after it, or what the sentence is about."""
    figure, left = place.figure, max(place.left, thread.used if thread.used <= cue.end else 0)
    text = _own_words(norm, place, left, cue.end)
    own = names.before(text) or _before_the_year(norm, place, text)
    tail = figure.end + len(qualifier_after(norm, figure.end))
    attribute = _OWN_YIELD.search(own) and norm.startswith("的", tail)  # 奶牛存栏20多万头的畜牧大市
    noun = "" if attribute or figure.kind in _NOUNLESS else _noun(norm, place, tail)
    described = norm.startswith("的", tail) and text.endswith(("、", "和"))  # 的储备库、4750平米的研究所
    unsaid = (figure.kind == "Length" and _ENDS_IN_VERB.search(own)) or _in_part(
        figure, own
    )  # 省级统筹实施1000公里国道改造
    if noun and (not own or described or unsaid or (names.fits(figure) and not cue.move)):
        thread.used = _used(norm, noun, tail, place.right)
        if not (cue.move and figure.kind == "Ratio"):
            return _of_noun(norm, place, (text, own), noun, cue)
    if own in names.BARE or not own:
        found = implied(norm, place, cue, text, own, thread)
        if found:
            return found
        own = own or names.clean_name(text)
    if thread.last and (whole := part_of(own, text + cue.words, figure, thread)):
        return Subject(whole, thread.last_at, "part-of")
    if own in names.GENERIC:
        if summed := _sum_of(norm, place, own, (left, tail, text + cue.words), thread):
            return summed
        own = names.clean_name(text) if len(text) < 12 and "、" not in text else own
    if norm.startswith("的", tail) and (generic := names.generic_tail(own)):  # 盯紧总投资5亿元的某项目
        owner = owner_after(norm, place, tail, generic, text + cue.words, alone=False)
        if owner:
            return Subject(owner + generic, left, "owner-after")
    own = given(norm, place, own) if own else nouns.bare_after(norm[tail : place.right])
    return Subject(own, left, "noun-before")


def _sum_of(norm: str, place: Place, own: str, said: tuple[int, int, str], thread: Thread) -> Subject | None:
    """A sum or a rate that does not say whose it is, with its owner (`said`: where its words begin and go on, and these words)."""
    left, tail, words = said
    owner = owner_after(norm, place, tail, own, words, not thread.topic)
    if owner and norm.count("元的", place.clause, place.clause_end) > 1:
        owner = _ENDS_A_LIST.sub("", owner)  # 投资2亿元的甲、投资3亿元的乙等项目
    if owner:
        return Subject(owner + own, left, "owner-after")
    if norm.endswith("其中，", 0, place.clause) or of_several(norm, place, own, thread):
        return Subject(own, left, "owner-before")  # a sum of some of them: it does not say of which
    topic, topic_at = topic_of(norm, place, own, thread)
    if not topic or own.startswith(topic):  # 完成交易13宗，交易额1304万元
        return None
    asked = names.without_verb(topic) if own.endswith("率") else topic.removesuffix("数量")  # 处理热线1万件，办结率100%
    return Subject(asked + own, topic_at, "owner-before")


def _in_part(figure: Figure, own: str) -> bool:
    """Whether the words before a size say no more than in which part of the place: 县城区15000平方米住宅小区节能改造."""
    return figure.kind in {"Area", "Length"} and names.is_part(own)


def _of_noun(norm: str, place: Place, said: tuple[str, str], noun: str, cue: Lead) -> Subject:
    """The noun after a number with the words before it (all of them, and the name in them) that belong to its name."""
    figure, (text, own) = place.figure, said
    if _in_part(figure, own):
        return Subject(own + noun, place.left, "noun-after")
    if figure.kind == "Money" and (spent := _SPENT.search(norm, place.left, figure.start)):
        plain = _APPLIED.sub("", noun)
        at = norm.find(noun, figure.end, place.right)
        several = at >= 0 and norm.startswith("、", at + len(noun)) and plain != noun
        return Subject(f"{plain}{'等' if several else ''}{spent['verb']}", place.left, "noun-after")
    if there := counted_there(norm, place):
        return Subject(there, figure.start, "noun-before")
    if whom := served(norm, place, noun):
        return Subject(whom, figure.start, "noun-after")
    such = deeds.such(
        text, noun, norm[place.clause : max(place.clause, figure.start - len(text))] if text.endswith("等") else ""
    )
    verb = such or _verb(norm, place, text, own, noun, cue)
    made = verb and not such and names.VERBISH.fullmatch(verb)
    tail = figure.end + len(qualifier_after(norm, figure.end))
    return Subject(verb + noun + ("" if made else _fate(norm, noun, tail, place)), figure.start, "noun-after")


def _own_words(norm: str, place: Place, left: int, end: int) -> str:
    """The words before a number that are not of the noun that the number before it counts."""
    text = norm[left:end]
    if left > place.clause and _NOUN_FIRST.match(text) and norm[left - 1] not in "年月日":
        text = text[re.search("[、，]", text).end() :]  # type: ignore[union-attr]
    if left > place.clause and norm[left - 1] not in "，、。；：年月日":
        text = _WHERE.sub("", text)  # 在13个国家投运海外仓36个
    return text


def _verb(norm: str, place: Place, text: str, own: str, noun: str, cue: Lead) -> str:
    """What stands before a number and belongs to the name of what it counts: a verb, or whose the measures are."""
    if own and noun in _OF_SOMETHING and len(own) > 2:
        return own
    verb = names.governing(text + cue.words) if not own else ""
    if verb or not names.fits(place.figure):
        return verb
    within = place.left > place.clause and _SIZE.search(norm, place.left - 4, place.left)
    if not within and (whose := deeds.whose(text + (cue.move or _BETTERED.get(cue.words, "")), noun)):
        return whose
    if concept_of(noun):
        return ""
    solved = _SOLVED.search(norm, place.clause, place.figure.start) if noun.endswith(("问题", "难题")) else None
    return deeds.deed_before(text + cue.words, noun) or (solved[0] if solved else "")


def _stretch(norm: str, place: Place, subject: Subject) -> str:
    """The noun after a length that has only its place before it: 环二环80公里绿道."""
    figure = place.figure
    if (
        subject.rule != "noun-before"
        or not (figure.unit.endswith("公里") or (figure.kind == "Area" and _PLOT.search(subject.name)))
        or not subject.name
        or norm.startswith("的", figure.end)
    ):
        return ""
    noun = _noun(norm, place, figure.end + len(qualifier_after(norm, figure.end)))
    return noun if 1 < len(noun) < 9 and noun not in subject.name else ""


def _before_the_year(norm: str, place: Place, text: str) -> str:
    """The name that stands before a year in the same clause: 天然气产量2030年达到300亿立方米."""
    match = _YEAR_WITHIN.fullmatch(norm, place.clause, place.left) if not text.strip("，、") else None
    return names.before(match["name"]) if match else ""


def _fate(norm: str, noun: str, tail: int, place: Place) -> str:
    at = norm.find(noun, tail, place.right)
    return nouns.fate(norm[at + len(noun) : place.clause_end + 1]) if at >= 0 and names.fits(place.figure) else ""


def _noun(norm: str, place: Place, tail: int) -> str:
    if names.fits(place.figure) and (sized := _SIZED_WORKS.match(norm, tail, place.clause_end)):
        return sized[0]  # 20个总投资5亿元以上的项目
    if norm[place.figure.start - 1] == "等" and (works := _COSTING_WORKS.match(norm, tail, place.clause_end)):
        return works[0].lstrip("、") if "以上" in works[0] else works["works"]
    return nouns.after(norm[tail : place.right], followed=place.right < place.clause_end)


def _used(norm: str, noun: str, tail: int, right: int) -> int:
    """Where the words of the next number begin when those up to here belong to the noun after this one."""
    at = norm.find(noun, tail, right)
    link = _LIST.match(norm, at + len(noun), right) if at >= 0 else None
    return link.end() if link else 0
