"""The subject where no noun stands before a number: carried on, of the clause before, or a deed by itself."""

from __future__ import annotations

import re

from kg.extract.observations import lists, names, nouns
from kg.extract.observations.cues import Lead
from kg.extract.observations.figures import Figure, cue_words
from kg.extract.observations.thread import Place, Subject, Thread

_YEAR = re.compile(r"^[到至]?\d{4}年[末底]?")
_DIGIT = re.compile(r"\d")
_PEOPLE = re.compile(r"(?:实现|全部|达到)*(?P<what>稳定脱贫|脱贫|(?:稳定)?就业|受益|增收|搬迁入住)(?=[，。；、])")
_ENDS = re.compile(r"竣工|投产|达产|完工|办结|答复|签约|开工|采纳")
_BEGUN = re.compile("(?<=..)(?:新?开工|签约|落地|竣工)$")
_HEADS = frozenset("人户名")
_ADDED = re.compile(
    r"^(?:净增|新(?:增|建|设|登记|注册|发展|认定|培育|引进|签约|开通|入选|获批|获评|评定|打造|创建|布局|命名|授予))|(?:新增|净增)$"
)
_PART_OF = re.compile(
    r"占(?![地比])|超(?:年度|全年|序时)(?:计划|目标|进度)|[为是达](?:年度|全年|目标|计划|任务|上年|“?十[一二三四]五|省定|市定)"
)
_AMOUNT_OF = re.compile(r"(?:增量|总量|产量|产能|产值|规模|数量|保有量)占")
_REACHES = re.compile(r"[，、]?(?:累计|共|已)?惠及")
_IN_ALL = frozenset({"总量", "总数", "总数量"})
_SHARE_OF = re.compile(r"(?:增加值)?(?:占.*|比[重例])?$")
_SHARE_SAID = re.compile("占[^占]*$")
_ADDED_HERE = re.compile("新(?:推出|发布|出台|增|建|设|认定|培育|引进|签约|开通|入选|获批|评定)")
_COMPLETED = re.compile("[，、]?(?:目前|现|共|均)?已(?:经)?完成了?")
_ANOTHER_DEED = re.compile(
    "[，、]?(?:目前|累计|共|已经?|实际|并)*(?P<verb>承接|关停取缔|关停|取缔|改扩建|解决|化解|实施|下放|取消|整改|办结|完成)了?"
)
_PLANNED = re.compile("^(?:计划安排|计划|谋划|消减|收集|摸排|依法)(?=..)")
_BRIEF = frozenset(cue_words("brief"))
_PLAIN_RATE = re.compile(r"率$|比重$|占比$")
_AIM = re.compile(
    r"(?:年度?|全年|省定|市定|市核|省核|省下达|市下达)(?:目标|任务|计划|目标任务)?|目标任务|(?:目标|任务|计划)"
)
_DONE = re.compile(r"完成|达|占|为|是")


def implied(norm: str, place: Place, cue: Lead, text: str, own: str, thread: Thread) -> Subject | None:
    """The subject where no noun stands before a number: carried on, a deed by itself, or of the clause before."""
    since = max(thread.last_at, place.clause - 90)
    if thread.last and norm.find("；", since, place.clause) >= 0 and (anew := earlier_subject(norm, place)):
        return anew  # after a semicolon a clause without a number has brought up another subject
    people = _PEOPLE.match(norm, place.figure.end) if place.figure.unit[-1:] in _HEADS else None
    if people and thread.unit[-1:] not in _HEADS:
        return Subject(people["what"], place.left, "noun-before")
    if (
        thread.last
        and place.figure.kind != "Position"
        and (anew := earlier_subject(norm, place))
        and _shown(anew, thread)
    ):
        return anew
    part = not text or norm.endswith("其中", place.left, place.figure.start)
    if thread.last and part and place.figure.kind == "Count" and place.figure.unit == thread.unit:
        fate = nouns.fate(norm[place.figure.end : place.clause_end + 1])  # 新开工学校10所，其中6所建成投用
        if fate:
            return Subject(nouns.without_fate(names.without_verb(thread.last)) + fate, thread.last_at, "carried")
    if thread.last:
        total = own in _IN_ALL and _ADDED.search(thread.last)  # and what follows is of the total
        rule = "owner-before" if total else "carried"
        return Subject(_carried(text, own, cue, place.figure, thread), thread.last_at, rule)
    if names.VERBISH.fullmatch(text) and (verb := names.governing(text)):
        return Subject(verb, place.left, "noun-before")
    return earlier_subject(norm, place)


