"""Figures over reports of other places, which are not part of the project: skipped where KG_SHARED names no such folder."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from conftest import KG, Kg

from kg.extract.glossary import find_glossary
from kg.model import Report
from kg.reader import read
from kg.store import manifest, open_graph, open_store, source_text

HEADERS = Path(__file__).parent / "data" / "headers.tsv"
FIELDS = ("place", "level", "year", "date", "congress", "session", "speaker")
OPEN_GOLD = {  # the figures that the open annotation must reach
    "glossary.term": 0.99, "glossary.gloss": 0.97, "glossary.components": 0.92, "terms": 0.95, "inline": 0.86,
}  # fmt: skip


@pytest.fixture(scope="module")
def local(shared: Path) -> dict[str, Report]:
    """The local reports, read."""
    return {p.stem: read(p) for p in sorted((shared / "corpus" / "local").glob("*.txt"))}


def announced_entries(index: Path) -> dict[str, int]:
    """The number of glossary entries of each local file as the index of the corpus tells it, 0 where it tells none."""
    table = re.findall(r"^\| local/(\S+)\.txt \|(?:[^|]*\|){3} *(\d*) *\|", index.read_text("utf-8"), re.MULTILINE)
    return {name: int(count or 0) for name, count in table}


def test_glossaries_have_as_many_entries_as_the_index_says(shared: Path, local: dict[str, Report]) -> None:
    counts = announced_entries(shared / "corpus" / "INDEX.md")
    found = {name: len({d.span for d in find_glossary(report)[0]}) for name, report in local.items()}
    with_one = [name for name in local if counts[name]]
    near = [name for name in with_one if abs(found[name] - counts[name]) <= 2]
    assert len(with_one) > 20
    assert len(near) >= 0.95 * len(with_one), {n: (found[n], counts[n]) for n in with_one if n not in near}
    assert {n: found[n] for n in local if not counts[n] and found[n]} == {}


def truth() -> list[dict[str, str]]:
    """Header facts read by eye: one row a file; several right answers are joined by |, and a blank is a blank."""
    with HEADERS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def wrong_fields(row: dict[str, str], report: Report) -> dict[str, tuple[str, str]]:
    """The fields in which a header differs from the truth, with what was found and what is right."""
    found = {name: str("" if (value := getattr(report.header, name)) is None else value) for name in FIELDS}
    return {name: (found[name], row[name]) for name in FIELDS if found[name] not in row[name].split("|")}


def test_header_fields_read_by_eye(local: dict[str, Report]) -> None:
    """95 % of all fields are right, and of each field by itself."""
    rows = [row for row in truth() if row["file"] in local]
    assert len(rows) >= 70
    wrong = {row["file"]: faults for row in rows if (faults := wrong_fields(row, local[row["file"]]))}
    misses = Counter(name for faults in wrong.values() for name in faults)
    for name in FIELDS:
        assert misses[name] <= 0.05 * len(rows), (name, {f: w[name] for f, w in wrong.items() if name in w})


def test_the_truth_itself_is_well_formed() -> None:
    assert {
        row["file"] for row in truth() if row["date"] and not re.fullmatch(r"(\d{4}-\d\d-\d\d|\|)*", row["date"])
    } == set()
    assert all(
        row["place"] and row["level"] in ("province", "prefecture", "county") and row["year"].isdigit()
        for row in truth()
    )


@pytest.fixture(scope="module")
def corpus(shared: Path, tmp_path_factory: pytest.TempPathFactory, kg: Kg) -> Path:
    """A build of all reports of the corpus."""
    out = tmp_path_factory.mktemp("corpus") / "build"
    done = kg("build", shared / "corpus" / "local", shared / "corpus" / "national", "--out", out)
    assert done.returncode == 0, done.stderr
    return out


@pytest.mark.slow
def test_every_span_of_the_corpus_leads_to_its_quotation(corpus: Path) -> None:
    """Read from the sorted graph file, selector by selector, without a query over everything."""
    from test_build import shown, sources

    held = {report: (raw, hidden) for report, raw, hidden in sources(corpus)}
    line = re.compile(r'<[^>]*/report/([^/>]+)/char/(\d+)-(\d+)/selector> <[^>]*#exact> ("(?:[^"\\]|\\.)*") <')
    wrong, count = [], 0
    with open_graph(corpus) as file:
        for match in filter(None, map(line.match, io.TextIOWrapper(file, "utf-8"))):
            raw, hidden = held[match[1]]
            count += 1
            if shown(raw, int(match[2]), int(match[3]), hidden) != "".join(json.loads(match[4]).split()):
                wrong.append(match[0][:300])
    assert count > 100_000
    assert wrong == []


@pytest.mark.slow
def test_no_line_of_the_corpus_stands_twice(corpus: Path) -> None:
    """The graph file is its parts one after another; each statement is in one of them, and in the store."""
    with open_graph(corpus) as file:
        hashes = [hashlib.blake2b(line, digest_size=16).digest() for line in file]
    assert len(hashes) == len(set(hashes)) == manifest(corpus)["counts"]["quads"] == len(open_store(corpus))


@pytest.mark.slow
def test_the_sources_of_the_corpus_are_kept_character_for_character(shared: Path, corpus: Path) -> None:
    for path in (shared / "corpus" / "local").glob("*.txt"):
        assert source_text(corpus, path.stem) == path.read_bytes().decode("utf-8-sig")


def test_the_open_annotation_is_reached(shared: Path, seeds: Path, kg: Kg, tmp_path: Path) -> None:
    gold = sorted((shared / "eval" / "gold").glob("*.json"))
    files = [
        next(p for p in (seeds / f"{g.stem}.txt", shared / "corpus" / "local" / f"{g.stem}.txt") if p.exists())
        for g in gold
    ]
    assert kg("build", *files, "--out", tmp_path / "out").returncode == 0
    done = subprocess.run(
        [sys.executable, str(shared / "eval" / "score.py"), "--gold", *map(str, gold), "--kg", str(KG), "--graph", str(tmp_path / "out")],
        capture_output=True, encoding="utf-8",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    figures = json.loads(done.stdout.splitlines()[-1])
    reached = {name: figures[name].get("f1", figures[name].get("rate")) for name in OPEN_GOLD}
    assert all(reached[name] >= least for name, least in OPEN_GOLD.items()), reached
