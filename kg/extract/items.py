"""The items that a passage enumerates: 、 and ； lists, numbered clauses, 即 glosses part by part.

A list is accepted when it has as many items as the name announces; without such a number only a passage that is
nothing but a list is one. Every item is a span of the text: nothing is rewritten.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import product

from kg.lexicon import words
from kg.naming import COUNT, Part, announced, code_of, parts
from kg.segment import boundaries
from kg.text import Span

_LEAD = re.compile(
    r"(?:[，：]|即[，：]?|就是|(?:主要)?(?:是)?指的?(?:是)?|(?:主要|具体|分别|内容)*(?:包括|包含|涵盖|为|是)[，：]?|具有|其中|分别|简称|主要|"
    rf"“[{COUNT}][^“”]{{1,8}}”，|[^，。；]{{0,6}}[{COUNT}][个大项][^，。；]{{1,6}}，?即|"
    r"在[^，；。]{1,24}?(?:开展|推行|实行|实施|划定的|形成的))+"
)
_SUM = rf"(?:[{COUNT.replace('一', '')}十\d]|十[{COUNT}]){{1,3}}"
_TAIL = re.compile(
    rf"等?(?:这|共|的)?[“‘]?{_SUM}[^、；。，]{{0,24}}$|等[^、；。，]{{0,8}}$|"
    r"的(?:简称|统称|总称|合称|缩写|有机统一|有机融合)[^、；。]{0,6}$"
)
_WORK = re.compile(r"(?:污染|综合|环境|专项)?(?:治理|整治|攻坚|工作)$")
_CONJUNCTION = re.compile(r"以及|及其|和|与|及")
_CN = "[一二三四五六七八九十]{1,2}"
_ORDINALS = re.compile(
    rf"(?:{_CN}(?:是|要|为)|第{_CN}(?:是|，|、)|[①-⑳]|（(?:{_CN}|\d{{1,2}})）|(?<![\d.])\d{{1,2}}(?:[、．）]|\.(?!\d)))"
)
_OPEN, _CLOSE = "“‘（《〈【[", "”’）》〉】]"


def split(text: str, span: Span, separators: str) -> list[Span]:
    """Cut a span at separators that stand outside quotes and brackets; empty pieces are dropped.

    >>> text = "“一办、一队”、一库（含、二）、三"
    >>> [text[s.start:s.end] for s in split(text, Span(0, len(text)), "、")]
    ['一办、一队', '一库（含、二）', '三']
    """
    pieces, depth, start = [], 0, span.start
    for match in _marks(separators).finditer(text, span.start, span.end):
        char = match[0]
        if char in _OPEN:
            depth += 1
        elif char in _CLOSE:
            depth = max(0, depth - 1)
        elif depth == 0:
            pieces.append(Span(start, match.start()))
            start = match.end()
    pieces.append(Span(start, span.end))
    return [trimmed for piece in pieces if (trimmed := trim(text, piece)).end > trimmed.start]


@cache
def _marks(separators: str) -> re.Pattern[str]:
    return re.compile(f"[{re.escape(separators + _OPEN + _CLOSE)}]")


def trim(text: str, span: Span) -> Span:
    """A span without the punctuation and paragraph breaks around it."""
    start, end = span
    while start < end and text[start] in "，、；：。\n":
        start += 1
    while end > start and text[end - 1] in "，、；：。\n":
        end -= 1
    return _unwrap(text, Span(start, end))


def _unwrap(text: str, span: Span) -> Span:
    """Without the quotation marks that enclose the whole of it."""
    if span.end - span.start > 2 and text[span.start] == "“" and text.find("”", span.start) == span.end - 1:
        return Span(span.start + 1, span.end - 1)
    return span


def enumerated(text: str, span: Span, name: str, headword: str = "") -> tuple[Span, ...]:
    """The items of a gloss, in order; empty where the gloss is prose or the count cannot be made out.

    `headword` is the glossary's heading, whose last word may close the list (“三路”整治: …、黑灯路整治).

    >>> def show(gloss, name): return [gloss[s.start:s.end] for s in enumerated(gloss, Span(0, len(gloss)), name)]
    >>> show("敢担当、转作风、争一流", "敢转争")
    ['敢担当', '转作风', '争一流']
    >>> show("“放”即简政放权，降低准入门槛；“管”即创新监管；“服”即高效服务", "放管服")
    ['简政放权，降低准入门槛', '创新监管', '高效服务']
    >>> show("产业链、创新链、价值链、供应链、资金链、政策链“六链”融合发展", "六链融合")
    ['产业链', '创新链', '价值链', '供应链', '资金链', '政策链']
    >>> show("通过互联网，将企业的系统、业务部署到云端，利用网络获取服务", "上云企业")
    []
    """
    halves = (Part(name[:2], None), Part(name[2:], None)) if len(name) == 4 and not _numbered(name) else ()
    by_part = (
        _part_by_part(text, span, parts(name))
        or _part_by_part(text, span, halves)
        or _clause_by_part(text, span, parts(name))
    )
    if by_part:
        return by_part
    counts = announced(name) if re.search(rf"[^{COUNT}百千]", name) or len(name) > 3 or "百" in name else ()
    regions = list(_regions(text, span, name))
    for count in counts:
        for named, marks in product((True, False), (*_PLAIN, *_MIXED)):
            for region, sure in regions:
                if not (sure or named):
                    continue
                for items in _counted(text, region, count, (marks,)):
                    items = tuple(_closed(text, items, name, headword))
                    if _fits(text, items, name, named):
                        return items
    return () if _numbered(name) else _bare_list(text, span)


def _fits(text: str, items: Sequence[Span], name: str, named: bool) -> bool:
    """Whether items of the right number are the name's: by its nouns or digits where asked, or else by their shape."""
    if all(text[i.start : i.end].isdigit() for i in items):
        return False
    if named:
        return _named(text, items, name)
    if code_of(name) and "+" not in name:
        return _numbered_alike(text, items, name)
    several = sum(1 for p in parts(name) if p.number) > 1
    loose = any(text[i.end : i.end + 1] in "，。" for i in items[:-1])
    return not ((several or not _numbered(name)) and loose) and _spells(text, items, name)


def _numbered_alike(text: str, items: Sequence[Span], name: str) -> bool:
    """Whether each item shows its digit of the code (777: 早上7点…, 晚上7点…; 16441: …, 创新六种方式, …)."""
    digits = [p for p in parts(name) if p.number is not None]
    written = ("零", "一", "二两双", "三", "四", "五", "六", "七", "八", "九")
    for digit, item in zip(digits, items, strict=False):
        shown = text[item.start : item.end]
        if digit.text not in shown and not any(c in shown for c in written[(digit.number or 0) % 10]):
            return False
    return bool(digits)


def _numbered(name: str) -> bool:
    return any(p.number is not None for p in parts(name))


def _named(text: str, items: Sequence[Span], name: str) -> bool:
    """Whether each item carries the noun that the name counts (三讲三强: three with 讲, then three with 强)."""
    nouns = [p.text[-1] for p in parts(name) for _ in range(p.number or 1) if len(p.text) > 1]
    return len(nouns) == len(items) and all(n in text[i.start : i.end] for n, i in zip(nouns, items, strict=True))


def _spells(text: str, items: Sequence[Span], name: str) -> bool:
    """Whether a clipped name is made of its items (敢转争: 敢担当, 转作风, 争一流); a numbered one need not be."""
    pieces = parts(name)
    return _numbered(name) or all(p.text in text[i.start : i.end] for p, i in zip(pieces, items, strict=False))


def counted(text: str, region: Span, count: int, mixed: bool = False) -> tuple[Span, ...]:
    """The list of exactly `count` items that a region is, by the first reading that gives that number.

    A plain reading cuts at one kind of mark; a mixed one at several.
    """
    return next(_counted(text, region, count, _MIXED if mixed else _PLAIN), ())


def _counted(text: str, region: Span, count: int, marks: Sequence[str]) -> Iterator[tuple[Span, ...]]:
    for items in _readings(text, region, marks):
        if len(items) == count and _even(text, items):
            yield tuple(_parallel(text, items))


