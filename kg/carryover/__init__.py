"""Which sentences of a report repeat an earlier report of the same place: word for word, edited, or not at all."""

from kg.carryover.comparison import find_carried
from kg.carryover.records import Carried, Comparison

__all__ = ["Carried", "Comparison", "find_carried"]
