"""What several test files share: the command line as installed, the seeds, and one build of them."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
KG = Path(sys.executable).with_name("kg")
Kg = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="session")
def seeds() -> Path:
    """The folder of the five reports."""
    return ROOT / "seeds"


@pytest.fixture(scope="session")
def kg() -> Kg:
    """Runs the installed `kg` with the words given and returns what came of it."""

    def run(*words: object, env: dict[str, str] | None = None, **options: object) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "PYTHONUTF8": "1", **(env or {})}
        return subprocess.run(  # type: ignore[call-overload,no-any-return]
            [str(KG), *map(str, words)], capture_output=True, encoding="utf-8", env=environment, timeout=300, **options
        )

    return run


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory, kg: Kg, seeds: Path) -> Path:
    """A build of the seeds by the command line, made once for a session; no test may change it."""
    out = tmp_path_factory.mktemp("seeds") / "build"
    done = kg("build", seeds, "--out", out)
    assert done.returncode == 0, done.stderr
    return out


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory, kg: Kg, seeds: Path) -> Path:
    """A build of one report, for tests that copy it."""
    out = tmp_path_factory.mktemp("small") / "build"
    done = kg("build", seeds / "hongqi-2018.txt", "--out", out)
    assert done.returncode == 0, done.stderr
    return out


@pytest.fixture(scope="session")
def fingerprint() -> Callable[[Path], dict[str, str]]:
    """The files of a folder, each with the hash of its bytes: two equal answers are two equal folders."""

    def of(folder: Path) -> dict[str, str]:
        files = sorted(p for p in folder.rglob("*") if p.is_file())
        return {str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest() for p in files}

    return of


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of reports of other places and of annotations, where there is one (KG_SHARED); else the test is skipped."""
    folder = os.environ.get("KG_SHARED", "")
    if not folder or not Path(folder).is_dir():
        pytest.skip("KG_SHARED names no folder of further reports")
    return Path(folder)
