"""The one place where an IRI is minted: readable, with Chinese in it, and safe whatever the text contains."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from pyoxigraph import NamedNode

from kg.text import Span
from kg.vocab import BASE

_SAFE = frozenset("-._~!$'()*+,;=@")


@lru_cache(1 << 16)
def segment(text: str) -> str:
    """A name as one path segment: letters and marks of any script stay, IRI-hostile characters are percent-encoded.

    >>> segment("三讲三强"), segment("1+6+6+3"), segment("a/b <c>?#")
    ('三讲三强', '1+6+6+3', 'a%2Fb%20%3Cc%3E%3F%23')
    """
    return "".join(
        c if _kept(c) else "".join(f"%{byte:02X}" for byte in c.encode("utf-8", "surrogatepass")) for c in text
    )


def _kept(char: str) -> bool:
    if char.isascii():
        return char.isalnum() or char in _SAFE
    return unicodedata.category(char)[0] in "LMN" or char in "、，。：；（）《》·—…"


@dataclass(frozen=True, slots=True)
class Iris:
    """Names of all things under one base IRI."""

    base: str = BASE

    def _of(self, path: str) -> NamedNode:
        return NamedNode(self.base + path)

    def dataset(self) -> NamedNode:
        return self._of("dataset")

    def graph(self, name: str) -> NamedNode:
        """The named graph of a report, a place, the dataset or the ontology."""
        return self._of(f"graph/{segment(name)}")

    def report(self, report: str) -> NamedNode:
        return self._of(f"report/{segment(report)}")

    def place(self, place: str) -> NamedNode:
        return self._of(f"place/{segment(place)}")

    def scheme(self, place: str) -> NamedNode:
        return self._of(f"place/{segment(place)}/terms")

    def term(self, place: str, name: str) -> NamedNode:
        return self._of(f"place/{segment(place)}/term/{segment(name)}")

    def year(self, year: int) -> NamedNode:
        return self._of(f"year/{year}")

    def passage(self, report: str, span: Span) -> NamedNode:
        """A stretch of a report, by its offsets in the source."""
        return self._of(f"report/{segment(report)}/char/{span.start}-{span.end}")

    def part(self, report: str, kind: str, name: str) -> NamedNode:
        """A section, mention, definition, naming or observation of a report."""
        return self._of(f"report/{segment(report)}/{kind}/{name}")

    def definition(self, report: str, source: Span, term: NamedNode, kind: str) -> NamedNode:
        """A definition, by where it stands in the source, the term it explains and how it explains it."""
        return self.part(report, "definition", f"{source.start}-{source.end}/{term.value.rpartition('/')[2]}/{kind}")

    def appearance(self, report: str, term: NamedNode) -> NamedNode:
        """A term in one report."""
        return self.part(report, "appearance", term.value.rpartition("/")[2])

    def lane(self, place: str, name: str) -> NamedNode:
        """The family of forms of one formulation, named by the form that came first."""
        return self._of(f"place/{segment(place)}/lane/{segment(name)}")

    def of_place(self, place: str, kind: str, name: str) -> NamedNode:
        """A statement that spans the reports of a place: a holding, a succession, a suggestion."""
        return self._of(f"place/{segment(place)}/{kind}/{name}")

    def form(self, key: str) -> NamedNode:
        """A written form that several places use."""
        return self._of(f"form/{segment(key)}")

    def of_form(self, key: str, kind: str, name: str) -> NamedNode:
        """A rung or a transmission of a form."""
        return self._of(f"form/{segment(key)}/{kind}/{name}")

    def program(self, place: str, name: str) -> NamedNode:
        return self._of(f"place/{segment(place)}/program/{segment(name)}")

    def indicator(self, name: str) -> NamedNode:
        """A standard indicator; the indicators keep their own base, whatever the base of the data."""
        return NamedNode(f"{BASE}indicator/{segment(name)}")
