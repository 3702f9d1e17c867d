"""The ways in which a text explains a code, tried in order of certainty; each reads all figures, or says which stay open."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

from kg.digits.clauses import clauses, counts, trimmed
from kg.digits.codes import code, figures, readings
from kg.digits.counting import by_clause, by_count, counted, in_sentence, quoted_list, single
from kg.digits.records import Reading
from kg.lexicon import words
from kg.text import Span

_START = "，；。：、\n（“"


def read(name: str, text: str) -> tuple[Reading, ...]:
    """What a text says of each figure of a code; empty where it explains none.

    >>> [text[r.meaning.start : r.meaning.end] for text in ["“1”即一条主线；“3”是三个高地"] for r in read("13", text) if r.meaning]
    ['一条主线', '三个高地']
    >>> read("13", "围绕发展这个中心")
    ()
    """
    if not code(name):
        return ()
    text = text.replace(code(name), "□" * len(code(name)))  # the code itself explains nothing
    for reader in READERS:
        found = reader(name, text)
        if found:
            return tuple(found)
    return ()


def read_running(name: str, text: str) -> tuple[Reading, ...]:
    """What the rest of a sentence counts out without saying that it explains the code: all of three figures or more.

    >>> [r.figure for r in read_running("543", "体系，树立五种意识，用好四个方法，完善三项制度")]
    ['5', '4', '3']
    >>> [r.figure for r in read_running("1124", "工程，抓好“一网、一园、两厂、四区”建设")]
    ['1', '1', '2', '4']
    """
    return tuple(by_count(name, text) or quoted_list(name, text)) if len(figures(name)) > 2 else ()


def _labels(name: str, text: str) -> list[Reading]:
    """“1”即…；“3”是…: the figures stand before (or within) what explains them."""
    wanted = [*readings(name)]
    for pattern in (re.compile(r"“(\d{1,3}|[NX])”"), _bare_label()):
        found = list(pattern.finditer(text))
        labels = tuple(m[1] for m in found)
        if labels and labels in wanted:
            ends = [m.start() for m in found[1:]] + [len(text)]
            return [_label(text, m, end) for m, end in zip(found, ends, strict=True)]
    return []


def _bare_label() -> re.Pattern[str]:
    copulas = "|".join(words("digits_copulas.txt"))
    return re.compile(rf"(?:(?<=[，；。：、“（])|(?<=^))(\d{{1,3}}|[NX])(?=[，：]?(?:{copulas}))")


def _label(text: str, label: re.Match[str], end: int) -> Reading:
    """From a label to the next; a label in the middle of a clause is explained by that clause."""
    before = re.sub(r"第[一二三四]个$", "", text[: label.start()])
    if before and before[-1] not in _START:
        clause = next(s for s in clauses(text, "，；。", quoted=True) if s.start <= label.start() < s.end)
        return Reading(label[1], trimmed(text, clause), trimmed(text, clause), "digit-label")
    tail = re.sub(r"第[一二三四]个$", "", text[:end])
    quote = Span(label.start(), len(tail.rstrip("，；。、\n")))
    return Reading(label[1], trimmed(text, Span(label.end(), quote.end)), quote, "digit-label")


def _years(name: str, text: str) -> list[Reading]:
    """30·60: 2030年 … 2060年."""
    out, at = [], 0
    for figure in figures(name) if "·" in name or len(code(name)) == 4 else ():
        found = re.compile(rf"20{figure}年").search(text, at) if len(figure) == 2 else None
        if not found:
            return []
        at = found.end()
        clause = next(s for s in clauses(text, "，；。", quoted=True) if s.start <= found.start() < s.end)
        out.append(Reading(figure, trimmed(text, clause), trimmed(text, clause), "digit-year"))
    return out


def _ordinals(name: str, text: str) -> list[Reading]:
    """一是…二是…: as many as figures, no count among them against its figure and one at least for it."""
    wanted = figures(name)
    marks = [text.find(f"{char}是") for char in "一二三四五六七八九"[: len(wanted) + 1]]
    if "+" not in name or -1 in marks[:-1] or marks[-1] >= 0 or marks[:-1] != sorted(marks[:-1]):
        return []
    parts = [Span(a + 2, b) for a, b in pairwise([*marks[:-1], len(text)])]
    told = [{c.figure for c in counts(text, s)} for s in parts]
    if not any(told) or any(t and f not in t for t, f in zip(told, wanted, strict=True)):
        return []
    return [counted(text, s, f, "digit-order") for s, f in zip(parts, wanted, strict=True)]


READERS: tuple[Callable[[str, str], list[Reading]], ...] = (
    _labels, _years, by_clause, by_count, in_sentence, _ordinals, single,
)  # fmt: skip
