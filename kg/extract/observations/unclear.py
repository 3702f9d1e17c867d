"""Which readings may be another's number, or say not whose they are: kept with the reason, never guessed."""

from __future__ import annotations

import re
from functools import lru_cache

from kg.extract.observations.figures import alternation, cue_words
from kg.extract.observations.lists import is_indicator
from kg.extract.observations.miscounted import miscounted, of_a_plant
from kg.extract.observations.names import says_deed
from kg.extract.observations.reach import partial
from kg.extract.observations.thread import Reading

_OPENED = re.compile(r".*[，。；：！？\n]", re.DOTALL)
_AMONG_FIRST = re.compile(r"(?<!年)前(?:列的?|茅的?)?$")
_WHOSE = re.compile(
    rf"(?:{alternation(cue_words('opening'))}|全[区省市县](?=\S+率|完成投资)|新|总|年|单体|综合|平均|相关|各类|重点|难点|突出|热点|的|了)*"
    rf"(?:{alternation(cue_words('ownerless'))})(?:全部完成|目标|任务|落地实施|落地|实施|落实)?"
)
_BAD_NAME = re.compile(
    r"^(?:作为|[^，]*人口以上的|超\d|对(?:全|我)[国省市县区]|(?:总|完成)?投资(?:占|总?额?增长)|[一二三四]季度总|[一二三]级指标|虽然|就是|相比|增速比|今明|支持[^、]{1,4}、|保费由|来自|位居|位列|进入(?!.*强)|可(?:有效|直接|再(?!生)|间接|带动|实现)|特别是|依托|稳定在|远[低高]于|贡献了|比年度|[为达]调整|在(?:省|全)|使(?!用|馆|领)|是(?!否)|余额贷存|度(?:脱贫|完成)|重塑|盯紧|跑办|(?:促进|一批)总|紧扣|[一二三四五六七]是|已(?:工|建成投用$)|上半年(?:全部)?脱贫|领域|方面|维度|[市县区村]和(?!谐|美)|指标稳|[因以按从由](?![一-鿿]?[台外口内业客民公港林鱼贸产岗籍旧])|与(?![一-鿿]?[台外口内业客民公港林鱼贸产岗籍旧]|[^，、]{1,8}(?:新签|签订|签约|合作|共建|结对))|在[^建校营册库岗编职研产].*(?:环节|中|上|排名|方面)|项\d|达到|人口?以上|以上|居(?!民|住|家)|覆盖(?!率|人)"
    r"|[一-鿿]{0,8}等(?:政策|举措|措施|项目|工程|方面|问题){1,2}$)"
    r"|(?<!落)地(?:推进|推动|开展|实施|做好|抓好)$"
    r"|分别|(?<=..)已(?!故|婚)|(?<![对相])比(?:上|去|全|20)|(?:尚|仍|还)未|(?:都|(?<![人户亩平])均|也|还|仍|正在|再次|再度|双双)$|[（“《]$|未[能启竣]|(?<![重主需必纪概首提])要(?![素闻点求道害塞])|(?:每年|设立|用于|给予|(?<![前售落背])后|(?<![邻附就临靠])近)$|等(?:一批|大|重)[^，]{0,16}(?:项目|工程).*投资$|(?:了|[一二三四五六七八九十])批$|获得?国家$|(?:今年|上半年|过[百千万]*亿)$|在[^，]{2,8}(?:市场|平台|领域|方面)$|(?<=建设)作$|[一二三四五六七八九两]项指标|[入到][省市国]$|对我[县市区省]$|共计$|为(?:龙头|重点|抓手|支撑|引领|核心|依托|主体)$|格局$|被[^，]{2,4}为?[国省市]$|、并|[②-⑳]|投资投资|占全国占|出台了|(?:调|、全[省市县区]|(?<!未)确定|从[^，有]{1,6}到[^，有]{1,6}|重组入)$|连续(?:\d+年保持)?$|(?<![初高大周中小])[二三四]$|了(?:总|计划)?投资$|超每|(?:推进|推动|落实|见效|提升|改善)、|初步形成|(?:减按|经过|等级|国家下)$|基础上"
)
_WITHIN_NAME = re.compile(r"\d(?:公里|米|元|吨|千瓦|兆瓦|千伏|平方米|亩)$")  # 时速120公里路段占比
_NEXT_CLAUSE = re.compile(r"[，；][^，；。\d]{5,}(?=[，；])")
_SAYS_OF_SAME = re.compile(
    r"[，；](?:其中|同比|[比较]|为|是|创|再创|居|位|列|高于|低于|超|圆满|连续|首次|实现|增速|增幅|总量|均|全部|同口径|按|再|持续|继续|稳|保持|呈)"
)
_CARRIED_OUT = re.compile(r"(?:落实|执行|贯彻|落细)[^，。；\d]{0,24}$")
_PACKAGE = re.compile(r"(?:措施|举措|政策)$")
_EACH_PASSES = re.compile(
    r"\d[余多]?[个家户](?:县[市区]?|市|区|乡?镇|乡|村|企业|园区|产业集聚区|开发区)(?![^，。；、\d]*(?:完成|投资|总|累计|合计|共|分别|实现|新增|项目))"
    r"[^，。；、\d]{2,16}(?:超过?|突破|达到?|高于|大于)$"
)
_SHARE_PASSES = re.compile(r"\d[%％](?:以上)?的[^，。；]{2,20}(?:超过?|突破|达到?)$")
_EACH_HAS = re.compile(r"每[人名个家户][^，。；\d]{0,6}$")
_DEED_ONLY = re.compile(
    r"(?:提升|升级|更新|灵活性|节能|节能降碳|数字化|智能化|依法|新|改|扩|维修)*(?:改造|建设|改建|新建|新增|扩建|整治|更新|修复|取缔|关停|建成|拆除|引进|培育|认定|创建)"
)
_SIZES = frozenset({"Area", "Length", "Power"})
_FIRMS_ADDED = re.compile(r"(?:新增|净增)[^，]{0,10}(?:企业|主体|公司)(?:完成)?投资额?$")
_COUNTED_BY = re.compile(
    r"^(?:共|累计)?(?:搬迁|转移|安置|救助|脱贫)|(?:就业|脱贫|参保|培训|招生|安置|搬迁|救助)$|^(?:培训|发放|安置|救助|资助|引进|招聘|新增)"
)
_PLANTS = frozenset({"Power", "Mass", "Energy", "Volume"})
_ANOTHER_DEED = re.compile(r"(?:累计|共|已)?(?:救助|帮扶|培训|资助|慰问|检查|查处|抓获|整改|受理|调解|排查|安置|转移)")
_NEXT_RANK = re.compile(r"[、和](?:第?[一二三四五六七八九十]{1,2})(?:[、和位名]|$)")  # 分别居全省第一、二、三位
_CLOSES = frozenset("，。；、！）\n以左")
_BY_COMMA = re.compile(r"[^，。；]{0,4}，[约超近]?\d[\d.]*[%％倍]")
_SEVERAL = re.compile(
    r"分别[^，。；]{0,4}20\d\d年[末底]?的?\d[\d.]*[^，。；\d]{0,6}[、和及]\d|分别[^，。；\d]{0,16}\d[\d.]*[^，。；\d]{0,12}[、和及][^，。；\d]{0,8}\d"
)


