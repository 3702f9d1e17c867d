"""Whose a number is that names no owner, in the clauses before it: the estate, the industry or the works that they speak of."""

from __future__ import annotations

import re

from kg.extract.concepts import concept_of
from kg.extract.observations import names
from kg.extract.observations.figures import alternation, cue_words
from kg.extract.observations.lists import is_indicator
from kg.extract.observations.thread import Place

_SENTENCE = 140  # characters of a sentence whose opening is looked for
_HEADS = re.compile(  # a clause without a number that tells how an output moved
    r"[^，。；\d]{0,16}产品(?P<what>产量|销量|出口)(?:大幅|快速|稳步|持续|较快|平稳|保持|高速|全面)*(?:增长|提升|上升|回升|增加|攀升)，"
)
_CROP = re.compile(alternation(cue_words("crop")))
_ESTATE = re.compile(r"[一-鿿“”（）]{2,12}(?:园区|产业园|工业园|科技园|工业区|开发区|集聚区)")
_ESTATE_OPENS = re.compile(
    r"(?P<whose>[一-鿿“”（）·]{2,20}?(?:(?:产业|工业|科技)?园区|(?:产业|工业|科技)园|工业区|开发区|集聚区))(?!区|建设|发展[^三五]|[和及与、]|工作|平台)|"
    r"(?P<built>[一-鿿“”（）·]{2,20}?(?:园区|(?:产业|工业)园|开发区|集聚区))基础设施"
)
_ACTED_ON = re.compile(
    r"(?P<what>[^、]{2,14}?)(?:蓬勃|稳步|快速|持续|不断|迅速|健康|平稳|较快|进一步)*(?:建设|发展|生产|加快推进|推进|提速|提质|壮大|增效|发力|(?:再获|喜获|再夺|实现|获得)(?:大?丰收|增产))+$"
)
_ASIDE = re.compile(r"\d|^(?:围绕|按照|通过|根据|依托|结合|针对)")
_FURTHERED = re.compile(
    r"(?:大力|全力|加快|强力|统筹|持续|深入|扎实)*(?:推进|实施|抓好|推动|启动)了?(?P<what>[^，、。；\d]{3,20}?(?:项目|工程)(?:建设)?)，"
)
GENERAL = re.compile(r"产业|经济|企业|项目|工程|行业|园区|市场|高质量|.*(?:体系|工作|机制|能力|措施)")
_INSTITUTION = re.compile(
    r"(?P<whose>[一-鿿“”]{2,16}?(?:实验室|研究院|科技城|科学城|农谷|园区|产业园|试验区|新区|开发区|高新区|综保区|合作区))"
    r"(?:建设|能级|集聚|承载|功能|服务|改革)*(?:高效|快速|加快|全面|持续|稳步|不断|扎实|加速|深入|顺利|有序|纵深|蓬勃|日益)+"
    r"(?:推进|成长|提升|发展|建设|壮大|运行|增强|凸显|深化)，"
)
_INDUSTRY = re.compile(  # 某产业突破发展，骨干企业超1100家
    r"(?P<whose>(?!.*[等、]|战略|主导|优势|特色|现代|传统|支柱|新兴|未来|先进|重点|各类|全)[一-鿿“”]{2,12}?(?:产业链?|经济|制造业?|园区|高新区|开发区|科技城))"
    r"(?:加快|快速|突破|蓬勃|不断|持续|稳步|加速|迅速|健康|全面|集群|集聚|创新|质效)*(?:发展|壮大|集聚|崛起|成长|布局|推进|提升|提质|扩容|增效|扩面|升级|起势|领跑|成势)+，"
)
_VERB_LEFT = re.compile(alternation(cue_words("inner")))


