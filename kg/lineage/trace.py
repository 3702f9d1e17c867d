"""Chapters of one place in, its lineage out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from kg.lineage.forms import apart
from kg.lineage.judgement import Verdict
from kg.lineage.lanes import Tie, Woven, weave
from kg.lineage.profiles import Profile, profiles
from kg.lineage.records import Appearance, Holding, Succession, Suggestion, Told, Trace
from kg.model import Chapter, Term

_WITHIN = "a report in between has the form within other words"


def trace(place: str, chapters: Sequence[Chapter], terms: Iterable[Term]) -> Trace:
    """The lineage of a place, from all its chapters and terms; reports without a year take no part in it."""
    by_name = {term.name: term for term in terms}
    dated = sorted((c for c in chapters if c.report.header.year is not None), key=_when)
    reports = [profiles(chapter, nth, by_name) for nth, chapter in enumerate(dated)]
    woven = weave(reports)
    shown = _appearances(reports, woven)
    ties = tuple(_unbroken(woven.ties, dated))
    asserted = [t for t in ties if t.verdict.confidence]
    possible = [t for t in ties if not t.verdict.confidence]
    return Trace(
        place,
        _lanes(shown.values()),
        _holdings(dated),
        tuple(shown.values()),
        tuple(_succession(tie, shown) for tie in _ordered(asserted)),
        tuple(_suggestion(tie, shown) for tie in _ordered(possible)),
    )


def _when(chapter: Chapter) -> tuple[int, str, str]:
    header = chapter.report.header
    return header.year or 0, header.date, chapter.report.id


def _holdings(dated: Sequence[Chapter]) -> tuple[Holding, ...]:
    """Each year from the first held report to the last, with its reports or none."""
    held: dict[int, list[str]] = {}
    for chapter in dated:
        held.setdefault(chapter.report.header.year or 0, []).append(chapter.report.id)
    years = range(min(held), max(held) + 1) if held else ()
    return tuple(Holding(year, tuple(held.get(year, ()))) for year in years)


def _appearances(reports: Sequence[dict[str, Profile]], woven: Woven) -> dict[tuple[str, str], Appearance]:
    """Every appearance by term and report; a homonym link begins a new sense of its form."""
    turns = {(t.later.term, t.later.report) for t in woven.ties if _turns(t)}
    senses: dict[str, int] = {}
    shown = {}
    for report in reports:
        for name, p in sorted(report.items()):
            senses[name] = senses.get(name, 1) + ((name, p.report) in turns)
            shown[name, p.report] = Appearance(
                name, p.report, p.year, woven.lane_of[name], senses[name], p.mentions, p.at, p.definition
            )
    return shown


def _lanes(shown: Iterable[Appearance]) -> tuple[str, ...]:
    """The lanes in the order in which a reader wants them: most reports first, then the earliest."""
    held: dict[str, dict[str, int]] = {}
    for one in shown:
        held.setdefault(one.lane, {})[one.report] = one.year
    return tuple(sorted(held, key=lambda lane: (-len(held[lane]), min(held[lane].values()), lane)))


def _unbroken(ties: Iterable[Tie], dated: Sequence[Chapter]) -> Iterator[Tie]:
    """A tie that passes over a report in which the form stands within other words (农村五保户 for 五保) is only possible."""
    for tie in ties:
        if tie.verdict.confidence and tie.earlier.term == tie.later.term:
            between = dated[tie.earlier.nth + 1 : tie.later.nth]
            if any(_unnoticed(tie.later.term, chapter) for chapter in between):
                tie = replace(tie, verdict=Verdict(tie.verdict.relation, _WITHIN, None))
        yield tie


def _unnoticed(term: str, chapter: Chapter) -> bool:
    """Whether a report has a form in a place where no formulation was found."""
    norm, at = chapter.report.text.norm, -1
    while (at := norm.find(term, at + 1)) >= 0:
        if not any(m.span.start <= at < m.span.end for m in chapter.mentions):
            return True
    return False


def _turns(tie: Tie) -> bool:
    return tie.verdict.relation == "homonym" and bool(tie.verdict.confidence) and tie.earlier.term == tie.later.term


def _ordered(ties: Iterable[Tie]) -> list[Tie]:
    return sorted(ties, key=lambda t: (t.later.year, t.later.report, t.later.term, t.earlier.term))


def _succession(tie: Tie, shown: dict[tuple[str, str], Appearance]) -> Succession:
    verdict, change = tie.verdict, tie.verdict.change
    added, removed = _named(tie)
    before = after = None
    if change and tie.told and tie.told.definition and tie.later.definition:
        before = Told(tie.told.report, tie.told.definition, change.removed)
        after = Told(tie.later.report, tie.later.definition, change.added)
        added = tuple(tie.later.items[i] for i in change.added)
        removed = tuple(tie.told.items[i] for i in change.removed)
    return Succession(
        verdict.relation,
        shown[tie.earlier.term, tie.earlier.report],
        shown[tie.later.term, tie.later.report],
        added,
        removed,
        before,
        after,
        verdict.rule,
        verdict.confidence or "medium",
    )


_BY_NAME = ("members", "some-members", "nationwide-succession", "clipped")


def _named(tie: Tie) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What the name itself gained and lost, where the link rests on the names and not on two lists of items."""
    if tie.verdict.rule not in _BY_NAME or tie.verdict.relation == "variant":
        return (), ()
    earlier, later = tie.earlier.term, tie.later.term
    return apart(later, earlier), apart(earlier, later)


def _suggestion(tie: Tie, shown: dict[tuple[str, str], Appearance]) -> Suggestion:
    return Suggestion(
        tie.verdict.relation,
        shown[tie.earlier.term, tie.earlier.report],
        shown[tie.later.term, tie.later.report],
        tie.verdict.rule,
    )
