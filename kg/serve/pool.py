"""Worker processes: quick ones for short questions, and a few more into which long ones are let pass for a while."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from pathlib import Path

from kg.serve.records import Question, Reply, refusal
from kg.serve.worker import HEAD, LENGTH, READY

SLOW = 1.0  # seconds after which a question counts as long, and its worker is replaced for the short ones
LONG = 3  # long questions for each worker for short ones
WAITING = 256  # questions that may wait for a worker
Gone = Callable[[], Awaitable[object]]  # returns when the client no longer waits
_STOPPING = refusal(503, "the server is stopping")


class Worker:
    """One process and the pipes to it."""

    def __init__(self, process: Process) -> None:
        assert process.stdin
        assert process.stdout
        self.process, self.questions, self.answers = process, process.stdin, process.stdout
        self.since = 0.0  # when its question began, by the clock of the loop
        self.timer: asyncio.TimerHandle | None = None
        self.watch: asyncio.Task[None] | None = None  # of a long question
        self.ended: Reply | None = None  # why it was killed

    async def ask(self, question: Question) -> Reply:
        """Its answer. Raises IncompleteReadError or ConnectionError where the process ends before."""
        text = json.dumps((question.query, question.accept, question.default, question.named)).encode()
        self.questions.write(LENGTH.pack(len(text)) + text)
        await self.questions.drain()
        status, media, body = HEAD.unpack(await self.answers.readexactly(HEAD.size))
        name = await self.answers.readexactly(media)
        return Reply(status, name.decode(), await self.answers.readexactly(body))

    def alive(self) -> bool:
        """Whether the process runs, asked of the system: the loop hears of an end a moment after it."""
        if self.process.returncode is None and hasattr(os, "waitid"):
            with suppress(ChildProcessError):
                return os.waitid(os.P_PID, self.process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None
            return False
        return self.process.returncode is None

    def kill(self, why: Reply | None = None) -> None:
        """End the process at once, whatever it does."""
        self.ended = self.ended or why
        with suppress(ProcessLookupError):
            self.process.kill()


class Pool:
    """Asks whichever worker is free; a question that runs past `timeout` seconds ends with its worker."""

    def __init__(self, store: Path, base: str, *, timeout: float, max_rows: int, size: int = 0) -> None:
        self.timeout, self.size = timeout, size or max(4, 2 * (os.cpu_count() or 1))
        self.memory = max(1 << 30, _installed() // (2 * (1 + LONG) * self.size))  # half for all of them
        self._words = [str(store), base, str(max_rows), str(self.memory), str(timeout)]
        self._free: asyncio.LifoQueue[Worker | None] = asyncio.LifoQueue()
        self._all: set[Worker] = set()
        self._slow: set[Worker] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._waiting, self._closed = 0, False

    async def start(self) -> None:
        """Start the workers for short questions."""
        await asyncio.gather(*(self._add() for _ in range(self.size)))

    async def close(self) -> None:
        """End all workers, and with them all questions, and wait until they are gone."""
        self._closed = True
        for _ in range(self._waiting):
            self._free.put_nowait(None)
        for task in self._tasks:
            task.cancel()
        for worker in self._all:
            worker.kill(_STOPPING)
        await asyncio.gather(*(w.process.wait() for w in self._all), *self._tasks, return_exceptions=True)

    async def _add(self) -> None:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "kg.serve.worker", *self._words, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, limit=1 << 20
        )  # fmt: skip
        worker = Worker(process)
        self._all.add(worker)
        with suppress(asyncio.IncompleteReadError):
            await worker.answers.readexactly(len(READY))
            self._free.put_nowait(worker)
            return
        self._all.discard(worker)
        await asyncio.sleep(1)  # the machine is short of something; do not spin
        await self._add()

    def _later(self, work: Coroutine[None, None, None]) -> asyncio.Task[None]:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def ask(self, question: Question, gone: Gone | None = None) -> Reply:
        """The answer to a question."""
        worker = await self._take()
        if worker is None:
            return _STOPPING if self._closed else refusal(503, "the server is busy; ask again later")
        loop = asyncio.get_running_loop()
        worker.since = loop.time()
        worker.timer = loop.call_later(min(SLOW, self.timeout), self._look, worker, gone)
        try:
            return await worker.ask(question)
        except (asyncio.IncompleteReadError, ConnectionError):
            await worker.process.wait()
            words = (
                f"the query needed more than {self.memory >> 20} MB of memory, or the engine broke over it; narrow it"
            )
            return worker.ended or refusal(422, words)
        except asyncio.CancelledError:
            worker.kill()
            raise
        finally:
            self._give_back(worker)

    async def _take(self) -> Worker | None:
        while not self._free.empty():
            worker = self._free.get_nowait()
            if worker is None or worker.alive():
                return worker
            self._all.discard(worker)  # someone ended it while it had nothing to do
            self._later(self._add())
        if self._waiting >= WAITING:
            return None
        self._waiting += 1
        try:
            return await asyncio.wait_for(self._free.get(), self.timeout)
        except TimeoutError:
            return None
        finally:
            self._waiting -= 1

    def _give_back(self, worker: Worker) -> None:
        if worker.timer:
            worker.timer.cancel()
        if worker.watch:  # its place among the quick ones is taken
            worker.watch.cancel()
            worker.kill()
            self._slow.discard(worker)
            self._all.discard(worker)
        elif worker.ended or worker.answers.at_eof() or worker.process.returncode is not None:
            self._all.discard(worker)
            if not self._closed:
                self._later(self._add())
        else:
            self._free.put_nowait(worker)

    def _look(self, worker: Worker, gone: Gone | None) -> None:
        """A question has run for a while: let a new worker take the place of its own, if not too many run so long."""
        loop = asyncio.get_running_loop()
        if loop.time() - worker.since >= self.timeout:
            worker.kill(self._too_late())
        elif len(self._slow) < LONG * self.size:
            self._slow.add(worker)
            self._later(self._add())
            if hasattr(os, "setpriority"):
                with suppress(OSError):
                    os.setpriority(os.PRIO_PROCESS, worker.process.pid, 10)
            worker.watch = self._later(self._watch(worker, gone))
        else:  # the oldest gives way once it has had its share
            oldest = min(self._slow, key=lambda w: w.since)
            if loop.time() - oldest.since > self.timeout / 2:
                oldest.kill(refusal(503, "the query was stopped, for too many long ones run at once; ask again later"))
            worker.timer = loop.call_later(SLOW, self._look, worker, gone)

    async def _watch(self, worker: Worker, gone: Gone | None) -> None:
        """End a long question at its limit, or as soon as its client has left."""
        left = self.timeout - (asyncio.get_running_loop().time() - worker.since)
        try:
            await asyncio.wait_for(gone() if gone else asyncio.Event().wait(), left)
            worker.kill()
        except TimeoutError:
            worker.kill(self._too_late())

    def _too_late(self) -> Reply:
        advice = "narrow it, add LIMIT, or start kg serve with a longer --timeout"
        return refusal(503, f"the query was stopped after {self.timeout:g} seconds; {advice}")


def _installed() -> int:
    """Bytes of memory of this machine, 8 GiB where it does not tell."""
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, OSError, ValueError):
        return 8 << 30