def headed(norm: str, place: Place, name: str, rule: str) -> str:
    """The product with the output that its sentence opens with: 高新技术产品产量大幅增长，集成电路增长19%.

    Blank where the sentence opens with none, or the name says itself what is measured.
    """
    plain = rule == "noun-before" and place.figure.kind in {"Ratio", "Count", "Mass"} and place.left == place.clause
    if not plain or concept_of(name) or is_indicator(name) or names.says_deed(name) or len(name) > 12:
        return ""
    start = max(norm.rfind(c, max(0, place.clause - 120), place.clause) for c in "。；！\n") + 1
    head = _HEADS.match(norm, start, place.clause) if start else None
    return name + head["what"] if head and norm.startswith(name, place.clause) else ""


def crop(norm: str, place: Place, name: str) -> str:
    """The crop that the sentence has named before a bare 总产."""
    if "产" not in name or "值" in name:
        return ""
    since = max(norm.rfind(c, max(0, place.clause - 60), place.left) for c in "。；\n") + 1
    found = _CROP.findall(norm, since, place.figure.start)
    return found[-1] if len(set(found)) == 1 else ""


def acted_on(norm: str, place: Place) -> str:
    """What the clause before, without a number, builds or brings forward (推进重大工程建设，完成投资…)."""
    if norm[place.clause - 1 : place.clause] != "，":
        return ""
    start = max(norm.rfind(c, max(0, place.clause - 32), place.clause - 1) for c in "，。；：！\n") + 1
    text = norm[start : place.clause - 1]
    match = _ACTED_ON.fullmatch(names.clean_name(text)) if start > 0 or place.clause <= 32 else None
    what = match["what"] if match else ""
    clear = what and not _ASIDE.search(text) and not GENERAL.fullmatch(what) and not _VERB_LEFT.search(what)
    return what if clear and not names.says_deed(what) else ""


def furthered(norm: str, place: Place, name: str) -> str:
    """The projects that the sentence opens with (大力推进城市更新项目，开工140万平方米，投资98亿元)."""
    start = max(norm.rfind(c, max(0, place.clause - 80), place.clause) for c in "。；：！\n") + 1
    known = start or place.clause <= 80
    match = _FURTHERED.match(norm, start, place.clause) if name.endswith("投资") and known else None
    what = match["what"] if match else ""
    return "" if not what or names.says_deed(what) or GENERAL.fullmatch(what) else what


def industry(norm: str, place: Place) -> str:
    """The industry or the estate that the clause before speaks of, where the name opens this one."""
    start = max(norm.rfind(c, max(0, place.clause - 36), max(0, place.clause - 1)) for c in "，。；：！、\n") + 1
    match = _INDUSTRY.fullmatch(norm, start, place.clause) if place.left == place.clause else None
    return match["whose"] if match else ""


def institution(norm: str, place: Place) -> str:
    """The institution that the sentence opens with: 某实验室快速成长，集聚科研人员698人."""
    start = max(norm.rfind(c, max(0, place.clause - 90), place.clause) for c in "。；！\n") + 1
    match = _INSTITUTION.match(norm, start, place.clause) if start or place.clause <= 90 else None
    return match["whose"] if match else ""


def estate(norm: str, place: Place) -> str:
    """The estate that the sentence names last before a number of its firms."""
    since = max(norm.rfind(c, max(0, place.clause - 90), place.left) for c in "。；\n了") + 1
    found = _ESTATE.findall(norm, max(since, place.clause - 90), place.left)
    return names.without_verb(names.clean_name(found[-1])) if found else _estate_before(norm, place)


def _estate_before(norm: str, place: Place) -> str:
    """The estate that this sentence or the one before opens with: 某园区基本通路。截止目前，入园企业达136家."""
    end = place.clause
    for _ in range(2):
        stop = max(0, end - _SENTENCE)
        start = max(norm.rfind(c, stop, end) for c in "。；！\n") + 1
        if stop and not start:
            return ""
        opens = _ESTATE_OPENS.match(norm, start, end)
        whose = (opens["whose"] or opens["built"]) if opens else ""
        if whose and not names.says_deed(whose):
            return whose
        end = start - 1
    return ""
