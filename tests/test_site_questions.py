"""The question desk: every answer is the rows of the query that is shown, and every row leads to its sentence."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from test_site import CHINESE, NAMELESS, SIDEWAYS

from kg import query
from kg.site.coverage import places
from kg.site.gather import gather
from kg.site.questions_answers import Answer, Desk
from kg.site.questions_table import GROUPS, Condition, narrowed, questions
from kg.site.reading import Reading
from kg.store import open_store, source_text

Kg = Callable[..., "object"]


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

    def open(self, ending: str = "") -> Page:
        self.page.goto("about:blank")
        self.page.goto((self.site / "questions.html").as_uri() + ending)
        return self.page


@pytest.fixture
def visit(browser: Browser, site: Path) -> Iterator[Visit]:
    """The desk from its folder, at 1440 pixels."""
    with browser.new_context(viewport={"width": 1440, "height": 900}) as context:
        yield Visit(context, site)


def desks(build: Path) -> list[Desk]:
    """The desk of each place of a build."""
    book = gather(build)
    found = []
    for place in places(book.reports, book.concepts):
        readings = {r.id: Reading(source_text(build, r.id), book.sentences.get(r.id, [])) for r in place.reports}
        found.append(Desk(book, place, readings))
    return found


@pytest.fixture(scope="module")
def answers(built: Path) -> list[Answer]:
    """All questions, answered for the seeds."""
    (desk,) = desks(built)
    return [desk.answer(q) for q in questions()]


# Without a browser


def test_there_are_questions_enough_in_both_languages() -> None:
    asked = questions()
    assert len(asked) >= 20
    assert len({q.id for q in asked}) == len({q.asked for q in asked}) == len(asked)
    assert {q.group for q in asked} == set(GROUPS)
    for q in asked:
        assert re.search("[\u4e00-\u9fff]", q.asked[0])
        assert not re.search("[\u4e00-\u9fff]", q.asked[1] + q.none[1] + q.empty[1])
        assert q.none[0]
        assert bool(q.empty[0]) == bool(q.where)
        columns = query.columns(query.text_of(q.query))
        named = [q.term, *(c for fact in q.facts for c in fact), *(t.column for t in q.tests({"newest": "x"}))]
        named += [c for part in q.evidence for c in re.split("[@=-]", part)]
        assert [c for c in named if c and c not in columns] == [], q.id


def test_the_query_shown_gives_the_rows_told(answers: list[Answer], built: Path) -> None:
    store = open_store(built)
    for answer in answers:
        rows = query.rows(store, answer.sparql)
        assert [r.get(answer.question.term, "") for r in rows] == [line.name for line in answer.lines], (
            answer.question.id
        )
    assert sum(bool(a.lines) for a in answers) >= 20


def test_the_command_shown_gives_the_rows_told(answers: list[Answer], built: Path, kg: Callable[..., object]) -> None:
    shown = [a for a in answers if a.command and a.lines]
    assert len(shown) > 5
    for answer in shown[:3]:
        words = [w.strip("'") for w in answer.command.split()[1:]]
        words[words.index("build")] = str(built)
        done = kg(*words, "--format", "json")
        assert done.stdout.count('{"') >= len(answer.lines), answer.command  # type: ignore[attr-defined]


def test_every_line_has_a_name_or_a_sentence_and_its_point_is_marked(answers: list[Answer]) -> None:
    for answer in answers:
        for line in answer.lines:
            assert line.name or line.spots
            if answer.question.evidence:
                assert line.spots, (answer.question.id, line.name)
            for spot in line.spots:
                assert "".join(text for text, _ in spot.pieces).strip("…")
    by_id = {a.question.id: a for a in answers}
    for name in ("new", "silent", "redefined", "grew", "unexplained", "lasting"):
        found = [any(on for s in line.spots for _, on in s.pieces) for line in by_id[name].lines]
        assert sum(found) >= 0.95 * len(found), name


def test_what_the_seeds_are_known_to_say(answers: list[Answer]) -> None:
    told = {a.question.id: {line.name: line for line in a.lines} for a in answers}
    assert list(told["unheld"]) == ["2020", "2022", "2024"]
    assert {"三大攻坚战", "六链融合"} <= set(told["redefined"])
    assert "放管服效" in told["grew"]
    assert "八种本领" in told["forms"]
    assert "1+6+6+3" in told["new"]
    assert all(s.report.id == "hongqi-2025" for line in told["new"].values() for s in line.spots)
    assert all(s.report.id == "hongqi-2023" for line in told["silent"].values() for s in line.spots)
    assert not set(told["unexplained"]) & set(told["explained"])
    facts = {f.label[0]: f.value[0] for f in told["redefined"]["三大攻坚战"].facts}
    assert facts["新增"]
    assert facts["去掉"]


CONDITIONS = [
    Condition("term", ("a", "b"), False), Condition("term", ("a", "b"), True), Condition("term", ('q"\\',), True),
    Condition("note", ("",), False), Condition("note", ("",), True),
]  # fmt: skip


@pytest.mark.parametrize("test", CONDITIONS, ids=str)
def test_a_condition_is_the_same_in_both_tongues(test: Condition, built: Path) -> None:
    sparql = """SELECT ?term ?note WHERE {
  VALUES (?term ?note) { ("a" "x") ("b" UNDEF) ("c" "y") ("q\\"\\\\" UNDEF) }
}
ORDER BY ?term
"""
    store = open_store(built)
    every = query.rows(store, sparql)
    assert query.rows(store, narrowed(sparql, [test])) == [row for row in every if test.holds(row)]
    assert 0 < len(query.rows(store, narrowed(sparql, [test]))) < 4


def test_each_place_is_asked_for_itself(atlas: Path) -> None:
    store = open_store(atlas / "build")
    held = desks(atlas / "build")
    assert {"甲县", "乙县"} <= {desk.place.name for desk in held}
    for desk in held:
        for question in questions():
            answer = desk.answer(question)
            rows = query.rows(store, answer.sparql)
            assert len(rows) == len(answer.lines), (desk.place.name, question.id)
            assert {s.report.place for line in answer.lines for s in line.spots} <= {desk.place.name}
    index = (atlas / "site" / "questions.html").read_text("utf-8")
    assert index.count("questions/") == len(held)


def test_silence_tells_the_truth(atlas: Path) -> None:
    held = {d.place.name: d for d in desks(atlas / "build")}
    by_id = {q.id: q for q in questions()}
    lone, two = held["乙县"], held["甲县"]
    assert lone.answer(by_id["new"]).silence[0] == "只收录一份报告，无从比较。"
    assert two.answer(by_id["silent"]).lines == []
    missed = two.answer(by_id["missed"])
    assert missed.lines == []
    assert missed.asked > 0
    assert f"{missed.asked} 条目标记录" in missed.silence[0]
    assert [line.name for line in two.answer(by_id["unheld"]).lines] == ["2021"]
    page = (atlas / "site" / "questions" / "乙县.html").read_text("utf-8")
    assert "只收录一份报告，无从比较。" in page


def test_the_page_shows_each_query(site: Path, answers: list[Answer]) -> None:
    page = (site / "questions.html").read_text("utf-8")
    shown = [html.unescape(q) for q in re.findall(r"<pre[^>]*><code>(.*?)</code></pre>", page, re.DOTALL)]
    assert shown[4:] == [a.sparql for g in GROUPS for a in answers if a.question.group == g]
    assert len(page) < 1_000_000


# In the browser


@pytest.mark.browser
def test_a_formulation_is_asked_about(visit: Visit) -> None:
    page = visit.open()
    page.locator("#choose-term").press_sequentially("sjsq")
    page.locator("#choose-list li").first.wait_for()
    assert page.locator("#choose-list li .found").first.inner_text() == "三讲三强"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#told-first .verdict")).to_have_text("最早见于 2019 年的报告。First in the report of 2019.")
    cells = {c.locator("b").inner_text(): c.get_attribute("class") for c in page.locator("#told-years .strip li").all()}
    assert {y for y, state in cells.items() if state == "said"} == {"2019", "2021"}
    assert {y for y, state in cells.items() if state == "unheld"} == {"2020", "2022", "2024"}
    expect(page.locator("#told-meaning .items li").first).to_have_text("讲政治")
    shown = [
        q.inner_text()
        for q in page.locator("#chosen .query pre code").all()
        if q.evaluate("n => (n.closest('details').open = true)")
    ]
    assert all('"三讲三强"' in q and "@@" not in q for q in shown)
    quoted = page.locator("#told-first mark").inner_text()
    page.locator("#told-first .to-report, #told-first figcaption a").first.click()
    page.wait_for_url("**/report/**")
    assert quoted in page.locator(".s:target").inner_text()
    page.go_back()
    expect(page.locator("#chosen")).to_have_attribute("data-term", "三讲三强")
    assert visit.faults == []


@pytest.mark.browser
def test_what_is_not_known_of_the_first_year_is_said(visit: Visit) -> None:
    page = visit.open("#term=幸福红旗")
    expect(page.locator("#told-first")).to_contain_text("这是收录的最早一份报告")
    page = visit.open("#term=1%2B6%2B6%2B3")
    expect(page.locator("#told-first")).to_contain_text("没有收录 2024 年的报告，所以也可能更早")
    page.locator("#choose-term").fill("没有这个提法")
    expect(page.locator("#choose-said")).to_contain_text("没有找到")
    assert visit.faults == []


@pytest.mark.browser
def test_the_query_of_a_choice_runs_on_the_other_page(visit: Visit) -> None:
    page = visit.open("#term=三大攻坚战")
    box = page.locator("#told-change ~ .query")
    box.locator("summary").click()
    rows = page.locator("#told-change .links li").count()
    box.locator(".to-sparql").click()
    page.wait_for_url("**/sparql.html#q=*")
    expect(page.locator("#answer")).to_be_visible()
    assert 0 < int(page.locator("#answer").get_attribute("data-count") or 0) <= rows
    assert visit.faults == []


@pytest.mark.browser
def test_a_question_opens_and_leads_to_its_sentence_and_back(visit: Visit, answers: list[Answer]) -> None:
    page = visit.open()
    count = next(len(a.lines) for a in answers if a.question.id == "redefined")
    box = page.locator("#q-redefined")
    assert str(count) in box.locator(".count").inner_text()
    box.locator("summary").first.focus()
    page.keyboard.press("Enter")
    assert box.locator(".answers > li").count() == count
    quoted = box.locator("mark").first.inner_text()
    box.get_by_role("link", name="在报告中读").first.click()
    page.wait_for_url("**/report/**")
    expect(page.locator(".s:target")).to_be_in_viewport()
    assert quoted in page.locator(".s:target").inner_text()
    page.go_back()
    expect(page.locator("#q-redefined")).to_have_attribute("open", "")
    page.locator("#q-redefined .pill").first.click()
    page.wait_for_url("**/term/**")
    assert "三大攻坚" in unquote(page.url)
    assert visit.faults == []


@pytest.mark.browser
def test_the_query_of_a_question_runs_on_the_other_page(visit: Visit, answers: list[Answer]) -> None:
    for name in ("unexplained", "new"):
        page = visit.open(f"#q-{name}")
        count = next(len(a.lines) for a in answers if a.question.id == name)
        page.locator(f"#q-{name} > .query > summary").click()
        page.locator(f"#q-{name} > .query .to-sparql").click()
        page.wait_for_url("**/sparql.html#q=*")
        expect(page.locator("#answer")).to_have_attribute("data-count", str(count))
    assert visit.faults == []


@pytest.mark.browser
@pytest.mark.parametrize(
    ("width", "scheme", "english"), [(390, "light", False), (390, "dark", True), (1440, "dark", True)]
)
def test_it_fits_and_speaks_both_languages(
    browser: Browser, site: Path, width: int, scheme: str, english: bool
) -> None:
    with browser.new_context(viewport={"width": width, "height": 844}, color_scheme=scheme) as context:  # type: ignore[arg-type]
        visit = Visit(context, site)
        page = visit.open("#term=三大攻坚战")
        if english:
            page.locator("#language").click()
        page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
        assert page.evaluate(SIDEWAYS) == 0
        assert page.evaluate(NAMELESS) == 0
        assert page.evaluate(CHINESE) == 0 or not english
        assert visit.faults == []


@pytest.mark.browser
def test_the_desks_of_two_places(browser: Browser, atlas: Path) -> None:
    with browser.new_context() as context:
        visit = Visit(context, atlas / "site")
        page = visit.open()
        page.get_by_role("link", name="甲县").click()
        page.locator("#choose-term").fill("两高")
        page.locator("#choose-list li").first.wait_for()
        assert page.locator("#choose-list li").count() == 1
        page.locator("#choose-list li").first.click()
        expect(page.locator("#told-years .strip li")).to_have_count(3)
        page.locator("#told-first figcaption a").click()
        page.wait_for_url("**/report/jia-2020.html#c*")
        assert visit.faults == []
