"""The rule version: a digest of all but the reports that a build rests on, so that what other rules made is made again.

It covers the parts of the program that a build runs, found by their imports from `kg.pipeline` on, with the word lists and
the ontology, the libraries and Python. A change of the site, the server or the command line leaves it as it is.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import platform
import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path

from kg.vocab import ontology_folder

_FIRST = "pipeline"
_IMPORT = re.compile(r"^[ \t]*(?:from kg import (\([^)]*\)|.*)|(?:from|import) kg\.(\w+))", re.MULTILINE)
_DATA = re.compile(r"[\"']([\w.]+\.(?:tsv|txt|ttl))[\"']")


@cache
def rules() -> str:
    """The rule version of now."""
    digest = hashlib.sha256(f"{platform.python_version()} {unicodedata.unidata_version}".encode())
    for requirement in sorted(importlib.metadata.requires("tifakg") or ()):
        if "extra ==" not in requirement:
            name = re.split(r"[^\w.-]", requirement)[0]
            digest.update(f"{name} {importlib.metadata.version(name)}\n".encode())
    for path in ruling():
        digest.update(f"{path.parent.name}/{path.name}\n".encode() + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def ruling() -> list[Path]:
    """The files of ours that a build rests on: modules, word lists and ontology.

    >>> names = {path.name for path in ruling()}
    >>> "jobs.py" in names, "units.tsv" in names, "press.py" in names
    (True, True, False)
    """
    package = Path(str(files("kg")))
    found, waiting, named = {package / "__init__.py"}, {_FIRST}, set[str]()
    while waiting:
        for path in _modules(package, waiting.pop()) - found:
            source = path.read_text("utf-8")
            found.add(path)
            waiting |= set(imported(source))
            named |= set(_DATA.findall(source))
    data = {*(package / "data").glob("*"), *ontology_folder().glob("*.ttl")}
    return sorted(found) + sorted(path for path in data if path.name in named)


def imported(source: str) -> Iterator[str]:
    """The parts of `kg` that a module imports, wherever in it: the modules and packages right below `kg`.

    >>> list(imported("from kg import jobs, store as kept\\nfrom kg.graph.writer import zh\\nimport kg.iris"))
    ['jobs', 'store', 'graph', 'iris']
    """
    for several, one in _IMPORT.findall(source):
        yield from [one] if one else re.findall(r"(?<!as )\b(?!as\b)\w+", several.partition("#")[0])


def _modules(package: Path, part: str) -> set[Path]:
    """The files of a part; a package is taken as a whole, for it may choose among its modules as it runs."""
    return {path for path in (package / f"{part}.py", *(package / part).rglob("*.py")) if path.is_file()}
