"""A report's page as people read it: the carry-over lens, the address of a sentence, what came of targets, what changed."""

from __future__ import annotations

import html
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote

import pytest
from playwright.sync_api import Browser, Page, expect
from pyoxigraph import Store
from test_site import CHINESE, NAMELESS, SIDEWAYS, Kg, Visit
from test_site_term import part, pasted, rows, words

from kg.site.addresses import report_page


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visit]:
    """A visit at a desk: 1440 pixels, light."""
    with browser.new_context(viewport={"width": 1440, "height": 900}, color_scheme="light") as context:
        yield Visit(context)


def source(site: Path, report: str) -> str:
    return (site / report_page(report)).read_text("utf-8")


def bare(text: str) -> str:
    return "".join(text.split())


# What the page says is what the graph says


def test_each_sentence_is_judged_as_the_graph_says(site: Path, store: Store) -> None:
    found = rows(store, "carryover")
    assert {r["status"] for r in found} == {"verbatim", "edited", "new"}
    by_report: dict[str, dict[str, str]] = defaultdict(dict)
    for row in found:
        by_report[row["report"]][f"c{row['start']}-{row['end']}"] = row["status"]
    for report in (r["report"] for r in rows(store, "reports")):
        page = source(site, report)
        shown = dict(re.findall(r'<span class="s (\w+)" id="(c\d+-\d+)"', page))
        assert {
            spot: status for status, spot in re.findall(r'<span class="s (\w+)" id="(c\d+-\d+)"', page)
        } == by_report[report]
        assert ('name="c"' in page) == bool(by_report[report]), shown
        for row in (r for r in found if r["report"] == report and r["from_report"]):
            assert f'href="../{report_page(row["from_report"])}#c{row["from_start"]}-{row["from_end"]}"' in page


def test_what_changed_is_the_query_changes(site: Path, store: Store) -> None:
    names = {"extends": "扩充", "reduces": "缩减", "redefines": "换内涵", "variant": "换写法", "homonym": "同形异义"}
    kinds = {"returned": "停说之后又说", "new": "首次出现", "gone": "这份没有说"}
    reports = [r["report"] for r in rows(store, "reports")]
    for before, report in pairwise(reports):
        changes = rows(store, "changes", from_report=before, to_report=report)
        head = part(source(site, report), '<section class="against"', '<form class="marks"')
        lines = Counter(words(code) for code in re.findall(r'<b class="rel[^"]*">(.*?)</b>', head))
        assert lines == Counter(names[r["change"]] for r in changes if r["change"] in names)
        for kind, name in kinds.items():
            wanted = {bare(r["to_term"] or r["from_term"]) for r in changes if r["change"] == kind}
            fold = [
                f
                for f in re.findall(r'<details class="came-went">(.*?)</details>', head, re.DOTALL)
                if name in words(f)
            ]
            assert {words(p) for f in fold for p in re.findall(r'<a class="pill.*?</a>', f)} == wanted, (report, kind)


def test_what_is_not_held_is_said(site: Path) -> None:
    first, later = (
        words(part(source(site, r), '<section class="against"', '<form class="marks"'))
        for r in ("hongqi-2018", "hongqi-2021")
    )
    assert "没有收录2018年以前的报告，无从比较" in first
    assert "2020年报告未收录：下面的变化不一定发生在2021年" in later
    assert "与2019年报告相比" in later
    assert "未收录" not in words(part(source(site, "hongqi-2019"), '<section class="against"', '<form class="marks"'))


def test_targets_have_their_outcome(site: Path, store: Store) -> None:
    """Each judged target of the ledger has its verdict, what came, and the sentence that says so."""
    judged = [r for r in rows(store, "ledger") if r["outcome"] in ("met", "missed")]
    assert judged
    signs = {"met": "✓ 完成", "missed": "✗ 未完成"}
    for row in judged:
        page = source(site, row["target_report"])
        year = row["actual_report"].partition("-")[2]
        told = f"{signs[row['outcome']]}：{row['actual']}{row['unit']}（{year} 年报告）"
        titles = [t for t in re.findall(r' title="([^"]*)"', page) if told in t]
        assert any(f"{row['target']}{row['unit']}" in html.unescape(t) for t in titles), row
        table = part(page, '<table class="grid numbers">', "</tbody>")
        assert re.search(
            rf'href="\.\./report/{row["actual_report"]}\.html#c\d+-\d+">{row["actual"]}{row["unit"]}', table
        )
        answers = part(source(site, row["actual_report"]), '<table class="grid numbers">', "</tbody>")
        assert f"目标{row['target']}{row['unit']}" in words(answers)


