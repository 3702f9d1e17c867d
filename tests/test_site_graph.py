"""The graph page as people use it: find, filter, point, click through and come back; by pointer, touch and keyboard."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

import pytest
from conftest import SPEECH, rested, until
from playwright.sync_api import Browser, Locator, Page, expect
from test_site import CHINESE, NAMELESS, SIDEWAYS, Kg, Visit, pages

from kg import query
from kg.site import write
from kg.site.addresses import graph_page, near_page, term_page
from kg.site.graph_layout import pack
from kg.store import open_store

HEAD = "{place}人民政府工作报告\n——{year}年1月10日在{place}第三届人民代表大会第二次会议上\n"
CHANGED = """() => { const over = document.querySelector('.net-over');
  return over.getContext('2d').getImageData(0, 30, over.width, over.height - 30).data.some(v => v); }"""


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visit]:
    """A visit at a desk: 1440 pixels, light."""
    with browser.new_context(viewport={"width": 1440, "height": 900}, color_scheme="light") as context:
        yield Visit(context)


@pytest.fixture(scope="module")
def atlas(kg: Kg, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of three small places, one with reports of two years."""
    folder = tmp_path_factory.mktemp("atlas")
    for place, year in (("东山县", 2022), ("东山县", 2024), ("西河区", 2023), ("南湖市", 2021)):
        (folder / f"{place}-{year}.txt").write_text(HEAD.format(place=place, year=year) + SPEECH, "utf-8")
    done = kg("build", *sorted(folder.glob("*.txt")), "--out", folder / "build")
    assert done.returncode == 0, done.stderr
    write(folder / "build", folder / "site")
    return folder / "site"


def data_of(script: Path) -> dict[str, Any]:
    """What the page's script draws."""
    text = script.read_text("utf-8")
    found: dict[str, Any] = json.loads(text[text.index("=") + 1 : text.rindex(";")])
    return found


def opened(visit: Visit, path: Path, pick: str = "") -> Page:
    """A graph page, at a node if one is named."""
    visit.page.goto(path.as_uri() + (f"#pick={quote(pick, safe='')}" if pick else ""))
    visit.page.locator("#net-stage[data-ready=yes]").wait_for()
    return visit.page


def shown(page: Page) -> tuple[int, int]:
    """How many nodes and ties the page says it draws."""
    nodes, ties = re.findall(r"\d+", page.locator("#net-said").inner_text())[:2]
    return int(nodes), int(ties)


def found(page: Page, name: str) -> Locator:
    """A name typed into the page's own search, and the choice that leads to it taken."""
    page.locator("#net-search").fill(name)
    page.locator("#net-found [role=option]").first.wait_for()
    page.keyboard.press("Enter")
    panel = page.locator("#net-panel")
    expect(panel.locator(".net-name")).to_have_text(name)
    return panel


def middle(page: Page) -> tuple[float, float]:
    """The middle of the picture, where a node that was found comes to stand once the camera rests."""
    rested(page.locator("#net-stage"))
    box = page.locator("#net-stage").bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


# Without a browser


def test_the_data_hold_the_graph(site: Path, built: Path) -> None:
    """Each term, item, program and indicator of the graph is a node, and each tie and link leads between two of them."""
    data, store = data_of(site / graph_page("红旗区").replace(".html", ".js")), open_store(built)

    def ask(name: str) -> list[dict[str, str]]:
        return query.rows(store, query.text_of(name))

    nodes = {(data["types"][t], label) for t, label in zip(data["type"], data["label"], strict=True)}
    assert len(nodes) == len(data["label"])
    terms = {(r["kind"], r["term"]) for r in ask("concepts")}
    items = {("item", r["component"]) for r in ask("components")}
    tied = {(r["target_kind"], r["target"]) for r in ask("ties") if r["target_kind"] in ("program", "indicator")}
    assert nodes == terms | items | tied
    ties = list(zip(*(data["ties"][i::4] for i in range(4)), strict=True))
    named = {(data["label"][a], data["relations"][r], data["label"][b]) for a, b, r, _ in ties}
    links = {(r["from_term"], r["relation"], r["to_term"]) for r in ask("successions")}
    held = {
        (r["term"], r["relation"], r["target"]) for r in ask("ties") if r["target_kind"] in ("program", "indicator")
    }
    assert named == links | held | {(r["term"], "item", r["component"]) for r in ask("components")}
    assert len({(a, b, r) for a, b, r, _ in ties}) == len(ties)


