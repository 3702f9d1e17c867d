"""The outline of a report: heading tree with the period each section speaks about, sentences, glossary appendices."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.model import Mode, Section
from kg.reader.lines import is_glossary_heading
from kg.reader.periods import period_of
from kg.text import Span

_CN = r"[一二三四五六七八九十]{1,3}"
_NUMBERS = (
    (1, re.compile(rf"第{_CN}部分[：、]?|{_CN}(?:、|[．.](?!\d))")),
    (2, re.compile(rf"（{_CN}）[、.]?")),
    (3, re.compile(r"(?:\d{1,2}、|\d{1,2}[.．](?!\d)|（\d{1,2}）|\d{1,2}）|[①-⑳])")),
)
_INNER_SECOND = re.compile(rf"(?<=[。！；？])（{_CN}）")
_HEADING_END = re.compile(
    r"(?:回顾|安排|任务|目标|要求|部署|建议|打算|思路|重点工作|情况|总结|政府(?:的)?工作|自身建设)"
    r"(?=[一-鿿“\d])(?![和及与、的（])(?!回顾|安排|任务|目标|要求|部署|建议|打算|思路|重点|情况|总结)"
)
_SENTENCE_END = re.compile(r"[。！？!?…]+[”’）】]*|\n")
_WHOLE = re.compile(
    r"(?:\d{4}年|五年|一年|五”?(?:时期|期间|规划)|^)(?:和|及|“|”|的|我们的|政府|主要|总体|重点|工作|经济社会|发展|.{0,8})(?:回顾|安排|任务|目标|要求|建议|部署|重点工作)$"
)
_STOP = re.compile(r"[。：！？]")
_ADDRESS = re.compile(r"^(?:各位代表|同志们)")


@dataclass(slots=True)
class _Heading:
    """A heading as met: its level, number, title and where the text it governs begins."""

    level: int
    number: str
    title: Span
    start: int


def outline(norm: str, year: int | None, glossary: tuple[Span, ...]) -> tuple[Section, ...]:
    """The heading tree of the body, each section with the period and mode it speaks about."""
    headings: list[_Heading] = []
    for span in _paragraphs(norm):
        if not any(g.start <= span.start < g.end for g in glossary):
            for heading in _headings(norm, span):
                above = headings[-1] if headings else None
                if above and above.title.end + 1 == heading.start and norm[heading.start] in "和与及、暨":
                    above.title = Span(above.title.start, heading.title.end)  # one heading on two lines
                    above.level = min(above.level, heading.level)
                else:
                    headings.append(heading)
    return tuple(_tree(norm, headings, year))


def _paragraphs(norm: str) -> Iterator[Span]:
    start = 0
    while start < len(norm):
        end = norm.find("\n", start)
        end = len(norm) if end < 0 else end
        yield Span(start, end)
        start = end + 1


def _headings(norm: str, span: Span) -> Iterator[_Heading]:
    """The numbered, unnumbered and run-in headings with which a paragraph begins or that stand within it."""
    paragraph = norm[span.start : span.end]
    if _ADDRESS.match(paragraph):
        return
    for level, pattern in _NUMBERS:
        match = pattern.match(paragraph)
        if match:
            end = _title_end(paragraph, match.end(), level)
            if end:
                yield _Heading(level, match[0], Span(span.start + match.end(), span.start + end), span.start)
            break
    else:
        yield from _unnumbered(paragraph, span)
    for match in _INNER_SECOND.finditer(norm, span.start, span.end):
        end = _title_end(paragraph, match.end() - span.start, 2)
        if end:
            yield _Heading(2, match[0], Span(match.end(), span.start + end), match.start())


def _title_end(paragraph: str, start: int, level: int) -> int:
    """Where a numbered heading's title ends: at its full stop, at the paragraph's end, or, where the text after a
    first-level heading was run into it, after the last word of the heading."""
    stop = _STOP.search(paragraph, start)
    end = stop.start() if stop else len(paragraph)
    glued = _HEADING_END.search(paragraph, start, min(end, start + 45)) if level == 1 and stop else None
    if glued:
        return glued.end()
    return end if end - start <= 70 or not stop else 0


def _unnumbered(paragraph: str, span: Span) -> Iterator[_Heading]:
    """A short line without a full stop is a heading; so is a short first sentence that names a task."""
    if (
        len(paragraph) <= 32
        and not re.search(r"[。：，；！？]$|[。；]", paragraph)
        and re.search(r"[一-鿿]{3}", paragraph)
    ):
        yield _Heading(1 if _WHOLE.search(paragraph) else 3, "", span, span.start)
        return
    match = re.match(r"[^。！？：\d]{4,36}(?:。|：(?=[^“]))", paragraph)
    if match and match.end() < len(paragraph):
        yield _Heading(4, "", Span(span.start, span.start + match.end() - 1), span.start)


def _tree(norm: str, headings: list[_Heading], year: int | None) -> Iterator[Section]:
    """Sections in order, each ending where the next of its level or above begins."""
    stack: list[tuple[int, int, str, Mode]] = []  # level, index, period, mode
    last: tuple[str, Mode] = ("", "")
    for i, heading in enumerate(headings):
        while stack and stack[-1][0] >= heading.level:
            stack.pop()
        end = next((h.start for h in headings[i + 1 :] if h.level <= heading.level), len(norm))
        period, mode = period_of(norm[heading.title.start : heading.title.end], year)
        if heading.level > 2 and not period:
            mode = ""  # 目标 or 成绩 in a minor heading names its subject, not the time it speaks of
        if stack and not period:
            period, mode = stack[-1][2], stack[-1][3] or mode
        elif heading.level == 1 and not period and not mode and last[1] == "target":
            period, mode = last  # the closing section on the government's own work speaks of the same year
        if mode and not period and year:
            period = f"{year - 1 if mode == 'actual' else year}"
        if heading.level == 1:
            last = period, mode
        parent = stack[-1][1] if stack else None
        stack.append((heading.level, i, period, mode))
        yield Section(heading.level, heading.number, heading.title, Span(heading.start, end), parent, period, mode)


def glossaries(norm: str) -> tuple[Span, ...]:
    """The glossary appendices, headings left out: from the heading to the end, or to another appendix or the report."""
    found: list[Span] = []
    start: int | None = None
    for span in _paragraphs(norm):
        line = norm[span.start : span.end]
        if is_glossary_heading(line):
            if start is not None:
                found.append(Span(start, max(start, span.start - 1)))
            start = span.end + 1
        elif start is not None and _ends_glossary(line):
            found.append(Span(start, max(start, span.start - 1)))
            start = None
    if start is not None and start < len(norm):
        found.append(Span(start, len(norm)))
    return tuple(span for span in found if span.end > span.start)


def _ends_glossary(line: str) -> bool:
    """Another appendix or the report itself begins.

    >>> [_ends_glossary(s) for s in ("附件3：主要指标表", "各位代表：", "1.双碳：碳达峰、碳中和")]
    [True, True, False]
    """
    return bool(
        re.match(
            r"附[件表录]\s*[一二三四五\d]{0,2}[：、.]?[一-鿿]{0,20}$|各位代表[：！]|[—\d]*.{0,12}政府工作报告$", line
        )
    )


def sentences(norm: str) -> tuple[Span, ...]:
    """The sentences, closing quotes included, as spans without the line break.

    >>> text = "一是稳。二是进！”好\\n三"
    >>> [text[s.start:s.end] for s in sentences(text)]
    ['一是稳。', '二是进！”', '好', '三']
    """
    found = []
    start = 0
    for match in _SENTENCE_END.finditer(norm):
        end = match.start() if match[0] == "\n" else match.end()
        if end > start:
            found.append(Span(start, end))
        start = match.end()
    if start < len(norm):
        found.append(Span(start, len(norm)))
    return tuple(found)
