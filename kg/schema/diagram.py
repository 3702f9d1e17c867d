"""The classes and what joins them, as a picture: SVG for a page, Mermaid for Markdown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from statistics import fmean

from kg.schema.names import Name

WIDE, HIGH = 150, 40  # a box
_STEP_X, _STEP_Y, _EDGE = 230, 58, 12


@dataclass(frozen=True, slots=True)
class Box:
    """A class where it is drawn: its middle, in pixels."""

    name: Name
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Line:
    """The properties that lead from one class to another, and the path that is drawn for them."""

    start: str
    end: str
    properties: tuple[Name, ...]
    path: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture of the ontology with its size in pixels."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]


def ties(names: Iterable[Name]) -> dict[tuple[str, str], tuple[Name, ...]]:
    """The object properties from class to class, by both ends; those without a domain stand at every class and are left out."""
    found: dict[tuple[str, str], tuple[Name, ...]] = defaultdict(tuple)
    for name in names:
        if name.kind == "object property":
            for pair in ((start, end) for start in name.domain for end in name.range):
                found[pair[0].removeprefix("kg:"), pair[1].removeprefix("kg:")] += (name,)
    return {pair: found[pair] for pair in sorted(found)}


def drawing(names: Iterable[Name]) -> Drawing:
    """The classes in columns by their distance from the one that most others are joined to; the same names, the same picture."""
    names = tuple(names)
    classes = {name.name: name for name in names if name.kind == "class"}
    joined = {pair: some for pair, some in ties(names).items() if set(pair) <= classes.keys()}
    columns = _columns(list(classes), joined)
    height = max(map(len, columns)) * _STEP_Y + _EDGE
    where = {
        name: (_EDGE + WIDE / 2 + _STEP_X * c, (height - len(column) * _STEP_Y) / 2 + _STEP_Y * (r + 0.5))
        for c, column in enumerate(columns)
        for r, name in enumerate(column)
    }
    boxes = tuple(Box(classes[name], *where[name]) for column in columns for name in column)
    lines = tuple(Line(*pair, some, _path(where[pair[0]], where[pair[1]])) for pair, some in joined.items())
    return Drawing(2 * _EDGE + WIDE + _STEP_X * (len(columns) - 1) + 46, int(height), boxes, lines)


def _columns(classes: list[str], joined: Iterable[tuple[str, str]]) -> list[list[str]]:
    beside: dict[str, set[str]] = {name: set() for name in classes}
    for start, end in joined:
        beside[start].add(end)
        beside[end].add(start)
    order = {name: place for place, name in enumerate(classes)}
    columns: list[list[str]] = []
    left = sorted((name for name in classes if beside[name]), key=lambda name: (-len(beside[name]), order[name]))
    while left:  # one group of classes that are joined after the other, each from its most joined class on
        column, depth, before = [left[0]], 0, list[str]()
        while column:
            columns += [[]] * (depth == len(columns))
            before = _settled(column, before, beside, order)
            columns[depth] = columns[depth] + before
            left = [name for name in left if name not in before]
            column, depth = [name for name in left if beside[name] & set(before)], depth + 1
    for name in (name for name in classes if not beside[name]):  # joined to none: where there is room
        min(columns, key=len).append(name)
    return columns


def _settled(
    column: Iterable[str], before: list[str], beside: Mapping[str, set[str]], order: Mapping[str, int]
) -> list[str]:
    """A column in the order in which its lines cross least: each at the mean height of what it is joined to on the left."""
    height = {name: place for place, name in enumerate(before)}

    def key(name: str) -> tuple[float, int]:
        return fmean([height[one] for one in beside[name] if one in height] or [0.0]), order[name]

    return sorted(column, key=key)


def _path(start: tuple[float, float], end: tuple[float, float]) -> str:
    (x1, y1), (x2, y2) = start, end
    if x1 == x2:  # in one column, or a class with itself: a bow on the right
        x, dip = x1 + WIDE / 2, 8 if y1 == y2 else 0
        return f"M{x:g} {y1 - dip:g}C{x + 40:g} {y1 - dip:g} {x + 40:g} {y2 + dip:g} {x:g} {y2 + dip:g}"
    side = WIDE / 2 if x1 < x2 else -WIDE / 2
    x1, x2, middle = x1 + side, x2 - side, (x1 + x2) / 2
    return f"M{x1:g} {y1:g}C{middle:g} {y1:g} {middle:g} {y2:g} {x2:g} {y2:g}"


def mermaid(names: Iterable[Name]) -> str:
    """The same picture in Mermaid, which code hosts draw out of Markdown."""
    names = tuple(names)
    joined = ties(names)
    used = {name for pair in joined for name in pair}
    boxes = [f'  {n.name}["{n.zh}<br>{n.name}"]' for n in names if n.kind == "class" and n.name in used]
    lines = [f"  {a} -- {'、'.join(p.zh for p in some)} --> {b}" for (a, b), some in joined.items() if b in used]
    return "\n".join(["flowchart LR", *boxes, *lines])
