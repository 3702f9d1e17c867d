"""One name for each program of a report, and its namings without the head noun."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace

from kg.extract.programs.phrases import Found
from kg.text import Span

_SHORTEST = 5
_GENERAL = re.compile(r"[一二三四五六七八九十百双两\d]{1,3}")


def canonical(norm: str, found: list[Found]) -> list[Found]:
    """The namings under their programs' fullest names, with the quoted parts' further occurrences added.

    >>> from kg.extract.programs.finder import programs_in
    >>> [f.name for f in programs_in("深化“万人助万企”活动。以“万人助万企”为抓手。")]
    ['万人助万企活动', '万人助万企活动']
    """
    names = _fullest(found)
    renamed = [replace(f, name=names[f.name]) for f in found]
    return sorted([*renamed, *_echoes(norm, renamed)], key=lambda f: f.span)


def _fullest(found: list[Found]) -> dict[str, str]:
    """Each name, and the fullest name of the same program: with the same quoted part, or longer only to the left."""
    by_core: dict[str, str] = {}
    for one in sorted(found, key=lambda f: (f.rule == "coordinated", -len(f.name))):
        if one.core:  # a name of its own comes before one with a head noun shared with others
            by_core.setdefault(one.core, one.name)
    names = {f.name: f.name for f in found}
    names.update({f.name: by_core[f.core] for f in found if f.rule == "coordinated"})
    single = {f.core: f.name for f in found if f.core and f.rule != "coordinated" and by_core[f.core].endswith(f.name)}
    names.update({name: by_core[core] for core, name in single.items()})
    by_end: dict[str, list[str]] = {}
    for name in sorted(set(names.values()), key=lambda n: (len(n), n)):
        by_end.setdefault(name[-_SHORTEST:], []).append(name)
    fuller = {short: full for group in by_end.values() for short in group if (full := _longer_left(short, group))}
    return {name: fuller.get(chosen, chosen) for name, chosen in names.items()}


def _longer_left(short: str, group: list[str]) -> str:
    """The first name in a group that has a word or two more on the left: 全国文明城市创建 for 文明城市创建."""
    if len(short) < _SHORTEST:
        return ""
    fits = (n for n in group if 2 <= len(n) - len(short) <= 6 and n.endswith(short) and "、" not in n)
    return next(fits, "")


def _echoes(norm: str, found: list[Found]) -> list[Found]:
    """Further occurrences of quoted names in quotation marks where no head noun follows."""
    by_core = {f.core: f for f in found if len(f.core) >= 3 and not _GENERAL.fullmatch(f.core) and f.rule in {"quoted", "coordinated"} and f.type not in {"工作", "建设"}}
    if not by_core:
        return []
    spans = sorted(f.span for f in found)
    starts = [s.start for s in spans]
    echoes = []
    pattern = "|".join(sorted(map(re.escape, by_core), key=len, reverse=True))
    for match in re.finditer(f"“({pattern})”", norm):
        i = bisect_right(starts, match.start()) - 1
        if (i < 0 or spans[i].end <= match.start()) and (i + 1 >= len(starts) or starts[i + 1] >= match.end()):
            echoes.append(replace(by_core[match[1]], span=Span(match.start(), match.end()), rule="echo"))
    return echoes
