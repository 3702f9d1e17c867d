"""The named graph of the dataset itself (VoID, DCAT, Data Cube), without dates, so that equal input is equal output."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Quad

from kg.graph.writer import Writer, en, zh
from kg.iris import Iris
from kg.vocab import kg, term


def dataset_quads(reports: Iterable[str], iris: Iris, version: str) -> Iterator[Quad]:
    """The dataset's description (VoID, DCAT, Data Cube) and who made it; no dates, so that equal input is equal output."""
    writer = Writer(iris.graph("dataset"))
    node = iris.dataset()
    writer.say(node, "rdf:type", term("void:Dataset"), term("dcat:Dataset"), term("qb:DataSet"))
    writer.say(node, "dcterms:title", zh("提法图谱"), en("TifaKG"))
    writer.say(
        node,
        "dcterms:description",
        zh("由政府工作报告构建的提法知识图谱。"),
        en("A knowledge graph of formulations built from government work reports."),
    )
    writer.note(node, "dcat:version", version)
    writer.say(node, "qb:structure", kg("cube"))
    writer.say(
        node,
        "void:vocabulary",
        NamedNode(f"{term('kg:Term').value.rpartition('#')[0]}"),
        NamedNode("http://www.w3.org/2004/02/skos/core"),
        NamedNode("http://www.w3.org/ns/oa"),
    )
    writer.say(node, "void:uriSpace", Literal(iris.base))
    for report in reports:
        writer.say(node, "dcterms:hasPart", iris.report(report))
    yield from writer.quads