def test_no_two_nodes_share_a_spot_and_years_run_across(site: Path) -> None:
    data = data_of(site / graph_page("红旗区").replace(".html", ".js"))
    assert len(set(zip(data["x"], data["y"], strict=True))) == len(data["x"])
    for x, y, kind, years in zip(data["x"], data["y"], data["type"], data["years_of"], strict=True):
        assert (y > 0) == (data["types"][kind] not in ("item", "program", "indicator"))
        if y > 0 and len(years) == 1:
            assert x // data["slots"] == int(years, 36)


def test_places_do_not_overlap() -> None:
    blocks = [(10 + 7 * i % 40, 5 + 11 * i % 30) for i in range(60)]
    corners = pack(blocks)
    boxes = [(x, y, x + w, y + h) for (x, y), (w, h) in zip(corners, blocks, strict=True)]
    for i, a in enumerate(boxes):
        assert not any(a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3] for b in boxes[i + 1 :])


def test_a_page_without_sparql_shares_little(site: Path) -> None:
    """What the graph page loads beside its own data stays under a megabyte and a half."""
    text = (site / "graph.html").read_text("utf-8")
    asked = re.findall(r'(?:src|href)="(assets/[^"]+)"', text)
    assert any("sigma" in name for name in asked)
    assert sum((site / name).stat().st_size for name in [*asked, "assets/terms.js"]) < 1_500_000


def test_the_place_pages_and_the_whole_have_the_same_data(atlas: Path) -> None:
    text = (atlas / "graph.html").read_text("utf-8")
    scripts = [row[1] for row in json.loads(re.search(r'id="net-known">(.*?)</script>', text)[1])]  # type: ignore[index]
    assert sorted(scripts) == sorted(str(p.relative_to(atlas)) for p in (atlas / "graph").glob("*.js"))
    assert len(scripts) == 3
    assert all((atlas / script).with_suffix(".html").is_file() for script in scripts)


# In a browser


