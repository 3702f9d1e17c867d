"""What a build, a push or a check came to."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.console.terminal import grid

if TYPE_CHECKING:
    from kg.push import Pushed


def summary(manifest: Mapping[str, Any], out: Path) -> None:
    """What a build holds."""
    columns = ["id", "place", "year", "terms", "mentions", "definitions", "programs", "observations"]
    rows = [{c: "" if r.get(c) is None else str(r[c]) for c in columns} for r in manifest["reports"]]
    if len(rows) <= 40:
        grid(columns, rows)
    print(f"{len(rows)} reports, {manifest['counts']['quads']} statements in {out}")


def pushed(graphs: Sequence[Pushed], strangers: Sequence[str], *, dry_run: bool) -> None:
    """What a push came to: the graphs that were not there as they are in the build, then the sum."""
    sent = [one for one in graphs if one.found != "same"]
    for one in sent:
        print(f"{'to send' if dry_run else 'sent'}\t{one.statements}\t{one.graph}")
    held = f"{len(graphs)} graphs, {sum(one.statements for one in graphs)} statements"
    print(f"{held}: {len(graphs) - len(sent)} were there, {len(sent)} {'differ' if dry_run else 'sent and verified'}")
    if strangers:
        some = ", ".join(strangers[:3]) + (" …" if len(strangers) > 3 else "")
        print(f"the store also has {len(strangers)} graphs that this build has not: {some}", file=sys.stderr)


@dataclass(slots=True)
class Faults:
    """The faults of one check: how many, and the first of them."""

    count: int = 0
    first: list[str] = field(default_factory=list)


def gathered(faults: Iterable[tuple[str, str]], shown: int = 10) -> dict[str, Faults]:
    """The faults by the code of their check, the first `shown` of each kept.

    >>> gathered([("order", "a"), ("order", "b")], shown=1)
    {'order': Faults(count=2, first=['a'])}
    """
    found: dict[str, Faults] = {}
    for code, message in faults:
        own = found.setdefault(code, Faults())
        own.count += 1
        if len(own.first) < shown:
            own.first.append(message)
    return found


def report_faults(found: Mapping[str, Faults], held: Callable[[str], str]) -> int:
    """Print the faults under what each check holds, and return how many there are in all."""
    for code, faults in found.items():
        print(f"{code}: {held(code)}")
        for message in faults.first:
            print(f"  - {message}")
        if faults.count > len(faults.first):
            print(f"  - … {faults.count - len(faults.first)} more")
    total = sum(faults.count for faults in found.values())
    print(f"{total} fault{'s' if total > 1 else ''}" if total else "no fault found")
    return total
