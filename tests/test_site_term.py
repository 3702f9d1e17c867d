"""A term's page as people use it: see what changed, follow a sentence and come back, cite it, take it away, print it."""

from __future__ import annotations

import csv
import html
import io
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote

import pytest
from conftest import SPEECH, rested
from playwright.sync_api import Browser, Page, expect
from pyoxigraph import RdfFormat, Store, parse
from test_site import CHINESE, NAMELESS, SIDEWAYS, Kg, Visit

from kg import query
from kg.site.addresses import term_page
from kg.site.carry import differences
from kg.site.citation import of_report
from kg.site.indicators import indicator_page
from kg.site.records import Held
from kg.store import open_store

PLACE = "红旗区"
Rows = list[dict[str, str]]
LEFT = """[...document.querySelectorAll('main *')].filter(n => n.checkVisibility()
  && !n.closest('[lang=zh-Hans]:not(html), bdi, code, pre')
  && [...n.childNodes].some(c => c.nodeType === 3 && /[\\u3400-\\u9fff]/.test(c.data))).map(n => n.outerHTML.slice(0, 120))"""


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visit]:
    """A visit at a desk: 1440 pixels, light."""
    with browser.new_context(viewport={"width": 1440, "height": 900}, color_scheme="light") as context:
        yield Visit(context)


def rows(store: Store, name: str, **wanted: str) -> Rows:
    return query.rows(store, query.narrowed(query.text_of(name), wanted))


def source(site: Path, term: str, place: str = PLACE) -> str:
    return (site / term_page(place, term)).read_text("utf-8")


def part(page: str, start: str, end: str) -> str:
    return page[page.index(start) : page.index(end)]


def words(markup: str) -> str:
    """What a piece of a page says in Chinese, without white space."""
    bare = re.sub(r'<span class="en".*?</span>', "", markup)
    return "".join(html.unescape(re.sub(r"<[^>]*>", "", bare)).split())


# What the page says is what the graph says


def test_every_change_is_on_the_pages_of_both_forms(site: Path, store: Store) -> None:
    changes = [r for r in rows(store, "successions") if r["relation"] != "continues"]
    assert len(changes) > 10
    for row in changes:
        for term in {row["from_term"], row["to_term"]}:
            told = part(source(site, term), 'id="definitions"', 'id="origin"')
            for item in filter(None, row["added"].split("|")):
                assert f'<ins><b aria-hidden="true">＋</b>{html.escape(item, quote=False)}</ins>' in told, (term, item)
            for item in filter(None, row["removed"].split("|")):
                assert f'<del><b aria-hidden="true">－</b>{html.escape(item, quote=False)}</del>' in told, (term, item)
            said = words(told)
            assert "".join(row["from_quote"].split()) in said, term
            assert "".join(row["to_quote"].split()) in said, term


def test_the_strip_is_the_query_appearances(site: Path, store: Store) -> None:
    """Defined, used, silent and not held, for every term and every year."""
    wanted: dict[str, dict[str, str]] = defaultdict(dict)
    for row in rows(store, "appearances"):
        kept = wanted[row["term"]].get(row["year"], "")
        wanted[row["term"]][row["year"]] = "defined" if "defined" in (kept, row["status"]) else row["status"]
    assert len(wanted) > 300
    states = {"silent": "silent", "unheld": "not held"}
    for term, years in wanted.items():
        strip = part(source(site, term), '<ol class="strip"', '<nav class="on-page"')
        cells = re.findall(r'<li class="(\w+)">.*?<b>(\d{4})</b>(.*?)</li>', strip, re.DOTALL)
        shown = {y: states.get(state) or ("defined" if 'class="told"' in rest else "used") for state, y, rest in cells}
        assert shown == years, term


def test_figures_are_decoded_and_open_ones_said_to_be_open(site: Path, store: Store) -> None:
    found = rows(store, "digits")
    by_term: dict[str, Rows] = defaultdict(list)
    for row in found:
        by_term[row["term"]].append(row)
    assert {bool(r["meaning"]) for r in found} == {True, False}
    for term, known in by_term.items():
        panel = part(source(site, term), 'id="digits"', 'id="origin"')
        told = re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", panel, re.DOTALL)
        shown = {(figure, words(rest.partition('<span class="quiet">')[0])) for figure, rest in told}
        assert shown == {(r["figure"], "".join(r["meaning"].split()) or "未找到解释") for r in known}, term


