"""The word lists in kg/data, read once: what is true of China and would only be clutter inside a program."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from kg.errors import KgError


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of a tab-separated data file with a header row; lines that begin with # are comments.

    Raises KgError naming file and line where a row has more cells than the header.

    >>> rows("furniture.tsv")[0]["where"]
    'line'
    """
    text = files("kg").joinpath("data", name).read_text("utf-8")
    header: list[str] = []
    out: list[dict[str, str]] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        if not header:
            header = cells
        elif len(cells) > len(header):
            raise KgError(
                f"has {len(cells)} cells where the header has {len(header)}", path=f"kg/data/{name}", line=number
            )
        else:
            out.append(dict(zip(header, [*cells, *[""] * (len(header) - len(cells))], strict=True)))
    return tuple(out)


@cache
def words(name: str) -> tuple[str, ...]:
    """The words of a data file with one or more words a line, longest first (so that an alternation is greedy)."""
    text = files("kg").joinpath("data", name).read_text("utf-8")
    found = {word for line in text.splitlines() if not line.startswith("#") for word in line.split()}
    return tuple(sorted(found, key=lambda word: (-len(word), word)))
