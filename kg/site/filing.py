"""The rows of further named queries, filed under what a page looks them up by, so that no page reads them all again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from pyoxigraph import Store

from kg.query import rows, text_of

Row = Mapping[str, str]
Drawer = Mapping[tuple[str, ...], list[Row]]

# A drawer, the query whose rows lie in it, and the columns under which they are filed.
DRAWERS: dict[str, tuple[str, tuple[str, ...]]] = {
    "transmissions": ("transmissions", ("place", "term")),
    "ladder": ("ladder", ("form",)),
    "homographs": ("homographs", ("place", "term")),
    "homographs of": ("homographs", ("other_place", "other_term")),
    "digits": ("digits", ("place", "term")),
    "undefined": ("undefined", ("report", "term")),
    "carryover": ("carryover", ("report",)),
    "promised": ("ledger", ("target_report",)),
    "answered": ("ledger", ("actual_report",)),
    "counted": ("headcount", ("report",)),
    "coded": ("digits", ("place",)),
    "unexplained": ("undefined", ("report",)),
    "homonyms": ("homographs", ("place",)),
    "clashing": ("arithmetic", ("report",)),
    "doubted": ("doubts", ("report",)),
}


def filed(store: Store, asked: Mapping[str, Iterable[Row]]) -> dict[str, Drawer]:
    """Every drawer; a query whose rows are in `asked` is not asked again."""
    known = dict(asked)
    return {drawer: _file(_rows(store, query, known), columns) for drawer, (query, columns) in DRAWERS.items()}


def _rows(store: Store, query: str, known: dict[str, Iterable[Row]]) -> Iterable[Row]:
    if query not in known:
        known[query] = rows(store, text_of(query))
    return known[query]


def _file(found: Iterable[Row], columns: tuple[str, ...]) -> Drawer:
    """Rows by the values of some columns.

    >>> _file([{"a": "1", "b": "x"}, {"a": "1", "b": "y"}], ("a",))[("1",)]
    [{'a': '1', 'b': 'x'}, {'a': '1', 'b': 'y'}]
    """
    drawer: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for row in found:
        drawer[tuple(row[c] for c in columns)].append(row)
    return dict(drawer)
