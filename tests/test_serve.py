"""`kg serve` as a program of its own, over real HTTP: the protocol, what it refuses, its limits, and linked data."""

from __future__ import annotations

import csv
import http.client
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pytest
import rdflib
from conftest import KG, PATIENCE, Kg, until
from pyoxigraph import NamedNode, QueryResultsFormat, RdfFormat, Store
from rdflib.collection import Collection
from rdflib.compare import isomorphic
from rdflib.query import Result

from kg import query
from kg.serve.rows import Rows, TooManyRowsError
from kg.store import manifest, open_store

pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")  # within rdflib
BASE = "https://w3id.org/tifakg/"
EXCEPTIONS = Path(__file__).parent / "data" / "protocol_exceptions.tsv"
DIRECT, FORM = "application/sparql-query", "application/x-www-form-urlencoded"
RESULTS = {
    "application/sparql-results+json": "json", "application/sparql-results+xml": "xml", "text/csv": "csv",
    "text/tab-separated-values": "tsv",
}  # fmt: skip
GRAPHS = {
    "text/turtle": "turtle", "application/n-triples": "nt", "application/ld+json": "json-ld", "application/rdf+xml": "xml",
}  # fmt: skip
HOURS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
QUICK = "SELECT ?s { ?s a <https://w3id.org/tifakg/ontology#Report> }"
SIZE = max(4, 2 * (os.cpu_count() or 1))  # workers for short questions


@dataclass(frozen=True)
class Said:
    """An answer over HTTP."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def media(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0]


@dataclass(frozen=True)
class Server:
    """A running `kg serve`."""

    process: subprocess.Popen[str]
    port: int

    def ask(self, method: str, path: str, body: bytes | None = None, **headers: str) -> Said:
        """One request; the path goes out as it is given."""
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)) as line:
            line.putrequest(method, path)
            for name, value in headers.items():
                line.putheader(name.replace("_", "-"), value)
            if body is not None:
                line.putheader("Content-Length", str(len(body)))
            line.endheaders(body)
            answer = line.getresponse()
            return Said(answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read())

    def sparql(self, text: str, accept: str = "*/*", **more: Any) -> Said:
        """A query by POST, with default-graph-uri and the like in the address."""
        pairs = urlencode({k.replace("_", "-"): v for k, v in more.items()}, doseq=True)
        return self.ask("POST", f"/sparql?{pairs}", text.encode(), Content_Type=DIRECT, Accept=accept)

    def workers(self) -> list[int]:
        """The processes that it has started."""
        return [int(p) for p in Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()]


@contextmanager
def serving(graph: Path, *options: object, temporary: Path | None = None) -> Iterator[Server]:
    """Start a server on a free port and stop it with Ctrl-C, which must be a clean end."""
    words = [KG, "serve", "--graph", graph, "--port", "0", *options]
    environment = {**os.environ, "PYTHONUTF8": "1", **({"TMPDIR": str(temporary)} if temporary else {})}
    process = subprocess.Popen(
        list(map(str, words)), stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", env=environment
    )
    try:
        assert process.stdout
        assert process.stderr
        first = process.stdout.readline()
        address = re.match(r"http://127\.0\.0\.1:(\d+)/", first)
        assert address, first + process.stderr.read()
        yield Server(process, int(address[1]))
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
        rest = process.communicate(timeout=PATIENCE)
    told = "was written from another build" in rest[1]
    assert (process.returncode, rest[0], rest[1].strip().splitlines()[told:]) == (0, "", ["kg: stopped"])


@pytest.fixture(scope="module")
def server(built: Path) -> Iterator[Server]:
    """The seeds, with the site written on the way, and so much time for a query that no test sees it end by that."""
    with serving(built, "--cors", "--timeout", "3600") as running:
        yield running


@pytest.fixture(scope="module")
def strict(built: Path, site: Path) -> Iterator[Server]:
    """The seeds under a tight limit of time, and of rows."""
    with serving(built, "--site", site, "--timeout", "2", "--max-rows", "10") as running:
        yield running


@pytest.fixture(scope="module")
def narrow(built: Path, site: Path) -> Iterator[Server]:
    """The seeds under a tight limit of rows alone."""
    with serving(built, "--site", site, "--timeout", "3600", "--max-rows", "10") as running:
        yield running


# ---- the protocol


def forms(text: str) -> dict[str, tuple[str, str, bytes | None, dict[str, str]]]:
    """Each way in which a query may be sent."""
    pair = urlencode({"query": text})
    return {
        "get": ("GET", f"/sparql?{pair}", None, {}),
        "get with a slash": ("GET", f"/sparql/?{pair}", None, {}),
        "form": ("POST", "/sparql", pair.encode(), {"Content_Type": FORM}),
        "form with a charset": ("POST", "/sparql", pair.encode(), {"Content_Type": f"{FORM}; charset=UTF-8"}),
        "direct": ("POST", "/sparql", text.encode(), {"Content_Type": DIRECT}),
        "direct with a charset": ("POST", "/sparql", text.encode(), {"Content_Type": f"{DIRECT};charset=utf-8"}),
    }


@pytest.mark.parametrize("way", forms(""))
def test_every_way_of_sending_a_query_gives_the_same_rows(server: Server, built: Path, way: str) -> None:
    text = query.text_of("terms")
    method, path, body, headers = forms(text)[way]
    said = server.ask(method, path, body, Accept="text/csv", **headers)
    assert (said.status, said.media) == (200, "text/csv")
    assert said.body == query.serialised(open_store(built), text, "csv")


def test_every_named_query_answers_as_on_the_command_line(server: Server, built: Path) -> None:
    store = open_store(built)
    different = [
        name
        for name in query.names()
        if server.sparql(query.text_of(name), "text/csv").body != query.serialised(store, query.text_of(name), "csv")
    ]
    assert different == []


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("", "application/sparql-results+json"),
        ("*/*", "application/sparql-results+json"),
        ("application/json", "application/sparql-results+json"),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("text/csv", "text/csv"),
        ("text/tab-separated-values", "text/tab-separated-values"),
        ("text/csv;q=0.3, application/sparql-results+xml;q=0.9, */*;q=0.1", "application/sparql-results+xml"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "application/sparql-results+xml"),
    ],
)
def test_rows_come_as_the_client_likes_them(server: Server, accept: str, media: str) -> None:
    said = server.sparql(QUICK, accept)
    assert (said.status, said.media, said.headers["vary"].split(",")[0]) == (200, media, "Accept")
    parsed = Result.parse(BytesIO(said.body), format=RESULTS[media])
    assert len(list(parsed)) == 5


@pytest.mark.parametrize(
    "text",
    [
        f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ ?s ?p ?o ; a <{BASE}ontology#Report> }}",
        f"DESCRIBE <{BASE}report/hongqi-2021>",
    ],
    ids=["construct", "describe"],
)
def test_triples_come_as_the_client_likes_them(server: Server, text: str) -> None:
    read = {}
    for accept, form in GRAPHS.items():
        said = server.sparql(text, accept)
        assert (said.status, said.media) == (200, accept)
        read[form] = rdflib.Graph().parse(data=said.body, format=form)
    assert len(read["turtle"]) > 5
    assert all(isomorphic(read["turtle"], other) for other in read.values())
    assert server.sparql(text).media == "text/turtle"
    assert server.sparql(text, "application/json").media == "application/ld+json"


def test_yes_or_no(server: Server) -> None:
    assert json.loads(server.sparql("ASK {}").body)["boolean"] is True
    assert b"<boolean>false</boolean>" in server.sparql("ASK { <a:> ?b ?c }", "application/xml").body


def test_what_is_accepted_by_nobody_is_said(server: Server) -> None:
    said = server.sparql(QUICK, "image/png")
    assert said.status == 406
    assert b"text/csv" in said.body


def test_the_format_may_stand_in_the_address(server: Server) -> None:
    said = server.ask("GET", "/sparql?" + urlencode({"query": QUICK, "format": "csv"}), Accept="text/html")
    assert (said.status, said.media) == (200, "text/csv")


def test_the_dataset_is_the_union_unless_one_is_named(server: Server, built: Path) -> None:
    one, other = f"{BASE}graph/hongqi-2018", f"{BASE}graph/hongqi-2019"
    store = open_store(built)
    size = {g: sum(1 for _ in store.quads_for_pattern(None, None, None, NamedNode(g))) for g in (one, other)}

    def count(text: str, **more: Any) -> int:
        return int(server.sparql(f"SELECT (COUNT(*) AS ?n) {text}", "text/csv", **more).body.split()[1])

    assert count("{ ?s ?p ?o }") > size[one] + size[other] > size[one] > 0
    assert count(f"FROM <{one}> {{ ?s ?p ?o }}") == size[one]
    assert count("{ ?s ?p ?o }", default_graph_uri=one) == size[one]
    assert count("{ ?s ?p ?o }", default_graph_uri=[one, other]) == size[one] + size[other]
    assert count(f"FROM <{other}> {{ ?s ?p ?o }}", default_graph_uri=one) == size[one]
    assert count("{ ?s ?p ?o }", named_graph_uri=one) == 0
    assert count("{ GRAPH ?g { ?s ?p ?o } }", named_graph_uri=[one, other]) == size[one] + size[other]
    assert count(f"FROM NAMED <{one}> {{ GRAPH ?g {{ ?s ?p ?o }} }}") == size[one]
    assert count("{ ?s ?p ?o }", default_graph_uri=f"{BASE}graph/none") == 0


def test_relative_names_are_names_of_ours(server: Server) -> None:
    assert json.loads(server.sparql("ASK { <report/hongqi-2021> a ?type }").body)["boolean"] is True


def test_the_endpoint_describes_itself(server: Server, built: Path) -> None:
    sd = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
    for path in ("/sparql", "/sparql/"):
        for accept, form in GRAPHS.items():
            said = server.ask("GET", path, Accept=accept)
            assert (said.status, said.media) == (200, accept)
            graph = rdflib.Graph().parse(data=said.body, format=form)
            endpoint = rdflib.URIRef(f"http://127.0.0.1:{server.port}/sparql")
            assert graph.value(endpoint, sd.endpoint) == endpoint
            names = {str(name) for name in graph.objects(None, sd.name)}
            assert names == {g.value for g in open_store(built).named_graphs()}
    page = server.ask("GET", "/sparql", Accept="text/html,*/*;q=0.8")
    assert (page.media, "<textarea" in page.body.decode(), "terms:" in page.body.decode()) == ("text/html", True, True)


def test_head_and_options(server: Server) -> None:
    path = "/sparql?" + urlencode({"query": QUICK})
    got, head = server.ask("GET", path), server.ask("HEAD", path)
    assert (head.status, head.body, head.headers["content-length"]) == (200, b"", str(len(got.body)))
    assert server.ask("HEAD", "/index.html").headers["content-length"] == str(
        len(server.ask("GET", "/index.html").body)
    )
    said = server.ask("OPTIONS", "/sparql")
    assert (said.status, said.headers["allow"]) == (204, "GET, HEAD, POST, OPTIONS")
    assert server.ask("OPTIONS", "/index.html").headers["allow"] == "GET, HEAD, OPTIONS"


def test_other_origins_ask_only_where_it_is_allowed(server: Server, strict: Server) -> None:
    origin = {"Origin": "https://yasgui.example"}
    wish = {**origin, "Access_Control_Request_Method": "POST", "Access_Control_Request_Headers": "content-type"}
    before = server.ask("OPTIONS", "/sparql", **wish)
    assert (before.status, before.headers["access-control-allow-origin"]) == (200, "*")
    assert "POST" in before.headers["access-control-allow-methods"]
    assert server.ask("GET", "/sparql", **origin).headers["access-control-allow-origin"] == "*"
    for said in (strict.ask("OPTIONS", "/sparql", **wish), strict.ask("GET", "/sparql", **origin)):
        assert not [name for name in said.headers if name.startswith("access-control")]


REFUSED = {
    "syntax": ("GET", "/sparql?query=ASK%20%7B", None, {}, 400),
    "no query": ("GET", "/sparql?default-graph-uri=http%3A%2F%2Fx%2F", None, {}, 400),
    "empty form": ("POST", "/sparql", b"", {"Content_Type": FORM}, 400),
    "two queries": ("GET", "/sparql?query=ASK%7B%7D&query=ASK%7B%7D", None, {}, 400),
    "a query in address and body": ("POST", "/sparql?query=ASK%7B%7D", b"ASK {}", {"Content_Type": DIRECT}, 400),
    "a relative graph": ("GET", "/sparql?query=ASK%7B%7D&default-graph-uri=x", None, {}, 400),
    "an unknown format": ("GET", "/sparql?query=ASK%7B%7D&format=xls", None, {}, 400),
    "bytes that are not UTF-8": ("POST", "/sparql", b"ASK { ?s ?p '\xff' }", {"Content_Type": DIRECT}, 400),
    "an address that is not UTF-8": ("GET", "/sparql?query=%FF", None, {}, 400),
    "UTF-16": ("POST", "/sparql", "ASK {}".encode("utf-16"), {"Content_Type": f"{DIRECT}; charset=UTF-16"}, 415),
    "no media type": ("POST", "/sparql", b"ASK {}", {}, 415),
    "another media type": ("POST", "/sparql", b"ASK {}", {"Content_Type": "text/plain"}, 415),
    "PUT": ("PUT", "/sparql?query=ASK%7B%7D", b"", {}, 405),
    "DELETE": ("DELETE", "/sparql?graph=http%3A%2F%2Fx%2F", None, {}, 405),
    "POST to a page": ("POST", "/index.html", b"", {}, 405),
    "an update in the address": ("GET", "/sparql?update=CLEAR%20ALL", None, {}, 403),
    "an update in a form": ("POST", "/sparql", b"update=CLEAR+ALL", {"Content_Type": FORM}, 403),
    "an update": ("POST", "/sparql", b"CLEAR ALL", {"Content_Type": "application/sparql-update"}, 403),
    "an update as a query": ("POST", "/sparql", b"INSERT DATA { <a:> <b:> 1 }", {"Content_Type": DIRECT}, 400),
    "too long": ("POST", "/sparql", b"ASK {}" + b" " * (5 << 20), {"Content_Type": DIRECT}, 413),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_refusals_are_a_sentence(server: Server, case: str) -> None:
    method, path, body, headers, status = REFUSED[case]
    said = server.ask(method, path, body, **headers)
    assert (said.status, said.media) == (status, "text/plain"), said.body
    assert said.body.decode().strip()
    assert "Traceback" not in said.body.decode()


def test_nothing_was_changed_by_all_that(server: Server, built: Path) -> None:
    count = server.sparql("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }", "text/csv").body.split()[1]
    assert int(count) == manifest(built)["counts"]["quads"]


CALLS = [
    "SERVICE <{0}> {{ ?s ?p ?o }}", "SERVICE SILENT <{0}> {{ ?s ?p ?o }}", "service<{0}>{{ ?s ?p ?o }}", "SERVICESILENT<{0}>{{ ?s ?p ?o }}",
    "SERVICE:x {{ ?s ?p ?o }}", "BIND(<{0}> AS ?u) SERVICE ?u {{ ?s ?p ?o }}", "?a ?b 1SERVICE<{0}>{{ ?s ?p ?o }}",
    "?a ?b trueSERVICE<{0}>{{ ?s ?p ?o }}", "?a ex: ex:.SERVICE <{0}> {{ ?s ?p ?o }}", "?a ?b []SERVICE<{0}>{{ ?s ?p ?o }}",
    "#\rSERVICE <{0}> {{ ?s ?p ?o }}", "?a ?b ?c FILTER(?a<?c) SERVICE<{0}>{{ ?s ?p ?o }} FILTER(?c>?a)",
]  # fmt: skip


@pytest.mark.parametrize("call", CALLS)
def test_no_query_calls_out(server: Server, call: str) -> None:
    """A real server waits at the other end: nobody has come before the answer. The engine understands each of these."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        other.setblocking(False)
        where = f"http://127.0.0.1:{other.getsockname()[1]}/"
        text = f"PREFIX : <{where}> PREFIX ex: <http://x/> SELECT * {{ {call.format(where)} }}"
        assert server.sparql(text).status == 403
        with pytest.raises(BlockingIOError):
            other.accept()


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { ?service a 'SERVICE' } # SERVICE", 'SELECT * { ?from ?p """SERVICE <x> {"""@en }',
        "PREFIX ex: <http://x/SERVICE#> SELECT * { ex:service ?p ex:from }",
    ],
)  # fmt: skip
def test_a_word_that_is_no_keyword_is_let_pass(server: Server, text: str) -> None:
    assert server.sparql(text).status == 200


