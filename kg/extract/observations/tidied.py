"""A name without the words that say how or how long something was so, and not what it is."""

from __future__ import annotations

import re

from kg.extract.observations.cues import Lead
from kg.model import Measure

_FOR_LONG = re.compile(r"(?<=..)(?:始终|一直|长期|连年)+$")
_HOW_LONG = ("始终", "一直", "长期", "连年")
_TERM = ("时期", "末", "年")
_SO_MANY_TIMES = re.compile(
    "(?<=..)均?[是为](?:“?十[一二三四五]五”?(?:时期|末)|20[0-9][0-9]年末?|上年)$"
)  # 到位资金为“十一五”时期的4倍
_IN_ALL = re.compile(r"(?<=..)累计(?:实现|完成(?!投资))?(?=[一-鿿]{2})")
_FASTER = re.compile(r"(?<=...)(?:增速|增幅)(?:高于|快于|跑赢|领先)[^，。；、]{2,12}$")
_AFTER_STATE = re.compile(r"^(?:全覆盖|零增长|正增长|新突破|翻番)[、，](?=[一-鿿]{3})")
_DONE = re.compile("^(解决|完成|实现|建成|新建|建设|引进|发放|改造|新增)了(?=..)")
_CARRIED_OUT = re.compile("对?(?P<things>[^，、]{2,16})进行了?(?P<deed>[一-鿿]{2,8})")
_URGED = re.compile(r"^(?:助力|推动|帮助|促进|帮扶)(?=[一-鿿]{2})")
_EARNERS = re.compile("(?:农民|群众|农户|居民|村民|集体(?:经济)?|人口|[困贫]户|职工|减负)$")


def tidied(name: str, measure: Measure) -> str:
    """The name alone, as a table has it.

    >>> tidied("医疗保险参保率始终", "share"), tidied("下岗人员累计实现再就业", "level"), tidied("人均可支配收入增速高于经济增速", "level")
    ('医疗保险参保率', '下岗人员再就业', '人均可支配收入')
    """
    if "了" in name[:4]:
        name = _DONE.sub(r"\1", name)
    if measure in {"share", "rank"} and name.startswith(("保持", "稳定")) and len(name) > 5:
        name = name[2:]  # 稳定参保率在97%以上
    if name.endswith(_HOW_LONG):
        name = _FOR_LONG.sub("", name)
    if measure == "share" and name.endswith(_TERM):
        name = _SO_MANY_TIMES.sub("", name)
    if "、" in name[2:6] or "，" in name[2:6]:
        name = _AFTER_STATE.sub("", name)
    if measure == "level":
        if "增" in name:
            name = _FASTER.sub("", name)
        if "累计" in name:
            name = _IN_ALL.sub("", name)  # it is the qualifier's
    return name


def done_to(name: str) -> str:
    """The name of what is done to the things counted, without the words that only say that it is done.

    >>> done_to("河流进行集中整治"), done_to("对露天矿山进行了综合治理"), done_to("重点项目")
    ('河流集中整治', '露天矿山综合治理', '重点项目')
    """
    match = _CARRIED_OUT.fullmatch(name) if "进行" in name else None
    return match["things"] + match["deed"] if match else name


def earning(name: str, measure: Measure, cue: Lead) -> str:
    """The name of what people gained, which the verb tells: 农民增收 of 助力农民年均增收3000元.

    >>> earning("助力农民", "change", Lead(4, move="增收")), earning("一般公共预算收入", "change", Lead(8, move="增收"))
    ('农民增收', '一般公共预算收入')
    """
    earned = cue.move == "增收" and measure == "change" and _EARNERS.search(name)
    return f"{_URGED.sub('', name)}增收" if earned else name
