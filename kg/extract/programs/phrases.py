"""The names that end in a head noun."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from kg.extract.programs.edges import AND, AND_SO_ON, WINDOW, left_edge
from kg.extract.programs.fitness import OF_LISTS, unfit
from kg.extract.programs.found import Found
from kg.extract.programs.quoted import quoted_names
from kg.extract.programs.vocabulary import Head, Vocabulary, vocabulary
from kg.text import Span, unquoted

_QUOTED_ONLY = frozenset({"quote", "numeral", "place"})  # before these heads a name is quoted, or of a year
_TITLES = re.compile(r"(?:城市|县|村|镇|乡|区|单位|家庭|校园|户|园)(?:、|和|与|及)")
_ORDINAL = re.compile("[一二三四五六七八九十]是")
_COUNT_BEHIND = re.compile(r"(?:近|超过?|约)?\d+(?:余|多)?[项个场次处家条]")
_NOUN_ENDS = re.compile(
    r"[，。；：！？、\n”）]|工作|成果|成效|任务|成功|扎实|稳步|常态|复审|验收|达标|和|与|全面|深入|取得|顺利|通过|及|并|名单"
    r"|为(?:统领|抓手|载体|契机|主线|总揽|牵引|引领)|$"
)


def names_before(norm: str, mask: str, match: re.Match[str]) -> Iterator[Found]:
    """The names that end in the head noun (or chain of head nouns) of a match in the masked text."""
    vocab = vocabulary()
    head, end = _last_head(match[0])
    end += match.start()
    noun = end - len(head.noun)
    if head.needs in _QUOTED_ONLY and mask[noun - 1] != "年" and mask.rfind("”", max(0, noun - WINDOW), noun) < 0:
        return
    if mask.startswith(head.not_before, end) or mask.endswith(head.not_after, 0, noun):
        return
    if head.noun == "创建" and not _NOUN_ENDS.match(mask, end):  # a verb: 新山村创建为省级示范村
        return
    if head.needs == "strive" and _COUNT_BEHIND.match(mask, end):
        return
    start, verb = left_edge(mask, noun, match.start(), head, vocab)
    if start >= noun:
        return
    last = mask.rfind("”", start, noun)
    if last >= 0 and not AND.search(mask, last + 1, noun):
        if not vocab.head.search(mask, last + 1, match.start()):
            yield from quoted_names(norm, mask, Span(start, end), head, verb, vocab)
        return
    if _COUNT_BEHIND.match(mask, end):  # 举办各类活动20场, 创建示范区1个: as many as were, none of which is named
        return
    if mask.startswith("。", end) and _ORDINAL.match(mask, start - 2):  # 一是教育提质工程。
        verb = verb or "实施"
    start = _plain_start(mask, start, Span(noun, end), last, head, vocab)
    if head.noun == "创建" and _TITLES.search(mask, start, noun):
        yield from _each(norm, Span(start, noun), head, vocab)
    elif not unfit(mask, Span(start, noun), head, verb, vocab):
        yield Found(_alone(unquoted(norm[start:end]), head.noun), head.noun, Span(start, end), f"head-{head.needs}")


def _alone(name: str, head: str) -> str:
    """A name without the 等 that speaks of others which are not told: 企业宁静日等制度 is 企业宁静日制度.

    >>> _alone("企业宁静日等制度", "制度"), _alone("甲、乙等制度", "制度")
    ('企业宁静日制度', '甲、乙等制度')
    """
    untold = name.endswith(f"等{head}") and not AND.search(name)
    return f"{name.removesuffix(f'等{head}')}{head}" if untold else name


@lru_cache(maxsize=4096)
def _last_head(chain: str) -> tuple[Head, int]:
    """The head noun that closes a chain, and where it ends; 工作 and 建设 after another are left out (改革工作)."""
    vocab, end = vocabulary(), len(chain)
    while True:
        tail = vocab.head_end.search(chain, 0, end)
        assert tail is not None  # a chain is made of head nouns
        head = vocab.heads[tail[0]]
        if head.noun not in {"工作", "建设"} or not tail.start():
            return head, end
        end = tail.start()


def _plain_start(mask: str, start: int, noun: Span, quote: int, head: Head, vocab: Vocabulary) -> int:
    """Where a name begins that stands after a quoted item, after 等, or that the whole country knows."""
    if quote >= 0:
        start = max(m.end() for m in AND.finditer(mask, quote + 1, noun.start))
    if not head.noun.endswith(OF_LISTS):
        for also in AND_SO_ON.finditer(mask, start, noun.start - 5):
            if not vocab.generic.match(mask, also.end(), noun.start):
                start = also.end()  # 土地、数据等要素市场化配置改革
    known = [m.start() for m in vocab.name.finditer(mask, start, noun.end) if m.end() == noun.end]
    return known[0] if known else start


def _each(norm: str, span: Span, head: Head, vocab: Vocabulary) -> Iterator[Found]:
    """The names in 全国文明城市和国家卫生城市创建: titles are striven for one by one."""
    start = span.start
    for link in [*AND.finditer(norm, span.start, span.end), None]:
        end = link.start() if link else span.end
        lead = vocab.lead.match(norm, start, end)
        part = norm[lead.end() if lead else start : end]
        if len(part) >= 4 and part not in vocab.single:
            naming = Span(start, end if link else end + len(head.noun))
            yield Found(unquoted(part) + head.noun, head.noun, naming, "each")
        start = link.end() if link else end