def _shown(anew: Subject, thread: Thread) -> bool:
    """Whether the clause before names an indicator of its own: 东盟进出口增长19%，全省进出口总值创历史新高，达到5379亿元."""
    return anew.at > thread.last_at and lists.is_indicator(anew.name) and anew.name not in thread.last


def earlier_subject(norm: str, place: Place) -> Subject | None:
    """The subject of the clause before, where that has no number: 旅游收入、游客人数再创新高，分别增长16.4%、15.8%."""
    if norm[place.clause - 1 : place.clause] != "，":
        return None
    start = max(norm.rfind(c, max(0, place.clause - 42), place.clause - 1) for c in "，。；：！\n") + 1
    text = _YEAR.sub("", norm[start : place.clause - 1])
    if start < place.clause - 41 or _DIGIT.search(text):
        return None
    name = names.subject_of(text)
    return Subject(name, start, "clause-before") if name else None


def _carried(text: str, own: str, cue: Lead, figure: Figure, thread: Thread) -> str:
    """The subject carried on; with another verb (新建公厕3座、改造4座) what the verb does to it, or the verb alone."""
    if _REACHES.fullmatch(text) and thread.last:
        return f"{thread.last}惠及"  # 改造小区182个，惠及1.8万户
    verb = names.governing(text)
    if _COMPLETED.fullmatch(text) and figure.unit == thread.unit and figure.kind == "Count":
        return "完成" + names.without_verb(thread.last)  # 民生实事20项，已完成16项
    another = (
        _ANOTHER_DEED.fullmatch(text + cue.words) if figure.unit == thread.unit and figure.kind == "Count" else None
    )
    if another and not own and not verb:
        thing = _PLANNED.sub("", thread.last)  # 收集问题50个，解决40个
        return another["verb"] + (thing if another["verb"] == "完成" else names.without_verb(thing))
    if (
        (cue.ends or "累计" in cue.words or "总数" in cue.words)
        and not own
        and figure.unit == thread.unit
        and (_ADDED.search(thread.last) or _ADDED_HERE.search(thread.last))
    ):
        return _ADDED_HERE.sub("", _ADDED.sub("", thread.last), count=1)
    if own or not verb or figure.kind in {"Position", "Percent-point", "Ratio"}:
        if own in _IN_ALL:  # 新增主体18万户，总量突破106万户
            whole = names.without_verb(_ADDED.sub("", _SHARE_SAID.sub("", thread.last)))
            return whole if whole.endswith(("总额", "总量", "总值")) else whole + own
        return thread.last + (own if own not in {"均", "位"} else "")
    thing, verbs = names.VERBS_FIRST.subn("", thread.last)
    if figure.unit != thread.unit:
        same = thread.topic and figure.unit == thread.topic_unit
        return verb if not same else thread.topic + verb if _ENDS.fullmatch(verb) else verb + thread.topic
    return (
        (verb + thing if len(thing) > 2 or thing in _BRIEF else verb)
        if verbs
        else _without_end(thread.last, verb) + verb
    )


def _without_end(name: str, verb: str) -> str:
    """The things that an earlier number says were begun, where this one says how many were ended.

    >>> _without_end("重大项目开工", "竣工"), _without_end("重大项目", "竣工"), _without_end("签约", "开工")
    ('重大项目', '重大项目', '签约')
    """
    return _BEGUN.sub("", name) if _ENDS.fullmatch(verb) else name


def part_of(own: str, text: str, figure: Figure, thread: Thread) -> str:
    """The name of what is said of the last number: its share, what it adds to the whole, how far its aim is reached.

    >>> part_of("占全省的比重", "占全省的比重", Figure(0, 2, "5", "%", "Ratio"), Thread(last="工业增加值"))
    '工业增加值占全省的比重'
    """
    if own.startswith("对") and own.endswith(("贡献率", "贡献")):
        return _SHARE_OF.sub("", thread.last) + own
    if _PART_OF.match(own) or (_AMOUNT_OF.match(own) and not _PLAIN_RATE.search(thread.last)):
        return thread.last + own
    if figure.kind == "Ratio" and _AIM.fullmatch(own) and _DONE.search(text):
        aim = own if own[-1] in "务标划" else f"{own}{'目标' if '目标' in text else '任务'}"
        return f"{thread.last}完成{aim}"
    return ""
