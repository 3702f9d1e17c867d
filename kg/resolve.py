"""Candidates of all reports of a place become its terms; terms become mentions in every report of the place."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Iterable, Mapping

from kg.extract.patterns import nationwide
from kg.lexicon import words
from kg.matching import Finder
from kg.model import KINDS, Candidate, Chapter, Kind, Mention, Report, Term

_MARK = re.compile("[、，；]")


def resolve(place: str, candidates: Iterable[Candidate]) -> tuple[Term, ...]:
    """The terms of one place, by name; a form that only adds a head noun to another is a variant of it.

    三讲三强活动 is a variant of 三讲三强 where both were taken; nothing is merged by likeness alone.
    """
    kinds: dict[str, set[Kind]] = defaultdict(set)
    rules: dict[str, set[str]] = defaultdict(set)
    for candidate in candidates:
        kinds[candidate.name].add(candidate.kind)
        rules[candidate.name].add(candidate.rule)
    variants: dict[str, list[str]] = defaultdict(list)
    for name in sorted(kinds, key=len, reverse=True):
        base = _base(name, kinds)
        if base and not rules[name] & {"glossary", "nationwide"}:
            variants[base] += [name, *variants.pop(name, [])]
            rules[base] |= rules[name]
    absorbed = {v for forms in variants.values() for v in forms}
    return tuple(
        Term(place, name, min(kinds[name], key=KINDS.index), tuple(sorted(variants[name])), tuple(sorted(rules[name])))
        for name in sorted(kinds)
        if name not in absorbed
    )


def _base(name: str, held: Container[str]) -> str | None:
    """The form that a name only adds to, where both were taken."""
    if f"{name}战" in held:  # 三大攻坚 is short for 三大攻坚战
        return f"{name}战"
    for added in words("head_nouns.txt"):
        base = name.removesuffix(added)
        if base != name and base in held:
            return None if base[-1] in "大个项" else base
    for added in words("joint_verbs.txt"):  # 双拥共建 is 双拥; but 三医联动 is a name of its own
        base = name.removesuffix(added)
        if base != name and base in held and base in nationwide() and name not in nationwide():
            return base
    return None


def finder_of(terms: Iterable[Term]) -> Finder:
    """A finder of all the forms of a place's terms; a joined name is also found where its marks are left out."""
    owners = {form: term.name for term in terms for form in (term.name, *term.variants)}
    run_on: dict[str, set[str]] = defaultdict(set)
    for form, name in owners.items():
        if bare := _MARK.sub("", form):
            run_on[bare].add(name)
    return Finder.of({**{bare: min(found) for bare, found in run_on.items() if len(found) == 1}, **owners})


def mentions(finder: Finder, report: Report) -> list[Mention]:
    """Every occurrence of the terms in a report, in text order."""
    return [Mention(name, span) for name, span in finder.find(report.text.norm)]


def standing(terms: Iterable[Term], chapters: Iterable[Chapter]) -> tuple[Term, ...]:
    """The terms that some report mentions or explains; a form that never stands by itself is no term."""
    seen: set[str] = set()
    for chapter in chapters:
        seen.update(mention.term for mention in chapter.mentions)
        seen.update(definition.term for definition in chapter.findings.definitions)
    return tuple(term for term in terms if seen & {term.name, *term.variants})


def terms_by_place(
    candidates: Mapping[str, Iterable[Candidate]], places: Mapping[str, str]
) -> dict[str, tuple[Term, ...]]:
    """The terms of each place, from the candidates of each report and the place of each report."""
    gathered: dict[str, list[Candidate]] = defaultdict(list)
    for report_id in sorted(candidates):
        gathered[places[report_id]].extend(candidates[report_id])
    return {place: resolve(place, found) for place, found in sorted(gathered.items())}
