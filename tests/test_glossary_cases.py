"""Glossaries, terms and definitions against golden cases; see case_files.py for how to add one."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from case_files import Case, parameters, read_cases, reading

from kg.model import Definition, Report
from kg.resolve import finder_of, mentions, resolve


def items_of(report: Report, definition: Definition) -> list[str]:
    return [report.text.quote(item) for item in definition.items]


def glossary_lines(report: Report, found: Iterable[Definition]) -> list[str]:
    """Each entry as `term | item | item`."""
    return [" | ".join([d.term, *items_of(report, d)]) for d in found if d.source == "glossary"]


@pytest.mark.parametrize("case", parameters("glossary.txt"))
def test_glossary(case: Case) -> None:
    """`= term | item | item` for each entry in order, `= -` for none; `= := gloss` tells the gloss of the entry above."""
    report, findings, _ = reading(case)
    entries = [d for d in findings.definitions if d.source == "glossary"]
    wanted = [line for line in case.expected if line != "-" and not line.startswith(":=")]
    assert glossary_lines(report, entries) == wanted
    at = -1
    for line in case.expected:
        if line.startswith(":="):
            assert report.text.form(entries[at].gloss) == line[2:].strip()
        else:
            at += 1


@pytest.mark.parametrize("case", parameters("terms.txt"))
def test_terms(case: Case) -> None:
    """`= term kind` for each term of the sentence in the order in which they first stand, `= -` for none."""
    report, findings, start = reading(case)
    terms = resolve(case.place, findings.candidates)
    kinds = {t.name: t.kind for t in terms}
    seen = dict.fromkeys(m.term for m in mentions(finder_of(terms), report) if m.span.start >= start)
    assert [f"{name} {kinds[name]}" for name in seen] == [line for line in case.expected if line != "-"]


@pytest.mark.parametrize("case", parameters("definitions.txt"))
def test_definitions(case: Case) -> None:
    """`= term | pattern | item | item` for each definition of the passage in order, `= -` for none."""
    report, findings, _ = reading(case)
    found = [d for d in findings.definitions if d.source != "glossary"]
    lines = [" | ".join([d.term, d.source, *items_of(report, d)]) for d in found]
    assert lines == [line for line in case.expected if line != "-"]


@pytest.mark.parametrize(("name", "least"), [("glossary.txt", 40), ("terms.txt", 60), ("definitions.txt", 30)])
def test_there_are_enough_cases(name: str, least: int) -> None:
    cases = read_cases(name)
    assert len(cases) >= least
    assert sum(c.missed for c in cases) < 0.25 * len(cases), "more is missed than a golden file should say"