def test_every_reason_has_its_words(site: Path, store: Store) -> None:
    """What cannot be judged says why, in Chinese too."""
    for report in {r["target_report"] for r in rows(store, "ledger") if r["outcome"] == "unknown"}:
        table = part(source(site, report), '<table class="grid numbers">', "</tbody>")
        reasons = [words(r) for r in re.findall(r'不能判断.*?<span class="quiet">(.*?)</td>', table, re.DOTALL)]
        assert reasons
        assert not [r for r in reasons if re.search(r"[a-z]{3,} ?[a-z]{3,}", re.sub(r"hongqi-\d+", "", r))]


def test_one_report_alone_has_nothing_to_compare(kg: Kg, small: Path, tmp_path: Path) -> None:
    assert kg("site", "--graph", small, "--out", tmp_path / "site").returncode == 0
    page = (tmp_path / "site" / report_page("hongqi-2018")).read_text("utf-8")
    assert "无从比较" in page
    assert 'name="c"' not in page
    assert 'id="lens"' not in page


# In the browser


def lens(page: Page) -> None:
    page.get_by_role("checkbox", name="承袭").check()


@pytest.mark.browser
def test_the_lens_switches_and_is_remembered(site: Path, store: Store, visit: Visit) -> None:
    page = visit.open(site / report_page("hongqi-2019"))
    edited = page.locator("#text .s.edited").first
    look = "n => getComputedStyle(n).backgroundColor + getComputedStyle(n).textDecorationLine"
    before, said = edited.evaluate(look), page.locator("#text").inner_text()
    assert not page.locator("#lens").is_visible()
    assert page.locator("#text .from:visible").count() == 0
    lens(page)
    assert edited.evaluate(look) != before
    counts = Counter(r["status"] for r in rows(store, "carryover", report="hongqi-2019"))
    for status, count in counts.items():
        assert page.locator(f"#lens [data-next={status}]").inner_text().endswith(str(count))
    assert page.locator("#text .from:visible").count() == counts["verbatim"] + counts["edited"]
    assert bare(page.locator("#text").inner_text()) == bare(said), "the lens adds nothing to what is copied"
    page.locator("#lens [data-next=edited]").click()
    expect(page.locator(".s.picked")).to_be_in_viewport()
    page = visit.open(site / report_page("hongqi-2023"))
    assert page.get_by_role("checkbox", name="承袭").is_checked()
    page.get_by_role("checkbox", name="承袭").uncheck()
    assert not page.locator("#lens").is_visible()
    assert visit.faults == []


@pytest.mark.browser
def test_the_words_that_differ_give_the_earlier_sentence_back(site: Path, store: Store, visit: Visit) -> None:
    """What is struck and what is kept make up the earlier sentence to the letter; what is kept and new, this one."""
    for report in ("hongqi-2019", "hongqi-2021", "hongqi-2023", "hongqi-2025"):
        page = visit.open(site / report_page(report))
        edited = [r for r in rows(store, "carryover", report=report) if r["status"] == "edited"]
        for row in edited:
            page.locator(f"#c{row['start']}-{row['end']}").evaluate("s => s.click()")
            old, new = page.locator(".card-before p").all()
            year = row["from_report"].partition("-")[2]
            assert bare(old.inner_text()) == bare(f"{year} 年{row['from_sentence']}")
            assert bare(new.inner_text()) == bare(f"这份报告{row['sentence']}")
            assert old.locator("del").count() + new.locator("ins").count() > 0
            assert row["similarity"] in page.locator(".card-at").inner_text()
    assert visit.faults == []


@pytest.mark.browser
def test_a_sentence_leads_to_where_it_was_before_and_back(site: Path, store: Store, visit: Visit) -> None:
    page = visit.open(site / report_page("hongqi-2025"))
    lens(page)
    row = next(r for r in rows(store, "carryover", report="hongqi-2025") if r["status"] == "verbatim")
    link = page.locator(f"#c{row['start']}-{row['end']} .from")
    assert link.evaluate("n => getComputedStyle(n, '::after').content") == f'"{row["from_report"].partition("-")[2]}"'
    link.click()
    page.wait_for_url(f"**/{row['from_report']}.html#*")
    expect(page.locator(".s:target")).to_be_in_viewport()
    assert bare(page.locator(".s:target").inner_text()) == bare(row["from_sentence"]) == bare(row["sentence"])
    page.go_back()
    assert "hongqi-2025" in page.url
    assert page.get_by_role("checkbox", name="承袭").is_checked()
    assert visit.faults == []