def test_possible_links_stand_apart(site: Path, store: Store) -> None:
    possible = rows(store, "suggestions")
    assert possible
    for row in possible:
        page = source(site, row["to_term"])
        apart = part(page, '<div class="possible">', 'id="origin"')
        assert row["from_term"] in words(apart)
        assert "证据不足" in words(apart)
        essence = re.findall(r'<p class="essence">.*?</p>', page, re.DOTALL)
        assert not any(row["from_term"] in words(e) for e in essence) or row["from_term"] in row["to_term"]


def test_origin_says_how_early_and_from_where(site: Path, store: Store) -> None:
    adopted = {r["term"]: r for r in rows(store, "transmissions")}
    assert "来自中央" in words(part(source(site, "双循环"), 'id="origin"', 'id="sentences"'))
    for term in adopted:
        panel = words(part(source(site, term), 'id="origin"', 'id="sentences"'))
        assert "依据：" in panel
        assert "没有查到" not in panel
        first = min(r["year"] for r in rows(store, "appearances", term=term) if r["mentions"])
        assert f"本地首见{first}年报告" in panel
    assert "2019年报告有而未说，2020年报告未收录：最早可能是2020年" in words(
        part(source(site, "双循环"), 'id="origin"', 'id="sentences"')
    )
    assert "更早说没说不知道" in words(part(source(site, "五链融合"), 'id="origin"', 'id="sentences"'))


def test_homographs_are_warned_of_on_both_pages(site: Path, store: Store) -> None:
    found = rows(store, "homographs")
    assert found
    for row in found:
        assert row["other_term"] in words(part(source(site, row["term"]), 'role="note"', '<ol class="strip"'))
        assert row["term"] in words(part(source(site, row["other_term"]), 'role="note"', '<ol class="strip"'))


def test_what_is_unexplained_is_said_with_where_it_is_explained(site: Path, store: Store) -> None:
    elsewhere = [r for r in rows(store, "undefined") if r["explained_in"]]
    assert elsewhere
    year = {r["report"]: r["year"] for r in rows(store, "reports")}
    for row in elsewhere:
        panel = words(part(source(site, row["term"]), 'id="definitions"', 'id="origin"'))
        assert f"{year[row['report']]}(解释见{year[row['explained_in']]}年)" in panel


def test_each_query_shown_gives_what_its_panel_shows(site: Path, store: Store) -> None:
    page = source(site, "六链融合")
    shown = re.findall(r'<code class="run">kg query (\w+).*?<pre[^>]*><code>(.*?)</code></pre>', page, re.DOTALL)
    answers = {name: query.rows(store, html.unescape(sparql)) for name, sparql in shown}
    assert {r["relation"] for r in answers["successions"]} == {"extends", "redefines"}
    assert Counter(r["status"] for r in answers["appearances"]) == Counter({"defined": 2, "silent": 3, "not held": 3})
    assert len(answers["sightings"]) == page.count("<mark>")
    assert answers["transmissions"] == []


def test_citations_leave_out_what_a_report_does_not_say() -> None:
    cited = of_report(Held("x", "x", None, "", None, None, "", "", 0, "abc", "", ""))
    assert cited.gbt == "政府工作报告[R]. 年份不详. SHA-256: abc."
    assert cited.apa == "政府工作报告 [Government work report]. (n.d.). (SHA-256: abc)"
    assert not {"author", "year", "institution"} & set(re.findall(r"^  (\w+) =", cited.bibtex, re.MULTILINE))
    odd = of_report(Held("x", "甲区", 2020, "2020", 1, 2, "张{三%}\\", "", 0, "abc", "", ""))
    assert odd.bibtex.count("{") == odd.bibtex.count("}")
    assert "{{张(三\\%)/}}" in odd.bibtex


def test_differences_put_together_give_both_sentences() -> None:
    pairs = [
        ("", "甲乙"), ("甲乙", ""), ("增长6.5%", "增长7.5%"), ("完成3.2亿元，增长5%。", "完成13.2亿元。"), ("一二三四五", "五四三二一"),
        ("同", "同"),
    ]  # fmt: skip
    for before, after in pairs:
        edits = differences(before, after)
        old, at = "", 0
        for start, end, was in edits:
            old, at = old + after[at:start] + was, end
        assert old + after[at:] == before
        assert all(a.end < b.start for a, b in pairwise(edits))


