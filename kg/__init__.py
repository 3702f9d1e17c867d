"""TifaKG 提法图谱: government work reports in, a knowledge graph of formulations out."""

from __future__ import annotations

from os import PathLike
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.opened import Graph

__version__ = "0.1.0"


def open(folder: str | PathLike[str]) -> Graph:
    """A build, opened for reading: `g = kg.open("build")`. Raises NotAGraphError where the folder is none."""
    from pathlib import Path

    from kg.opened import Graph

    return Graph(Path(folder))


def load_ipython_extension(shell: Any) -> None:
    """`%load_ext kg` in a notebook gives the cell magic `%%sparql FOLDER`."""
    from kg.opened import load_ipython_extension as load

    load(shell)
