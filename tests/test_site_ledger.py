"""Indicators, the ledger of promises, and the audits, as people meet them in a real browser."""

from __future__ import annotations

import csv
import html
import io
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
from conftest import SPEECH
from playwright.sync_api import Browser, BrowserContext, Page, expect
from test_site import CHINESE, NAMELESS, SIDEWAYS

from kg import query
from kg.site import write
from kg.site.citing import clipped
from kg.site.indicators import indicator_page
from kg.site.ledger import reasons
from kg.site.numbers import KINDS, numbers_page
from kg.store import open_store

Kg = Callable[..., "object"]
HEAD = "政府工作报告\n——{year}年1月10日在{place}第三届人民代表大会第二次会议上\n{place}人民政府县长 张三\n"
GDP = indicator_page("红旗区", "地区生产总值")
PAGES = ["promises.html", "audits.html", "indicators.html", GDP]


class Visit:
    """A page of the site, with every error and every request that leaves the folder."""

    def __init__(self, context: BrowserContext, site: Path) -> None:
        self.page: Page = context.new_page()
        self.site, self.faults = site, list[str]()
        self.page.on("console", lambda m: self.faults.append(m.text) if m.type in ("error", "warning") else None)
        self.page.on("pageerror", lambda e: self.faults.append(str(e)))
        self.page.on(
            "request", lambda r: None if r.url.startswith(("file:", "data:", "blob:")) else self.faults.append(r.url)
        )
        # What the reader leaves behind by going on is no fault; a file that is missing is.
        self.page.on(
            "requestfailed",
            lambda r: None if r.failure == "net::ERR_ABORTED" else self.faults.append(f"failed: {r.url}"),
        )

    def open(self, address: str, ending: str = "") -> Page:
        self.page.goto("about:blank")
        self.page.goto((self.site / address).as_uri() + ending)
        return self.page

    def drawn(self) -> Page:
        """The page once every chart on it has been drawn."""
        for drawing in self.page.locator(".drawing").all():
            expect(drawing).to_have_attribute("data-ready", "yes")
        return self.page


@pytest.fixture
def visit(browser: Browser, site: Path) -> Iterator[Visit]:
    """A visit at a desk: 1440 pixels, light."""
    with browser.new_context(viewport={"width": 1440, "height": 900}, color_scheme="light") as context:
        yield Visit(context, site)


def ledger(built: Path) -> list[dict[str, str]]:
    """Each target once, from the query."""
    found = {}
    for row in query.rows(open_store(built), query.text_of("ledger")):
        found.setdefault(
            tuple(row[c] for c in ("target_report", "start", "end", "indicator", "measure", "target", "unit")), row
        )
    return list(found.values())


def shown(page: Page) -> int:
    return page.locator(".promise").evaluate_all("rows => rows.filter(r => r.checkVisibility()).length")  # type: ignore[no-any-return]


# Without a browser


def test_the_ledger_has_every_target_with_its_verdict(site: Path, built: Path) -> None:
    rows = ledger(built)
    page = (site / "promises.html").read_text("utf-8")
    told = re.findall(r'<li id="p\d+" class="promise (\w+)"', page)
    assert Counter(told) == Counter(r["outcome"] for r in rows)
    assert len(told) == len(rows) > 200
    head = dict(re.findall(r'data-outcome="(\w+)" aria-pressed.*?<b>(\d+)</b>', page))
    assert {k: int(v) for k, v in head.items()} == {"met": 0, "missed": 0, "unknown": 0} | Counter(told)
    assert page.count("要看 2020 年的报告，未收录") == 1 + sum(r["needed"] == "2020" for r in rows) > 10


def test_every_reason_has_words_in_both_languages(built: Path) -> None:
    stated = {r["reason"].partition(": ")[0] for r in ledger(built) if r["reason"]}
    assert stated <= set(reasons())
    assert all(re.search("[\u4e00-\u9fff]", zh) for _, zh in reasons().values())


