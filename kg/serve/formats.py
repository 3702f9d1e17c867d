"""Which serialisation answers an Accept header; the words of the media types in one place."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

import mimeparse
from pyoxigraph import QueryResultsFormat, RdfFormat

# The last of each list is preferred where a client takes them all.
ROWS: Mapping[str, tuple[str, QueryResultsFormat]] = {
    "text/tab-separated-values": ("text/tab-separated-values; charset=utf-8", QueryResultsFormat.TSV),
    "text/csv": ("text/csv; charset=utf-8", QueryResultsFormat.CSV),
    "text/xml": ("application/sparql-results+xml", QueryResultsFormat.XML),
    "application/xml": ("application/sparql-results+xml", QueryResultsFormat.XML),
    "application/sparql-results+xml": ("application/sparql-results+xml", QueryResultsFormat.XML),
    "application/json": ("application/sparql-results+json", QueryResultsFormat.JSON),
    "application/sparql-results+json": ("application/sparql-results+json", QueryResultsFormat.JSON),
}
TRIPLES: Mapping[str, tuple[str, RdfFormat]] = {
    "text/plain": ("application/n-triples", RdfFormat.N_TRIPLES),
    "text/xml": ("application/rdf+xml", RdfFormat.RDF_XML),
    "application/xml": ("application/rdf+xml", RdfFormat.RDF_XML),
    "application/rdf+xml": ("application/rdf+xml", RdfFormat.RDF_XML),
    "application/json": ("application/ld+json", RdfFormat.JSON_LD),
    "application/ld+json": ("application/ld+json", RdfFormat.JSON_LD),
    "application/n-triples": ("application/n-triples", RdfFormat.N_TRIPLES),
    "text/turtle": ("text/turtle; charset=utf-8", RdfFormat.TURTLE),
}
HTML = "text/html"
SHORT = {  # ?format=csv, for a link in a page or a spreadsheet that sets no header
    "csv": "text/csv", "tsv": "text/tab-separated-values", "xml": "application/xml", "json": "application/json",
    "ttl": "text/turtle", "turtle": "text/turtle", "nt": "application/n-triples", "jsonld": "application/ld+json",
    "rdf": "application/rdf+xml", "html": HTML,
}  # fmt: skip


@lru_cache(maxsize=1024)
def chosen(accept: str, offered: tuple[str, ...]) -> str | None:
    """The media type among those offered that an Accept header likes best; None where it takes none of them.

    >>> chosen("text/csv;q=0.5, application/sparql-results+xml", tuple(ROWS)), chosen("", tuple(ROWS))
    ('application/sparql-results+xml', 'application/sparql-results+json')
    >>> chosen("image/png", tuple(ROWS)) is None, chosen("nonsense", tuple(TRIPLES)) is None
    (True, True)
    """
    try:
        return str(mimeparse.best_match(offered, accept.strip() or "*/*")) or None
    except mimeparse.MimeTypeParseException:
        return None
