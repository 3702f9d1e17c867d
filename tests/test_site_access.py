"""Every kind of page under axe-core, and every page of the site in the browser: nothing unreadable, nothing broken."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page
from test_site import pages

from kg.site.addresses import report_page, term_page
from kg.site.indicators import indicator_page

PLACE = "红旗区"
SHARES = 4
KINDS = {
    "home": "index.html",
    "lineage": "lineage.html",
    "term": term_page(PLACE, "三大攻坚战"),
    "digit code": term_page(PLACE, "13710"),
    "report": report_page("hongqi-2021"),
    "indicators": "indicators.html",
    "indicator": indicator_page(PLACE, "地区生产总值"),
    "promises": "promises.html",
    "audits": "audits.html",
    "questions": "questions.html",
    "sparql": "sparql.html",
    "graph": "graph.html",
    "about": "about.html",
    "ontology": "about/ontology.html",
}
SPEAK = "l => { if (document.documentElement.dataset.lang !== l) document.getElementById('language').click(); }"
# What a template writes a hundred times is judged by its first four.
THIN = """document.querySelectorAll('main *').forEach(box => {
  const seen = {};
  [...box.children].forEach(n => {
    const like = n.tagName + n.className;
    seen[like] = (seen[like] || 0) + 1;
    if (seen[like] > 4 && !['OPTION', 'TH', 'TD', 'SCRIPT'].includes(n.tagName)) n.remove();
  });
})"""
UNFOLD = "document.querySelectorAll('details').forEach(d => { d.open = true; })"
SETTLED = "Promise.all(document.getAnimations().map(a => a.finished.catch(() => null))).then(() => true)"
JUDGE = """axe.run({ resultTypes: ['violations'] }).then(found => found.violations.flatMap(v =>
  v.nodes.map(n => [v.impact, v.id, n.target.join(' '), n.html.slice(0, 160)])))"""


@pytest.fixture(params=["light", "dark"])
def desk(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    """A page 1440 pixels wide, light and dark."""
    with browser.new_context(viewport={"width": 1440, "height": 900}, color_scheme=request.param) as context:
        yield context.new_page()


def judged(page: Page) -> list[Any]:
    """What axe holds against a page: impact, rule, where, and the element."""
    page.evaluate(THIN)
    page.evaluate(UNFOLD)
    page.evaluate(SETTLED)
    page.evaluate(AXE_SCRIPT)
    found: list[Any] = page.evaluate(JUDGE)
    return found


@pytest.mark.browser
@pytest.mark.parametrize(
    ("desk", "language"),
    [
        ("light", "zh"),
        ("dark", "en"),
        pytest.param("light", "en", marks=pytest.mark.slow),
        pytest.param("dark", "zh", marks=pytest.mark.slow),
    ],
    indirect=["desk"],
)
@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing_on_each_kind_of_page(site: Path, desk: Page, kind: str, language: str) -> None:
    desk.goto((site / KINDS[kind]).as_uri())
    desk.evaluate(SPEAK, language)
    assert judged(desk) == []


@pytest.mark.browser
def test_axe_itself_sees_a_fault(site: Path, desk: Page) -> None:
    """Text almost as light as its ground, and a button without a name: were axe not at work here, this would pass by."""
    desk.goto((site / "about.html").as_uri())
    desk.evaluate(
        """() => {
        const faint = document.createElement('p'), mute = document.createElement('button');
        faint.textContent = '看不见'; faint.style.color = 'var(--line)';
        document.querySelector('main').append(faint, mute); }"""
    )
    assert {(impact, rule) for impact, rule, *_ in judged(desk)} >= {
        ("serious", "color-contrast"),
        ("critical", "button-name"),
    }


@pytest.mark.browser
def test_axe_finds_nothing_on_what_opens(site: Path, desk: Page) -> None:
    """The parts that a page shows only when asked: results of a search, one lane in full, the table of lineage, the neighbourhood."""
    desk.goto((site / "about.html").as_uri())
    desk.get_by_role("combobox").fill("三")
    desk.get_by_role("option").first.wait_for()
    assert judged(desk) == []
    desk.goto((site / "lineage.html").as_uri() + "#三大攻坚战")
    desk.locator("#lg-panel:not([hidden])").wait_for()
    assert judged(desk) == []
    desk.locator("[data-view=table]").click()
    assert judged(desk) == []
    desk.goto((site / KINDS["term"]).as_uri())
    desk.locator("#near-canvas").scroll_into_view_if_needed()
    desk.locator("#near-canvas[data-ready=yes]").wait_for()
    assert judged(desk) == []


class Walk:
    """One page that goes from address to address and keeps every fault it meets on the way."""

    def __init__(self, page: Page, site: Path) -> None:
        self.page, self.faults = page, list[str]()
        self._inside = (site.as_uri() + "/", "data:", "blob:")
        page.on("console", lambda m: self.note(m.text) if m.type in ("error", "warning", "assert") else None)
        page.on("pageerror", lambda e: self.note(str(e)))
        page.on("requestfailed", lambda r: None if r.failure == "net::ERR_ABORTED" else self.note(f"failed {r.url}"))
        page.on("request", lambda r: None if r.url.startswith(self._inside) else self.note(r.url))

    def note(self, fault: str) -> None:
        self.faults.append(f"{self.page.url}: {fault}")


@pytest.fixture
def walk(site: Path, browser: Browser) -> Iterator[Walk]:
    """A walk at a desk."""
    with browser.new_context(viewport={"width": 1440, "height": 900}) as context:
        yield Walk(context.new_page(), site)


@pytest.mark.browser
@pytest.mark.parametrize("share", [0, *(pytest.param(n, marks=pytest.mark.slow) for n in range(1, SHARES))])
def test_every_page_is_quiet_in_the_browser(site: Path, walk: Walk, share: int) -> None:
    """No error, warning or failed assertion on the console and no request that leaves the folder.

    Every day each page that is not of one term, and a share of those; `make slow` walks through the others.
    """
    every = pages(site)
    terms = [path for path in every if site / "term" in path.parents]
    assert len(every) > len(terms) > 300
    others = [path for path in every if path not in terms]
    for path in (*others, *terms[::SHARES]) if share == 0 else terms[share::SHARES]:
        walk.page.goto(path.as_uri())
        assert walk.page.locator("main h1").count() == 1, path
    assert walk.faults == []


@pytest.mark.browser
def test_a_walk_sees_faults(site: Path, walk: Walk) -> None:
    walk.page.goto((site / "about.html").as_uri())
    walk.page.evaluate("console.assert(1 === 2, 'seen')")
    walk.page.evaluate("console.error('heard')")
    with walk.page.expect_event("requestfailed"):
        walk.page.evaluate("new Image().src = 'file:///elsewhere.png'")
    told = {fault.rpartition(": ")[2] for fault in walk.faults}
    assert told >= {"seen", "heard", "file:///elsewhere.png"}
