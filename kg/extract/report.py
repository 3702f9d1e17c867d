"""Report to Findings: every extractor once over one report."""

from __future__ import annotations

from kg.extract.definitions import find_definitions
from kg.extract.glossary import find_glossary
from kg.extract.observations import observations_and_doubts
from kg.extract.programs import find_programs
from kg.extract.terms import find_terms
from kg.model import Findings, Report


def extract(report: Report) -> Findings:
    """All that the text of one report supports, and what was seen and could not be placed."""
    glossary, doubts = find_glossary(report)
    observations, unread = observations_and_doubts(report)
    definitions = [*glossary, *find_definitions(report)]
    return Findings(
        definitions=tuple(definitions),
        candidates=tuple(find_terms(report, definitions)),
        programs=tuple(find_programs(report)),
        observations=tuple(observations),
        doubts=(*doubts, *unread),
    )