# In the browser


@pytest.mark.browser
def test_a_change_is_marked_where_it_happened(site: Path, visit: Visit) -> None:
    page = visit.open(site / term_page(PLACE, "六链融合"))
    column = page.locator(".definition", has=page.get_by_role("heading", name="2021"))
    expect(column.locator("li.came ins")).to_have_text(["资金链"])
    expect(column.locator("ul.gone del")).to_have_text(["金融链"])
    shift = column.locator(".shift")
    assert "换内涵" in shift.inner_text()
    assert "依据：逐项比较" in shift.inner_text()
    assert column.locator("ul.gone del").evaluate("n => getComputedStyle(n).textDecorationLine") == "line-through"
    shift.get_by_role("link", name="两处原句").click()
    fold = page.locator("[id^='turn-']:target details")
    expect(fold).to_have_attribute("open", "")
    expect(fold.locator("blockquote").first).to_be_in_viewport()
    assert "“六链融合”" in fold.locator("blockquote").first.inner_text()
    page.locator(".essence").get_by_role("link", name="沿革").click()
    steps = page.locator(".steps li")
    assert [s.locator(".when").inner_text() for s in steps.all()] == ["2018", "2019", "2020", "2021"]
    assert "报告未收录" in steps.nth(2).inner_text()
    assert visit.faults == []


@pytest.mark.browser
def test_from_a_sentence_into_the_report_and_back(site: Path, visit: Visit) -> None:
    page = visit.open(site / term_page(PLACE, "六链融合"))
    address = page.url
    for start in (".steps .shown .to-report >> nth=0", ".source .to-report >> nth=0", ".quote .to-report >> nth=-1"):
        page.locator(start).click()
        page.wait_for_url("**/report/**")
        expect(page.locator(".s:target")).to_be_in_viewport()
        assert "链" in page.locator(".s:target").inner_text()
        page.go_back()
        assert unquote(page.url).partition("#")[0] == unquote(address)
    page.get_by_role("link", name="在沿革图上看").click()
    page.wait_for_url("**/lineage.html#*")
    assert visit.faults == []


def pasted(page: Page) -> str:
    """What the clipboard holds, as a person finds out: by pasting it into a field."""
    page.evaluate("document.body.append(Object.assign(document.createElement('textarea'), { id: 'paste' }))")
    page.locator("#paste").focus()
    page.keyboard.press("Control+V")
    text = page.locator("#paste").input_value()
    page.evaluate("document.getElementById('paste').remove()")
    return text


@pytest.mark.browser
def test_citations_are_copied(site: Path, store: Store, visit: Visit) -> None:
    visit.page.context.grant_permissions(["clipboard-write"])
    visit.page.clock.install(time=0)
    page = visit.open(site / term_page(PLACE, "六链融合"))
    page.clock.pause_at(3_600_000)  # a button says only for a while that it has copied
    held = {r["report"]: r for r in rows(store, "reports")}["hongqi-2021"]
    box = page.locator(".citation[open]")
    wanted = box.locator(".cited").all_inner_texts()
    for button, text in zip(box.get_by_role("button", name="复制").all(), wanted, strict=True):
        button.click()
        expect(button).to_have_text("已复制")
        assert pasted(page).split() == text.split()
        assert held["sha256"] in text
    assert wanted[0].startswith(
        f"{held['speaker']}. 政府工作报告：2021年3月29日在红旗区第十四届人民代表大会第六次会议上[R]. 2021. 字符 "
    )
    assert wanted[1].startswith("刘宏锋. (2021, March 29). ")
    assert wanted[2].startswith("@techreport{gwr2021")
    assert visit.faults == []


def saved(page: Page, button: str) -> tuple[str, str]:
    """A download: the name that the browser gives it, and what is in it."""
    with page.expect_download() as waiting:
        page.locator(f"[data-save={button}]").click()
    return waiting.value.suggested_filename, Path(waiting.value.path()).read_text("utf-8")


def facts(text: str, form: RdfFormat) -> set[str]:
    return {str(quad.triple) for quad in parse(text, format=form)}


