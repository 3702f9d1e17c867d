"""All namings of programs in a report, in order, under one name for each program."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.programs.canonical import canonical
from kg.extract.programs.phrases import Found, left_edge, masked, names_before, own_head, prefix_start
from kg.extract.programs.vocabulary import vocabulary
from kg.model import Program, Report
from kg.text import Span, unquoted

_QUOTED = re.compile(r"“([^“”\n]{3,24})”")
_TITLE = re.compile(r"《([^《》\n]{4,40}(?:方案|行动计划|三年行动|政策|计划|措施|规划)(?:（[^（）]{4,12}）)?)》")
_BARE = re.compile(
    r"(?:开展|实施|推行|深化|抓好)“((?=[^“”]{0,7}[一二三四五六七八九双两])(?![^“”]*[、，])[^“”\n]{3,8})”(?=[，。；、]|工作[，。；、])"
)
_NUMBERING = re.compile(r"[\[（(]?(?:\d{1,3}|[一二三四五六七八九十]{1,3})?[\]）).、．]*“?")
_HONOUR = re.compile(r"(?:等)?(?:荣誉)?(?:称号|奖|荣誉|先进)")


def find_programs(report: Report) -> list[Program]:
    """Every naming of a program in a report; the same program has the same name throughout.

    Glossary appendices explain, in general words, what the body names: there only quoted names are taken.
    """
    norm = report.text.norm
    found = programs_in(norm, report.glossary)
    return [Program(f.name, f.type, f.span, f.rule) for f in found]


def programs_in(norm: str, glossary: tuple[Span, ...] = ()) -> list[Found]:
    """The namings in a normalised text.

    >>> [(f.name, f.type) for f in programs_in("深化“万人助万企”“双同双提”活动，打好污染防治攻坚战。")]
    [('万人助万企活动', '活动'), ('双同双提活动', '活动'), ('污染防治攻坚战', '攻坚战')]
    """
    mask = masked(norm)
    body = [
        one
        for match in vocabulary().head.finditer(mask)
        for one in names_before(norm, mask, match)
        if not _within(match.start(), glossary) or _is_headword(norm, one.span)
    ]
    body = _without_overlaps([*body, *_titles(norm)])
    body = _without_overlaps([*body, *_quoted_names(norm, mask)])
    body = _without_overlaps([*body, *_common_names(norm), *_bare_names(norm)])
    return canonical(norm, body)


def _within(at: int, spans: tuple[Span, ...]) -> bool:
    return any(span.start <= at < span.end for span in spans)


def _is_headword(norm: str, span: Span) -> bool:
    """Whether a naming in a glossary is what the entry explains: `3.“三全”服务模式：…`."""
    line = norm.rfind("\n", 0, span.start) + 1
    return span.start - line <= 6 and bool(_NUMBERING.fullmatch(norm, line, span.start)) and norm[span.end : span.end + 1] in {"：", "\n", "（"}


def _without_overlaps(found: list[Found]) -> list[Found]:
    """In order of the text, the earlier rule winning where two namings overlap."""
    out: list[Found] = []
    for one in sorted(found, key=lambda f: (f.span.start, -f.span.end)):
        if not out or one.span.start >= out[-1].span.end:
            out.append(one)
    return out


def _titles(norm: str) -> Iterator[Found]:
    """Documents that are programs: 《博野县优化营商环境实施方案》."""
    for match in _TITLE.finditer(norm):
        kind = next(k for k in ("方案", "行动计划", "三年行动", "政策", "计划", "措施", "规划") if k in match[1])
        yield Found(unquoted(match[1]), kind, Span(match.start(), match.end()), "title")


def _quoted_names(norm: str, mask: str) -> Iterator[Found]:
    """Quoted names that end in a head noun of their own: “雪亮工程”."""
    vocab = vocabulary()
    for match in _QUOTED.finditer(norm):
        head = own_head(match[1], vocab)
        if head and not _HONOUR.match(norm, match.end()):
            start = match.start()
            if re.match(r"[一二三四五六七八九十]{1,2}[大项个]", match[1]):  # 行政执法“三项制度”
                start = prefix_start(mask, *left_edge(mask, start, start, head, vocab)[:1], start, "实施", vocab)
            name = unquoted(norm[start : match.end()])
            yield Found(name, head.noun, Span(start, match.end()), "quoted-head", unquoted(match[1]))


def _bare_names(norm: str) -> Iterator[Found]:
    """Shorthand that is carried out under its own name: 开展“四水同治”, 深化“法律六进”."""
    for match in _BARE.finditer(norm):
        if match[1] not in vocabulary().single:
            yield Found(match[1], "", Span(match.start(1) - 1, match.end()), "bare", match[1])


def _common_names(norm: str) -> Iterator[Found]:
    """The programs that the whole country has."""
    for match in vocabulary().name.finditer(norm):
        tail = vocabulary().head_end.search(match[0])
        kind = vocabulary().heads[tail[0]].noun if tail else ""
        yield Found(unquoted(match[0]), kind, Span(match.start(), match.end()), "common")
