"""Which formulations are digit codes, and the figures they may be read as."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.lexicon import words
from kg.naming import words_counted

_CODE = re.compile(r"\d+(?:([+·、])\d+(?:\1\d+)*)?(?:\+?[NX])?|[NX](?:\+\d+)+")
_SERVICE = re.compile(r"9[56]\d{3,4}")  # the telephone numbers of services


def code(name: str) -> str:
    """The code in the name of a formulation, blank where its digits are a number, a year or a telephone number.

    >>> [code(s) for s in ("13710", "处非111模式", "7+18+N", "30·60", "1239N", "12345", "中国制造2025", "六个100%", "5G+工业互联网")]
    ['13710', '111', '7+18+N', '30·60', '1239N', '', '', '', '']
    """
    found = _CODE.search(name.replace("＋", "+").replace("x", "X").replace("n", "N"))
    if not found or len(found[0]) < 2 or found[0] in words("hotlines.txt") or _SERVICE.fullmatch(found[0]):
        return ""
    before, after = name[: found.start()], name[found.end() :]
    headed = any(after.endswith(head) and not re.search(r"\d", after) for head in words("head_nouns.txt"))
    return found[0] if (headed or (not before and not after)) and after[:1] not in {"%", "G", "-"} else ""


def figures(name: str) -> tuple[str, ...]:
    """The figures of a code, one digit each unless it is written with signs between them.

    >>> figures("13710"), figures("1+6+6+3"), figures("7+18+N"), figures("1239N")
    (('1', '3', '7', '1', '0'), ('1', '6', '6', '3'), ('7', '18', 'N'), ('1', '2', '3', '9', 'N'))
    """
    written = code(name)
    return tuple(re.split(r"[+·、]", written) if re.search(r"[+·、]", written) else written)


def readings(name: str) -> Iterator[tuple[str, ...]]:
    """Every way to read a code as figures, single digits first: 1020 may be 1, 0, 2, 0 or 10 and 20.

    >>> list(readings("1020"))
    [('1', '0', '2', '0'), ('1', '0', '20'), ('10', '2', '0'), ('10', '20'), ('102', '0')]
    >>> list(readings("7+18+N"))
    [('7', '18', 'N')]
    """
    single = figures(name)
    if len(single) != len(code(name)) or not 0 < len(single) <= 8:
        yield single
        return
    for joints in range(1 << (len(single) - 1)):
        parts = [single[0]]
        for at, figure in enumerate(single[1:]):
            joined = joints >> (len(single) - 2 - at) & 1
            parts[-1:] = [parts[-1] + figure] if joined else [parts[-1], figure]
        if all(len(p) <= 3 and (p == "0" or p[0] != "0") and (len(p) == 1 or p.isdigit()) for p in parts):
            yield tuple(parts)


def totals(name: str) -> tuple[int, ...]:
    """The numbers of components that a name may announce besides its numeral.

    A code has one for each figure, or as many as the figures say; 八字方针 counts characters, of which two make a word.

    >>> totals("1234"), totals("7+18+N"), totals("二十字方针"), totals("三讲三强")
    ((4, 10), (3, 25), (5, 10), ())
    """
    written = figures(name)
    if written:
        return len(written), sum(int(f) for f in written if f.isdigit())
    return words_counted(name)
