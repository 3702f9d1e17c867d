"""The page on the ontology: a picture of its classes, an example out of the graph, and every name in both languages."""

from __future__ import annotations

from pathlib import Path

from kg.schema import drawing, example, names
from kg.schema.diagram import HIGH, WIDE
from kg.site.press import Press
from kg.store import open_store

ADDRESS = "about/ontology.html"


def write_ontology(press: Press, graph: Path) -> None:
    """Write the page; the names are those of the ontology file, the example is of this graph."""
    every = names()
    press.page(
        ADDRESS,
        "ontology.html",
        names=every,
        drawing=drawing(every),
        box=(WIDE, HIGH),
        turtle=example(open_store(graph)),
    )
