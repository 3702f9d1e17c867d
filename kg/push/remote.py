"""A store on the other side of HTTP: the Graph Store Protocol to write and read a graph, SPARQL to count it."""

from __future__ import annotations

import io
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import httpx
from pyoxigraph import RdfFormat, Triple, parse

from kg.errors import RemoteError

if TYPE_CHECKING:
    from types import TracebackType

_TIMEOUT = httpx.Timeout(600, connect=10)  # a store may think for minutes about a large piece
_COUNT = "SELECT (COUNT(*) AS ?n) WHERE { GRAPH <%s> { ?s ?p ?o } }"
_NAMES = "SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } FILTER(STRSTARTS(STR(?g), '%s')) }"
_FORMATS = "application/n-triples, text/turtle;q=0.5"


class Remote:
    """A store that takes graphs at `endpoint` and answers SPARQL at `sparql`; a password without a user is a bearer token.

    Every method raises RemoteError, with the address and one sentence, where the store cannot be reached, refuses, or
    answers what cannot be understood.
    """

    def __init__(self, endpoint: str, sparql: str, user: str = "", password: str = "") -> None:
        self.endpoint, self.sparql, self.user = endpoint, sparql, user
        token = {"Authorization": f"Bearer {password}"} if password and not user else {}
        auth = _AsAsked(user, password) if user else None
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
        with _sentences(self.endpoint), self.http.stream("GET", self._of(graph)) as answer:
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
        with _sentences(self.sparql):
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
            f"answers SPARQL with {_excerpt(given)}; name the store's query address with --sparql-endpoint",
            path=self.sparql,
        )

    def write(self, graph: str, lines: bytes, *, anew: bool) -> None:
        """Put N-Triples into a graph: in place of what it holds, or besides."""
        with _sentences(self.endpoint):
            answer = self.http.request(
                "PUT" if anew else "POST", self._of(graph), content=lines,
                headers={"Content-Type": "application/n-triples"},
            )  # fmt: skip
            self._accept(answer, self.endpoint)

    def read(self, graph: str) -> Iterator[Triple]:
        """The statements of a graph, in the store's order, as they come."""
        with (
            _sentences(self.endpoint),
            self.http.stream("GET", self._of(graph), headers={"Accept": _FORMATS}) as answer,
        ):
            self._accept(answer, self.endpoint)
            form = RdfFormat.from_media_type(answer.headers.get("content-type", "").partition(";")[0])
            if form is None:
                raise RemoteError("gives a graph back in a form that is no RDF", path=self.endpoint)
            for quad in parse(io.BufferedReader(_Body(answer.iter_bytes())), format=form):
                yield quad.triple

    def _accept(self, answer: httpx.Response, address: str) -> None:
        """Let a success pass; raise RemoteError with what to do about anything else."""
        if answer.is_success:
            return
        code = answer.status_code
        if answer.has_redirect_location:
            said = f"has moved ({code}); give the address {answer.headers['location']}"
        elif code == httpx.codes.UNAUTHORIZED and self.user:
            said = f"does not take this password for {self.user} (401)"
        elif code == httpx.codes.UNAUTHORIZED and "authorization" in self.http.headers:
            said = "does not take this token (401); a password alone is sent as a token, --user makes it a user's"
        elif code == httpx.codes.UNAUTHORIZED:
            said = "asks who you are (401); give --user and --password, or KG_PUSH_USER and KG_PUSH_PASSWORD"
        elif code == httpx.codes.FORBIDDEN:
            said = f"does not let {self.user or 'a stranger'} do this (403); ask its keeper for the right to write"
        elif code in (httpx.codes.NOT_FOUND, httpx.codes.METHOD_NOT_ALLOWED):
            said = f"is not the address of {self._kind(address)} ({code}); docs/stores.md has those of some stores"
        elif code == httpx.codes.REQUEST_ENTITY_TOO_LARGE:
            said = "takes no request of this size (413); send fewer statements at once with --piece"
        else:
            answer.read()
            said = f"answers {code} with {_excerpt(answer.text)}"
        raise RemoteError(said, path=address)

    def _kind(self, address: str) -> str:
        return "a graph store that can be written" if address == self.endpoint else "a SPARQL endpoint"


class _AsAsked(httpx.Auth):
    """Basic or Digest, whichever the store asks for; a request goes out bare until it has asked."""

    def __init__(self, user: str, password: str) -> None:
        self.user, self.password = user, password
        self.chosen: httpx.Auth | None = None

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        if self.chosen is None:
            answer = yield request
            if answer.status_code != httpx.codes.UNAUTHORIZED:
                return
            digest = "digest" in answer.headers.get("www-authenticate", "").lower()
            self.chosen = (httpx.DigestAuth if digest else httpx.BasicAuth)(self.user, self.password)
        yield from self.chosen.auth_flow(request)


class _Body(io.RawIOBase):
    """The bytes of an answer as a file."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self.chunks, self.left = chunks, memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        while not self.left:
            chunk = next(self.chunks, None)
            if chunk is None:
                return 0
            self.left = memoryview(chunk)
        size = min(len(buffer), len(self.left))
        buffer[:size], self.left = self.left[:size], self.left[size:]
        return size


@contextmanager
def _sentences(address: str) -> Iterator[None]:
    """What goes wrong on the way, as one sentence that names the address."""
    try:
        yield
    except httpx.ConnectError as error:
        raise RemoteError(
            f"cannot be reached ({error}); is the store running, and is the address right?", path=address
        ) from None
    except httpx.TimeoutException:
        raise RemoteError("does not answer in time", path=address) from None
    except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
        raise RemoteError(f"breaks off ({str(error) or type(error).__name__})", path=address) from None
    except SyntaxError as error:
        raise RemoteError(f"gives a graph back that cannot be read ({error})", path=address) from None


def _excerpt(text: str) -> str:
    """The beginning of an answer that a person can read."""
    line = " ".join(text.split())
    return repr(line[:120] + "…" * (len(line) > 120)) if line else "nothing"


def lines_of(triples: Iterable[Triple]) -> bytes:
    """Statements as N-Triples."""
    return "".join(f"{triple} .\n" for triple in triples).encode()
