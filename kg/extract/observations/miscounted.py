"""Nouns after a number that it does not count: a quality, a place, the first of several, a size."""

from __future__ import annotations

import re

from kg.extract.observations import names
from kg.extract.observations.figures import alternation, cue_words
from kg.extract.observations.thread import Reading

_PLACED = re.compile(r"在[^，。；\d]{0,30}$")
_PLACES = re.compile(
    r"(?:国家|省|城市|[县市区乡镇村]|社区|街道|地区|领域|方面|维度|行业|园区)(?!级|域|属|内|道|政)[^，。；、]{2,}"
)
_LISTED_WITH = re.compile(r"[、和及][^，。；]{0,30}等[大重一若]?[^，。；、\d]{0,12}(?:项目|工程)")
_QUALITY = re.compile(
    r"(?:知名度|功能|水平|能力|质量|环境|条件|形象|面貌|收入|时限|增速|增幅|产值|税收|效率|效益|权益|[^效]率|[金总税口易售]额|影响力|考核|评估|测评)$"
)
_CROPS = re.compile(alternation(cue_words("crop")))
_STRENGTHENS = re.compile(r"(?:加强|强化|完善|优化|规范)[^，。；、\d]{0,12}$")
_CONCERNS = re.compile(r"涉及[^，。；]{0,30}$")
_ASPECT = re.compile(
    r"的(?:前期|作用|支持力度|发展|整村|扶持|整改|土地征|[^的]{0,6}(?:功能|服务|面貌|村貌|氛围)$)"
    r"|(?:全国|全省|全市|稳定|首次|多板块|深入|整体|同步|高标准|集中)$"
)
_GIVES = re.compile("免费提供|开展")
_FOR_WHOM = re.compile(
    r"为[\d.]+[余多]?[十百千万亿]*[余多]?[人名户](?:提供|办理|开展|解决|落实|发放|进行)"
)  # for 10,000: of whom?
_PAIRS = re.compile("获评|入选|荣获|获批|被命名为|成为|晋升")  # 5个区、3个县获评甲、乙: each its own
_PAIRED = re.compile(r"[^，。；、]*、[^，。；]{2,20}[，。；\n]")
_OF_COUNTIES = re.compile(
    "(?:开展|实施|推进|启动)*(?:县(?![域级属里医办直委城区乡])|乡镇(?!级|企|卫)|社区(?![卫服居]))[^，、的]{4,}行动$"
)
_WHERE = re.compile("(?:村|村庄|社区|乡镇|小区|街道)$")
_WHERE_WORKED = re.compile(r"[^，。；、\d]{0,8}(?:村|村庄|社区|乡镇|小区|街道)\d+[余多]?(?:公里|米|平方米|亩)")
_OF_THESE = re.compile(
    r"[^，。；、\d]{1,8}[、和]?\d[\d.]*[万余多]*[^，。；、\d]{1,12}的[一-鿿]"
)  # 600个行政村、1600公里的“村村通”工程
_LISTS = re.compile(r"(?![省市县区国]、)[^、]{1,2}、")  # 煤矿、产能: the second is counted by another number
_ATTAINS = re.compile("达到|稳定|改善|提升|提高|具备|保持|通过|开展|接受|完成")
_JOINED = re.compile("[和及与]")


def miscounted(norm: str, reading: Reading) -> str:
    """A quality of the things counted (提升122个品牌知名度), or the first of several that one number counts."""
    figure, name = reading.figure, reading.name
    if reason := _of_others(norm, reading):
        return reason
    if (
        figure.kind == "Count"
        and _PLACED.search(norm, max(reading.left, figure.start - 32), figure.start)
        and _PLACES.fullmatch(name)
    ):
        return "the number counts the places where a thing is done"
    if (name[-1] in "江河湖街" or _GIVES.search(name)) and _listed_on(norm, reading):
        return "only part of a name stands with the number"
    head = max(reading.left, figure.start - 36)
    if (
        figure.kind == "Count"
        and name.endswith(("管理", "监管", "编制", "体系", "机制", "设施"))
        and _STRENGTHENS.search(norm, head, figure.start)
    ):
        return "a number of the things that the name says something of"
    if figure.kind == "Count" and _OF_COUNTIES.match(names.without_verb(name)):
        return "a number of the things that the name says something of"
    if figure.unit in {"县", "镇", "乡"} and name.endswith(("建设", "工程", "项目")):
        return "a number of the things that the name says something of"
    if figure.unit == "个" and _CROPS.fullmatch(names.without_verb(name)):
        return "only part of a name stands with the number"
    if len(name) < 5 and _CONCERNS.search(norm, head, figure.start):
        return "the number describes a thing"
    if figure.kind == "Count" and (_ASPECT.search(name) or (_LISTS.match(name) and not names.says_deed(name))):
        return "only part of a name stands with the number"
    if figure.kind == "Count" and _QUALITY.search(name) and not _ATTAINS.search(name):
        return "a number of the things that the name says something of"
    at = norm.find(name, figure.end, reading.right) if _JOINED.search(name) else -1
    if at >= 0 and norm.startswith("、", at + len(name)) and norm.find("等", at, reading.right) >= 0:
        return "only part of a name stands with the number"
    return ""


def _of_others(norm: str, reading: Reading) -> str:
    """A number of people who are not named, of one of several pairs, or of the places of a work (317个自然村27.8万群众的…)."""
    figure, name = reading.figure, reading.name
    if _FOR_WHOM.fullmatch(norm, figure.start - 1, figure.end + 2):
        return "a number of something that the sentence does not name"
    after = norm.find(name, figure.end) + len(name)
    if figure.unit == "件" and norm.startswith(("事，", "事。", "事；", "大事"), after):
        return "only part of a name stands with the number"
    if name[-1] in "改变转升" and norm.startswith("为", after):
        return "only part of a name stands with the number"
    if (
        _PAIRS.search(name)
        and norm[figure.start - 1] in "、和及"
        and _PAIRED.match(norm, figure.end, reading.right + 1)
    ):
        return "which of the things listed the number is of"
    if figure.kind == "Count" and _WHERE_WORKED.match(norm, figure.end, reading.right + 1):
        return "the number counts the places where a thing is done"  # 24个贫困村42公里道路硬化工程
    if figure.kind == "Count" and _WHERE.search(name) and _OF_THESE.match(norm, figure.end, reading.right):
        return "the number counts the places where a thing is done"
    return ""


def _listed_on(norm: str, reading: Reading) -> bool:
    """Whether other names follow a name without numbers of their own (100座某江、某河驿站)."""
    at = norm.find(f"{reading.name}、", reading.figure.end, reading.right)
    return at >= 0 and not norm[at + len(reading.name) + 1 :][:1].isdigit()


def of_a_plant(norm: str, reading: Reading) -> bool:
    """The capacity of one project of a list: 桥头50万吨电解铝技改、广泰10万吨再生铝等项目."""
    after = norm[reading.figure.end : reading.figure.end + 1]
    return (
        reading.rule == "noun-before"
        and "一" <= after <= "鿿"
        and bool(_LISTED_WITH.search(norm, reading.figure.end, reading.right))
    )