# ---- the test cases of the W3C


def cases(folder: Path) -> dict[str, list[dict[str, Any]]]:
    """The requests of each case of the manifest, each with the answer expected."""
    graph = rdflib.Graph().parse(folder / "manifest.ttl")
    mf = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
    ht, cnt = rdflib.Namespace("http://www.w3.org/2011/http#"), rdflib.Namespace("http://www.w3.org/2011/content#")

    def request(node: Any) -> dict[str, Any]:
        body, answer = graph.value(node, ht.body), graph.value(node, ht.resp)
        headers = graph.value(node, ht.headers)
        encoding = str(graph.value(body, cnt.characterEncoding)) if body else ""
        return {
            "method": str(graph.value(node, ht.methodName)), "path": str(graph.value(node, ht.absolutePath)),
            "body": str(graph.value(body, cnt.chars)).encode(encoding) if body else None,
            "headers": {
                str(graph.value(h, ht.fieldName)).replace("-", "_"): str(graph.value(h, ht.fieldValue))
                for h in (Collection(graph, headers) if headers else ())
            },
            "status": {str(s)[-3] for s in graph.objects(answer, mf.expectedStatus)},
            "boolean": graph.value(answer, mf.expectedBoolean), "format": str(graph.value(answer, mf.expectedFormat)),
        }  # fmt: skip

    return {
        str(case).rpartition("#")[2]: [
            request(r) for r in Collection(graph, graph.value(graph.value(case, mf.action), ht.requests))
        ]
        for case in graph.subjects(rdflib.RDF.type, mf.ProtocolTest)
    }


