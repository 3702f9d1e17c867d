"""`kg push` into real stores over HTTP: what arrives, what is sent again, and what is said when it goes wrong."""

from __future__ import annotations

import os
import random
import re
import shutil
import signal
import subprocess
import threading
import time
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx
import pytest
from conftest import KG, PATIENCE, Kg, lines_of
from other_stores import VIRTUOSO, Running, free_port, oxigraph, virtuoso
from pyoxigraph import NamedNode, Quad, RdfFormat, Store, parse

from kg.push.content import content_of
from kg.store import manifest, open_store

BASE = "https://w3id.org/tifakg/"
ONE = f"{BASE}graph/hongqi-2018"
CHANGED = (  # one statement of a graph for another, so that the count stays
    f'DELETE {{ GRAPH <{ONE}> {{ ?r ?p ?v }} }} INSERT {{ GRAPH <{ONE}> {{ ?r ?p "another" }} }} '
    f"WHERE {{ GRAPH <{ONE}> {{ ?r ?p ?v FILTER(STRENDS(STR(?p), '#sha256')) }} }}"
)
needs_virtuoso = pytest.mark.skipif(not VIRTUOSO, reason="virtuoso-t is not installed (make stores installs it)")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Running]:
    """An empty Oxigraph server."""
    with oxigraph(tmp_path) as running:
        yield running


@pytest.fixture(scope="module")
def small_count(small: Path) -> int:
    return int(manifest(small)["counts"]["quads"])


def quads(folder: Path) -> set[Quad]:
    return set(parse(lines_of(folder), format=RdfFormat.N_QUADS))


def held(running: Running) -> set[Quad]:
    """All that a store gives when it is asked for everything, by its own dump."""
    dump = httpx.get(running.endpoint, headers={"Accept": "application/n-quads"}, timeout=PATIENCE)
    return set(parse(dump.content, format=RdfFormat.N_QUADS))


def update(running: Running, text: str) -> None:
    said = httpx.post(running.sparql.replace("/query", "/update"), data={"update": text}, timeout=PATIENCE)
    assert said.is_success, said.text


def sent(said: str) -> list[str]:
    """The graphs that a push names as sent, without the base."""
    return [line.split("\t")[2].removeprefix(f"{BASE}graph/") for line in said.splitlines() if "\t" in line]


def test_a_store_holds_what_the_build_holds_and_is_sent_it_once(built: Path, kg: Kg, store: Running) -> None:
    words = ("push", "--graph", built, "--endpoint", store.endpoint)
    names = {name.value for name in open_store(built).named_graphs()}
    first = kg(*words, "--piece", 5000)  # several pieces for each report
    assert (first.returncode, first.stderr) == (0, "")
    assert {f"{BASE}graph/{name}" for name in sent(first.stdout)} == names
    assert held(store) == quads(built)
    second = kg(*words)
    assert (second.returncode, sent(second.stdout)) == (0, [])
    assert second.stdout.strip().endswith(f": {len(names)} were there, 0 sent and verified")


def test_only_what_differs_is_sent_again(small: Path, kg: Kg, store: Running) -> None:
    """One statement exchanged, one missing, one too many: the count alone would miss the first."""
    words = ("push", "--graph", small, "--endpoint", store.endpoint)
    assert kg(*words).returncode == 0
    update(store, CHANGED)
    update(store, f"DELETE WHERE {{ GRAPH <{BASE}graph/dataset> {{ ?s <http://www.w3.org/ns/dcat#version> ?o }} }}")
    update(store, f"INSERT DATA {{ GRAPH <{BASE}graph/ontology> {{ <a:> <b:> 1 }} }}")
    dry = kg(*words, "--dry-run")
    assert (dry.returncode, sent(dry.stdout)) == (0, ["dataset", "hongqi-2018", "ontology"])
    assert held(store) != quads(small)
    again = kg(*words)
    assert sent(again.stdout) == sent(dry.stdout)
    assert held(store) == quads(small)


def test_graphs_of_others_are_left_and_named(small: Path, kg: Kg, store: Running) -> None:
    update(store, f"INSERT DATA {{ GRAPH <{BASE}graph/old> {{ <a:> <b:> 1 }} GRAPH <http://x/> {{ <a:> <b:> 2 }} }}")
    done = kg("push", "--graph", small, "--endpoint", store.endpoint)
    assert done.returncode == 0
    assert f"1 graphs that this build has not: {BASE}graph/old" in done.stderr
    assert store.count("GRAPH <http://x/> { ?s ?p ?o }") == store.count(f"GRAPH <{BASE}graph/old> {{ ?s ?p ?o }}") == 1


def test_a_base_of_ones_own(seeds: Path, kg: Kg, store: Running, tmp_path: Path) -> None:
    graph = tmp_path / "graph"
    assert kg("build", seeds / "hongqi-2018.txt", "--out", graph, "--base", "https://x.example/提法's/").returncode == 0
    done = kg("push", "--graph", graph, "--endpoint", store.endpoint)
    assert (done.returncode, done.stderr) == (0, "")
    assert held(store) == quads(graph)


def test_what_a_loader_filled_is_proved_by_a_comparison(small: Path, kg: Kg, tmp_path: Path) -> None:
    (tmp_path / "graph.nq").write_bytes(lines_of(small))
    load = [KG.with_name("oxigraph"), "load", "--location", tmp_path / "data", "--file", tmp_path / "graph.nq"]
    subprocess.run(load, check=True, capture_output=True)
    with oxigraph(tmp_path, kept=True) as store:
        done = kg("push", "--graph", small, "--endpoint", store.endpoint, "--dry-run")
    assert (done.returncode, sent(done.stdout), done.stdout.strip().endswith("0 differ")) == (0, [], True)


# ---- stopped half-way


@contextmanager
def pushing(graph: Path, running: Running, *more: object) -> Iterator[subprocess.Popen[str]]:
    """A push in pieces so small that it takes its time, once something of it has arrived."""
    words = [KG, "push", "--graph", graph, "--endpoint", running.endpoint, "--piece", "10", *more]
    process = subprocess.Popen(
        list(map(str, words)), stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1"},
    )  # fmt: skip
    try:
        while running.count(f"GRAPH <{ONE}> {{ ?s ?p ?o }}") < 20:
            assert process.poll() is None, process.communicate()
            time.sleep(0.01)
        yield process
    finally:
        process.kill()
        process.wait()


def resumed(kg: Kg, graph: Path, running: Running, *more: object) -> None:
    """The same command again: what was whole stays, the rest is sent."""
    done = kg("push", "--graph", graph, "--endpoint", running.endpoint, *more)
    assert (done.returncode, done.stderr) == (0, "")
    there = re.search(r": (\d+) were there, (\d+) sent and verified", done.stdout)
    assert there
    assert int(there[1]) > 0
    assert "hongqi-2018" in sent(done.stdout)


def test_a_push_that_is_killed_goes_on_where_it_was(small: Path, kg: Kg, store: Running, small_count: int) -> None:
    with pushing(small, store) as process:
        process.kill()
    assert 0 < store.count() < small_count
    resumed(kg, small, store)
    assert held(store) == quads(small)


def test_ctrl_c_says_how_far_it_came(small: Path, kg: Kg, store: Running, small_count: int) -> None:
    with pushing(small, store) as process:
        process.send_signal(signal.SIGINT)
        out, said = process.communicate(timeout=PATIENCE)
    assert (process.returncode, out) == (1, "")
    assert re.fullmatch(
        r"kg: stopped\n\d graphs are in the store and verified; the same command goes on from there\n", said
    )
    assert store.count() < small_count
    resumed(kg, small, store)
    assert held(store) == quads(small)


