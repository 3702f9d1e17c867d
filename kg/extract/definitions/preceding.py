"""The list that ends where a name begins: A、B、C“三X”."""

from __future__ import annotations

import re

from kg.extract.definitions.fitness import are_items, carry_noun, is_change
from kg.extract.definitions.names import item_counts
from kg.extract.definitions.openings import object_of
from kg.extract.items import counted, split
from kg.lexicon import words
from kg.naming import COUNT, kind_of
from kg.numerals import integer
from kg.segment import boundaries
from kg.text import Span

_OPENING_NUMBER = re.compile(rf"[{COUNT}]{{1,2}}|\d{{1,2}}")
_MEASURED = re.compile(rf"[{COUNT}十][大个项条种类篇下](?![{COUNT}])")
_SCOPE = re.compile("（[一二三四五六七八九十]{1,2}）|\\d{4}年")
_MEMBER = re.compile("(?![和与及])[一-鿿]{1,4}、")
_SUM = re.compile(r"(\d)\+(\d)")
_UNCOUNTED = re.compile(f"[^{COUNT}]{{2}}")
_SAID = re.compile("[就正也]?是[一-鿿]{2,8}$")
_PAIR = re.compile("([^、和与及]{2,14})[和与]([^、和与及]{2,14})")
_CAME = re.compile(
    r"(?:比\d{4}年底?)?(?:连续\d{1,2}年|连年|逐年|持续|同步|双双|全部|再次|首次|[均也])*(?:实现|保持|呈现)?$"
)


def list_before(norm: str, sentence: Span, span: Span, name: str) -> tuple[Span, ...]:
    """A、B、C“三X”: the list that ends where the name begins, cut off at the clause that governs it."""
    end = _list_end(norm, sentence.start, span.start, name)
    if kind_of(name) == "digit":
        return _by_digit(norm, Span(sentence.start, end), name) or _by_sum(norm, Span(sentence.start, end), name)
    if _UNCOUNTED.match(name):  # 平急两用: what comes first is counted, not what stands before
        return ()
    if end - sentence.start < 4 or norm[end - 1] in "，。；：、和与及或“":
        return ()
    if _in_longer_list(norm, span):
        return ()
    if norm[end - 1] == "”":
        quoted = _quotations(norm, sentence.start, end) or _quoted_list(norm, sentence.start, end - 1, name)
        if quoted and len(quoted) in item_counts(name):
            return quoted
    clause = _clause(norm, Span(sentence.start, end))
    if norm.startswith("以", clause) and "为" in norm[span.end : span.end + 8]:  # 以冰雪和避暑“双品牌”为引领
        clause += 1
    for count in item_counts(name):
        region = _unscoped(norm, Span(clause, end))
        items = _abutting(norm, region, count, name) or (
            _joined(norm, region) if count == 2 and is_change(name) else ()
        )
        if items and are_items(norm, items, count, name):
            of = "的" in norm[end : span.start]  # …、…、…的“一门、一网”体系 tells what the system is like
            return items if not of or carry_noun(norm, items, name) or _MEASURED.match(name) else ()
    return ()


def _clause(norm: str, region: Span) -> int:
    """Where the last clause of a region begins."""
    return max(region.start, *(norm.rfind(mark, *region) + 1 for mark in "，；："))


def _unscoped(norm: str, region: Span) -> Span:
    """A clause without the number of its heading and without the year of which it speaks."""
    while scope := _SCOPE.match(norm, *region):
        region = Span(scope.end(), region.end)
    return region


def _list_end(norm: str, start: int, at: int, name: str) -> int:
    """Where the list before a name ends: before 等, and before the verb of a name that tells of a change (…、…实现“双下降”)."""
    end = at
    while end > start and norm[end - 1] in "等的这":
        end -= 1
    said = _SAID.search(norm, max(start, end - 12), end) if norm[end : end + 1] == "的" else None
    if said:  # 环境保护、安全稳定和国土矿材是发展的三条底线
        return said.start()
    came = _CAME.search(norm, max(start, end - 16), end) if is_change(name) else None
    return came.start() if came else end


def _in_longer_list(norm: str, span: Span) -> bool:
    """Whether the name is itself a member of a list (…、农村集体“三资”管理、营商环境): what stands before is then none
    of its items."""
    return norm[span.start] == "“" and bool(_MEMBER.match(norm, span.end))


