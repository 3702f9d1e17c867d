"""What the passage around a number says of it: which part of the place, compared with what, done or not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from kg.lexicon import words
from kg.model import Observation, Report
from kg.text import unquoted

_CLOSE = re.compile(r"[。；！？\n]")
_BREAK = re.compile(r"[，。；：！？\n]")
_PARTLY = re.compile(r"上半年|下半年|[一二三四前1-4两]{1,2}季度|(?<![年\d])\d{1,2}月份?|当月|(?:今年|年)以来")
_LEADS = re.compile(r"^(?:确保|力争|争取|实现|预计|在|全[市县区])+")
_AS_MATTER = re.compile(r"建设|为|个|内|$")  # the part is what is built there, not the owner of the numbers after it
_FROM = re.compile(r"[由从](?:原来的?|不足|不到|年初的?|上年的?|去年的?|(?:19|20)\d\d年的?|“?十[一-五]五”?末的?)?$")
_BASE = re.compile(r"[比较是](?:上?一?年)?(?:(20\d\d|19\d\d)年|“?十?[一二三四五六七八九]五|规划|启动|开工前|改革前)")
_WHOLE = re.compile(r"全[市县区省]")
_DONE = re.compile(r"(?<![未没])完成了?$|建成了?$|竣工了?$")  # 完成了102个贫困村整村推进
_EXCEPTED = re.compile(
    "其[他它余](?:指标|数据|数字)?[均都]?不(?:含|包括)|不(?:含|包括)[一-鿿]{2,5}(?:[县市区旗]|(?=，下同))"
)
_PRICES = re.compile(r"可比价|不变价|(?:19|20)\d\d年价")
_TAIL = 4  # characters of a name that tell where it stands


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, words(name))))


def words_before(report: Report, seen: Observation) -> str:
    """The words between the last break and the number."""
    norm = report.text.norm
    return unquoted(_BREAK.split(norm[max(0, seen.number.start - 80) : seen.number.start])[-1])


@lru_cache(maxsize=64)
def excepted(norm: str) -> str:
    """The note of a report that its figures leave a part of the place out, blank where it has none.

    >>> excepted("（加★包括某县，其他不包括，下同）"), excepted("其他指标不含某县。"), excepted("毫不含糊，应对挑战")
    ('其他不包括', '其他指标不含', '')
    """
    found = _EXCEPTED.search(norm)
    return found[0] if found else ""


def clause_before(report: Report, seen: Observation) -> str:
    """The clause of a number with the one before it, within the sentence."""
    norm = report.text.norm
    sentence = _CLOSE.split(norm[max(0, seen.number.start - 80) : seen.number.start])[-1]
    return "，".join(re.split("[，,、]", unquoted(sentence))[-2:])


def partly(report: Report, seen: Observation) -> bool:
    """Whether a number is of a part of its year only (上半年), or is where a change began (由14112元提高到…)."""
    norm = report.text.norm
    start = max(norm.rfind(mark, 0, seen.number.start) for mark in "。；\n") + 1
    return bool(_PARTLY.search(norm, start, seen.number.start) or _FROM.search(norm, start, seen.number.start))


def scope_of(report: Report, seen: Observation, before: str, own: str) -> str:
    """The limiting words of the passage that the indicator itself does not have, and a year of comparison."""
    name = max(before.rfind(unquoted(seen.indicator)), before.rfind(unquoted(seen.indicator)[-_TAIL:]), 0)
    near = before[max(before.rfind(mark, 0, name) for mark in "、和及与") + 1 :]
    found = {w for w in _pattern("promise_scopes.txt").findall(near) if w not in own}
    found.update(w for w in _pattern("promise_areas.txt").findall(before) if w not in own)
    if not _WHOLE.search(before) or found:
        found.update(w for w in _carried(report, seen) if w not in own)
    if seen.measure in ("growth", "change") and "累计" in before:
        found.add("累计")
    if seen.measure == "level" and _at_constant_prices(report, seen):
        found.add("可比价")
    base = _BASE.search(before)
    if base and base[1] != str(int(seen.period[:4] or 0) - 1):
        found.add(base[0])
    part = bool(seen.concept or _pattern("promise_areas.txt").search(own))
    return "、".join(sorted(found - {"其中"} if part else found))


def _at_constant_prices(report: Report, seen: Observation) -> bool:
    """Whether the sentence, up to an amount of money, says that it is at the prices of another year."""
    if not seen.unit.endswith("元"):
        return False
    norm = report.text.norm
    start = max(norm.rfind(mark, 0, seen.number.start) for mark in "。；！\n") + 1
    return bool(_PRICES.search(norm, start, seen.number.start))


def _carried(report: Report, seen: Observation) -> Iterator[str]:
    """Parts of the place that begin a clause of the sentence: 全市产业集聚区投资增长20%，增加值增长13%."""
    norm = report.text.norm
    start = max(norm.rfind(mark, 0, seen.number.start) for mark in "。；：！\n") + 1
    carried: list[str] = []
    for clause in re.split("[，、]", unquoted(norm[start : seen.number.start]))[:-1]:
        whole = _WHOLE.search(clause[:6])
        clause = _LEADS.sub("", clause)
        head = _pattern("promise_areas.txt").search(clause[:6])
        if head and not _AS_MATTER.match(clause, head.end()):
            carried = [head[0]]
        elif whole:
            carried = []
    yield from carried


def unfinished(report: Report, seen: Observation) -> bool:
    """Whether the rest of the passage says that the work goes on: 12条工程加快推进."""
    norm = report.text.norm
    rest = _CLOSE.split(norm[seen.number.end : seen.number.end + 60])[0]
    if _DONE.search(words_before(report, seen)):
        return False
    return bool(_pattern("promise_unfinished.txt").search(rest))
