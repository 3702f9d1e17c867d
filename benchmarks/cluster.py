"""What a Dask cluster costs beyond the processes of one machine: the same build by two workers of each, by the clock, in turns."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks import Figure, Told
from benchmarks.country import make

_BIN, _RUNS, _REPORTS = Path(sys.executable).parent, 2, 40


def lines() -> Told:
    """The better of two runs of each, and their ratio. Starting the cluster is not counted."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        country = make(_REPORTS, folder / "country")
        with cluster(folder) as (address, _):
            here, there = (["--workers", "2"], ["--scheduler", address])
            clock = [(_seconds(country, folder, here), _seconds(country, folder, there)) for _ in range(_RUNS)]
    own, many = (min(pair[side] for pair in clock) for side in (0, 1))
    yield f"{_REPORTS} reports: two processes {own:.1f} s, two workers of a Dask cluster {many:.1f} s"
    peer = "two processes of one machine", "同一台机器的两个进程"
    what, zh = "a build by two Dask workers, in time", "由两个 Dask worker 构建所用时间"
    yield Figure(what, zh, many / own, peer[0], peer_zh=peer[1])


@contextmanager
def cluster(folder: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """The address of a scheduler over loopback, and its workers: two processes of one thread each, killed at the end."""
    told = folder / "scheduler.json"
    words = [
        ["scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", told],
        *[["worker", "--scheduler-file", told, "--no-nanny", "--nthreads", "1", "--no-dashboard"]] * 2,
    ]
    processes: list[subprocess.Popen[bytes]] = []
    try:
        for one in words:
            processes.append(subprocess.Popen([_BIN / "dask", *map(str, one)], cwd=folder, stderr=subprocess.DEVNULL))
            while not told.exists():
                if processes[0].poll() is not None:
                    raise OSError("the Dask scheduler ended before it told its address")
                time.sleep(0.1)
        yield json.loads(told.read_text())["address"], processes[1:]
    finally:
        for process in processes:
            process.kill()
            process.wait()


def _seconds(country: Path, folder: Path, words: list[str]) -> float:
    out, work = folder / "out", folder / "work"
    for old in (out, work):
        shutil.rmtree(old, ignore_errors=True)
    start = time.perf_counter()
    subprocess.run(
        [_BIN / "kg", "build", country, "--out", out, "--cache", work, *words], check=True, capture_output=True
    )
    return time.perf_counter() - start


if __name__ == "__main__":
    for line in lines():
        print(line, flush=True)
