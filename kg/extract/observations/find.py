"""A report's observations: figures, their sentences, their times, in one pass."""

from __future__ import annotations

from bisect import bisect_right

from kg.extract.concepts import concept_of
from kg.extract.observations.figures import Figure, figures
from kg.extract.observations.periods import Times, cues, mode_of, narrowed
from kg.extract.observations.sentence import Reading, read
from kg.model import Observation, Report
from kg.text import Span


def find_observations(report: Report) -> list[Observation]:
    """Every number of the report's body that states something about the place, in the order of the text."""
    norm, times = report.text.norm, Times.of(report)
    starts = [sentence.start for sentence in report.sentences]
    found: list[Observation] = []
    held: list[Figure] = []
    current = -1
    for figure in [*figures(norm, report.text.clean), None]:
        index = bisect_right(starts, figure.start) - 1 if figure else -2
        if index != current and held:
            found.extend(_sentence(report, report.sentences[current], held, times))
            held = []
        current = index
        if figure:
            held.append(figure)
    return found


def _sentence(report: Report, sentence: Span, held: list[Figure], times: Times) -> list[Observation]:
    if any(region.covers(sentence) for region in report.glossary) or all(f.kind in {"Clock", "Bare"} for f in held):
        return []
    norm = report.text.norm
    said = list(cues(norm, sentence.start, sentence.end, times.year))
    section_period, section_mode = times.at(held[0].start)
    out, left_at = [], -1
    for reading in read(norm, sentence.start, sentence.end, held):
        until = left_at if left_at >= reading.left and reading.stage == "ends" else reading.figure.start
        period = next((cue.period for cue in reversed(said) if cue.end <= until), section_period)
        if reading.stage == "begins":
            left_at = reading.figure.start if not said or said[-1].end < reading.left else reading.left
        period = narrowed(period, reading.stage)
        mode = mode_of(section_mode, period, times.year, norm[max(sentence.start, reading.figure.start - 40) : reading.figure.start])
        out.append(_observation(report, reading, period, mode))
    return out


def _observation(report: Report, reading: Reading, period: str, mode: str) -> Observation:
    figure = reading.figure
    return Observation(
        indicator=reading.name,
        concept=concept_of(reading.name),
        measure=reading.measure,
        value=reading.value,
        unit=figure.unit,
        qualifier=reading.qualifier,
        mode=mode,  # type: ignore[arg-type]
        period=period,
        number=Span(figure.start, figure.end),
        clause=Span(reading.left, reading.right),
        rule=reading.rule,
    )
