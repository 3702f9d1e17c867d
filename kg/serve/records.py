"""What is asked of a worker, and what comes of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

PLAIN = "text/plain; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Question:
    """A query with what the protocol says beside it."""

    query: str
    accept: str = ""
    default: Sequence[str] = ()
    named: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Reply:
    """What came of a question: an HTTP status, a media type and a body."""

    status: int
    media: str
    body: bytes


def refusal(status: int, words: str) -> Reply:
    """A refusal in one sentence."""
    return Reply(status, PLAIN, f"{words}\n".encode())