def test_the_audits_show_the_rows_of_their_queries(site: Path, built: Path) -> None:
    store = open_store(built)
    page = (site / "audits.html").read_text("utf-8")
    asked = re.findall(r"<pre[^>]*><code>(.*?)</code></pre>", page, re.DOTALL)
    assert len(asked) == 7
    rows = [query.rows(store, html.unescape(q)) for q in asked]
    sections = re.split(r'<section class="panel"', page)[1:]
    count = dict(
        zip(
            ("headcount", "digits", "undefined", "homographs", "arithmetic", "carryover", "doubts"),
            sections,
            strict=True,
        )
    )
    assert count["headcount"].count('<li class="row') == len(rows[0])
    assert len(re.findall(r'<li class="(?:code|row)', count["digits"])) == len(
        {(r["report"], r["term"]) for r in rows[1]}
    )
    assert count["undefined"].count('<li class="row') == len(rows[2])
    assert count["homographs"].count('<li class="row') == len(rows[3])
    assert count["arithmetic"].count('<li class="row') == len(rows[4])
    assert count["carryover"].count('<li class="row') == sum(r["status"] != "new" for r in rows[5])
    assert count["doubts"].count('<li class="row') == len(rows[6])
    assert all(part.count('class="src"') >= part.count('<li class="row') for part in sections)


def test_an_indicator_page_has_every_number_that_the_query_gives(site: Path, built: Path) -> None:
    store = open_store(built)
    found = Counter(r["concept"] for r in query.rows(store, query.text_of("figures")) if r["concept"])
    pages = list((site / "indicator").rglob("*.html"))
    assert len(pages) == sum(n > 1 for n in found.values())
    for concept in ("地区生产总值", "城镇新增就业", "PM10平均浓度"):
        page = (site / indicator_page("红旗区", concept)).read_text("utf-8")
        assert page.count('<tr id="n-') == found[concept]
        (asked,) = re.findall(r"<pre[^>]*><code>(.*?)</code></pre>", page, re.DOTALL)
        assert len(query.rows(store, html.unescape(asked))) == found[concept]
        table = unquote(re.search(r'href="data:text/csv;charset=utf-8,([^"]*)"', page)[1])  # type: ignore[index]
        assert len(list(csv.reader(io.StringIO(table)))) == found[concept] + 1


def test_a_chart_holds_the_numbers_as_the_report_writes_them(site: Path) -> None:
    page = (site / GDP).read_text("utf-8")
    specs = [json.loads(s) for s in re.findall(r'class="spec">(.*?)</script>', page, re.DOTALL)]
    titles = [
        next(la for la in s["layer"] if "y" in la["encoding"])["encoding"]["y"]["axis"]["title"]["zh"] for s in specs
    ]
    assert titles == ["数量（亿元）", "增速（%）"]
    points = {v["id"]: v for s in specs for la in s["layer"] for v in la["data"]["values"] if "id" in v}
    for id, point in points.items():
        row = page[page.index(f'<tr id="{id}"') :]
        assert point["amount"] in row[: row.index("</tr>")]
    missed = [p for p in points.values() if p["outcome"] == "missed"]
    assert [(p["from"], p["value"], p["then"]) for p in missed] == [(2018, 8.5, 8.0)]
    bands = [v["year"] for la in specs[0]["layer"] for v in la["data"]["values"] if "year" in v]
    assert set(bands) == {2020, 2022, 2024}


def test_of_the_numbers_of_several_years_only_averages_are_drawn(kg: Kg, tmp_path: Path) -> None:
    told = "五年来，地区生产总值年均增长7%，一般公共预算收入比2016年增长45%。今年，地区生产总值增长5%，一般公共预算收入增长6%。"
    for year, more in (("2021", ""), ("2022", told)):
        text = HEAD.format(place="丙县", year=year) + SPEECH.replace("坚持项目为先", f"{more}坚持项目为先")
        (tmp_path / f"bing-{year}.txt").write_text(text, "utf-8")
    kg("build", tmp_path, "--out", tmp_path / "build")
    write(tmp_path / "build", tmp_path / "site")
    drawn = {}
    for concept in ("地区生产总值", "一般公共预算收入"):
        page = (tmp_path / "site" / indicator_page("丙县", concept)).read_text("utf-8")
        specs = [json.loads(s) for s in re.findall(r'class="spec">(.*?)</script>', page, re.DOTALL)]
        drawn[concept] = {v["amount"] for s in specs for la in s["layer"] for v in la["data"]["values"] if "id" in v}
        assert "45%" in page or concept != "一般公共预算收入"
    assert "年均7%" in drawn["地区生产总值"]
    assert "6%" in drawn["一般公共预算收入"]
    assert "45%" not in drawn["一般公共预算收入"]


