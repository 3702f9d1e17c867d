"""The same build by the workers of a real Dask scheduler: byte-identical, also when a worker is killed in the middle."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from conftest import KG, Kg

DASK = Path(sys.executable).with_name("dask")


@contextmanager
def cluster(folder: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """A scheduler and two worker processes of one thread each, over loopback."""
    told = folder / "scheduler.json"
    words = [
        ["scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", told],
        *[["worker", "--scheduler-file", told, "--no-nanny", "--nthreads", "1", "--no-dashboard"]] * 2,
    ]
    processes: list[subprocess.Popen[bytes]] = []
    try:
        for one in words:
            processes.append(
                subprocess.Popen([DASK, *map(str, one)], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
            )
            while not told.exists():
                assert processes[0].poll() is None
                time.sleep(0.1)
        yield json.loads(told.read_text())["address"], processes[1:]
    finally:
        for process in processes:
            process.kill()
            process.communicate()


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
    for name in ("graph.nq", "manifest.json"):
        assert (tmp_path / "out" / name).read_bytes() == (built / name).read_bytes(), name


def test_a_scheduler_that_does_not_answer(kg: Kg, seeds: Path, tmp_path: Path) -> None:
    done = kg("build", seeds, "--out", tmp_path / "out", "--scheduler", "tcp://127.0.0.1:9")
    assert done.returncode == 1
    assert "no Dask scheduler answers" in done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []
