"""The same build by the workers of a real Dask scheduler: byte-identical, also when a worker is killed in the middle."""

from __future__ import annotations

import subprocess
import time
from pathlib import Path

import pytest
from conftest import KG, Kg

from benchmarks.cluster import cluster


@pytest.mark.slow
@pytest.mark.parametrize("kept", ["beside", "address"])
def test_a_cluster_that_loses_a_worker_builds_the_same(
    kept: str, kg: Kg, seeds: Path, built: Path, tmp_path: Path
) -> None:
    work = tmp_path / "work"
    words = ["--cache", f"file://{work}"] if kept == "address" else ["--cache", str(work)]
    with cluster(tmp_path) as (address, workers):
        process = subprocess.Popen(
            [str(KG), "build", str(seeds), "--out", str(tmp_path / "out"), "--scheduler", address, *words],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8",
        )  # fmt: skip
        while process.poll() is None and not list(work.glob("*.pickle")):
            time.sleep(0.02)
        assert process.poll() is None, process.communicate()
        workers[0].kill()
        _, stderr = process.communicate(timeout=300)
        assert process.returncode == 0, stderr
    for name in ("graph.nq.zst", "manifest.json"):
        assert (tmp_path / "out" / name).read_bytes() == (built / name).read_bytes(), name


def test_a_scheduler_that_does_not_answer(kg: Kg, seeds: Path, tmp_path: Path) -> None:
    """A client waits as long as Dask's configuration says."""
    brief = {"DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT": "1s"}
    done = kg("build", seeds, "--out", tmp_path / "out", "--scheduler", "tcp://127.0.0.1:9", env=brief)
    assert done.returncode == 1
    assert "no Dask scheduler answers" in done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []
