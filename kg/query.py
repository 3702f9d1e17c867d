"""Named queries and any other SPARQL over a build, as rows, CSV, TSV or JSON."""

from __future__ import annotations

import re
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

from pyoxigraph import QueryBoolean, QueryResultsFormat, QuerySolutions, QueryTriples, RdfFormat, Store

from kg.errors import QueryError, UnknownNameError
from kg.keywords import keywords
from kg.narrowing import begun, literal

FORMATS = {"csv": QueryResultsFormat.CSV, "tsv": QueryResultsFormat.TSV, "json": QueryResultsFormat.JSON}
_SELECT = re.compile(r"^\s*SELECT\b", re.MULTILINE | re.IGNORECASE)
_ORDER = re.compile(r"^ORDER BY .*$", re.MULTILINE)


def names() -> list[str]:
    """The named queries there are."""
    return sorted(
        p.name.removesuffix(".rq") for p in files("kg").joinpath("queries").iterdir() if p.name.endswith(".rq")
    )


def text_of(name: str) -> str:
    """The SPARQL of a named query.

    Raises UnknownNameError for a name that is none.

    >>> text_of("terms").splitlines()[0]
    '# Each formulation in each report where it stands, with the number of its mentions.'
    """
    if name not in names():
        raise UnknownNameError(
            f"there is no query {name!r}; there are {', '.join(names())}, or give a file .rq or - for standard input"
        )
    return files("kg").joinpath("queries", f"{name}.rq").read_text("utf-8")


def purpose(name: str) -> str:
    """What a named query answers: its first line."""
    return text_of(name).splitlines()[0].lstrip("# ")


def columns(sparql: str) -> list[str]:
    """The variables that a SELECT query selects, in order.

    >>> columns("SELECT ?a (COUNT(?x) AS ?n) WHERE { ?a ?b ?x } GROUP BY ?a")
    ['a', 'n']
    >>> columns("SELECT (SUM(STRLEN(?e)) AS ?chars) { ?a ?b ?e }")
    ['chars']
    """
    head = re.search(r"\bSELECT\b(.*?)(?:\bWHERE\b|\{)", sparql, re.DOTALL | re.IGNORECASE)
    found, depth = [], 0
    for token in re.finditer(r"[()]|\bAS\s+\?(\w+)|\?(\w+)", head[1] if head else "", re.IGNORECASE):
        if token[0] in "()":
            depth += 1 if token[0] == "(" else -1
        elif depth == (1 if token[1] else 0):
            found.append(token[1] or token[2])
    return found


def narrowed(sparql: str, wanted: Mapping[str, str]) -> str:
    """The query with only the rows in which the columns named have the values given.

    Raises UnknownNameError for a column that the query has not.
    """
    selected = columns(sparql)
    unknown = [name for name in wanted if name not in selected]
    if unknown:
        raise UnknownNameError(f"the query has no column {unknown[0]!r}; it has {', '.join(selected)}")
    select = _SELECT.search(sparql)
    if not wanted or select is None:
        return sparql
    prologue, body = sparql[: select.start()], begun(sparql[select.start() :], wanted)
    order = _ORDER.search(body)
    tests = " && ".join(f"STR(?{name}) = {literal(value)}" for name, value in wanted.items())
    wanted_columns = " ".join(f"?{c}" for c in selected)
    return (
        f"{prologue}SELECT {wanted_columns} WHERE {{\n{{ {body} }}\nFILTER({tests})\n}}\n{order[0] if order else ''}\n"
    )


def run(store: Store, sparql: str) -> QuerySolutions | QueryBoolean | QueryTriples:
    """Ask the union of all named graphs, or the graphs that a FROM names.

    Raises QueryError with the parser's words for what is not SPARQL.
    """
    try:
        return store.query(sparql, use_default_graph_as_union="FROM" not in keywords(sparql))
    except (SyntaxError, ValueError) as error:
        raise QueryError(f"this is not SPARQL 1.1: {str(error).strip()}") from None


def serialised(store: Store, sparql: str, form: str) -> bytes:
    """The answer as csv, tsv or json; the triples of a CONSTRUCT as Turtle."""
    answer = run(store, sparql)
    if isinstance(answer, QueryTriples):
        return answer.serialize(format=RdfFormat.TURTLE) or b""
    if isinstance(answer, QueryBoolean) and form in ("csv", "tsv"):
        return b"true\n" if answer else b"false\n"
    return answer.serialize(format=FORMATS[form]) or b""


def rows(store: Store, sparql: str) -> list[dict[str, str]]:
    """The rows of a SELECT as plain strings, blank where unbound."""
    answer = run(store, sparql)
    if not isinstance(answer, QuerySolutions):
        raise QueryError("this query is no SELECT")
    keys = [v.value for v in answer.variables]
    return [{k: "" if (v := solution[k]) is None else getattr(v, "value", str(v)) for k in keys} for solution in answer]


def read_query(given: str, standard_input: str | None = None) -> str:
    """The SPARQL that a command line names: a named query, a file .rq, or - for standard input."""
    if given == "-":
        return standard_input or ""
    path = Path(given)
    if path.suffix == ".rq" or path.is_file():
        try:
            return path.read_text("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise QueryError(f"cannot be read ({error}); check the name", path=path) from None
    return text_of(given)
