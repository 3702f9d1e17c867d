"""Every named query answered a second time in plain Python, by loops over the statements, to hold the SPARQL against."""

from oracle import lineage, numbers, places, reports, terms
from oracle.facts import Facts, Oracle

ORACLES: dict[str, Oracle] = {
    name: answer for part in (reports, terms, numbers, lineage, places) for name, answer in part.ANSWERS.items()
}

__all__ = ["ORACLES", "Facts"]
