"""Definitions in the body: lists before a name, brackets after it, headings that carry the items, 一是…, 即 and 包括."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.extract.items import counted, enumerated, governing_verb, split, trim
from kg.extract.patterns import QUOTED, classify, joint_form, quoted_name
from kg.extract.terms import short_name
from kg.lexicon import words
from kg.model import Definition, Report, Section
from kg.naming import COUNT, announced, kind_of
from kg.segment import boundaries, tags
from kg.text import Span, unquoted

_N = COUNT.replace("一", "").replace("双", "")
_CLAUSE_START = re.compile(r"[。；！？：\n]")
_ORDINAL = re.compile(r"(?:(?<=[。；：，\n”])|^)([一二三四五六七八九十]{1,2})是(?:要)?")
_INTRODUCED = re.compile(rf"[{_N}](?<![{COUNT}百千第\d].)[个大项][一-鿿]{{2,5}}(?=：一是|。一是|：\n?一是)")
_FIRST = re.compile(r"[^。：；，]{0,8}[。：]\n?一是")
_COPULA = re.compile(r"”?(?:，?即|，?就是|，?是指|：|，?包括|，?分别(?:是|为)|，?具体(?:为|是|包括))[：，]?")


@cache
def _counted_form() -> re.Pattern[str]:
    """五项重点工作, 三大主导产业, 八字方针: a count before a noun that ends a formulation, unquoted."""
    heads = "|".join(words("count_heads.txt"))
    return re.compile(
        rf"[{_N}十](?<![{COUNT}百千第\d].)(?:[{_N}十]?[大个项类种张篇场重][一-鿿]{{0,4}}(?:{heads})|轮驱动|字方针)"
    )


def find_definitions(report: Report) -> list[Definition]:
    """The inline definitions of the body, one for each name and pattern, in text order."""
    found = [*_at_names(report), *_by_headings(report)]
    best: dict[tuple[str, str], Definition] = {}
    for one in found:
        best.setdefault((one.term, one.source), one)
    fullest: dict[tuple[str, tuple[Span, ...]], str] = {}
    for one in best.values():  # 三大攻坚 and 三大攻坚战 over the same headings are one definition
        fullest[one.source, one.items] = max(one.term, fullest.get((one.source, one.items), ""), key=len)
    best = {key: one for key, one in best.items() if fullest[one.source, one.items] == one.term}
    return sorted(best.values(), key=lambda d: (d.span, d.term, d.source))


def _in_glossary(report: Report, at: int) -> bool:
    return any(region.start <= at < region.end for region in report.glossary)


def _names(report: Report) -> Iterator[tuple[Span, str, bool]]:
    """Numbered names in the body: the span with its quotes, the name, and whether it was quoted."""
    norm, place = report.text.norm, short_name(report.header.place)
    for match in QUOTED.finditer(norm):
        name = quoted_name(match[1], norm[match.end() : match.end() + 4], place)
        if _numbered(name) and len(name) <= 12 and classify(name, place, in_gloss=False):
            extra = len(name) - len(unquoted(match[1])) if name.startswith(unquoted(match[1])) else 0
            yield Span(match.start(), match.end() + max(0, extra)), name, True
    for form in (joint_form(), _counted_form(), _INTRODUCED):
        for match in form.finditer(norm):
            if announced(match[0]):
                yield Span(*match.span()), match[0], False


def _numbered(name: str) -> bool:
    return kind_of(name) in ("numeral", "digit") and bool(announced(name))


def _at_names(report: Report) -> Iterator[Definition]:
    """Definitions that stand around a name: before it, in brackets or after a verb of explanation, or as 一是…二是…"""
    norm = report.text.norm
    for span, name, _ in _names(report):
        if _in_glossary(report, span.start):
            continue
        sentence = next((s for s in _sentence_of(report, span)), None)
        if sentence is None:
            continue
        before = _list_before(norm, sentence, span, name)
        if before:
            yield _made(name, "list-before", Span(before[0].start, span.end), Span(before[0].start, span.start), before)
        after = _parenthesis(norm, span, name)
        if after:
            yield _made(name, "parenthesis", Span(span.start, after[1].end + 1), after[1], after[0])
            continue
        stated = _copula(norm, span, name)
        if stated:
            yield _made(name, "copula", Span(span.start, stated[1].end), stated[1], stated[0])
        told = _enumeration(norm, span, name)
        if told:
            yield _made(name, "enumeration", Span(span.start, told[-1].end), Span(told[0].start, told[-1].end), told)


def _made(name: str, source: str, span: Span, gloss: Span, items: tuple[Span, ...]) -> Definition:
    return Definition(name, name, source, span, gloss, items, announced(name)[0], f"inline-{source}")


def _sentence_of(report: Report, span: Span) -> Iterator[Span]:
    """The sentence in which a span stands, found by halving."""
    low, high = 0, len(report.sentences)
    while low < high:
        middle = (low + high) // 2
        if report.sentences[middle].end <= span.start:
            low = middle + 1
        else:
            high = middle
    if low < len(report.sentences) and report.sentences[low].start <= span.start:
        yield report.sentences[low]


def _counts(name: str) -> tuple[int, ...]:
    characters = re.match(rf"([{_N}])字", name)
    if characters:  # 八字方针: eight characters are four words of two
        total = announced(name)[0]
        return (total // 2,)
    return announced(name)


def _list_before(norm: str, sentence: Span, span: Span, name: str) -> tuple[Span, ...]:
    """A、B、C“三X”: the list that ends where the name begins, cut off at the clause that governs it."""
    end = span.start
    while end > sentence.start and norm[end - 1] in "等的这":
        end -= 1
    if end - sentence.start < 4 or norm[end - 1] in "，。；：、和与及或“" or kind_of(name) == "digit":
        return ()
    if norm[end - 1] == "”" and (quoted := _quoted_list(norm, sentence.start, end - 1, name)):
        return quoted
    clause = max((m.end() for m in re.compile("[，；：]").finditer(norm, sentence.start, end)), default=sentence.start)
    region = Span(clause, end)
    for count in _counts(name):
        items = _abutting(norm, region, count)
        if items and _is_list(norm, items, count):
            return items
    return ()


def _quoted_list(norm: str, start: int, end: int, name: str) -> tuple[Span, ...]:
    """“创新、协调、绿色、开放、共享”五大发展理念"""
    opening = norm.rfind("“", start, end)
    if opening < 0:
        return ()
    return next((items for count in _counts(name) if (items := counted(norm, Span(opening + 1, end), count))), ())


def _abutting(norm: str, region: Span, count: int) -> tuple[Span, ...]:
    """Exactly `count` pieces between 、 marks (the last pair may be joined by 和), the first freed of its verb."""
    pieces = split(norm, region, "、")
    if count == len(pieces) > 1:
        return (_object(norm, pieces), *pieces[1:])
    joined = (
        counted(norm, Span(_object(norm, pieces).start, region.end), count)
        if len(pieces) in (count - 1, 1) and pieces
        else ()
    )
    return joined or _run_together(norm, region, count)


def _object(norm: str, pieces: list[Span]) -> Span:
    """The first piece without the verb and adverbs before it: 合理布局生产 is 生产 beside 生活 and 生态."""
    first, others = pieces[0], pieces[1:3]
    opening = norm.rfind("“", first.start, first.end)
    if norm[first.end - 1] == "”" and opening > first.start:  # 做好“以水润城”、“以绿荫城”
        return Span(opening + 1, first.end - 1)
    least = min((o.end - o.start for o in others), default=1)
    verb = governing_verb().match(norm, first.start, first.end - 1)
    start = verb.end() if verb and first.end - verb.end() >= least else _after_verbs(norm, first, least)
    if (
        others
        and first.end - start > max(o.end - o.start for o in others) + 3
        and norm[first.end - 1] == norm[others[0].end - 1]
    ):
        start = _after_last_verb(norm, Span(start, first.end), least)
    sizes = {o.end - o.start for o in others}
    cut = first.end - max(sizes, default=0)
    if (
        len(others) > 1
        and len(sizes) == 1
        and start < cut
        and cut - first.start in boundaries(norm[first.start : first.end])
    ):
        start = cut
    return Span(start, first.end)


def _after_verbs(norm: str, first: Span, least: int) -> int:
    """Where the verbs and adverbs that open a piece end, by jieba's tags; never so far that too little is left."""
    at, verb = first.start, False
    for word, flag in tags(norm[first.start : first.end]):
        if flag not in ("v", "vd", "vg", "d", "ad", "p", "c", "uv", "zg") or first.end - at - len(word) < least:
            break
        at, verb = at + len(word), verb or flag.startswith("v")
    return at if verb else first.start


