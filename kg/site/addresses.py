"""Where each page is: file names that people can read and every file system, zip and browser can carry."""

from __future__ import annotations

import hashlib
import unicodedata
from functools import lru_cache
from urllib.parse import quote

_PLAIN = frozenset("-_+")
_LONGEST = 40
_DEVICES = frozenset(["con", "prn", "aux", "nul", "index", *(f"{d}{n}" for d in ("com", "lpt") for n in range(10))])


@lru_cache(maxsize=1 << 14)
def file_name(name: str) -> str:
    """A name as a file name without its ending; a name that had to be changed ends in a part of its hash.

    Letters of capital size count as changed, for some file systems hold `E岗通` and `e岗通` to be one file.

    >>> file_name("三讲三强"), file_name("1+6+6+3"), file_name("a/b <c>?#")
    ('三讲三强', '1+6+6+3', 'a-b-c-9b79b939')
    """
    folded = unicodedata.normalize("NFC", name).lower()
    kept = "".join(c if c in _PLAIN or unicodedata.category(c)[0] in "LN" else "-" for c in folded)
    short = "-".join(part for part in kept[:_LONGEST].split("-") if part)
    if short and short == name and short not in _DEVICES:
        return short
    return f"{short or 'x'}-{hashlib.sha256(name.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"


def term_page(place: str, name: str) -> str:
    """The page of a term, from the top of the site; the same form in two places is two terms."""
    return f"term/{file_name(place)}/{file_name(name)}.html"


def report_page(report: str) -> str:
    """The page of a report, from the top of the site."""
    return f"report/{file_name(report)}.html"


def place_page(place: str) -> str:
    """The page of a place, from the top of the site."""
    return f"place/{file_name(place)}.html"


def lineage_page(place: str) -> str:
    """The lineage of a place's terms, from the top of the site."""
    return f"lineage/{file_name(place)}.html"


def graph_page(place: str) -> str:
    """The graph of one of several places, from the top of the site."""
    return f"graph/{file_name(place)}.html"


def near_page(place: str, name: str = "") -> str:
    """The picture of a place's terms and years, from the top of the site; with a name, that term and its neighbours.

    >>> near_page("甲县"), near_page("甲县", "两高一好")
    ('near/甲县.html', 'near/甲县.html#%E4%B8%A4%E9%AB%98%E4%B8%80%E5%A5%BD')
    """
    return f"near/{file_name(place)}.html" + (f"#{quote(name, safe='')}" if name else "")


def spot(start: int, end: int) -> str:
    """The id of a stretch of a report's source within the report's page.

    >>> spot(12, 34)
    'c12-34'
    """
    return f"c{start}-{end}"
