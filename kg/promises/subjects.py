"""Whether two numbers are of the same thing: the indicator, its measure, its years, and the part of the place it is of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from kg.extract.concepts import concept_of
from kg.extract.observations import base_fraction
from kg.lexicon import rows, words
from kg.model import Observation, Report
from kg.promises.passages import clause_before, scope_of, words_before
from kg.text import unquoted

_ORDINAL = re.compile(r"^[一二三四五六七八九十]{1,3}是|（[^（）]*）|^（|）$")
_YEARLY = re.compile(r"年均|年平均|平均每年")
_STOCK = re.compile(r"发展到|增加到|达到|增至|总数|总量|累计|共有|现有|拥有|保有|突破|达")
_DEEDS = (
    "build",
    "rebuild",
    "widen",
    "add",
    "train",
    "bring",
    "sign",
    "start",
    "found",
    "grant",
    "train_people",
    "plant",
)
_FLOW = re.compile(r"新|改造|建设|培训|转移|脱贫|造林|完成|投资|征收|治理|就业")
_LISTED = re.compile(r"(?:项目|工程|任务|实事|行动)$")
_PLANNED = re.compile(r"(?:年度|计划)+(?:总?投资|资金)$|总投资$")
_OF = re.compile(
    r"(?:年度|计划)*(?:总?投资|资金|产值|面积|数|税收|个数)$"
)  # what is counted of a list: 重点项目年度投资
_SHORTEST = 4  # a shorter name without a standard indicator says too little
_COUNTED = frozenset(("level",))


@dataclass(frozen=True, slots=True)
class Subject:
    """What a number is of. `name` is the standard indicator or the written name without words that change nothing,
    `deed` the verb that makes it a year's work, `scope` the part of the place that the passage names."""

    name: str
    deed: str
    measure: str
    period: str
    scope: str
    yearly: bool

    @property
    def loose(self) -> tuple[str, str, str]:
        """Name, deed and period: what is the same where only measure or scope differ."""
        return self.name, self.deed, self.period


@cache
def _parts() -> dict[str, tuple[str, ...]]:
    return {
        row["part"]: tuple(sorted(row["words"].split(), key=lambda w: (-len(w), w)))
        for row in rows("promise_names.tsv")
    }


@cache
def unfixed() -> frozenset[str]:
    """Names that name no fixed set, so that two numbers under them are of two things."""
    generic = {
        w for row in rows("observation_cues.tsv") if row["role"] in ("generic", "bare") for w in row["words"].split()
    }
    return frozenset(generic | set(words("promise_unfixed.txt")))


@cache
def narrower(name: str) -> tuple[str, ...]:
    """The series that are part of an indicator's.

    >>> narrower("固定资产投资")
    ('城镇固定资产投资',)
    """
    return tuple(row["part"] for row in rows("promise_narrower.tsv") if row["whole"] == name)


def fixed(subject: Subject, seen: Observation) -> bool:
    """Whether a name is enough to tell what it is of: a list of projects is another one each year."""
    if subject.name in unfixed() or _OF.sub("", subject.name) in unfixed():
        return False
    if seen.concept:
        return True
    listed = seen.measure == "level" and not subject.deed and _LISTED.search(_PLANNED.sub("", subject.name))
    return len(subject.name) >= _SHORTEST and not listed and not subject.name.startswith("计划")


def subject_of(report: Report, seen: Observation) -> Subject:
    """What a number is of, from its indicator and from the words of the passage around it."""
    before = words_before(report, seen)
    concept = _fuller(seen, before)
    name, deed = (concept, "") if concept else bare_name(seen.indicator, before)
    scope = "" if seen.measure == "rank" else scope_of(report, seen, before, unquoted(seen.indicator) + concept)
    nearby = clause_before(report, seen) if seen.measure == "change" else before  # 年均增长7.3%，高于全省1个百分点
    return Subject(name, deed, seen.measure, seen.period, scope, bool(_YEARLY.search(nearby)))


def bare_name(written: str, before: str = "") -> tuple[str, str]:
    """A written name without what changes nothing, and the deed that it or the word before its number names.

    >>> bare_name("建成城市书屋"), bare_name("城市书屋", "建设"), bare_name("五是改扩建农村敬老院")
    (('城市书屋', 'build'), ('城市书屋', 'build'), ('农村敬老院', 'widen'))
    >>> bare_name("标准化村卫生室建设"), bare_name("全市优质小麦")
    (('标准化村卫生室', 'build'), ('优质小麦', ''))
    """
    name = _ORDINAL.sub("", unquoted(written)).replace("的", "")
    name, deed, led = _stripped(_stripped(name, "lead"), "tail", end=True), "", True
    while led and not deed:
        name, deed = _deed(name)
        led = not deed and name != (name := _stripped(name, "lead"))
    if not deed:
        deed = next((d for d in _DEEDS if before.endswith(_parts()[d])), "")
    return name, deed


def _deed(name: str) -> tuple[str, str]:
    for deed in _DEEDS:
        for verb in _parts()[deed]:
            if name.startswith(verb) and len(name) > len(verb) + 1:
                return name.removeprefix(verb), deed
            if name.endswith(verb) and len(name) > len(verb) + 1:
                return name.removesuffix(verb), deed
    return name, ""


def _stripped(name: str, part: str, end: bool = False) -> str:
    for word in _parts()[part]:
        if len(name) > len(word) + 2 and (name.endswith(word) if end else name.startswith(word)):
            return _stripped(name.removesuffix(word) if end else name.removeprefix(word), part, end)
    return name


def _fuller(seen: Observation, before: str) -> str:
    """The standard indicator, of the longer name where a limiting word stands right before the name: 城镇·新增就业人员."""
    name = unquoted(seen.indicator)
    at = before.rfind(name)
    for word in words("promise_scopes.txt") if at > 0 else ():
        if before[:at].endswith(word) and (found := concept_of(word + name)):
            return found
    return seen.concept


def stock(report: Report, seen: Observation) -> bool | None:
    """Whether a count is of all there is (True) or of a year's work (False); None where nothing tells."""
    before = words_before(report, seen)
    if seen.measure not in _COUNTED or base_fraction("1", seen.unit) is None:
        return None
    if _FLOW.search(seen.indicator + seen.concept) or bare_name(seen.indicator, before)[1]:
        return False
    return True if _STOCK.search(before) else None
