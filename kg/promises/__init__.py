"""The promise ledger, and the audit of the arithmetic between consecutive reports of one place."""

from kg.promises.arithmetic import find_discrepancies
from kg.promises.figures import in_unit, rounded, worth
from kg.promises.pairing import find_promises
from kg.promises.records import Cited, Discrepancy, Promise

__all__ = ["Cited", "Discrepancy", "Promise", "find_discrepancies", "find_promises", "in_unit", "rounded", "worth"]
