"""What the terminal shows: progress on stderr, tables on stdout, nothing that a pipe cannot carry."""

from kg.console.cards import card, difference, steps
from kg.console.outcomes import gathered, pushed, report_faults, summary
from kg.console.terminal import progress, queries, table

__all__ = [
    "card",
    "difference",
    "gathered",
    "progress",
    "pushed",
    "queries",
    "report_faults",
    "steps",
    "summary",
    "table",
]
