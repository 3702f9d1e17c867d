"""The questions of the question desk: a table of plain questions, each a named query and how it is narrowed."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from kg import query
from kg.narrowing import literal

Row = Mapping[str, str]
Pair = tuple[str, str]
GROUPS: dict[str, Pair] = {
    "years": ("出现与沉默", "Said and silent"),
    "change": ("变化", "Change"),
    "meaning": ("解释", "Explanation"),
    "numbers": ("项目与数字", "Programs and numbers"),
    "carry": ("沿用与存疑", "Carried over, and in doubt"),
}
_SELECT = re.compile(r"^\s*SELECT\b", re.MULTILINE | re.IGNORECASE)
_ORDER = re.compile(r"^ORDER BY .*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Condition:
    """What a column must hold, or with `other` what it must not; an empty value is an unbound cell."""

    column: str
    values: tuple[str, ...]
    other: bool

    def holds(self, row: Row) -> bool:
        """Whether a row passes.

        >>> Condition("relation", ("extends", "reduces"), False).holds({"relation": "extends"})
        True
        """
        return (row[self.column] in self.values) != self.other

    def sparql(self) -> str:
        """The same as a condition of a filter.

        >>> Condition("outcome", ("met",), False).sparql(), Condition("explained_in", ("",), False).sparql()
        ('STR(?outcome) = "met"', '!BOUND(?explained_in)')
        """
        if self.values == ("",):
            return f"{'' if self.other else '!'}BOUND(?{self.column})"
        tests = [f"STR(?{self.column}) {'!=' if self.other else '='} {literal(v)}" for v in self.values]
        joined = (" && " if self.other else " || ").join(tests)
        return f"({joined})" if len(tests) > 1 else joined


@dataclass(frozen=True, slots=True)
class Question:
    """A plain question. `term` is the column that a row is about, `facts` and `evidence` what else is told of it."""

    id: str
    group: str
    query: str
    where: str
    term: str
    facts: tuple[tuple[str, ...], ...]
    evidence: tuple[str, ...]
    asked: Pair
    none: Pair
    empty: Pair

    def tests(self, words: Mapping[str, str]) -> list[Condition]:
        """Its conditions, with the words in braces filled in."""
        return [_test(part.format_map(words)) for part in self.where.split()]


def _test(text: str) -> Condition:
    """One condition.

    >>> _test("explained_in!="), _test("relation=extends|reduces").values
    (Condition(column='explained_in', values=('',), other=True), ('extends', 'reduces'))
    """
    column, _, values = text.partition("=")
    return Condition(column.removesuffix("!"), tuple(values.split("|")), column.endswith("!"))


@cache
def questions() -> tuple[Question, ...]:
    """The questions whose queries there are, in the order of the table."""
    lines = files("kg").joinpath("data", "questions.tsv").read_text("utf-8").splitlines()
    found = csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t", quoting=csv.QUOTE_NONE)
    known = set(query.names())
    return tuple(_question(row) for row in found if row["query"] in known)


def _question(row: Row) -> Question:
    facts = tuple(tuple(fact.split("+")) for fact in row["facts"].split())
    pairs = ((row[f"{name}zh"], row[f"{name}en"]) for name in ("", "none_", "empty_"))
    return Question(
        row["id"], row["group"], row["query"], row["where"], row["term"], facts, tuple(row["evidence"].split()), *pairs
    )


def narrowed(sparql: str, tests: Iterable[Condition]) -> str:
    """The query with only the rows that pass; plain equalities go the way of `kg query`."""
    equal = {t.column: t.values[0] for t in tests if not t.other and len(t.values) == 1 and t.values[0]}
    rest = [t.sparql() for t in tests if t.column not in equal]
    sparql = query.narrowed(sparql, equal)
    select = _SELECT.search(sparql)
    if not rest or select is None:
        return sparql
    head, body = sparql[: select.start()], sparql[select.start() :]
    order = _ORDER.findall(body)
    columns = " ".join(f"?{c}" for c in query.columns(sparql))
    return f"{head}SELECT {columns} WHERE {{\n{{ {body} }}\nFILTER({' && '.join(rest)})\n}}\n{order[-1] if order else ''}\n"
