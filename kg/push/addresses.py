"""Where a store answers SPARQL, guessed from where it takes graphs."""

from __future__ import annotations

import re

# What the path of the one ends with, and with what the path of the other ends then: Oxigraph, Virtuoso, Fuseki, RDF4J and GraphDB.
_ENDINGS = (
    (r"/store", "/query"),
    (r"/sparql-graph-crud-auth", "/sparql-auth"),
    (r"/sparql-graph-crud", "/sparql"),
    (r"/data", "/query"),
    (r"/rdf-graphs/service", ""),
)


def query_address(endpoint: str) -> str:
    """The likely SPARQL address of the store that takes graphs at `endpoint`; the same address where nothing is known.

    >>> query_address("http://localhost:7878/store"), query_address("http://localhost:8890/sparql-graph-crud-auth")
    ('http://localhost:7878/query', 'http://localhost:8890/sparql-auth')
    >>> query_address("http://localhost:3030/tifa/data"), query_address("http://localhost:7001")
    ('http://localhost:3030/tifa/query', 'http://localhost:7001')
    """
    for ending, instead in _ENDINGS:
        found = re.fullmatch(rf"([^?#]*){ending}/?", endpoint)
        if found:
            return found[1] + instead
    return endpoint
