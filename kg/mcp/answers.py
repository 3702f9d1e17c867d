"""What the tools answer, as plain records in which every finding has its quotation with report, section and offsets."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz, process

from kg.cards import Card, ask, cards
from kg.iris import Iris
from kg.query import rows
from kg.store import manifest, open_store
from kg.text import Span
from kg.vocab import PREFIXES, term

Record = dict[str, Any]
_PROLOGUE = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())
_SENTENCES = """SELECT ?report ?start ?end WHERE { ?s a kg:Sentence ; oa:hasSource/dcterms:identifier ?report ; oa:hasSelector ?x .
  ?x oa:start ?start ; oa:end ?end ; oa:exact ?said FILTER(CONTAINS(?said, %s)) } ORDER BY ?report ?start"""

_POSSIBLE = ("relation", "from_term", "from_report", "to_term", "to_report", "reason")


class Answers:
    """The questions that the tools put to one build."""

    def __init__(self, graph: Path) -> None:
        self.store, self.iris = open_store(graph), Iris(manifest(graph)["base"])

    def reports(self) -> Record:
        """The reports held, and the years between them of which no report is held."""
        held = [{k: v for k, v in row.items() if v} for row in ask(self.store, "reports")]
        gaps = [{"place": row["place"], "year": row["year"]} for row in ask(self.store, "holdings", held="false")]
        return {"reports": held, "years_not_held": gaps}

    def find_terms(self, text: str, place: str, limit: int) -> Record:
        """Formulations whose name contains the text, the longest-lived first; where none does, those that are most like it."""
        every = ask(self.store, "lifespans", **({"place": place} if place else {}))
        found = [row for row in every if text in row["term"]]
        exact = bool(found)
        if not exact:
            near = process.extract(
                text, sorted({r["term"] for r in every}), scorer=fuzz.WRatio, limit=limit, score_cutoff=45
            )
            order = {name: n for n, (name, _, _) in enumerate(near)}
            found = sorted((row for row in every if row["term"] in order), key=lambda row: order[row["term"]])
        told = [
            {**_kept(row, "term", "place", "kind", "reports", "first", "last"), "first_sentence": self._quote(row)}
            for row in found[:limit]
        ]
        return {"total": len(found), "contains_the_text": exact, "terms": told}

    def term(self, name: str, place: str) -> Record:
        """Everything about a formulation, in each place that has it. Raises UnknownNameError where no report uses it."""
        return {"places": [self._card(card) for card in cards(self.store, name, place)]}

    def _card(self, card: Card) -> Record:
        definitions: dict[tuple[str, str, str, str], list[str]] = defaultdict(list)
        for row in card.definitions:
            definitions[row["report"], row["source"], row["start"], row["end"]] += (
                [row["component"]] if row["component"] else []
            )
        return {
            "term": card.term, "place": card.place, "kind": card.kind,
            "years": [_kept(row, "year", "status", "report", "mentions") for row in card.appearances],
            "definitions": [
                {"source": source, "items": items, "evidence": self._quoted(report, int(start), int(end))}
                for (report, source, start, end), items in definitions.items()
            ],
            "lineage": [self._step(row) for row in card.successions],
            "possible_and_not_asserted": [_kept(row, *_POSSIBLE) for row in card.suggestions],
            "beside": [{**_kept(row, "relation", "target_kind", "target"), "evidence": self._quote(row)} for row in card.links],
        }  # fmt: skip

    def _step(self, row: Mapping[str, str]) -> Record:
        told = _kept(row, "relation", "from_term", "from_report", "to_term", "to_report", "rule", "confidence")
        for side in ("from", "to"):
            told[f"{side}_evidence"] = self._standing(row[f"{side}_term"], row[f"{side}_report"], row[f"{side}_quote"])
        return {**told, "added": row["added"].split("|"), "removed": row["removed"].split("|")} | {
            key: [] for key in ("added", "removed") if not row[key]
        }

    def _standing(self, name: str, report: str, said: str) -> Record:
        """Where a sentence stands that a link of lineage quotes; the sentence alone where it cannot be found again."""
        for row in ask(self.store, "sightings", term=name, report=report):
            if row["sentence_start"]:
                quoted = self._quoted(report, int(row["sentence_start"]), int(row["sentence_end"]))
                if quoted["quote"] == said:
                    return quoted
        return {"report": report, "quote": said}

    def sentences(self, text: str, report: str, limit: int) -> Record:
        """The sentences that contain a text, white space left out."""
        literal = '"' + "".join(text.split()).replace("\\", "\\\\").replace('"', '\\"') + '"'
        found = rows(self.store, _PROLOGUE + _SENTENCES.replace("%s", literal))
        found = [row for row in found if report in ("", row["report"])]
        return {"total": len(found), "sentences": [self._quote(row) for row in found[:limit]]}

    def numbers(self, indicator: str, report: str, mode: str, period: str, limit: int) -> Record:
        """Numbers of an indicator, by its written or its standard name, with the clause of each."""
        asked = {"report": report, "mode": mode, "period": period}
        every = ask(self.store, "observations", **{key: value for key, value in asked.items() if value})
        found = [row for row in every if indicator in row["indicator"] or indicator in row["concept"]]
        kept = ("indicator", "concept", "measure", "value", "unit", "qualifier", "mode", "period")
        return {
            "total": len(found),
            "numbers": [{**_kept(r, *kept), "evidence": self._quote(r)} for r in found[:limit]],
        }

    def _quote(self, row: Mapping[str, str]) -> Record:
        return self._quoted(row["report"], int(row["start"]), int(row["end"]))

    def _quoted(self, report: str, start: int, end: int) -> Record:
        """A passage as the graph has it: its report, the heading above it, its offsets in the decoded source, its words."""
        passage = self.iris.passage(report, Span(start, end))
        said = next(
            quotation.object.value  # type: ignore[union-attr]
            for selector in self.store.quads_for_pattern(passage, term("oa:hasSelector"), None, None)
            for quotation in self.store.quads_for_pattern(selector.object, term("oa:exact"), None, None)  # type: ignore[arg-type]
        )
        return {"report": report, "section": self._section(report, start), "start": start, "end": end, "quote": said}

    def _section(self, report: str, start: int) -> str:
        begins, headings = self._outlines.get(report, ([], []))
        place = bisect_right(begins, start)
        return headings[place - 1] if place else ""

    @cached_property
    def _outlines(self) -> dict[str, tuple[list[int], list[str]]]:
        """For each report where its headings begin and what they say."""
        found: dict[str, tuple[list[int], list[str]]] = defaultdict(lambda: ([], []))
        for row in sorted(ask(self.store, "outline"), key=lambda row: (row["report"], int(row["start"]))):
            if row["heading"]:
                found[row["report"]][0].append(int(row["start"]))
                found[row["report"]][1].append(row["heading"])
        return dict(found)


def _kept(row: Mapping[str, str], *names: str) -> Record:
    """The columns named that are not blank."""
    return {name: row[name] for name in names if row[name]}


def as_records(columns: Iterable[str], values: Iterable[Mapping[str, Mapping[str, str]]]) -> list[Record]:
    """The bindings of SPARQL JSON results as plain records, blank where unbound.

    >>> as_records(["a", "b"], [{"a": {"type": "literal", "value": "1"}}])
    [{'a': '1', 'b': ''}]
    """
    columns = list(columns)
    return [{column: row[column]["value"] if column in row else "" for column in columns} for row in values]
