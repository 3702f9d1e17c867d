"""A build as a folder to deposit or to send: an RO-Crate with the graph, the ontology, the proof of what it was made of."""

from __future__ import annotations

import os
import shutil
from datetime import UTC, date, datetime
from pathlib import Path

from kg.bundle.citation import citation
from kg.bundle.crate import Part, crate
from kg.bundle.description import described
from kg.bundle.quality import figures, quality_file
from kg.errors import KgError
from kg.landing import Kind, landing
from kg.query import rows, text_of
from kg.store import BUILD, GRAPH, SOURCES, graph_file, manifest, open_store, sha256_of
from kg.vocab import ontology_folder

BUNDLE = Kind(sign="bundle.json", format="tifakg-bundle-1", maker="kg export --format bundle")


def write(graph: Path, out: Path, *, with_sources: bool = False, licence: str = "") -> list[str]:
    """Write the bundle of a build into the folder `out`, whole or not at all, and return the names of its files.

    The texts of the reports go in only with `with_sources`: without, a report is its name, its title and the SHA-256 of its
    file. `licence` is the address of the licence that you publish under. The date is today's, or that of SOURCE_DATE_EPOCH.
    Raises NotAGraphError where `graph` is no build, and OutputFolderError where `out` cannot take the bundle.
    """
    held, store, file = manifest(graph), open_store(graph), graph_file(graph)
    day = _today()
    with landing(out, BUNDLE) as folder:
        shutil.copyfile(file, folder / GRAPH)
        shutil.copyfile(graph / BUILD.sign, folder / BUILD.sign)
        shutil.copytree(
            ontology_folder(), folder / "ontology", ignore=lambda _, names: [n for n in names if not n.endswith(".ttl")]
        )
        if with_sources:
            shutil.copytree(graph / SOURCES, folder / SOURCES)
        shutil.copyfile(quality_file(), folder / "quality.md")
        (folder / "quality.csv").write_text(figures(quality_file().read_text("utf-8")), "utf-8", newline="")
        (folder / "CITATION.cff").write_text(citation(held, day), "utf-8")
        (folder / "dataset.ttl").write_bytes(described(store, held, _part(folder, GRAPH)))
        parts = [_part(folder, name) for name in _names(folder)]
        told = crate(held, rows(store, text_of("reports")), parts, day, licence)
        (folder / "ro-crate-metadata.json").write_text(told, "utf-8")
        BUNDLE.put_sign(folder, {"sha256": {name: sha256_of(folder / name) for name in _names(folder)}})
        return _names(folder)


def _names(folder: Path) -> list[str]:
    """The files of the bundle, by their way from its top, where a folder in the making has a lock with a dot before its name."""
    names = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return sorted(name for name in names if not name.startswith("."))


def _part(folder: Path, name: str) -> Part:
    return Part(name, (folder / name).stat().st_size, sha256_of(folder / name))


def _today() -> date:
    """The day of publication; SOURCE_DATE_EPOCH, in seconds, makes two bundles of one build equal on different days."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    try:
        moment = datetime.now(UTC) if epoch is None else datetime.fromtimestamp(int(epoch), UTC)
    except (ValueError, OverflowError, OSError):
        raise KgError(f"SOURCE_DATE_EPOCH is {epoch!r} and not a number of seconds; correct or unset it") from None
    return moment.date()
