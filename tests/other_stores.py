"""Stores of other makers as programs of their own, each on a free port with a data folder of its own."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

VIRTUOSO = shutil.which("virtuoso-t")
_INI = """
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
[Parameters]
ServerPort = {sql}
DisableUnixSocket = 1
NumberOfBuffers = 20000
MaxDirtyBuffers = 15000
CaseMode = 2
DirsAllowed = .
[HTTPServer]
ServerPort = {port}
ServerRoot = .
ServerThreads = 10
Charset = UTF-8
[SPARQL]
ResultSetMaxRows = 10000
MaxQueryCostEstimationTime = 400
MaxQueryExecutionTime = 60
"""


@dataclass(frozen=True)
class Running:
    """A store that runs: where it takes graphs, where it answers SPARQL, and the process."""

    endpoint: str
    sparql: str
    process: subprocess.Popen[bytes]

    def ask(self, text: str, accept: str = "text/csv") -> httpx.Response:
        """A query by POST."""
        return httpx.post(self.sparql, data={"query": text}, headers={"Accept": accept}, timeout=120)

    def count(self, where: str = "GRAPH ?g { ?s ?p ?o }") -> int:
        """How many solutions a pattern has."""
        answer = self.ask(f"SELECT (COUNT(*) AS ?n) WHERE {{ {where} }}")
        assert answer.is_success, answer.text
        return int(answer.text.split()[1].strip('"'))


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
        return port


@contextmanager
def _running(words: Sequence[object], folder: Path, endpoint: str, sparql: str, seconds: float) -> Iterator[Running]:
    """Start a store, wait until it answers, and end it."""
    with (folder / "said.txt").open("ab") as said:
        process = subprocess.Popen(list(map(str, words)), cwd=folder, stdout=said, stderr=said)
    try:
        end = time.monotonic() + seconds
        while True:
            try:
                if httpx.get(sparql, params={"query": "ASK {}"}, timeout=seconds).is_success:
                    break
            except httpx.TransportError:
                pass
            assert process.poll() is None, (folder / "said.txt").read_text("utf-8", "replace")
            assert time.monotonic() < end, "the store does not start"
            time.sleep(0.1)
        yield Running(endpoint, sparql, process)
    finally:
        process.kill()
        process.wait()


@contextmanager
def oxigraph(folder: Path, *, port: int = 0, kept: bool = False, union: bool = False) -> Iterator[Running]:
    """A writable Oxigraph server; in memory, or with its data `kept` in the folder."""
    port = port or free_port()
    words = [Path(sys.executable).with_name("oxigraph"), "serve", "--bind", f"127.0.0.1:{port}"]
    words += [*(["--location", folder / "data"] if kept else []), *(["--union-default-graph"] if union else [])]
    address = f"http://127.0.0.1:{port}"
    with _running(words, folder, f"{address}/store", f"{address}/query", 120) as running:
        yield running


@contextmanager
def virtuoso(folder: Path) -> Iterator[Running]:
    """A Virtuoso server with the limits on queries that Debian gives it, its user dba with the password dba."""
    assert VIRTUOSO
    port = free_port()
    (folder / "virtuoso.ini").write_text(_INI.format(sql=free_port(), port=port), "utf-8")
    address = f"http://127.0.0.1:{port}"
    words = [VIRTUOSO, "+foreground", "+configfile", "virtuoso.ini"]
    with _running(words, folder, f"{address}/sparql-graph-crud-auth", f"{address}/sparql", 300) as running:
        yield running