def held_to(said: Said, wanted: dict[str, Any]) -> bool:
    """Whether an answer is the one expected."""
    if str(said.status)[0] not in wanted["status"]:
        return False
    if wanted["boolean"] is not None and json.loads(said.body)["boolean"] is not wanted["boolean"].toPython():
        return False
    media = {"boolean": set(RESULTS), "tabular": set(RESULTS), "RDF": set(GRAPHS)}.get(wanted["format"])
    return media is None or said.media in media


@pytest.fixture(scope="module")
def protocol(shared: Path) -> Path:
    """The folder of the W3C's test cases."""
    folder = shared / "w3c" / "protocol"
    if not (folder / "manifest.ttl").exists():
        pytest.skip("KG_SHARED has no test cases of the W3C")
    return folder


def test_the_cases_of_the_w3c(protocol: Path, built: Path, site: Path, tmp_path: Path) -> None:
    graph = tmp_path / "build"
    shutil.copytree(built, graph)
    store = Store(str(graph / "store"))
    for data in protocol.glob("data*.nt"):
        name = NamedNode(f"http://kasei.us/2009/09/sparql/data/{data.stem}.rdf")
        store.load(path=str(data), format=RdfFormat.N_TRIPLES, to_graph=name)
    store.flush()
    del store
    with EXCEPTIONS.open(encoding="utf-8", newline="") as file:
        excepted = {row["case"]: row["reason"] for row in csv.DictReader(file, delimiter="\t")}
    held: dict[str, bool] = {}
    with serving(graph, "--site", site) as server:
        for name, requests in cases(protocol).items():
            said = [(server.ask(r["method"], r["path"], r["body"], **r["headers"]), r) for r in requests]
            held[name] = all(held_to(answer, wanted) for answer, wanted in said)
    assert len(held) == 34
    assert {name for name, ok in held.items() if not ok} == set(excepted)
    assert all(excepted.values())


