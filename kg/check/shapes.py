"""Does the graph keep to its shapes, and where it does not, what is wrong with what?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, RdfFormat, Store

from kg.check.records import Step, short, still
from kg.iris import Iris
from kg.store import manifest
from kg.vocab import ontology_folder

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

_OF_PLACE = ("lineage", "promises", "carryover", "digits")


def shapes(folder: Path, store: Store, step: Step = still) -> Iterator[str]:
    """The graph keeps to the shapes of ontology/shapes.ttl (core SHACL), a few named graphs at a time."""
    from pyshacl import validate
    from rdflib import Graph

    held = manifest(folder)
    wanted = Graph().parse(ontology_folder() / "shapes.ttl", format="turtle")
    portions = _portions(held["reports"], Iris(held["base"]))
    told: set[str] = set()  # what a place's terms lack is found with each of its reports
    for done, graphs in enumerate(portions):
        step(done, len(portions))
        data = Graph().parse(data="".join(_triples(store, graph) for graph in graphs), format="nt")
        conforms, results, _text = validate(data, shacl_graph=wanted, advanced=False, inference="none")
        if not conforms and isinstance(results, Graph):
            found = sorted(set(_violations(results, data, held["base"])) - told)
            told.update(found)
            yield from found
    step(len(portions), len(portions))


def _portions(reports: list[dict[str, str]], iris: Iris) -> list[list[NamedNode]]:
    """Graphs that are checked together: a report with its place's terms, what spans a place, what spans places."""
    places: dict[str, list[str]] = defaultdict(list)
    for report in reports:
        places[report["place"] or report["id"]].append(report["id"])
    portions = []
    for place, held in sorted(places.items()):
        own = iris.graph(f"place-{place}")
        portions += [[iris.graph(report), own] for report in held]
        portions.append([own, *(iris.graph(f"{kind}-{place}") for kind in _OF_PLACE)])
    return [*portions, [iris.graph("ladder")]]


def _triples(store: Store, graph: NamedNode) -> str:
    """The statements of one named graph as N-Triples."""
    return (store.dump(from_graph=graph, format=RdfFormat.N_TRIPLES) or b"").decode("utf-8")


def _violations(results: Graph, data: Graph, base: str) -> Iterator[str]:
    """Each result as a sentence: the thing, the rule it breaks, the property, and what it has there."""
    from rdflib import SH

    for result in results.subjects(predicate=SH.focusNode):
        thing, path = results.value(result, SH.focusNode), results.value(result, SH.resultPath)
        value = results.value(result, SH.value)
        values = [value] if value is not None else [] if path is None else sorted(data.objects(thing, path), key=str)
        has = ", ".join(_said(one, base) for one in values[:3]) + (
            f" and {len(values) - 3} more" if len(values) > 3 else ""
        )
        message = results.value(result, SH.resultMessage)
        where = "" if path is None else f", but {short(str(path), base)} is {has or 'missing'}"
        yield f"{short(str(thing), base)}: {message}{where}"


def _said(node: Node, base: str) -> str:
    from rdflib import Literal

    return repr(str(node)[:40]) if isinstance(node, Literal) else short(str(node), base)
