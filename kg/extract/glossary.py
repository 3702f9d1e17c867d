"""Glossary appendices (名词解释): entries however they are numbered, bracketed and set, each with its items."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from kg.extract.items import enumerated, trim
from kg.extract.patterns import nationwide
from kg.lexicon import words
from kg.model import Definition, Doubt, Report
from kg.naming import announced, code_of, kind_of
from kg.text import Span, unquoted

_NUMBER = re.compile(
    r"(?:[\[〔［【（(](?P<b>\d{1,3})[\]〕］】)）][：.、．]?|(?P<n>\d{1,3})(?:[、．]|\.(?!\d\D?[%％])|(?=[“]))|(?P<c>[①-⑳])|第(?P<d>\d{1,3})[条：])"
)
_PAGE = re.compile(r"[（(](?:详?见|参见)?第?\d{1,3}(?:[—–-]\d{1,3})?页[^（）()]{0,12}[）)]")
_COLON = re.compile(r"[：]|——|﹕|(?<=”)[，,]?(?:即|是指|指的是|指)")
_VERB = re.compile(r"[，,]?(?:是指|指的是|，即|：|——|(?<=[”）])(?:即|指|是))")
_SPLIT_QUOTED = re.compile(r"“([^“”]+)”[、，和与及]?")


@dataclass(frozen=True, slots=True)
class _Entry:
    """An entry as cut out of the appendix: the heading and the gloss."""

    head: Span
    gloss: Span


def find_glossary(report: Report) -> tuple[list[Definition], list[Doubt]]:
    """The glossary entries of a report as definitions, and the lines of the appendix that could not be placed."""
    definitions: list[Definition] = []
    doubts: list[Doubt] = []
    for region in report.glossary:
        for entry in _entries(report.text.norm, region, doubts):
            definitions.extend(_definitions(report, entry))
    return definitions, doubts


def _entries(norm: str, region: Span, doubts: list[Doubt]) -> Iterator[_Entry]:
    """Cut an appendix into entries: at its numbers where it is numbered, else at lines of the form term：gloss."""
    lines = list(_lines(norm, region))
    starts = _numbered_starts(norm, lines) or _plain_starts(norm, lines)
    for line in lines[: starts[0][0]] if starts else lines:
        doubts.append(Doubt(line, "glossary", "a line before the first entry, or an appendix without entries"))
    for i, (at, head_start) in enumerate(starts):
        end_line = starts[i + 1][0] - 1 if i + 1 < len(starts) else len(lines) - 1
        span = Span(head_start, lines[max(at, end_line)].end)
        entry = _cut(norm, span, lines[at].end)
        if entry:
            yield entry
        else:
            doubts.append(Doubt(span, "glossary", "no boundary between term and gloss"))


def _lines(norm: str, region: Span) -> Iterator[Span]:
    start = region.start
    for line in norm[region.start : region.end].split("\n"):
        if line:
            yield Span(start, start + len(line))
        start += len(line) + 1


def _numbered_starts(norm: str, lines: list[Span]) -> list[tuple[int, int]]:
    """(line, offset of the heading) of entries whose numbers run on; digits that begin a term are not taken for one."""
    starts: list[tuple[int, int]] = []
    expected = 1
    for i, line in enumerate(lines):
        match = _NUMBER.match(norm, line.start, line.end)
        if not match:
            continue
        number = ord(match["c"]) - ord("①") + 1 if match["c"] else int(match["b"] or match["n"] or match["d"])
        if (
            expected <= number <= expected + 3
            or (not starts and number <= 3)
            or (number == 1 and _restarts(norm, lines, i))
        ):
            starts.append((i, match.end()))
            expected = number + 1
    return starts if len(starts) > 1 or (starts and len(lines) <= 3) else []


def _restarts(norm: str, lines: list[Span], at: int) -> bool:
    """Whether numbering begins anew here, under a sub-heading."""
    return at > 0 and not _COLON.search(norm, lines[at - 1].start, lines[at - 1].end)


def _plain_starts(norm: str, lines: list[Span]) -> list[tuple[int, int]]:
    """Entries without numbers: a short heading, a colon (or 是指), a gloss."""
    starts = []
    for i, line in enumerate(lines):
        colon = _COLON.search(norm, line.start, min(line.end, line.start + 42)) or _VERB.search(
            norm, line.start, min(line.end, line.start + 30)
        )
        if colon and 1 < colon.start() - line.start <= 36 and not re.search("[。；]", norm[line.start : colon.start()]):
            starts.append((i, line.start))
    return starts


def _cut(norm: str, span: Span, first_line_end: int) -> _Entry | None:
    """Heading and gloss of one entry; the gloss may begin on the heading's line or on the next."""
    at = _boundary(norm, Span(span.start, first_line_end))
    if at:
        head, gloss = Span(span.start, at[0]), Span(at[1], span.end)
    elif first_line_end < span.end and first_line_end - span.start <= 40:
        head, gloss = Span(span.start, first_line_end), Span(first_line_end + 1, span.end)
    else:
        return None
    head, gloss = _without_page(norm, _trim_head(norm, head)), _trim_gloss(norm, _without_page(norm, gloss))
    if head.end - head.start < 1 or gloss.end <= gloss.start or head.end - head.start > 60:
        return None
    return _Entry(head, gloss)


