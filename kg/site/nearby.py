"""The neighbourhood of a term as a small picture: what it stands for, its other forms, and what stands beside it.

Everything has its place here already; the browser only draws it, and only when it comes into sight.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kg.site.addresses import report_page, spot, term_page
from kg.site.lineage_wording import LINKS
from kg.site.records import Concept
from kg.site.term_records import TermView, Tied
from kg.site.wording import RELATIONS, Pair

_SIDE, _ROW, _LONGEST = 360, 46, 14
_MOST = {"term": 10, "item": 8, "program": 6, "indicator": 6}


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A thing beside a term: `group` is the kind of a term, or item, program, indicator; `page` is from the top of the site."""

    name: str
    group: str
    said: Pair
    page: str


def neighbourhood(view: TermView, kinds: Mapping[str, str], indicators: Mapping[str, str]) -> dict[str, Any]:
    """The nodes of the picture as `[name, label, group, x, y, page, zh, en]`, the term first; {} where it stands alone.

    `kinds` has the kind of each term of the place, `indicators` the page of each indicator that has one.
    """
    terms = _first(_terms(view, kinds), "term")
    items = _first(_items(view), "item")
    ties = [*_first(_tied(view, "program", {}), "program"), *_first(_tied(view, "indicator", indicators), "indicator")]
    if not (terms or items or ties):
        return {}
    own = view.concept
    rows = [*_column(terms, -_SIDE, 0), *_column(items, 0, len(items) + 2), *_column(ties, _SIDE, 0)]
    return {"nodes": [[own.name, _short(own.name), own.kind, 0, 0, "", "", ""], *rows]}


def _terms(view: TermView, kinds: Mapping[str, str]) -> Iterator[Neighbour]:
    """The forms on the term's lane with what became of it, then the terms of the same sentence, most often first."""
    name, place = view.concept.name, view.concept.place
    for turn in (turn for family in view.kin.families for turn in family.changes):
        for shown in (turn.earlier, turn.later):
            if shown.spot.term != name:
                told = LINKS[turn.relation][0] if turn.relation in LINKS else (turn.relation, turn.relation)
                said = f"{told[0]} {turn.later.year}", f"{told[1]} {turn.later.year}"
                yield Neighbour(shown.spot.term, kinds[shown.spot.term], said, term_page(place, shown.spot.term))
    for other, count in view.beside:
        yield Neighbour(other.name, other.kind, (f"同句 {count} 处", f"in {_sentences(count)}"), _page(other))


def _items(view: TermView) -> Iterator[Neighbour]:
    """The items of the newest definition that lists any."""
    listed = [one for column in view.definitions for one in column.explained if one.gloss.items]
    for item in listed[-1].gloss.items if listed else ():
        year = str(listed[-1].report.year or listed[-1].report.id)
        page = f"{report_page(listed[-1].report.id)}#{spot(*listed[-1].sentence)}"
        yield Neighbour(item.text, "item", (f"{year} 年所列的一项", f"an item listed in {year}"), page)


def _tied(view: TermView, kind: str, pages: Mapping[str, str]) -> Iterator[Neighbour]:
    """What the term is tied to, the strongest first; it leads to its own page or to the sentence."""
    for tied in view.ties.get(kind, []):
        relation = RELATIONS.get(tied.relations[0], (tied.relations[0], tied.relations[0]))
        yield Neighbour(tied.target, kind, relation, pages.get(tied.target, _sentence(tied)))


def _sentence(tied: Tied) -> str:
    report, extents = tied.spots[0]
    return f"{report_page(report.id)}#{spot(*extents[0])}"


def _first(found: Iterable[Neighbour], group: str) -> list[Neighbour]:
    """As many as there is room for, each name once."""
    return list({one.name: one for one in reversed(list(found))}.values())[::-1][: _MOST[group]]


def _column(ones: list[Neighbour], x: int, below: int) -> list[list[Any]]:
    """Neighbours one below the other, about the height of the term; `below` moves a column of that many rows under it."""
    top = _ROW * 3 // 2 if below else -_ROW * (len(ones) - 1) // 2
    return [[n.name, _short(n.name), n.group, x, top + i * _ROW, n.page, *n.said] for i, n in enumerate(ones)]


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST else name[: _LONGEST - 1] + "…"


def _page(concept: Concept) -> str:
    return term_page(concept.place, concept.name)


def _sentences(count: int) -> str:
    return "one sentence" if count == 1 else f"{count} sentences"
