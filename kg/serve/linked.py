"""Linked data: from an address under this server to the IRI of ours that it stands for, and to the site's page on it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from kg.iris import segment
from kg.site.addresses import place_page, report_page, spot, term_page
from kg.vocab import BASE

_SPAN = re.compile(r"(\d+)-(\d+)")


@dataclass(frozen=True, slots=True)
class Thing:
    """The names that an address is made of."""

    names: tuple[str, ...]

    @classmethod
    def at(cls, path: str) -> Thing:
        """Read an address as a client sends it. Raises UnicodeDecodeError where it is not UTF-8.

        >>> Thing.at("/place/%E7%94%B2%E5%8E%BF/term/a%2Fb").names
        ('place', '甲县', 'term', 'a/b')
        """
        return cls(tuple(unquote(part, errors="strict") for part in path.strip("/").split("/")))

    def iris(self, base: str) -> list[str]:
        """The IRIs it may stand for: under the base of the data, or under that of the ontology and the indicators.

        >>> Thing(("place", "甲县", "term", "a/b")).iris("https://example.org/")[0]
        'https://example.org/place/甲县/term/a%2Fb'
        """
        path = "/".join(map(segment, self.names))
        return list(dict.fromkeys((base + path, BASE + path)))

    def pages(self) -> Iterator[tuple[str, str]]:
        """Pages that may tell of it, the nearest first, each with the spot in it; the last is there in every site.

        >>> list(Thing(("report", "r-2021", "char", "12-34", "selector")).pages())
        [('report/r-2021.html', 'c12-34'), ('index.html', '')]
        """
        match self.names:
            case ("report", report, *rest):
                span = next(filter(None, map(_SPAN.fullmatch, rest)), None)
                yield report_page(report), spot(int(span[1]), int(span[2])) if span else ""
            case ("place", place, *rest):
                if len(rest) > 1 and rest[0] in ("term", "lane"):
                    yield term_page(place, rest[1]), ""
                yield place_page(place), ""
            case ("ontology", *_):
                yield "about.html", ""
        yield "index.html", ""


def exists(iri: str) -> str:
    """The query whether the graph knows a thing, or a named graph, of this name."""
    return f"ASK {{ {{ <{iri}> ?p ?o }} UNION {{ GRAPH <{iri}> {{ ?s ?q ?r }} }} }}"


def description(iri: str) -> str:
    """The query for what is known of an IRI: all of a named graph, else the statements about the thing.

    >>> description("https://example.org/x")
    'DESCRIBE <https://example.org/x>'
    """
    graph = f"{BASE}graph/ontology" if iri == f"{BASE}ontology" else iri
    if "/graph/" in graph:
        return f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}"
    return f"DESCRIBE <{iri}>"