def _boundary(norm: str, line: Span) -> tuple[int, int] | None:
    """Where the heading ends and the gloss begins, outside brackets; a colon before any verb of explanation."""
    depth = 0
    for i in range(line.start, line.end):
        char = norm[i]
        depth += (char in "“（《〈") - (char in "”）》〉")
        if depth <= 0 and char == "：" and i > line.start:
            return i, i + 1
        if depth <= 0 and norm.startswith("——", i) and i > line.start:
            return i, i + 2
        if char == "。":
            break
    match = _VERB.search(norm, line.start, min(line.end, line.start + 40))
    return (match.start(), match.end()) if match and match.start() > line.start else None


def _without_page(norm: str, span: Span) -> Span:
    """Without a page reference such as （见第3页） at either end."""
    end = span.end
    while end > span.start and norm[end - 1] in "。\n；":
        end -= 1
    for match in _PAGE.finditer(norm, span.start, span.end):
        if match.end() >= end:
            return Span(span.start, match.start())
    return span


def _trim_head(norm: str, head: Span) -> Span:
    start, end = head
    while start < end and norm[start] in "、.．：，-—·*※●■◆":
        start += 1
    while end > start and norm[end - 1] in "：，、\n":
        end -= 1
    return Span(start, end)


def _trim_gloss(norm: str, gloss: Span) -> Span:
    start, end = gloss
    while start < end and norm[start] in "：，、\n":
        start += 1
    while end > start and norm[end - 1] in "。\n；，":
        end -= 1
    return Span(start, end)


def _definitions(report: Report, entry: _Entry) -> Iterator[Definition]:
    """One definition for each term that the heading names."""
    norm = report.text.norm
    head = norm[entry.head.start : entry.head.end]
    span = Span(entry.head.start, entry.gloss.end)
    several = _several_terms(head, norm[entry.gloss.start : entry.gloss.end])
    headword = unquoted(report.text.form(entry.head))
    if several:
        glosses = _shared(norm, entry.gloss, several)
        for name, part in zip(several, glosses, strict=True):
            yield _definition(norm, name, headword, Span(span.start, span.end), entry.gloss, "glossary-shared", part)
    else:
        name = term_of(head)
        yield _definition(norm, name, headword, span, entry.gloss, "glossary", entry.gloss)


def _definition(norm: str, name: str, headword: str, span: Span, gloss: Span, rule: str, part: Span) -> Definition:
    """`part` is the stretch of the gloss that explains this term: all of it where the heading names only one."""
    items = enumerated(norm, part, name, headword)
    counts = announced(name) if kind_of(name) in ("numeral", "digit") else ()
    return Definition(name, headword, "glossary", span, gloss, items, counts[0] if counts else None, rule)


