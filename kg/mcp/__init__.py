"""The graph for programs that speak the Model Context Protocol (MCP), over standard input and output."""

from __future__ import annotations

from pathlib import Path

from kg.errors import KgError
from kg.store import manifest


def run(graph: Path, *, timeout: float = 20.0, max_rows: int = 500) -> None:
    """Answer until standard input ends; a SPARQL query may take `timeout` seconds and have `max_rows` rows.

    Raises NotAGraphError where `graph` is no build, and KgError where the library `mcp` is not installed.
    """
    manifest(graph)
    try:
        from kg.mcp.server import serve
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] != "mcp":
            raise
        raise KgError(
            "kg mcp needs the library mcp, version 2 or newer; install it with pip install 'tifakg[mcp]'"
        ) from None
    serve(graph, timeout=timeout, max_rows=max_rows)
