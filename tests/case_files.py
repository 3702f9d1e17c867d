"""Golden cases in text files that anyone can extend.

A case is one or more lines of text as a report has them, then lines that begin with `= `: what is expected of the text.
A blank line ends a case, `# ` begins a comment, `@ place` sets the place for the cases below, and after the line
`=== known misses` come cases in which the program is still wrong: each must fail until it is mended and moved up.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from kg.extract.report import extract
from kg.model import Findings, Report
from kg.reader import report_of

FOLDER = Path(__file__).parent / "cases"
MISSES = "=== known misses"
BODY = (
    "各位代表：\n现在，我代表县人民政府向大会作政府工作报告，请予审议。\n一、2021年工作回顾\n"
    + "过去的一年，各级政府坚持稳中求进，人民生活持续改善，社会大局保持稳定。\n" * 9
)  # fmt: skip


class Case(NamedTuple):
    """A text, what is expected of it, the place it is of, its line in the file, and whether it is a known miss."""

    line: int
    place: str
    text: str
    expected: list[str]
    missed: bool


def read_cases(name: str) -> list[Case]:
    """The cases of a file, in order."""
    cases: list[Case] = []
    place, missed, text, expected = "示例县", False, [], []  # type: str, bool, list[str], list[str]
    for number, line in enumerate([*(FOLDER / name).read_text("utf-8").splitlines(), ""], 1):
        if line.startswith("= "):
            expected.append(line[2:].strip())
        elif line == MISSES:
            missed = True
        elif line.startswith("@ "):
            place = line[2:].strip()
        elif line.strip() and not line.startswith("# "):
            text.append(line)
        elif not line.strip() and text:
            assert expected, f"{name}:{number}: a case without a line that begins with ="
            cases.append(Case(number - len(text) - len(expected), place, "\n".join(text), expected, missed))
            text, expected = [], []
    return cases


def parameters(name: str) -> list[object]:
    """The cases as parameters of a test; a known miss must fail."""
    marks = {True: [pytest.mark.xfail(reason="a known miss", strict=True)], False: []}
    return [pytest.param(c, id=f"{name}:{c.line}", marks=marks[c.missed]) for c in read_cases(name)]


def reading(case: Case, before: str = BODY, after: str = "") -> tuple[Report, Findings, int]:
    """The text of a case within a report, what was found there, and where the text begins."""
    report = report_of(before + case.text + after, Path("case-2022.txt"), "", "utf-8", {"place": case.place})
    return report, extract(report), len(report_of(before, Path("case-2022.txt"), "", "utf-8", {}).text.norm)
