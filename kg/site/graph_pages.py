"""The graph page: the whole graph on one page, and where there are several places a page for each; the data are scripts beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.site.addresses import graph_page
from kg.site.coverage import Place
from kg.site.graph_data import data_of
from kg.site.graph_layout import pack, settle, slots_for
from kg.site.graph_network import network_of
from kg.site.indicators import indicator_page
from kg.site.lineage_wording import LINKS
from kg.site.press import Press
from kg.site.records import Book
from kg.site.wording import RELATIONS, Pair

SIGMA = "vendor/sigma-3.0.3"
LICENCES = ("sigma", "sigma-programs", "graphology", "graphology-utils", "events")
ASSETS = (
    "network.css", "network.js", "network-page.js", f"{SIGMA}/sigma.bundle.min.js", *(f"{SIGMA}/LICENSE-{n}" for n in LICENCES)
)  # fmt: skip
KINDS_BELOW: dict[str, Pair] = {
    "item": ("释义项", "Items"), "program": ("政策项目", "Programs"), "indicator": ("指标", "Indicators")
}  # fmt: skip
TIES: dict[str, Pair] = {
    "item": ("释义", "stands for"),
    **RELATIONS,
    **{code: (words[0][0], words[0][1]) for code, words in LINKS.items()},
}
SAID: Pair = ("年份", "said in the year")


@dataclass(frozen=True, slots=True)
class Drawn:
    """A place as the graph page knows it before it is loaded; `wide` in slots, `high` in rows, `first` the first of `years`."""

    name: str
    script: str
    nodes: int
    wide: int
    high: int
    first: int
    years: int


def write_graph(press: Press, book: Book, place: Place) -> Drawn:
    """Write the data of a place, and its page where there are other places too."""
    graph = network_of(book, place)
    first, slots = place.years[0] if place.years else 0, slots_for(place)
    layout = settle(graph, first, slots)
    named = {data["label"] for _, data in graph.nodes(data=True) if data["type"] == "indicator"}
    paged = frozenset(n for n in named if (press.folder / indicator_page(place.name, n)).is_file())
    address = graph_page(place.name)
    script = address.removesuffix(".html") + ".js"
    press.data(script, "TIFAKG_GRAPH", data_of(graph, layout, slots, place, paged))
    wide, high = max(1, len(place.years)) * slots, layout.up + layout.down + 1
    drawn = Drawn(place.name, script, len(graph), wide, high, first, len(place.years))
    if not press.env.globals["single"]:
        _page(press, address, [drawn])
    return drawn


def write_whole(press: Press, drawn: Sequence[Drawn]) -> None:
    """Write the page of the whole graph, and what the graph pages share."""
    press.shared(ASSETS)
    _page(press, "graph.html", drawn)


def _page(press: Press, address: str, drawn: Sequence[Drawn]) -> None:
    corners = pack([(d.wide, d.high) for d in drawn])
    known = [(d.name, d.script, d.nodes, *corner) for d, corner in zip(drawn, corners, strict=True)]
    years = sorted({y for d in drawn for y in range(d.first, d.first + d.years)})
    press.page(
        address, "network.html", drawn=drawn, known=known, years=years, sigma=SIGMA,
        kinds_below=KINDS_BELOW, ties=TIES, said=SAID, whole=address == "graph.html",
    )  # fmt: skip