_MISPRINT = re.compile(r"\d[lIoO][\d.万亿]|(?<![A-Za-z])[lI]\.?\d")
_CONTEST = re.compile(r"在[^，。；]{0,20}(?:评比|考核|评选|竞赛|测评|评估|拉练|观摩)[^，。；]{0,6}中[^。；]*$")


def unclear(norm: str, reading: Reading, before: Reading | None, concept: str) -> str:
    """Why it is not clear whose a number is, blank where it is.

    >>> from kg.extract.observations.figures import Figure
    >>> text = "水质进入全国前十"
    >>> reading = Reading(Figure(6, 8, "10", "位", "Position"), "水质", "rank", "10", "", 0, 8, "noun-before", "")
    >>> unclear(text, reading, None, "")
    'one of the first so and so many, no rank'
    """
    start = reading.figure.start
    opened = _OPENED.match(norm, max(0, start - 90), start)
    clause = opened.end() if opened else max(0, start - 90)
    if reading.measure == "rank" and (reason := _of_rank(norm, reading, before)):
        return reason
    each = reading.rule != "respectively" and norm.find("分别", clause, start) >= 0
    if each and (_SEVERAL.search(norm, clause, reading.right) or _BY_COMMA.match(norm, reading.figure.end)):
        return "which of the things listed the number is of"
    if (
        reading.rule in {"carried", "part-of"}
        and before
        and (reason := _of_between(norm[before.figure.end : start], clause - before.figure.end))
    ):
        return reason
    if not concept and (reason := _of_name(reading.name)):
        return reason
    if reading.figure.kind == "Money" and _EACH_PASSES.search(norm, clause, start):
        return "a bound that each of the things counted passes"
    if reading.rule == "owner-before" and before and _another_owner(norm[before.figure.end : clause], reading, before):
        return "a clause with a subject of its own stands between the number and what it may be of"
    if reading.figure.unit == "条" and reading.rule == "noun-before" and _CARRIED_OUT.search(norm, clause, start):
        return "how many measures a policy has that is carried out"
    if reading.figure.kind == "Count" and _PACKAGE.search(reading.name) and _CARRIED_OUT.search(norm, clause, start):
        return "how many measures a policy has that is carried out"
    if reason := _of_clause(norm, clause, reading, before) or partial(norm, clause, reading, concept):
        return reason
    if reading.rule == "noun-after" and (reason := miscounted(norm, reading)):
        return reason
    if reading.figure.kind in _PLANTS and of_a_plant(norm, reading):
        return "the number describes a thing"
    return ""


