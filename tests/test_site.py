"""The static site as people meet it: opened from a folder in a real browser, with no server and no network."""

from __future__ import annotations

import html
import json
import os
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag

import pytest
from conftest import until
from playwright.sync_api import Browser, BrowserContext, Page, expect

from kg import query
from kg.errors import NotAGraphError, OutputFolderError
from kg.site import write
from kg.site.addresses import file_name, near_page, report_page, term_page
from kg.store import open_store

SENTENCES = """
PREFIX kg: <https://w3id.org/tifakg/ontology#>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX dcterms: <http://purl.org/dc/terms/>
SELECT ?report ?start ?end ?text WHERE {
  ?sentence a kg:Sentence ; oa:hasSource/dcterms:identifier ?report ; oa:hasSelector ?at .
  ?at oa:start ?start ; oa:end ?end ; oa:exact ?text .
}"""
CHINESE = "[...document.querySelectorAll('.zh')].filter(n => n.checkVisibility()).length"
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
NAMELESS = """[...document.querySelectorAll('button, a, summary, input')].filter(n => n.checkVisibility()
  && !n.textContent.trim() && !n.getAttribute('aria-label') && !n.closest('label')).length"""
Kg = Callable[..., "subprocess.CompletedProcess[str]"]
Fingerprint = Callable[[Path], dict[str, str]]


class Visit:
    """A page that remembers every error and every request that leaves the folder."""

    def __init__(self, context: BrowserContext) -> None:
        self.page: Page = context.new_page()
        self.faults: list[str] = []
        self.page.on("console", lambda m: self.faults.append(m.text) if m.type in ("error", "warning") else None)
        self.page.on("pageerror", lambda e: self.faults.append(str(e)))
        self.page.on("request", lambda r: None if r.url.startswith(("file:", "data:")) else self.faults.append(r.url))
        # What the reader leaves behind by going on is no fault; a file that is missing is.
        self.page.on(
            "requestfailed",
            lambda r: None if r.failure == "net::ERR_ABORTED" else self.faults.append(f"failed: {r.url}"),
        )
        self.page.on("dialog", lambda d: (self.faults.append(f"dialog: {d.message}"), d.dismiss())[0])

    def open(self, path: Path) -> Page:
        self.page.goto(path.as_uri())
        return self.page


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visit]:
    """A visit at a desk: 1440 pixels, light."""
    with browser.new_context(viewport={"width": 1440, "height": 900}, color_scheme="light") as context:
        yield Visit(context)


