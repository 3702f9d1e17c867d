"""Finding the few earlier sentences that a sentence may repeat, at a cost that grows with its length alone."""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from dataclasses import dataclass, field

from kg.carryover.keys import Sentence, judged
from kg.model import Report

_SHINGLE = 5
_KEPT = 12  # sentences remembered for a shingle, the latest: what everybody says tells nothing
_TRIED = 6


@dataclass(slots=True)
class Index:
    """The judged sentences of the reports seen so far, by their characters and by short runs of them."""

    keys: dict[str, Sentence] = field(default_factory=dict)
    masks: dict[str, Sentence] = field(default_factory=dict)
    shingles: defaultdict[str, deque[Sentence]] = field(
        default_factory=lambda: defaultdict(lambda: deque(maxlen=_KEPT))
    )

    def add(self, number: int, report: Report) -> None:
        for sentence in judged(number, report):
            if self.keys.get(sentence.key, sentence).report < number or sentence.key not in self.keys:
                self.keys[sentence.key] = self.masks[sentence.mask] = sentence
            for shingle in _shingles(sentence.mask):
                self.shingles[shingle].append(sentence)

    def candidates(self, sentence: Sentence) -> list[Sentence]:
        """The earlier sentences that share most runs of characters with this one."""
        votes = Counter(one for shingle in _shingles(sentence.mask) for one in self.shingles.get(shingle, ()))
        ranked = sorted(votes.items(), key=lambda row: (-row[1], -row[0].report, row[0].span))
        same = self.masks.get(sentence.mask)
        return list(dict.fromkeys([*([same] if same else []), *(one for one, _ in ranked[:_TRIED])]))


def _shingles(mask: str) -> set[str]:
    return {mask[i : i + _SHINGLE] for i in range(len(mask) - _SHINGLE + 1)}