# ---- limits


@pytest.mark.parametrize("accept", sorted(RESULTS))
def test_an_answer_has_no_more_rows_than_allowed(narrow: Server, accept: str) -> None:
    text = "SELECT ?s ?o { ?s ?p ?o } LIMIT"
    assert narrow.sparql(f"{text} 10", accept).status == 200
    for over in (f"{text} 11", "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"):
        said = narrow.sparql(over, accept)
        assert (said.status, b"--max-rows" in said.body) == (422, True)


def test_a_graph_has_no_more_triples_than_allowed(narrow: Server) -> None:
    text = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } LIMIT"
    assert len(rdflib.Graph().parse(data=narrow.sparql(f"{text} 10").body)) <= 10
    assert narrow.sparql(f"{text} 11").status == 422


def test_rows_are_counted_whatever_the_cells_hold() -> None:
    """Cells full of what looks like the end of a row, in pieces of every size."""
    cells = ["},{", '"', "\\", "\n", "[{", "<result>", '"},{"', '\\"},{', "", "a\r\nb"]
    escaped = [c.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r") for c in cells]
    rows = [f'("{a}" {b})' for a in escaped for b in ("UNDEF", f'"{a}{a}"')]
    for form in (QueryResultsFormat.JSON, QueryResultsFormat.XML, QueryResultsFormat.CSV, QueryResultsFormat.TSV):
        data = Store().query(f"SELECT * {{ VALUES (?a ?b) {{ {' '.join(rows)} }} }}").serialize(None, form)
        for size in (1, 2, 3, 7, 50, 10_000):
            for most in (0, 1, len(rows) - 1, len(rows)):
                assert too_many(data, size, Rows(form, most)) == (len(rows) > most), (form, size, most)


def too_many(data: bytes, size: int, sink: Rows) -> bool:
    try:
        for start in range(0, len(data), size):
            sink.write(data[start : start + size])
    except TooManyRowsError:
        return True
    return False


@contextmanager
def asking(server: Server, text: str = HOURS) -> Iterator[socket.socket]:
    """A query under way for so long that a new worker has taken the place of the one at work."""
    assert until(lambda: len(server.workers()) == SIZE)
    before = set(server.workers())
    with socket.create_connection(("127.0.0.1", server.port)) as line:
        line.sendall(f"GET /sparql?{urlencode({'query': text})} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        assert until(lambda: set(server.workers()) - before)
        line.setblocking(False)
        yield line


def test_twenty_clients_are_answered_while_a_query_runs_for_hours(server: Server) -> None:
    with asking(server) as long, ThreadPoolExecutor(20) as crowd:
        answers = list(crowd.map(lambda _: server.sparql(QUICK).status, range(200)))
        with pytest.raises(BlockingIOError):
            long.recv(1)  # no answer yet, nor an end of the connection
    assert answers == [200] * 200


def test_a_query_of_hours_is_stopped_at_the_limit_of_its_server(server: Server, strict: Server) -> None:
    """A server of a longer limit has been asked the same before and still works on it."""
    with asking(server) as long:
        said = strict.sparql(HOURS)
        with pytest.raises(BlockingIOError):
            long.recv(1)
    assert (said.status, b"stopped after 2 seconds" in said.body) == (503, True)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c LIMIT 1",
        "SELECT * { ?a (!<x:y>)* ?b . ?b (!<x:z>)* ?c FILTER(?a = 1) }",
        "SELECT ?a { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } GROUP BY ?a ?d ?g HAVING (COUNT(*) > 1000000)",
        "CONSTRUCT { ?a ?b ?f } WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(CONCAT(STR(?c), STR(?f)) = '') }",
    ],
    ids=["order", "path", "group", "construct"],
)
def test_time_and_memory_have_an_end_in_every_form_of_query(strict: Server, text: str) -> None:
    assert until(lambda: strict.sparql(QUICK).status == 200)
    said = strict.sparql(text)
    assert said.status in (422, 503), said.body[:200]
    assert said.status == 422 or b"stopped after 2 seconds" in said.body
    assert until(lambda: strict.sparql(QUICK).status == 200)


