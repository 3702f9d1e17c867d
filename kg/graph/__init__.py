"""Records to quads: one named graph for each report, two for each place (its terms, their lineage), one for the dataset. No blank nodes."""

from kg.graph.dataset import dataset_quads
from kg.graph.lineage import lineage_quads
from kg.graph.place import place_quads
from kg.graph.report import report_quads
from kg.graph.writer import serialise

__all__ = ["dataset_quads", "lineage_quads", "place_quads", "report_quads", "serialise"]