def test_multiples_of_different_years_are_not_drawn_together(kg: Kg, tmp_path: Path) -> None:
    for year, more in (("2021", "是2016年的1.4倍"), ("2022", "是2017年的1.5倍")):
        told = f"社会消费品零售总额达到5{year[-1]}亿元，{more}。坚持项目为先"
        text = HEAD.format(place="丙县", year=year) + SPEECH.replace("坚持项目为先", told)
        (tmp_path / f"bing-{year}.txt").write_text(text, "utf-8")
    kg("build", tmp_path, "--out", tmp_path / "build")
    write(tmp_path / "build", tmp_path / "site")
    page = (tmp_path / "site" / indicator_page("丙县", "社会消费品零售总额")).read_text("utf-8")
    specs = [json.loads(s) for s in re.findall(r'class="spec">(.*?)</script>', page, re.DOTALL)]
    drawn = {v["amount"] for s in specs for la in s["layer"] for v in la["data"]["values"] if "id" in v}
    assert "1.4倍" in page
    assert "51亿元" in drawn
    assert not {"1.4倍", "1.5倍"} & drawn


def test_vega_is_loaded_only_where_a_chart_is(site: Path) -> None:
    with_vega = [p for p in site.rglob("*.html") if "vendor/vega" in p.read_text("utf-8")]
    assert with_vega
    assert all(p.parent.parent.name == "indicator" and "data-plot" in p.read_text("utf-8") for p in with_vega)
    page = (site / GDP).read_text("utf-8")
    assert "unsafe" not in page
    loaded = set(re.findall(r'(?:src|href)="[./]*(assets/[^"]+)"', page))
    assert sum((site / name).stat().st_size for name in loaded) < 1_500_000
    for folder in (site / "assets" / "vendor").glob("vega*"):
        assert "Redistribution and use" in (folder / "LICENSE").read_text("utf-8")


def test_several_places_have_a_page_each(atlas: Path) -> None:
    site, store = atlas / "site", open_store(atlas / "build")
    for kind in KINDS:
        overview = (site / f"{kind}.html").read_text("utf-8")
        for place in ("甲县", "乙县"):
            address = numbers_page(kind, place, False)
            assert f'href="{address}"' in overview
            page = (site / address).read_text("utf-8")
            assert ("yi-2021" in page) == (place == "乙县")
            assert ("jia-202" in page) == (place == "甲县")
    page = (site / numbers_page("promises", "乙县", False)).read_text("utf-8")
    (asked,) = re.findall(r"<pre[^>]*><code>(.*?)</code></pre>", page, re.DOTALL)
    assert len(query.rows(store, html.unescape(asked))) == page.count('<li id="p') > 1


def test_hostile_text_stays_text(atlas: Path) -> None:
    found = [
        p
        for folder in ("promises", "audits", "indicators", "indicator")
        for p in (atlas / "site" / folder).rglob("*.html")
    ]
    assert len(found) >= 9
    for path in found:
        text = path.read_text("utf-8")
        assert not re.search(r"<(?:iframe|img|object|embed|svg onload|b>三)|href=\"\s*javascript:", text)
        assert not re.search(r"<script>window", text)


def test_a_long_quotation_keeps_its_point() -> None:
    pieces = clipped([("前" * 100, False), ("增长8%", True), ("后" * 100, False)])
    assert pieces == [("…" + "前" * 40, False), ("增长8%", True), ("后" * 60 + "…", False)]


# In the browser


@pytest.mark.browser
def test_filter_follow_to_the_sentence_and_back(visit: Visit) -> None:
    page = visit.open("promises.html")
    assert shown(page) == 40
    page.get_by_role("button", name="3 未完成").click()
    assert shown(page) == 3
    assert set(page.locator(".promise:visible .verdict").all_inner_texts()) == {"✗ 未完成"}
    row = page.locator(".promise:visible").first
    wanted = row.locator(".came .said").inner_text()
    row.locator(".came .src").click()
    page.wait_for_url("**/report/**")
    sentence = page.locator(".s:target")
    expect(sentence).to_be_in_viewport()
    assert wanted in sentence.inner_text()
    page.go_back()
    expect(page.get_by_role("button", name="3 未完成")).to_have_attribute("aria-pressed", "true")
    assert shown(page) == 3
    expect(page.locator(".promise.back")).to_be_in_viewport()
    assert visit.faults == []


