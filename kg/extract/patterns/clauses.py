"""Quoted slogans that are small clauses: who goes where, what turns into what, and what is asked of whom in a campaign."""

from __future__ import annotations

import re

from kg.model import Kind
from kg.segment import boundaries, tags

_PLACES = "楼|乡|村|海|园|校|山|企业?|户|社区|基层|边疆|校园|农村|万家|课堂|机关|军营"
_GOES = re.compile(rf"[一-鿿]{{1,5}}[上下进出](?:{_PLACES})")
_TURNED = re.compile("(?:[公空水铁海陆]转|(?![微周旋])[一-鿿][改升])(?![革造善变型移级])[一-鿿]")
_EVERY = re.compile(r"([村户组社区乡镇县校家企])\1[一-鿿]{1,3}")
_PASS = re.compile("[一-鿿]{2,4}(?<![交畅沟流融贯联普直互精能卡村户组镇县])通")
_UNITED = re.compile("(?![一-鿿]?[一二两三四五六七八九十个])[一-鿿]{3}一体化")
_FAR = re.compile("[一-鿿]{2,5}行(?:天下|全球|全国)")
_EVEN = re.compile("(?!.*的)(?:[一-鿿]{6}|[一-鿿]{8})")
_NEW = re.compile(
    "(?!夜间|市场|计划|民营|国民|商品|消费|服务)[一-鿿]{2}(?:经济|飞地)|[一-鿿]{2,4}(?<![机体改编控限强抵研复学税])制"
)
_STRONG, _AS_AIM = re.compile("强(?:省会|首府|县域|工业|农业|科技|龙头|县城|城区)"), re.compile("战略|行动|“")
_CAMPAIGN = re.compile("等?(?!的)[一-鿿]{0,4}?(?:活动|行动(?!力)|机制|模式)")
_CLAUSE = re.compile("(?!.*(?:[型年一]|保险)$)[一-鿿]{5,12}")


def clause(name: str, after: str) -> tuple[Kind, str] | None:
    """Kind and rule of a quoted clause; `after` is what follows the closing quote.

    >>> [clause(s, "") for s in ("数据上楼", "空转铁", "村村通", "大通关大联动")]
    [('motto', 'quoted-goes'), ('acronym', 'quoted-turned'), ('motto', 'quoted-every'), ('motto', 'quoted-halves')]
    >>> clause("局长帮企业跑项目", "活动"), clause("局长帮企业跑项目", "。"), clause("农产品质量提升", "行动")
    (('motto', 'quoted-campaign'), None, None)
    """
    if _GOES.fullmatch(name) and (len(name) > 4 or len(boundaries(name)) > 2):
        return "motto", "quoted-goes"
    if _TURNED.fullmatch(name) and len(boundaries(name)) > 2:
        return "acronym", "quoted-turned"
    if _EVERY.fullmatch(name):
        return "motto", "quoted-every"
    if _FAR.fullmatch(name):
        return "motto", "quoted-goes"
    if _UNITED.fullmatch(name):
        return "acronym", "quoted-united"
    if name.endswith("通") and _PASS.fullmatch(name) and len(boundaries(name)) > 2:
        return "motto", "quoted-pass"
    if _NEW.fullmatch(name) and len(boundaries(name)) > 2:
        return "motto", "quoted-new"
    if _STRONG.fullmatch(name) and _AS_AIM.match(after):
        return "motto", "quoted-strong"
    if _EVEN.fullmatch(name) and _echoes(name):
        return "motto", "quoted-halves"
    if _CLAUSE.fullmatch(name) and _CAMPAIGN.match(after) and _says(name):
        return "motto", "quoted-campaign"
    return None


def _echoes(name: str) -> bool:
    """Whether the halves of a name open alike, or are long and share a character: 大安全大应急, 好客山东好品山东."""
    half = len(name) // 2
    pairs = [one == other for one, other in zip(name[:half], name[half:], strict=True)]
    return (pairs[0] or (half > 3 and any(pairs))) and half in boundaries(name)


def _says(name: str) -> bool:
    """Whether a verb of one character stands within: 我帮企业找市场 says something, 服务提升 names it."""
    words = tags(name)
    return any(len(word) == 1 and flag.startswith(("v", "p")) for word, flag in words[1:-1])
