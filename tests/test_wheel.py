"""The wheel by itself: built, installed into a bare environment far from the checkout, and used there."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

pytestmark = pytest.mark.slow


def run(*words: object, cwd: Path) -> str:
    """Run a program with nothing of this checkout in its environment; what it says must be no failure."""
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "VIRTUAL_ENV", "KG_"))}
    done = subprocess.run(
        [str(w) for w in words], cwd=cwd, env=clean, capture_output=True, encoding="utf-8", timeout=900
    )
    assert done.returncode == 0, f"{words}: {done.stdout[-2000:]}{done.stderr[-2000:]}"
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "pip", "wheel", "--no-deps", "--quiet", "--wheel-dir", folder, ROOT, cwd=folder)
    (path,) = folder.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def bare(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of programs of a new environment that has the wheel and what it asks for, and no more."""
    folder = tmp_path_factory.mktemp("bare")
    run(sys.executable, "-m", "venv", folder / "venv", cwd=folder)
    run(folder / "venv/bin/python", "-m", "pip", "install", "--quiet", wheel, cwd=folder)
    return folder / "venv" / "bin"


def test_the_wheel_carries_all_that_is_read_at_run_time(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for folder in ("kg/data", "kg/queries", "kg/assets"):
        assert {str(p.relative_to(ROOT)) for p in (ROOT / folder).rglob("*.*") if p.is_file()} <= names
    assert {f"kg/ontology/{p.name}" for p in (ROOT / "ontology").glob("*.ttl")} <= names
    assert {"kg/py.typed", "kg/cli.py", "kg/docs/quality.md"} <= names
    assert not [n for n in names if n.startswith(("tests/", "seeds/", "notebooks/"))]


def test_the_installed_program_builds_asks_and_checks(bare: Path, seeds: Path, tmp_path: Path) -> None:
    shutil.copytree(seeds, tmp_path / "reports")
    assert "build" in run(bare / "kg", "--help", cwd=tmp_path)
    where = run(bare / "python", "-c", "import kg; print(kg.__file__)", cwd=tmp_path).strip()
    assert where.startswith(str(bare.parent))
    assert "5 reports" in run(bare / "kg", "build", "reports", "--out", "graph", cwd=tmp_path)
    rows = run(bare / "kg", "query", "terms", "--graph", "graph", "--format", "csv", cwd=tmp_path).splitlines()
    assert len(rows) > 100
    assert "no fault found" in run(bare / "kg", "check", "--graph", "graph", cwd=tmp_path)


def test_the_installed_program_gives_the_same_graph(bare: Path, seeds: Path, built: Path, tmp_path: Path) -> None:
    run(bare / "kg", "build", seeds, "--out", tmp_path / "graph", cwd=tmp_path)
    assert (tmp_path / "graph" / "graph.nq.zst").read_bytes() == (built / "graph.nq.zst").read_bytes()


def test_the_installed_program_bundles_and_says_what_it_lacks(bare: Path, built: Path, tmp_path: Path) -> None:
    """The bare environment has no extra: figures of quality are in the wheel, the library for kg mcp is not."""
    run(bare / "kg", "export", "--format", "bundle", "--graph", built, "--out", tmp_path / "bundle", cwd=tmp_path)
    assert (tmp_path / "bundle" / "quality.md").read_bytes() == (ROOT / "docs" / "quality.md").read_bytes()
    done = subprocess.run([bare / "kg", "mcp", "--graph", built], capture_output=True, encoding="utf-8", timeout=120)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.endswith("install it with pip install 'tifakg[mcp]'\n")
