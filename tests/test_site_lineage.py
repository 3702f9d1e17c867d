"""The lineage page as people use it: filter, follow, open, read the sentence and come back; by pointer, touch and keyboard."""

from __future__ import annotations

import json
import re
import shutil
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

import pytest
from conftest import until
from playwright.sync_api import Browser, Page, expect
from pyoxigraph import Store
from test_site import CHINESE, NAMELESS, SIDEWAYS, Visit

from kg import query
from kg.site.coverage import places
from kg.site.gather import gather
from kg.site.lineage_lanes import chart
from kg.site.lineage_news import changes
from kg.site.lineage_pages import lineage_of, runs
from kg.store import open_store

IN_VIEW = "n => { const b = n.getBoundingClientRect(); return b.top >= 0 && b.bottom <= innerHeight; }"
UNMARKED = """p => [...p.querySelectorAll('*')].map(n => n.children.length || n.closest('[lang]:not(html)') ? '' : n.textContent)
  .filter(text => /[\u3400-\u9fff]/.test(text))"""
ROWS = "document.querySelectorAll('#lg-picture .lg-row').length"


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visit]:
    """A visit at a desk: 1440 pixels, light."""
    with browser.new_context(viewport={"width": 1440, "height": 900}, color_scheme="light") as context:
        yield Visit(context)


def data_of(site: Path) -> dict[str, Any]:
    """What the page's script draws."""
    text = (site / "lineage.js").read_text("utf-8")
    found: dict[str, Any] = json.loads(text[text.index("=") + 1 : text.rindex(";")])
    return found


def opened(visit: Visit, site: Path, key: str = "") -> Page:
    """The lineage page, at a lane or a link if one is named."""
    visit.page.goto((site / "lineage.html").as_uri() + (f"#{quote(key)}" if key else ""))
    visit.page.locator("#lg-stage[data-ready=yes]").wait_for()
    return visit.page


def lane(page: Page, name: str) -> Any:
    """The row of a lane in the picture."""
    return page.locator("#lg-picture .lg-row").filter(has=page.locator(f'svg[aria-label="{name}"]'))


# Without a browser


def test_the_home_page_changes_are_those_of_the_query(built: Path) -> None:
    book = gather(built)
    (place,) = places(book.reports, book.concepts)
    found, asked = set(), set()
    for before, report in pairwise(place.reports):
        for c in changes(book.lineages[place.name], before.id, report.id):
            items = ("|".join(c.link.added), "|".join(c.link.removed)) if c.link else ("", "")
            found.add((before.id, report.id, c.kind, c.earlier, c.later, *items))
    for r in query.rows(open_store(built), query.text_of("changes")):
        asked.add(
            (r["from_report"], r["to_report"], r["change"], r["from_term"], r["to_term"], r["added"], r["removed"])
        )
    assert found == asked
    assert {kind for _, _, kind, *_ in found} >= {"new", "gone", "returned", "variant", "extends", "redefines"}


def test_the_picture_has_every_appearance_and_every_link(site: Path, built: Path) -> None:
    data, store = data_of(site), open_store(built)
    terms, reports = [t[0] for t in data["terms"]], [r[0] for r in data["reports"]]
    shown = [
        (terms[s[0]], reports[s[1]], str(s[2]), data["lanes"][s[7]][0], data["sentences"][s[5]][3])
        for s in data["shown"]
    ]
    said = [r for r in query.rows(store, query.text_of("appearances")) if r["lane"]]
    assert sorted(shown) == sorted((r["term"], r["report"], r["mentions"], r["lane"], r["quote"]) for r in said)
    links = [(k[3], shown[k[0]][:2], shown[k[1]][:2], k[4], "|".join(k[6]), "|".join(k[7])) for k in data["links"]]
    rows = query.rows(store, query.text_of("successions"))
    ends = [((r["from_term"], r["from_report"]), (r["to_term"], r["to_report"])) for r in rows]
    wanted = [(r["relation"], *e, r["rule"], r["added"], r["removed"]) for r, e in zip(rows, ends, strict=True)]
    assert sorted(links) == sorted(wanted)
    assert len(data["possible"]) == len(query.rows(store, query.text_of("suggestions")))
    assert len({k[2] for k in data["links"]}) == len(links)