def _of_clause(norm: str, clause: int, reading: Reading, before: Reading | None) -> str:
    """What the words before a number make of it: a bound, what each one has, a part of what was done."""
    figure, name = reading.figure, reading.name
    if reading.rule == "owner-before" and _FIRMS_ADDED.match(name):
        return "whether a sum is of the firms counted before"
    money = figure.kind == "Money"
    after = norm[figure.end : figure.end + 1]
    at = norm.rfind(name, clause, figure.start)
    if at > clause and _WITHIN_NAME.search(norm, clause, at):
        return "only part of a name stands with the number"
    if reading.rule == "clause-before" and figure.kind == "Count" and after and after not in _CLOSES:
        return "a number of something that the sentence does not name"
    if money and _SHARE_PASSES.search(norm, clause, figure.start):
        return "a bound that each of the things counted passes"
    if money and norm[figure.start - 1] == "在" and not is_indicator(name):
        return "a number of something that the sentence does not name"
    if figure.kind == "Count" and _each_has(norm, clause, figure.start):
        return "a number of something that the sentence does not name"
    if (figure.kind == "Count" or (figure.kind in _SIZES and len(name) > 3)) and _DEED_ONLY.fullmatch(name):
        return "a number of something that the sentence does not name"
    headless = norm[figure.start - 1] == "等" or norm.startswith("、总投资", figure.end)
    if reading.rule == "carried" and figure.kind == "Count" and headless:
        return "a number of something that the sentence does not name"  # 规章、文件等439件
    goes_on = figure.kind == "Count" and after and after not in _CLOSES and after not in "多余"
    words = norm[clause : figure.start].lstrip("、")
    if reading.rule == "carried" and figure.kind == "Count" and _ANOTHER_DEED.fullmatch(words) and words not in name:
        return "a number of something that the sentence does not name"
    if reading.rule == "carried" and before and goes_on and name == before.name:
        return "a part of what the number before counts"
    part = before is not None and norm.find("其中", before.figure.end, figure.start) >= 0
    if part and before and figure.unit[-1:] == before.figure.unit[-1:] in "人名户" and reading.rule == "noun-before":
        did, does = (
            _COUNTED_BY.search(before.name) or says_deed(before.name),
            _COUNTED_BY.search(name) or says_deed(name),
        )
        return "a part of what the number before counts" if did and not does else ""
    return ""


def _each_has(norm: str, clause: int, start: int) -> bool:
    return norm.find("每", clause, start) >= 0 and bool(_EACH_HAS.search(norm, clause, start))


@lru_cache(maxsize=8192)
def _of_name(name: str) -> str:
    if _WHOSE.fullmatch(name):
        return "a number of something that the sentence does not name"
    return "only part of a name stands with the number" if _BAD_NAME.search(name) else ""


def _of_rank(norm: str, reading: Reading, before: Reading | None) -> str:
    """A place among the first ten is no rank; a place after an amount and its growth may be that of either."""
    figure = reading.figure
    if reading.rule == "carried" and _CONTEST.search(norm, max(0, figure.start - 40), figure.start):
        return "a rank in a contest of something that the clause does not name"
    if reading.rule != "respectively" and _NEXT_RANK.match(norm, figure.end):
        return "which of the things listed the number is of"
    if norm[figure.start - 1] == "后" or norm.startswith("后", figure.start):
        return "one of the last so and so many, no rank"
    if norm.startswith("前", figure.start) or _AMONG_FIRST.search(norm, figure.start - 3, figure.start):
        return "one of the first so and so many, no rank"
    if len(reading.name) < 5 and reading.name.endswith("数量"):
        return "a number of something that the sentence does not name"
    if (
        figure.unit == "强"
        and before
        and before.figure.kind == "Count"
        and "，" not in norm[before.figure.end : figure.start]
    ):
        return "part of the name of a list"  # 6家企业进入中国企业500强
    moved = before is not None and before.measure == "change" and before.figure.unit[-1:] not in "位点"
    grown = before is not None and (moved or before.measure == "growth") and before.name == reading.name
    return "a rank of the amount or of its growth" if grown and reading.rule == "carried" else ""


def _of_between(between: str, clause: int) -> str:
    """What stands between two numbers, so that the second is not of what the first is of; `clause` tells where its clause begins."""
    if _MISPRINT.search(between):
        return "a number between that is misprinted"
    apart = _another(between[: max(0, clause)])
    return "a clause with a subject of its own stands between the number and what it may be of" if apart else ""


def _another(between: str) -> bool:
    """Whether a clause without a number stands between two numbers, and says something of another thing."""
    return any(not _SAYS_OF_SAME.match(found[0]) for found in _NEXT_CLAUSE.finditer(between))


def _another_owner(between: str, reading: Reading, before: Reading) -> bool:
    """Whether a clause between, or the rate before, is of something else than what a number is taken to be of."""
    akin = before.name[:2] in reading.name or reading.name[:2] in before.name
    return (before.measure == "share" and not akin) or _elsewhere(between, reading.name)


def _elsewhere(between: str, name: str) -> bool:
    """Whether a clause stands before the number that does not name whose the number is taken to be."""
    return name[:2] not in between and _another(between)
