"""What a store answers, read as statements, and what goes wrong on the way, as one sentence."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
from pyoxigraph import RdfFormat, Triple, parse

from kg.errors import RemoteError


def triples(answer: httpx.Response, address: str) -> Iterator[Triple]:
    """The statements of an answer as they come. Raises RemoteError for what is no RDF."""
    form = RdfFormat.from_media_type(answer.headers.get("content-type", "").partition(";")[0])
    if form is None:
        raise RemoteError("gives a graph back in a form that is no RDF", path=address)
    for quad in parse(io.BufferedReader(_Body(answer.iter_bytes())), format=form):
        yield quad.triple


def refusal(answer: httpx.Response, user: str, token: bool, kind: str) -> str:
    """What an answer that is no success means, and what to do; `kind` is what was expected at the address."""
    code = answer.status_code
    if answer.has_redirect_location:
        said = f"has moved ({code}); give the address {answer.headers['location']}"
    elif code == httpx.codes.UNAUTHORIZED and user:
        said = f"does not take this password for {user} (401)"
    elif code == httpx.codes.UNAUTHORIZED and token:
        said = "does not take this token (401); a password alone is sent as a token, --user makes it a user's"
    elif code == httpx.codes.UNAUTHORIZED:
        said = "asks who you are (401); give --user and --password, or KG_PUSH_USER and KG_PUSH_PASSWORD"
    elif code == httpx.codes.FORBIDDEN:
        said = f"does not let {user or 'a stranger'} do this (403); ask its keeper for the right to write"
    elif code in (httpx.codes.NOT_FOUND, httpx.codes.METHOD_NOT_ALLOWED):
        said = f"is not the address of {kind} ({code}); docs/stores.md has those of some stores"
    elif code == httpx.codes.REQUEST_ENTITY_TOO_LARGE:
        said = "takes no request of this size (413); send fewer statements at once with --piece"
    else:
        answer.read()
        said = f"answers {code} with {excerpt(answer.text)}"
    return said


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
def sentences(address: str) -> Iterator[None]:
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


def excerpt(text: str) -> str:
    """The beginning of an answer that a person can read."""
    line = " ".join(text.split())
    return repr(line[:120] + "…" * (len(line) > 120)) if line else "nothing"
