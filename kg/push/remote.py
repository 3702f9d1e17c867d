"""A store on the other side of HTTP: the Graph Store Protocol to write and read a graph, SPARQL to count it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import count
from typing import TYPE_CHECKING, Any

import httpx
from pyoxigraph import Triple

from kg.errors import RemoteError
from kg.push.answers import excerpt, refusal, sentences, triples
from kg.push.auth import AsAsked

if TYPE_CHECKING:
    from types import TracebackType

_TIMEOUT = httpx.Timeout(600, connect=10)  # a store may think for minutes about a large piece
_COUNT = "SELECT (COUNT(*) AS ?n) WHERE { GRAPH <%s> { ?s ?p ?o } }"
_NAMES = "SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } FILTER(STRSTARTS(STR(?g), '%s')) }"
_PART = "CONSTRUCT { ?s ?p ?o } WHERE { GRAPH <%s> { ?s ?p ?o } }"
_FORMATS = "application/n-triples, text/turtle;q=0.5"


class Remote:
    """A store that takes graphs at `endpoint` and answers SPARQL at `sparql`; a password without a user is a bearer token.

    Every method raises RemoteError, with the address and one sentence, where the store cannot be reached, refuses, or
    answers what cannot be understood.
    """

    def __init__(self, endpoint: str, sparql: str, user: str = "", password: str = "") -> None:
        self.endpoint, self.sparql, self.user = endpoint, sparql, user
        token = {"Authorization": f"Bearer {password}"} if password and not user else {}
        auth = AsAsked(user, password) if user else None
        self.http = httpx.Client(auth=auth, timeout=_TIMEOUT, headers={"User-Agent": "tifakg", **token})

    def __enter__(self) -> Remote:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.http.close()

    def _of(self, graph: str) -> httpx.URL:
        """The address of a graph; what the store's own address asks besides is kept."""
        return httpx.URL(self.endpoint).copy_merge_params({"graph": graph})

    def greet(self, graph: str) -> None:
        """Ask for a small graph first: whether there is a store, and whether it knows the user, before much is sent."""
        with sentences(self.endpoint), self.http.stream("GET", self._of(graph)) as answer:
            if answer.status_code != httpx.codes.NOT_FOUND:  # of a graph that is not there yet
                self._accept(answer, self.endpoint)

    def count(self, graph: str) -> int:
        """How many statements a graph has; 0 where there is none of that name."""
        cells = self._column(_COUNT % graph, "n")
        if len(cells) != 1 or not cells[0].isdecimal():
            raise self._no_results(", ".join(cells))
        return int(cells[0])

    def graphs(self, start: str) -> list[str]:
        """The names of the graphs that begin with `start`, as many as the store is willing to list."""
        return sorted(self._column(_NAMES % start.replace("'", "\\'"), "g"))

    def _column(self, sparql: str, name: str) -> list[str]:
        """One column of a SELECT."""
        with sentences(self.sparql):
            answer = self.http.post(
                self.sparql, data={"query": sparql}, headers={"Accept": "application/sparql-results+json"}
            )
            self._accept(answer, self.sparql)
        try:
            return [str(row[name]["value"]) for row in answer.json()["results"]["bindings"]]
        except (ValueError, LookupError, TypeError):
            raise self._no_results(answer.text) from None

    def _no_results(self, given: str) -> RemoteError:
        return RemoteError(
            f"answers SPARQL with {excerpt(given)}; name the store's query address with --sparql-endpoint",
            path=self.sparql,
        )

    def write(self, graph: str, lines: bytes, *, anew: bool) -> None:
        """Put N-Triples into a graph: in place of what it holds, or besides."""
        with sentences(self.endpoint):
            answer = self.http.request(
                "PUT" if anew else "POST", self._of(graph), content=lines,
                headers={"Content-Type": "application/n-triples"},
            )  # fmt: skip
            self._accept(answer, self.endpoint)

    def read(self, graph: str) -> Iterator[Triple]:
        """The statements of a graph, in the store's order, as they come; a store may stop at a limit of its own."""
        yield from self._triples(self.endpoint, "GET", self._of(graph))

    def read_in_parts(self, graph: str, size: int) -> Iterator[Triple]:
        """The same by queries for `size` statements each, the most that the store gives at once.

        The parts have no order: to sort a graph for each is beyond some stores. One that changes its own order between
        two of them gives other statements, which the hash tells.
        """
        for start in count(0, size):
            text, given = f"{_PART % graph} LIMIT {size} OFFSET {start}", 0
            for triple in self._triples(self.sparql, "POST", self.sparql, data={"query": text}):
                yield triple
                given += 1
            if given < size:
                return

    def _triples(self, address: str, method: str, url: httpx.URL | str, **more: Any) -> Iterator[Triple]:
        with sentences(address), self.http.stream(method, url, headers={"Accept": _FORMATS}, **more) as answer:
            self._accept(answer, address)
            yield from triples(answer, address)

    def _accept(self, answer: httpx.Response, address: str) -> None:
        """Let a success pass."""
        if not answer.is_success:
            token = "authorization" in self.http.headers
            raise RemoteError(refusal(answer, self.user, token, self._kind(address)), path=address)

    def _kind(self, address: str) -> str:
        return "a graph store that can be written" if address == self.endpoint else "a SPARQL endpoint"


def lines_of(triples: Iterable[Triple]) -> bytes:
    """Statements as N-Triples."""
    return "".join(f"{triple} .\n" for triple in triples).encode()
