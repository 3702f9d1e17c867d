"""Is every quotation what its source says?"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from pyoxigraph import QuerySolutions, Store

from kg.check.records import PROLOGUE, Step, still
from kg.query import run
from kg.reader.layout import lay_out
from kg.store import source_text
from kg.text import squeeze

_PASSAGES = """SELECT ?report ?start ?end ?exact WHERE {
  ?passage oa:hasSource/dcterms:identifier ?report ; oa:hasSelector ?s . ?s oa:start ?start ; oa:end ?end ; oa:exact ?exact }"""


def quotations(folder: Path, store: Store, step: Step = still) -> Iterator[str]:
    """Every quotation is what the source says at its offsets, white space and page furniture left out."""
    found: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    answer = run(store, PROLOGUE + _PASSAGES)
    assert isinstance(answer, QuerySolutions)
    for report, start, end, exact in answer:
        found[report.value].append((int(start.value), int(end.value), exact.value))
    for done, report in enumerate(sorted(found)):
        step(done, len(found))
        text = lay_out(source_text(folder, report)).text
        for start, end, exact in sorted(found[report]):
            kept = text.clean[bisect_left(text.offsets, start) : bisect_left(text.offsets, end)].replace("\n", "")
            ends = text.raw[start : start + 1], text.raw[end - 1 : end]
            if kept != squeeze(exact) or ends != (exact[:1], exact[-1:]):
                yield f"{report} {start}-{end}: the source says {kept[:40]!r}, the graph quotes {exact[:40]!r}"
    step(len(found), len(found))
