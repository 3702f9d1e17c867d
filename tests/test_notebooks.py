"""The notebooks read without being run: what is stored in them is what a run gives, without warnings or anyone's folders."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import nbformat
import pytest

from kg.reader.layout import lay_out
from kg.text import squeeze

ROOT = Path(__file__).parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
FOLDER_OF_A_MACHINE = re.compile(r"/(?:tmp|home|root|Users|var/folders|private)/\w|[A-Z]:\\\\Users|0x[0-9a-f]{8,}")
CHINESE = re.compile("[一-鿿]")
WORDS = re.compile(r"[A-Za-z]+(?: [a-z]+){3,}")


def cells(path: Path) -> list[Any]:
    return list(nbformat.read(path, as_version=4).cells)


def parametrized() -> pytest.MarkDecorator:
    return pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


@parametrized()
def test_the_stored_outputs_are_those_of_a_run(path: Path, cache: Path) -> None:
    words = [sys.executable, str(ROOT / "scripts" / "notebooks"), "--check", "--cache", str(cache), str(path)]
    done = subprocess.run(words, capture_output=True, encoding="utf-8", timeout=600)
    assert (done.returncode, done.stdout) == (0, ""), done.stdout + done.stderr


def test_a_stale_output_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "one.ipynb"
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("print(1 + 1)")])  # type: ignore[no-untyped-call]
    notebook.cells[0].outputs = [nbformat.v4.new_output("stream", name="stdout", text="3\n")]  # type: ignore[no-untyped-call]
    nbformat.write(notebook, path)  # type: ignore[no-untyped-call]
    words = [sys.executable, str(ROOT / "scripts" / "notebooks"), "--check", str(path)]
    done = subprocess.run(words, capture_output=True, encoding="utf-8", timeout=120)
    assert done.returncode == 1
    assert "-cell 0: 3\n+cell 0: 2" in done.stdout


@parametrized()
def test_every_cell_is_run_in_order_without_a_warning(path: Path) -> None:
    code = [cell for cell in cells(path) if cell.cell_type == "code"]
    assert [cell.execution_count for cell in code] == list(range(1, len(code) + 1))
    outputs = [output for cell in code for output in cell.outputs]
    assert {output.output_type for output in outputs} <= {"stream", "execute_result", "display_data"}
    assert {output.name for output in outputs if output.output_type == "stream"} == {"stdout"}
    assert "Warning" not in str(outputs)


@parametrized()
def test_nothing_stored_names_a_folder_of_a_machine(path: Path) -> None:
    assert FOLDER_OF_A_MACHINE.findall(path.read_text("utf-8")) == []


def test_every_quotation_shown_stands_in_a_report(seeds: Path) -> None:
    """Notebooks print quotations between 「 and 」, with … where they leave something out."""
    said = "".join(lay_out(path.read_bytes().decode("utf-8")).text.clean for path in sorted(seeds.glob("*.txt")))
    said = squeeze(said)
    shown = [
        piece
        for path in NOTEBOOKS
        for cell in cells(path)
        for output in cell.get("outputs", ())
        for quotation in re.findall("「(.*?)」", output.get("text", ""))
        for piece in quotation.split("…")
    ]
    assert len(shown) > 100
    assert [piece for piece in shown if squeeze(piece) not in said] == []


@parametrized()
def test_each_speaks_chinese_first_and_english_beside(path: Path) -> None:
    for text in (cell.source for cell in cells(path) if cell.cell_type == "markdown"):
        chinese, english = CHINESE.search(text), WORDS.search(text)
        assert chinese, text
        assert english is None or chinese.start() < english.start(), text
    assert all(mark.search(cells(path)[0].source) for mark in (CHINESE, WORDS))