@pytest.mark.browser
def test_every_sentence_has_an_address_that_can_be_sent(site: Path, store: Store, visit: Visit) -> None:
    visit.page.context.grant_permissions(["clipboard-write"])
    page = visit.open(site / report_page("hongqi-2023"))
    assert page.locator("#text .s[id]").count() == page.locator("#text .here").count()
    sentence = page.locator("#text p:not(.front) .s[id]").nth(5)
    said = sentence.inner_text().strip()
    sentence.scroll_into_view_if_needed()
    line = sentence.evaluate(
        "s => { const box = s.getClientRects()[0]; return [box.left + 20, box.top + box.height / 2]; }"
    )
    page.mouse.click(*line)
    expect(page.locator("#card")).to_be_visible()
    page.get_by_role("button", name="复制地址").click()
    expect(page.locator(".card-said")).to_have_text("已复制")
    address = pasted(page)
    page.get_by_role("button", name="复制原句与出处").click()
    expect(page.locator(".card-said")).to_have_text("已复制")
    quoted = pasted(page)
    spot = unquote(address).partition("#c")[2]
    digest = {r["report"]: r["sha256"] for r in rows(store, "reports")}["hongqi-2023"]
    assert bare(said) in bare(quoted)
    assert f"字符 {spot.replace('-', '–')}. SHA-256: {digest}." in quoted
    page.goto("about:blank")
    page.goto(address)
    expect(page.locator(".s:target")).to_be_in_viewport()
    assert page.locator(".s:target").inner_text().strip() == said
    assert visit.faults == []


@pytest.mark.browser
def test_sentences_by_keyboard(site: Path, visit: Visit) -> None:
    page = visit.open(site / report_page("hongqi-2023"))
    page.locator("#text .here").first.focus()
    assert page.locator("#text .here[tabindex='0']").count() == 1
    for _ in range(3):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    card = page.locator("#card")
    expect(card).to_be_visible()
    fourth = page.locator("#text .s[id]").nth(3)
    assert "picked" in (fourth.get_attribute("class") or "")
    assert unquote(page.url).endswith(f"#{fourth.get_attribute('id')}")
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    assert page.evaluate("document.activeElement.className") == "here"
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.parentNode.id") == page.locator("#text .s[id]").nth(2).get_attribute(
        "id"
    )
    assert visit.faults == []


@pytest.mark.browser
def test_a_number_says_what_came_of_it(site: Path, store: Store, visit: Visit) -> None:
    row = next(r for r in rows(store, "ledger") if r["outcome"] == "met")
    page = visit.open(site / report_page(row["target_report"]))
    page.get_by_role("checkbox", name="数字").check()
    target = page.locator("#text .n.o-met").first
    assert target.evaluate("n => getComputedStyle(n, '::after').content") == '"✓"'
    target.click()
    expect(page.locator("#note")).to_be_visible()
    assert "✓ 完成：" in page.locator("#note").inner_text()
    expect(page.locator("#card")).to_be_hidden()
    page.get_by_text("数字与目标的结果").click()
    page.locator("table.numbers").get_by_role("link", name=re.compile(rf"^{re.escape(row['actual'])}")).first.click()
    page.wait_for_url(f"**/{row['actual_report']}.html#*")
    assert row["actual"] in page.locator(".s:target").inner_text()
    assert visit.faults == []


@pytest.mark.browser
@pytest.mark.parametrize(
    ("width", "scheme", "english"), [(390, "dark", True), (390, "light", False), (1440, "dark", False)]
)
def test_with_everything_switched_on_it_fits(
    site: Path, browser: Browser, width: int, scheme: str, english: bool
) -> None:
    with browser.new_context(viewport={"width": width, "height": 844}, color_scheme=scheme) as context:  # type: ignore[arg-type]
        visit = Visit(context)
        for path in sorted((site / "report").glob("*.html")):
            page = visit.open(path)
            if english and page.locator("html").get_attribute("lang") != "en":
                page.locator("#language").click()
            for box in page.locator(".marks input").all():
                box.check()
            page.locator("#text .s[id]").nth(8).evaluate("s => s.click()")
            expect(page.locator("#card")).to_be_visible()
            page.evaluate("document.querySelectorAll('main details').forEach(d => d.open = true)")
            assert page.evaluate(SIDEWAYS) == 0, path
            assert page.evaluate(NAMELESS) == 0, path
            assert not english or page.evaluate(CHINESE) == 0
        assert visit.faults == []


@pytest.mark.browser
def test_on_paper_the_lens_stays_and_the_tools_go(site: Path, visit: Visit) -> None:
    page = visit.open(site / report_page("hongqi-2019"))
    lens(page)
    page.locator("#text .s[id]").nth(8).evaluate("s => s.click()")
    page.emulate_media(media="print")
    for tool in (".marks", "#card", ".copy", "header.top", ".side"):
        assert page.locator(tool).first.is_hidden(), tool
    edited = page.locator("#text .s.edited").first
    assert edited.evaluate("n => getComputedStyle(n).textDecorationStyle") == "dashed"
    assert page.locator("#text .from:visible").count() > 0
    assert len(page.pdf()) > 50_000
    assert visit.faults == []
