"""Records to quads without blank nodes: a named graph for each report, two for each place, one across places, one for all."""

from kg.graph.carryover import carryover_quads
from kg.graph.dataset import dataset_quads
from kg.graph.digits import digit_quads
from kg.graph.ladder import ladder_quads
from kg.graph.lineage import lineage_quads
from kg.graph.place import place_quads
from kg.graph.promises import promise_quads
from kg.graph.report import report_quads
from kg.graph.writer import serialise

__all__ = [
    "carryover_quads",
    "dataset_quads",
    "digit_quads",
    "ladder_quads",
    "lineage_quads",
    "place_quads",
    "promise_quads",
    "report_quads",
    "serialise",
]