def test_no_two_forms_of_a_lane_stand_on_one_spot(built: Path) -> None:
    book = gather(built)
    (place,) = places(book.reports, book.concepts)
    drawn = chart(place, book.lineages[place.name])
    for one in (*drawn.lanes, *drawn.once):
        spots = [(s.spot.report, one.tracks[s.spot.term]) for s in one.shown]
        assert len(set(spots)) == len(spots), one.name
    assert max(max(one.tracks.values()) for one in drawn.lanes) > 0


def test_lanes_stand_in_the_order_that_is_named(built: Path) -> None:
    book = gather(built)
    (place,) = places(book.reports, book.concepts)
    drawn = lineage_of(book, place)[1]
    lives = [(-len(one.reports), one.shown[0].year) for one in drawn.lanes]
    assert lives == sorted(lives)
    every = (*drawn.lanes, *drawn.once)
    changed = [len(every[i].changes) for i in drawn.order("change")]
    assert changed == sorted(changed, reverse=True)
    assert all(sorted(drawn.order(by)) == list(range(len(every))) for by in ("life", "change", "kind", "name"))


def test_a_form_is_told_as_the_report_prints_it(built: Path) -> None:
    book = gather(built)
    (place,) = places(book.reports, book.concepts)
    (one,) = [lane for lane in lineage_of(book, place)[1].lanes if lane.name == "三大攻坚战"]
    assert runs(one) == [("三大攻坚", [2018]), ("三大攻坚战", [2019, 2021])]


def test_the_items_compared_are_those_of_the_reports(site: Path) -> None:
    data = data_of(site)
    compared = [k for k in data["links"] if k[9] and k[10]]
    assert len(compared) >= 4
    for link in compared:
        before, after = link[9][2], link[10][2]
        assert set(link[7]) == set(before) - set(after) or set(link[7]) <= set(before)
        assert set(link[6]) <= set(after)


def test_the_home_page_says_what_it_compares_with(site: Path) -> None:
    home = re.sub(r"<[^>]*>", "", (site / "index.html").read_text("utf-8"))
    assert "2024 年报告未收录，所以与 2023 年报告相比。" in home
    assert "2023 年报告说过，2025 年报告没有说" in home
    assert "2020、2022、2024 年报告未收录，那些年里说没说，这里不知道" in home


# In the browser


@pytest.mark.browser
def test_filters_leave_what_they_say(site: Path, visit: Visit) -> None:
    page = opened(visit, site)
    said = page.locator("#lg-said")
    all_of_them = said.inner_text()
    page.get_by_label("只看有变化的").check()
    data = data_of(site)
    changed = {data["shown"][end][7] for k in data["links"] if k[3] != "continues" for end in k[:2]}
    assert said.inner_text() == f"显示 {len(changed)} 个提法"
    page.get_by_role("button", name=re.compile("换内涵")).click()
    assert page.evaluate(ROWS) == 2
    expect(lane(page, "三大攻坚战")).to_be_visible()
    page.get_by_role("button", name="还原").first.click()
    assert said.inner_text() == all_of_them
    page.get_by_label("在图中查找提法或项目").fill("政策链")
    assert page.locator("#lg-picture .lg-row svg").evaluate_all(
        "rows => rows.map(r => r.getAttribute('aria-label'))"
    ) == ["五链融合"]
    page.get_by_label("在图中查找提法或项目").fill("没有这个")
    expect(page.get_by_text("没有符合这些条件的提法。")).to_be_visible()
    page.get_by_label("在图中查找提法或项目").fill("")
    page.get_by_role("button", name=re.compile("^数码提法")).click()
    kinds = page.locator("#lg-picture .lg-pill").evaluate_all("pills => pills.map(p => p.getAttribute('class'))")
    assert kinds
    assert all("k-digit" in one for one in kinds)
    assert visit.faults == []


@pytest.mark.browser
def test_hover_follows_one_lane_and_tells_the_items(site: Path, visit: Visit) -> None:
    page = opened(visit, site)
    link = lane(page, "五链融合").locator(".lg-link.r-extends")
    link.hover()
    tip = page.locator("#lg-picture .lg-tip")
    expect(tip).to_contain_text("扩充")
    expect(tip).to_contain_text("+ 政策链、产业链、金融链")
    expect(tip).to_contain_text("− 资金链、人才链")
    assert page.locator("#lg-picture .lg-row.on").count() == 1
    faded = lane(page, "双创").locator("svg").evaluate("n => getComputedStyle(n).opacity")
    assert float(faded) < float(lane(page, "五链融合").locator("svg").evaluate("n => getComputedStyle(n).opacity"))
    page.mouse.move(5, 5)
    expect(tip).to_be_hidden()
    assert page.locator("#lg-picture .lg-row.on").count() == 0


