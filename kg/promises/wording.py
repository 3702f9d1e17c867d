"""The words of reasons and notes; each has a code, English and Chinese in kg/data."""

from __future__ import annotations

from kg.lexicon import rows


def reason(code: str, detail: str = "") -> str:
    """The words of a reason, from kg/data/promise_reasons.tsv.

    >>> reason("unheld", "2020")
    'report not held: 2020'
    """
    english = next(row["en"] for row in rows("promise_reasons.tsv") if row["code"] == code)
    return f"{english}: {detail}" if detail else english


def note(code: str) -> str:
    """The words of a note, from kg/data/promise_notes.tsv.

    >>> note("estimate")
    'the earlier figure was an estimate'
    """
    return next(row["en"] for row in rows("promise_notes.tsv") if row["code"] == code)
