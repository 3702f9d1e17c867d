"""Which subject a number belongs to: named before it, after it, or earlier in the sentence."""

from __future__ import annotations

import re
from typing import NamedTuple

from kg.extract.observations import lists, names
from kg.extract.observations.cues import Lead, qualifier_after
from kg.extract.observations.figures import Figure
from kg.extract.observations.thread import Place, Thread

_YEAR = re.compile(r"^[到至]?\d{4}年[末底]?")
_DIGIT = re.compile(r"\d")
_LIST = re.compile(r"[、和及与]|以及|，")
_AND = re.compile(r"[、和及与]")
_END = re.compile(r"[，。；：！？（）\n]")
_NEXT_COUNT = re.compile(
    r"(?:总长|全长|总投资|投资|占地|总面积|面积|建筑面积)?\d+(?:\.\d+)?[余多]?"
    r"(?:[个家项座处宗名户只条所]|[万亿]?(?:公里|元|亩|平方米)的)"
)
_PART_OF = re.compile(r"占(?![地比])|[为是达](?:年度|全年|目标|计划|任务|上年|“?十[一二三四]五|省定|市定)")
_ADDED = re.compile(r"^(?:新增|净增)|(?:新增|净增)$")
_WORKS = re.compile(
    r"[，、]?(?:完成了?|实施了?|建设了?|建成了?|启动了?|新建了?|改造了?|打造了?|推进|用于|推动)"
)


class Subject(NamedTuple):
    """A name, where the text that gives it begins, and the rule that found it."""

    name: str
    at: int
    rule: str


def subjects(norm: str, group: list[Place], cue: Lead, thread: Thread) -> list[Subject]:
    """A subject for each number of a group (numbers with nothing but 、 or 和 between them)."""
    first, count = group[0], len(group)
    text = norm[first.left : cue.end]
    apart = count > 1 and group[0].figure.end < group[1].figure.start
    if (apart and (_AND.search(text) or (count == 2 and "城乡" in text))) or "分别" in cue.words or "分列" in cue.words:
        listed = _respectively(norm, first, text, count, thread)
        if listed:
            thread.listed, thread.listed_at = tuple(s.name for s in listed), listed[0].at
            return listed
    if apart and len(thread.listed) == count and not names.before(text) and not names.governing(text):
        return [Subject(name, thread.listed_at, "respectively") for name in thread.listed]  # the second 分别 is left out
    if count > 1 and not apart:  # 48栋4508套安置房: the noun stands after the last
        first = first._replace(figure=first.figure._replace(end=group[-1].figure.end), right=group[-1].right)
    subject = _subject(norm, first, cue, thread)
    counts = apart and names.fits(first.figure)
    if counts and subject.rule in {"carried", "noun-before"} and not names.before(text):
        last = group[-1]  # 对剩余77户、168名贫困人口: the noun that all of them count
        noun = _noun(norm, last, last.figure.end) if names.fits(last.figure) else ""
        if noun:
            return [Subject(noun, place.figure.start, "noun-after") for place in group]
    out = [subject]
    for place in group[1:]:
        noun = _noun(norm, place, place.figure.end) if names.fits(place.figure) and apart else ""
        out.append(Subject(noun, place.figure.start, "noun-after") if noun else subject)
    return out


def _respectively(norm: str, first: Place, text: str, count: int, thread: Thread) -> list[Subject]:
    """As many names as numbers: before them, in the clause before with its numbers, or in one without numbers."""
    own = names.clean_name(text)
    listed = lists.split_names(own, count) if own else []
    if listed:
        return [Subject(name, first.left, "respectively") for name in listed]
    if not names.before(text) and len(thread.names) >= count > 1:
        return [Subject(name, at, "respectively") for name, at in thread.names[-count:]]
    earlier = None if own else _earlier(norm, first)
    if earlier is None:
        return []
    return [Subject(name, earlier.at, "respectively") for name in lists.split_names(earlier.name, count)]


def _subject(norm: str, place: Place, cue: Lead, thread: Thread) -> Subject:
    """The subject of a single number: the noun before it, the noun after it, or what the sentence is about."""
    figure, left = place.figure, max(place.left, thread.used if thread.used <= cue.end else 0)
    text = norm[left : cue.end]
    own = names.before(text)
    tail = figure.end + len(qualifier_after(norm, figure.end))
    noun = _noun(norm, place, tail) if figure.kind not in {"Position", "Percent-point"} else ""
    if noun and (not own or (names.fits(figure) and not cue.move)):
        verb = names.governing(text + cue.words) if not own else ""
        thread.used = _used(norm, noun, tail, place.right)
        if not (cue.move and figure.kind == "Ratio"):
            return Subject(verb + noun, figure.start, "noun-after")
    if own in names.BARE or not own:
        implied = _implied(norm, place, cue, text, own, thread)
        if implied:
            return implied
        own = own or names.clean_name(text)
    if _PART_OF.match(own) and thread.last:
        return Subject(thread.last + own, thread.last_at, "part-of")
    if own in names.GENERIC:
        owner = _owner(norm, place, tail, own, not thread.topic)
        if owner:
            return Subject(owner + own, left, "owner-after")
        if thread.topic and thread.topic != own:
            return Subject(thread.topic + own, thread.topic_at, "owner-before")
        own = names.clean_name(text) if len(text) < 12 and "、" not in text else own
    return Subject(own or names.bare_after(norm[tail : place.right]), left, "noun-before")


