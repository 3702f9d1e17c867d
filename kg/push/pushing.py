"""The push itself: each graph compared, sent where it differs, and verified."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Literal

from pyoxigraph import BlankNode, NamedNode, Store, Triple

from kg.errors import NotAGraphError, RemoteError
from kg.push.content import Content, content_of
from kg.push.remote import Remote, lines_of
from kg.store import manifest, open_store

PIECE = 50_000  # statements in a request: some 8 MB, which every store tried takes
_LIMIT = 1000  # no store is set to give fewer statements at once; one that gives fewer is at fault
STAGE = "推送 pushing"
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Pushed:
    """One graph of a build and how it was found in the store: `same`, `other` content, or `none`; `left` graphs come after it."""

    graph: str
    statements: int
    found: Literal["same", "other", "none"]
    left: int


def push(
    folder: Path, remote: Remote, *, piece: int = PIECE, dry_run: bool = False, progress: Progress = lambda *_: None
) -> Iterator[Pushed]:
    """Make every named graph of a build stand in a store as it stands in the build; yield each when that is verified.

    What the store holds is asked of the store itself, so that a second run sends only what differs, wherever and by
    whom the first was made. With `dry_run` nothing is sent. Raises NotAGraphError where the folder is no build, and
    RemoteError where the store fails or gives back something else than it was given.
    """
    store = open_store(folder)
    names = sorted(graph.value for graph in store.named_graphs())
    total, done = len(store), 0
    remote.greet(f"{manifest(folder)['base']}graph/dataset")
    for number, name in enumerate(names, 1):
        wanted = content_of(_statements(store, name))
        found = _found(remote, name, wanted)
        if found != "same" and not dry_run:
            for sent in _send(store, remote, name, piece):
                progress(STAGE, done + sent, total)
            _verify(remote, name, wanted)
        done += wanted.statements
        progress(STAGE, done, total)
        yield Pushed(name, wanted.statements, found, len(names) - number)


def strangers(folder: Path, remote: Remote) -> list[str]:
    """The graphs that the store has under the base of a build and the build has not: of an earlier build, as a rule."""
    held = {graph.value for graph in open_store(folder).named_graphs()}
    return [name for name in remote.graphs(f"{manifest(folder)['base']}graph/") if name not in held]


def _statements(store: Store, name: str) -> Iterator[Triple]:
    """The statements of a graph. A blank node could not be found again in what a store gives back."""
    for quad in store.quads_for_pattern(None, None, None, NamedNode(name)):
        if isinstance(quad.subject, BlankNode) or isinstance(quad.object, BlankNode):
            raise NotAGraphError("has a blank node, which no build writes; build the graph again", path=name)
        yield quad.triple


def _found(remote: Remote, name: str, wanted: Content) -> Literal["same", "other", "none"]:
    """How a graph stands in the store; it is read only where the count agrees."""
    count = remote.count(name)
    if count == wanted.statements and _content(remote, name, count) == wanted:
        return "same"
    return "other" if count else "none"


def _content(remote: Remote, name: str, count: int) -> Content:
    """What a store gives back of a graph of `count` statements: at once, or in parts where it has a limit."""
    content = content_of(remote.read(name))
    if _LIMIT <= content.statements < count:
        content = content_of(remote.read_in_parts(name, content.statements))
    return content


def _send(store: Store, remote: Remote, name: str, piece: int) -> Iterator[int]:
    """Send a graph piece by piece: the first takes the place of what is there, the others join it. Yields what is sent."""
    statements, count = _statements(store, name), 0
    while some := list(islice(statements, piece)):
        remote.write(name, lines_of(some), anew=not count)
        count += len(some)
        yield count


def _verify(remote: Remote, name: str, wanted: Content) -> None:
    count = remote.count(name)
    if count != wanted.statements:
        raise RemoteError(
            f"has {count} statements in {name} after {wanted.statements} were sent; is this the query address "
            "of the same store?",
            path=remote.sparql,
        )
    if _content(remote, name, count) != wanted:
        raise RemoteError(f"gives {name} back with other statements than were sent", path=remote.endpoint)