def _after_last_verb(norm: str, first: Span, least: int) -> int:
    """The same for a piece far longer than the others, which takes a whole clause along (县级领导包联头部企业)."""
    at = start = first.start
    for word, flag in tags(norm[first.start : first.end]):
        at += len(word)
        if flag == "v" and first.end - at >= least:
            start = at
    return start


def _is_list(norm: str, items: tuple[Span, ...], count: int) -> bool:
    """Whether the pieces are things of one kind, not the clauses of a sentence that happen to be as many."""
    texts = [norm[i.start : i.end] for i in items]
    if texts[0][0] in "及了着把将等":
        return False
    if any(len(t) > 20 or len(t) < 1 or re.search(rf"[{_N}][大个项]|[，；。]", t) for t in texts):
        return False
    if texts[-1].endswith(words("list_verbs.txt")) or texts[-1][-1] in "和与及的":
        return False
    if count == 2 and "“" not in texts[-1]:
        return texts[0][-1] == texts[1][-1] or len(texts[0]) == len(texts[1]) <= 6
    return count > 2


def _run_together(norm: str, region: Span, count: int) -> tuple[Span, ...]:
    """延链补链强链“三篇文章”: pieces of one size without marks between them, alike in their last character."""
    for size in (2, 3, 4):
        start = region.end - count * size
        if count < 3 or start < region.start:
            continue
        pieces = [Span(start + i * size, start + (i + 1) * size) for i in range(count)]
        if len({norm[p.end - 1] for p in pieces}) == 1 and re.fullmatch("[一-鿿]+", norm[start : region.end]):
            return tuple(pieces)
    return ()


