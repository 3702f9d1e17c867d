"""What a number is of that says only what was measured: the accidents, the insurance, the cases that the sentence speaks of."""

from __future__ import annotations

import re
from functools import lru_cache

from kg.extract.concepts import concept_of
from kg.extract.observations import names
from kg.extract.observations.thread import Place, Thread

_REACH = 90  # characters of a sentence in which the matter is looked for
_ACCIDENTS = re.compile(r"(?:各类)?事故(?:起数|总量|数|死亡人数)")
_SAFETY, _OTHER_ACCIDENTS = re.compile("生产安全|安全生产"), re.compile("道路交通|交通安全|火灾|消防|各类")
_BENEFIT = re.compile(
    r"(?:发放|兑付|累计|拨付)*(?:补偿资金|补偿金|补助金)|(?:人均)?财政补助标准|(?:基本|大病|最高|住院|门诊|人均|政策内)*(?:报销|筹资|支付)(?:封顶|最高)?(?:限额|标准|比例|线|额度|水平)"
)
_INSURANCE = re.compile(
    r"新农合|新型农村合作医疗|(?:城乡居民|城镇居民|城镇职工|城镇|职工|居民)?(?:基本)?医(?:疗保险|保)(?!局|药|目录|部门|中心)"
)
_CAUGHT = re.compile(r"抓获(?:各类|违法|涉嫌|犯罪)*嫌疑人")
_BUSTED = re.compile(r"打掉各?类?(?:犯罪)?团伙|破获案件")
_CAMPAIGN = re.compile(r"[^，。；\d]{0,6}(?P<what>扫黑除恶)[^，。；\d]{0,10}，(?![^。；]*(?:打击|整治|行动))")
_CASES = re.compile(r"(?:处置|查处|破获|侦破|办理|立案|侦办|查办|各类|累计)*(?P<what>[^\d，]{2,10}案件)$")
_RATE = re.compile(r"项目(?:履约|落地|结算|决算|开工|签约|投产|建成|竣工|入库|转化)率")
_PROJECTS = re.compile(r"(?:履约|落实|实施|完成)?(?P<what>[^\d，、]{2,10}项目)$")
_PROPOSED = re.compile(r"提出(?:意见|建议|提案|议案|批评|[、和])+")
_PAPERS = frozenset({"提案", "议案", "建议", "意见建议"})
_DEPUTIES = re.compile(r"(?:人大)?代表(?:[、和]政协委员)?|政协委员")
_SUPPLY = re.compile(r"农村(?P<what>供水|饮水|污水|垃圾|厕所|能源|公路|物流)[^，。；\d]{0,12}，$")
_LINES = re.compile(r"(?:全[市省县区])?(?:运营|营运|营业)?线路(?:总长度?|总里程|里程|长度)")
_TRAINS = re.compile("(?:西部陆海新通道|中欧|中亚|中老|东盟|国际|货运)+班列")
_ENERGY = re.compile("(?P<what>[^，、\\d]{0,6}(?:能源|光伏|风电))(?:发电|装机|并网)")
_MINED = re.compile("(?P<what>[^，、\\d]{1,6})产量")
_MADE = re.compile("(?P<what>[^，、\\d]{1,8}?)(?:综合|全产业链)?(?:产值|产量|营收)")
_ALL = re.compile("全[市省县区]")
_ASKING = re.compile(
    "事故|补偿|补助|报销|筹资|支付|抓获|团伙|破获|率$|提出|建议|提案|议案|开行|线路|装机占比|保有储量|出口"
)
_TRACKS = re.compile("轨道交通|地铁|公交|有轨电车|轻轨|电网|输电")


@lru_cache(maxsize=8192)
def _asks(name: str) -> bool:
    """Whether a name is one of those that say only what was measured."""
    return bool(_ASKING.search(name))


def matter(norm: str, place: Place, name: str, thread: Thread) -> str:
    """The whole name where the sentence says plainly what was measured; blank where the name needs none or it does not.

    >>> from kg.extract.observations.figures import Figure
    >>> text = "新农合全面铺开，筹资标准提高到100元"
    >>> matter(text, Place(Figure(15, 19, "100", "元", "Money"), 8, 19, 8, 19), "筹资标准", Thread())
    '新农合筹资标准'
    """
    if not _asks(name):
        return ""
    left = max(0, place.clause - _REACH)
    start = max(norm.rfind(c, left, place.clause) for c in "。；！\n") + 1
    if _ACCIDENTS.fullmatch(name):
        said = norm[max(start, left) : place.figure.start]
        return f"生产安全{name}" if _SAFETY.search(said) and not _OTHER_ACCIDENTS.search(said) else ""
    if _BENEFIT.fullmatch(name):
        found = _INSURANCE.findall(norm, max(start, left), place.clause)
        return found[-1] + name if found else ""
    if _CAUGHT.fullmatch(name) and (cases := _CASES.fullmatch(thread.topic)):
        return cases["what"] + name
    if (start or not left) and (_CAUGHT.fullmatch(name) or _BUSTED.fullmatch(name)):
        campaign = _CAMPAIGN.match(norm, start, place.figure.start)
        return campaign["what"] + name if campaign else ""
    if _RATE.fullmatch(name) and (projects := _PROJECTS.fullmatch(thread.topic)):
        return projects["what"] + name.removeprefix("项目")
    return _of_last(place, name, norm, thread.last) or _by_whom(norm, place, name, max(start, left))


def _of_last(place: Place, name: str, norm: str, last: str) -> str:
    """What is said next of the same: 清洁能源发电装机…、装机占比; 煤炭产量…，保有储量; 苹果产值…、出口."""
    if name == "装机占比" and (energy := _ENERGY.match(last)):
        return energy["what"] + name
    if name == "保有储量" and (mined := _MINED.fullmatch(last)):
        return mined["what"] + name
    listed = name == "出口" and norm[place.left : place.left + 1] == "、" and not concept_of(last)
    made = _MADE.fullmatch(last) if listed else None
    return made["what"] + name if made else ""


def _by_whom(norm: str, place: Place, name: str, start: int) -> str:
    """Who proposed, where the supply is, what runs on the lines."""
    too = name in _PAPERS and norm.find("提出", place.clause, place.figure.start) >= 0
    if too or _PROPOSED.fullmatch(name):
        who = _DEPUTIES.search(norm, start, place.clause)
        return who[0] + ("提出" if too else "") + name if who else ""
    if name in {"开行", "开行班列"}:
        trains = _TRAINS.findall(norm, start, place.figure.start)
        return f"开行{trains[-1]}" if trains else ""
    if _LINES.fullmatch(name):
        tracks = _TRACKS.findall(norm, start, place.clause)
        place_of = _ALL.match(name)
        at = place_of.end() if place_of else 0
        return name[:at] + tracks[-1] + name[at:] if len(set(tracks)) == 1 else ""
    supply = _SUPPLY.search(norm, max(start, place.clause - 24), place.clause) if name.endswith("率") else None
    plain = supply and supply["what"] in name and not names.of_place(name) and len(name) < 8
    return f"农村{name}" if plain else ""
