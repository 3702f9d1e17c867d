"""The site: how soon its two great pictures stand still, against pyvis's own page of the same graph; and what a page costs.

    python -m benchmarks.site [GRAPH]

GRAPH is a build of the corpus; without it one is made (of the seeds where the corpus is not at hand). The peer is what pyvis
writes of itself: `Network.from_nx`, `generate_html`, its physics, its resources in the page so that it can load from a folder.
The clock runs from navigation until positions change no more and the page has answered: for pyvis its `stabilized` event and a
click, for ours the mark that the drawing is done, and a click or a key that opens the panel. A peer that has not come to rest
after `CAP` seconds is stopped there, and its figure is a lower bound.
"""

from __future__ import annotations

import json
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import networkx as nx
from playwright.sync_api import Error, Page, TimeoutError, sync_playwright
from pyvis.network import Network

from benchmarks import Figure, Told
from benchmarks.extraction import paths
from kg import query
from kg.site.addresses import file_name
from kg.store import manifest, open_store

CAP, BIN = 240, Path(sys.executable).parent
BROWSERS = ("chromium", "google-chrome", "chromium-headless-shell")  # the one that readers have before the lightest
QUIET = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--no-first-run"]
MADE = "network = new vis.Network(container, data, options);"
WATCHED = """
network.once('stabilized', () => { window.still = true; });
network.on('click', () => { window.answered = true; });
"""


def lines(graph: Path | None = None) -> Told:
    """Two lines for what a page of a site costs, one for the first answer of its query page, two for its pictures."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        if graph is None:
            graph = folder / "graph"
            _kg("build", *paths(), "--out", graph)
        _kg("build", *sorted(Path("seeds").glob("*.txt")), "--out", folder / "seeds")
        small = _cost(folder / "seeds", folder / "small")
        great = _cost(graph, folder / "site")
        for name, (seconds, pages) in (("5 seeds", small), (f"{len(manifest(graph)['reports'])} reports", great)):
            yield f"site of {name:12} {pages:6} pages  {seconds:7.1f} s of processor time  {1000 * seconds / pages:6.1f} ms a page"
        grown = great[0] / great[1] / (small[0] / small[1])
        yield Figure(
            "what a page of a great site costs",
            "大网站每页的代价",
            grown,
            "a page of the seeds",
            most=1.1,
            peer_zh="种子网站的一页",
        )
        yield _first_answer(folder / "seeds", folder / "small")
        yield from _pictures(graph, folder / "site", folder)


def _first_answer(graph: Path, site: Path) -> str:
    """How soon the query page of the seeds, opened from its folder, has rows, against `kg query` with rows as many; least of 3."""
    with sync_playwright() as play:
        found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
        browser = play.chromium.launch(executable_path=found, args=QUIET)
        own = min(_seconds(browser.new_page(), site / "sparql.html", _sparql_answers)[0] for _ in range(3))
        browser.close()
    taken = []
    for _ in range(3):
        start = time.perf_counter()
        _kg("query", "terms", "--graph", graph)
        taken.append(time.perf_counter() - start)
    return f"the first answer of the query page takes {own:.2f} s, {own / min(taken):.1f} times kg query ({min(taken):.2f} s)"


def _sparql_answers(page: Page) -> None:
    page.locator("#table tbody tr").first.wait_for()


def _kg(*words: object) -> None:
    subprocess.run([BIN / "kg", *map(str, words)], check=True, capture_output=True)


def _cost(graph: Path, out: Path) -> tuple[float, int]:
    """Processor seconds of `kg site` and the number of its pages."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    _kg("site", "--graph", graph, "--out", out)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return seconds, int(json.loads((out / "site.json").read_text("utf-8"))["pages"])


