"""Pairs of different forms that may be one formulation, found through shared keys and never by comparing all with all."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.lineage.forms import members, plain, skeleton, stem, steps
from kg.naming import COUNT, code_of, kind_of

_NOUN = re.compile(rf"(?:(?![{COUNT}百千万])[一-鿿]){{2,4}}")
_CROWD = 12  # forms under one key: beyond this the key is a habit of speech (三大…), not a family


@dataclass(frozen=True, slots=True)
class Pair:
    """Two forms and the key that brought them together; the judgement comes later."""

    one: str
    other: str
    rule: str


def pairs(names: Iterable[str], items: Mapping[str, Iterable[tuple[str, ...]]]) -> list[Pair]:
    """Every pair of forms worth a judgement, each under its strongest rule; linear in the number of forms.

    >>> [(p.one, p.other, p.rule) for p in pairs(["八个本领", "八种本领", "五链融合", "六链融合", "三保", "三保障"], {})]
    [('五链融合', '六链融合', 'numeral'), ('八个本领', '八种本领', 'printed-form')]
    """
    held = sorted(set(names))
    found: dict[tuple[str, str], Pair] = {}
    for pair in (
        *_recorded(held),
        *_keyed("printed-form", {n: [plain(n)] for n in held}),
        *_keyed("same-items", {n: [" ".join(sorted(i)) for i in items.get(n, ()) if len(i) > 2] for n in held}),
        *_keyed("turned", {n: ["".join(sorted(n))] for n in held if 3 < len(n) < 9 and n.isalpha()}),
        *_keyed("code", {n: [code_of(n)] for n in held if len(code_of(n)) > 1}),
        *_keyed("numeral", {n: [s] for n in held if (s := skeleton(n))}),
        *_keyed("joint-verb", {n: [s] for n in held if (s := stem(n))}),
        *_joined(held),
        *_headed(held),
        *_clipped(held),
    ):
        found.setdefault((pair.one, pair.other), pair)
    return [found[key] for key in sorted(found)]


def _recorded(names: Sequence[str]) -> Iterator[Pair]:
    present = set(names)
    for step in steps():
        if {step.earlier, step.later} <= present:
            yield Pair(step.earlier, step.later, f"recorded-{step.relation}")


def _keyed(rule: str, keys: Mapping[str, Iterable[str]]) -> Iterator[Pair]:
    groups: dict[str, list[str]] = defaultdict(list)
    for name, of_name in keys.items():
        for key in of_name:
            groups[key].append(name)
    for group in groups.values():
        if len(group) <= _CROWD:
            for i, one in enumerate(group):
                for other in group[i + 1 :]:
                    if one != other:
                        yield _pair(one, other, rule)


def _joined(names: Sequence[str]) -> Iterator[Pair]:
    """Names of several members with all the members of a shorter one: 三街三庙三园区 and 一河一渠一区域，三庙三街三园区."""
    by_member: dict[str, list[str]] = defaultdict(list)
    split = {name: frozenset(m for m in members(name) if len(m) > 1) for name in names}
    for name, pieces in split.items():
        if len(pieces) > 1:
            for piece in pieces:
                by_member[piece].append(name)
    for name, pieces in split.items():
        if len(pieces) > 1 or next(iter(pieces), "") not in (name, ""):
            near = by_member.get(min(pieces, key=lambda p: (len(by_member.get(p, ())), p)), ())
            if len(near) <= _CROWD:
                for other in near:
                    if other != name and pieces <= split[other]:
                        yield _pair(name, other, "members")
    for piece, near in by_member.items():
        yield from _overlapping(piece, near, split)


def _overlapping(piece: str, near: Sequence[str], split: Mapping[str, frozenset[str]]) -> Iterator[Pair]:
    """Names that share one long member, or several."""
    if len(near) > _CROWD:
        return
    for i, name in enumerate(near):
        for other in near[i + 1 :]:
            if len(piece) > 3 or len(split[name] & split[other]) > 1:
                yield _pair(name, other, "some-members")


def _headed(names: Sequence[str]) -> Iterator[Pair]:
    """A numeral form and the same form with a noun of two to four characters behind it: 四美, 四美乡村."""
    present = set(names)
    for name in names:
        for cut in range(2, min(len(name) - 1, 9)):
            if (base := name[:cut]) in present and _NOUN.fullmatch(name[cut:]) and kind_of(base) == "numeral":
                yield _pair(base, name, "headed")


def _clipped(names: Sequence[str]) -> Iterator[Pair]:
    """Clipped forms that differ by characters put before or after: 产学研, 政产学研用. Each character names an item."""
    clipped = {n for n in names if kind_of(n) == "acronym" and 3 <= len(n) <= 8 and n.isalpha() and not n.isascii()}
    for name in sorted(clipped):
        for size in range(3, len(name)):
            for start in range(len(name) - size + 1):
                if (part := name[start : start + size]) in clipped:
                    yield _pair(part, name, "clipped")


def _pair(one: str, other: str, rule: str) -> Pair:
    return Pair(min(one, other), max(one, other), rule)