@pytest.mark.browser
@pytest.mark.parametrize("term", ["六链融合", "13710", "幸福红旗", "不忘初心、牢记使命", "四美乡村"])
def test_turtle_and_json_ld_are_the_graphs_own_statements(site: Path, store: Store, visit: Visit, term: str) -> None:
    page = visit.open(site / term_page(PLACE, term))
    name, turtle = saved(page, "ttl")
    assert re.fullmatch(rf"{PLACE}-.*\.ttl", name)
    held = {str(quad.triple) for quad in store}
    triples = facts(turtle, RdfFormat.TURTLE)
    assert triples == facts(saved(page, "jsonld")[1], RdfFormat.JSON_LD)
    assert triples <= held
    iri = rows(store, "concepts", term=term)[0]["iri"]
    assert {t for t in held if t.startswith(f"<{iri}> ")} <= triples
    appearances = [r for r in rows(store, "appearances", term=term) if r["mentions"]]
    assert len([t for t in triples if "ontology#appearanceOf>" in t]) == len(appearances) > 0
    assert visit.faults == []


@pytest.mark.browser
def test_the_table_has_every_sentence_and_the_cards_can_be_imported(site: Path, store: Store, visit: Visit) -> None:
    page = visit.open(site / term_page(PLACE, "六链融合"))
    name, text = saved(page, "csv")
    assert name == "红旗区-六链融合.csv"
    table = list(csv.DictReader(io.StringIO(text.lstrip("\ufeff"), newline="")))
    sightings = rows(store, "sightings", term="六链融合")
    said = Counter((r["report"], r["sentence_start"]) for r in sightings)
    assert {(r["report"], r["start"]): int(r["mentions"]) for r in table} == said
    assert all("链" in r["sentence"] and len(r["sha256"]) == 64 for r in table)
    name, text = saved(page, "anki")
    assert name == "红旗区-六链融合-anki.txt"
    head, cards = [[line for line in text.splitlines() if line.startswith("#") == on] for on in (True, False)]
    assert {"#separator:tab", "#html:true", "#notetype:Basic", "#guid column:1", "#tags column:4"} <= set(head)
    assert [len(c.split("\t")) for c in cards] == [4] * len(cards)
    assert len({c.split("\t")[0] for c in cards}) == len(cards) == 6
    assert any("＋资金链<br>－金融链" in c for c in cards)
    assert visit.faults == []


@pytest.mark.browser
def test_one_page_of_paper(site: Path, visit: Visit) -> None:
    for term in ("六链融合", "三大攻坚战", "13710", "幸福红旗", "双创"):
        page = visit.open(site / term_page(PLACE, term))
        page.evaluate("window.print = () => { window.printed = document.documentElement.className }")
        page.get_by_role("button", name="打印一页沿革").click()
        assert "sheet" in page.evaluate("window.printed").split()
        assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4"))) == 1, term
        page.wait_for_function("!document.documentElement.classList.contains('sheet')")
    page = visit.open(site / term_page(PLACE, "三大攻坚战"))
    page.evaluate("document.documentElement.classList.add('sheet')")
    page.emulate_media(media="print")
    for kept in (
        "h1",
        ".strip",
        ".definition >> nth=0",
        ".steps >> nth=0",
        ".quote >> nth=0",
        ".citation[open] .cited >> nth=0",
    ):
        expect(page.locator(kept)).to_be_visible()
    for left in (
        "[aria-labelledby=ties]",
        "[aria-labelledby=nearby]",
        "header.top",
        ".copy >> nth=0",
        ".query >> nth=0",
    ):
        expect(page.locator(left)).to_be_hidden()


@pytest.mark.browser
@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1440, "light")])
def test_in_english_it_is_all_english_and_fits(site: Path, browser: Browser, width: int, scheme: str) -> None:
    with browser.new_context(viewport={"width": width, "height": 844}, color_scheme=scheme) as context:  # type: ignore[arg-type]
        visit = Visit(context)
        for term in ("六链融合", "三大攻坚战", "13710", "处非111模式", "四美乡村", "双循环"):
            page = visit.open(site / term_page(PLACE, term))
            if page.locator("html").get_attribute("lang") != "en":
                page.locator("#language").click()
            page.evaluate("document.querySelectorAll('main details').forEach(d => d.open = true)")
            assert page.evaluate(CHINESE) == 0
            assert page.evaluate(SIDEWAYS) == 0, term
            assert page.evaluate(NAMELESS) == 0
            assert page.evaluate(LEFT) == [], term
        assert visit.faults == []


