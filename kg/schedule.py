"""Who does the jobs: this process, several, or the workers of a Dask cluster. The results come in the order of the jobs."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial
from itertools import islice
from typing import Any, Protocol, TypeVar

from kg.errors import KgError

T = TypeVar("T")
R = TypeVar("R")
Progress = Callable[[str, int, int], None]
_AHEAD = 8  # jobs handed out for each worker


class Crew(Protocol):
    """Maps a function over jobs; the results come in the order of the jobs."""

    def __call__(self, function: Callable[[T], R], jobs: Iterable[T], /) -> Iterator[R]: ...


@contextmanager
def crew(workers: int, jobs: int, scheduler: str = "") -> Iterator[Crew]:
    """Who does the jobs: the workers at a scheduler's address, else `workers` processes, 0 for one a core.

    Raises KgError where no scheduler answers or Dask is not installed.
    """
    if scheduler:
        with _cluster(scheduler) as many:
            yield many
        return
    workers = min(workers or os.cpu_count() or 1, jobs)
    if workers <= 1:
        yield map
        return
    executor = ProcessPoolExecutor(workers, initializer=_begin, initargs=(os.getpid(),))
    try:
        with _held(signal.SIGINT):  # a worker that has not begun yet would take it for its own
            executor.submit(int)  # brings up the workers, which inherit what is held
        yield _Ahead(executor.submit, lambda: workers)
    finally:
        executor.shutdown(wait=True, cancel_futures=True)


@contextmanager
def _held(number: signal.Signals) -> Iterator[None]:
    """Let a signal wait until the block is done."""
    signal.pthread_sigmask(signal.SIG_BLOCK, {number})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {number})


def _begin(parent: int) -> None:
    """Leave Ctrl-C to the parent, and end when the parent is gone: one that was killed cannot end its workers."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    threading.Thread(target=_watch, args=(parent,), daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(0.5)
    os._exit(1)


@contextmanager
def _cluster(address: str) -> Iterator[Crew]:
    try:
        import distributed
    except ImportError:
        raise KgError("--scheduler needs Dask; install it with pip install 'tifakg[cluster]'") from None
    try:
        client: Any = distributed.Client(address, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise KgError(f"no Dask scheduler answers ({error}); check the address", path=address) from None
    try:
        yield _Ahead(partial(client.submit, pure=False), lambda: sum(client.nthreads().values()))
    finally:
        client.close()


class _Ahead:
    """Hands out some jobs ahead of the results, so that no worker is idle and the jobs of a country never wait in memory.

    Dask gives the jobs of a worker that is lost to others.
    """

    def __init__(self, submit: Callable[..., Any], width: Callable[[], int]) -> None:
        self.submit, self.width = submit, width

    def __call__(self, function: Callable[[T], R], jobs: Iterable[T], /) -> Iterator[R]:
        rest, waiting = iter(jobs), deque[Any]()
        while True:
            wanted = _AHEAD * max(1, self.width()) - len(waiting)
            waiting.extend(self.submit(function, job) for job in islice(rest, max(0, wanted)))
            if not waiting:
                return
            yield waiting.popleft().result()


def tracked(stage: str, results: Iterable[R], total: int, progress: Progress) -> Iterator[R]:
    """The results, each told to `progress` as it comes."""
    for done, result in enumerate(results, 1):
        progress(stage, done, total)
        yield result