@pytest.mark.browser
def test_it_is_still_from_the_first(site: Path, visit: Visit) -> None:
    page = opened(visit, site / "graph.html")
    data = data_of(site / graph_page("红旗区").replace(".html", ".js"))
    assert shown(page) == (len(data["label"]), len(data["ties"]) // 4)
    before = page.locator("#net-stage").screenshot()
    page.wait_for_timeout(500)
    assert page.locator("#net-stage").screenshot() == before
    assert visit.faults == []


@pytest.mark.browser
def test_find_click_through_and_back(site: Path, visit: Visit) -> None:
    page = opened(visit, site / "graph.html")
    panel = found(page, "三讲三强")
    assert {"讲政治", "强素质"} <= set(panel.get_by_role("button").all_inner_texts())
    assert "2019" in panel.inner_text()
    page.mouse.click(*middle(page))
    page.wait_for_url("**/term/**")
    assert page.locator("h1").inner_text() == "三讲三强"
    page.go_back()
    page.locator("#net-stage[data-ready=yes]").wait_for()
    expect(page.locator("#net-panel .net-name")).to_have_text("三讲三强")
    page.locator("#net-panel").get_by_role("button", name="讲政治").click()
    expect(page.locator("#net-panel .net-name")).to_have_text("讲政治")
    page.locator("#net-panel").get_by_role("button", name="三讲三强").click()
    page.locator("#net-panel").get_by_role("link", name="三讲三强").click()
    page.wait_for_url("**/term/**")
    assert visit.faults == []


@pytest.mark.browser
@pytest.mark.parametrize(("typed", "first"), [("讲三", "三讲三强"), ("sjsq", "三讲三强"), ("“三讲 三强”", "三讲三强")])
def test_search_by_characters_and_by_sounds(site: Path, visit: Visit, typed: str, first: str) -> None:
    page = opened(visit, site / "graph.html")
    page.locator("#net-search").press_sequentially(typed)
    expect(page.locator("#net-found [role=option] .found").first).to_have_text(first)
    page.locator("#net-search").fill("没有这个名称")
    expect(page.locator("#net-found")).to_contain_text("图中没有")
    assert visit.faults == []


@pytest.mark.browser
def test_pointing_shows_the_neighbours_and_nothing_moves(site: Path, visit: Visit) -> None:
    page = opened(visit, site / "graph.html")
    found(page, "三讲三强")
    spot = middle(page)
    page.locator("#net-panel").get_by_role("button", name="放开").click()
    expect(page.locator("#net-panel")).to_be_hidden()
    page.mouse.move(spot[0] - 300, 200)
    stage = page.locator("#net-stage")
    assert "focused" not in (stage.get_attribute("class") or "")
    page.mouse.move(*spot)
    expect(stage).to_have_class(re.compile("focused"))
    assert page.evaluate(CHANGED)
    page.mouse.move(spot[0], spot[1] - 1000)
    expect(stage).not_to_have_class(re.compile("focused"))
    assert visit.faults == []


@pytest.mark.browser
def test_filters_by_type_relation_and_year(site: Path, visit: Visit) -> None:
    page = opened(visit, site / "graph.html")
    data = data_of(site / graph_page("红旗区").replace(".html", ".js"))
    nodes, ties = shown(page)
    page.get_by_role("checkbox", name="释义项").uncheck()
    items = sum(data["types"][t] == "item" for t in data["type"])
    assert items > 0
    assert shown(page) == (nodes - items, ties - data["ties"][2::4].count(data["relations"].index("item")))
    page.get_by_role("checkbox", name="释义项").check()
    page.get_by_role("checkbox", name="同句").uncheck()
    assert shown(page) == (nodes, ties - data["ties"][2::4].count(data["relations"].index("cooccurs")))
    page.get_by_role("checkbox", name="同句").check()
    page.get_by_label("从哪一年").select_option("2025")
    assert shown(page)[0] == sum(str(2025 - data["first"]) in years for years in data["years_of"])
    page.get_by_label("到哪一年").select_option("2018")
    assert page.get_by_label("从哪一年").input_value() == "2018"
    page.get_by_role("button", name="还原").click()
    page.get_by_label("只看几年都说的").check()
    assert shown(page)[0] == sum(len(years) > 1 for years in data["years_of"])
    assert visit.faults == []


@pytest.mark.browser
def test_the_table_says_the_same(site: Path, visit: Visit) -> None:
    page = opened(visit, site / "graph.html")
    nodes, _ = shown(page)
    page.get_by_text("同样的内容，表格").click()
    seen: list[str] = []
    while True:
        seen += page.locator("#net-body th").all_inner_texts()
        if page.get_by_role("button", name="下一页").is_disabled():
            break
        page.get_by_role("button", name="下一页").click()
    data = data_of(site / graph_page("红旗区").replace(".html", ".js"))
    assert sorted(seen) == sorted(data["label"])
    assert len(seen) == nodes
    for kind in ("释义项", "政策项目", "指标"):
        page.get_by_role("checkbox", name=kind).uncheck()
    page.locator("#net-body").get_by_role("link").first.click()
    page.wait_for_url("**/term/**")
    assert visit.faults == []


@pytest.mark.browser
def test_by_keyboard_alone(site: Path, visit: Visit) -> None:
    page = opened(visit, site / "graph.html", "numeral/红旗区/三讲三强")
    page.locator("#net-stage").focus()
    name = page.locator("#net-panel .net-name")
    expect(name).to_have_text("三讲三强")
    page.keyboard.press("ArrowDown")
    expect(name).not_to_have_text("三讲三强")
    assert name.inner_text() in page.locator("#net-said").inner_text()
    page.keyboard.press("Escape")
    expect(page.locator("#net-panel")).to_be_hidden()
    before = page.locator("#net-stage").screenshot()
    page.keyboard.press("0")
    assert until(lambda: page.locator("#net-stage").screenshot() != before)
    page.keyboard.press("ArrowLeft")
    for _ in range(40):  # upwards to a formulation, which has a page
        if name.evaluate("n => n.tagName") == "A":
            break
        page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/(term|indicator)/"))
    assert visit.faults == []


@pytest.mark.browser
@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_in_english_and_in_the_dark(site: Path, browser: Browser, width: int, scheme: Any) -> None:
    with browser.new_context(viewport={"width": width, "height": 844}, color_scheme=scheme) as context:
        visit = Visit(context)
        page = opened(visit, site / "graph.html")
        page.locator("#language").click()
        found(page, "三讲三强")
        page.get_by_text("The same as a table").click()
        assert page.evaluate(CHINESE) == 0
        assert page.evaluate(NAMELESS) == 0
        assert page.evaluate(SIDEWAYS) == 0
        assert "nodes" in page.locator("#net-said").inner_text()
        assert "stands for" in page.locator("#net-panel").inner_text()
        assert visit.faults == []


@pytest.mark.browser
def test_by_touch_the_first_tap_shows_and_the_second_opens(site: Path, browser: Browser) -> None:
    with browser.new_context(viewport={"width": 800, "height": 900}, has_touch=True) as context:
        visit = Visit(context)
        page = opened(visit, site / "graph.html")
        found(page, "三讲三强")
        page.locator("#net-panel").get_by_role("button", name="放开").tap()
        page.locator("#net-stage").scroll_into_view_if_needed()
        spot = middle(page)  # taken now, for the button may have been scrolled to
        page.touchscreen.tap(*spot)
        expect(page.locator("#net-panel .net-name")).to_have_text("三讲三强")
        page.wait_for_timeout(400)
        page.touchscreen.tap(*spot)
        page.wait_for_url("**/term/**")
        assert visit.faults == []


@pytest.mark.browser
def test_several_places(atlas: Path, visit: Visit) -> None:
    page = opened(visit, atlas / "graph.html")
    nodes, _ = shown(page)
    each = [len(data_of(p)["label"]) for p in (atlas / "graph").glob("*.js")]
    assert nodes == sum(each)
    page.get_by_label("地区").select_option("西河区")
    expect(page.locator("#net-said")).to_contain_text(f"{len(data_of(atlas / 'graph' / '西河区.js')['label'])} 个点")
    panel = found(page, "两高一好")
    assert "西河区" in panel.inner_text()
    page.get_by_text("别的图").click()
    page.get_by_role("link", name="东山县").click()
    page.wait_for_url(re.compile("graph/"))
    page.locator("#net-stage[data-ready=yes]").wait_for()
    found(page, "两高一好")
    page.locator("#net-panel").get_by_role("link", name="两高一好").click()
    page.wait_for_url("**/term/**")
    assert unquote(page.url).endswith(term_page("东山县", "两高一好"))
    assert visit.faults == []


@pytest.mark.browser
def test_without_webgl_the_table_is_there(site: Path, visit: Visit) -> None:
    visit.page.add_init_script("HTMLCanvasElement.prototype.getContext = () => null")
    visit.page.goto((site / "graph.html").as_uri())
    expect(visit.page.locator("#net-said")).to_contain_text("WebGL")
    expect(visit.page.locator("#net-body tr")).to_have_count(50)
    found(visit.page, "三讲三强")
    assert visit.faults == []


@pytest.mark.browser
def test_a_hostile_name_is_text(hostile: tuple[Path, Path], visit: Visit) -> None:
    page = opened(visit, hostile[1] / "graph.html")
    labels = data_of(next((hostile[1] / "graph").glob("*.js")))["label"]
    for label in [one for one in labels if "<" in one or "\\" in one]:
        assert found(page, label).locator(".net-name *").count() == 0
    assert any("<" in one for one in labels)
    page.get_by_text("同样的内容，表格").click()
    assert page.locator("#net-body img, #net-body script, #net-panel img").count() == 0
    assert page.evaluate("typeof window.ran") == "undefined"
    assert visit.faults == []


@pytest.mark.browser
def test_the_picture_of_a_place_opens_at_a_term(site: Path, visit: Visit) -> None:
    address = near_page("红旗区", "三讲三强")
    visit.page.goto((site / address.partition("#")[0]).as_uri() + "#" + address.partition("#")[2])
    visit.page.locator("#canvas[data-ready=yes]").wait_for()
    expect(visit.page.locator("#picked")).to_contain_text("三讲三强")
    assert visit.faults == []


def test_same_graph_same_pictures(
    atlas: Path, tmp_path: Path, kg: Kg, fingerprint: Callable[[Path], dict[str, str]]
) -> None:
    done = kg("site", "--graph", atlas.parent / "build", "--out", tmp_path / "again", env={"PYTHONHASHSEED": "11"})
    assert done.returncode == 0, done.stderr
    assert fingerprint(tmp_path / "again") == fingerprint(atlas)
    assert len(pages(atlas)) > 10