def _parenthesis(norm: str, span: Span, name: str) -> tuple[tuple[Span, ...], Span] | None:
    """四大战略（产业振兴、创新驱动、…）"""
    match = re.compile(r"(?:[一-鿿]{0,4})（([^（）]{4,300})）").match(norm, span.end)
    if not match:
        return None
    gloss = Span(*match.span(1))
    items = enumerated(norm, gloss, name)
    return (items, gloss) if items else None


def _copula(norm: str, span: Span, name: str) -> tuple[tuple[Span, ...], Span] | None:
    """“六保”，即…; 三个重点：…"""
    match = _COPULA.match(norm, span.end)
    if not match:
        return None
    stop = _CLAUSE_START.search(norm, match.end())
    gloss = trim(norm, Span(match.end(), stop.start() if stop else len(norm)))
    if not 4 <= gloss.end - gloss.start <= 400:
        return None
    if kind_of(name) == "digit":
        return None
    for count in _counts(name):
        items = counted(norm, gloss, count)
        if items and max(i.end - i.start for i in items) <= 40 and _listed(norm, items):
            return items, gloss
    return None


def _listed(norm: str, items: tuple[Span, ...]) -> bool:
    """Whether the pieces are a list: set apart by 、 or ；, or clauses that begin alike (确保…，确保…，确保…)."""
    return not any(norm[i.end] == "，" for i in items[:-1]) or len({norm[i.start] for i in items}) == 1


