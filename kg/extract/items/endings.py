"""Items freed of labels, of remarks, and of the words that close the list."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.extract.items.cuts import trim
from kg.extract.items.likeness import same_end, same_start, sizes_of
from kg.extract.items.names import noun_of, parts
from kg.extract.items.trimming import unprefaced
from kg.lexicon import words
from kg.naming import code_of
from kg.segment import boundaries
from kg.text import Span

_WORK = re.compile(r"(?:污染|综合|环境|专项)?(?:治理|整治|攻坚|工作)$")
_CURE = re.compile(r"(?:同时|共同|协同|综合|系统|全面|污染)?(?:治理|整治)$")
_CLOSING = re.compile(
    r"(?:(?:专项|综合)?(?:工作|治理|整治|改革|管理|行动|活动|工程|问题|制度|建设)|特征|联动|融合|统筹|共[治建享]|同[治建]){1,2}"
)
_REMARK = re.compile("（[^（）]{5,}）$")
_SUMMED = re.compile(r"（[^（）]{5,}）$|等\d{1,2}[个大项类][^、，。；]*$")
_LABEL = re.compile("“[^“”]{1,8}”(?:是指|指的是|即|指|为|：)")
_HEADED = re.compile("“([^“”]+)”([^“”]{1,4})")
_QUOTED = re.compile("“([^“”，。；]{2,12})”")


def closed(text: str, items: Sequence[Span], name: str, headword: str) -> Iterator[Span]:
    """Items freed of what closes the list: the name's own last word (医疗、医保、医药、医价联动), a remark in brackets."""
    if not items:
        return
    items = _labels(text, [_unlabelled(text, item) for item in unprefaced(text, items, name)], name)
    tails = [text.rfind("，", i.start, i.end) + 1 for i in items]
    lead = (
        next((v for v in ("做到", "实现", "确保") if all(text.startswith(v, t) for t in tails)), "")
        if all(tails)
        else ""
    )
    for number, item in enumerate(items):
        start, end = (tails[number] + len(lead) if lead and len(items) > 2 else item.start), item.end
        if number == len(items) - 1:
            end = _last_end(text, items, name, headword)
        remark = (_SUMMED if "+" in name else _REMARK).search(text, start, end)
        yield trim(text, Span(start, remark.start() if remark and remark.start() > start else end))


def _unlabelled(text: str, item: Span) -> Span:
    """“一轴”是指沿路形成的发展轴: without the label."""
    label = _LABEL.match(text, item.start, item.end)
    return Span(label.end(), item.end) if label and label.end() < item.end else item


def _labels(text: str, items: list[Span], name: str) -> list[Span]:
    """The items of a digit code that are quoted names which show its digits: 坚持“一个统领”, 打造“五个安国”（…）."""
    alike = [_HEADED.fullmatch(text, *i) for i in items]
    if len({m and m[2] for m in alike}) == 1 and len(items) > 2 and all(alike):
        return [Span(*m.span(1)) for m in alike if m]  # “签约一批”项目、“开工一批”项目
    if not code_of(name) or "+" in name:
        return items
    quoted = [_QUOTED.search(text, i.start, i.end) for i in items]
    names = [Span(*q.span(1)) for q in quoted if q and text[q.start(1)] in "一二两三四五六七八九十双"]
    return names if len(names) == len(items) else items


def _last_end(text: str, items: Sequence[Span], name: str, headword: str) -> int:
    """Where the last item ends: before the name's last word, before what follows the list, or where it ends."""
    last, others = items[-1], items[:-1]
    if (parts(name)[-1].number or 0) > 1:
        last = Span(last.start, _without_name_end(text, items, name, headword))
    for cut in _ends(text, last, others, name) if len(others) > 1 else ():
        if last.start + 1 < cut < last.end and cut - last.start in boundaries(text[last.start : last.end]):
            return cut
    return _before_and_so_on(text, last, others) if others else last.end


def _ends(text: str, last: Span, others: Sequence[Span], name: str) -> Iterator[int]:
    """Where the last item may end so that it is like the others, likeliest first."""
    shown = text[last.start : last.end]
    ending = same_end(text, others)
    if ending and ending in noun_of(parts(name)[-1]) and ending not in shown[-1] and ending in shown[1:-2]:
        yield last.start + shown.rindex(ending) + 1  # 建好、管好、护好、运营好农村公路
    sizes = sizes_of(others)
    if len(sizes) == 1:
        cut = last.start + min(sizes)
        alike = text[last.start] == same_start(text, others) or text[cut - 1 : cut] == ending
        rest = text[cut : last.end].split("的")[0]
        if alike and _CLOSING.fullmatch(rest):
            yield cut  # 医疗、医保、医药、医价联动
    of = text.rfind("的", last.start + 2, last.end - 1)
    if of > 0 and not any("的" in text[o.start : o.end] for o in others) and last.end - of <= 10:
        alike = text[last.start] == same_start(text, others) or text[of - 1] == ending or of - last.start in sizes
        if alike:
            yield of  # 无命案、无重大安全事故、无群体性事件的村
    if shown.endswith("问题") and not any(text.endswith("问题", *o) for o in others) and "问题" not in name:
        yield last.end - 2
    cure = _CURE.search(text, last.start, last.end)
    if cure and name.endswith("治") and not any(_CURE.search(text, o.start, o.end) for o in others):
        yield cure.start()  # 五废共治: …、医疗废物治理


def _before_and_so_on(text: str, last: Span, others: Sequence[Span]) -> int:
    """行政许可、行政处罚等信用信息…的制度: before 等, where what is left is like the others."""
    at = text.find("等", last.start + 2, last.end - 1)
    if at < 0 or any("等" in text[o.start : o.end] for o in others) or "、" in text[last.start : at]:
        return last.end
    alike = text[at - 1] == same_end(text, others) or {at - last.start} == sizes_of(others)
    return at if alike else last.end


def _without_name_end(text: str, items: Sequence[Span], name: str, headword: str) -> int:
    last, others = items[-1], items[:-1]
    sizes = sizes_of(others)
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
