"""Headings and opening sentences that carry the items of a name above them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapidfuzz.distance import Prefix

from kg.extract.definitions.names import in_glossary, made
from kg.extract.definitions.sentences import HASTENS, governed_sentences, leading_sentences, opening_sentences
from kg.extract.items import governing_verb, split
from kg.model import Definition, Report, Section
from kg.naming import COUNT, announced
from kg.segment import boundaries
from kg.text import Span

_BEFORE_NOUN = re.compile(rf"^[{COUNT}十百]{{1,3}}[大个项类种条面]?")
_IN_SENTENCES = (opening_sentences, leading_sentences, governed_sentences)
_NUMBER = re.compile("[一二三四五六七八九十]{1,2}是")


def by_headings(report: Report, names: list[tuple[Span, str, bool]]) -> Iterator[Definition]:
    """六个聚焦, then six headings of one level in a row that carry 聚焦: the clauses that carry it are the items.

    `names` are those of `numbered_names`: span, name, whether it is quoted.
    """
    norm = report.text.norm
    runs = list(_sibling_runs(report))
    seen: set[str] = set()
    for span, name, quoted in names:
        count = announced(name)[0]
        noun = _BEFORE_NOUN.sub("", name)
        if name in seen or not quoted or count < 3 or len(noun) < 2 or in_glossary(report, span.start):
            continue
        items: tuple[Span, ...] = ()
        seen.add(name)
        for run in runs:
            items = _carrying(norm, run, noun, count) if run[0].span.start > span.start else ()
            if items:
                break
        else:
            told = (find(norm, span.end, noun, count) for find in _IN_SENTENCES)
            items = next((items for items in told if items), ())
        if items:
            yield made(name, "headings", Span(span.start, items[-1].end), Span(items[0].start, items[-1].end), items)


def _sibling_runs(report: Report) -> Iterator[list[Section]]:
    """Sections of one level under one parent, in order."""
    groups: dict[tuple[int | None, int], list[Section]] = {}
    for section in report.sections:
        groups.setdefault((section.parent, section.level), []).append(section)
    yield from groups.values()


def _carrying(norm: str, run: list[Section], noun: str, count: int) -> tuple[Span, ...]:
    """The clauses of exactly `count` successive headings that carry the noun."""
    hits = []
    for section in run:
        carries = norm.find(noun, section.title.start, section.title.end) >= 0
        clauses = split(norm, section.title, "，、") if carries else []
        clause = next((c for c in clauses if noun in norm[c.start : c.end]), None) if clauses else None
        if clause is not None:
            number = _NUMBER.match(norm, *clause)
            hits.append(Span(number.end(), clause.end) if number else clause)
        elif hits:
            break
    return _bare(norm, _tailless(norm, hits, noun), noun) if len(hits) == count else ()


def _tailless(norm: str, clauses: list[Span], noun: str) -> list[Span]:
    """The clauses without 建设 behind the noun, where each has it: 加快国际金融中心建设 is about the 中心."""
    ends = [norm.rfind(noun, *c) + len(noun) for c in clauses]
    if all(norm[end : c.end] == "建设" for end, c in zip(ends, clauses, strict=True)):
        lead = 2 * all(norm[c.start : c.start + 2] in HASTENS for c in clauses)
        return [Span(c.start + lead, end) for end, c in zip(ends, clauses, strict=True)]
    return clauses


def _bare(norm: str, clauses: list[Span], noun: str) -> tuple[Span, ...]:
    """The clauses without their verbs (打造…集群), where a verb ends in each of them at the end of a word, or in none."""
    texts = [norm[c.start : c.end] for c in clauses]
    shared = texts[0][: Prefix.similarity(min(texts), max(texts))]
    governs = shared in HASTENS or governing_verb().fullmatch(shared)
    if len(clauses) > 1 and noun not in shared and governs:  # 推动发展质量更高, 推动城市品质更高
        return tuple(Span(c.start + len(shared), c.end) for c in clauses)
    verbs = [governing_verb().match(norm, *c) for c in clauses]
    cuts = [
        v.end() if v and not norm.startswith(noun, c.start) else c.start for v, c in zip(verbs, clauses, strict=True)
    ]
    whole = all(cut - c.start in boundaries(norm[c.start : c.end]) for cut, c in zip(cuts, clauses, strict=True))
    freed = whole and all(cut > c.start for cut, c in zip(cuts, clauses, strict=True))
    return tuple(Span(cut, c.end) for cut, c in zip(cuts, clauses, strict=True)) if freed else tuple(clauses)
