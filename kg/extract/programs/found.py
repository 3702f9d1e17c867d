"""A naming while it is being worked on."""

from __future__ import annotations

from dataclasses import dataclass

from kg.text import Span


@dataclass(frozen=True, slots=True)
class Found:
    """A name that was found: what it is called, its type, where it stands, the rule, and the quoted core if any."""

    name: str
    type: str
    span: Span
    rule: str
    core: str = ""
