"""A query begun with what is wanted of it, so that the engine does not look at all there is.

A test on the finished rows is right for every query, and slow in a large graph. So the terms that a wanted row can only be about
are put at the head of the query. That changes no row that passes the test.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from kg.keywords import bare

_WITHIN = re.compile(r"\{[^{}]*\}")
_CUT = re.compile(r"\b(?:LIMIT|OFFSET)\b", re.IGNORECASE)  # rows are counted before they are tested
_READ_OFF = re.compile(r"\bBIND\(STR\(\?(\w+)\) AS \?(\w+)\)")
_TOLD = re.compile(r"\b(?:(dcterms:identifier)|skos:prefLabel|rdfs:label) \?(\w+)")
_TAGS = ("@zh-Hans", "@en", "")  # of the labels of a build


def begun(body: str, wanted: Mapping[str, str]) -> str:
    """The body of a SELECT query, begun with the identifiers and labels that the columns named can only stand for.

    Those are known that the outermost group tells of, for then every row has them; not those of a part that is optional.

    >>> print(begun("SELECT ?term { ?t skos:prefLabel ?l BIND(STR(?l) AS ?term) }", {"term": "三城"}))
    SELECT ?term {
      VALUES ?l { "三城"@zh-Hans "三城"@en "三城" } ?t skos:prefLabel ?l BIND(STR(?l) AS ?term) }
    >>> begun("SELECT ?d { ?a a:b ?c OPTIONAL { ?a dcterms:identifier ?d } }", {"d": "x"})
    'SELECT ?d { ?a a:b ?c OPTIONAL { ?a dcterms:identifier ?d } }'
    """
    plain = bare(body)
    begin = plain.find("{") + 1
    outermost = _outermost(plain[begin:])
    read = {name: variable for variable, name in _READ_OFF.findall(outermost)}
    told = {variable: bool(identifier) for identifier, variable in _TOLD.findall(outermost)}
    head = ""
    for name, value in {} if _CUT.search(plain) else wanted.items():
        if (variable := read.get(name, name)) in told:
            terms = (literal(value) + tag for tag in (("",) if told[variable] else _TAGS))
            head += f"\n  VALUES ?{variable} {{ {' '.join(terms)} }}"
    return body[:begin] + head + body[begin:]


def literal(text: str) -> str:
    """A text as SPARQL writes it."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r")
    return f'"{escaped}"'


def _outermost(group: str) -> str:
    """What stands in a group itself, and not in a group within it.

    >>> _outermost("?a ?d ?e OPTIONAL { { ?e ?f ?g } }")
    '?a ?d ?e OPTIONAL  '
    """
    while (less := _WITHIN.sub(" ", group)) != group:
        group = less
    return group
