"""The finder of programs: golden cases from reports, and what must hold of any text."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.programs.finder import programs_in
from kg.extract.programs.vocabulary import vocabulary
from kg.text import Span, normalise

CASES = Path(__file__).parent / "cases" / "programs.txt"


def cases() -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """The clauses of the case file with the names and types that are expected of each."""
    clause, names = "", list[tuple[str, str]]()
    for line in CASES.read_text("utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        if not line.startswith("="):
            if clause:
                yield clause, names
            clause, names = line, []
        elif line[1:].strip() != "-":
            name, _, kind = line[1:].partition("|")
            names.append((name.strip(), kind.strip()))
    yield clause, names


@pytest.mark.parametrize(("clause", "expected"), list(cases()))
def test_case(clause: str, expected: list[tuple[str, str]]) -> None:
    assert [(f.name, f.type) for f in programs_in(normalise(clause))] == expected


def test_there_are_enough_cases() -> None:
    assert len(list(cases())) >= 60


def test_each_naming_of_a_program_is_found() -> None:
    text = "深化“13710”工作法。严格落实“13710”和“马上办理、马路办公”工作机制。"
    found = programs_in(text)
    assert [f.name for f in found] == ["13710工作法", "13710工作法", "马上办理、马路办公工作机制"]
    assert [text[f.span.start : f.span.end] for f in found] == [
        "“13710”工作法",
        "“13710”",
        "“马上办理、马路办公”工作机制",
    ]


def test_a_glossary_explains_and_names_only_in_its_headwords() -> None:
    body, glossary = "推行“三全”服务模式。\n", "1.“三全”服务模式：建立全程服务机制，实施全员行动。"
    found = programs_in(body + glossary, (Span(len(body), len(body + glossary)),))
    assert [f.name for f in found] == ["三全服务模式", "三全服务模式"]


MARKS = "“”（）《》，。、：；\n等和的了一三十五1"
WORDS = ["实施", "推进", "深化", "落实", "争创", "全国", "文明城市", *vocabulary().heads]
PIECES = st.sampled_from([*MARKS, *WORDS])


@given(st.lists(PIECES, max_size=40).map("".join))
def test_spans_lie_in_the_text_in_order_and_apart(text: str) -> None:
    found = programs_in(text)
    assert all(0 <= f.span.start < f.span.end <= len(text) and f.name and "\n" not in f.name for f in found)
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))
