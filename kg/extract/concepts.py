"""Written name to standard indicator: GDP, 全市生产总值 and 地区生产总值 are one concept of ontology/indicators.ttl."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.resources import files

from kg.errors import KgError
from kg.text import unquoted

_LABELS = re.compile(r"skos:(pref|alt|hidden)Label\s+((?:\"[^\"]*\"(?:@[\w-]+)?\s*,?\s*)+)")
_LABEL = re.compile(r'"([^"]*)"@zh')
_CONCEPT = re.compile(r"^ind:[^\s#]+\s+a\s+skos:Concept\s*;", re.MULTILINE)
_SCOPE = re.compile(
    r"^(?:[全我][国省市县区州盟旗]|城区|全域|全部|全口径(?=税收)|全社会(?=固定资产投资|消费品)|地方(?=生产总值)|累计|全年"
    r"|各项(?=税收|贷款|存款)|年末|年均|其中)+"
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
    """Every Chinese name of every standard indicator, and the preferred one.

    The ontology is Turtle in one plain style, so that four regular expressions read it in a millisecond; a test
    compares what they read with what rdflib reads.
    """
    package = files("kg")
    for place in (package.joinpath("ontology", "indicators.ttl"), package.joinpath("..", "ontology", "indicators.ttl")):
        if place.is_file():
            return read_labels(place.read_text("utf-8"))
    raise KgError("is not installed; install the package again", path="ontology/indicators.ttl")


def read_labels(turtle: str) -> dict[str, str]:
    """Name to preferred name, from the Turtle text of the scheme.

    >>> read_labels('ind:a a skos:Concept ;\\n skos:prefLabel "甲"@zh-Hans , "A"@en ;\\n skos:altLabel "乙"@zh-Hans .')
    {'乙': '甲', '甲': '甲'}
    """
    names: dict[str, str] = {}
    starts = [match.end() for match in _CONCEPT.finditer(turtle)]
    for start, end in zip(starts, [*starts[1:], len(turtle)], strict=True):
        labels = [(m[1], name) for m in _LABELS.finditer(turtle, start, end) for name in _LABEL.findall(m[2])]
        preferred = next((name for sort, name in labels if sort == "pref"), "")
        if preferred:
            names.update({_key(name): preferred for sort, name in labels if sort != "pref" and _key(name) not in names})
            names[_key(preferred)] = preferred
    return names


def _key(name: str) -> str:
    return unquoted(name).replace("(", "（").replace(")", "）")


@lru_cache(maxsize=8192)
def concept_of(name: str) -> str:
    """The standard indicator that a written name stands for, blank where it is none.

    >>> [concept_of(s) for s in ("全市生产总值", "GDP", "规上工业增加值增速", "一般公共预算收入", "万人会战")]
    ['地区生产总值', '地区生产总值', '规模以上工业增加值', '一般公共预算收入', '']
    """
    names, written = _names(), _key(name)
    for form in (written, _SCOPE.sub("", written)):
        if found := names.get(form):
            return found
        short = _TAIL.sub("", form)
        for old, new in (("", ""), *_FORMS):
            if found := names.get(short.replace(old, new) if old else short):
                return found
    return ""