def _regions(text: str, span: Span, name: str) -> Iterator[tuple[Span, bool]]:
    """Where in a gloss the list may stand, likeliest first, and whether it may be taken there without more evidence."""
    seen: set[Span] = set()
    whole = trim(text, span)
    sentences = split(text, whole, "。")
    plain = [
        *_before_name(text, whole, name),
        whole,
        *sentences[:1],
        *_marked_off(text, sentences[0] if sentences else whole),
    ]
    rest = [*sentences[1:], *_marked_off(text, whole)]
    for regions, sure in ((plain, True), (rest, False)):
        for candidate in regions:
            for region in _with_lead(text, candidate):
                if region not in seen and region.end > region.start:
                    seen.add(region)
                    yield region, sure


def _before_name(text: str, whole: Span, name: str) -> Iterator[Span]:
    """全面落实属地、部门、单位、个人的四方责任: the clause that ends in the name itself."""
    at = text.find(name, whole.start, whole.end)
    if at > whole.start + 4:
        start = max(text.rfind(mark, whole.start, at) for mark in "，。；：") + 1
        end = at - (text[at - 1] in "的“等")
        if max(start, whole.start) < end:
            yield trim(text, Span(max(start, whole.start), end))


def _marked_off(text: str, whole: Span) -> Iterator[Span]:
    """What stands after a word of explanation, within quotes or brackets, or between the clauses of a passage."""
    for colon in re.finditer("：|即|包括|(?<!是)指|分别为|分别是|就是", text[whole.start : whole.end]):
        after = Span(whole.start + colon.end(), whole.end)
        yield trim(text, after)
        for stop in ("[。；]", "，"):
            first = re.compile(stop).search(text, after.start, after.end)
            if first:
                yield trim(text, Span(after.start, first.start()))
    for pattern in ("“([^“”]{3,200})”", "（([^（）]{3,200})）"):
        for match in re.compile(pattern).finditer(text, whole.start, whole.end):
            yield trim(text, Span(*match.span(1)))
    clauses = split(text, whole, "；")
    yield from clauses if len(clauses) > 1 else split(text, whole, "，")


def _with_lead(text: str, region: Span) -> Iterator[Span]:
    match = _LEAD.match(text, region.start, region.end)
    if match and match.end() < region.end:
        yield trim(text, Span(match.end(), region.end))
    yield region


_PLAIN = ("；", "、", "", "，", "。")
_MIXED = ("、；", "，；", "、，", "、，；", "+", "、+")
_STRONGER = {"、": "，；。", "，": "；。", "；": "。", "。": "", "+": "、，；。"}


def _readings(text: str, region: Span, separators: Sequence[str]) -> Iterator[list[Span]]:
    """The ways to read a region as a list with the marks given; no marks at all: 一是 lists, quotations, A和B."""
    for marks in separators:
        if not marks:
            yield from _unmarked(text, region)
            continue
        ordinals = _ordinal_items(text, region) if marks in "；。" else []
        if ordinals:
            yield ordinals
        bare = _without_tail(text, region, marks)
        stronger = set.intersection(*(set(_STRONGER[mark]) for mark in marks))
        for reach in dict.fromkeys((bare, region)):
            items = split(text, reach, marks)
            if len(items) > (2 if marks == "。" else 1) and not any(_has_outside(text, i, stronger) for i in items):
                yield items
                yield _conjoined(text, items)
                yield _conjoined(text, items, every=True)


def _unmarked(text: str, region: Span) -> Iterator[list[Span]]:
    yield _quoted_items(text, region)
    for reach in dict.fromkeys((_without_tail(text, region, "、"), region)):
        if not _has_outside(text, reach, set("、，；。")):
            yield _conjoined(text, [reach])


def _has_outside(text: str, item: Span, marks: set[str]) -> bool:
    """Whether one of the marks stands in the item outside quotes and brackets: then the list was cut at weaker ones."""
    return bool(marks) and len(split(text, item, "".join(marks))) > 1


