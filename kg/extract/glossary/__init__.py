"""Glossary appendices (名词解释): entries however they are numbered, bracketed and set, each with its items."""

from kg.extract.glossary.finder import find_glossary
from kg.extract.glossary.headwords import term_of

__all__ = ["find_glossary", "term_of"]