def _implied(norm: str, place: Place, cue: Lead, text: str, own: str, thread: Thread) -> Subject | None:
    """The subject where no noun stands before a number: carried on, a deed by itself, or of the clause before."""
    since = max(thread.last_at, place.clause - 90)
    if thread.last and norm.find("；", since, place.clause) >= 0 and (anew := _earlier(norm, place)):
        return anew  # after a semicolon a clause without a number has brought up another subject
    if thread.last:
        return Subject(_carried(text, own, cue, place.figure, thread), thread.last_at, "carried")
    if names.VERBISH.fullmatch(text) and (verb := names.governing(text)):
        return Subject(verb, place.left, "noun-before")
    return _earlier(norm, place)


def with_owner(name: str, thread: Thread) -> str:
    """办结率 of the proposals counted before it."""
    return thread.topic + name if name in names.GENERIC and thread.topic else name


def _earlier(norm: str, place: Place) -> Subject | None:
    """The subject of the clause before, where that has no number: 旅游收入、游客人数再创新高，分别增长16.4%、15.8%."""
    if norm[place.clause - 1 : place.clause] != "，":
        return None
    start = max(norm.rfind(c, max(0, place.clause - 42), place.clause - 1) for c in "，。；：！\n") + 1
    text = _YEAR.sub("", norm[start : place.clause - 1])
    if start < place.clause - 41 or _DIGIT.search(text):
        return None
    name = names.subject_of(text)
    return Subject(name, start, "clause-before") if name else None


def _noun(norm: str, place: Place, tail: int) -> str:
    return names.after(norm[tail : place.right], followed=place.right < place.clause_end)


def _used(norm: str, noun: str, tail: int, right: int) -> int:
    """Where the words of the next number begin when those up to here belong to the noun after this one."""
    at = norm.find(noun, tail, right)
    link = _LIST.match(norm, at + len(noun), right) if at >= 0 else None
    return link.end() if link else 0


def _carried(text: str, own: str, cue: Lead, figure: Figure, thread: Thread) -> str:
    """The subject carried on; with another verb (新建公厕3座、改造4座) what the verb does to it, or the verb alone."""
    verb = names.governing(text)
    if cue.ends and not own and figure.unit == thread.unit and _ADDED.search(thread.last):
        return _ADDED.sub("", thread.last)
    if own or not verb or figure.kind in {"Position", "Percent-point", "Ratio"}:
        return thread.last + (own if own not in {"均", "位"} else "")
    thing, verbs = names.VERBS_FIRST.subn("", thread.last)
    if figure.unit != thread.unit:
        return verb
    return verb + thing if verbs else thread.last + verb


def _owner(norm: str, place: Place, tail: int, own: str, alone: bool) -> str:
    """What a bare 总投资 is the investment of, where it follows: 总投资6亿元的3个重点能源项目, 投资1.2亿元完成了….

    >>> text = "总投资6亿元的3个重点能源项目"
    >>> _owner(text, Place(Figure(3, 6, "6", "亿元", "Money"), 0, 7, 0, 15), 6, "总投资", True)
    '重点能源项目'
    """
    if place.figure.kind not in {"Money", "Area", "Length"}:
        return ""
    if norm.startswith("的", tail):
        counted = _NEXT_COUNT.match(norm, tail + 1, place.clause_end)
        return names.after(_until_digit(norm, counted.end() if counted else tail + 1, place.clause_end))
    works = _WORKS.match(norm, tail) if own.endswith("投资") and (alone or tail < place.clause_end) else None
    if works:
        stop = _END.search(norm, works.end())
        end = stop.start() if stop else len(norm)
        counted = _NEXT_COUNT.match(norm, works.end(), end)
        return names.after(_until_digit(norm, counted.end() if counted else works.end(), end))
    return names.after(norm[tail : place.right]) if place.figure.kind != "Money" else ""


def _until_digit(norm: str, start: int, end: int) -> str:
    run = _DIGIT.search(norm, start, end)
    return norm[start : run.start() if run else end]
