"""提法 in a report: glossary headwords, quoted names, and the unquoted forms that can be told from prose."""

from __future__ import annotations

import re
from functools import cache

from kg.extract.items import spelled_out
from kg.extract.patterns import QUOTED, classify, clipped, nationwide, quoted_name, told_by_company, unquoted_forms
from kg.matching import Finder
from kg.model import Candidate, Definition, Kind, Report
from kg.naming import kind_of
from kg.text import Span


def find_terms(report: Report, definitions: list[Definition]) -> list[Candidate]:
    """Every stretch that a rule takes for a 提法; the same name may be taken many times."""
    found = [_defined(d) for d in definitions]
    found.extend(_quoted(report))
    norm = report.text.norm
    for definition in definitions:
        if definition.source == "glossary":
            phrases = spelled_out(norm, definition.gloss, definition.term)
            found.extend(Candidate(norm[s.start : s.end], "numeral", s, "spelled-out") for s in phrases)
    for start, end, name, kind, rule in unquoted_forms(norm):
        if rule in ("joint-verb", "counted-explained") or not any(
            region.start <= start < region.end for region in report.glossary
        ):
            found.append(Candidate(name, kind, Span(start, end), rule))
    found.extend(_nationwide(norm))
    return sorted(found, key=lambda c: (c.span, c.name, c.rule))


def _nationwide(norm: str) -> list[Candidate]:
    """Formulations of the data file: numbered ones and clippings as they stand, the others where they are quoted
    in the report, for unquoted they are plain words (军民融合, 获得感)."""
    found = list(_nationwide_finder().find(norm))
    quoted = {
        name
        for name, span in found
        if norm[span.start - 1 : span.start] == "“" and norm[span.end : span.end + 1] == "”"
    }
    return [Candidate(n, _listed_kind(n), span, "nationwide") for n, span in found if n in quoted or _plainly_short(n)]


def _plainly_short(name: str) -> bool:
    kind = _listed_kind(name)
    return kind == "numeral" or (kind == "digit" and "年" not in name) or (kind == "acronym" and clipped(name))


@cache
def _nationwide_finder() -> Finder:
    return Finder.of({name: name for name in nationwide()})


def _listed_kind(name: str) -> Kind:
    return nationwide()[name]["kind"]  # type: ignore[return-value]


def _defined(definition: Definition) -> Candidate:
    """A name that the report explains; a plain word or a proper name that only the glossary explains is a word."""
    rule = definition.source
    return Candidate(definition.term, _kind(definition), Span(definition.span.start, definition.span.start + 1), rule)


def _kind(definition: Definition) -> Kind:
    name = definition.term
    if name in nationwide():
        return _listed_kind(name)
    kind = kind_of(name)
    if definition.source != "glossary" or kind == "digit":
        return kind
    if kind == "numeral":
        return kind
    clipped = (
        bool(definition.items)
        and all(c in "".join(name) for c in name)
        and len(name) <= 6
        and len(definition.items) == len(name)
    )
    return "acronym" if clipped else "word"


def _quoted(report: Report) -> list[Candidate]:
    norm, place = report.text.norm, short_name(report.header.place)
    found = []
    for match in QUOTED.finditer(norm):
        after = norm[match.end() : match.end() + 14]
        name = quoted_name(match[1], after, place)
        in_gloss = any(region.start <= match.start() < region.end for region in report.glossary)
        answer = classify(name, place, in_gloss) or (None if in_gloss else told_by_company(name, after))
        if answer:
            found.append(Candidate(name, answer[0], Span(match.start(1), match.end(1)), answer[1]))
    return found


def short_name(place: str) -> str:
    """A place's name as slogans use it: 红旗区 is 红旗, 广西壮族自治区 is 广西.

    >>> short_name("红旗区"), short_name("广西壮族自治区"), short_name("驻马店市"), short_name("全国")
    ('红旗', '广西', '驻马店', '')
    """
    if place in ("", "全国"):
        return ""
    if place.endswith(("自治区", "自治州", "自治县", "自治旗")):
        return re.split("壮族|回族|维吾尔|自治|(?<=..)[一-鿿]{1,3}族", place)[0]
    return re.sub(r"特别行政区$|[省市区县旗州盟]$", "", place) if len(place) > 2 else place
