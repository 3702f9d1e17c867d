"""A report's text as people read it: paragraphs, headings and sentences, with what the graph marks in them."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from kg.reader.layout import lay_out
from kg.site.addresses import spot
from kg.site.carry import Edit, differences
from kg.site.reading_records import Marks, Paragraph, Run, Sentence, Stretch
from kg.site.records import Extent, Heading
from kg.text import normalise

_FRONT = 60


class Reading:
    """A report's source laid out anew, with its sentences; every extent is in offsets of the source."""

    def __init__(self, raw: str, sentences: Sequence[Extent]) -> None:
        text = lay_out(raw).text
        self.clean, self._offsets = text.clean, text.offsets
        self._sentences = sentences
        self._starts = [s.start for s in sentences]

    def span(self, extent: Extent) -> tuple[int, int]:
        """The range of the clean text that an extent of the source covers."""
        start, end = bisect_left(self._offsets, extent.start), bisect_left(self._offsets, extent.end)
        while start < end and self.clean[start] == "\n":
            start += 1
        return start, end

    def sentence_around(self, at: int) -> Extent:
        """The sentence in which a character of the source stands; the character alone where there is none."""
        index = bisect_right(self._starts, at) - 1
        return self._sentences[index] if index >= 0 and at < self._sentences[index].end else Extent(at, at + 1)

    def words(self, extent: Extent) -> str:
        """What a range of the source says, on one line."""
        start, end = self.span(extent)
        return self.clean[start:end].replace("\n", "")

    def edits(self, extent: Extent, before: str) -> list[Edit]:
        """Where a sentence differs from an earlier one, in offsets of the clean text."""
        start, end = self.span(extent)
        places = [i for i in range(start, end) if self.clean[i] != "\n"] + [end]
        words = self.words(extent)
        found = differences(before, words)
        if found and words and found[-1].start == len(words):  # taken out at the very end: told at the last character
            found[-1] = Edit(len(words) - 1, len(words), words[-1] + found[-1].was)
        return [Edit(places[e.start], places[e.end], e.was) for e in found]

    def excerpt(self, sentence: Extent, hits: Iterable[Extent]) -> list[tuple[str, bool]]:
        """A sentence in pieces, each with whether it is a hit.

        >>> Reading("做好“六稳”工作。", [Extent(0, 9)]).excerpt(Extent(0, 9), [Extent(3, 5)])
        [('做好“', False), ('六稳', True), ('”工作。', False)]
        """
        start, end = self.span(sentence)
        flags = bytearray(end - start)
        for hit in hits:
            first, last = self.span(hit)
            for i in range(max(first, start), min(last, end)):
                flags[i - start] = 1
        pieces = [
            (bool(on), "".join(self.clean[start + i] for i in group))
            for on, group in groupby(range(len(flags)), flags.__getitem__)
        ]
        return [(piece.replace("\n", ""), on) for on, piece in pieces]

    def paragraphs(self, marks: Marks, headings: Sequence[Heading]) -> list[Paragraph]:
        """The whole report, paragraph by paragraph."""
        layer = _Layer(self, marks)
        titles = {first: (last, h) for h in headings for first, last in (self._title(h),)}
        body = min((self._title(h)[0] for h in headings if h.depth <= 2), default=0)
        found, speech = [], False
        for start, end in self._lines(titles):
            line = self.clean[start:end]
            speech = speech or start >= body or len(line) > _FRONT or line.endswith(("：", ":"))
            last, heading = titles.get(start, (0, None))
            sentences = tuple(_sentence(layer, cut, titles if speech else {}) for cut in self._cuts(start, end))
            found.append(Paragraph(heading if speech and last == end else None, not speech, sentences))
        return found

    def _title(self, heading: Heading) -> tuple[int, int]:
        """The range of a heading with its number, which stands before the title."""
        start, end = self.span(heading.extent)
        number = heading.text[: max(0, len(heading.text) - len(self.clean[start:end].replace("\n", "")))]
        before = self.clean[max(0, start - len(number)) : start]
        return (start - len(number) if normalise(before) == normalise(number) else start), end

    def _lines(self, titles: Mapping[int, tuple[int, Heading]]) -> Iterator[tuple[int, int]]:
        """The ranges of the paragraphs; a heading that was broken over two lines is one."""
        start = 0
        while start <= len(self.clean):
            last = titles[start][0] if start in titles else start
            end = self.clean.find("\n", max(start, last))
            end = len(self.clean) if end < 0 else end
            if end > start:
                yield start, end
            start = end + 1

    def _cuts(self, start: int, end: int) -> list[tuple[int, int, str]]:
        """A paragraph cut into its sentences and, should there be any, the gaps between them."""
        cuts: list[tuple[int, int, str]] = []
        at = start
        index = bisect_left(self._starts, self._offsets[start]) if start < end else len(self._starts)
        while index < len(self._sentences) and at < end:
            extent = self._sentences[index]
            first, last = self.span(extent)
            if first >= end:
                break
            cuts += [(at, first, ""), (first, min(last, end), spot(*extent))]
            at, index = min(last, end), index + 1
        return [cut for cut in (*cuts, (at, end, "")) if cut[1] > cut[0]]


def _sentence(layer: _Layer, cut: tuple[int, int, str], titles: Mapping[int, tuple[int, Heading]]) -> Sentence:
    start, end, name = cut
    last, heading = titles.get(start, (start, None))
    last = min(last, end)
    return Sentence(
        name, heading, layer.stretches(start, last), layer.stretches(last, end), layer.marks.carried.get(name)
    )


class _Layer:
    """The marks of each character, so that overlapping marks need no thought."""

    def __init__(self, reading: Reading, marks: Marks) -> None:
        size = len(reading.clean)
        self.clean, self.marks = reading.clean, marks
        self.flags = bytearray(size)
        self.mention, self.figure = array("l", [0]) * size, array("l", [0]) * size
        for bit, extents in ((1, marks.definitions), (2, marks.programs)):
            for extent in extents:
                for i in range(*reading.span(extent)):
                    self.flags[i] |= bit
        self.edit = array("l", [0]) * size
        for number, edit in enumerate(marks.edits, 1):
            for i in range(edit.start, edit.end):
                self.flags[i] |= 4
            for i in range(edit.start, max(edit.end, min(edit.start + 1, size))):
                self.edit[i] = number
        for layer, spans in (
            (self.mention, [e for _, e in marks.mentions]),
            (self.figure, [f.number for f in marks.figures]),
        ):
            for number, extent in enumerate(spans, 1):
                for i in range(*reading.span(extent)):
                    layer[i] = layer[i] or number

    def stretches(self, start: int, end: int) -> tuple[Stretch, ...]:
        """A range of the text as runs, those of one mention together."""
        found = []
        for number, group in groupby(range(start, end), self.mention.__getitem__):
            runs = tuple(
                self._run(list(part))
                for _, part in groupby(group, lambda i: (self.flags[i], self.figure[i], self.edit[i]))
            )
            found.append(Stretch(self.marks.mentions[number - 1][0] if number else "", runs))
        return tuple(found)

    def _run(self, positions: list[int]) -> Run:
        first = positions[0]
        figure = self.marks.figures[self.figure[first] - 1] if self.figure[first] else None
        edit = self.marks.edits[self.edit[first] - 1] if self.edit[first] else None
        letters = "".join(letter for bit, letter in ((1, "d"), (2, "p"), (4, "w")) if self.flags[first] & bit) + (
            "n" if figure else ""
        )
        was = edit.was if edit and edit.start == first else ""
        return Run(self.clean[first : positions[-1] + 1].replace("\n", ""), letters, figure, was)