def _pictures(graph: Path, site: Path, folder: Path) -> Told:
    """Both pictures and their peers, one after another in one browser."""
    place = Counter(r["place"] for r in manifest(graph)["reports"]).most_common(1)[0][0]
    lineage = site / "lineage" / f"{file_name(place)}.html"
    with sync_playwright() as play:
        found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
        browser = play.chromium.launch(executable_path=found, args=QUIET)
        context = browser.new_context(viewport={"width": 1440, "height": 900})
        context.route("http*://**", lambda route: route.abort())  # the peer's page asks for more than it needs
        for name, zh, ours, answer, drawn in (
            ("lineage", "沿革", lineage if lineage.is_file() else site / "lineage.html", _lineage_answers, _lineage(graph, place)),
            ("graph", "关系全图", site / "graph.html", _graph_answers, _whole(site)),
        ):  # fmt: skip
            peer = folder / f"{name}.html"
            peer.write_text(_pyvis(drawn), "utf-8")
            own, _ = _seconds(context.new_page(), ours, answer)
            other, rested = _seconds(context.new_page(), peer, _pyvis_answers)
            least = "" if rested else "at least "
            yield (
                f"{name:8} {len(drawn):6} nodes {drawn.size():6} edges  {own:6.2f} s  pyvis {least}{other:.1f} s"
                f"{'' if rested else f' (stopped after {CAP} s)'}  {least}{other / own:.0f} times sooner"
            )
            what = f"{name} page, until a still picture{'' if rested else ' (the peer was stopped)'}"
            yield Figure(
                what, f"{zh}页静止所用时间", other / own, "pyvis's own page", least=10, peer_zh="pyvis 自己的页面"
            )
        browser.close()


def _seconds(page: Page, path: Path, answers: Callable[[Page], None]) -> tuple[float, bool]:
    """Seconds from navigation to rest and an answer, and whether that was reached before `CAP`."""
    page.set_default_timeout(1000 * CAP)
    start = time.perf_counter()
    try:
        page.goto(path.absolute().as_uri(), wait_until="commit")
        answers(page)
    except TimeoutError:
        return CAP, False
    seconds = time.perf_counter() - start
    with suppress(Error):  # a page that is still busy with its physics
        page.close()
    return seconds, True


def _lineage_answers(page: Page) -> None:
    page.locator("#lg-stage[data-ready=yes]").wait_for()
    page.locator("#lg-picture a[data-key]").first.click()
    page.locator("#lg-panel").wait_for()


def _graph_answers(page: Page) -> None:
    page.locator("#net-stage[data-ready=yes]").wait_for()
    page.locator("#net-stage").press("ArrowRight")
    page.locator("#net-panel .net-name").wait_for()


def _pyvis_answers(page: Page) -> None:
    page.wait_for_function("window.still")
    while not page.evaluate("window.answered"):  # a bar that tells of the progress lies over the picture a while longer
        page.mouse.click(720, 300)


def _pyvis(drawn: nx.DiGraph[str]) -> str:
    net = Network(directed=True, cdn_resources="in_line")
    net.from_nx(drawn)
    text: str = net.generate_html()
    assert text.count(MADE) == 1
    return text.replace(MADE, MADE + WATCHED)


def _lineage(graph: Path, place: str) -> nx.DiGraph[str]:
    """The appearances of a place and the links between them: what the lineage page draws."""
    drawn: nx.DiGraph[str] = nx.DiGraph()
    for row in query.rows(open_store(graph), query.narrowed(query.text_of("successions"), {"place": place})):
        ends = [f"{row[f'{side}_term']} {row[f'{side}_report']}" for side in ("from", "to")]
        drawn.add_edge(*ends, title=row["relation"])
    return drawn


def _whole(site: Path) -> nx.DiGraph[str]:
    """The nodes and ties of the graph page, from its own data."""
    drawn: nx.DiGraph[str] = nx.DiGraph()
    for script in sorted((site / "graph").glob("*.js")):
        text = script.read_text("utf-8")
        data = json.loads(text[text.index("=") + 1 : text.rindex(";")])
        ids = [
            f"{data['types'][t]}/{data['place']}/{label}" for t, label in zip(data["type"], data["label"], strict=True)
        ]
        for name, label, kind in zip(ids, data["label"], data["type"], strict=True):
            drawn.add_node(name, label=label, group=data["types"][kind])
        for one, other, relation in zip(data["ties"][::4], data["ties"][1::4], data["ties"][2::4], strict=True):
            drawn.add_edge(ids[one], ids[other], title=data["relations"][relation])
    return drawn


if __name__ == "__main__":
    for line in lines(*map(Path, sys.argv[1:])):
        print(line, flush=True)
