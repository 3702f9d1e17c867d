"""`kg serve` against the bare `oxigraph serve-read-only` on the same store: 16 clients, mixed named queries, requests per second.

    python -m benchmarks.serving [REQUESTS]

The two are asked in turns, in 40 blocks, so that other work on the machine weighs on both; the rates are over all blocks,
the ratio is the median of the blocks. The first mix holds the named queries that take less than 10 ms, where all that
is not the engine weighs the most; the second holds every one.
"""

from __future__ import annotations

import asyncio
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pyoxigraph import Store

from benchmarks import Figure, Told
from kg import query
from kg.store import STORE, open_store

CLIENTS, BLOCKS, BIN = 16, 40, Path(sys.executable).parent
HEAD = b"POST %s HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/sparql-query\r\nAccept: application/sparql-results+json\r\n"
Address = tuple[int, bytes]


async def _client(address: Address, left: list[bytes], refused: list[bytes]) -> None:
    """Ask one question after another on one connection."""
    port, path = address
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=1 << 22)
    while left:
        text = left.pop()
        writer.write(HEAD % path + b"Content-Length: %d\r\n\r\n" % len(text) + text)
        head = (await reader.readuntil(b"\r\n\r\n")).lower()
        if length := re.search(rb"content-length: *(\d+)", head):
            await reader.readexactly(int(length[1]))
        else:
            while size := int(await reader.readline(), 16):
                await reader.readexactly(size + 2)
            await reader.readline()
        if not head.startswith(b"http/1.1 200"):
            refused.append(head)
    writer.close()


async def _rate(address: Address, texts: list[bytes], count: int) -> tuple[float, int]:
    """Requests per second, and how many were not answered with 200."""
    left, refused = [texts[n % len(texts)] for n in range(count)], list[bytes]()
    start = time.perf_counter()
    await asyncio.gather(*(_client(address, left, refused) for _ in range(CLIENTS)))
    return count / (time.perf_counter() - start), len(refused)


def _seconds(store: Store, text: str) -> float:
    """Processor time, so that the mix does not depend on what else the machine does."""
    start = time.process_time()
    query.serialised(store, text, "json")
    return time.process_time() - start


@contextmanager
def _servers(graph: Path, site: Path) -> Iterator[tuple[Address, Address]]:
    """The bare server and ours, ready."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    bare = subprocess.Popen(
        [BIN / "oxigraph", "serve-read-only", "-l", graph / STORE, "-b", f"127.0.0.1:{port}", "--union-default-graph"],
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    ours = subprocess.Popen(
        [BIN / "kg", "serve", "--graph", graph, "--site", site, "--port", "0"],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8",
    )  # fmt: skip
    try:
        assert ours.stdout
        said = re.search(r":(\d+)/", ours.stdout.readline())
        assert said
        time.sleep(2)
        yield (port, b"/query"), (int(said[1]), b"/sparql")
    finally:
        bare.kill()
        ours.terminate()
        bare.wait()
        ours.wait()


def lines(requests: int = 10_000) -> Told:
    """One line a mix: both rates, their ratio, and the requests that failed."""
    with tempfile.TemporaryDirectory() as folder:
        graph, site = Path(folder) / "graph", Path(folder) / "site"
        subprocess.run([BIN / "kg", "build", "seeds", "--out", graph], check=True, capture_output=True)
        subprocess.run([BIN / "kg", "site", "--graph", graph, "--out", site], check=True, capture_output=True)
        texts = {name: query.text_of(name) for name in query.names()}
        store = open_store(graph)
        light = [text.encode() for text in texts.values() if min(_seconds(store, text) for _ in range(3)) < 0.01]
        del store
        with _servers(graph, site) as (bare, ours):
            for mix, some, count in (
                ("light", light, requests),
                ("every", [t.encode() for t in texts.values()], requests // 20),
            ):
                name = f"{len(some)} named queries ({mix})"
                line, ratio = asyncio.run(_asked(name, some, count, bare, ours))
                yield line
                zh = f"应答率，{len(some)} 个命名查询"
                yield Figure(f"requests a second, {name}", zh, ratio, "oxigraph serve-read-only", least=0.8)


async def _asked(name: str, texts: list[bytes], count: int, bare: Address, ours: Address) -> tuple[str, float]:
    for address in (bare, ours):
        await _rate(address, texts, len(texts) * 2)
    rates, share = [], max(1, count // BLOCKS)
    for block in range(BLOCKS):  # who goes first changes, too
        some = [
            texts[(block * share + n) % len(texts)] for n in range(share)
        ]  # a block goes on where the last one ended
        pair = {who: await _rate(who, some, share) for who in ((bare, ours) if block % 2 else (ours, bare))}
        rates.append((pair[bare], pair[ours]))
    ratio = statistics.median(b[0] / a[0] for a, b in rates)
    peer, own = (statistics.harmonic_mean([pair[side][0] for pair in rates]) for side in (0, 1))
    failed = sum(b[1] for _, b in rates)
    told = f"{name:32} {own:8,.0f} requests/s  {ratio:6.2f} x oxigraph serve-read-only ({peer:,.0f}/s)"
    return f"{told}, {count} requests, {failed} failed", ratio


if __name__ == "__main__":
    for line in lines(*map(int, sys.argv[1:])):
        print(line, flush=True)