@pytest.mark.browser
def test_a_link_opens_with_both_sentences_and_leads_to_them_and_back(site: Path, visit: Visit) -> None:
    page = opened(visit, site)
    lane(page, "三大攻坚战").locator(".lg-link.r-redefines").first.click()
    panel = page.locator("#lg-panel")
    expect(panel).to_be_visible()
    assert unquote(page.url).endswith("#三大攻坚战.2018-2019")
    card = panel.locator(".lg-card.target")
    expect(card).to_contain_text("逐项比较两份报告所列的项目")
    assert card.locator("del").all_inner_texts() == ["作风建设"]
    assert card.locator("ins").all_inner_texts() == ["棚户区改造和城中村改造"]
    said = panel.locator(".lg-said")
    assert said.count() == 3
    wanted = said.first.locator("blockquote").inner_text().strip("…")
    assert "三大攻坚" in wanted
    said.first.get_by_role("link", name="在 2018 年报告中读").click()
    page.wait_for_url("**/report/**")
    target = page.locator(".s:target")
    assert wanted in target.inner_text()
    expect(target).to_be_in_viewport()
    page.go_back()
    page.locator("#lg-stage[data-ready=yes]").wait_for()
    expect(page.locator("#lg-panel .lg-card.target")).to_contain_text("2018–2019")
    assert visit.faults == []


@pytest.mark.browser
def test_an_address_that_was_sent_opens_where_it_says(site: Path, visit: Visit) -> None:
    page = opened(visit, site, "一老一小.2018-2025")
    card = page.locator("#lg-panel .lg-card.target")
    expect(card).to_contain_text("扩充")
    expect(card).to_contain_text("并列的各项有增减")
    assert card.locator(".add").inner_text() == "+ 一青壮"
    expect(lane(page, "一老一小")).to_have_class(re.compile("open"))
    assert lane(page, "一老一小").evaluate(IN_VIEW)
    gaps = page.locator("#lg-panel .lg-gap span").all_inner_texts()
    assert gaps == [
        "2019 有报告，没有说",
        "2020 未收录",
        "2021 有报告，没有说",
        "2022 未收录",
        "2023 有报告，没有说",
        "2024 未收录",
    ]
    page.keyboard.press("Escape")
    expect(page.locator("#lg-panel")).to_be_hidden()
    assert "#" not in page.url
    page = opened(visit, site, "没有这个")
    expect(page.locator("#lg-panel")).to_be_hidden()
    assert visit.faults == []


@pytest.mark.browser
def test_every_link_of_the_home_page_opens_its_lane(site: Path, visit: Visit) -> None:
    page = visit.open(site / "index.html")
    page.locator(".lineage .lg-link.r-redefines").first.click()
    page.wait_for_url("**/lineage.html#*")
    expect(page.locator("#lg-panel .lg-card.target")).to_contain_text("换内涵")
    page.go_back()
    page.locator(".lg-news a").first.click()
    page.wait_for_url("**/lineage.html#*")
    expect(page.locator("#lg-panel .lg-card.target")).to_be_visible()
    assert visit.faults == []


@pytest.mark.browser
def test_by_keyboard_alone(site: Path, visit: Visit) -> None:
    page = opened(visit, site)
    page.locator("#lg-picture .lg-scroll").focus()
    focus = "document.activeElement.getAttribute('data-key')"
    page.keyboard.press("ArrowDown")
    assert page.evaluate(focus) == "幸福红旗.2018"
    page.keyboard.press("ArrowRight")
    assert page.evaluate(focus) == "幸福红旗.2018-2019"
    expect(page.locator("#lg-picture .lg-tip")).to_contain_text("沿用")
    page.keyboard.press("ArrowDown")
    assert page.evaluate(focus) == "首善之区.2018-2019"
    page.keyboard.press("End")
    last = page.evaluate(focus)
    row = "document.activeElement.closest('.lg-row').dataset.lane"
    assert page.evaluate(row) == page.locator("#lg-picture .lg-row").last.get_attribute("data-lane")
    page.keyboard.press("Enter")
    expect(page.locator("#lg-panel")).to_be_visible()
    assert page.evaluate("document.getElementById('lg-panel').contains(document.activeElement)")
    page.keyboard.press("Escape")
    expect(page.locator("#lg-panel")).to_be_hidden()
    assert page.evaluate(focus) == last
    assert visit.faults == []


