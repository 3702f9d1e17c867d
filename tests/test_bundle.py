"""The bundle is an RO-Crate that others' programs read, its hashes are right, and it holds no text that was not asked for."""

from __future__ import annotations

import csv
import hashlib
import json
from pathlib import Path

import pytest
import rdflib
import rocrate
from conftest import Kg, lines_of
from rdflib.namespace import DCTERMS, RDF, VOID
from rocrate.rocrate import ROCrate

DCAT = rdflib.Namespace("http://www.w3.org/ns/dcat#")
SCHEMA = rdflib.Namespace("http://schema.org/")
DAY = {"SOURCE_DATE_EPOCH": "1800000000"}


@pytest.fixture(scope="module")
def bundle(built: Path, kg: Kg, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("bundle") / "crate"
    done = kg("export", "--format", "bundle", "--graph", built, "--out", out, env=DAY)
    assert done.returncode == 0, done.stderr
    return out


@pytest.fixture(scope="module")
def full(built: Path, kg: Kg, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("full") / "crate"
    licence = "https://creativecommons.org/licenses/by/4.0/"
    words = ["export", "--format", "bundle", "--graph", built, "--out", out, "--with-sources", "--license", licence]
    done = kg(*words, env=DAY)
    assert done.returncode == 0, done.stderr
    return out


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_the_library_reads_every_file_with_its_hash(bundle: Path) -> None:
    crate = ROCrate(bundle)
    listed = {entity.id: entity for entity in crate.get_entities() if "File" in entity.type}
    assert set(listed) | {"bundle.json", "ro-crate-metadata.json"} == files(bundle)
    for name, entity in listed.items():
        content = (bundle / name).read_bytes()
        assert (entity["sha256"], entity["contentSize"]) == (hashlib.sha256(content).hexdigest(), str(len(content)))
    assert len(crate.root_dataset["isBasedOn"]) == 5
    assert crate.root_dataset["license"]["name"].startswith("未指定")
    assert str(crate.root_dataset["datePublished"]).startswith("2027-01-15")


def test_the_list_of_hashes_is_right_and_whole(full: Path) -> None:
    listed = json.loads((full / "bundle.json").read_text("utf-8"))["sha256"]
    assert set(listed) == files(full) - {"bundle.json"}
    assert listed == {name: hashlib.sha256((full / name).read_bytes()).hexdigest() for name in listed}


def test_a_parser_of_json_ld_reads_it_as_schema_org(bundle: Path, seeds: Path) -> None:
    """With the context that the library carries, for the network is not asked."""
    content = json.loads((bundle / "ro-crate-metadata.json").read_text("utf-8"))
    assert content["@context"] == "https://w3id.org/ro/crate/1.2/context"
    held = json.loads((Path(rocrate.__file__).parent / "data" / "ro-crate.jsonld").read_text("utf-8"))
    content["@context"] = held["@context"]
    graph = rdflib.Graph().parse(data=json.dumps(content), format="json-ld", publicID="https://example.org/crate/")
    root = rdflib.URIRef("https://example.org/crate/")
    assert (root, RDF.type, SCHEMA.Dataset) in graph
    assert len(set(graph.objects(root, SCHEMA.hasPart))) == len(files(bundle)) - 2
    hashes = {str(graph.value(report, SCHEMA.sha256)) for report in graph.objects(root, SCHEMA.isBasedOn)}
    assert hashes == {hashlib.sha256(path.read_bytes()).hexdigest() for path in seeds.glob("*.txt")}
    pointed = {thing for thing in graph.objects() if str(thing).startswith("https://example.org/crate/")}
    assert pointed <= set(graph.subjects()), "an entity is named and not described"


def test_dcat_and_void_name_the_file_beside_them(bundle: Path) -> None:
    graph = rdflib.Graph().parse(bundle / "dataset.ttl", publicID="https://example.org/crate/dataset.ttl")
    dataset = graph.value(predicate=RDF.type, object=VOID.Dataset)
    file = rdflib.URIRef("https://example.org/crate/graph.nq.zst")
    distribution = graph.value(dataset, DCAT.distribution)
    assert graph.value(dataset, VOID.dataDump) == graph.value(distribution, DCAT.downloadURL) == file
    assert len(lines_of(bundle).splitlines()) == int(str(graph.value(dataset, VOID.triples)))
    assert int(str(graph.value(distribution, DCAT.byteSize))) == (bundle / "graph.nq.zst").stat().st_size
    assert len(set(graph.objects(dataset, DCTERMS.hasPart))) == 5


def test_the_texts_go_in_only_where_they_are_asked_for(bundle: Path, full: Path, built: Path) -> None:
    assert not (bundle / "sources").exists()
    assert {p.name for p in (full / "sources").iterdir()} == {p.name for p in (built / "sources").iterdir()}
    crate = ROCrate(full)
    assert crate.get("sources/hongqi-2021.txt")["isBasedOn"].id == "#report-hongqi-2021"
    assert crate.root_dataset["license"].id == "https://creativecommons.org/licenses/by/4.0/"


def test_the_published_figures_go_with_it(bundle: Path) -> None:
    rows = list(csv.DictReader((bundle / "quality.csv").open(encoding="utf-8")))
    text = (bundle / "quality.md").read_text("utf-8")
    assert {"glossary.term", "terms", "programs", "observations", "observations.full"} <= {
        row["measure"] for row in rows
    }
    for row in rows:
        right, annotated = int(row["right"]), int(row["annotated"])
        assert f"{right / annotated:.3f}" == (row["recall"] or row["rate"])
        assert row["measure"] in text


def test_equal_builds_on_one_day_are_equal_bundles(bundle: Path, built: Path, kg: Kg, tmp_path: Path) -> None:
    done = kg("export", "--format", "bundle", "--graph", built, "--out", tmp_path / "again", env=DAY)
    assert done.returncode == 0, done.stderr
    assert {n: (tmp_path / "again" / n).read_bytes() for n in files(bundle)} == {
        n: (bundle / n).read_bytes() for n in files(bundle)
    }


def test_wrong_use_and_bad_folders_are_refused(built: Path, kg: Kg, tmp_path: Path) -> None:
    assert kg("export", "--format", "bundle", "--graph", built).returncode == 2
    assert (
        kg("export", "--format", "bundle", "--graph", built, "--out", tmp_path / "b", "--license", "mine").returncode
        == 2
    )
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "thesis.txt").write_text("mine")
    done = kg("export", "--format", "bundle", "--graph", built, "--out", tmp_path / "full")
    assert (done.returncode, files(tmp_path / "full")) == (1, {"thesis.txt"})
    assert "was not made by kg export --format bundle" in done.stderr
    late = kg(
        "export", "--format", "bundle", "--graph", built, "--out", tmp_path / "b", env={"SOURCE_DATE_EPOCH": "today"}
    )
    assert late.returncode == 1
    assert "SOURCE_DATE_EPOCH" in late.stderr
