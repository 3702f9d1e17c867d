"""The ontology as people read it: the page in the repository and the page in the site say what the file says, in both languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import rdflib
from playwright.sync_api import Browser
from pyoxigraph import Store
from rdflib.namespace import OWL, RDF, RDFS

from kg.schema import drawing, example, markdown, mermaid, names

ROOT = Path(__file__).parents[1]
KG = rdflib.Namespace("https://w3id.org/tifakg/ontology#")
TYPES = {"class": OWL.Class, "object property": OWL.ObjectProperty, "datatype property": OWL.DatatypeProperty}


@pytest.fixture(scope="module")
def ontology() -> rdflib.Graph:
    return rdflib.Graph().parse(ROOT / "ontology" / "tifakg.ttl")


def test_the_page_in_the_repository_is_up_to_date(store: Store) -> None:
    said = (ROOT / "docs" / "ontology.md").read_text("utf-8")
    assert said == markdown(names(), example(store)), "run make ontology"


def test_every_name_has_both_languages(ontology: rdflib.Graph) -> None:
    told = {(name.name, TYPES[name.kind]) for name in names()}
    declared = {(str(s).removeprefix(KG), kind) for kind in TYPES.values() for s in ontology.subjects(RDF.type, kind)}
    assert told == declared
    for name in names():
        for values in ((name.zh, name.en), (name.zh_comment, name.en_comment)):
            assert all(values), f"{name.name} lacks a language"
        labels = {str(label) for label in ontology.objects(KG[name.name], RDFS.label)}
        assert labels == {name.zh, name.en}


def test_every_link_of_the_page_leads_to_a_heading() -> None:
    said = (ROOT / "docs" / "ontology.md").read_text("utf-8")
    headings = {re.sub(r"[^\w-]", "", line[4:].lower()) for line in said.splitlines() if line.startswith("### ")}
    linked = set(re.findall(r"\]\(#([^)]*)\)", said))
    assert linked
    assert linked <= headings


def test_the_example_is_turtle_out_of_the_graph(store: Store) -> None:
    found = rdflib.Graph().parse(data=example(store), format="turtle")
    definition = found.value(predicate=RDF.type, object=KG.Definition)
    passage = found.value(definition, KG.gloss)
    assert (found.value(definition, KG.defines), RDF.type, KG.Term) in found
    assert (passage, RDF.type, KG.Passage) in found
    assert example(Store()) == ""


def test_the_picture_joins_what_domain_and_range_join(ontology: rdflib.Graph) -> None:
    drawn = drawing(names())
    classes = set(ontology.subjects(RDF.type, OWL.Class))
    joined = {
        (start, end)
        for p in ontology.subjects(RDF.type, OWL.ObjectProperty)
        for start in ontology.objects(p, RDFS.domain)
        for end in ontology.objects(p, RDFS.range)
        if {start, end} <= classes
    }
    assert {(KG[line.start], KG[line.end]) for line in drawn.lines} == joined
    assert {KG[box.name.name] for box in drawn.boxes} == classes
    places = {(box.x, box.y) for box in drawn.boxes}
    assert len(places) == len(drawn.boxes)
    assert all(0 < x < drawn.width and 0 < y < drawn.height for x, y in places)
    assert mermaid(names()).count(" -- ") == len(joined)


@pytest.mark.browser
def test_the_page_of_the_site_reads_in_both_languages_and_leads_to_each_name(site: Path, browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text) if message.type in ("error", "warning") else None)
    page.goto((site / "about.html").as_uri())
    page.locator("main a[href$='about/ontology.html']").click()
    assert page.locator("svg a").count() == sum(name.kind == "class" for name in names())
    links = page.locator("main a[href^='#']").evaluate_all("all => all.map(a => a.getAttribute('href').slice(1))")
    assert set(links) <= set(page.locator("[id]").evaluate_all("all => all.map(one => one.id)"))
    box = page.locator("svg a[href='#Definition']")
    assert "释义" in str(box.text_content())
    page.get_by_role("button", name="English").click()
    assert box.locator(".en").is_visible()
    assert not box.locator(".zh").is_visible()
    box.click()
    assert page.evaluate("location.hash") == "#Definition"
    assert "a glossary entry" in page.locator("tr#Definition").inner_text()
    assert faults == []
    page.close()