def test_a_query_that_breaks_the_engine_breaks_nothing_else(server: Server) -> None:
    deep = "ASK { FILTER(" + "(" * 200_000 + "1" + ")" * 200_000 + ") }"
    assert server.sparql(deep).status in (400, 422)
    assert server.sparql(QUICK).status == 200


def test_workers_that_someone_ends_are_replaced(server: Server) -> None:
    assert until(lambda: len(server.workers()) == SIZE)
    before = server.workers()
    for pid in before:
        os.kill(pid, signal.SIGKILL)
    assert until(lambda: not set(before) & set(server.workers()))
    assert [server.sparql(QUICK).status for _ in range(8)] == [200] * 8
    assert until(lambda: len(server.workers()) == SIZE)


def test_more_long_queries_than_workers_leave_the_server_well(strict: Server) -> None:
    most = 5 * SIZE  # of which four fifths have a worker at once
    with ThreadPoolExecutor(most) as crowd:
        long = [crowd.submit(strict.sparql, HOURS) for _ in range(most)]
        assert {answer.result(timeout=PATIENCE).status for answer in long} == {503}
    assert until(lambda: strict.sparql(QUICK).status == 200)


def test_a_query_ends_when_its_client_leaves(server: Server) -> None:
    """The limit of this server is an hour; the worker of a long query is gone long before."""
    assert until(lambda: len(server.workers()) == SIZE)
    before = set(server.workers())
    with asking(server):
        assert before <= set(server.workers())
    assert until(lambda: len(before & set(server.workers())) < len(before))
    assert until(lambda: len(server.workers()) == SIZE)


# ---- the site


def test_the_site_is_served(server: Server, strict: Server, site: Path) -> None:
    assert strict.ask("GET", "/").body == (site / "index.html").read_bytes()
    for path in site.rglob("*.*"):
        if path.is_file() and path.suffix in (".html", ".css", ".js"):
            said = strict.ask("GET", "/" + quote(str(path.relative_to(site))))
            assert (said.status, said.body) == (200, path.read_bytes())
    said = server.ask("GET", "/report/hongqi-2021.html")
    assert (said.status, said.media) == (200, "text/html")
    again = server.ask("GET", "/report/hongqi-2021.html", If_None_Match=said.headers["etag"])
    assert (again.status, again.body) == (304, b"")


