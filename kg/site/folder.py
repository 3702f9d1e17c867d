"""The folder of a site: never the graph itself, nor a folder that holds it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.errors import OutputFolderError
from kg.landing import Kind, landing

SITE = Kind(sign="site.json", format="tifakg-site-1", maker="kg site")


@contextmanager
def site_landing(out: Path, graph: Path) -> Iterator[Path]:
    """A new folder to write the site in; it takes the place of `out` when the block ends without an error.

    Raises OutputFolderError where `out` holds something else, holds the graph, or cannot be written.
    """
    where = out.absolute().resolve()
    if where == graph.resolve() or where in graph.resolve().parents:
        raise OutputFolderError("holds the graph itself; name another folder", path=out.absolute())
    with landing(out, SITE) as folder:
        yield folder
