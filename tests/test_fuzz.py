"""Readers and extractors on text that nobody wrote: no fault, and every span leads to its quotation."""

from __future__ import annotations

import random
from pathlib import Path

import fuzz
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.errors import UnreadableReportError
from kg.extract.report import extract
from kg.reader import read_content, report_of

CASES = sorted(fuzz.FOLDER.iterdir())
QUICK = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.mark.parametrize("path", CASES, ids=lambda p: p.stem)
def test_inputs_that_once_broke_a_rule(path: Path) -> None:
    fuzz.hold(path.read_bytes(), f"bent{path.suffix}")


@given(st.integers(0, 2**32))
@QUICK
def test_bent_reports(seed: int) -> None:
    texts = [path.read_text("utf-8") for path in sorted(fuzz.SEEDS.glob("*.txt"))]
    fuzz.hold(*fuzz.bent(random.Random(seed), texts))


@given(
    st.lists(
        st.sampled_from([*fuzz.PIECES, *"我们坚持深入推进改革工作完成生产总值"]) | st.text(max_size=20), max_size=120
    )
)
@QUICK
def test_pieces_in_any_order(pieces: list[str]) -> None:
    text = fuzz.HEAD + "".join(pieces) + "改善民生。" * 60
    fuzz.hold(text.encode("utf-8", "replace"), "bent.txt")


@given(
    st.binary(max_size=3000),
    st.sampled_from([".txt", ".md", ".html", ".docx", ".pdf"]),
    st.sampled_from([b"", b"PK\3\4", b"%PDF-1.7\n"]),
)
@QUICK
def test_bytes_of_any_kind(data: bytes, suffix: str, start: bytes) -> None:
    assert not fuzz.hold(start + data, f"bent{suffix}")


@pytest.mark.slow
def test_a_line_of_a_million_characters_is_read(seeds: Path) -> None:
    text = "".join((seeds / "hongqi-2021.txt").read_text("utf-8").split())
    report = report_of((text * (1_000_000 // len(text) + 1))[:1_000_000], Path("long.txt"), "", "utf-8", {})
    found = extract(report)
    assert len(found.observations) > 1000
    for seen in found.observations[-5:]:
        assert fuzz.shown(report, report.text.source(seen.clause)) == fuzz.bare(report.text.quote(seen.clause))


@pytest.mark.slow
def test_text_of_two_hundred_megabytes_is_refused() -> None:
    with pytest.raises(UnreadableReportError, match="larger than any report"):
        read_content("各位代表，过去的一年，".encode() * 6_200_000, Path("long.txt"), {})
