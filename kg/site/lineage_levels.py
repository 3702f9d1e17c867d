"""At which level of government the formulations of a lane begin: above, where the graph shows it, else in the place itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pyoxigraph import Store

from kg.query import rows
from kg.site.filing import Row
from kg.site.kin_wording import LEVELS
from kg.site.lineage_lanes import Lane
from kg.site.records import Book

_LEVELS = """
PREFIX kg: <https://w3id.org/tifakg/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?place ?level WHERE {
  ?p a kg:Place ; rdfs:label ?label ; kg:level ?level .
  BIND(STR(?label) AS ?place)
}
ORDER BY ?place ?level
"""


def place_levels(store: Store) -> dict[str, str]:
    """The level of each place of which it is known; of two that its reports name, the higher one."""
    found: dict[str, str] = {}
    for row in rows(store, _LEVELS):
        found[row["place"]] = min(found.get(row["place"], row["level"]), row["level"], key=_rank)
    return found


def levels_of(book: Book, place: str, lane: Lane) -> list[str]:
    """The levels a lane comes from, the highest first; its own level where none above is shown, [] where that is unknown."""
    drawer = book.filed.get("transmissions", {})
    above = _adopted(row for term in lane.tracks for row in drawer.get((place, term), ()))
    own = book.levels.get(place, "")
    return sorted(above, key=_rank) or ([own] if own else [])


def counted(levels: Iterable[Iterable[str]]) -> list[tuple[str, int]]:
    """How many lanes come from each level, from the highest to the lowest; nothing where all come from one.

    >>> counted([["county"], ["centre", "province"], ["county"]])
    [('centre', 1), ('province', 1), ('county', 2)]
    >>> counted([["county"], ["county"]])
    []
    """
    found: dict[str, int] = {}
    for codes in levels:
        for code in codes:
            found[code] = found.get(code, 0) + 1
    return sorted(found.items(), key=lambda pair: _rank(pair[0])) if len(found) > 1 else []


def _adopted(found: Iterable[Row]) -> set[str]:
    return {row["from_level"] for row in found if row["relation"] == "adopted" and row["from_level"]}


def _rank(level: str) -> tuple[int, str]:
    order: Mapping[str, int] = {code: at for at, code in enumerate(LEVELS)}
    return order.get(level, len(order)), level
