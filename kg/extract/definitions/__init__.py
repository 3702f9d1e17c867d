"""Definitions in the body: lists before a name, brackets after it, headings that carry the items, 一是…, 即 and 包括."""

from kg.extract.definitions.finder import find_definitions

__all__ = ["find_definitions"]