def test_a_store_that_dies_on_the_way_and_comes_back(small: Path, kg: Kg, tmp_path: Path) -> None:
    port = free_port()
    with oxigraph(tmp_path, port=port, kept=True) as store, pushing(small, store) as process:
        store.process.kill()
        _, said = process.communicate(timeout=PATIENCE)
    assert process.returncode == 1
    assert re.match(rf"kg: http://127\.0\.0\.1:{port}/\w+: (breaks off|cannot be reached) \(.+\n\d graphs are in", said)
    assert "Traceback" not in said
    with oxigraph(tmp_path, port=port, kept=True) as store:
        resumed(kg, small, store)
        assert held(store) == quads(small)


# ---- what goes wrong


class Gate(BaseHTTPRequestHandler):
    """A server in front of a store: it passes requests on, or answers as the test wants."""

    protocol_version = "HTTP/1.1"
    behind: str
    instead: Callable[[Gate], tuple[int, dict[str, str], bytes] | None]

    def answer(self) -> None:
        body = self.body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        said = type(self).instead(self)
        if said is None:
            passed = {k: v for k, v in self.headers.items() if k.lower() in ("accept", "content-type")}
            back = httpx.request(self.command, self.behind + self.path, headers=passed, content=body, timeout=PATIENCE)
            said = back.status_code, {"Content-Type": back.headers.get("content-type", "")}, back.content
        status, headers, content = said
        self.send_response(status)
        for name, value in {"Content-Length": str(len(content)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)
        self.close_connection = headers.get("Content-Length", str(len(content))) != str(len(content))

    do_GET = do_PUT = do_POST = answer  # noqa: N815 - the names that the library asks for

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def gate(store: Running, instead: Callable[[Gate], tuple[int, dict[str, str], bytes] | None]) -> Iterator[str]:
    handler = type("Here", (Gate,), {"behind": store.endpoint.removesuffix("/store"), "instead": staticmethod(instead)})
    with listening(handler) as port:
        yield f"http://127.0.0.1:{port}/store"


@contextmanager
def listening(handler: type[BaseHTTPRequestHandler]) -> Iterator[int]:
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_address[1]
        server.shutdown()


HTML = {"Content-Type": "text/html"}
MISTAKES: dict[str, tuple[Callable[[Gate], tuple[int, dict[str, str], bytes] | None], str]] = {
    "who are you": (lambda g: (401, {"WWW-Authenticate": 'Basic realm="x"'}, b""), "asks who you are (401); give --user"),
    "not you": (lambda g: (403, {}, b"") if g.command == "PUT" else None, "does not let a stranger do this (403)"),
    "not here": (lambda g: (404, {}, b"") if g.command == "PUT" else None, "not the address of a graph store"),
    "read only": (lambda g: (405, {}, b"") if g.command == "PUT" else None, "not the address of a graph store"),
    "no query": (lambda g: (404, {}, b"") if "/query" in g.path else None, "not the address of a SPARQL endpoint (404)"),
    "too large": (lambda g: (413, {}, b"") if g.command == "PUT" else None, "send fewer statements at once with --piece"),
    "moved": (lambda g: (301, {"Location": "https://x.example/s"}, b""), "has moved (301); give the address https://x.ex"),
    "broken": (lambda g: (500, HTML, b"disk\nfull") if g.command == "PUT" else None, "answers 500 with 'disk full'"),
    "a page": (lambda g: (200, HTML, b"<html>welcome</html>") if "/query" in g.path else None, "SPARQL with '<html>wel"),
    "JSON of another kind": (lambda g: (200, {}, b'{"results": []}') if "/query" in g.path else None, "--sparql-endpoint"),
    "no number": (
        lambda g: (200, {}, b'{"results": {"bindings": [{"n": {"value": "many"}}]}}') if "/query" in g.path else None,
        "answers SPARQL with 'many'",
    ),
    "takes and keeps nothing": (lambda g: (204, {}, b"") if g.command == "PUT" else None, "has 0 statements in"),
    "gives back no RDF": (lambda g: (200, HTML, b"<p>") if "ontology" in g.path and g.command == "GET" else None, "no RDF"),
    "gives back what cannot be read": (
        lambda g: (200, {"Content-Type": "application/n-triples"}, b"<a") if "ontology" in g.path and g.command == "GET" else None,
        "cannot be read",
    ),
    "gives back another thing": (
        lambda g: (200, {"Content-Type": "application/n-triples"}, b"<a:> <b:> <c:> .\n")
        if "ontology" in g.path and g.command == "GET" else None,
        "with other statements than were sent",
    ),
    "ends in the middle": (
        lambda g: (200, {"Content-Type": "application/n-triples", "Content-Length": "9999"}, b"<a:> <b:> <c:> .\n")
        if "ontology" in g.path and g.command == "GET" else None,
        "breaks off (",
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """One Oxigraph server behind all the gates."""
    with oxigraph(tmp_path_factory.mktemp("many")) as running:
        yield running


@pytest.mark.parametrize("mistake", MISTAKES)
def test_each_mistake_is_one_sentence(small: Path, kg: Kg, many: Running, mistake: str) -> None:
    instead, words = MISTAKES[mistake]
    with gate(many, instead) as address:
        done = kg("push", "--graph", small, "--endpoint", address)
    first, second = done.stderr.splitlines()
    assert (done.returncode, done.stdout) == (1, "")
    assert first.startswith("kg: http://127.0.0.1:")
    assert words in first
    assert second.endswith("the same command goes on from there")


def test_a_comparison_that_breaks_off_counts_what_is_there(small: Path, kg: Kg, store: Running) -> None:
    """The first graph is not there, the second is, and the address of the third is closed."""
    words = ("push", "--graph", small, "--dry-run", "--endpoint")
    first, second, third = sorted(name.value for name in open_store(small).named_graphs())[:3]
    own = open_store(small).quads_for_pattern(None, None, None, NamedNode(second))
    lines = "".join(f"{quad.triple} .\n" for quad in own).encode()
    httpx.put(store.endpoint, params={"graph": second}, content=lines, headers={"Content-Type": "text/turtle"})
    asked = third.rpartition("/")[2].encode()

    def closed(request: Gate) -> tuple[int, dict[str, str], bytes] | None:
        return (500, {}, b"closed") if asked in request.body else None

    with gate(store, closed) as address:
        done = kg(*words, address)
    assert (done.returncode, done.stdout) == (1, ""), first
    assert done.stderr.splitlines()[1].startswith("1 graphs are in the store and verified")


def test_no_store_at_all(small: Path, kg: Kg, tmp_path: Path) -> None:
    done = kg("push", "--graph", small, "--endpoint", f"http://127.0.0.1:{free_port()}/store")
    assert (done.returncode, "cannot be reached" in done.stderr, "Traceback" in done.stderr) == (1, True, False)
    with listening(SimpleHTTPRequestHandler) as port:  # a server of files
        done = kg("push", "--graph", small, "--endpoint", f"http://127.0.0.1:{port}/", cwd=tmp_path)
    assert (done.returncode, "answers 501 with" in done.stderr) == (1, True)
    done = kg("push", "--graph", tmp_path, "--endpoint", f"http://127.0.0.1:{free_port()}/store")
    assert (done.returncode, "was not made" in done.stderr or "not a graph" in done.stderr) == (1, True)


@pytest.mark.parametrize(
    "words",
    [["--endpoint", "localhost:7878"], ["--endpoint", "http://me:secret@x/store"], [], ["--endpoint", "http://x/", "--piece", "0"]],
)  # fmt: skip
def test_a_wrong_use_is_told_at_once(small: Path, kg: Kg, words: list[str]) -> None:
    done = kg("push", "--graph", small, *words)
    assert done.returncode == 2
    assert "secret" not in done.stderr


def test_name_and_password_by_basic(small: Path, kg: Kg, store: Running, small_count: int) -> None:
    right = "Basic " + b64encode("我:密码".encode()).decode()

    def guarded(request: Gate) -> tuple[int, dict[str, str], bytes] | None:
        known = request.headers.get("Authorization") == right
        return None if known else (401, {"WWW-Authenticate": 'Basic realm="x", charset="UTF-8"'}, b"")

    with gate(store, guarded) as address:
        words = ("push", "--graph", small, "--endpoint", address)
        wrong = kg(*words, "--user", "我", "--password", "错")
        assert (wrong.returncode, "does not take this password for 我 (401)" in wrong.stderr) == (1, True)
        done = kg(*words, env={"KG_PUSH_USER": "我", "KG_PUSH_PASSWORD": "密码"})
    assert (done.returncode, done.stderr) == (0, "")
    assert store.count() == small_count


def test_a_token_and_what_the_address_asks_besides(small: Path, kg: Kg, store: Running, small_count: int) -> None:
    def guarded(request: Gate) -> tuple[int, dict[str, str], bytes] | None:
        asked = "key=a%20b" in request.path or "key=a+b" in request.path or "/query" in request.path
        known = request.headers.get("Authorization") == "Bearer secret"
        return None if known and asked else (401, {}, b"")

    with gate(store, guarded) as address:
        words = (
            "push",
            "--graph",
            small,
            "--endpoint",
            f"{address}?key=a%20b",
            "--sparql-endpoint",
            address[:-6] + "/query",
        )
        assert "does not take this token (401)" in kg(*words, "--password", "wrong").stderr
        done = kg(*words, env={"KG_PUSH_PASSWORD": "secret"})
    assert (done.returncode, done.stderr) == (0, "")
    assert store.count() == small_count


def test_the_hash_does_not_depend_on_order_or_on_where_it_is_sorted(small: Path) -> None:
    triples = [quad.triple for quad in open_store(small).quads_for_pattern(None, None, None, NamedNode(ONE))]
    wanted = content_of(triples)
    assert wanted.statements == len(triples)
    random.Random(1).shuffle(triples)
    for run in (1000, len(triples), len(triples) - 1, 10**6):
        assert content_of(triples + triples[:99], run) == wanted
    assert content_of(triples[1:]) != wanted
    assert content_of([]) != wanted


def test_a_graph_with_a_blank_node_is_refused(small: Path, kg: Kg, store: Running, tmp_path: Path) -> None:
    graph = tmp_path / "graph"
    shutil.copytree(small, graph)
    writable = Store(str(graph / "store"))
    writable.update(f"INSERT DATA {{ GRAPH <{ONE}> {{ [] <http://x/p> 1 }} }}")
    writable.flush()
    del writable
    done = kg("push", "--graph", graph, "--endpoint", store.endpoint)
    assert (done.returncode, "has a blank node" in done.stderr, "Traceback" in done.stderr) == (1, True, False)


# ---- Virtuoso


@pytest.mark.slow
@needs_virtuoso
def test_virtuoso_holds_what_the_build_holds(built: Path, kg: Kg, tmp_path: Path) -> None:
    """Digest authentication, a kill half-way, and every graph read back by a client that is not ours."""
    with virtuoso(tmp_path) as store:
        words = ("push", "--graph", built, "--endpoint", store.endpoint)
        assert "asks who you are (401)" in kg(*words).stderr
        wrong = kg(*words, "--user", "dba", "--password", "no")
        assert (wrong.returncode, "does not take this password for dba (401)" in wrong.stderr) == (1, True)
        known = ("--user", "dba", "--password", "dba")
        with pushing(built, store, *known) as process:
            process.kill()
        assert store.count(f"GRAPH <{ONE}> {{ ?s ?p ?o }}") > 0
        resumed(kg, built, store, *known, "--piece", "5000")
        for name in open_store(built).named_graphs():
            own = {quad.triple for quad in open_store(built).quads_for_pattern(None, None, None, name)}
            back = set()
            for predicate in {triple.predicate for triple in own}:  # all at once is more than Virtuoso gives
                text = f"CONSTRUCT {{ ?s {predicate} ?o }} WHERE {{ GRAPH {name} {{ ?s {predicate} ?o }} }}"
                answer = store.ask(text, "application/n-triples").raise_for_status()
                back |= {quad.triple for quad in parse(answer.content, format=RdfFormat.N_TRIPLES)}
            assert back == own
        again = kg(*words, *known)
        assert (again.returncode, sent(again.stdout)) == (0, [])
