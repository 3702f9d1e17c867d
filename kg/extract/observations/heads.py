"""The head that stands once, behind the last name of a list: 国内游客、入境游客数量, 企业开办和项目审批时间."""

from __future__ import annotations

import re

from kg.extract.concepts import concept_of

_HEAD = re.compile(  # what is measured of a thing, and no thing itself
    r"(?:(?:人均)?[月年]?(?:最低|平均)?标准|规模|数量|时间|时限|综合指数|排放|保险参保|(?:建成|办结|治理|满意|完成|开工|投产|回收|签约|保障)率)$"
)
_AFTER_KIN = re.compile(
    r"(?:[率额量值数度]|收入|支出|投资|贷款|存款|出口|标准|规模|时间|时限|人次|排放|面积|占比|比重|浓度)$"
)
_MEASURES = re.compile(
    r"(?:[率额量值数度费]|收入|支出|投资|贷款|存款|出口|进口|进出口|外资|标准|规模|时间|时限|人次|排放|面积|占比|比重|浓度|就业|[.\dA-Z])$"
)
_RUNG, _RUNG_FIRST = re.compile("[一-鿿]{1,3}级"), re.compile("[一-鿿]{1,3}级(?=[一-鿿]{3})")
_SORT = frozenset("型类")
_CARE = re.compile("集中养育|散居|集中供养|分散供养")  # how orphans and the destitute are kept: the next word says who


def after_kin(name: str, last: str) -> str:
    """What stands in the last name of a list after the word that is of one kind with the first.

    >>> after_kin("清洁能源", "新能源装机占比"), after_kin("炼铁", "炼钢先进产能占比"), after_kin("绿电", "城镇人口比重")
    ('装机占比', '先进产能占比', '')
    """
    for size in (4, 3, 2):
        at = last.find(name[-size:]) if len(name) >= size else -1
        if at >= 0:
            return last[at + size :]
    return last[2:] if len(name) == 2 and last[0] == name[0] else ""


def of_kin(name: str, last: str) -> str:
    """A name of a list with what stands after its own word in the last one; blank where it measures something itself.

    >>> of_kin("国内游客", "入境游客数量"), of_kin("城镇居民", "农村居民人均可支配收入"), of_kin("国家级", "省级创新平台")
    ('国内游客数量', '城镇居民人均可支配收入', '国家级创新平台')
    >>> of_kin("高技术产业", "先进制造业企业"), of_kin("旅游收入", "旅游人次")
    ('', '')
    """
    if _RUNG.fullmatch(name) and (rung := _RUNG_FIRST.match(last)):
        return name + last[rung.end() :]
    if not _AFTER_KIN.search(last) or _MEASURES.search(name) or last.startswith(name):
        return ""
    if _CARE.search(name) and (care := _CARE.search(last)):
        return name + last[care.end() :]
    if name[-1] in _SORT and (at := last.find(name[-1], 1)) > 0:
        return name + last[at + 1 :]  # 急难型、支出型临时救助标准
    rest = after_kin(name, last).lstrip("”")
    return _as_well(name, rest) if rest and _AFTER_KIN.search(rest) else ""


def headed(name: str, last: str) -> str:
    """A name of a list with the head that only the last one has; blank where it measures something itself.

    >>> headed("企业开办", "项目审批时间"), headed("低保", "特困人均月标准"), headed("固定资产投资", "外资规模")
    ('企业开办时间', '低保人均月标准', '')
    """
    head = _HEAD.search(last)
    return (
        "" if head is None or not head.start() or len(name) < 2 or _MEASURES.search(name) else _as_well(name, head[0])
    )


def _as_well(name: str, head: str) -> str:
    """The name with the head, but for a standard indicator that the head would make another thing (刑事案件, 科技型中小企业)."""
    whole = name + head
    return "" if concept_of(name) and not concept_of(whole) else whole
