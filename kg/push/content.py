"""What a graph holds, as a count and a hash that do not depend on the order or the spelling in which a store gives it back."""

from __future__ import annotations

import hashlib
import heapq
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby, islice

from pyoxigraph import Literal, Triple

from kg.vocab import XSD

_RUN = 200_000  # lines sorted in memory at once: about 60 MB
_NUMBERS = frozenset(XSD + name for name in ("decimal", "integer"))
_TRUTH = {"1": "true", "0": "false"}


@dataclass(frozen=True, slots=True)
class Content:
    """How many statements a graph has, and the SHA-256 of their canonical N-Triples lines in the order of their characters."""

    statements: int
    sha256: str


def content_of(triples: Iterable[Triple], run: int = _RUN) -> Content:
    """The content of a graph, each statement counted once; lines beyond `run` are sorted on disk, so that memory is bounded."""
    digest, count = hashlib.sha256(), 0
    with ExitStack() as stack:
        for line, _ in groupby(heapq.merge(*_runs(map(canonical, triples), run, stack))):
            digest.update(line.encode())
            count += 1
    return Content(count, digest.hexdigest())


def _runs(lines: Iterator[str], size: int, stack: ExitStack) -> list[Iterable[str]]:
    """The lines in sorted runs: one in memory where that is all, else files of the stack."""
    runs: list[Iterable[str]] = []
    while some := sorted(islice(lines, size)):
        if len(some) < size and not runs:
            return [some]
        file = stack.enter_context(tempfile.TemporaryFile("w+", encoding="utf-8", newline="\n"))  # noqa: SIM115 - the stack closes it
        file.writelines(some)
        file.seek(0)
        runs.append(file)
    return runs


def canonical(triple: Triple) -> str:
    """A statement as a line of N-Triples, with numbers and truth values as XML Schema writes them: stores keep the value
    of 0.50, and not its last zero.

    >>> from pyoxigraph import NamedNode
    >>> a = NamedNode("http://x/a")
    >>> canonical(Triple(a, a, Literal("0.50", datatype=NamedNode(XSD + "decimal"))))
    '<http://x/a> <http://x/a> "0.5"^^<http://www.w3.org/2001/XMLSchema#decimal> .\\n'
    """
    value = triple.object
    if isinstance(value, Literal) and (spelt := _spelt(value)) != value.value:
        triple = Triple(triple.subject, triple.predicate, Literal(spelt, datatype=value.datatype))
    return f"{triple} .\n"


def _spelt(literal: Literal) -> str:
    """The canonical spelling of a literal's value; what is no number or truth value stays as it is."""
    datatype = literal.datatype.value
    if datatype == XSD + "boolean":
        return _TRUTH.get(literal.value, literal.value)
    if datatype not in _NUMBERS:
        return literal.value
    try:
        number = Decimal(literal.value)
    except ArithmeticError:
        return literal.value
    written = f"{number:f}"
    written = written.rstrip("0").rstrip(".") if "." in written else written
    return "0" if not number else written
