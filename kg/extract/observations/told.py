"""What an item of a list leaves to the one before it to say: 举办演出5场、吸引观众3万人次 are the audience of these."""

from __future__ import annotations

import re

from kg.extract.observations import names
from kg.extract.observations.thread import Place, Subject, Thread

_FUNDS = re.compile("(?:资金|补贴|消费券|债券|专项债|国债|基金|贷款|额度)$")
_FUNDED = re.compile("(?:支持|拉动|带动|撬动)(?:项目|企业|消费|社会投资|民间投资|投资|销售额?|销售金额)$")
_SHOWS = re.compile("(?:演出|展览|展演|赛事|展会|讲座|论坛|文化活动|惠民活动|文体活动)$")
_AUDIENCE = re.compile("(?:吸引|接待|服务|惠及|参与)[一-鿿]{0,4}(?:观众|群众|游客|听众|选手)$")
_DEGREES = re.compile("(?:[博硕]士){1,2}学位(?=授[予权])")
_DEGREE_HEADS = frozenset({"授权点", "授予单位", "授权单位", "授予权单位", "授权学科"})
_TRADED = re.compile("(?:以旧换新|报废更新|置换更新)$")
_GOODS = frozenset({"汽车", "家电", "家装厨卫", "数码产品", "手机", "电动自行车", "农机", "家电产品", "绿色智能家电"})


def told_before(norm: str, place: Place, subject: Subject, thread: Thread) -> Subject:
    """The subject with what the item before it says for both: whose the effect is, or the words that they share.

    >>> from kg.extract.observations.figures import Figure
    >>> text, thread = "发放购车补贴5亿元、拉动消费80亿元", Thread(last="发放购车补贴", unit="亿元", verb="发放")
    >>> place = Place(Figure(14, 18, "80", "亿元", "Money"), 9, 18, 0, 18)
    >>> told_before(text, place, Subject("发放拉动消费", 10, "noun-before"), thread).name
    '购车补贴拉动消费'
    """
    if place.left == place.clause or norm[place.left] != "、" or subject.rule != "noun-before":
        return subject
    verb = thread.verb if subject.name.startswith(thread.verb) else ""
    plain = subject.name[len(verb) :]
    said = thread.last.removeprefix(thread.verb)
    funded = thread.unit.endswith("元") and _FUNDED.match(plain) and _FUNDS.search(said)
    if funded or (_AUDIENCE.match(plain) and _SHOWS.search(said)):
        return subject._replace(name=names.without_verb(said) + plain, at=min(subject.at, thread.last_at))
    if plain in _DEGREE_HEADS and (degrees := _DEGREES.search(said)):
        return subject._replace(name=verb + degrees[0] + plain)
    if plain in _GOODS and (traded := _TRADED.search(said)):
        return subject._replace(name=verb + plain + traded[0])
    return subject