@pytest.mark.browser
def test_filters_add_up_and_clear(visit: Visit, built: Path) -> None:
    rows = ledger(built)
    page = visit.open("promises.html")
    page.get_by_role("button", name="要看 2020 年的报告").click()
    assert shown(page) == sum(r["needed"] == "2020" for r in rows)
    page.get_by_label("标准指标").select_option("地区生产总值")
    assert shown(page) == sum(r["needed"] == "2020" and r["concept"] == "地区生产总值" for r in rows) == 1
    page.get_by_label("文字").fill("没有这样的指标")
    expect(page.locator("#none")).to_be_visible()
    page.get_by_role("button", name="清除").click()
    assert shown(page) == 40
    assert page.evaluate("location.hash") == ""
    page.locator("#by-year").select_option("hongqi-2018")
    assert shown(page) == min(40, sum(r["target_report"] == "hongqi-2018" for r in rows))
    page.get_by_role("button", name="清除").click()
    page.get_by_role("button", name="再列 40 个").click()
    assert shown(page) == 80
    assert page.evaluate("document.activeElement.closest('.promise').id") == page.locator(".promise").nth(
        40
    ).get_attribute("id")
    assert visit.faults == []


@pytest.mark.browser
def test_an_address_of_one_target_shows_it(visit: Visit) -> None:
    page = visit.open("promises.html", "#p200")
    expect(page.locator("#p200")).to_be_in_viewport()


@pytest.mark.browser
def test_the_chart_is_drawn_and_its_points_lead_to_the_numbers(visit: Visit) -> None:
    visit.open(GDP)
    page = visit.drawn()
    growth = page.locator(".plot").nth(1)
    assert growth.locator("svg path[aria-roledescription='point'], svg .mark-symbol path").count() >= 9
    words = growth.locator("svg text").all_text_contents()
    assert {"✗", "未收录", "8.5%", "增速（%）"} <= set(words)
    assert growth.locator("svg").evaluate("s => s.getBoundingClientRect().width") > 900
    point = growth.locator("svg .mark-symbol path").last
    point.hover()
    expect(growth.locator(".tip")).to_contain_text("年报告")
    point.click()
    row = page.locator("tr.lit")
    expect(row).to_be_in_viewport()
    assert row.locator(".amount").inner_text() in growth.locator(".tip").inner_text()
    link = row.locator(".src")
    quoted = row.locator(".said").inner_text()
    link.click()
    page.wait_for_url("**/report/**")
    assert quoted.strip("…") in page.locator(".s:target").inner_text()
    page.go_back()
    visit.drawn()
    expect(page.locator("tr.lit")).to_be_visible()
    assert visit.faults == []


@pytest.mark.browser
def test_the_chart_follows_language_and_theme(visit: Visit) -> None:
    visit.open(GDP)
    page = visit.drawn()
    ink = "n => getComputedStyle(n).fill"
    light = page.locator(".plot svg .mark-text text").last.evaluate(ink)
    page.get_by_role("button", name="English").click()
    expect(page.locator(".plot svg text", has_text="growth (%)")).to_be_visible()
    visit.drawn()
    assert page.locator(".plot svg text", has_text="未收录").count() == 0
    page.get_by_role("button", name="Dark").click()
    expect(page.locator(".plot svg .mark-text text").last).not_to_have_css("fill", light)
    assert page.evaluate(CHINESE) == 0
    assert visit.faults == []


@pytest.mark.browser
def test_raw_numbers_are_one_click_away(visit: Visit) -> None:
    visit.open(GDP)
    page = visit.drawn()
    rows = page.locator("#raw tbody tr")
    expect(rows.first).to_be_hidden()
    page.get_by_text("全部数字和原句").click()
    expect(rows.first).to_be_visible()
    page.locator("#raw a.missed").click()
    page.wait_for_url("**/promises.html#p*")
    expect(page.locator(".promise.back")).to_be_in_viewport()
    assert visit.faults == []


@pytest.mark.browser
def test_an_audit_opens_pages_and_comes_back(visit: Visit) -> None:
    page = visit.open("audits.html")
    page.get_by_role("link", name="处用而未释").click()
    fold = page.locator("#undefined-1")
    fold.locator("summary").first.click()
    rows = fold.locator(".row")
    assert rows.evaluate_all("rows => rows.filter(r => r.checkVisibility()).length") == 20
    fold.get_by_role("button", name="再列 20 条").click()
    assert rows.evaluate_all("rows => rows.filter(r => r.checkVisibility()).length") == 40
    wanted = rows.nth(30).locator("mark").first.inner_text()
    rows.nth(30).locator(".src").click()
    page.wait_for_url("**/report/**")
    assert wanted in page.locator(".s:target").inner_text()
    page.go_back()
    expect(page.locator("#undefined-1 .row").nth(30)).to_be_in_viewport()
    assert visit.faults == []


