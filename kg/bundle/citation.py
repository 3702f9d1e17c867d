"""How a build is cited: CITATION.cff of the data set, and the words that name it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

PROGRAM = "TifaKG 提法图谱"


def covered(held: Mapping[str, Any]) -> tuple[list[str], str]:
    """The places of a build, and the years of its reports: `2021`, `2018–2025`, or blank where no report has a year.

    >>> covered({"reports": [{"place": "甲县", "year": 2021}, {"place": "甲县", "year": None}]})
    (['甲县'], '2021')
    """
    places = list(dict.fromkeys(report["place"] for report in held["reports"] if report["place"]))
    years = sorted(report["year"] for report in held["reports"] if report["year"] is not None)
    return places, "" if not years else str(years[0]) if years[0] == years[-1] else f"{years[0]}–{years[-1]}"


def title(held: Mapping[str, Any]) -> str:
    """The name of the data set, with its place and years.

    >>> title({"reports": [{"place": "甲县", "year": 2021}]})
    '提法图谱：甲县 2021 · A graph of formulations: 甲县 2021'
    """
    places, years = covered(held)
    what = " ".join(filter(None, ["、".join(places) if len(places) < 4 else f"{places[0]}等{len(places)}地", years]))
    where = " ".join(
        filter(
            None, ["、".join(places) if len(places) < 4 else f"{places[0]} and {len(places) - 1} other places", years]
        )
    )
    return f"提法图谱：{what} · A graph of formulations: {where}"


def citation(held: Mapping[str, Any], day: date) -> str:
    """CITATION.cff 1.2.0 of a build; the strings are quoted as JSON, which YAML reads."""

    def quoted(text: str) -> str:
        return json.dumps(text, ensure_ascii=False)

    return "\n".join([
        "cff-version: 1.2.0",
        "message: If you use this data set, please cite it as below, and each statement by report, offsets and SHA-256.",
        "type: dataset",
        f"title: {quoted(title(held))}",
        f"version: {quoted('sha256 ' + held['graph_sha256'][:16])}",
        f"date-released: {quoted(day.isoformat())}",
        "# Put your own name first if you chose and prepared the reports.",
        "authors:",
        "  - name: The TifaKG authors",
        "identifiers:",
        "  - type: other",
        f"    value: {quoted('sha256:' + held['graph_sha256'])}",
        "    description: The SHA-256 of the lines of graph.nq.zst, unpacked",
        "references:",
        "  - type: software",
        f"    title: {quoted(PROGRAM)}",
        f"    version: {quoted(held['version'])}",
        "    authors:",
        "      - name: The TifaKG authors",
        "",
    ])  # fmt: skip
