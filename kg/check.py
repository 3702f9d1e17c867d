"""Is the graph sound? Each check is a function in a table under its code; its docstring's first line is what it holds."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

from pyoxigraph import NamedNode, QuerySolutions, RdfFormat, Store

from kg.iris import Iris
from kg.query import rows
from kg.query import run as ask
from kg.reader.layout import lay_out
from kg.store import GRAPH, manifest, open_store, sha256_of, source_text
from kg.text import squeeze
from kg.vocab import PREFIXES, ontology_folder

Fault = tuple[str, str]
_PROLOGUE = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())


def run(folder: Path) -> Iterator[Fault]:
    """Every fault of a build as (code, message), check by check.

    Raises NotAGraphError where the folder is no build.
    """
    store = open_store(folder)
    for code, one in CHECKS.items():
        for message in one(folder, store):
            yield code, message


def _files(folder: Path, store: Store) -> Iterator[str]:
    """graph.nq is the file that the manifest was written for, and the store holds as many statements."""
    held = manifest(folder)
    if sha256_of(folder / GRAPH) != held["graph_sha256"]:
        yield "graph.nq is not the file that the manifest was written for; build again"
    if len(store) != held["counts"]["quads"]:
        yield f"the store holds {len(store)} statements, the manifest says {held['counts']['quads']}; build again"


def _quotations(folder: Path, store: Store) -> Iterator[str]:
    """Every quotation is what the source says at its offsets, white space and page furniture left out."""
    found: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    answer = ask(
        store,
        _PROLOGUE
        + """SELECT ?report ?start ?end ?exact WHERE {
        ?passage oa:hasSource/dcterms:identifier ?report ; oa:hasSelector ?s . ?s oa:start ?start ; oa:end ?end ; oa:exact ?exact }""",
    )
    assert isinstance(answer, QuerySolutions)
    for report, start, end, exact in answer:
        found[report.value].append((int(start.value), int(end.value), exact.value))
    for report in sorted(found):
        text = lay_out(source_text(folder, report)).text
        for start, end, exact in sorted(found[report]):
            kept = text.clean[bisect_left(text.offsets, start) : bisect_left(text.offsets, end)].replace("\n", "")
            if (
                kept != squeeze(exact)
                or text.raw[start : start + 1] != exact[:1]
                or text.raw[end - 1 : end] != exact[-1:]
            ):
                yield f"{report} {start}-{end}: the source says {kept[:40]!r}, the graph quotes {exact[:40]!r}"


def _labels(_: Path, store: Store) -> Iterator[str]:
    """No label of a concept is both preferred and alternative, and no two concepts of a scheme share one (SKOS S13, S14)."""
    for row in rows(store, _PROLOGUE + "SELECT ?c ?l WHERE { ?c skos:prefLabel ?l ; skos:altLabel ?l } ORDER BY ?c ?l"):
        yield f"{row['c']} has {row['l']!r} as preferred and as alternative label"
    shared = """SELECT ?scheme ?l (COUNT(DISTINCT ?c) AS ?n) WHERE { ?c skos:inScheme ?scheme ; skos:prefLabel ?l
        FILTER(LANGMATCHES(LANG(?l), "zh")) } GROUP BY ?scheme ?l HAVING(COUNT(DISTINCT ?c) > 1) ORDER BY ?l"""
    for row in rows(store, _PROLOGUE + shared):
        yield f"{row['n']} concepts of {row['scheme']} are called {row['l']!r}"


def _hierarchy(_: Path, store: Store) -> Iterator[str]:
    """No concept is broader than itself, and every concept with a broader one shares its scheme (SKOS S24, S27)."""
    for row in rows(store, _PROLOGUE + "SELECT DISTINCT ?c WHERE { ?c skos:broader+ ?c } ORDER BY ?c"):
        yield f"{row['c']} is broader than itself"
    apart = "SELECT ?c ?b WHERE { ?c skos:broader ?b ; skos:inScheme ?s FILTER NOT EXISTS { ?b skos:inScheme ?s } } ORDER BY ?c ?b"
    for row in rows(store, _PROLOGUE + apart):
        yield f"{row['c']} has a broader concept of another scheme, {row['b']}"


def _blanks(folder: Path, _: Store) -> Iterator[str]:
    """No statement has a blank node: everything can be cited."""
    with (folder / GRAPH).open(encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            if line.startswith("_:") or " _:" in line.partition('"')[0]:
                yield f"graph.nq:{number} has a blank node"


def _order(_: Path, store: Store) -> Iterator[str]:
    """The components of a definition are numbered from one without a gap."""
    counted = """SELECT ?d (COUNT(?i) AS ?n) (MAX(?p) AS ?last) (COUNT(DISTINCT ?p) AS ?places) WHERE {
        ?d kg:item ?i . ?i kg:position ?p } GROUP BY ?d HAVING(MAX(?p) != COUNT(?i) || COUNT(DISTINCT ?p) != COUNT(?i)) ORDER BY ?d"""
    for row in rows(store, _PROLOGUE + counted):
        yield f"{row['d']} has {row['n']} components and numbers up to {row['last']}"


def _evidence(_: Path, store: Store) -> Iterator[str]:
    """Every passage that a statement names as its evidence is described, with its offsets and its quotation."""
    lost = "SELECT DISTINCT ?s ?p WHERE { ?s kg:evidence ?p FILTER NOT EXISTS { ?p oa:hasSelector ?q } } ORDER BY ?s ?p"
    for row in rows(store, _PROLOGUE + lost):
        yield f"{row['s']} rests on {row['p']}, which quotes nothing"


def _lineage(_: Path, store: Store) -> Iterator[str]:
    """Every link of lineage runs forward in time, and none skips an appearance on its lane."""
    ends = """?link a kg:Succession ; kg:earlier ?a ; kg:later ?b . ?a kg:inReport/kg:year ?from . ?b kg:inReport/kg:year ?to ."""
    for row in rows(store, _PROLOGUE + f"SELECT ?link WHERE {{ {ends} FILTER(?from > ?to) }} ORDER BY ?link"):
        yield f"{row['link']} runs backwards in time"
    skipped = f"""SELECT DISTINCT ?link ?between WHERE {{ {ends} ?link kg:relation ?r . FILTER(?r != "homonym")
        ?b kg:onLane ?lane . ?lane kg:appearsIn ?m . ?m kg:year ?between . FILTER(?from < ?between && ?between < ?to) }} ORDER BY ?link"""
    for row in rows(store, _PROLOGUE + skipped):
        yield f"{row['link']} skips an appearance of {row['between']}"


def _shapes(folder: Path, store: Store) -> Iterator[str]:
    """The graph keeps to the shapes of ontology/shapes.ttl (core SHACL), a few named graphs at a time."""
    from pyshacl import validate
    from rdflib import Graph

    shapes = Graph().parse(ontology_folder() / "shapes.ttl", format="turtle")
    for portion in _portions(folder, store):
        data = Graph().parse(data="".join(portion), format="nt")
        conforms, results, _text = validate(data, shacl_graph=shapes, advanced=False, inference="none")
        if not conforms and isinstance(results, Graph):
            yield from _violations(results)


def _portions(folder: Path, store: Store) -> Iterator[list[str]]:
    """Statements that are checked together: a report with its place's terms, what spans a place, what spans places."""
    held = manifest(folder)
    graph = Iris(held["base"]).graph
    places: dict[str, list[str]] = defaultdict(list)
    for report in held["reports"]:
        places[report["place"] or report["id"]].append(report["id"])
    for place, reports in sorted(places.items()):
        own = _triples(store, graph(f"place-{place}"))
        for report in reports:
            yield [_triples(store, graph(report)), own]
        yield [
            own,
            *(_triples(store, graph(f"{kind}-{place}")) for kind in ("lineage", "promises", "carryover", "digits")),
        ]
    yield [_triples(store, graph("ladder"))]


def _triples(store: Store, graph: NamedNode) -> str:
    """The statements of one named graph as N-Triples."""
    return (store.dump(from_graph=graph, format=RdfFormat.N_TRIPLES) or b"").decode("utf-8")


def _violations(results: object) -> Iterator[str]:
    from rdflib import SH, Graph

    assert isinstance(results, Graph)
    for result in results.subjects(predicate=SH.focusNode):
        yield f"{results.value(result, SH.focusNode)}: {results.value(result, SH.resultMessage)}"


CHECKS: dict[str, Callable[[Path, Store], Iterator[str]]] = {
    "files": _files,
    "quotations": _quotations,
    "labels": _labels,
    "hierarchy": _hierarchy,
    "blank-nodes": _blanks,
    "order": _order,
    "evidence": _evidence,
    "lineage": _lineage,
    "shapes": _shapes,
}