def _quotations(norm: str, start: int, end: int, adjacent: bool = False) -> tuple[Span, ...]:
    """“新时代西部大开发”、“黄河流域生态保护和高质量发展”两大国家战略: quotations in a row.

    Before a quoted name they need a mark between them unless they may be `adjacent`.
    """
    between = "[、和与及]" if norm[end : end + 1] == "“" and not adjacent else "[、和与及]?"
    row = re.compile(f"“[^“”]+”(?:{between}“[^“”]+”)+$").search(norm, start, end)
    found = tuple(Span(*m.span(1)) for m in re.compile("“([^“”]+)”").finditer(norm, *row.span())) if row else ()
    return found if len(found) > 1 else ()


def _by_digit(norm: str, region: Span, name: str) -> tuple[Span, ...]:
    """“一门受理”“一网通办”“111”: quotations in a row before a code, one for each digit and each beginning with it."""
    if norm[region.end - 1] != "”" or norm[region.end : region.end + 1] != "“" or not name.isdigit():
        return ()
    quoted = _quotations(norm, *region, adjacent=True)
    opened = [_OPENING_NUMBER.match(norm, *q) for q in quoted]
    numbers = [integer(number[0]) if number else None for number in opened]
    return quoted if len(name) > 2 and numbers == [int(digit) for digit in name] else ()


def _by_sum(norm: str, region: Span, name: str) -> tuple[Span, ...]:
    """新能源汽车、装备制造和新型储能“2+1”主导产业: as many things as the figures come to."""
    figures = _SUM.fullmatch(name)
    total = int(figures[1]) + int(figures[2]) if figures else 0
    clause = _clause(norm, region)
    listed = 3 <= total <= 6 and "、" in norm[clause : region.end]
    items = _abutting(norm, Span(clause, region.end), total, name) if listed else ()
    return items if items and are_items(norm, items, total, name) else ()


def _quoted_list(norm: str, start: int, end: int, name: str) -> tuple[Span, ...]:
    """“创新、协调、绿色、开放、共享”五大发展理念"""
    opening = norm.rfind("“", start, end)
    if opening < 0:
        return ()
    return next((items for count in item_counts(name) if (items := counted(norm, Span(opening + 1, end), count))), ())


def _abutting(norm: str, region: Span, count: int, name: str) -> tuple[Span, ...]:
    """Exactly `count` pieces between 、 marks (the last pair may be joined by 和), the first freed of its verb."""
    pieces = split(norm, region, "、")
    if count == len(pieces) > 1:
        return (object_of(norm, pieces), *pieces[1:])
    joined = (
        counted(norm, Span(object_of(norm, pieces).start, region.end), count)
        if len(pieces) in (count - 1, 1) and pieces
        else ()
    )
    if count == 2 and joined and joined[0].end - joined[0].start < 2:  # 低保线与扶贫线: 低保 is no verb here
        joined = counted(norm, region, 2)
    return joined or _run_together(norm, region, count, bool(_MEASURED.match(name)))


def _joined(norm: str, region: Span) -> tuple[Span, ...]:
    """水土流失面积和强度“双下降”: two things that changed alike need nothing else in common."""
    pair = _PAIR.fullmatch(norm, *region)
    if not pair:
        return ()
    first, second = Span(*pair.span(1)), Span(*pair.span(2))
    return object_of(norm, [first, second]), second


def _run_together(norm: str, region: Span, count: int, measured: bool) -> tuple[Span, ...]:
    """延链补链强链“三篇文章”: pieces of one size without marks between them, alike in their last character, or, before a
    name with a measure word, words of two characters behind a verb (做好改革开放创新“三篇文章”)."""
    for size in (2, 3, 4):
        start = region.end - count * size
        if count < 3 or start < region.start:
            continue
        pieces = [Span(start + i * size, start + (i + 1) * size) for i in range(count)]
        if not re.fullmatch("[一-鿿]+", norm[start : region.end]):
            continue
        if len({norm[p.end - 1] for p in pieces}) == 1 or (
            size == 2 and measured and _are_words(norm, region.start, pieces)
        ):
            return tuple(pieces)
    return ()


def _are_words(norm: str, clause: int, pieces: list[Span]) -> bool:
    """Whether each of the pieces is a word by itself and a verb that governs them is all that stands before them."""
    if not norm.endswith(words("list_verbs.txt"), clause, pieces[0].start):
        return False
    return all(len(boundaries(norm[p.start : p.end])) == 2 for p in pieces)
