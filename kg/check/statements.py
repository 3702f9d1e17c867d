"""Do the statements hang together: items in order, evidence described, lineage forward in time?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pyoxigraph import Store

from kg.check.records import PROLOGUE, Step, still
from kg.query import rows


def order(_: Path, store: Store, step: Step = still) -> Iterator[str]:
    """The components of a definition are numbered from one without a gap."""
    counted = """SELECT ?d (COUNT(?i) AS ?n) (MAX(?p) AS ?last) (COUNT(DISTINCT ?p) AS ?places) WHERE {
        ?d kg:item ?i . ?i kg:position ?p } GROUP BY ?d HAVING(MAX(?p) != COUNT(?i) || COUNT(DISTINCT ?p) != COUNT(?i)) ORDER BY ?d"""
    for row in rows(store, PROLOGUE + counted):
        yield f"{row['d']} has {row['n']} components and numbers up to {row['last']}"


def evidence(_: Path, store: Store, step: Step = still) -> Iterator[str]:
    """Every passage that a statement names as its evidence is described, with its offsets and its quotation."""
    lost = "SELECT DISTINCT ?s ?p WHERE { ?s kg:evidence ?p FILTER NOT EXISTS { ?p oa:hasSelector ?q } } ORDER BY ?s ?p"
    for row in rows(store, PROLOGUE + lost):
        yield f"{row['s']} rests on {row['p']}, which quotes nothing"


def lineage(_: Path, store: Store, step: Step = still) -> Iterator[str]:
    """Every link of lineage runs forward in time, and none skips an appearance on its lane."""
    ends = """?link a kg:Succession ; kg:earlier ?a ; kg:later ?b . ?a kg:inReport/kg:year ?from . ?b kg:inReport/kg:year ?to ."""
    for row in rows(store, PROLOGUE + f"SELECT ?link WHERE {{ {ends} FILTER(?from > ?to) }} ORDER BY ?link"):
        yield f"{row['link']} runs backwards in time"
    skipped = f"""SELECT DISTINCT ?link ?between WHERE {{ {ends} ?link kg:relation ?r . FILTER(?r != "homonym")
        ?b kg:onLane ?lane . ?lane kg:appearsIn ?m . ?m kg:year ?between . FILTER(?from < ?between && ?between < ?to) }} ORDER BY ?link"""
    for row in rows(store, PROLOGUE + skipped):
        yield f"{row['link']} skips an appearance of {row['between']}"
