"""ro-crate-metadata.json: the bundle as an RO-Crate 1.2 says it, in schema.org's words.

Written here and not with the rocrate library, which puts the time of writing into every crate: equal input is to be equal
output. The tests read it back with that library.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from kg.bundle.citation import PROGRAM, covered, title
from kg.iris import segment
from kg.vocab import BASE

Entity = dict[str, Any]
SPECIFICATION = "https://w3id.org/ro/crate/1.2"
_CC0, _MIT = "https://creativecommons.org/publicdomain/zero/1.0/", "https://spdx.org/licenses/MIT"
_LICENCES = {_CC0: ("CC0 1.0", "Public domain dedication"), _MIT: ("MIT", "The MIT licence")}
_MEDIA = {"zst": "application/zstd", "ttl": "text/turtle", "json": "application/json", "md": "text/markdown",
          "csv": "text/csv", "cff": "application/yaml", "txt": "text/plain; charset=utf-8"}  # fmt: skip
_NAMES = {
    "graph.nq.zst": (
        "图谱的全部陈述（N-Quads，以 Zstandard 压缩），按报告分为命名图",
        "every statement of the graph as N-Quads, packed with Zstandard, one named graph for each report",
    ),
    "manifest.json": (
        "构建清单：每份报告的文件名、散列值和计数",
        "the manifest of the build: file, hash and counts of each report",
    ),
    "ontology/tifakg.ttl": ("本体，中英文", "the ontology, in Chinese and English"),
    "ontology/indicators.ttl": ("标准指标", "standard indicators"),
    "ontology/shapes.ttl": ("SHACL 形状", "SHACL shapes"),
    "quality.md": (
        "抽取的准确率与召回率，以及怎样读这些数",
        "precision and recall of the extraction, and how to read them",
    ),
    "quality.csv": ("准确率与召回率表", "precision and recall as a table"),
    "dataset.ttl": ("数据集说明（DCAT、VoID）", "the data set described (DCAT, VoID)"),
    "CITATION.cff": ("怎样引用", "how to cite"),
}
_LICENCE: Entity = {
    "@id": "#licence",
    "@type": "CreativeWork",
    "name": "未指定许可 · No licence chosen",
    "description": "制作者没有为图谱指定许可；本体为 CC0。引文出自政府公开报告，归其发布机关。 · Who made this bundle chose no licence for "
    "the graph; the ontology is CC0. The quotations are of public reports and belong to the governments that issued them.",
}


@dataclass(frozen=True, slots=True)
class Part:
    """A file of the bundle: its name in the folder, its size in bytes, its SHA-256."""

    name: str
    size: int
    sha256: str


def crate(
    held: Mapping[str, Any], reports: Iterable[Mapping[str, str]], parts: Sequence[Part], day: date, licence: str
) -> str:
    """The metadata of a bundle as JSON-LD: `held` is the manifest, `reports` the rows of that query, `licence` an address."""
    names = {report["id"]: report["file"] for report in held["reports"]}
    told = [_report(row, names[row["report"]]) for row in reports]
    files = [_file(part) for part in parts]
    licences = [_licence(address) for address in sorted({_CC0, _MIT, *([licence] if licence else [])})]
    graph = [
        {
            "@id": "ro-crate-metadata.json", "@type": "CreativeWork", "about": {"@id": "./"}, "conformsTo": {"@id": SPECIFICATION},
        },
        _root(held, told, files, day, licence or str(_LICENCE["@id"])),
        *files,
        *told,
        *({"@id": f"#place-{segment(place)}", "@type": "Place", "name": place} for place in covered(held)[0]),
        {
            "@id": "#build", "@type": "CreateAction", "name": "kg build", "instrument": {"@id": "#program"},
            "object": _one_or_all(_references(told)), "result": {"@id": "graph.nq.zst"},
        },
        {
            "@id": "#program", "@type": "SoftwareApplication", "name": PROGRAM, "version": held["version"], "url": BASE,
            "license": {"@id": _MIT},
        },
        *([] if licence else [_LICENCE]),
        *licences,
    ]  # fmt: skip
    content = {"@context": f"{SPECIFICATION}/context", "@graph": graph}
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _root(held: Mapping[str, Any], reports: list[Entity], files: list[Entity], day: date, licence: str) -> Entity:
    places, years = covered(held)
    counts = held["counts"]
    return {
        "@id": "./",
        "@type": "Dataset",
        "name": title(held),
        "description": f"由 {counts['reports']} 份政府工作报告构建的提法知识图谱，共 {counts['quads']} 条陈述，每条可回到原句；"
        "图中引有报告的句子。 · "
        f"A knowledge graph of the formulations of {counts['reports']} government work reports: {counts['quads']} statements, each "
        "traced to its sentence. The graph quotes the reports' sentences.",
        "datePublished": day.isoformat(),
        "license": {"@id": licence},
        "version": held["graph_sha256"][:16],
        "inLanguage": "zh-Hans",
        "keywords": ["政府工作报告", "提法", "government work report", "knowledge graph", "SKOS"],
        **(
            {"spatialCoverage": _one_or_all([{"@id": f"#place-{segment(place)}"} for place in places])}
            if places
            else {}
        ),
        **({"temporalCoverage": years.replace("–", "/")} if years else {}),
        "hasPart": _one_or_all(_references(files)),
        "isBasedOn": _one_or_all(_references(reports)),
        "mentions": {"@id": "#build"},
    }


def _licence(address: str) -> Entity:
    name, description = _LICENCES.get(address, (address, "The licence that was chosen for this bundle"))
    return {"@id": address, "@type": "CreativeWork", "name": name, "description": description}


def _report(row: Mapping[str, str], file: str) -> Entity:
    told = {
        "@id": f"#report-{segment(row['report'])}", "@type": "CreativeWork", "name": row["title"] or file, "alternateName": file,
        "identifier": row["report"], "sha256": row["sha256"], "datePublished": row["date"] or row["year"], "inLanguage": "zh-Hans",
    }  # fmt: skip
    return {key: value for key, value in told.items() if value}


def _file(part: Part) -> Entity:
    ending = part.name.rpartition(".")[2]
    chinese, english = _NAMES.get(part.name, ("报告原文（解码后）", "the text of a report, as decoded"))
    entity: Entity = {
        "@id": "/".join(map(segment, part.name.split("/"))), "@type": "File", "name": part.name,
        "description": f"{chinese} · {english}", "encodingFormat": _MEDIA[ending], "contentSize": str(part.size), "sha256": part.sha256,
    }  # fmt: skip
    if part.name.startswith("ontology/"):
        entity["license"] = {"@id": _CC0}
    elif part.name.startswith("sources/"):
        entity["isBasedOn"] = {"@id": f"#report-{segment(part.name.removeprefix('sources/').removesuffix('.txt'))}"}
    return entity


def _references(entities: Iterable[Entity]) -> list[Entity]:
    return [{"@id": entity["@id"]} for entity in entities]


def _one_or_all(values: list[Entity]) -> Entity | list[Entity]:
    """A single value stands alone, as RO-Crate recommends."""
    return values[0] if len(values) == 1 else values
