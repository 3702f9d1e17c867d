"""Whose a bare 产值, 出栏 or 入园企业 is: the nearest named subject to the left, where the sentence shows one."""

from __future__ import annotations

import re

from kg.extract.observations import names
from kg.extract.observations.figures import alternation, cue_words
from kg.extract.observations.subjects import Subject
from kg.extract.observations.thread import Place, Thread

YIELDS, HOUSED = frozenset(cue_words("yield")), frozenset(cue_words("housed"))
_PAIRED = frozenset(cue_words("counterpart"))
_WORKS = frozenset({"投资", "总投资", "完成投资"}) | YIELDS
_MEASURE = re.compile(
    r"(?:年?(?:(?:种植|播种|养殖|销售|总)?面积|[存出]栏量?|总?产量|总产|总?产值)|(?:平均)?亩产|增加值|(?:主营业务|营业|销售)收入|生产|产业链?)$"
)
_NUMBER = re.compile(r"(?:起数|件数|总数|数量|发生数|(?:死亡|伤亡|受伤)?人数|数)$")
_ESTATE = re.compile(r"[一-鿿“”（）]{2,12}(?:园区|产业园|工业园|科技园|工业区|开发区|集聚区)")
_ACTED_ON = re.compile(
    r"(?P<what>[^、]{2,14}?)(?:蓬勃|稳步|快速|持续|不断|迅速|健康|平稳|较快)*(?:建设|发展|生产|加快推进|推进|提速|提质|壮大|增效|发力|(?:再获|喜获|再夺|实现|获得)(?:大?丰收|增产))+$"
)
_ASIDE = re.compile(r"\d|^(?:围绕|按照|通过|根据|依托|结合|针对)")
_OFF = re.compile(r"%|元")
_GENERAL = re.compile(r"产业|经济|企业|项目|工程|行业|园区|市场|高质量|.*(?:体系|工作|机制|能力|措施)")
_VERB_LEFT = re.compile(alternation(cue_words("inner")))


def owned(norm: str, place: Place, subject: Subject, earlier: Subject | None, thread: Thread) -> Subject:
    """The subject with its owner before it where its name says too little alone (`earlier`: before it in its list).

    >>> from kg.extract.observations.figures import Figure
    >>> place, thread = Place(Figure(8, 11, "61", "万头", "Count"), 6, 11, 0, 11), Thread(last="生猪存栏", unit="万头")
    >>> owned("生猪存栏46万头、出栏61万头", place, Subject("出栏", 6, "noun-before"), None, thread).name
    '生猪出栏'
    """
    name = subject.name
    if name in _PAIRED:
        kin = earlier.name if earlier and subject.rule == "respectively" else ""
        owner = _NUMBER.sub("", kin)
        return subject._replace(name=owner + name) if owner != kin and len(owner) > 1 else subject
    if subject.rule != "noun-before":
        return subject
    if name in HOUSED:
        owner = _estate(norm, place)
    elif name in _WORKS:
        owner = (_from_last(thread) if name in YIELDS else "") or _acted_on(norm, place)
    else:
        return subject
    return subject._replace(name=owner + name, rule="owner-before") if owner else subject


def _from_last(thread: Thread) -> str:
    """What the number before was about, without the word that says what of it was measured."""
    if not thread.last or thread.last in _WORKS:
        return ""
    plain = _MEASURE.sub("", thread.last)
    if plain == thread.last and (not thread.unit or _OFF.search(thread.unit) or len(plain) > 10):
        return ""
    return "" if names.says_deed(plain) or plain.endswith("建设") or len(plain) < 2 or _GENERAL.fullmatch(plain) else plain


def _acted_on(norm: str, place: Place) -> str:
    """What the clause before, without a number, builds or brings forward (推进重大工程建设，完成投资…)."""
    if norm[place.clause - 1 : place.clause] != "，":
        return ""
    start = max(norm.rfind(c, max(0, place.clause - 32), place.clause - 1) for c in "，。；：！\n") + 1
    text = norm[start : place.clause - 1]
    match = _ACTED_ON.fullmatch(names.clean_name(text)) if start > 0 or place.clause <= 32 else None
    what = match["what"] if match else ""
    clear = what and not _ASIDE.search(text) and not _GENERAL.fullmatch(what) and not _VERB_LEFT.search(what)
    return what if clear and not names.says_deed(what) else ""


def _estate(norm: str, place: Place) -> str:
    """The estate that the sentence names last before a number of its firms."""
    since = max(norm.rfind(c, max(0, place.clause - 90), place.left) for c in "。；\n了") + 1
    found = _ESTATE.findall(norm, max(since, place.clause - 90), place.left)
    return names.clean_name(found[-1]) if found else ""
