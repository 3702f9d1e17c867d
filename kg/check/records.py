"""What a check is: a function of a build that tells each fault as a sentence and says how far it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from pyoxigraph import Store

from kg.vocab import PREFIXES

Fault = tuple[str, str]  # the code of the check, and a sentence
Step = Callable[[int, int], None]  # how many parts are done, of how many
Check = Callable[[Path, Store, Step], Iterator[str]]
PROLOGUE = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())


def still(done: int, total: int) -> None:
    """The step of one whom nobody watches."""


def short(iri: str, base: str) -> str:
    """An IRI as people read it: without the base of the build, or with a prefix.

    >>> short("https://example.org/report/a/char/1-2", "https://example.org/")
    'report/a/char/1-2'
    >>> short("http://www.w3.org/ns/oa#hasBody", "https://example.org/")
    'oa:hasBody'
    """
    fits = [(len(space), name, space) for name, space in PREFIXES.items() if iri.startswith(space)]
    if fits:
        _, name, space = max(fits)
        return f"{name}:{iri.removeprefix(space)}"
    return iri.removeprefix(base)