class _Links(HTMLParser):
    """The ids and the addresses of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.targets: list[str] = []
        self.handlers: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "id":
                self.ids.append(value or "")
            elif name in ("href", "src"):
                self.targets.append(value or "")
            elif name.startswith("on") or name == "style":
                self.handlers.append(f"{tag} {name}")


def pages(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.html"))


# Without a browser


def _broken(site: Path) -> list[str]:
    """Links that lead nowhere, ids that stand twice, and handlers or styles written into a page."""
    read = {path: _Links(path.read_text("utf-8")) for path in pages(site)}
    ids = {path: set(links.ids) for path, links in read.items()}
    wrong = []
    for path, links in read.items():
        wrong += [
            f"{path.name}: id {name} stands {count} times" for name, count in Counter(links.ids).items() if count > 1
        ]
        wrong += [f"{path.name}: {h}" for h in links.handlers]
        for target in set(links.targets):
            where, spot = urldefrag(target)
            goal = Path(os.path.normpath(path.parent / unquote(where))) if where else path
            if not where.startswith("data:") and (not goal.is_file() or (spot and unquote(spot) not in ids[goal])):
                wrong.append(f"{path.name}: {target}")
    return wrong


def test_every_link_leads_somewhere_and_every_id_is_single(site: Path) -> None:
    assert _broken(site) == []


def test_each_term_report_and_kind_has_its_place(site: Path, built: Path) -> None:
    store = open_store(built)
    terms = query.rows(store, query.text_of("concepts"))
    reports = query.rows(store, query.text_of("reports"))
    assert len(terms) > 300
    assert all((site / term_page(t["place"], t["term"])).is_file() for t in terms)
    assert all((site / report_page(r["report"])).is_file() for r in reports)
    others = [p for folder in (".", "about", "indicator/*", "near") for p in site.glob(f"{folder}/*.html")]
    assert len(pages(site)) == len(terms) + len(reports) + len(others)
    assert json.loads((site / "site.json").read_text("utf-8"))["pages"] == len(pages(site))


def test_same_graph_same_bytes(site: Path, built: Path, tmp_path: Path, kg: Kg, fingerprint: Fingerprint) -> None:
    done = kg(
        "site",
        "--graph",
        built,
        "--out",
        tmp_path / "again",
        env={"PYTHONHASHSEED": "7", "LC_ALL": "C", "TZ": "Asia/Tokyo"},
    )
    assert done.returncode == 0, done.stderr
    assert fingerprint(tmp_path / "again") == fingerprint(site)


def test_pages_stay_small(site: Path) -> None:
    assert max(p.stat().st_size for p in (site / "term").rglob("*.html")) < 150_000
    files = [
        p
        for p in (site / "assets").rglob("*")
        if p.is_file() and not p.name.startswith(("sparql", "codemirror", "vega"))
    ]
    assert sum(p.stat().st_size for p in files) < 1_500_000


def test_the_whole_text_is_there(site: Path, built: Path) -> None:
    """The reader shows every sentence that the graph has, to the letter."""
    found = query.rows(open_store(built), SENTENCES)
    source = {r: (site / report_page(r)).read_text("utf-8") for r in {row["report"] for row in found}}
    shown = {r: _text(page) for r, page in source.items()}
    wrong = [
        r
        for r in found
        if r["text"] not in shown[r["report"]] or f'id="c{r["start"]}-{r["end"]}"' not in source[r["report"]]
    ]
    assert wrong == []
    assert len(found) > 1000


def _text(page: str) -> str:
    """The text of the reader, without white space."""
    body = page[page.index('id="text"') : page.index('class="turn"')]
    return "".join(html.unescape(re.sub(r"<[^>]*>", "", body)).split())


def test_a_panel_shows_the_rows_of_its_query(site: Path, built: Path) -> None:
    page = (site / term_page("红旗区", "三讲三强")).read_text("utf-8")
    shown = re.findall(r'<code class="run">kg query (\w+).*?<pre[^>]*><code>(.*?)</code></pre>', page, re.DOTALL)
    store = open_store(built)
    answers = {name: query.rows(store, html.unescape(sparql)) for name, sparql in shown}
    assert {name for name, rows in answers.items() if rows} >= {
        "glosses",
        "components",
        "sightings",
        "ties",
        "neighbours",
        "appearances",
    }
    components, sightings = answers["components"], answers["sightings"]
    assert [r["component"] for r in components] == ["讲政治", "讲纪律", "讲担当", "强基层", "强机制", "强素质"]
    assert page.count("<mark>") == len(sightings) == 6


def test_the_folder_is_ours_or_refused(
    site: Path, built: Path, small: Path, tmp_path: Path, fingerprint: Fingerprint
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "thesis.txt").write_text("mine", "utf-8")
    before = fingerprint(other)
    with pytest.raises(OutputFolderError, match="was not made by kg site"):
        write(small, other)
    assert fingerprint(other) == before
    with pytest.raises(OutputFolderError, match="holds the graph itself"):
        write(small, small)
    with pytest.raises(NotAGraphError):
        write(site, tmp_path / "none")
    out = tmp_path / "site"
    first = write(small, out)
    assert write(small, out) == first
    with pytest.raises(OutputFolderError, match="cannot be written"):
        write(small, other / "thesis.txt" / "site")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["other", "site"]


def test_a_site_that_fails_leaves_the_old_one(small: Path, tmp_path: Path, fingerprint: Fingerprint) -> None:
    out, broken = tmp_path / "site", tmp_path / "broken"
    write(small, out)
    before = fingerprint(out)
    shutil.copytree(small, broken)
    next((broken / "sources").iterdir()).unlink()
    with pytest.raises(NotAGraphError, match="has lost the source of hongqi-2018"):
        write(broken, out)
    assert fingerprint(out) == before
    assert sorted(p.name for p in tmp_path.iterdir()) == ["broken", "site"]


NAMES = [
    "a/b", "a-b", "a?b", "..", "", " ", "CON", "con", "index", "e岗通", "E岗通", "\u00e9", "e\u0301", "长" * 300, "长" * 301,
    "a\u202eb", "x?#%", "三讲", "三 讲", "\ud800",
]  # fmt: skip


@pytest.mark.parametrize("name", NAMES, ids=ascii)
def test_file_names_are_safe(name: str) -> None:
    safe = file_name(name)
    assert safe == file_name(name)
    assert re.fullmatch(r"[\w+-]{1,60}", safe)
    assert safe == safe.lower()
    assert len(safe.encode("utf-8")) < 200


def test_file_names_do_not_meet() -> None:
    assert len({file_name(n) for n in NAMES}) == len(NAMES)


def test_hostile_text_stays_text(hostile: tuple[Path, Path]) -> None:
    """Nothing of the report becomes markup: the only elements are those of our templates."""
    assert _broken(hostile[1]) == []
    for path in pages(hostile[1]):
        text = path.read_text("utf-8")
        links = _Links(text)
        assert links.handlers == []
        assert not [t for t in links.targets if re.match(r"\s*javascript:", t, re.IGNORECASE)]
        assert not re.search(r"<(iframe|img|object|embed|svg onload|b>三)", text)
        assert "\u202e" not in text


def test_a_form_in_two_places_is_two_terms(atlas: Path) -> None:
    one, two = ((atlas / "site" / term_page(place, "两高一好")).read_text("utf-8") for place in ("甲县", "乙县"))
    assert (one.count("<mark>"), two.count("<mark>")) == (4, 2)
    sentences = [page[page.index('id="sentences"') : page.index('id="ties"')] for page in (one, two)]
    assert "yi-2021" not in sentences[0]
    assert "jia-20" not in sentences[1]
    store = open_store(atlas / "build")
    shown = [html.unescape(q) for q in re.findall(r"<pre[^>]*><code>(.*?)</code></pre>", two, re.DOTALL)]
    assert [len(query.rows(store, q)) for q in shown if "?sentence_start" in q.split("WHERE")[0]] == [2]


def test_the_home_of_many_places_tells_what_is_held(atlas: Path) -> None:
    home = (atlas / "site" / "index.html").read_text("utf-8")
    rows = {
        re.sub(r"<[^>]*>|\s", "", row)[:2]: row for row in re.findall(r"<li><a class=.where.*?</li>", home, re.DOTALL)
    }
    assert re.findall(r"(?:unheld)?\W+(\d{4})", rows["甲县"].replace("jia-20", "")) == ["2020", "2021", "2022"]
    assert rows["甲县"].count('class="unheld"') == 1
    assert rows["乙县"].count('class="unheld"') == 0
    assert "年份未载" in home
    assert _broken(atlas / "site") == []


def test_the_places_of_the_lineage_stand_by_level(atlas: Path) -> None:
    page = (atlas / "site" / "lineage.html").read_text("utf-8")
    levels = dict(re.findall(r'<section class="panel" aria-labelledby="level-(\w+)">(.*?)</section>', page, re.DOTALL))
    names = {code: re.findall(r"<bdi>(.*?)</bdi>", part) for code, part in levels.items()}
    assert {"甲县", "乙县"} <= set(names["county"])
    held = {row["place"] or row["report"] for row in query.rows(open_store(atlas / "build"), query.text_of("reports"))}
    assert sorted(html.unescape(name) for found in names.values() for name in found) == sorted(held)


# In the browser


@pytest.mark.browser
def test_from_the_search_box_to_the_sentence_and_back(site: Path, visit: Visit) -> None:
    page = visit.open(site / "index.html")
    page.get_by_role("combobox").fill("讲三")
    page.get_by_role("option").first.wait_for()
    assert page.get_by_role("option").first.inner_text().startswith("三讲三强")
    page.get_by_role("option").first.click()
    page.wait_for_url("**/term/**")
    term = page.url
    assert page.locator("h1").inner_text() == "三讲三强"
    quoted = page.locator(".quote").first
    wanted = quoted.locator("blockquote").inner_text()
    quoted.get_by_role("link", name="在报告中读").click()
    page.wait_for_url("**/report/**")
    target = page.locator(".s:target")
    assert target.inner_text().strip() == wanted.strip()
    expect(target).to_be_in_viewport()
    target.locator("a.t", has_text="三讲三强").first.click()
    page.wait_for_url("**/term/**")
    assert unquote(page.url) == unquote(term)
    page.go_back()
    page.go_back()
    assert page.locator("h1").inner_text() == "三讲三强"
    assert visit.faults == []


TYPED = [
    ("三讲三强", "三讲三强"), ("“三讲 三强”", "三讲三强"), ("岗通", "e岗通"), ("13710", "13710"),
    ("sjsq", "三讲三强"), ("sanjiang", "三讲三强"), ("fgf", "放管服"), ("egt", "e岗通"),
]  # fmt: skip


@pytest.mark.browser
@pytest.mark.parametrize(("typed", "first"), TYPED)
def test_the_search_box_finds(site: Path, visit: Visit, typed: str, first: str) -> None:
    page = visit.open(site / "index.html")
    page.get_by_role("combobox").press_sequentially(typed)
    page.get_by_role("option").first.wait_for()
    assert page.get_by_role("option").first.locator(".found").inner_text() == first
    page.keyboard.press("ArrowDown")
    assert page.get_by_role("option", selected=True).locator(".found").inner_text() == first
    page.keyboard.press("Enter")
    page.wait_for_url("**/term/**")
    assert page.locator("h1").inner_text() == first
    assert visit.faults == []


@pytest.mark.browser
def test_the_search_box_says_when_there_is_nothing(site: Path, visit: Visit) -> None:
    page = visit.open(site / "index.html")
    page.get_by_role("combobox").fill("没有这个提法")
    page.get_by_role("status").filter(has_text="没有找到").wait_for()
    assert page.get_by_role("option").count() == 0


@pytest.mark.browser
def test_language_and_theme_are_remembered(site: Path, visit: Visit) -> None:
    page = visit.open(site / "index.html")
    assert page.locator("html").get_attribute("lang") == "zh-Hans"
    assert page.title() == "首页 · 提法图谱"
    page.get_by_role("button", name="English").click()
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.title() == "Home · TifaKG"
    assert page.get_by_role("combobox").get_attribute("placeholder").startswith("Find")  # type: ignore[union-attr]
    assert page.evaluate(CHINESE) == 0
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.get_by_role("button", name="Dark").click()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != light
    page = visit.open(site / "about.html")
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != light
    page.get_by_role("button", name="中文").click()
    assert page.locator("html").get_attribute("lang") == "zh-Hans"
    assert visit.faults == []


@pytest.mark.browser
def test_years_held_silent_and_not_held_differ(site: Path, visit: Visit) -> None:
    page = visit.open(site / term_page("红旗区", "三讲三强"))
    cells = page.locator(".strip li")
    said = {c.locator("b").inner_text(): c.get_attribute("class") for c in cells.all()}
    assert {year for year, state in said.items() if state == "said"} == {"2019", "2021"}
    assert {year for year, state in said.items() if state == "unheld"} == {"2020", "2022", "2024"}
    assert {year for year, state in said.items() if state == "silent"} == {"2018", "2023", "2025"}
    ground = "n => getComputedStyle(n).backgroundImage + getComputedStyle(n).backgroundColor"
    looks = {c.get_attribute("class"): c.evaluate(ground) for c in cells.all()}
    assert len(set(looks.values())) == 3
    assert "未收录" in cells.nth(2).inner_text()
    assert "未说" in cells.nth(0).inner_text()


@pytest.mark.browser
def test_marks_in_a_report_switch(site: Path, visit: Visit) -> None:
    page = visit.open(site / report_page("hongqi-2021"))
    mark = page.locator("#text a.t").first
    line = "n => getComputedStyle(n).borderBottomStyle"
    assert mark.evaluate(line) == "solid"
    page.get_by_role("checkbox", name="提法").uncheck()
    assert mark.evaluate(line) == "none"
    number = page.locator("#text .n").first
    weight = "n => getComputedStyle(n).fontWeight"
    assert number.evaluate(weight) == "400"
    page.get_by_role("checkbox", name="数字").check()
    assert number.evaluate(weight) == "700"
    number.click()
    assert page.locator("#note").inner_text() == number.get_attribute("title")
    assert len((number.get_attribute("title") or "").split(" · ")) >= 4
    page = visit.open(site / report_page("hongqi-2023"))
    assert not page.get_by_role("checkbox", name="提法").is_checked()
    assert page.get_by_role("checkbox", name="数字").is_checked()
    assert visit.faults == []


@pytest.mark.browser
def test_the_graph_of_a_place_is_still_and_can_be_asked(site: Path, visit: Visit) -> None:
    page = visit.open(site / near_page("红旗区"))
    page.locator("#canvas[data-ready=yes]").wait_for()
    data = json.loads(page.locator("#graph-data").text_content() or "")
    assert len(data["nodes"]) > 300
    assert {e["to"] for e in data["edges"]} | {e["from"] for e in data["edges"]} <= {n["id"] for n in data["nodes"]}
    assert len({(n["x"], n["y"]) for n in data["nodes"]}) == len(data["nodes"])
    before = page.locator("#canvas").screenshot()
    page.wait_for_timeout(400)
    assert page.locator("#canvas").screenshot() == before
    box = page.locator("#canvas").bounding_box()
    assert box is not None
    page.get_by_label("只看几年都说的").check()
    assert until(lambda: page.locator("#canvas").screenshot() != before)
    page.get_by_text("同样的内容，表格").click()
    page.get_by_role("link", name="三讲三强").click()
    page.wait_for_url("**/term/**")
    assert page.locator("h1").inner_text() == "三讲三强"
    assert visit.faults == []


@pytest.mark.browser
@pytest.mark.parametrize(
    ("width", "scheme", "english"), [(390, "light", False), (390, "dark", True), (1440, "dark", True)]
)
def test_every_kind_of_page_is_quiet_and_fits(
    site: Path, browser: Browser, width: int, scheme: str, english: bool
) -> None:
    some = [
        *sorted((site / "term").rglob("*.html"), key=lambda p: -p.stat().st_size)[:3],
        site / term_page("红旗区", "1+6+6+3"),
    ]
    with browser.new_context(viewport={"width": width, "height": 844}, color_scheme=scheme) as context:  # type: ignore[arg-type]
        visit = Visit(context)
        for path in [
            site / "index.html",
            site / "graph.html",
            site / near_page("红旗区"),
            site / "about.html",
            *sorted((site / "report").glob("*.html")),
            *some,
        ]:
            page = visit.open(path)
            if english and page.locator("html").get_attribute("lang") != "en":
                page.locator("#language").click()
            assert page.evaluate(SIDEWAYS) == 0, path
            assert page.evaluate(NAMELESS) == 0, path
        assert visit.faults == []


@pytest.mark.browser
@pytest.mark.parametrize(
    ("width", "english", "lines"), [(390, True, 2), (360, True, 2), (320, True, 3), (360, False, 1)]
)
def test_the_navigation_stands_in_even_lines(
    site: Path, browser: Browser, width: int, english: bool, lines: int
) -> None:
    """On a telephone the entries of the navigation stand below one another, none alone at the end and none cut off."""
    with browser.new_context(viewport={"width": width, "height": 844}) as context:
        page = Visit(context).open(site / "audits.html")
        if english:
            page.locator("#language").click()
        boxes = [link.bounding_box() for link in page.locator(".top nav a").all()]
        rows: dict[int, list[int]] = {}
        for box in boxes:
            assert box is not None
            assert 0 <= box["x"] < box["x"] + box["width"] <= width
            rows.setdefault(round(box["y"]), []).append(round(box["x"]))
        first = next(iter(rows.values()))
        assert len(rows) == lines
        assert all(xs == first[: len(xs)] and len(xs) > 1 for xs in rows.values())
        assert page.evaluate(SIDEWAYS) == 0


@pytest.mark.browser
def test_by_keyboard_alone(site: Path, visit: Visit) -> None:
    page = visit.open(site / "index.html")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.keyboard.press("/")
    page.keyboard.type("sjsq")
    page.get_by_role("option").first.wait_for()
    page.keyboard.press("Enter")
    page.wait_for_url("**/term/**")
    assert page.locator("h1").inner_text() == "三讲三强"


@pytest.mark.browser
def test_hostile_text_never_runs(hostile: tuple[Path, Path], visit: Visit) -> None:
    terms = [r["term"] for r in query.rows(open_store(hostile[0]), query.text_of("concepts"))]
    assert any("<" in term for term in terms), terms
    for path in pages(hostile[1]):
        page = visit.open(path)
        if path.name == "index.html":
            page.get_by_role("combobox").fill("三")
            page.get_by_role("option").first.wait_for()
        if path.name == "graph.html":
            page.locator("#net-stage[data-ready=yes]").wait_for()
        if path.parent.name == "near":
            page.locator("#canvas[data-ready=yes]").wait_for()
        assert page.evaluate("typeof window.ran") == "undefined", path
        page.evaluate("document.querySelectorAll('main *').forEach(n => n.dispatchEvent(new Event('mouseover')))")
        assert page.evaluate("typeof window.ran") == "undefined", path
        assert page.evaluate(SIDEWAYS) == 0, path
    # The engine of the query page runs in a worker made of the page's own bytes: no request leaves the folder for it.
    assert [fault for fault in visit.faults if "blob:" not in fault] == []


@pytest.mark.browser
def test_print_is_plain(site: Path, visit: Visit) -> None:
    page = visit.open(site / report_page("hongqi-2021"))
    page.emulate_media(media="print")
    assert not page.locator("header.top").is_visible()
    assert not page.locator(".marks").is_visible()
    assert page.locator("#text").is_visible()
    assert len(page.pdf()) > 50_000
