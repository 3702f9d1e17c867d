"""A process that answers queries one after another, so that one that takes too long can be ended with its process."""

from __future__ import annotations

import json
import signal
import struct
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import islice
from typing import IO, Any, cast

from pyoxigraph import NamedNode, QueryBoolean, QuerySolutions, QueryTriples, Store, Triple, serialize

from kg.keywords import keywords
from kg.serve.formats import ROWS, TRIPLES, chosen
from kg.serve.records import PLAIN
from kg.serve.rows import Rows, TooManyRowsError
from kg.vocab import PREFIXES

LENGTH = struct.Struct(">I")  # before each question
HEAD = struct.Struct(">HHQ")  # before each answer: status, length of the media type, length of the body
READY = b"ready"
Answer = tuple[int, str, bytes | bytearray]


def answer(store: Store, ask: tuple[str, str, list[str], list[str]], base: str, most: int) -> Answer:
    """The status, media type and body that answer a query with an Accept header, default graphs and named graphs."""
    query, accept, default, named = ask
    try:
        words = keywords(query)
        if "SERVICE" in words:
            return 403, PLAIN, b"SERVICE is refused: this endpoint asks nothing of other servers\n"
        if default or named:
            found = store.query(query, base_iri=base, default_graph=_nodes(default), named_graphs=_nodes(named))
        else:
            found = store.query(query, base_iri=base, use_default_graph_as_union="FROM" not in words)
        return _written(found, accept, most)
    except (SyntaxError, ValueError) as error:
        return 400, PLAIN, f"this is not a SPARQL 1.1 query: {str(error).strip()}\n".encode()
    except TooManyRowsError:
        advice = "add LIMIT and OFFSET, or start kg serve with a higher --max-rows"
        return 422, PLAIN, f"the answer has more than {most} rows; {advice}\n".encode()
    except (OSError, RuntimeError) as error:
        return 500, PLAIN, f"the query could not be answered: {error}\n".encode()


def _nodes(names: Iterable[str]) -> list[Any]:
    return [NamedNode(name) for name in names]


def _written(found: QuerySolutions | QueryBoolean | QueryTriples, accept: str, most: int) -> Answer:
    """The answer in the form that the client likes best."""
    offered: tuple[str, ...] = tuple(TRIPLES if isinstance(found, QueryTriples) else ROWS)
    media = chosen(accept, offered)
    if media is None:
        return 406, PLAIN, f"none of the media types accepted is offered; there are {', '.join(offered)}\n".encode()
    if isinstance(found, QueryTriples):
        return 200, TRIPLES[media][0], serialize(_few(found, most), format=TRIPLES[media][1], prefixes=PREFIXES) or b""
    name, form = ROWS[media]
    if isinstance(found, QueryBoolean):
        return 200, name, found.serialize(format=form) or b""
    sink = Rows(form, most)
    found.serialize(cast(IO[bytes], sink), form)  # it asks for write and flush only
    return 200, name, sink.body


def _few(triples: QueryTriples, most: int) -> Iterator[Triple]:
    yield from islice(triples, most)
    if next(triples, None) is not None:
        raise TooManyRowsError


def _bounded(memory: int) -> None:
    """Let the operating system end this process rather than let it take all memory; no memory dump is left."""
    try:
        import resource
    except ImportError:  # not on this system
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main(path: str, base: str, most: str, memory: str, seconds: str) -> None:
    """Answer what comes in on standard input until it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C in a terminal is for the server, which ends us in its turn
    _bounded(int(memory))
    _widened(sys.stdout.fileno())
    store, questions, answers = Store.read_only(path), sys.stdin.buffer, sys.stdout.buffer
    answers.write(READY)
    answers.flush()
    while head := questions.read(LENGTH.size):
        ask = json.loads(questions.read(*LENGTH.unpack(head)))
        _alarm(float(seconds) + 5)
        status, media, body = answer(store, ask, base, int(most))
        _alarm(0)
        answers.write(HEAD.pack(status, len(media), len(body)) + media.encode())
        answers.write(body)
        answers.flush()


def _widened(pipe: int) -> None:
    """Let most answers pass in one piece."""
    with suppress(ImportError, AttributeError, OSError):  # Linux only
        import fcntl

        fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, 1 << 20)


def _alarm(seconds: float) -> None:
    """The server ends a worker in time; should the server itself be killed, this alarm ends the worker."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)


if __name__ == "__main__":
    main(*sys.argv[1:])