def _enumeration(norm: str, span: Span, name: str) -> tuple[Span, ...]:
    """要实施“四大工程”。一是实施区域改造提升工程。…二是…: as many as the name says, numbered from one."""
    count = announced(name)[0]
    if not 2 <= count <= 10 or not _FIRST.match(norm, span.end):
        return ()
    marks: list[re.Match[str]] = []
    for match in _ORDINAL.finditer(norm, span.end, min(len(norm), span.end + 5000)):
        if match[1] == "一二三四五六七八九十"[min(len(marks), 9)]:
            marks.append(match)
        else:
            break
        if len(marks) == count:
            break
    if len(marks) != count:
        return ()
    return tuple(_named_item(norm, m.end(), name) for m in marks)


def _named_item(norm: str, start: int, name: str) -> Span:
    """The thing that an item names: its first clause without the verb (实施区域改造提升工程: 区域改造提升工程)."""
    stop = re.compile(r"[，。；：\n]").search(norm, start)
    end = stop.start() if stop else len(norm)
    noun = name[-2:]
    match = governing_verb().match(norm, start, end)
    if match and norm.endswith(noun, start, end):
        return Span(match.end(), end)
    return Span(start, end)


def _by_headings(report: Report) -> Iterator[Definition]:
    """六个聚焦, then six headings of one level in a row that carry 聚焦: the clauses that carry it are the items."""
    norm = report.text.norm
    runs = list(_sibling_runs(report))
    seen: set[str] = set()
    for span, name, quoted in _names(report):
        count = announced(name)[0]
        noun = re.sub(rf"^[{COUNT}十百]{{1,3}}[大个项类种条面]?", "", name)
        if name in seen or not quoted or count < 3 or len(noun) < 2 or _in_glossary(report, span.start):
            continue
        items: tuple[Span, ...] = ()
        seen.add(name)
        for run in runs:
            items = _carrying(norm, run, noun, count) if run[0].span.start > span.start else ()
            if items:
                break
        else:
            items = _opening_sentences(norm, span.end, noun, count)
        if items:
            yield _made(name, "headings", Span(span.start, items[-1].end), Span(items[0].start, items[-1].end), items)


def _opening_sentences(norm: str, start: int, noun: str, count: int) -> tuple[Span, ...]:
    """“八个更高”：创新驱动层次更高。…改革开放活力更高。…: short sentences that end in the noun, as many as announced."""
    if norm.count(f"{noun}。", start, start + 3000) != count:
        return ()
    pattern = re.compile(rf"(?:(?<=[。：；\n])|^)[^。：；\n，“]{{1,18}}{re.escape(noun)}(?=。)")
    found = [Span(*m.span()) for m in pattern.finditer(norm, start, min(len(norm), start + 3000))]
    freed = [
        Span(v.end(), i.end) if (v := governing_verb().match(norm, i.start, i.end - len(noun))) else i for i in found
    ]
    return tuple(freed) if len(found) == count else ()


def _sibling_runs(report: Report) -> Iterator[list[Section]]:
    """Sections of one level under one parent, in order."""
    groups: dict[tuple[int | None, int], list[Section]] = {}
    for section in report.sections:
        groups.setdefault((section.parent, section.level), []).append(section)
    yield from groups.values()


def _carrying(norm: str, run: list[Section], noun: str, count: int) -> tuple[Span, ...]:
    """The clauses of exactly `count` successive headings that carry the noun."""
    hits = []
    for section in run:
        carries = norm.find(noun, section.title.start, section.title.end) >= 0
        clauses = split(norm, section.title, "，、") if carries else []
        clause = next((c for c in clauses if noun in norm[c.start : c.end]), None)
        if clause is not None:
            verb = governing_verb().match(norm, clause.start, clause.end)
            hits.append(Span(verb.end(), clause.end) if verb and not norm.startswith(noun, clause.start) else clause)
        elif hits:
            break
    return tuple(hits) if len(hits) == count else ()
