"""What a build costs as the country grows, and when one report of it changed.

    make bench-scale                      100, 1,000 and 10,000 reports: hours, and some 130 GB of disk
    python -m benchmarks.scale 100 400    other sizes

One process does all of it, in processor time, so that other work on the machine weighs little: the exponent from one size to
the next is 1 where cost is linear. Memory is the most that the process ever held. Then one report of the largest
country is changed and the build repeated; and two processes are set against one, by the clock, over the first size.
"""

from __future__ import annotations

import json
import math
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.country import make

_STAGES = ("reading", "places", "lineage", "ladder", "merging", "store")  # lineage is a part of places
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
timed(pipeline, "merge", "merging")
timed(pipeline, "put_ladder", "ladder")
timed(pipeline, "refill", "store")
timed(store.Loader, "finish", "store")
start = time.perf_counter()
built = pipeline.build([Path(sys.argv[1])], Path(sys.argv[2]), workers=int(sys.argv[3]))
usage = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
print(json.dumps({**spent, "all": sum(u.ru_utime + u.ru_stime for u in usage), "clock": time.perf_counter() - start,
    "memory": max(u.ru_maxrss for u in usage) / 1024, "quads": built.manifest["counts"]["quads"]}))
"""


def lines(sizes: Sequence[int] = (100, 400)) -> Iterator[str]:
    """One line a size, then the change of one report, then two processes against one."""
    with tempfile.TemporaryDirectory(prefix="scale-", dir=Path.cwd()) as name:
        folder, before = Path(name), {"reports": 0.0}
        for size in sizes:
            country = make(size, folder / str(size))
            now = {"reports": float(size), **_build(country, folder / "out", 1)}
            yield _line(now, before)
            if size != sizes[-1]:
                shutil.rmtree(folder / "out")
            before = now
        yield from _changed(country, folder / "out", before)
        yield _two(folder / str(sizes[0]), folder / "two")


def _build(country: Path, out: Path, workers: int) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, "-c", _CHILD, country, out, str(workers)], check=True, capture_output=True, encoding="utf-8"
    )
    read: dict[str, float] = json.loads(done.stdout)
    return read


def _line(now: dict[str, float], before: dict[str, float]) -> str:
    told = []
    for stage in (*_STAGES, "all"):
        seconds = now.get(stage, 0.0)
        grown = ""
        if before["reports"]:
            grown = (
                f" (exponent {math.log(seconds / before[stage]) / math.log(now['reports'] / before['reports']):.2f})"
            )
        told.append(f"{stage} {seconds:.1f} s{grown}")
    return f"{now['reports']:,.0f} reports, {now['quads']:,.0f} statements: {', '.join(told)}; {now['memory']:,.0f} MiB"


def _changed(country: Path, out: Path, full: dict[str, float]) -> Iterator[str]:
    """Nothing changed, then one report, against the full build; and the graph against one from nothing."""
    again = _build(country, out, 1)
    report = sorted(country.glob("*.txt"))[len(list(country.glob("*.txt"))) // 2]
    report.write_text(report.read_text("utf-8").replace("重点", "要点", 5) + "\n", "utf-8", newline="")
    one = _build(country, out, 1)
    for name, cost in (("nothing", again), ("one report", one)):
        told = ", ".join(f"{stage} {cost.get(stage, 0.0):.1f} s" for stage in _STAGES)
        yield (
            f"{name} of {full['reports']:,.0f} changed: {cost['all']:.1f} s, {cost['all'] / full['all']:.1%} of the processor "
            f"time of a build from nothing ({told}); by the clock {cost['clock'] / full['clock']:.1%}"
        )


def _two(country: Path, out: Path) -> str:
    """Two processes against one, by the clock and in turns, the better of two runs each: only a calm machine can tell."""
    clock: dict[int, list[float]] = {1: [], 2: []}
    for workers in (1, 2, 1, 2):
        shutil.rmtree(out, ignore_errors=True)
        clock[workers].append(_build(country, out, workers)["clock"])
    with Path("/proc/loadavg").open() as file:
        load = file.read().split()[0]
    return f"two processes are {min(clock[1]) / min(clock[2]):.2f} times as fast as one (load of the machine {load})"


if __name__ == "__main__":
    start = time.perf_counter()
    for line in lines(*([list(map(int, sys.argv[1:]))] if sys.argv[1:] else [])):
        print(line, flush=True)
    print(f"{time.perf_counter() - start:,.0f} s by the clock")