@pytest.mark.browser
def test_hostile_text_can_be_taken_away_and_does_nothing(hostile: tuple[Path, Path], visit: Visit) -> None:
    build, site = hostile
    held = {str(quad.triple) for quad in open_store(build)}
    for path in sorted((site / "term").rglob("*.html")):
        page = visit.open(path)
        if not path.with_suffix(".js").is_file():  # many statements stand beside the page
            assert json.loads(page.locator("#statements").text_content() or "")["@graph"]
        name, turtle = saved(page, "ttl")
        assert re.fullmatch(r"[\w+.-]+\.ttl", name)
        assert facts(turtle, RdfFormat.TURTLE) <= held
        cards = saved(page, "anki")[1]
        assert not re.search(r"<(?!br>)", cards)
        assert all(len(line.split("\t")) == 4 for line in cards.splitlines() if not line.startswith("#"))
        assert page.evaluate("typeof window.ran") == "undefined"
    assert visit.faults == []


@pytest.mark.browser
def test_a_long_life_stays_small_and_can_be_taken_away(kg: Kg, visit: Visit, tmp_path: Path) -> None:
    """Twenty-four years of one formulation: the statements stand beside the page and are read when they are wanted."""
    (tmp_path / "in").mkdir()
    years = range(2001, 2025)
    for year in years:
        head = f"政府工作报告\n——{year}年1月10日在甲县第三届人民代表大会第二次会议上\n甲县人民政府县长 张三\n"
        (tmp_path / "in" / f"jia-{year}.txt").write_text(head + SPEECH, "utf-8")
    build, site = tmp_path / "build", tmp_path / "site"
    for command in (["build", tmp_path / "in", "--out", build], ["site", "--graph", build, "--out", site]):
        done = kg(*command)
        assert done.returncode == 0, done.stderr
    path = site / term_page("甲县", "两高一好")
    assert path.stat().st_size < 150_000
    assert path.with_suffix(".js").is_file()
    page = visit.open(path)
    assert page.locator("#statements").count() == 0
    assert page.locator(".quote").count() == len(years) * 2
    fold = page.locator(".steps .run")
    assert fold.locator(".when").first.inner_text() == "2002–2024"
    assert fold.locator(".steps li").count() == len(years) - 1
    fold.locator("summary").first.click()
    expect(fold.get_by_role("link", name="原句").first).to_be_visible()
    triples = facts(saved(page, "ttl")[1], RdfFormat.TURTLE)
    assert len([t for t in triples if "ontology#appearanceOf>" in t]) == len(years)
    assert triples <= {str(quad.triple) for quad in open_store(build)}
    assert facts(saved(page, "jsonld")[1], RdfFormat.JSON_LD) == triples
    linked = page.locator("[aria-labelledby=cite] > p a").all_inner_texts()
    shown = [s[:4] for s in page.locator(".citation summary").all_inner_texts() if s[:4].isdigit()]
    assert sorted(linked + shown) == [str(year) for year in years]
    assert visit.faults == []


# The neighbourhood, and the way to the indicators and back


def test_the_neighbourhood_is_what_the_graph_ties(site: Path, store: Store) -> None:
    """Every node but the term itself is an item, a tie, a form on its lane or a formulation of the same sentence."""
    tied, beside = defaultdict(set), defaultdict(set)
    for row in rows(store, "ties"):
        tied[row["term"], row["target_kind"]].add(row["target"])
    for row in rows(store, "neighbours"):
        beside[row["term"]].add(row["neighbour"])
    for row in rows(store, "successions"):
        beside[row["from_term"]].add(row["to_term"])
        beside[row["to_term"]].add(row["from_term"])
    for row in rows(store, "components"):
        tied[row["term"], "item"].add(row["component"])
    lanes = defaultdict(set)
    for row in rows(store, "appearances"):
        if row["lane"]:
            lanes[row["lane"]].add(row["term"])
    drawn = 0
    for term in {r["term"] for r in rows(store, "concepts")}:
        found = re.search(r'id="near-data">(.*?)</script>', source(site, term), re.DOTALL)
        nodes = json.loads(found[1])["nodes"] if found else []
        kin = set().union(*(forms for forms in lanes.values() if term in forms))
        for name, _, group, *_ in nodes[1:]:
            assert (
                name in tied[term, group] if group in ("item", "program", "indicator") else name in beside[term] | kin
            )
        assert len({(x, y) for *_, x, y, _, _, _ in nodes}) == len(nodes)
        drawn += bool(nodes)
    assert drawn > 300


