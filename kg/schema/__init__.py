"""The ontology as people read it: its names in both languages, a picture, and an example out of a graph."""

from kg.schema.diagram import Drawing, drawing, mermaid
from kg.schema.example import example
from kg.schema.markdown import markdown
from kg.schema.names import Name, names

__all__ = ["Drawing", "Name", "drawing", "example", "markdown", "mermaid", "names"]
