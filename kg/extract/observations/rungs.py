"""A number of a class of things that names only the class: 重点企业410家，其中国家级6家; 市级51项、县级216项备案事项."""

from __future__ import annotations

import re
from functools import lru_cache

from kg.extract.observations import names, nouns
from kg.extract.observations.figures import alternation, cue_words
from kg.extract.observations.thread import Place, Subject, Thread

_RUNG = rf"{alternation(cue_words('rung'))}(?:以上)?"
_NAME = re.compile(rf"(?P<head>.{{0,14}}?)(?P<rung>{_RUNG})")
_ENDINGS = (*cue_words("rung"), "以上")
_BEFORE = re.compile(rf"[、和及](?P<rung>{_RUNG})")
_HEAD = re.compile(rf"^{_RUNG}")
_EACH = re.compile(
    r"(?P<whom>每[百千万]?[^每，、。\d]{0,10}?(?:人口|人|户|村|县|乡镇|社区))(?:配备|拥有|安排|建成|新建|选派|设立)?$"
)
_NUMBER = r"\d[\d.]*[万余多]{0,2}[个家项座所条处名件种]"
_NEXT = re.compile(rf"(?:以上|左右)?[、和及](?:{_RUNG})?{_NUMBER}(?:以上|左右)?(?:{_RUNG})?")
_VERB = alternation([*cue_words("verb"), *cue_words("kept")])
_OTHER_VERB = re.compile(rf"[、和及]{_VERB}了?{_NUMBER}")
_PLACES = frozenset({"村", "乡镇", "社区", "县", "户", "街道"})
_WORKED_ON = re.compile(
    r"[村乡镇社区县户街道]{1,2}[、和]?(?:\d[\d.]*[万余多]{0,2}(?:个[村镇]|农?户))?(?:的|实施|完成)?"
    r"(?P<work>[^，。；、\d的]{2,12}?(?:改造|建设|整治|治理|提升|创建|试点))"
)
_OF_VILLAGES = re.compile(
    "村(?!完成|实施|实现|开展|庄|民|级|内|集|委|道|卫|小|落|容|史|屯|部|镇|域|企|两|医|党|支|组|电|务|“)[^，、]{4,}(?:工程|改造|治理|整治|提升|建设)$"
)
_LEVEL = re.compile("^(?:国家|省|市|县)级(?=..)")
_RANKED = re.compile(rf"[、和及](?:{_RUNG})?\d")


def classed(norm: str, place: Place, subject: Subject, thread: Thread) -> Subject:
    """The subject with what it is a class of, which stands after the next number or was counted before.

    >>> from kg.extract.observations.figures import Figure
    >>> text, thread = "清理市级51项、县级216项备案事项", Thread()
    >>> place = Place(Figure(4, 7, "51", "项", "Count"), 0, 10, 0, 18)
    >>> classed(text, place, Subject("清理市级", 0, "noun-before"), thread).name
    '清理市级备案事项'
    """
    if subject.rule == "carried" or not subject.name:
        shared = _with_the_next(norm, place) if place.figure.kind == "Count" else ""
        return Subject(shared, place.left, "noun-after") if shared else subject
    match = _ranged(subject.name) if subject.rule in {"noun-before", "noun-after"} else None
    if match is None:
        return _qualified(norm, place, subject) if subject.rule == "noun-after" else subject
    noun = _noun_ahead(norm, place)
    if noun:
        return subject._replace(name=subject.name + _HEAD.sub("", noun))
    topic = names.VERBS_FIRST.sub("", thread.topic)
    if topic and not match["head"] and not _NAME.fullmatch(topic):
        topic = _HEAD.sub("", topic) if len(_HEAD.sub("", topic)) > 1 else topic  # 省级集群3个、市级10个
        topic = _LEVEL.sub("", topic)
        rung = match["rung"].removesuffix("重点") if topic.startswith("重点") else match["rung"]
        return subject._replace(name=rung + topic, at=min(thread.topic_at, subject.at), rule="owner-before")
    return subject


@lru_cache(maxsize=8192)
def _ranged(name: str) -> re.Match[str] | None:
    """The name's class, where that is all it says (新增省级)."""
    return _NAME.fullmatch(name) if name.endswith(_ENDINGS) else None


def _qualified(norm: str, place: Place, subject: Subject) -> Subject:
    """A noun after its number with the class before it (县级216项备案事项), a village with what is done there."""
    counted = norm.find("每", place.left, place.figure.start) >= 0
    each = _EACH.search(norm, place.left, place.figure.start) if counted else None
    if each:
        return subject._replace(name=each["whom"] + subject.name)
    rung = _BEFORE.fullmatch(norm, place.left, place.figure.start)
    if rung and not _NAME.match(subject.name):
        return subject._replace(name=rung["rung"] + subject.name)
    if place.figure.unit == "个" and _OF_VILLAGES.match(subject.name):
        return subject._replace(name=subject.name[1:])
    works = _WORKED_ON.match(norm, place.figure.end) if subject.name in _PLACES else None
    return subject._replace(name=works["work"] + subject.name) if works else subject


def _with_the_next(norm: str, place: Place) -> str:
    """The noun that two verbs share (完成27个、新启动100个老旧小区改造), with the first verb before it."""
    verb = names.without_head(norm[place.left : place.figure.start].lstrip("、和及"))
    if not names.VERBISH.fullmatch(norm, place.left, place.figure.start) or place.right == place.clause_end:
        return ""
    step = _OTHER_VERB.match(norm, place.figure.end)
    noun = nouns.after(norm[step.end() : place.clause_end]) if step else ""
    return (verb if names.says_deed(verb) else "") + noun if noun else ""


def _noun_ahead(norm: str, place: Place) -> str:
    """What the numbers of the list count, where it stands after the last of them."""
    at = norm.find("、", place.figure.end, place.right + 1) if place.right < place.clause_end else -1
    at = at if at >= 0 else place.figure.end
    while step := _NEXT.match(norm, at, place.clause_end):
        at = step.end()
    if at <= place.figure.end + 1 or norm[at - 1] == "、":
        return ""
    stop = _RANKED.search(norm, at, place.clause_end)
    return nouns.after(norm[at : stop.start() if stop else place.clause_end])