def _several_terms(head: str, gloss: str) -> list[str]:
    """The terms of a heading that names more than one: “三铁”“三散”; 两个大局，三种关系 where each is explained by itself.

    >>> _several_terms("“三铁”“三散”", "…"), _several_terms("三个体系、三个机制", "责任体系；排查机制")
    (['三铁', '三散'], [])
    >>> _several_terms("一单制、一箱制", "一单制指货物运输；一箱制指集装箱运输")
    ['一单制', '一箱制']
    """
    quoted = _SPLIT_QUOTED.findall(head)
    if len(quoted) > 1 and _SPLIT_QUOTED.sub("", head) in ("", *words("head_nouns.txt")):
        return [unquoted(q) for q in quoted]
    pieces = [unquoted(p) for p in re.split("[、，]", head)]
    explained = [re.search(rf"“?{re.escape(p)}”?(?:：|即|是指|指|为|是|，)", gloss) for p in pieces]
    if len(pieces) > 1 and all(p in nationwide() for p in pieces):
        return pieces
    if len(pieces) > 2 and all(p.startswith("一") for p in pieces):  # 一区、一谷、一高地 is one name of three parts
        return []
    return pieces if len(pieces) > 1 and all(explained) and all(len(p) > 1 for p in pieces) else []


def _shared(norm: str, gloss: Span, names: list[str]) -> list[Span]:
    """The part of a gloss that explains each of several terms; the whole gloss for each where it cannot be told."""
    starts = []
    at = gloss.start
    for name in names:
        match = re.compile(rf"“?{re.escape(name)}”?(?:：|即|是指|指|为|是|，)+").search(norm, at, gloss.end)
        if not match:
            break
        starts.append(match)
        at = match.end()
    if len(starts) == len(names):
        ends = [m.start() for m in starts[1:]] + [gloss.end]
        return [trim(norm, Span(m.end(), end)) for m, end in zip(starts, ends, strict=True)]
    cuts = [m.start() for m in re.compile("[；。]").finditer(norm, gloss.start, gloss.end)]
    if len(cuts) == len(names) - 1:
        edges = [gloss.start, *[c + 1 for c in cuts], gloss.end]
        return [trim(norm, Span(a, b)) for a, b in pairwise(edges)]
    return [gloss] * len(names)


def term_of(head: str) -> str:
    """The 提法 that a heading stands for: the quoted shorthand, without a head noun that is not part of its name.

    >>> [term_of(h) for h in ("环保“777”工作机制", "“13710”工作法", "1530工程", "四上企业", "双碳", "政治“三力”")]
    ['777', '13710', '1530', '四上企业', '双碳', '政治三力']
    >>> [term_of(h) for h in ("“R&D”经费", "小县大城战略", "“标准地+承诺制”", "“处非111模式”")]
    ['R&D经费', '小县大城', '标准地+承诺制', '处非111模式']
    """
    quoted = _SPLIT_QUOTED.findall(head)
    if len(quoted) == 1:
        inner = unquoted(quoted[0])
        before, after = head.split(f"“{quoted[0]}”", 1)
        if re.fullmatch(r"[\d一二三四五六七八九十两]{1,3}个", before):
            return unquoted(head)
        if inner == code_of(inner) and len(inner) > 1:
            return inner
        if kind_of(inner) in ("numeral", "acronym", "digit") and len(inner) > 1:
            modifier = unquoted(before) if len(before) <= 2 and len(inner) <= 2 else ""
            if kind_of(inner) == "numeral" and inner.endswith(("改革", "活动", "工作")) and len(inner) > 3:
                inner = inner[:-2]
            if re.search(r"[&]", inner) or (len(inner) == 2 and after.startswith(("企业", "经费"))):
                return modifier + inner + unquoted(after)
            return modifier + inner
        if len(inner) >= 4 or not (before or after):
            return inner
    name = unquoted(re.sub(r"（[^（）]*）$", "", head) or head)
    for noun in words("head_nouns.txt"):
        rest = name[: -len(noun)]
        if (
            name.endswith(noun)
            and len(rest) >= 3
            and kind_of(rest) in ("numeral", "digit", "motto")
            and len(rest) != len(name)
        ):
            return rest if kind_of(rest) != "motto" or (len(rest) >= 4 and noun in ("战略", "活动")) else name
    return name