@pytest.mark.browser
@pytest.mark.parametrize("width", [1440, 390])
def test_the_neighbourhood_is_drawn_when_it_is_reached(site: Path, browser: Browser, width: int) -> None:
    with browser.new_context(viewport={"width": width, "height": 844}) as context:
        visit = Visit(context)
        page = visit.open(site / term_page(PLACE, "三讲三强"))
        assert page.evaluate("typeof window.vis") == "undefined"
        canvas = page.locator("#near-canvas")
        canvas.scroll_into_view_if_needed()
        page.locator("#near-canvas[data-ready=yes]").wait_for()
        assert page.evaluate(SIDEWAYS) == 0
        rested(canvas)
        picked = page.locator("#near-picked")
        at = """([n, i]) => { const p = n.network.getPosition(i), d = n.network.canvasToDOM(p); return [d.x, d.y]; }"""

        def point(name: str) -> dict[str, float]:
            names = page.evaluate("JSON.parse(document.getElementById('near-data').textContent).nodes.map(n => n[0])")
            x, y = page.evaluate(at, [canvas.element_handle(), names.index(name)])
            return {"x": x, "y": y}

        canvas.click(position=point("讲担当"))
        expect(picked).to_have_text("讲担当 2021 年所列的一项")
        canvas.click(position=point("敢转争"))
        expect(picked).to_have_text("敢转争 同句 3 处")
        page.locator("#language").click()
        expect(picked).to_have_text("敢转争 in 3 sentences")
        picked.get_by_role("link").click()
        page.wait_for_url("**/term/**")
        assert page.locator("h1").inner_text() == "敢转争"
        assert visit.faults == []


@pytest.mark.browser
def test_from_a_term_to_its_indicator_and_back(site: Path, store: Store, visit: Visit) -> None:
    found = [r for r in rows(store, "ties") if r["target_kind"] == "indicator"]
    row = next(r for r in found if (site / indicator_page(PLACE, r["target"])).is_file())
    page = visit.open(site / term_page(PLACE, row["term"]))
    page.locator("#ties ~ .columns").get_by_role("link", name=row["target"], exact=True).first.click()
    page.wait_for_url("**/indicator/**")
    assert page.locator("h1").inner_text().startswith(row["target"])
    back = page.locator("[aria-labelledby=beside] li").filter(has=page.get_by_text(row["term"], exact=True))
    assert back.locator(".spots a").count() >= 1
    back.locator("a.pill").click()
    page.wait_for_url("**/term/**")
    assert page.locator("h1").inner_text() == row["term"]
    assert visit.faults == []


def test_every_tie_to_an_indicator_is_told_on_both_sides(site: Path, store: Store) -> None:
    ties = {(r["term"], r["target"]) for r in rows(store, "ties") if r["target_kind"] == "indicator"}
    paged = {(term, name) for term, name in ties if (site / indicator_page(PLACE, name)).is_file()}
    assert len(paged) > 20
    for term, name in paged:
        assert indicator_page(PLACE, name) in source(site, term)
        assert term_page(PLACE, term) in part(
            (site / indicator_page(PLACE, name)).read_text("utf-8"), 'id="beside"', 'class="query"'
        )


def test_a_page_needs_less_than_a_megabyte_and_a_half(site: Path) -> None:
    """What a page loads beside itself, at once or later; the page of queries carries an engine and stands apart."""
    for path in sorted(site.rglob("*.html")):
        if path.name == "sparql.html":
            continue
        page = path.read_text("utf-8")
        named = set(re.findall(r'(?:src|href)="([^"#?]+\.(?:js|css))"', page))
        later = {"assets/" + name for name in re.findall(r'data-library="([^"]+)"', page)} | {"assets/terms.js"}
        files = {(path.parent / name).resolve() for name in named} | {site / name for name in later}
        assert sum(p.stat().st_size for p in files) < 1_500_000, path
