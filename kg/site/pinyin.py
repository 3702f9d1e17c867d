"""How a term is typed by its sounds: the syllables of each character, for the search box only."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def _readings() -> dict[str, str]:
    """Each character's readings without tones, several joined by a bar."""
    readings: dict[str, str] = {}
    for line in files("kg").joinpath("assets", "pinyin.tsv").read_text("utf-8").splitlines():
        if line.startswith("#") or "\t" not in line:
            continue
        syllable, _, characters = line.partition("\t")
        for char in characters:
            readings[char] = f"{readings[char]}|{syllable}" if char in readings else syllable
    return readings


def sounds(term: str) -> str:
    """The syllables of a term, one for each character, or the character itself where it has none.

    >>> sounds("三讲三强"), sounds("e岗通"), sounds("两重")
    ('san jiang san qiang', 'e gang tong', 'liang chong|zhong')
    """
    return " ".join(_readings().get(char, char.lower()) for char in term if not char.isspace())
