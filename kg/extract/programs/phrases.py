"""A head noun's phrase: where its name begins, whether it is a name at all, and the names that it coordinates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.extract.programs.vocabulary import Head, Vocabulary, vocabulary
from kg.text import Span, unquoted

WINDOW = 48
LONGEST = 36
_EDGE = re.compile(r"[，。；：！？\n—…【】《》|\]]")
_HIDDEN = re.compile(r"“[^“”\n]{1,24}”|（[^（）\n“”]{1,20}）")
_LOOSE_QUOTE = re.compile(r"“(?!Q)|(?<!Q)”")  # of a whole sentence quoted, or one of a pair without the other
_AND = re.compile(r"、|(?<!中)和(?!谐|美|顺|平)|(?<!参)与|以及|(?<!普)及(?!时)")
_ITEMS = re.compile(r"(?:“Q+”(?:（P+）)?(?:(?:、|和|与|及|以及)(?:[^“”、，]{1,4}(?=“))?)?)*“Q+”")
_ITEM = re.compile(r"“(Q+)”")
_NUMBER = re.compile(r"[一二三四五六七八九十百双两\d]")
_MEASURED = re.compile(r"\d[\d.,]*(?:万|亿|%|元|公里|千米|米|亩|平方|吨|家|户|个|座|处|所|套|条)")
_PLAN = re.compile(r"[一二三四五六七八九十]{1,3}五")
_PLACE = re.compile(r"(?:[岛园区城港带圈廊路街镇村谷]|平台|中心|基地|大厦|经济)$|^智慧")
_STRIVE = re.compile(r"(?:创建|争创|创成|争当)(?!工作)")
_DOING = frozenset({"实施", "开展", "推行", "实行", "启动"})
_CARRIED = tuple("实施 开展 推行 启动 落实 推进 深化 举办 组织 执行 兑现 落实好 出台 推出 延续 推开 全面推进".split())
_OF_LISTS = ("制度", "机制", "专项整治", "专项行动", "专项治理", "攻坚战")
_PLAIN_DOING = re.compile(r"(?:对接|交流|推介|招商|促销|促消费|消费|研发|生产|经营|演出|展览|比赛|志愿服务|文体|文化|培训|招聘|等|投资|信息|捐赠|走访|慰问)$")
_NOUN_ENDS = re.compile(
    r"[，。；：！？、\n”）]|工作|成果|成效|任务|成功|扎实|稳步|常态|复审|验收|达标|和|与|全面|深入|取得|顺利|通过|及|并|名单|为(?:统领|抓手|载体|契机|主线|总揽|牵引|引领)|$"
)
_FILLER = re.compile(r"^等?(?:一)?(?:系列|主题|专题)?(?:[一二三四五六七八九十两]{1,2}[大项个])?|^的")
_AND_SO_ON = re.compile(r"(?<![高中平同优初一二特])等")
_TITLES = re.compile(r"(?:城市|县|村|镇|乡|区|单位|家庭|校园|户|园)(?:、|和|与|及)")
_SCOPE = re.compile(r"全国|全省|全市|全县|全区|[一-鿿]{2,3}省|国家")
_OF_ONE = re.compile(r"^等|^[一二三四五六七八九十两]{1,2}大")
_COUNTED = re.compile(r"[二三四五六七八九十百\d]{1,3}[大项个场]?")


@dataclass(frozen=True, slots=True)
class Found:
    """A name that was found: what it is called, its type, where it stands, the rule, and the quoted core if any."""

    name: str
    type: str
    span: Span
    rule: str
    core: str = ""


def masked(norm: str) -> str:
    """The text with everything inside quotation marks and brackets hidden, so that only the prose around is searched.

    >>> masked("深化“万人助万企”活动（三年）")
    '深化“QQQQQ”活动（PP）'
    """
    hidden = _HIDDEN.sub(lambda m: m[0][0] + ("Q" if m[0][0] == "“" else "P") * (len(m[0]) - 2) + m[0][-1], norm)
    return _LOOSE_QUOTE.sub("|", hidden)


def names_before(norm: str, mask: str, match: re.Match[str]) -> Iterator[Found]:
    """The names that end in the head noun (or chain of head nouns) of a match in the masked text."""
    vocab = vocabulary()
    head, end = _last_head(match, vocab)
    if mask.startswith(head.not_before, end) or (head.noun == "创建" and not _NOUN_ENDS.match(mask, end)):
        return
    noun = end - len(head.noun)
    if head.not_after and mask.endswith(head.not_after, 0, noun):
        return
    start, verb = left_edge(mask, noun, match.start(), head, vocab)
    if start >= noun:
        return
    last = mask.rfind("”", start, noun)
    if last >= 0 and not _AND.search(mask, last + 1, noun):
        if not vocab.head.search(mask, last + 1, match.start()):
            yield from _quoted(norm, mask, Span(start, end), head, verb)
        return
    if last >= 0:
        start = max(m.end() for m in _AND.finditer(mask, last + 1, noun))
    for also in _AND_SO_ON.finditer(mask, start, noun - 5):
        if not head.noun.endswith(_OF_LISTS) and not vocab.generic.match(mask, also.end(), noun):
            start = also.end()  # 土地、数据等要素市场化配置改革
    for known in vocab.name.finditer(mask, start, end):
        start = known.start() if known.end() == end else start
    if head.noun == "创建" and _TITLES.search(mask, start, noun) and _AND.search(mask, start, noun):
        yield from _each(norm, Span(start, noun), head, vocab)
    elif not unfit(mask, Span(start, noun), head, verb, vocab):
        yield Found(unquoted(norm[start:end]), head.noun, Span(start, end), f"head-{head.needs}")


def _each(norm: str, span: Span, head: Head, vocab: Vocabulary) -> Iterator[Found]:
    """The names in 全国文明城市和国家卫生城市创建: titles are striven for one by one."""
    start = span.start
    for stop in [*(m for m in _AND.finditer(norm, span.start, span.end)), None]:
        end = stop.start() if stop else span.end
        part = norm[vocab.lead.match(norm, start, end).end() if vocab.lead.match(norm, start, end) else start : end]
        if len(part) >= 4 and part not in vocab.single:
            yield Found(unquoted(part) + head.noun, head.noun, Span(start, end if stop else end + len(head.noun)), "each")
        start = stop.end() if stop else end


def _last_head(match: re.Match[str], vocab: Vocabulary) -> tuple[Head, int]:
    """The head noun that closes a chain, and where it ends; 工作 and 建设 after another head are left out (改革工作)."""
    end = match.end()
    while True:
        tail = vocab.head_end.search(match.string, match.start(), end)
        assert tail is not None
        head = vocab.heads[tail[0]]
        if head.noun not in {"工作", "建设", "管理"} or tail.start() == match.start():
            return head, end
        end = tail.start()


def left_edge(mask: str, noun: int, chain: int, head: Head, vocab: Vocabulary) -> tuple[int, str]:
    """Where the name before a head noun begins, and the verb that governs it (blank where none does)."""
    low = max(0, noun - WINDOW)
    while low < noun and mask[low] in "QP”）":
        low += 1  # the window began inside a quotation
    start = max((m.end() for m in _EDGE.finditer(mask, low, noun)), default=low)
    opening = mask.rfind("（", start, noun)
    if opening >= 0 and mask.find("）", opening, noun) < 0:
        start = opening + 1
    verb = ""
    for cut in vocab.cut.finditer(mask, start, noun + 3):  # a verb is known by what follows it too
        if cut.end() > noun:
            break
        start, verb = cut.end(), verb if cut[0] in {"的", "了"} else cut[0]
    if head.needs == "strive":
        for strive in _STRIVE.finditer(mask, start, chain):
            start = strive.end()
    for link in _AND.finditer(mask, start, noun):  # 深化“放管服”改革和行政审批制度改革: the second begins after 和
        if vocab.strong_head.search(mask, start, link.start()):
            start, verb = link.end(), verb or link[0]
    return _without_leads(mask, start, noun, verb, vocab)


def _without_leads(mask: str, start: int, noun: int, verb: str, vocab: Vocabulary) -> tuple[int, str]:
    """Take off what is no part of a name: 全市, 一批, 2个; adverbs and weak verbs too where no verb governs yet."""
    while True:
        lead = (vocab.lead if verb else vocab.free_lead).match(mask, start, noun)
        if lead is None or lead.end() == start:
            return start, verb
        if not verb and len(lead[0]) > 1 and vocab.weak.fullmatch(lead[0]):
            verb = lead[0]
        start = lead.end()


def unfit(mask: str, span: Span, head: Head, verb: str, vocab: Vocabulary) -> bool:
    """Whether what stands before a head makes no name: too little, too general, a measured job, bricks and mortar."""
    modifier = mask[span.start : span.end]
    parts = [part for part in _AND.split(modifier)]
    if not 2 <= len(modifier) <= LONGEST or len(parts[-1]) < 2 or _MEASURED.search(modifier):
        return True
    if _general(parts, len(modifier), verb in _DOING or bool(verb) and head.noun in {"改革", "创建"}, vocab):
        return True
    if head.noun.endswith("工程") and vocab.brick.search(modifier):
        return True
    if head.needs == "strive":
        return not _STRIVE.search(mask, max(0, span.start - 24), span.start)
    if (_AND_SO_ON.search(modifier) or len(parts) > 4) and not head.noun.endswith(_OF_LISTS):
        return True
    if head.needs == "modifier":
        return bool(head.noun.endswith("计划") and _PLAIN_DOING.search(modifier))
    if head.needs == "long":
        return not (verb in _CARRIED and len(modifier) >= 6)
    if head.noun in {"活动", "政策"} and (verb not in _CARRIED or _PLAIN_DOING.search(modifier)):
        return True
    return not (head.needs == "verb" and verb and (len(modifier) >= 4 or verb in _DOING))


def _general(parts: list[str], length: int, done: bool, vocab: Vocabulary) -> bool:
    """Whether a modifier says nothing in particular; after 实施 or 开展 two general words make a name (乡村绿化行动)."""
    if all(part in vocab.single for part in parts):
        return True
    return not done and length <= 4 and all(vocab.generic.fullmatch(part) for part in parts)


def _quoted(norm: str, mask: str, span: Span, head: Head, verb: str) -> Iterator[Found]:
    """The names in `“甲”“乙”等实践活动`: each quoted item with what follows it up to the head noun."""
    vocab = vocabulary()
    run = list(_ITEMS.finditer(mask, span.start, span.end))[-1]
    items = list(_ITEM.finditer(mask, run.start(), run.end()))
    gap = norm[run.end() : span.end - len(head.noun)]
    if len(gap) > 10 or head.needs in {"numeral", "place"} and ("等" in gap or len(gap) > 5):
        return
    of_all = _FILLER.sub("", gap) if len(items) > 1 else _OF_ONE.sub("", gap)
    bare = len(items) > 1 and "等" in gap and head.noun in {"模式", "政策"}  # “揭榜挂帅”“赛马制”等科研攻关模式
    if head.needs == "numeral" and len(items) > 1 or head.needs == "place" and not verb:
        return
    if "、" in norm[items[-1].start() : items[-1].end()]:
        of_all = gap.removeprefix("等")  # “蓝天、碧水、净土”三大保卫战 counts what the quotation lists
    prefix = prefix_start(mask, span.start, run.start(), verb, vocab)
    rule = "quoted" if len(items) == 1 else "coordinated"
    for i, item in enumerate(items):
        core = norm[item.start(1) : item.end(1)]
        start = prefix if i == 0 else item.start()
        end = span.end if item is items[-1] else item.end()
        own = own_head(core, vocab)
        if own and (len(items) > 1 and own.needs in {"modifier", "verb"} or head.needs in {"numeral", "place"} or gap[:1] in {"", "等"}):
            yield Found(unquoted(core), own.noun, Span(item.start(), item.end()), "quoted-head", unquoted(core))
        elif _names(core, head, vocab):
            tail = of_all if item is items[-1] or len(of_all) < 5 else ""  # “数商兴农”“互联网+”农产品出村进城工程
            shared = "" if bare else tail + head.noun
            name = unquoted(norm[start : item.start()] + core + shared)
            yield Found(name, head.noun, Span(start, end), rule, unquoted(core))


def _names(core: str, head: Head, vocab: Vocabulary) -> bool:
    """Whether a quoted part names something before this head: no five-year plan, no place that is being built."""
    if head.noun != "普法" and _PLAN.fullmatch(core) or core in vocab.single:
        return False
    if head.needs == "place":
        return not _PLACE.search(core) or bool(_NUMBER.search(core))
    return head.needs != "numeral" or bool(_NUMBER.search(core))


def prefix_start(mask: str, start: int, quote: int, verb: str, vocab: Vocabulary) -> int:
    """Where a name with a quoted part begins: a word or two before the quote belong to it (环保“777”工作机制)."""
    if _AND.search(mask, start, quote):
        return quote
    start = max(start, mask.rfind("”", start, quote) + 1)
    while scope := _SCOPE.match(mask, start, quote):
        start = scope.end()
    before = mask[start:quote]
    longest = 8 if verb in _CARRIED else 6 if verb else 2
    return start if 2 <= len(before) <= longest and before not in vocab.single and not vocab.strong_head.search(before) else quote


def own_head(core: str, vocab: Vocabulary) -> Head | None:
    """The head noun that a quoted name ends in by itself, if it makes one.

    >>> own_head("雪亮工程", vocabulary()).noun, own_head("三大建设", vocabulary())
    ('工程', None)
    """
    tail = vocab.head_end.search(core)
    if tail is None or not tail.start() or len(core) > 24 or "的" in core:
        return None
    head = vocab.heads[tail[0]]
    if head.needs in {"numeral", "place", "strive"} or tail.start() < 2 and not _COUNTED.match(core):
        return None
    if any(vocab.head_end.search(part) for part in core.split("、")[:-1]):
        return None
    return head