@pytest.mark.browser
def test_a_rule_can_be_left_out(site: Path, visit: Visit) -> None:
    page = opened(visit, site)
    page.get_by_text("规则", exact=False).first.click()
    data = data_of(site)
    gone = [k for k in data["links"] if k[4] == "items"]
    page.locator("#lg-rules label").filter(has_text="逐项比较").locator("input").uncheck()
    expect(page.locator("#lg-rules-said")).to_contain_text(f"去掉 {len(gone)} 条连线")
    assert page.locator("#lg-picture .lg-link.gone").count() == len(gone)
    page.get_by_role("button", name="只看这些提法").click()
    assert page.evaluate(ROWS) == len({data["shown"][k[1]][7] for k in gone})
    page.locator("#lg-rules label").filter(has_text="逐项比较").locator("input").check()
    assert page.locator("#lg-picture .lg-link.gone").count() == 0
    assert page.evaluate(ROWS) > 10


@pytest.mark.browser
def test_possible_links_are_drawn_only_when_wanted(site: Path, visit: Visit) -> None:
    page = opened(visit, site)
    assert page.locator(".lg-link.guess").count() == 0
    page.get_by_label("画出可能的连线").check()
    page.get_by_label("在图中查找提法或项目").fill("三生")
    guess = page.locator("#lg-picture .lg-link.guess")
    expect(guess).to_have_count(1)
    assert guess.locator(".thread").evaluate("n => getComputedStyle(n).strokeDasharray") != "none"
    guess.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#lg-panel .lg-card.target")).to_contain_text("没有认定")
    assert visit.faults == []


@pytest.mark.browser
def test_once_only_formulations_fold_and_open(site: Path, visit: Visit) -> None:
    page = opened(visit, site)
    data = data_of(site)
    years = defaultdict(int)
    tied = {data["shown"][end][7] for k in data["links"] for end in k[:2]}
    for index, one in enumerate(data["lanes"]):
        reports = {data["shown"][i][1] for i in one[3]}
        if len(reports) == 1 and index not in tied:
            years[data["reports"][reports.pop()][2]] += 1
    buttons = page.locator(".lg-count button")
    assert [int(re.sub(r"\D", "", b)) for b in buttons.all_inner_texts()] == [years[y] for y in sorted(years)]
    buttons.first.click()
    fold = page.locator("#lg-once")
    expect(fold).to_contain_text("2018 年报告独有的提法")
    assert fold.locator(".pill").count() >= years[2018]
    name = fold.locator(".pill").first.inner_text()
    fold.locator(".pill").first.click()
    expect(page.locator("#lg-panel h2")).to_contain_text(name)
    page.keyboard.press("Escape")
    page.get_by_role("button", name="收起").click()
    expect(fold).to_be_hidden()
    assert visit.faults == []


@pytest.mark.browser
def test_silence_and_absence_do_not_look_alike(site: Path, visit: Visit) -> None:
    page = opened(visit, site)
    assert page.locator(".lg-hatch").count() == 3
    assert page.locator(".lg-year.unheld").all_inner_texts() == ["2020\n未收录", "2022\n未收录", "2024\n未收录"]
    pieces = "n => (n.getAttribute('d').match(/M/g) || []).length"
    whole = lane(page, "敢转争").locator(".lg-link .thread").last
    broken = lane(page, "两改").locator(".lg-link.silent .thread")
    assert whole.evaluate(pieces) == 1
    assert broken.evaluate(pieces) > 5
    patterns = page.locator(".lg-keys [data-relation] .thread").evaluate_all("t => t.map(n => n.getAttribute('d'))")
    assert len(set(patterns)) == len(patterns) == 6


