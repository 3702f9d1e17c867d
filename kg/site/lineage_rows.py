"""The lineage of a build as records, place by place."""

from __future__ import annotations

from collections import defaultdict

from pyoxigraph import Store

from kg.query import rows, text_of
from kg.site.lineage_records import Lineage, Link, Possible, Shown, Spot

# The rows of `appearances` in which something is said, with the place of the sentence: the silent rows of that query
# (a row for each term and each year) are many times as many, and the page can count them itself.
_SAID = """
PREFIX kg: <https://w3id.org/tifakg/ontology#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX oa: <http://www.w3.org/ns/oa#>
SELECT ?place ?lane ?term ?year ?report ?status ?mentions ?sense ?start ?end ?quote WHERE {
  ?a kg:appearanceOf ?t ; kg:onLane/rdfs:label ?lane_label ; kg:status ?status ; kg:mentions ?mentions ; kg:sense ?sense ;
    kg:inReport ?r ; kg:inSentence/oa:hasSelector ?selector .
  ?r dcterms:identifier ?report ; kg:year ?year .
  ?selector oa:start ?start ; oa:end ?end ; oa:exact ?quote .
  ?t skos:prefLabel ?label ; kg:termOf/rdfs:label ?place_label .
  FILTER(LANGMATCHES(LANG(?label), "zh"))
  BIND(STR(?lane_label) AS ?lane)
  BIND(STR(?place_label) AS ?place)
  BIND(STR(?label) AS ?term)
}
ORDER BY ?place ?lane ?year ?report ?term
"""


def lineages(store: Store) -> dict[str, Lineage]:
    """The lineage of each place, in the order of the queries."""
    shown: dict[str, list[Shown]] = defaultdict(list)
    links: dict[str, list[Link]] = defaultdict(list)
    possible: dict[str, list[Possible]] = defaultdict(list)
    place_of: dict[str, str] = {}
    for row in rows(store, _SAID):
        shown[row["place"]].append(_shown(row))
        place_of[row["report"]] = row["place"]
    for row in rows(store, text_of("successions")):
        links[row["place"]].append(_link(row))
    for row in rows(store, text_of("suggestions")):
        possible[place_of[row["to_report"]]].append(Possible(row["relation"], *_ends(row), row["reason"]))
    return {place: Lineage(tuple(shown[place]), tuple(links[place]), tuple(possible[place])) for place in shown}


def _shown(row: dict[str, str]) -> Shown:
    return Shown(
        Spot(row["term"], row["report"]), row["lane"], int(row["year"]), row["status"] == "defined", int(row["mentions"]),
        int(row["sense"]), int(row["start"]), int(row["end"]), row["quote"],
    )  # fmt: skip


def _ends(row: dict[str, str]) -> tuple[Spot, Spot]:
    return Spot(row["from_term"], row["from_report"]), Spot(row["to_term"], row["to_report"])


def _link(row: dict[str, str]) -> Link:
    return Link(
        row["relation"], *_ends(row), _items(row["added"]), _items(row["removed"]), row["rule"], row["confidence"]
    )


def _items(joined: str) -> tuple[str, ...]:
    return tuple(joined.split("|")) if joined else ()