def _without_tail(text: str, region: Span, marks: str) -> Span:
    """Without the words that sum the list up (…“六链”融合发展, …等四类企业的统称)."""
    last = max(text.rfind(mark, region.start, region.end) for mark in f"{marks}和与及")
    if last < region.start:
        return region
    match = _TAIL.search(text, last + 1, region.end)
    if match is None or match.start() <= last + 1 or _inside(text, region, match.start()):
        return region
    if match[0].startswith("等") and "、" in text[last + 1 : match.start()]:  # 交通、水利等重大工程 is one item
        return region
    return trim(text, Span(region.start, match.start()))


def _conjoined(text: str, items: list[Span], every: bool = False) -> list[Span]:
    """The last item (or every item) cut at its 和, 与, 及 as well, where the cut falls between words."""
    out: list[Span] = []
    for i, item in enumerate(items):
        cut = (
            _conjunction(text, item)
            if (every or i == len(items) - 1) and not _has_outside(text, item, {"、"})
            else None
        )
        if cut:
            out.extend(trim(text, piece) for piece in (Span(item.start, cut.start), Span(cut.end, item.end)))
        else:
            out.append(item)
    return out


def _conjunction(text: str, item: Span) -> Span | None:
    words = boundaries(text[item.start : item.end])
    depth_free = [m for m in _CONJUNCTION.finditer(text, item.start, item.end) if not _inside(text, item, m.start())]
    fits = [
        m
        for m in depth_free
        if {m.start() - item.start, m.end() - item.start} <= words and item.start < m.start() and m.end() < item.end - 1
    ]
    if not fits:
        return None
    middle = (item.start + item.end) / 2
    best = min(fits, key=lambda m: abs(m.start() - middle))
    return Span(best.start(), best.end())


def _inside(text: str, item: Span, at: int) -> bool:
    before = text[item.start : at]
    return any(before.count(o) > before.count(c) for o, c in zip(_OPEN, _CLOSE, strict=True))


def _ordinal_items(text: str, region: Span) -> list[Span]:
    """一是…；二是…, ①…②…"""
    marks = list(_ORDINALS.finditer(text, region.start, region.end))
    ends = [m.start() for m in marks[1:]] + [region.end]
    return [trim(text, Span(m.end(), end)) for m, end in zip(marks, ends, strict=True)] if len(marks) > 1 else []


def _quoted_items(text: str, region: Span) -> list[Span]:
    """“A”和“B”; and 坚持“甲、乙”和“丙、丁”, whose quotations are lists themselves."""
    quoted = [Span(*m.span(1)) for m in re.compile("“([^“”，；。]{2,60})”").finditer(text, region.start, region.end)]
    inner = [piece for quote in quoted for piece in split(text, quote, "、")]
    return inner if len(quoted) > 1 and len(inner) > len(quoted) else quoted


