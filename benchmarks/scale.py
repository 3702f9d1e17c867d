"""What a build costs as the country grows, and when one report of it changed.

    make bench-scale                      100, 1,000 and 10,000 reports: hours, and some 48 GB of disk
    python -m benchmarks.scale 100 400    other sizes
    python -m benchmarks.scale --workers 2 100 1000 10000    with more than one process, as a build has by default

One process does all of it, in processor time, so that other work on the machine weighs little: the exponent from one size to
the next is 1 where cost is linear. With more processes the stages cannot be told apart, only what the first one did, which
fills the store, and what the others did, which read the reports and write the places. Memory is the most that a process
ever held, disk what the build holds in the end. A size that the free disk would not hold is left out. Some named queries are
asked about one report at each size. Then one report of the largest country is changed and the build repeated; and
`--workers 2` is set against `--workers 1`, by the clock, over the first size. One process is not one core: the store arranges
its tables in threads of its own, and the hash of the graph is taken beside; the line says how many cores were busy.
"""

from __future__ import annotations

import json
import math
import shutil
import subprocess
import sys
import tempfile
import time
from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.country import make
from kg import query
from kg.store import open_store

_STAGES = ("reading", "places", "lineage", "ladder", "joining", "store")  # lineage is a part of places
_PROCESSES = ("first process", "others")
_A_REPORT = 4.8e6  # bytes of disk at the most, while the tables of the store are merged
_RUNS = 3
_QUERIES = ("terms", "mentions", "definitions", "observations", "programs", "undefined")
_CHILD = """
import json, resource, sys, time
from pathlib import Path
from kg import jobs, pipeline, store
spent = {}
def timed(module, name, stage):
    if sys.argv[3] != "1":
        return  # other processes are given the functions by name
    inner = getattr(module, name)
    def outer(*given):
        start = time.process_time()
        try:
            return inner(*given)
        finally:
            spent[stage] = spent.get(stage, 0) + time.process_time() - start
    setattr(module, name, outer)
timed(pipeline, "read_one", "reading")
timed(pipeline, "write_place", "places")
timed(jobs, "trace", "lineage")
timed(pipeline, "join", "joining")
timed(pipeline, "put_ladder", "ladder")
timed(pipeline, "refill", "store")
timed(store.Loader, "finish", "store")
start = time.perf_counter()
built = pipeline.build([Path(sys.argv[1])], Path(sys.argv[2]), workers=int(sys.argv[3]))
usage = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
print(json.dumps({**spent, "all": sum(u.ru_utime + u.ru_stime for u in usage), "clock": time.perf_counter() - start,
    "memory": max(u.ru_maxrss for u in usage) / 1024,
    **{name: u.ru_utime + u.ru_stime for name, u in zip(("first process", "others"), usage)}, "quads": built.manifest["counts"]["quads"]}))
"""


def lines(sizes: Sequence[int] = (100, 400), workers: int = 1) -> Iterator[str]:
    """One line a size, then the change of one report, then two processes against one."""
    with tempfile.TemporaryDirectory(prefix="scale-", dir=Path.cwd()) as name:
        folder, before = Path(name), {"reports": 0.0}
        for size in sizes:
            if told := _too_large(size, folder):
                yield told
                continue
            shutil.rmtree(folder / "out", ignore_errors=True)
            country = make(size, folder / str(size))
            now = {"reports": float(size), **_build(country, folder / "out", workers)}
            now["disk"] = _disk(folder / "out") / size
            yield _line(now, before, _STAGES if workers == 1 else _PROCESSES)
            yield _asked(country, folder / "out")
            before = now
        if before["reports"]:
            yield from _changed(country, folder / "out", before, workers)
            shutil.rmtree(folder / "out")
            yield _two(min(folder.iterdir(), key=lambda path: int(path.name)), folder / "two")


def _too_large(size: int, folder: Path) -> str:
    """That a size is left out and why, where the disk would not hold the reports and a build of them; else blank."""
    wanted, free = size * _A_REPORT, shutil.disk_usage(folder).free
    if wanted < free:
        return ""
    return (
        f"{size:,} reports are left out: they need some {wanted / 1e9:.0f} GB of disk, and {free / 1e9:.0f} GB are free"
    )


