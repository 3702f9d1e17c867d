"""One name for each program of a report, and its namings without the head noun."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace

from kg.extract.programs.found import Found
from kg.text import Span

_SHORTEST = 5
_QUOTED = re.compile(r"“([^“”\n]{3,24})”")
_GENERAL = re.compile(r"[一二三四五六七八九十百双两\d]{1,3}")


def canonical(norm: str, found: list[Found]) -> list[Found]:
    """The namings under their programs' fullest names, with the quoted parts' further occurrences added.

    >>> from kg.extract.programs.finder import programs_in
    >>> [f.name for f in programs_in("深化“万人助万企”活动。以“万人助万企”为抓手。")]
    ['万人助万企活动', '万人助万企活动']
    """
    names = _fullest(found)
    renamed = [f if names[f.name] == f.name else replace(f, name=names[f.name]) for f in found]
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
    fuller = _longer_left(set(names.values()))
    return {name: fuller.get(chosen, chosen) for name, chosen in names.items()}


def _longer_left(names: set[str]) -> dict[str, str]:
    """The names that another has with a word or two more on the left: 全国文明城市创建 for 文明城市创建.

    >>> _longer_left({"文明城市创建", "全国文明城市创建", "卫生城市创建"})
    {'文明城市创建': '全国文明城市创建'}
    """
    fuller: dict[str, str] = {}
    for full in sorted(names, key=lambda name: (len(name), name)):
        for cut in range(2, 7) if "、" not in full else ():
            short = full[cut:]
            if len(short) >= _SHORTEST and short in names:
                fuller.setdefault(short, full)
    return fuller


def _echoes(norm: str, found: list[Found]) -> list[Found]:
    """Further occurrences of quoted names in quotation marks where no head noun follows."""
    by_core = {f.core: f for f in found if _is_known_by_core(f)}
    spans = sorted(f.span for f in found)
    starts = [s.start for s in spans]
    echoes = []
    for match in _QUOTED.finditer(norm) if by_core else ():
        if match[1] not in by_core:
            continue
        i = bisect_right(starts, match.start()) - 1
        if (i < 0 or spans[i].end <= match.start()) and (i + 1 >= len(starts) or starts[i + 1] >= match.end()):
            echoes.append(replace(by_core[match[1]], span=Span(match.start(), match.end()), rule="echo"))
    return echoes


def _is_known_by_core(one: Found) -> bool:
    """“13710” alone is its 工作法 again; “七抓” alone may be anything, and so may a place that is being built."""
    if one.rule not in {"quoted", "coordinated"} or one.type in {"工作", "建设"}:
        return False
    return len(one.core) >= 3 and not _GENERAL.fullmatch(one.core)