@pytest.mark.browser
def test_the_table_says_the_same_and_sorts(site: Path, visit: Visit) -> None:
    page = opened(visit, site)
    page.get_by_role("button", name="表", exact=True).click()
    rows = page.locator("#lg-table tbody tr")
    drawn = data_of(site)
    assert rows.count() == int(re.findall(r"\d+", page.locator("#lg-said").inner_text())[0])
    page.get_by_role("button", name="变化").click()
    page.get_by_role("button", name="变化").click()
    assert page.locator("th[aria-sort=descending]").count() == 1
    most = max(len([n for n in one[4] if drawn["links"][n][3] != "continues"]) for one in drawn["lanes"])
    assert rows.first.locator("td").last.locator("a").count() == most
    page.get_by_label("在图中查找提法或项目").fill("五链")
    assert rows.filter(visible=True).locator("th").all_inner_texts() == ["五链融合"]
    page.get_by_role("link", name=re.compile("2018–2019 扩充")).click()
    expect(page.locator("#lg-panel .lg-card.target")).to_contain_text("政策链")
    assert visit.faults == []


@pytest.mark.browser
def test_in_english(site: Path, visit: Visit) -> None:
    page = opened(visit, site)
    page.get_by_role("button", name="English").click()
    assert page.evaluate(CHINESE) == 0
    assert page.locator(".lg-year.unheld").first.inner_text() == "2020\nnot held"
    assert page.locator("#lg-said").inner_text().endswith("one report alone has")
    assert page.get_by_label("Sort").locator("option").first.inner_text() == "longest-lived first"
    lane(page, "五链融合").locator(".lg-link.r-extends").click()
    panel = page.locator("#lg-panel")
    expect(panel).to_contain_text("Read in the report of 2018")
    assert panel.evaluate(UNMARKED) == []
    assert visit.faults == []


@pytest.mark.browser
@pytest.mark.parametrize(
    ("width", "scheme"), [(390, "light"), (390, "dark"), (820, "light"), (1440, "dark"), (2200, "light")]
)
def test_it_fits_every_window(site: Path, browser: Browser, width: int, scheme: str) -> None:
    with browser.new_context(
        viewport={"width": width, "height": 844}, color_scheme=scheme, has_touch=width < 500
    ) as context:  # type: ignore[arg-type]
        visit = Visit(context)
        page = opened(visit, site)
        pill = lane(page, "双创").locator(".lg-pill").first
        pill.tap() if width < 500 else pill.click()
        expect(page.locator("#lg-panel h2")).to_contain_text("双创")
        assert page.evaluate(SIDEWAYS) == 0
        assert page.evaluate(NAMELESS) == 0
        assert lane(page, "双创").evaluate(IN_VIEW)
        top = page.locator("#lg-panel").bounding_box()
        row = lane(page, "双创").bounding_box()
        assert top is not None
        assert row is not None
        assert width > 960 or row["y"] + row["height"] <= top["y"]
        assert visit.faults == []


@pytest.mark.browser
def test_without_script_the_table_is_there(site: Path, browser: Browser) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto((site / "lineage.html").as_uri() + "#" + quote("五链融合"))
        expect(page.locator("tr:target")).to_contain_text("五链融合")


@pytest.mark.browser
def test_on_paper_there_are_the_lanes_and_the_table(site: Path, visit: Visit) -> None:
    page = opened(visit, site)
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert page.evaluate(ROWS) == int(re.findall(r"\d+", page.locator("#lg-said").text_content() or "")[0])
    assert not page.locator("#lg-form").is_visible()
    expect(page.locator("#lg-table")).to_be_visible()
    assert len(page.pdf()) > 30_000


@pytest.mark.browser
def test_three_thousand_lanes_draw_only_those_in_sight(site: Path, visit: Visit, tmp_path: Path) -> None:
    """The seeds' lanes again and again under other names: what is in the page does not grow with them."""
    shutil.copytree(site, tmp_path / "site")
    data = data_of(site)
    times, every = 45, len(data["lanes"])
    shown, links, count = len(data["shown"]), len(data["links"]), every * times
    many = {**data, "lanes": [], "shown": [], "links": []}
    for n in range(times):
        for name, key, kind, own, ties, *rest in data["lanes"]:
            many["lanes"].append(
                [f"{name}{n}", f"{key}-{n}", kind, [i + n * shown for i in own], [i + n * links for i in ties], *rest]
            )
        many["shown"] += [[*s[:7], s[7] + n * every, *s[8:]] for s in data["shown"]]
        many["links"] += [[k[0] + n * shown, k[1] + n * shown, f"{k[2]}-{n}", *k[3:]] for k in data["links"]]
    many["orders"] = {by: [i + n * every for i in order for n in range(times)] for by, order in data["orders"].items()}
    (tmp_path / "site" / "lineage.js").write_text(f"window.TIFAKG_LINEAGE = {json.dumps(many)};", "utf-8")
    page = opened(visit, tmp_path / "site")
    assert int(re.findall(r"\d+", page.locator("#lg-said").inner_text())[0]) >= 3000
    assert count > 10_000
    assert page.evaluate(ROWS) < 60
    box = page.locator("#lg-picture .lg-scroll")
    box.evaluate("n => n.scrollTop = n.scrollHeight / 2")

    def in_sight() -> bool:
        tops = page.locator("#lg-picture .lg-row").evaluate_all("rows => rows.map(n => n.getBoundingClientRect().top)")
        return -600 < min(tops) < max(tops) < 1500

    assert until(in_sight)
    assert page.evaluate(ROWS) < 60
    said = page.evaluate("""() => { const box = document.querySelector('[name=text]');
      box.value = '三大攻坚'; box.dispatchEvent(new Event('input', { bubbles: true }));
      return document.getElementById('lg-said').innerText; }""")
    assert said == f"显示 {times} 个提法"  # before anything else may happen on the page
    assert visit.faults == []