@pytest.mark.browser
@pytest.mark.parametrize(
    ("width", "scheme", "english"), [(390, "light", True), (390, "dark", False), (1440, "dark", True)]
)
def test_every_size_theme_and_language(browser: Browser, site: Path, width: int, scheme: str, english: bool) -> None:
    with browser.new_context(viewport={"width": width, "height": 844}, color_scheme=scheme) as context:  # type: ignore[arg-type]
        if english:
            context.add_init_script("try { localStorage.setItem('tifakg-language', 'en') } catch (refused) {}")
        visit = Visit(context, site)
        for address in PAGES:
            page = visit.open(address)
            visit.drawn()
            page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
            assert page.evaluate(SIDEWAYS) == 0, address
            assert page.evaluate(NAMELESS) == 0, address
            if english:
                assert page.evaluate(CHINESE) == 0, address
        assert visit.faults == []


@pytest.mark.browser
def test_without_script_everything_is_there(browser: Browser, site: Path, built: Path) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto((site / "promises.html").as_uri())
        assert page.locator(".promise").last.is_visible()
        assert not page.locator("#filters").is_visible()
        page.goto((site / "audits.html").as_uri())
        assert page.locator("#doubt-1 .row").last.is_visible()
        page.goto((site / GDP).as_uri())
        assert page.locator("#raw summary").is_visible()


# A place with more targets than a page should carry

GOALS = "今年主要预期目标是：地区生产总值增长6%左右，规模以上工业增加值增长7%左右，城镇登记失业率控制在4%以内。"


@pytest.fixture(scope="module")
def thick(kg: Kg, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A build and the site of three reports that state hundreds of targets."""
    folder = tmp_path_factory.mktemp("thick")
    (folder / "in").mkdir()
    assert GOALS in SPEECH
    more = "".join(f"第{n}个乡镇新建改建学校{n}所，新增城镇就业{n}00人，新建停车位{n}0个。\n" for n in range(1, 70))
    for year in (2021, 2022, 2024):
        text = HEAD.format(place="甲县", year=year) + SPEECH.replace(GOALS, GOALS + "\n" + more)
        (folder / "in" / f"jia-{year}.txt").write_text(text, "utf-8")
    kg("build", folder / "in", "--out", folder / "build")
    write(folder / "build", folder / "site")
    return folder


@pytest.mark.browser
def test_a_long_ledger_comes_when_it_is_asked_for(thick: Path, browser: Browser) -> None:
    rows, site = ledger(thick / "build"), thick / "site"
    assert len(rows) > 400
    assert (site / "promises.html").stat().st_size < 150_000
    met = Counter(r["outcome"] for r in rows)["met"]
    with browser.new_context(viewport={"width": 1440, "height": 900}) as context:
        visit = Visit(context, site)
        page = visit.open("promises.html")
        listed = page.locator("#listed")
        expect(listed).to_have_text(f"共 {len(rows)} 个目标，先列 40 个")
        assert page.locator(".promise").count() == shown(page) == 40
        page.locator("#by-year").select_option("jia-2024")
        of_2024 = sum(r["target_report"] == "jia-2024" for r in rows)
        expect(listed).to_contain_text(f"符合的 {of_2024} 个")
        page.locator(".head.met").click()
        page.locator("#by-year").select_option("")
        assert met > 0
        expect(listed).to_contain_text(f"符合的 {met} 个")
        page.locator("#clear").click()
        page.locator("#by-text").fill("第69个乡镇")
        worded = sum("第69个乡镇" in r["target_quote"] + r["indicator"] + r["actual_quote"] for r in rows)
        assert worded >= 3
        expect(listed).to_contain_text(f"符合的 {worded} 个")
        visit = Visit(context, site)
        page = visit.open("promises.html", f"#p{len(rows)}")
        expect(page.locator(f"#p{len(rows)}")).to_be_in_viewport()
        page = visit.open("promises.html")
        page.get_by_role("button", name=re.compile("^再列 40 个")).click()
        expect(page.locator("#listed")).to_have_text(f"共 {len(rows)} 个目标，先列 80 个")
        assert shown(page) == 80
        assert page.evaluate("document.activeElement.closest('.promise').id") == "p41"
        assert visit.faults == []
        assert page.locator(".promise").evaluate_all("rows => rows.map(r => r.id)") == [
            f"p{n}" for n in range(1, len(rows) + 1)
        ]
