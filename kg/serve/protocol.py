"""The SPARQL 1.1 Protocol: from the parts of an HTTP request to a question, or the refusal that it earns."""

from __future__ import annotations

from collections.abc import Mapping
from email.message import Message
from functools import lru_cache
from urllib.parse import parse_qsl

from pyoxigraph import NamedNode

from kg.serve.formats import SHORT
from kg.serve.records import Question, Reply, refusal

FORM, DIRECT, UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"
LARGEST = 4 << 20  # bytes of a request
_READ_ONLY = refusal(403, "updates are refused: this endpoint is read-only")
Fields = dict[str, list[str]]


def question(method: str, search: bytes, headers: Mapping[str, str], body: bytes) -> Question | Reply | None:
    """What a request to the endpoint asks; a reply where it is refused; None where it asks nothing (a description).

    >>> question("GET", b"query=ASK%20%7B%7D&default-graph-uri=http://x/g", {"accept": "text/csv"}, b"")
    Question(query='ASK {}', accept='text/csv', default=['http://x/g'], named=[])
    >>> question("GET", b"update=CLEAR%20ALL", {}, b"").status
    403
    """
    try:
        fields = _fields(search.decode("ascii"))
        if method == "POST":
            refused = _add_body(fields, headers.get("content-type", ""), body)
            if refused:
                return refused
    except UnicodeDecodeError:
        return refusal(400, "the request is not in UTF-8")
    if "update" in fields or any(name.startswith("using-") for name in fields):
        return _READ_ONLY
    if method != "POST" and not fields.keys() - {"format"}:
        return None
    return _of(fields, headers.get("accept", ""))


def _fields(text: str) -> Fields:
    fields: Fields = {}
    for name, value in parse_qsl(text, keep_blank_values=True, encoding="utf-8", errors="strict"):
        fields.setdefault(name, []).append(value)
    return fields


def _add_body(fields: Fields, content_type: str, body: bytes) -> Reply | None:
    """Add what the body of a POST says to what the address says."""
    media, charset = _media_type(content_type)
    if media == UPDATE:
        return _READ_ONLY
    if media not in (FORM, DIRECT):
        return refusal(415, f"a POST carries {FORM} or {DIRECT}")
    if charset not in ("utf-8", "utf8", "us-ascii"):
        return refusal(415, "a query is sent in UTF-8")
    if media == DIRECT:
        fields.setdefault("query", []).append(body.decode("utf-8"))
    else:
        for name, values in _fields(body.decode("utf-8")).items():
            fields.setdefault(name, []).extend(values)
    return None


@lru_cache(maxsize=64)
def _media_type(header: str) -> tuple[str, str]:
    message = Message()
    message["content-type"] = header or "none/none"
    return message.get_content_type(), (message.get_content_charset("utf-8"))


def _of(fields: Fields, accept: str) -> Question | Reply:
    queries = fields.get("query", [])
    if len(queries) != 1:
        return refusal(400, "give one query" if queries else "the query is missing: give query=")
    default, named = fields.get("default-graph-uri", []), fields.get("named-graph-uri", [])
    for name in (*default, *named):
        try:
            NamedNode(name)
        except ValueError:
            return refusal(400, f"{name!r} is no absolute IRI")
    short = fields.get("format", [""])[-1]
    if short and short not in SHORT:
        return refusal(400, f"format is one of {', '.join(SHORT)}")
    return Question(queries[0], SHORT.get(short, accept), default, named)
