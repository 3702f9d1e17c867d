"""Exports are read back with the ecosystem's own readers and say what the graph says."""

from __future__ import annotations

import csv
import io
import logging
from pathlib import Path

import networkx as nx
import pytest
import rdflib
import skosify
from conftest import Kg, lines_of
from rdflib.compare import isomorphic
from rdflib.namespace import RDF, SKOS

from kg import export, query
from kg.network import network
from kg.store import open_store

QB = rdflib.Namespace("http://purl.org/linked-data/cube#")


def exported(folder: Path, form: str) -> bytes:
    out = io.BytesIO()
    export.export(folder, form, out)
    return out.getvalue()


@pytest.fixture(scope="module")
def union(small: Path) -> rdflib.Graph:
    """The statements of a build, read from its N-Quads by rdflib."""
    held = rdflib.Dataset()
    held.parse(data=lines_of(small), format="nquads")
    graph = rdflib.Graph()
    for subject, predicate, value, _ in held.quads():
        graph.add((subject, predicate, value))
    return graph


def test_turtle_reads_back_as_the_same_graph(small: Path, union: rdflib.Graph) -> None:
    assert isomorphic(rdflib.Graph().parse(data=exported(small, "turtle"), format="turtle"), union)


def test_n_quads_are_the_file_of_the_build(small: Path) -> None:
    assert exported(small, "n-quads") == lines_of(small)


def test_json_ld_reads_back_as_the_same_dataset(small: Path) -> None:
    held, read = rdflib.Dataset(), rdflib.Dataset()
    held.parse(data=lines_of(small), format="nquads")
    read.parse(data=exported(small, "json-ld"), format="json-ld")
    assert set(read.quads()) == set(held.quads())


def test_skos_has_nothing_but_skos(small: Path) -> None:
    graph = rdflib.Graph().parse(data=exported(small, "skos"), format="turtle")
    assert all(p == RDF.type or str(p).startswith(str(SKOS)) for p in graph.predicates())
    concepts = set(graph.subjects(RDF.type, SKOS.Concept))
    assert concepts
    assert all(
        (concept, SKOS.prefLabel, None) in graph and (concept, SKOS.inScheme, None) in graph for concept in concepts
    )


def test_skosify_finds_nothing_to_mend(built: Path, caplog: pytest.LogCaptureFixture, tmp_path: Path) -> None:
    """Scheme by scheme, for Skosify takes a file to be one scheme; what it adds are inverses, which SKOS lets one leave out."""
    graph = rdflib.Graph().parse(data=exported(built, "skos"), format="turtle")
    schemes = set(graph.subjects(RDF.type, SKOS.ConceptScheme))
    assert len(schemes) == 3
    for scheme in schemes:
        part = rdflib.Graph()
        members = set(graph.subjects(SKOS.inScheme, scheme))
        assert members, f"{scheme} has no concept"
        assert set(graph.objects(scheme, SKOS.hasTopConcept)) <= members
        for one in {scheme, *members}:
            part += graph.triples((one, None, None))
        part.serialize(tmp_path / "scheme.ttl", format="turtle")
        with caplog.at_level(logging.WARNING):
            mended = skosify.skosify(str(tmp_path / "scheme.ttl"))
        assert set(part) <= set(mended)
        assert {p for _, p, _ in set(mended) - set(part)} <= {
            SKOS.narrower,
            SKOS.topConceptOf,
            SKOS.hasTopConcept,
            SKOS.related,
        }
    assert [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING] == []


def test_skosify_would_find_a_fault(caplog: pytest.LogCaptureFixture, tmp_path: Path) -> None:
    faulty = """@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix : <https://example.org/> .
        :s a skos:ConceptScheme . :a a skos:Concept ; skos:inScheme :s ; skos:prefLabel "甲"@zh, "乙"@zh ; skos:broader :a ."""
    (tmp_path / "scheme.ttl").write_text(faulty, "utf-8")
    with caplog.at_level(logging.WARNING):
        skosify.skosify(str(tmp_path / "scheme.ttl"))
    assert caplog.records


def test_the_cube_has_a_structure_and_every_observation(small: Path) -> None:
    graph = rdflib.Graph().parse(data=exported(small, "cube"), format="turtle")
    stated = query.rows(open_store(small), query.text_of("observations"))
    assert len(set(graph.subjects(RDF.type, QB.Observation))) == len(stated)
    assert len(set(graph.subjects(RDF.type, QB.DataStructureDefinition))) == 1


def test_gexf_and_graphml_open_with_labels_years_and_colours(built: Path, tmp_path: Path) -> None:
    whole = network(open_store(built))
    for form, reader in (("gexf", nx.read_gexf), ("graphml", nx.read_graphml)):
        path = tmp_path / f"graph.{form}"
        export.export_file(built, form, path)
        graph = reader(path)
        assert (graph.number_of_nodes(), graph.number_of_edges()) == (whole.number_of_nodes(), whole.number_of_edges())
        assert graph.nodes["term/红旗区/三讲三强"]["label"] == "三讲三强"
    text = (tmp_path / "graph.gexf").read_text("utf-8")
    assert 'start="2019" end="2021"' in text or 'end="2021" start="2019"' in text
    assert "viz:color" in text


def test_tables_open_in_a_spreadsheet(kg: Kg, built: Path, tmp_path: Path) -> None:
    done = kg("export", "--format", "csv", "--graph", built, "--out", tmp_path / "tables")
    assert done.returncode == 0, done.stderr
    raw = (tmp_path / "tables" / "lineage.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    found = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"))))
    assert {"from_term": "五链融合", "to_term": "六链融合"}.items() <= next(
        r for r in found if r["relation"] == "extends"
    ).items()


def test_the_command_writes_to_standard_output(kg: Kg, small: Path, tmp_path: Path) -> None:
    assert kg("export", "--format", "turtle", "--graph", small).stdout.startswith("@prefix")
    assert kg("export", "--format", "nothing", "--graph", small).returncode == 2
    refused = kg("export", "--format", "turtle", "--graph", small, "--out", tmp_path / "no" / "where.ttl")
    assert refused.returncode == 1
    assert "cannot be written" in refused.stderr
