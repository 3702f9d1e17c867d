"""The rule version covers all that a build runs and reads of the program, and nothing of the site or the server."""

from __future__ import annotations

import ast
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kg import rules

PACKAGE = Path(__file__).parents[1] / "kg"
BUILD = """
import json, sys
opened = set()
sys.addaudithook(lambda event, given: opened.add(str(given[0])) if event == "open" else None)
from pathlib import Path
from kg import pipeline
built = pipeline.build([Path(sys.argv[1])], Path(sys.argv[2]), workers=1)
assert len(built.manifest["reports"]) == 5 and not built.refused
modules = [module.__file__ for name, module in sys.modules.items() if name.split(".")[0] == "kg"]
print(json.dumps([modules, sorted(opened)]))
"""


@pytest.fixture(scope="module")
def run(seeds: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[set[Path], set[Path]]:
    """The modules of ours and the files that a build of the seeds in an interpreter of its own loads and opens."""
    words = [sys.executable, "-c", BUILD, str(seeds), str(tmp_path_factory.mktemp("rules") / "out")]
    done = subprocess.run(words, capture_output=True, encoding="utf-8", timeout=200)
    assert done.returncode == 0, done.stderr
    modules, opened = json.loads(done.stdout)
    return set(map(Path, modules)), set(map(Path, opened))


def test_all_that_a_build_runs_is_covered(run: tuple[set[Path], set[Path]]) -> None:
    ruling = set(rules.ruling())
    assert len(run[0]) > 100
    assert run[0] - ruling == set()


def test_all_that_a_build_reads_of_the_program_is_covered(run: tuple[set[Path], set[Path]]) -> None:
    """Save the shapes, of which the manifest names the hash."""
    folders = (PACKAGE / "data", PACKAGE.parent / "ontology")
    read = {path for path in run[1] if path.parent in folders}
    assert {"units.tsv", "tifakg.ttl"} <= {path.name for path in read}
    assert {path.name for path in read - set(rules.ruling())} <= {"shapes.ttl"}


def test_what_is_made_of_a_build_is_not_covered() -> None:
    parts = {path.relative_to(PACKAGE.parent).parts[1].removesuffix(".py") for path in rules.ruling()}
    assert not parts & set("site serve mcp push cli check export bundle opened assets queries".split())


def test_imports_are_found_as_python_finds_them() -> None:
    for path in PACKAGE.rglob("*.py"):
        source, expected = path.read_text("utf-8"), set[str]()
        for node in ast.walk(ast.parse(source)):
            names = [alias.name for alias in getattr(node, "names", [])]
            if isinstance(node, ast.ImportFrom) and node.module == "kg":
                expected |= set(names)
            elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("kg."):
                expected.add(str(node.module).split(".")[1])
            elif isinstance(node, ast.Import):
                expected |= {name.split(".")[1] for name in names if name.startswith("kg.")}
        assert expected <= set(rules.imported(source)), path


def test_a_change_counts_where_a_build_rests_on_the_file(tmp_path: Path) -> None:
    """In a copy of the program, file after file."""
    shutil.copytree(PACKAGE, tmp_path / "kg", ignore=shutil.ignore_patterns("assets", "__pycache__"))
    shutil.copytree(PACKAGE.parent / "ontology", tmp_path / "kg" / "ontology")
    for name, counts in (
        ("site/press.py", False), ("cli.py", False), ("data/questions.tsv", False), ("graph/ladder.py", True),
        ("reader/formats/html.py", True), ("data/units.tsv", True), ("ontology/tifakg.ttl", True),
    ):  # fmt: skip
        before = _version(tmp_path)
        with (tmp_path / "kg" / name).open("a", encoding="utf-8") as file:
            file.write("\n# changed\n")
        assert (_version(tmp_path) != before) is counts, name


def _version(folder: Path) -> str:
    code = "import kg, kg.rules; print(kg.__file__, kg.rules.rules())"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", cwd=folder)
    assert done.returncode == 0, done.stderr
    where, version = done.stdout.split()
    assert Path(where).parent == folder / "kg"
    return version
