"""Lineage: what became of each formulation of a place from one held report to the next."""

from kg.lineage.records import Appearance, Holding, Succession, Suggestion, Told, Trace
from kg.lineage.trace import trace

__all__ = ["Appearance", "Holding", "Succession", "Suggestion", "Told", "Trace", "trace"]
