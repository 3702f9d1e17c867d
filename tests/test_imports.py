"""One-way imports: each module imports only from rows above its own, and the command line starts without heavy libraries."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import PATIENCE

PACKAGE = Path(__file__).parents[1] / "kg"
ROWS = [
    "errors numerals qualifiers", "text lexicon vocab", "model segment", "naming", "matching iris reader", "extract",
    "resolve links absences", "lineage promises carryover digits", "ladder packed",
    "landing shards cache rules schedule tables", "graph store sources keywords", "narrowing", "query jobs refill parts", "schema common",
    "cards network check push site", "opened export bundle init pipeline console serve", "mcp", "cli",
]  # fmt: skip
ROW = {name: number for number, row in enumerate(ROWS) for name in row.split()} | {"front door": len(ROWS)}
HEAVY = {"rdflib", "networkx", "jieba", "pyvis", "pyoxigraph", "pyshacl"}
FILES = sorted(PACKAGE.rglob("*.py"))


def imported(source: str) -> Iterator[str]:
    """The modules of the package that a piece of source imports, wherever in it; `from kg import x` is kg.x."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.split(".")[0] == "kg")
        elif isinstance(node, ast.ImportFrom):
            module = node.module or ""
            if node.level:
                yield "relative"
            elif module == "kg":
                yield from (f"kg.{alias.name}" for alias in node.names)
            elif module.startswith("kg."):
                yield module


def faults(module: str, source: str) -> list[str]:
    """The imports of a module that are not from a row above; within a package any of its own parts may be used."""
    own = module.split(".")[1] if "." in module else "front door"
    wrong = []
    for target in imported(source):
        part = target.split(".")[1] if "." in target else target
        if part == "__version__" or part == own:
            continue
        if part not in ROW or own not in ROW or ROW[part] >= ROW[own]:
            wrong.append(f"{module} imports {target}")
    return wrong


def name_of(path: Path) -> str:
    return ".".join(("kg", *path.relative_to(PACKAGE).with_suffix("").parts)).removesuffix(".__init__")


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_imports_go_one_way(path: Path) -> None:
    assert faults(name_of(path), path.read_text("utf-8")) == []


def test_the_rule_itself_sees_a_fault() -> None:
    assert faults("kg.text", "from kg.graph import report_quads") == ["kg.text imports kg.graph"]
    assert faults("kg.links", "def f():\n    from kg import resolve") == ["kg.links imports kg.resolve"]
    assert faults("kg.helpers", "import kg.errors") == ["kg.helpers imports kg.errors"]
    assert faults("kg.graph", "from . import store") == ["kg.graph imports relative"]


def test_the_parts_of_a_package_import_no_cycle() -> None:
    """Within extract/ and reader/ too the imports have an order."""
    edges = {name_of(p): set(imported(p.read_text("utf-8"))) for p in FILES}
    left = {}
    for module, targets in edges.items():
        named = {name for t in targets for name in (t, t.rpartition(".")[0]) if name in edges and name != "kg"}
        left[module] = {name for name in named if name != module and not module.startswith(f"{name}.")}
    while free := [m for m, ts in left.items() if not ts & left.keys()]:
        for module in free:
            del left[module]
    assert not left, f"a cycle among {sorted(left)}"


@pytest.mark.parametrize(
    "words",
    [["--help"], ["build", "--help"], ["query", "--help"], ["mcp", "--help"], ["push", "--help"], ["--version"]],
    ids=" ".join,
)
def test_help_imports_nothing_heavy(words: list[str]) -> None:
    code = (
        "import sys, kg.cli\n"
        f"sys.argv = ['kg', *{words!r}]\n"
        "try:\n    kg.cli.main()\nexcept SystemExit as stop:\n    assert not stop.code, stop.code\n"
        f"print(sorted({HEAVY!r} & {{name.split('.')[0] for name in sys.modules}}), file=sys.stderr)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=PATIENCE)
    assert (done.returncode, done.stderr.strip().splitlines()[-1:]) == (0, ["[]"]), done.stderr
