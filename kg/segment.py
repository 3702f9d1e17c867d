"""Word boundaries and parts of speech from jieba, for short stretches of text.

jieba cuts nearly every slogan apart, so a term is never looked for with it. It is asked whether a cut inside plain
prose would fall between two words, where the verb before a list ends, and whether a quoted name is made of no word
that it knows (then it is a clipping).
"""

from __future__ import annotations

from functools import cache, lru_cache
from itertools import accumulate
from typing import Any


@cache
def _tokenizer() -> Any:
    """A private tokenizer; loading its dictionary takes most of a second, so it waits for the first question."""
    import logging

    import jieba

    jieba.setLogLevel(logging.ERROR)
    return jieba.Tokenizer()


@lru_cache(maxsize=4096)
def boundaries(text: str) -> frozenset[int]:
    """The positions between words, 0 and the length included.

    >>> sorted(boundaries("打好风险防范"))
    [0, 1, 2, 4, 6]
    """
    return frozenset(accumulate(map(len, _tokenizer().cut(text, HMM=False)), initial=0))


@cache
def _tagger() -> Any:
    from jieba import posseg

    tagger = object.__new__(posseg.POSTokenizer)  # its own __init__ would read the whole dictionary a second time
    tagger.tokenizer, tagger.word_tag_tab = _tokenizer(), posseg.dt.word_tag_tab
    return tagger


@lru_cache(maxsize=4096)
def tags(text: str) -> tuple[tuple[str, str], ...]:
    """The words of a short stretch of prose with jieba's part of speech: v verb, d adverb, n noun …

    >>> tags("坚决防范风险")
    (('坚决', 'ad'), ('防范', 'v'), ('风险', 'n'))
    """
    return tuple((pair.word, pair.flag) for pair in _tagger().cut(text, HMM=False))
