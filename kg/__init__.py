"""TifaKG 提法图谱: government work reports in, a knowledge graph of formulations out."""

__version__ = "0.1.0"
