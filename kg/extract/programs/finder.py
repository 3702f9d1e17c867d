"""All namings of programs in a report, in order, under one name for each program."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.programs.canonical import canonical
from kg.extract.programs.edges import left_edge, masked, prefix_start
from kg.extract.programs.found import Found
from kg.extract.programs.phrases import names_before
from kg.extract.programs.quoted import own_head
from kg.extract.programs.vocabulary import vocabulary
from kg.model import Program, Report
from kg.text import Span, unquoted

_QUOTED = re.compile(r"“([^“”\n]{3,24})”")
_COUNT = re.compile(r"[一二三四五六七八九十]{1,2}[大项个]")
_SCALE = re.compile(r"[双百千万\d]")
_NO_PREFIX = re.compile(r"第|新|\d|.*[是把级]“")
_PAPERS = ("行动计划", "三年行动", "方案", "政策", "计划", "措施", "规划")
_TITLE = re.compile(rf"《([^《》\n]{{4,40}}?({'|'.join(_PAPERS)})(?:（[^（）]{{4,12}}）)?)》")
_BARE = re.compile(
    r"“((?=[^“”]{0,7}[一二三四五六七八九双两])(?![^“”]*[、，])[^“”\n]{3,8})”(?=[，。；、]|工作[，。；、])"
)
_CARRIED_OUT = (
    "开展",
    "实施",
    "推行",
    "深化",
    "抓好",
    "深入推进",
    "持续推进",
    "扎实推进",
    "大力推进",
    "纵深推进",
    "高质量推进",
)
_AIM = re.compile(
    ".?[二三四五六七八九两]个(?!一)|.{0,4}振兴|.+(?:办|合一|融合|协同|路|片区|[山河湖])$"
)  # 推进“五大振兴”
_PLEDGED = re.compile(r"\d\d?项(?:[省市县区]定)?(?:民心|惠民|民生)工程")
_NUMBERING = re.compile(r"[\[（(]?(?:\d{1,3}|[一二三四五六七八九十]{1,3})?[\]）).、．]*“?")
_HONOUR = re.compile(r"(?:等)?(?:荣誉)?(?:称号|奖(?!励)|荣誉|先进)")


def find_programs(report: Report) -> list[Program]:
    """Every naming of a program in a report; the same program has the same name throughout.

    Glossary appendices explain, in general words, what the body names: there only headwords and quoted names count.
    """
    return [Program(f.name, f.type, f.span, f.rule) for f in programs_in(report.text.norm, report.glossary)]


def programs_in(norm: str, glossary: tuple[Span, ...] = ()) -> list[Found]:
    """The namings in a normalised text.

    >>> [(f.name, f.type) for f in programs_in("深化“万人助万企”“双同双提”活动，打好污染防治攻坚战。")]
    [('万人助万企活动', '活动'), ('双同双提活动', '活动'), ('污染防治攻坚战', '攻坚战')]
    """
    mask = masked(norm)
    found = [
        one
        for match in vocabulary().head.finditer(mask)
        for one in names_before(norm, mask, match)
        if not _within(match.start(), glossary) or _is_headword(norm, one.span)
    ]
    found = _apart(found, _titles(norm))
    found = _apart(found, _quoted_names(norm, mask))
    found = _apart(found, _common_names(norm))
    return canonical(norm, _apart(found, _bare_names(norm)))


def _within(at: int, spans: tuple[Span, ...]) -> bool:
    return any(span.start <= at < span.end for span in spans)


def _is_headword(norm: str, span: Span) -> bool:
    """Whether a naming in a glossary is what the entry explains: `3.“三全”服务模式：…`."""
    line = norm.rfind("\n", 0, span.start) + 1
    if span.start - line > 6 or not _NUMBERING.fullmatch(norm, line, span.start):
        return False
    return norm[span.end : span.end + 1] in {"：", "\n", "（"}


def _apart(found: list[Found], more: Iterator[Found]) -> list[Found]:
    """In the order of the text; of namings that overlap the one that begins first, then the longest."""
    out: list[Found] = []
    for one in sorted([*found, *more], key=lambda f: (f.span.start, -f.span.end)):
        if not out or one.span.start >= out[-1].span.end:
            out.append(one)
    return out


def _titles(norm: str) -> Iterator[Found]:
    """Documents that are programs: 《博野县优化营商环境实施方案》."""
    for match in _TITLE.finditer(norm):
        yield Found(unquoted(match[1]), match[2], Span(match.start(), match.end()), "title")


def _quoted_names(norm: str, mask: str) -> Iterator[Found]:
    """Quoted names that end in a head noun of their own: “雪亮工程”, 行政执法“三项制度”."""
    vocab = vocabulary()
    for match in _QUOTED.finditer(norm):
        head = own_head(match[1], vocab)
        if head is None or _HONOUR.match(norm, match.end()):
            continue
        start = match.start()
        if _COUNT.match(match[1]) or (_SCALE.match(match[1]) and not vocab.name.fullmatch(match[1])):
            edge, verb = left_edge(mask, start, start, head, vocab)
            governed = verb in vocab.carried and not _NO_PREFIX.match(norm, edge, start + 1)  # 实施肉牛产业“百千工程”
            if governed or _COUNT.match(match[1]):
                start = prefix_start(mask, edge, start, verb or "实施", vocab)
        further = vocab.head.match(norm, match.end()) if head.needs == "quote" else None
        end = further.end() if further else match.end()  # “千村示范、万村整治”工程
        name = unquoted(norm[start:end])
        yield Found(name, head.noun, Span(start, end), "quoted-head", unquoted(match[1]))


def _common_names(norm: str) -> Iterator[Found]:
    """The programs that the whole country has."""
    vocab = vocabulary()
    for match in vocab.name.finditer(norm):
        tail = vocab.head_end.search(match[0])
        yield Found(match[0], tail[0] if tail else "", Span(match.start(), match.end()), "common")
    for match in _PLEDGED.finditer(norm):
        yield Found(match[0], "工程", Span(match.start(), match.end()), "common")


def _bare_names(norm: str) -> Iterator[Found]:
    """Shorthand that is carried out under its own name: 开展“四水同治”, 深化“法律六进”."""
    for match in _BARE.finditer(norm):
        if not norm.endswith(_CARRIED_OUT, 0, match.start()):
            continue
        if match[1] not in vocabulary().single and not _AIM.match(match[1]):
            yield Found(match[1], "", Span(match.start(1) - 1, match.end(1) + 1), "bare", match[1])