@pytest.mark.parametrize(
    "path",
    [
        "/../secret.txt", "/report/../../secret.txt", "/%2e%2e/secret.txt", "/..%2fsecret.txt", "/%2e%2e%2fsecret.txt",
        "/..%5csecret.txt", "/link.txt", "/folder/secret.txt", "//secret.txt", "/%2fsecret.txt", "/%252e%252e/secret.txt",
        "/./../secret.txt", "/index.html%00.txt", "/%00", "/" + "a" * 5000, "/%ff%fe", "/~/secret.txt",
    ],
)  # fmt: skip
def test_nothing_outside_the_site_is_served(outside: Server, path: str) -> None:
    said = outside.ask("GET", path)
    assert said.status == 404
    assert b"secret" not in said.body
    assert outside.ask("GET", "/within.txt").body == b"a link within the site\n"


@pytest.fixture(scope="module")
def outside(built: Path, site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A site beside a secret, with links out of it and one within."""
    place = tmp_path_factory.mktemp("outside")
    shutil.copytree(site, place / "site")
    (place / "secret.txt").write_text("the secret\n", "utf-8")
    (place / "site" / "link.txt").symlink_to(place / "secret.txt")
    (place / "site" / "folder").symlink_to(place, target_is_directory=True)
    (place / "site" / "real.txt").write_text("a link within the site\n", "utf-8")
    (place / "site" / "within.txt").symlink_to(place / "site" / "real.txt")
    with serving(built, "--site", place / "site") as running:
        yield running


# ---- starting and stopping


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_it_stops_at_once_and_leaves_nothing(small: Path, tmp_path: Path, sign: signal.Signals) -> None:
    """In the middle of a long query, with the site that it wrote for itself."""
    with serving(small, "--timeout", "3600", temporary=tmp_path) as server, asking(server):
        assert list(tmp_path.glob("*/site/index.html"))
        assert until(lambda: len(server.workers()) > SIZE)  # while children come the system may leave one out
        workers = server.workers()
        server.process.send_signal(sign)
        assert server.process.wait(timeout=PATIENCE) == 0
    assert not [pid for pid in workers if Path(f"/proc/{pid}").exists()]
    assert list(tmp_path.iterdir()) == []


def test_workers_do_not_outlive_a_server_that_is_killed(built: Path, site: Path) -> None:
    process = subprocess.Popen(
        [str(KG), "serve", "--graph", str(built), "--site", str(site), "--port", "0"],
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
    assert process.stdout
    port = int(re.findall(r":(\d+)/", process.stdout.readline())[0])
    server = Server(process, port)
    assert server.sparql(QUICK).status == 200
    workers = server.workers()
    process.kill()
    process.communicate(timeout=PATIENCE)
    assert workers
    assert until(lambda: not [pid for pid in workers if Path(f"/proc/{pid}").exists()])


def test_a_port_that_is_taken_is_said(small: Path, kg: Kg, strict: Server, tmp_path: Path) -> None:
    done = kg("serve", "--graph", small, "--port", strict.port, env={"TMPDIR": str(tmp_path)})
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        f"kg: port {strict.port} of 127.0.0.1 is taken by another program; stop it or name another port with --port\n"
    )
    assert list(tmp_path.iterdir()) == []  # it was said before any work


@pytest.mark.parametrize(
    ("options", "code", "words"),
    [
        (["--host", "no.such.host.invalid"], 1, "is no address of this machine"),
        (["--host", "192.0.2.1"], 1, "cannot be had"),
        (["--site", "."], 1, "is not a site made by kg site"),
        (["--graph", "."], 1, "is not a graph made by kg build"),
        (["--port", "70000"], 2, "--port"),
        (["--timeout", "0"], 2, "--timeout"),
        (["--max-rows", "0"], 2, "--max-rows"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_wrong_words_are_said(small: Path, kg: Kg, tmp_path: Path, options: list[str], code: int, words: str) -> None:
    done = kg("serve", "--graph", small, "--port", "0", *options, cwd=tmp_path)
    assert (done.returncode, words in done.stderr, "Traceback" in done.stderr) == (code, True, False), done.stderr


@pytest.mark.parametrize("wait", [0, 0.1, 0.2, 0.4])
def test_the_site_of_another_build_is_told(small: Path, site: Path, wait: float) -> None:
    """And a signal stops the server at once, whether its workers have started or not."""
    process = subprocess.Popen(
        [str(KG), "serve", "--graph", str(small), "--site", str(site), "--port", "0"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8",
    )  # fmt: skip
    assert process.stdout
    process.stdout.readline()
    time.sleep(wait)
    process.send_signal(signal.SIGINT)
    assert "was written from another build" in process.communicate(timeout=PATIENCE)[1]
    assert process.returncode == 0


# ---- linked data


def address(iri: str, base: str = BASE) -> str:
    """The path of an IRI as a client sends it: non-ASCII letters escaped, escapes left alone."""
    return "/" + quote(iri.removeprefix(base), safe="/-._~!$'()*+,;=@:%")


def kinds(store: Store, base: str) -> dict[str, str]:
    """One thing of each kind that the graph names, by the shape of its name."""
    found: dict[str, str] = {}
    for quad in store:
        iri = getattr(quad.subject, "value", "")
        if iri.startswith(base) and "#" not in iri:
            words = iri.removeprefix(base).split("/")
            found.setdefault("/".join(w for i, w in enumerate(words) if i % 2 == 0) + f" {len(words)}", iri)
    return found


def test_a_thing_of_every_kind_answers_under_its_own_name(server: Server, built: Path) -> None:
    things = kinds(open_store(built), BASE)
    assert len(things) > 15
    for iri in things.values():
        node = rdflib.URIRef(iri)
        for accept, form in (("text/turtle", "turtle"), ("application/ld+json", "json-ld")):
            said = server.ask("GET", address(iri), Accept=accept)
            assert (said.status, said.media, said.headers["vary"].split(",")[0]) == (200, accept, "Accept"), iri
            graph = rdflib.Graph().parse(data=said.body, format=form)
            assert (node, None, None) in graph, iri
        said = server.ask("GET", address(iri), Accept="text/html,application/xml;q=0.9,*/*;q=0.8")
        assert said.status == 303, iri
        page, _, _ = said.headers["location"].partition("#")
        assert server.ask("GET", page).media == "text/html", iri


def test_the_page_is_the_one_about_the_thing(server: Server) -> None:
    def page(path: str) -> str:
        return server.ask("GET", path, Accept="text/html").headers["location"]

    assert page("/report/hongqi-2021") == "/report/hongqi-2021.html"
    assert page(address(f"{BASE}place/红旗区/term/三讲三强")) == "/" + quote("term/红旗区/三讲三强.html")
    rows = server.sparql(
        "SELECT ?s { ?s a <http://www.w3.org/ns/oa#TextPositionSelector> } ORDER BY ?s LIMIT 1", "text/csv"
    )
    passage = rows.body.decode().split()[1].removesuffix("/selector")
    start, end = re.findall(r"/char/(\d+)-(\d+)", passage)[0]
    assert page(address(passage)).endswith(f".html#c{start}-{end}")


def test_the_ontology_and_a_named_graph_answer_whole(server: Server, built: Path) -> None:
    store = open_store(built)
    for path, graph in (("/ontology", "ontology"), ("/graph/hongqi-2018", "hongqi-2018")):
        said = server.ask("GET", path, Accept="application/n-triples")
        held = {str(q.triple) for q in store.quads_for_pattern(None, None, None, NamedNode(f"{BASE}graph/{graph}"))}
        assert len(held) > 100
        assert set(said.body.decode().splitlines()) == {f"{line} ." for line in held}


def test_names_of_nothing_are_not_found(server: Server) -> None:
    for path in (
        "/report/none",
        "/place/",
        "/term",
        "/report/hongqi-2021/char/1-2",
        "/ontology/x",
        "/report/hongqi-2021%3E",
    ):
        assert server.ask("GET", path, Accept="text/turtle").status == 404, path


def test_another_base_is_served_too(kg: Kg, seeds: Path, site: Path, tmp_path: Path) -> None:
    base = "https://example.org/t/"
    assert kg("build", seeds / "hongqi-2018.txt", "--out", tmp_path / "build", "--base", base).returncode == 0
    with serving(tmp_path / "build", "--site", site) as server:
        said = server.ask("GET", "/report/hongqi-2018", Accept="text/turtle")
        assert said.status == 200
        assert (rdflib.URIRef(f"{base}report/hongqi-2018"), None, None) in rdflib.Graph().parse(data=said.body)
        indicator = next(i for i in kinds(open_store(tmp_path / "build"), BASE).values() if "/indicator/" in i)
        assert server.ask("GET", address(indicator), Accept="text/turtle").status == 200
