"""The integrity conditions of SKOS."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pyoxigraph import Store

from kg.check.records import PROLOGUE, Step, still
from kg.query import rows


def labels(_: Path, store: Store, step: Step = still) -> Iterator[str]:
    """No label of a concept is both preferred and alternative, and no two concepts of a scheme share one (SKOS S13, S14)."""
    for row in rows(store, PROLOGUE + "SELECT ?c ?l WHERE { ?c skos:prefLabel ?l ; skos:altLabel ?l } ORDER BY ?c ?l"):
        yield f"{row['c']} has {row['l']!r} as preferred and as alternative label"
    shared = """SELECT ?scheme ?l (COUNT(DISTINCT ?c) AS ?n) WHERE { ?c skos:inScheme ?scheme ; skos:prefLabel ?l
        FILTER(LANGMATCHES(LANG(?l), "zh")) } GROUP BY ?scheme ?l HAVING(COUNT(DISTINCT ?c) > 1) ORDER BY ?l"""
    for row in rows(store, PROLOGUE + shared):
        yield f"{row['n']} concepts of {row['scheme']} are called {row['l']!r}"


def hierarchy(_: Path, store: Store, step: Step = still) -> Iterator[str]:
    """No concept is broader than itself, and every concept with a broader one shares its scheme (SKOS S24, S27)."""
    for row in rows(store, PROLOGUE + "SELECT DISTINCT ?c WHERE { ?c skos:broader+ ?c } ORDER BY ?c"):
        yield f"{row['c']} is broader than itself"
    apart = "SELECT ?c ?b WHERE { ?c skos:broader ?b ; skos:inScheme ?s FILTER NOT EXISTS { ?b skos:inScheme ?s } } ORDER BY ?c ?b"
    for row in rows(store, PROLOGUE + apart):
        yield f"{row['c']} has a broader concept of another scheme, {row['b']}"