def _even(text: str, items: Sequence[Span]) -> bool:
    """Whether the pieces are of one kind: none empty, none many times longer than the others."""
    sizes = sorted(item.end - item.start for item in items)
    return sizes[0] > 0 and (sizes[-1] <= 12 or sizes[-1] <= 6 * sizes[len(sizes) // 2])


def _parallel(text: str, items: Sequence[Span]) -> list[Span]:
    """Items freed of words that belong to the whole list.

    提升政务服务精准度、便利度、满意度: the first is 精准度, for the others have three characters and end in 度.
    """
    out = list(items)
    for i in range(1, len(out) - 1):
        if text[out[i].start - 1] in "和与及":
            out[i] = _same_size(text, out[i], out[i + 1 : i + 3])
    first = _freed(text, out[0], out[1:4])
    if first == out[0] and len(out) == 2 and _common_end(text, *out) > 2:  # 清洁取暖电替代煤、气替代煤
        first = _same_size(text, first, out[1:])
    return [first if first != out[0] else _freed(text, out[0], out[1:2]), *out[1:]]


def _closed(text: str, items: Sequence[Span], name: str, headword: str) -> Iterator[Span]:
    """Items freed of what closes the list: the name's own last word (医疗、医保、医药、医价联动), a remark in brackets."""
    items = [_unlabelled(text, item) for item in items]
    tails = [text.rfind("，", i.start, i.end) + 1 for i in items]
    lead = (
        next((v for v in ("做到", "实现", "确保") if all(text.startswith(v, t) for t in tails)), "")
        if all(tails)
        else ""
    )
    for number, item in enumerate(items):
        start, end = (tails[number] + len(lead) if lead and len(items) > 2 else item.start), item.end
        if number == len(items) - 1 and (parts(name)[-1].number or 0) > 1:
            end = _without_name_end(text, items, name, headword)
        remark = re.compile("（[^（）]{5,}）$").search(text, start, end)
        yield trim(text, Span(start, remark.start() if remark and remark.start() > start else end))


def _unlabelled(text: str, item: Span) -> Span:
    """“一轴”是指沿路形成的发展轴: without the label."""
    label = re.compile("“[^“”]{1,8}”(?:是指|指的是|即|指|为|：)").match(text, item.start, item.end)
    return Span(label.end(), item.end) if label and label.end() < item.end else item


def _without_name_end(text: str, items: Sequence[Span], name: str, headword: str) -> int:
    last, others = items[-1], items[:-1]
    sizes = {o.end - o.start for o in others}
    work = _WORK.search(text, last.start, last.end)
    if len(others) > 2 and len(sizes) == 1 and min(sizes) > 3 and work and work.start() - last.start in sizes:
        return work.start()
    endings = [headword.removeprefix(name)] if headword.startswith(name) and headword != name else []
    endings += [name[-size:] for size in range(min(4, len(name) - 1), 1, -1)]
    for word in endings:
        if (
            word
            and text.endswith(word, last.start, last.end)
            and not any(text.endswith(word, o.start, o.end) for o in others)
        ):
            end = last.end - len(word)
            linked = text[end - 1] in "的有"
            if (
                linked or word in words("joint_verbs.txt") or len(word) > 3 or not name.endswith(word)
            ) and end - linked - last.start > 1:
                return end - linked
    return last.end


def _freed(text: str, item: Span, others: Sequence[Span]) -> Span:
    """The first item without a verb that governs the whole list (统筹推进, 确保, 由), unless every item has it."""
    heads = {text[o.start] for o in others}
    sizes = [o.end - o.start for o in others]
    if len(heads) == 1 and text[item.start] not in heads and sizes[0] > 2:
        head = next(iter(heads))
        at = text.rfind(head, item.start, item.end - 1)
        while at > item.start and item.end - at < min(sizes) - 3:
            at = text.rfind(head, item.start, at)
        whole_word = at - item.start in boundaries(text[item.start : item.end])
        if (
            item.start < at
            and whole_word
            and item.end - at <= 2 * max(sizes)
            and (len(others) > 1 or item.end - at == sizes[0])
        ):
            return Span(at, item.end)
    verb = governing_verb().match(text, item.start, item.end - 1)
    if verb and not any(
        governing_verb().match(text, o.start, o.end) or text[o.start] == text[item.start] for o in others
    ):
        return _same_size(text, Span(verb.end(), item.end), others)
    if text[item.start] == "由" and {item.end - item.start - 1} == set(sizes):
        return Span(item.start + 1, item.end)
    return item


def _common_end(text: str, a: Span, b: Span) -> int:
    """How many last characters two items share."""
    size = 0
    while size < min(a.end - a.start, b.end - b.start) and text[a.end - 1 - size] == text[b.end - 1 - size]:
        size += 1
    return size


@cache
def governing_verb() -> re.Pattern[str]:
    """A verb that governs a list, with its adverbs: 大力实施, 统筹做好."""
    verbs, adverbs = "|".join(words("list_verbs.txt")), "|".join(words("list_adverbs.txt"))
    return re.compile(rf"(?:[我全][省市县区州旗国])?(?:(?:{adverbs})*(?:{verbs})[了好着]?)+")


def _same_size(text: str, item: Span, others: Sequence[Span]) -> Span:
    """An item cut to the size that the others share, where it ends as they do and the cut falls between words."""
    sizes = {o.end - o.start for o in others}
    cut = item.end - max(sizes, default=0)
    same_end = bool(others) and text[item.end - 1] == text[others[0].end - 1]
    if (
        len(sizes) == 1
        and same_end
        and cut > item.start
        and cut - item.start in boundaries(text[item.start : item.end])
    ):
        return Span(cut, item.end)
    return item


def _part_by_part(text: str, span: Span, pieces: Sequence[Part]) -> tuple[Span, ...]:
    """“放”即…；“管”即…: each part of the name explained by itself, and a part with a number split in turn."""
    if not 1 < len(pieces) <= 12:
        return ()
    found: list[re.Match[str]] = []
    at = span.start
    for piece in pieces:
        match = _explains(piece.text).search(text, at, span.end)
        if match is None:
            return ()
        found.append(match)
        at = match.end()
    ends = [match.start() for match in found[1:]] + [span.end]
    items: list[Span] = []
    for piece, match, end in zip(pieces, found, ends, strict=True):
        items.extend(_of_part(text, trim(text, Span(match.end(), end)), piece))
    return tuple(items)


def _clause_by_part(text: str, span: Span, pieces: Sequence[Part]) -> tuple[Span, ...]:
    """不愁吃、不愁穿，义务教育、基本医疗、住房安全有保障: a clause for each part, with as many items as its number."""
    counted_parts = [(p.number, p.text) for p in pieces if len(p.text) > 1 and p.number]
    numbers = [number for number, _ in counted_parts]
    region = trim(text, span)
    clauses = split(text, region, "，；")
    if len(numbers) < 2 or max(numbers) < 2 or len(clauses) != len(numbers) or "。" in text[region.start : region.end]:
        return ()
    items: list[Span] = []
    for (number, part), clause in zip(counted_parts, clauses, strict=True):
        bare = clause if items else next(_with_lead(text, clause))
        found = tuple(_closed(text, counted(text, bare, number), part, "")) if number > 1 else (bare,)
        if len(found) != number:
            return ()
        items.extend(found)
    return tuple(items)


@lru_cache(maxsize=4096)
def _explains(part: str) -> re.Pattern[str]:
    """How a gloss takes up a part of the name: “放”即, 一带为, 第二个“1”即, 三重：即."""
    name = re.escape(part)
    verb = (
        r"(?:，?即(?:是|为)?|，?分别(?:对应|指|是|为)|是指|指的是|指|代表|表示|"
        r"：(?:即|指|是)?|，?就是|，?为|，?是|，?包括)[，：]?"
    )
    if len(part) == 1 or part.isdigit():
        return re.compile(
            rf"(?:第[一二三四五]个)?“{name}”{verb}|(?:^|(?<=[。；，：、\n]))“{name}”|(?:^|(?<=[。；，：、\n]))(?:第[一二三四五]个)?{name}{verb}"
        )
    return re.compile(rf"(?:“{name}[^“”]{{0,6}}”|(?:^|(?<=[。；，：、\n])){name}){verb}")


def _of_part(text: str, region: Span, piece: Part) -> list[Span]:
    """The items of one part: as many as its number says, or the whole explanation."""
    if piece.number and piece.number > 1:
        for candidate in _with_lead(text, region):
            items = counted(text, candidate, piece.number) or counted(text, candidate, piece.number, mixed=True)
            if items:
                noun = piece.text[-1]  # 九通即通市政道路、雨水、…: the part's own noun opens the list
                first = items[0]
                shared = text[first.start] == noun and not any(text[i.start] == noun for i in items[1:])
                return [Span(first.start + shared, first.end), *items[1:]]
    return [next(_with_lead(text, region))]


def _bare_list(text: str, span: Span) -> tuple[Span, ...]:
    """A gloss that is nothing but a 、 or ； list, where the name announces no number."""
    for region in _with_lead(text, trim(text, span)):
        for separators in ("；", "、"):
            items = _conjoined(text, split(text, region, separators))
            plain = all(
                item.end - item.start <= 16 and not re.search("[，。：；]", text[item.start : item.end])
                for item in items
            )
            if len(items) > 2 and plain:
                return tuple(items)
    return ()