def _disk(folder: Path) -> int:
    """Bytes that the files of a folder take on the disk, those with several names once."""
    found = {(stat.st_dev, stat.st_ino): stat.st_blocks * 512 for stat in (p.stat() for p in folder.rglob("*"))}
    return sum(found.values())


def _build(country: Path, out: Path, workers: int) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, "-c", _CHILD, country, out, str(workers)], check=True, stdout=subprocess.PIPE, encoding="utf-8"
    )
    read: dict[str, float] = json.loads(done.stdout)
    return read


def _line(now: dict[str, float], before: dict[str, float], stages: Sequence[str]) -> str:
    told = []
    for stage in (*stages, "all", "clock"):
        seconds = now.get(stage, 0.0)
        grown = ""
        if before["reports"]:
            grown = (
                f" (exponent {math.log(seconds / before[stage]) / math.log(now['reports'] / before['reports']):.2f})"
            )
        told.append(f"{stage} {seconds:.1f} s{grown}")
    return (
        f"{now['reports']:,.0f} reports, {now['quads']:,.0f} statements: {', '.join(told)}; {now['memory']:,.0f} MiB of "
        f"memory, {now['disk'] / 1e6:.2f} MB of disk a report"
    )


def _asked(country: Path, out: Path) -> str:
    """What it costs to ask about one report: the best of some runs each, in processor time."""
    store, report = open_store(out), min(country.glob("*.txt")).stem
    told = []
    for name in _QUERIES:
        sparql, spent = query.narrowed(query.text_of(name), {"report": report}), []
        for _run in range(_RUNS):
            start = time.process_time()
            found = len(query.rows(store, sparql))
            spent.append(time.process_time() - start)
        told.append(f"{name} {min(spent) * 1000:.0f} ms ({found} rows)")
    return f"asked about {report}: {', '.join(told)}"


def _changed(country: Path, out: Path, full: dict[str, float], workers: int) -> Iterator[str]:
    """Nothing changed, then one report, against the full build; and the graph against one from nothing."""
    again = _build(country, out, workers)
    report = sorted(country.glob("*.txt"))[len(list(country.glob("*.txt"))) // 2]
    report.write_text(report.read_text("utf-8").replace("重点", "要点", 5) + "\n", "utf-8", newline="")
    one = _build(country, out, workers)
    for name, cost in (("nothing", again), ("one report", one)):
        told = ", ".join(f"{stage} {cost.get(stage, 0.0):.1f} s" for stage in (_STAGES if workers == 1 else _PROCESSES))
        yield (
            f"{name} of {full['reports']:,.0f} changed: {cost['all']:.1f} s, {cost['all'] / full['all']:.1%} of the processor "
            f"time of a build from nothing ({told}); by the clock {cost['clock'] / full['clock']:.1%}"
        )


def _two(country: Path, out: Path) -> str:
    """Two processes against one, by the clock and in turns, some runs each: only a calm machine can tell."""
    runs: dict[int, list[dict[str, float]]] = {1: [], 2: []}
    for workers in (1, 2) * _RUNS:
        shutil.rmtree(out, ignore_errors=True)
        runs[workers].append(_build(country, out, workers))
    with Path("/proc/loadavg").open() as file:
        load = file.read().split()[0]
    clock = {workers: sorted(run["clock"] for run in some) for workers, some in runs.items()}
    busy = {workers: min(run["clock"] / run["all"] for run in some) for workers, some in runs.items()}
    told = ", ".join(
        f"--workers {workers} {'/'.join(f'{seconds:.1f}' for seconds in some)} s with up to {1 / busy[workers]:.2f} cores busy"
        for workers, some in clock.items()
    )
    best, middle = (clock[1][at] / clock[2][at] for at in (0, _RUNS // 2))
    return (
        f"{country.name} reports by the clock: {told}; two processes are {best:.2f} times as fast as one by the best "
        f"run, {middle:.2f} by the middle one (load of the machine {load})"
    )


if __name__ == "__main__":
    asked = ArgumentParser()
    asked.add_argument("sizes", nargs="*", type=int, default=[100, 400])
    asked.add_argument("--workers", type=int, default=1)
    start = time.perf_counter()
    for line in lines(**vars(asked.parse_args())):
        print(line, flush=True)
    print(f"{time.perf_counter() - start:,.0f} s by the clock")
