"""Stores made one by merging their tables: the same statements as one store that took all lines."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, Store

from kg.tables import Union

CHILD = """
import resource, sys
from pathlib import Path
from kg.tables import Union
resource.setrlimit(resource.RLIMIT_NOFILE, (128, resource.getrlimit(resource.RLIMIT_NOFILE)[1]))
with Union([Path(sys.argv[1]) / str(n) for n in range(150)], Path(sys.argv[1]) / "one", 2) as union:
    union.merge()
"""


def line(subject: int, graph: str = "") -> bytes:
    return f'<http://example.org/{subject}> <http://example.org/p> "三讲三强 {subject}" {graph}.\n'.encode()


def filled(path: Path, lines: Iterable[bytes]) -> Path:
    store = Store(str(path))
    store.bulk_load(input=b"".join(lines), format=RdfFormat.N_QUADS)
    store.flush()
    return path


def held(path: Path) -> list[bytes]:
    return sorted(f"{quad} .\n".encode() for quad in Store.read_only(str(path)))


@pytest.mark.parametrize("threads", [1, 2])
def test_a_union_holds_what_its_stores_held(threads: int, tmp_path: Path) -> None:
    """Named graphs and the one without a name, statements that two of them hold, and a store without any."""
    some = [[line(n, f"<http://example.org/g{n % 3}> ") for n in range(low, low + 60)] for low in (0, 40, 200)]
    stores = [filled(tmp_path / str(n), lines) for n, lines in enumerate([*some, [line(7), line(8)], []])]
    told: list[tuple[int, int]] = []
    with Union(stores, tmp_path / "one", threads) as union:
        union.merge(lambda done, all_: told.append((done, all_)))
    assert held(tmp_path / "one") == sorted({line(7), line(8)}.union(*some))
    assert told[-1][0] == told[-1][1]
    store = Store(str(tmp_path / "one"))  # and can be changed as any other
    store.bulk_load(input=line(999), format=RdfFormat.N_QUADS)
    found = store.query('SELECT ?s { ?s ?p "三讲三强 999" }')
    assert [str(row[0]) for row in found] == ["<http://example.org/999>"]  # type: ignore[union-attr]
    assert len(list(store.named_graphs())) == 3


def test_more_tables_than_files_may_be_open(tmp_path: Path) -> None:
    for number in range(150):
        filled(tmp_path / str(number), [line(number)])
    subprocess.run([sys.executable, "-c", CHILD, tmp_path], check=True)
    assert held(tmp_path / "one") == sorted(line(number) for number in range(150))


def test_a_damaged_table_is_an_error_of_the_system(tmp_path: Path) -> None:
    stores = [filled(tmp_path / str(n), (line(m) for m in range(n, n + 900))) for n in range(2)]
    table = max(stores[1].glob("*.sst"), key=lambda path: path.stat().st_size)
    table.write_bytes(table.read_bytes()[:-99])
    with pytest.raises(OSError, match=r"Corruption|orrupt"), Union(stores, tmp_path / "one", 1) as union:
        union.merge()


def merge_and_stop(union: Union, orders: int) -> None:
    """Stop before anything is merged, or when so many orders are."""
    if not orders:
        union.stop()
    union.merge(lambda done, _: union.stop() if done == orders else None)


@pytest.mark.parametrize("orders", [0, 1])
def test_what_was_stopped_does_not_merge_on(orders: int, tmp_path: Path) -> None:
    stores = [filled(tmp_path / str(n), (line(m) for m in range(n, n + 900))) for n in range(2)]
    union = Union(stores, tmp_path / "one", 1)
    with pytest.raises(InterruptedError, match="stopped"), union:
        merge_and_stop(union, orders)
    union.stop()  # nothing is under way
