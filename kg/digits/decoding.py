"""Every digit code of a place, figure by figure, from its own report or from another one that explains the same thing."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.digits.codes import code, figures
from kg.digits.readers import read, read_running
from kg.digits.records import Digit, Reading
from kg.model import Chapter, Definition, Mention, Term
from kg.text import QUOTES, Span

_BESIDE = re.compile(r"[”’]?[^，。；：“”（）\n]{0,10}(?:，?即：?|，?(?:就是|是指)：?|：|（)(?=.)")
_HEAD = 4


@dataclass(frozen=True, slots=True)
class _Use:
    """A code in one report: where it is used, and where it is explained there, if it is."""

    chapter: Chapter
    term: str
    mentions: tuple[Mention, ...]
    definitions: tuple[Definition, ...]


def decode(chapters: Sequence[Chapter], terms: Iterable[Term]) -> tuple[Digit, ...]:
    """The figures of every code that the reports of one place use.

    A code that its own report does not explain is read from the nearest earlier report that explains it, else from the
    nearest later one, and only where the same noun follows it: 1+5政策 is not explained by 1+5专项整治.
    """
    canonical = {form: one.name for one in terms for form in (one.name, *one.variants)}
    order = sorted(chapters, key=lambda c: (c.report.header.year or 0, c.report.header.date, c.report.id))
    uses = {(use.chapter.report.id, use.term): use for c in order for use in _uses(c, canonical)}
    told = {key: found for key, use in uses.items() if (found := _told(use))}
    out: list[Digit] = []
    for key, use in uses.items():
        digits = told.get(key) or _elsewhere(use, [(k, uses[k]) for k in told if k[1] == key[1]], told, order)
        out.extend(digits or _open(use))
    return tuple(sorted(out, key=lambda d: (d.report, d.term, d.position)))


def _uses(chapter: Chapter, canonical: Mapping[str, str]) -> Iterator[_Use]:
    seen: dict[str, list[Mention]] = defaultdict(list)
    for mention in chapter.mentions:
        seen[mention.term].append(mention)
    said: dict[str, list[Definition]] = defaultdict(list)
    for definition in chapter.findings.definitions:
        said[canonical.get(definition.term, definition.term)].append(definition)
    for term in sorted({*seen, *said}):
        if code(term):
            yield _Use(chapter, term, tuple(seen[term]), tuple(said[term]))


def _told(use: _Use) -> tuple[Digit, ...]:
    """What the report itself says: its definitions, else the words behind a mention; the fullest reading wins."""
    norm = use.chapter.report.text.norm
    if use.definitions:
        found = [(d.gloss, read(use.term, norm[d.gloss.start : d.gloss.end])) for d in use.definitions]
    else:
        found = [(s, r) for m in use.mentions for s, r in _beside(use, m) if r and all(one.meaning for one in r)]
    span, best = max(found, key=lambda row: sum(one.meaning is not None for one in row[1]), default=(None, ()))
    return tuple(_digit(use, span, at, one) for at, one in enumerate(best, 1)) if span else ()


def _beside(use: _Use, mention: Mention) -> Iterator[tuple[Span, tuple[Reading, ...]]]:
    """The rest of the sentence, where the words after the code set out to explain it (，即…) or count its figures out."""
    report = use.chapter.report
    norm, sentence = report.text.norm, _sentence(use, mention)
    lead = _BESIDE.match(norm, mention.span.end, sentence.end)
    if lead:
        yield Span(lead.end(), sentence.end), read(use.term, norm[lead.end() : sentence.end])
    rest = Span(mention.span.end, sentence.end)
    yield rest, read_running(use.term, norm[rest.start : rest.end])


def _sentence(use: _Use, mention: Mention) -> Span:
    sentences = use.chapter.report.sentences
    return sentences[max(0, bisect_right(sentences, mention.span.start, key=lambda s: s.start) - 1)]


def _digit(use: _Use, gloss: Span, at: int, reading: Reading) -> Digit:
    def placed(span: Span | None) -> Span | None:
        return span and Span(gloss.start + span.start, gloss.start + span.end)

    report = use.chapter.report.id
    return Digit(
        use.term,
        report,
        at,
        reading.figure,
        placed(reading.meaning),
        placed(reading.quote) or gloss,
        report,
        reading.rule,
    )


def _elsewhere(
    use: _Use,
    others: Sequence[tuple[tuple[str, str], _Use]],
    told: Mapping[tuple[str, str], tuple[Digit, ...]],
    order: Sequence[Chapter],
) -> tuple[Digit, ...]:
    """The reading of another report of the place, if the code is used of the same thing there."""
    if use.definitions:
        return ()  # it is explained here, though not figure by figure
    rank = {c.report.id: at for at, c in enumerate(order)}
    here = rank[use.chapter.report.id]
    near = sorted(others, key=lambda o: (rank[o[0][0]] > here, abs(rank[o[0][0]] - here)))
    for key, other in near:
        if _heads(use) & _heads(other):
            return tuple(
                replace(d, report=use.chapter.report.id, rule=f"{d.rule}-elsewhere") if d.meaning else _opened(d, use)
                for d in told[key]
            )
    return ()


def _opened(digit: Digit, use: _Use) -> Digit:
    return replace(digit, report=use.chapter.report.id)


def _heads(use: _Use) -> set[str]:
    """The two characters after each mention that is not at the end of a clause: of what the code is said."""
    norm = use.chapter.report.text.norm
    after = ("".join(c for c in norm[m.span.end : m.span.end + _HEAD] if c not in QUOTES) for m in use.mentions)
    own = {use.term[use.term.find(code(use.term)) + len(code(use.term)) :][:2]} - {""}
    return own | {tail[:2] for tail in after if re.match(r"[一-鿿]{2}", tail)}


def _open(use: _Use) -> tuple[Digit, ...]:
    """Every figure of a code that nothing explains, single digits."""
    report = use.chapter.report
    quote = use.definitions[0].gloss if use.definitions else _sentence(use, use.mentions[0])
    return tuple(
        Digit(use.term, report.id, at, figure, None, quote, report.id, "digit-open")
        for at, figure in enumerate(figures(use.term), 1)
    )
