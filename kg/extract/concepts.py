"""Written name to standard indicator: GDP, 全市生产总值 and 地区生产总值 are one concept of ontology/indicators.ttl."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from pyoxigraph import Literal, NamedNode

from kg.text import unquoted
from kg.vocab import SKOS, kg, triples

_SCOPE = re.compile(
    r"^(?:[全我][国省市县区州盟旗]|城区|全域|全部|全口径(?=税收)|全社会(?=固定资产投资|消费品)|地方(?=生产总值)|累计|全年"
    r"|各项(?=税收|贷款|存款)|争取到?(?=中央预算内|上级|地方政府专项|专项债|中央转移)|年末|年均|其中)+"
)
_TAIL = re.compile(
    r"(?:名义|实际)?(?:增速|增幅|增长率|增长速度|总量|总额完成|完成额|总数|预期目标|指标|目标|数值|水平)$|（[^（）]{1,20}）$"
)
_FORMS = (
    ("规上", "规模以上"),
    ("规模以上企业工业", "规模以上工业"),
    ("的", ""),
    ("比例", "比重"),
    ("GDP", "地区生产总值"),
    ("社消零", "社会消费品零售"),
)


@cache
def _names() -> dict[str, str]:
    """Every Chinese name of every standard indicator, and the preferred one; a preferred name is never another's."""
    preferred: dict[object, str] = {}
    others: list[tuple[object, str]] = []
    for subject, predicate, label in ((t.subject, t.predicate.value, t.object) for t in triples("indicators.ttl")):
        if not isinstance(label, Literal) or not (label.language or "").startswith("zh"):
            continue
        if predicate == SKOS + "prefLabel":
            preferred[subject] = label.value
        elif predicate == SKOS + "altLabel":
            others.append((subject, label.value))
    names = {_key(name): preferred[subject] for subject, name in others}
    return names | {_key(name): name for name in preferred.values()}


@cache
def headlines() -> tuple[str, ...]:
    """The standard indicators that a report's target paragraph usually names.

    >>> "地区生产总值" in headlines()
    True
    """
    flagged = {t.subject for t in triples("indicators.ttl") if t.predicate == kg("headline")}
    found = (
        t.object for t in triples("indicators.ttl") if t.predicate.value == SKOS + "prefLabel" and t.subject in flagged
    )
    return tuple(sorted(o.value for o in found if isinstance(o, Literal) and (o.language or "").startswith("zh")))


_SOLID = frozenset({"Money", "Count", "Area", "Mass", "Length", "Energy", "Duration", "Volume"})


@cache
def _kinds() -> dict[str, str]:
    """The kind of quantity of every standard indicator, by its preferred name."""
    stated = (t for t in triples("indicators.ttl") if t.predicate == kg("quantityKind"))
    kinds = {t.subject: t.object.value.rpartition("#")[2] for t in stated if isinstance(t.object, NamedNode)}
    found = (t for t in triples("indicators.ttl") if t.predicate.value == SKOS + "prefLabel" and t.subject in kinds)
    return {t.object.value: kinds[t.subject] for t in found if isinstance(t.object, Literal)}


def fits(concept: str, kind: str) -> bool:
    """Whether an amount of this kind of unit may be one of a standard indicator: an added value is not counted, nor a project told in days.

    >>> fits("地区生产总值", "Money"), fits("高技术制造业增加值", "Count"), fits("签约项目数", "Duration")
    (True, False, False)
    """
    wanted = _kinds().get(concept, kind)
    if wanted == "Ratio" and kind == "Count":
        return not concept.endswith(("率", "比例", "比重"))  # 每万人口发明专利拥有量 is counted
    return wanted == kind or not {wanted, kind} <= _SOLID


def names_of(concept: str) -> frozenset[str]:
    """The written names that a standard indicator goes by.

    >>> "GDP" in names_of("地区生产总值")
    True
    """
    return frozenset(name for name, preferred in _names().items() if preferred == concept)


def _key(name: str) -> str:
    return unquoted(name).replace("(", "（").replace(")", "）").replace("_", "")  # PM_2.5 was a subscript


@lru_cache(maxsize=8192)
def concept_of(name: str) -> str:
    """The standard indicator that a written name stands for, blank where it is none.

    >>> [concept_of(s) for s in ("全市生产总值", "GDP", "规上工业增加值增速", "一般公共预算收入", "万人会战")]
    ['地区生产总值', '地区生产总值', '规模以上工业增加值', '一般公共预算收入', '']
    """
    names, written = _names(), _key(name)
    for form in dict.fromkeys((written, _SCOPE.sub("", written))):
        if found := names.get(form):
            return found
        short = _TAIL.sub("", form)
        if found := names.get(short):
            return found
        for old, new in _FORMS:
            if old in short and (found := names.get(short.replace(old, new))):
                return found
    return ""
