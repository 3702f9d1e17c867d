"""What is known of the sentences of a report against the earlier reports of its place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from kg.text import Span

Status = Literal["verbatim", "edited", "new"]
Edit = Literal["", "numbers", "wording", "part"]


@dataclass(frozen=True, slots=True)
class Carried:
    """What became of one judged sentence: where the earlier one stands, how alike they are, and what was changed.

    `similarity` is twice the longest common subsequence over the length of both sentences; `edit` is `numbers` where nothing but
    figures differs, `part` where the sentence is a piece of the earlier one, else `wording`.
    """

    report: str
    sentence: Span
    status: Status
    from_report: str = ""
    from_sentence: Span | None = None
    similarity: float = 0.0
    edit: Edit = ""

    @property
    def rule(self) -> str:
        return f"carryover-{self.edit or self.status}"


@dataclass(frozen=True, slots=True)
class Comparison:
    """One report against the earlier ones held of its place, latest first; `unjudged` are too short or its opening lines."""

    report: str
    earlier: tuple[str, ...]
    carried: tuple[Carried, ...]
    unjudged: tuple[Span, ...]
