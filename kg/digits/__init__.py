"""Digit codes read figure by figure: what the definition says each stands for; what it does not say stays open."""

from kg.digits.codes import figures, totals
from kg.digits.decoding import decode
from kg.digits.records import Digit

__all__ = ["Digit", "decode", "figures", "totals"]
