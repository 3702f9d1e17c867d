"""Named queries narrowed to what is wanted: the same rows as from all of them, and the engine begins with it."""

from __future__ import annotations

import pytest
from pyoxigraph import Store

from kg import query
from kg.narrowing import begun

LABELS = "PREFIX skos: <http://www.w3.org/2004/02/skos/core#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>"


@pytest.mark.parametrize("name", query.names())
def test_a_narrowed_query_has_the_rows_of_the_whole_one(name: str, store: Store) -> None:
    text = query.text_of(name)
    every = query.rows(store, text)
    for column in query.columns(text):
        if begun(text, {column: ""}) == text:
            continue  # the rows are only tested
        for value in sorted({row[column] for row in every} - {""})[:: max(1, len(every) // 2)][:2]:
            wanted = [row for row in every if row[column] == value]
            found = query.rows(store, query.narrowed(text, {column: value}))
            assert sorted(map(str, found)) == sorted(map(str, wanted)), (column, value)


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("observations", {"report": "hongqi-2021"}),
        ("terms", {"report": "hongqi-2021"}),
        ("mentions", {"term": "三讲三强"}),
        ("appearances", {"term": "三讲三强", "place": "红旗区"}),
        ("lineage", {"to_report": "hongqi-2021"}),
    ],
    ids=str,
)
def test_the_columns_that_students_ask_for_begin_the_query(name: str, wanted: dict[str, str]) -> None:
    assert begun(query.text_of(name), wanted).count("VALUES") == len(wanted)


@pytest.mark.parametrize(
    "sparql",
    [
        "SELECT ?d { ?a ?b ?c OPTIONAL { ?a dcterms:identifier ?d } }",
        "SELECT ?d { { ?a dcterms:identifier ?d } UNION { ?a dcterms:title ?c } }",
        "SELECT ?d { ?a ?b ?c OPTIONAL { ?a dcterms:title '}' ; dcterms:identifier ?d } }",
        "SELECT ?d { ?a ?b ?c # ?a dcterms:identifier ?d\n }",
        "SELECT ?d { ?a dcterms:identifier ?d } LIMIT 2",
        "SELECT ?d { ?a dcterms:title ?d }",
        "DESCRIBE <a:identifier>",
    ],
)
def test_what_a_row_may_be_without_begins_no_query(sparql: str) -> None:
    assert begun(sparql, {"d": "x"}) == sparql


def test_labels_and_identifiers_are_written_as_the_queries_begin(store: Store) -> None:
    tags = "SELECT DISTINCT (LANG(?l) AS ?tag) { ?a skos:prefLabel|rdfs:label ?l }"
    assert {row["tag"] for row in query.rows(store, f"{LABELS} {tags}")} <= {"zh-hans", "en", ""}
    kinds = "SELECT DISTINCT (DATATYPE(?i) AS ?kind) { ?a <http://purl.org/dc/terms/identifier> ?i }"
    assert [row["kind"] for row in query.rows(store, kinds)] == ["http://www.w3.org/2001/XMLSchema#string"]