@pytest.mark.browser
def test_hostile_text_stays_text_in_the_picture(hostile: tuple[Path, Path], browser: Browser) -> None:
    """Two hostile reports, so that there are lanes, links, quotations and tips to look at."""
    with browser.new_context(viewport={"width": 1440, "height": 900}) as context:
        visit = Visit(context)
        page = opened(visit, hostile[1])
        marks = page.locator("#lg-picture .lg-row a[data-key]")
        assert marks.count() > 10
        names = page.locator("#lg-picture .lg-row svg").evaluate_all(
            "rows => rows.map(n => n.getAttribute('aria-label'))"
        )
        assert any("<" in name for name in names)
        for mark in marks.all():
            mark.dispatch_event("pointerover")
            mark.dispatch_event("click")
        page.locator(".lg-count button").first.click() if page.locator(".lg-count button").count() else None
        assert page.evaluate("typeof window.ran") == "undefined"
        assert page.locator("#lg-stage :is(script, img, iframe, svg[onload])").count() == 0
        assert visit.faults == []


@pytest.mark.browser
def test_the_level_narrows_picture_and_table_by_keyboard(site: Path, visit: Visit, store: Store) -> None:
    """The formulations from a level are those that the query says are adopted from it; two levels chosen show both."""
    data = data_of(site)
    from_level = defaultdict(set)
    for row in query.rows(store, query.text_of("transmissions")):
        from_level[row["from_level"]].add(row["term"])
    terms = [t[0] for t in data["terms"]]
    lanes = {one[0]: {terms[data["shown"][i][0]] for i in one[3]} for one in data["lanes"]}
    drawn = {one[0] for one in data["lanes"] if len({data["shown"][i][1] for i in one[3]}) > 1 or one[4]}
    wanted = {
        level: {name for name, forms in lanes.items() if name in drawn and forms & named}
        for level, named in from_level.items()
    }
    assert len(wanted["centre"]) > 3
    page = opened(visit, site)
    button = page.get_by_role("button", name=re.compile("^中央"))
    button.focus()
    page.keyboard.press("Space")
    assert button.get_attribute("aria-pressed") == "true"
    shown = page.locator("#lg-picture .lg-row svg").evaluate_all("rows => rows.map(r => r.getAttribute('aria-label'))")
    assert set(shown) == wanted["centre"]
    page.keyboard.press("Tab")
    while page.evaluate("document.activeElement.dataset.level") != "county":
        page.keyboard.press("Tab")
    page.keyboard.press("Space")
    both = page.locator("#lg-said").inner_text()
    page.keyboard.press("Space")
    page.get_by_role("button", name="表", exact=True).press("Enter")
    rows = page.locator("#lg-table tbody tr:visible")
    assert set(rows.locator("th").all_inner_texts()) == wanted["centre"]
    assert all("中央" in cell for cell in rows.locator("td:nth-of-type(2)").all_inner_texts())
    page.get_by_role("button", name=re.compile("^中央")).press("Space")
    assert rows.count() > len(wanted["centre"])
    assert both != page.locator("#lg-said").inner_text()
    page.get_by_role("columnheader", name="层级").get_by_role("button").press("Enter")
    order = rows.locator("td:nth-of-type(2)").all_inner_texts()
    assert order == sorted(order, key=lambda said: ["中央", "县区级", "市级", "省级"].index(said.split("、")[0]))
    assert visit.faults == []
