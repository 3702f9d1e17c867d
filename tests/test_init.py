"""`kg init`: a folder of files as people have them, and the manifest that says what each seems to be."""

from __future__ import annotations

import csv
import shutil
import zipfile
from pathlib import Path

import docx
import pytest
from conftest import Kg


@pytest.fixture(scope="module")
def folder(seeds: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report, the same as a Word file and as a copy, nearly the same, another year's in a zip file, and what is none."""
    folder = tmp_path_factory.mktemp("mine") / "我的 报告"
    folder.mkdir()
    text = (seeds / "hongqi-2018.txt").read_text("utf-8")
    shutil.copy(seeds / "hongqi-2018.txt", folder / "2018.txt")
    shutil.copy(seeds / "hongqi-2018.txt", folder / "2018 (副本).txt")
    document = docx.Document()
    for line in text.splitlines():
        document.add_paragraph(line)
    document.save(str(folder / "zz.docx"))
    (folder / "draft.txt").write_text(text.replace("坚持", "要坚持", 3), "utf-8")
    with zipfile.ZipFile(folder / "more.zip", "w") as archive:
        archive.write(seeds / "hongqi-2019.txt", "inner/2021年报告.txt")
    (folder / "notes.txt").write_text("买牛奶", "utf-8")
    (folder / "photo.jpg").write_bytes(b"\xff\xd8")
    return folder


@pytest.fixture(scope="module")
def manifest(folder: Path, kg: Kg) -> dict[str, dict[str, str]]:
    done = kg("init", folder)
    assert done.returncode == 0, done.stderr
    assert "manifest.csv" in done.stdout
    with (folder / "manifest.csv").open(encoding="utf-8-sig", newline="") as file:
        return {row["file"]: row for row in csv.DictReader(file)}


def test_place_level_and_year_are_guessed(manifest: dict[str, dict[str, str]]) -> None:
    row = manifest["2018.txt"]
    assert (row["place"], row["level"], row["year"], row["use"]) == ("红旗区", "county", "2018", "")
    assert row["code"] == "410702"


def test_of_files_with_one_text_one_is_kept(manifest: dict[str, dict[str, str]]) -> None:
    left = {name: row["doubt"] for name, row in manifest.items() if row["use"] == "no"}
    assert set(left) == {"2018 (副本).txt", "zz.docx", "draft.txt"}
    assert all("2018.txt" in doubt for doubt in left.values())
    assert "nearly the same text" in left["draft.txt"]


def test_what_is_doubtful_is_said(manifest: dict[str, dict[str, str]]) -> None:
    assert "says 2021, the text 2019" in manifest["more.zip/inner/2021年报告.txt"]["doubt"]
    assert manifest["notes.txt"]["doubt"]
    assert "photo.jpg" not in manifest


def test_a_manifest_that_a_person_corrected_is_not_written_over(folder: Path, manifest: object, kg: Kg) -> None:
    before = (folder / "manifest.csv").read_bytes()
    done = kg("init", folder)
    assert (done.returncode, (folder / "manifest.csv").read_bytes()) == (1, before)
    assert "--force" in done.stderr
    assert kg("init", folder, "--force").returncode == 0
    assert (folder / "manifest.csv").read_bytes() == before


def test_the_build_follows_the_manifest(folder: Path, manifest: object, kg: Kg, tmp_path: Path) -> None:
    done = kg("build", folder, "--out", tmp_path / "build")
    assert "notes.txt" in done.stderr
    told = kg("query", "reports", "--graph", tmp_path / "build", "--format", "csv").stdout
    assert [line.split(",")[0] for line in told.splitlines()[1:]] == ["2018", "2021年报告"]


@pytest.mark.parametrize("name", ["nowhere", "empty", "2018.txt"])
def test_no_folder_of_reports_is_refused_with_one_sentence(name: str, folder: Path, kg: Kg, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    if name == "2018.txt":
        shutil.copy(folder / name, tmp_path)
    done = kg("init", tmp_path / name)
    assert done.returncode == 1
    assert len(done.stderr.strip().splitlines()) == 1
