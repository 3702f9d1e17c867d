"""The SPARQL page as people use it, opened from its folder and from a server: ask, stop, sort, follow, save, draw."""

from __future__ import annotations

import base64
import csv
import io
import json
import re
import shutil
import threading
import zlib
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import quote, unquote

import pytest
from conftest import lines_of, rested
from playwright.sync_api import Browser, BrowserContext, Page, expect
from test_site import CHINESE, NAMELESS, SIDEWAYS

from kg import query
from kg.site.addresses import term_page
from kg.site.coverage import places
from kg.site.gather import gather
from kg.site.press import Press
from kg.site.sparql import groups, write_sparql
from kg.store import open_store

RUNAWAY = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
Kg = Callable[..., "object"]


@pytest.fixture(scope="module")
def served(site: Path) -> Iterator[str]:
    """The same folder from a server on this machine."""

    class Silent(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Silent, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


class Desk:
    """The SPARQL page, with every error and every request that leaves the folder."""

    def __init__(self, context: BrowserContext, root: str) -> None:
        self.page: Page = context.new_page()
        self.root, self.faults = root, list[str]()
        own = (f"{root}/", "data:", f"blob:{root}", "blob:null")
        self.page.on("console", lambda m: self.faults.append(m.text) if m.type in ("error", "warning") else None)
        self.page.on("pageerror", lambda e: self.faults.append(str(e)))
        self.page.on("request", lambda r: None if r.url.startswith(own) else self.faults.append(r.url))

    def open(self, ending: str = "") -> Page:
        """Open the page and wait for its first answer."""
        self.page.goto("about:blank")
        self.page.goto(f"{self.root}/sparql.html{ending}")
        self.page.locator("#answer, #fault").filter(visible=True).first.wait_for()
        return self.page

    def put(self, sparql: str) -> None:
        """Write a query into the editor, as typing would."""
        self.page.evaluate("text => document.querySelector('.CodeMirror').CodeMirror.setValue(text)", sparql)

    def ask(self, sparql: str) -> Page:
        """Run a query to its answer or its fault."""
        self.put(sparql)
        self.page.locator("#run").click()
        expect(self.page.locator("#stop")).to_be_disabled()
        return self.page

    def example(self, name: str) -> Page:
        """Ask a named query by its button, to its answer: the page writes the count of rows anew with each."""
        answer = self.page.locator("#answer")
        answer.evaluate("node => node.removeAttribute('data-count')")
        self.page.locator(f".examples button[data-name={name}]").click()
        expect(answer).to_have_attribute("data-count", re.compile(r"\d"))
        return self.page

    def csv(self) -> bytes:
        """What the button saves."""
        with self.page.expect_download() as saved:
            self.page.locator("#csv").click()
        return Path(saved.value.path()).read_bytes()


@pytest.fixture(scope="module")
def sitting(browser: Browser, site: Path) -> Iterator[Desk]:
    """The page from its folder, at 1440 pixels, once opened: its engine and its graph take longer than most questions."""
    with browser.new_context(viewport={"width": 1440, "height": 900}) as context:
        desk = Desk(context, site.as_uri())
        desk.open()
        yield desk


@pytest.fixture
def desk(sitting: Desk) -> Desk:
    """That page between two questions, as the one before left it; a question that went wrong leaves a new page."""
    if sitting.faults or sitting.page.locator("#stop").is_enabled():
        sitting.faults.clear()
        sitting.open()
    return sitting


# Without a browser


def _script(path: Path) -> str:
    text = path.read_text("utf-8")
    return text[text.index("=") + 1 : text.rindex(";")].strip()


def test_the_script_holds_the_whole_graph(site: Path, built: Path) -> None:
    packed = base64.b64decode(json.loads(_script(site / "assets" / "sparql-graph.js")), validate=True)
    assert zlib.decompress(packed) == lines_of(built)
    engine = json.loads(_script(site / "assets" / "sparql-engine.js"))
    assert zlib.decompress(base64.b64decode(engine["wasm"])).startswith(b"\0asm")
    assert not re.search(r"^(export|import)\b|import\.meta", engine["worker"], re.MULTILINE)


def test_no_other_page_may_run_more_than_its_scripts(site: Path) -> None:
    policies = {
        p: re.search(r'Content-Security-Policy" content="([^"]*)"', p.read_text("utf-8")) for p in site.rglob("*.html")
    }
    granted = {p.name: m[1] for p, m in policies.items() if m}
    assert len([m for m in policies.values() if m is None]) == 0
    special = granted.pop("sparql.html")
    assert set(granted.values()) == {special.replace(" 'wasm-unsafe-eval'; worker-src blob:", "")}
    assert not re.search(r"unsafe-(inline|eval')|\*|https?:", special.replace("'wasm-unsafe-eval'", ""))


def test_every_named_query_is_offered_once_and_in_both_languages() -> None:
    offered = [e for g in groups() for e in g.examples]
    names = [e.name for e in offered]
    assert len(names) == len(set(names))
    assert set(query.names()) <= set(names)
    assert [e.name for e in offered if not re.search("[\u4e00-\u9fff]", e.zh)] == []
    assert all(e.sparql.startswith(f"# {e.en}") for e in offered)


def test_a_graph_too_large_for_a_page_is_named(built: Path, tmp_path: Path) -> None:
    book = gather(built)
    held = places(book.reports, book.concepts)
    press = Press(tmp_path, book=book, places=held, single=True)
    write_sparql(press, built, book, most=100_000)
    page = (tmp_path / "sparql.html").read_text("utf-8")
    assert "放不进一个网页" in page
    assert page.count("<code>kg query ") >= len(query.names())
    assert "<script src" not in page[page.index("sparql.css") :]
    assert not list((tmp_path / "assets").glob("sparql-*.js"))
    write_sparql(press, built, book, most=10_000_000)
    assert "放不进一个网页" not in (tmp_path / "sparql.html").read_text("utf-8")


# In the browser


@pytest.mark.browser
@pytest.mark.parametrize("where", ["file", "http"])
def test_the_first_answer_comes_of_itself(browser: Browser, site: Path, served: str, where: str) -> None:
    with browser.new_context() as context:
        desk = Desk(context, site.as_uri() if where == "file" else served)
        page = desk.open()
        assert page.locator("#table tbody tr").count() == 20
        assert desk.faults == []


@pytest.mark.browser
def test_the_rows_are_those_of_the_command_line(desk: Desk, built: Path) -> None:
    """Every named query, as CSV, to the byte."""
    page, store = desk.page, open_store(built)
    wrong, empty = [], []
    for name in query.names():
        desk.example(name)
        expected = query.serialised(store, query.text_of(name), "csv")
        rows = len(list(csv.reader(io.StringIO(expected.decode("utf-8"))))) - 1
        empty += [name] * (rows == 0)
        wrong += [name] * (page.locator("#answer").get_attribute("data-count") != str(rows) or desk.csv() != expected)
    assert wrong == []
    assert len(empty) < len(query.names()) / 4
    assert desk.faults == []


@pytest.mark.browser
def test_a_runaway_query_is_stopped_and_the_page_lives(desk: Desk) -> None:
    page = desk.page
    desk.put(RUNAWAY)
    page.locator("#run").click()
    state = page.locator("#state")
    expect(state).to_contain_text("正在查询")
    before = state.inner_text()
    expect(state).not_to_have_text(before)
    expect(state).to_contain_text("正在查询")
    page.locator("#theme").click()
    expect(state).to_contain_text("正在查询")
    page.locator("#stop").click()
    expect(page.locator("#fault")).to_contain_text("已停止")
    expect(page.locator("#state")).to_contain_text("可以查询")
    desk.ask("ASK { ?t a kg:Term }")
    expect(page.locator("#said")).to_contain_text("是 true")
    assert desk.faults == []


@pytest.mark.browser
def test_a_new_example_ends_the_query_that_runs(desk: Desk) -> None:
    page = desk.page
    desk.put(RUNAWAY)
    page.locator("#run").click()
    expect(page.locator("#state")).to_contain_text("正在查询")
    page.locator(".examples button[data-name=reports]").click()
    expect(page.locator("#answer")).to_have_attribute("data-count", "5")
    assert page.locator("#fault").is_hidden()
    assert desk.faults == []


WRONG = [
    ("SELECT ?a WHERE {\n  ?a ?b ?c .\n  ?d ?e\n}", 4),
    ("SELECT ?a\nWHER { ?a ?b ?c }", 2),
    ("SELECT ?a WHERE { ?a nothere:x ?b }", 1),
    ("", 1),
]


@pytest.mark.browser
def test_what_the_parser_says_is_shown_with_its_line(desk: Desk) -> None:
    page = desk.page
    for sparql, line in WRONG:
        desk.ask(sparql)
        expect(page.locator("#fault")).to_contain_text(f"第 {line} 行")
        assert page.locator("#answer").is_hidden()
        assert page.locator(".CodeMirror .wrong").count() == 1
    desk.ask("SELECT ?a WHERE { SERVICE <http://example.org/> { ?a ?b ?c } }")
    expect(page.locator("#fault")).to_contain_text("not supported")
    desk.ask("SELECT ?r WHERE { ?r a kg:Report }")
    assert page.locator("#fault").is_hidden()
    assert page.locator(".CodeMirror .wrong").count() == 0
    expect(page.locator("#answer")).to_have_attribute("data-count", "5")
    assert desk.faults == []


@pytest.mark.browser
def test_prefixes_are_filled_in(desk: Desk) -> None:
    page = desk.page
    desk.ask('# mine\nSELECT ?l WHERE { ?t a kg:Term ; skos:prefLabel ?l . FILTER(CONTAINS(?l, "owl:")) }')
    text = page.evaluate("document.querySelector('.CodeMirror').CodeMirror.getValue()")
    assert re.findall(r"PREFIX (\w+):", text) == ["kg", "skos"]
    assert text.startswith("# mine\nPREFIX")
    expect(page.locator("#said")).to_contain_text("没有一行")
    page.locator(".CodeMirror").click()
    page.keyboard.press("Control+a")
    page.keyboard.type("SELECT ?x { ?x kg:spea")
    page.locator(".CodeMirror-hint").first.wait_for()
    page.keyboard.press("Enter")
    assert "kg:speaker" in page.evaluate("document.querySelector('.CodeMirror').CodeMirror.getValue()")
    assert desk.faults == []


@pytest.mark.browser
def test_columns_sort_by_number_and_back(desk: Desk) -> None:
    page = desk.example("reports")
    chars = page.locator("#table tbody tr td:nth-child(10)")
    given = chars.all_inner_texts()
    heading = page.locator("#table thead th", has_text="chars")
    for order, state in (
        (sorted(given, key=int), "ascending"),
        (sorted(given, key=int, reverse=True), "descending"),
        (given, None),
    ):
        heading.get_by_role("button").click()
        expect(chars).to_have_text(order)
        assert heading.get_attribute("aria-sort") == state
    assert desk.faults == []


@pytest.mark.browser
def test_long_answers_come_in_portions(desk: Desk) -> None:
    page = desk.page
    desk.ask("SELECT ?p WHERE { ?p a kg:Passage } LIMIT 1500")
    rows = page.locator("#table tbody tr")
    assert rows.count() == 200
    page.locator("#more").click()
    expect(rows).to_have_count(1200)
    page.locator("#more").click()
    expect(rows).to_have_count(1500)
    assert page.locator("#more").is_hidden()
    assert len(desk.csv().splitlines()) == 1501
    assert desk.faults == []


@pytest.mark.browser
@pytest.mark.parametrize("where", ["file", "http"])
def test_rows_lead_to_terms_reports_and_sentences(browser: Browser, site: Path, served: str, where: str) -> None:
    with browser.new_context(viewport={"width": 1440, "height": 900}) as context:
        desk = Desk(context, site.as_uri() if where == "file" else served)
        page = desk.open("#name=mentions")
        row = page.locator("#table tbody tr").nth(5)
        term, report, start = (row.locator("td").nth(i).inner_text() for i in (1, 2, 3))
        row.locator("td").nth(3).get_by_role("link").click()
        page.wait_for_url("**/report/**#c*")
        assert report in unquote(page.url)
        first, last = map(int, page.url.rpartition("#c")[2].split("-"))
        assert first <= int(start) < last
        expect(page.locator(".s:target")).to_be_in_viewport()
        assert page.locator(".s:target a.t", has_text=term).count() > 0
        page.go_back()
        page.locator("#table tbody tr").nth(5).locator("td").nth(1).get_by_role("link").click()
        page.wait_for_url("**/term/**")
        assert page.locator("h1").inner_text() == term
        page = desk.open("#q=" + quote("SELECT ?t ?p WHERE { ?t a kg:Term . ?m oa:hasBody ?t ; oa:hasTarget ?p }"))
        links = page.locator("#table tbody tr").first.get_by_role("link")
        assert [re.sub(r"#at\d+$", "#at", (a.get_attribute("href") or ""))[:7] for a in links.all()] == [
            "term/%E",
            "report/",
        ] or [(a.get_attribute("href") or "").split("/")[0] for a in links.all()] == ["term", "report"]
        assert desk.faults == []


@pytest.mark.browser
def test_an_answer_can_be_drawn(desk: Desk) -> None:
    page = desk.example("reports")
    assert page.locator("#as-picture").is_disabled()
    for name in ("lineage-network", "sentence-network"):
        desk.example(name)
        page.locator("#as-picture").click()
        page.locator("#picture[data-ready=yes]").wait_for()
        rested(page.locator("#picture"))
        page.locator("#as-table").click()
        expect(page.locator("#table")).to_be_visible()
    with page.expect_download() as saved:
        page.locator("#turtle").click()
    assert b"skos/core#related" in Path(saved.value.path()).read_bytes()
    assert desk.faults == []


@pytest.mark.browser
def test_by_keyboard_alone(desk: Desk) -> None:
    page = desk.page
    page.locator(".CodeMirror").click()
    page.keyboard.press("Control+a")
    page.keyboard.type("SELECT ?r WHERE { ?r a kg:Report }")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#answer")).to_have_attribute("data-count", "5")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "run"
    page.keyboard.press("Shift+Tab")
    assert page.evaluate("document.activeElement.closest('.CodeMirror') !== null")
    assert desk.faults == []


@pytest.mark.browser
@pytest.mark.parametrize(
    ("width", "scheme", "english"), [(390, "light", False), (390, "dark", True), (1440, "dark", True)]
)
def test_it_fits_and_speaks_both_languages(
    browser: Browser, site: Path, width: int, scheme: str, english: bool
) -> None:
    with browser.new_context(viewport={"width": width, "height": 844}, color_scheme=scheme) as context:  # type: ignore[arg-type]
        desk = Desk(context, site.as_uri())
        page = desk.open("#name=mentions")
        if english:
            page.locator("#language").click()
        desk.ask("SELECT ?a WHERE {\n ?a ?b }")
        desk.ask(query.text_of("ledger"))
        for _ in range(2):
            assert page.evaluate(SIDEWAYS) == 0
            assert page.evaluate(NAMELESS) == 0
            assert page.evaluate(CHINESE) == 0 or not english
            page.locator(".examples > details").evaluate("n => n.open = !n.open")
        assert desk.faults == []


@pytest.mark.browser
def test_hostile_text_stays_text_in_an_answer(browser: Browser, hostile: tuple[Path, Path]) -> None:
    with browser.new_context() as context:
        desk = Desk(context, hostile[1].as_uri())
        for name in ("mentions", "definitions", "reports", "lineage-network"):
            page = desk.open(f"#name={name}")
            assert page.evaluate("typeof window.ran") == "undefined"
            assert page.locator("#table :is(script, img, iframe, svg)").count() == 0
        page = desk.open(
            "#q=" + quote('SELECT ("<img src=x onerror=window.ran=1>" AS ?x) ("javascript:window.ran=1" AS ?report) {}')
        )
        assert page.locator("#table tbody td").nth(1).inner_text() == "<img src=x onerror=window.ran=1>"
        assert page.locator("#table tbody a").count() == 0
        assert page.evaluate("typeof window.ran") == "undefined"
        assert desk.faults == []


@pytest.mark.browser
def test_the_folder_may_be_moved(browser: Browser, site: Path, tmp_path: Path) -> None:
    moved = tmp_path / "有 空格 #1%"
    shutil.copytree(site, moved)
    with browser.new_context() as context:
        desk = Desk(context, moved.as_uri())
        page = desk.open("#name=terms")
        page.locator("#table tbody a", has_text="幸福红旗").first.click()
        page.wait_for_url("**/term/**")
        assert unquote(page.url).endswith(term_page("红旗区", "幸福红旗"))
        assert desk.faults == []
