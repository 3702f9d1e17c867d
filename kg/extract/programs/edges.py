"""Where a program's name begins: after the verb that governs it, an opening quote, a list mark or a clause's edge."""

from __future__ import annotations

import re

from kg.extract.programs.vocabulary import Head, Vocabulary

# A search is fast where every branch begins with a character, so what may not stand before it is looked at after it.
AND = re.compile(r"、|和(?<!中和)(?!谐|美|顺|平)|与(?<!参与)|以及|及(?<!普及)(?!时)")
AND_SO_ON = re.compile(r"等(?<![高中平同优初一二特]等)")
WINDOW = 48  # characters before a head noun in which its name begins
_EDGE = re.compile(r".*[，。；：！？\n—…【】《》|\]]", re.DOTALL)  # up to the last mark that ends a clause
_HIDDEN = re.compile(r"“[^“”\n]{1,24}”|（[^（）\n“”]{1,20}）")
_LOOSE_QUOTE = re.compile(r"“(?!Q)|”(?<!Q”)")  # around a whole sentence, or one of a pair without the other
_OWN_VERB = ("计划", "行动", "工程", "活动", "方案")
_ONLY_VERBS = ("启动", "开展", "实施", "落实", "推动", "实现", "完成")
_TITLE = re.compile("(?:[区县市镇村园]|基地)$")
_OWN_CLAUSE = re.compile("(?:最严格的|以人为(?:本|核心)的)$")
_STRIVE = re.compile(r"(?:创建|争创|创成|争当)(?!工作)")
_SCOPE = re.compile(r"全国|全省|全市|全县|全区|[一-鿿]{2,3}省|国家")


def masked(norm: str) -> str:
    """The text with everything inside quotation marks and brackets hidden, so that only the prose around is searched.

    >>> masked("深化“万人助万企”活动（三年）")
    '深化“QQQQQ”活动（PP）'
    """
    return _LOOSE_QUOTE.sub("|", _HIDDEN.sub(_hide, norm))


def _hide(match: re.Match[str]) -> str:
    text = match[0]
    return text[0] + ("Q" if text[0] == "“" else "P") * (len(text) - 2) + text[-1]


def left_edge(mask: str, noun: int, chain: int, head: Head, vocab: Vocabulary) -> tuple[int, str]:
    """Where the name before a head noun begins, and the verb that governs it (blank where none does).

    `noun` is where the head noun begins, `chain` where the run of head nouns does that it closes.

    >>> from kg.extract.programs.vocabulary import vocabulary
    >>> left_edge("我县深入实施乡村绿化行动", 10, 10, vocabulary().heads["行动"], vocabulary())
    (6, '实施')
    """
    start = _clause(mask, noun)
    verb = ""
    for cut in vocab.cut.finditer(mask, start, noun + 3):  # a verb is known by what follows it too
        if cut.end() > noun:
            break
        if cut.end() == noun and verb and noun - start > 3 and _is_noun(mask, cut[0], noun, head):
            break  # 实施产业发展推进计划: the second verb is a noun of the name
        if cut[0] == "助力" and verb and cut.start() - start > 1:  # 入选非遗助力乡村振兴试点
            continue
        start, verb = cut.end(), verb if cut[0] in {"的", "了"} else cut[0]
    if head.needs == "strive":
        start = max((m.end() for m in _STRIVE.finditer(mask, start, chain)), default=start)
    for link in AND.finditer(mask, start, noun):  # 深化“放管服”改革和行政审批制度改革: the second begins after 和
        of_years = head.noun.endswith("年") and mask[link.start() - 1] == "年"
        striven = head.noun == "创建" and _TITLE.search(mask, start, link.start())
        if not striven and (of_years or vocab.name_end.search(mask, start, link.start())):
            start, verb = link.end(), verb or link[0]
    own = _OWN_CLAUSE.search(mask, max(0, start - 8), start)
    return (own.start(), verb or "实施") if own else _without_leads(mask, start, noun, verb, vocab)


def _is_noun(mask: str, verb: str, at: int, head: Head) -> bool:
    """Whether a verb right before a head noun may be a noun of the name: 推进计划, 强化行动, 评选活动."""
    return mask[at] != "“" and head.noun.endswith(_OWN_VERB) and len(verb) == 2 and verb not in _ONLY_VERBS


def _clause(mask: str, noun: int) -> int:
    """Where the clause begins in which a head noun stands, or the part of it that is near enough."""
    low = max(0, noun - WINDOW)
    while low < noun and mask[low] in "QP”）":
        low += 1  # the window began inside a quotation
    edge = _EDGE.match(mask, low, noun)
    start = edge.end() if edge else low
    opening = mask.rfind("（", start, noun)
    return opening + 1 if opening >= 0 and mask.find("）", opening, noun) < 0 else start


def _without_leads(mask: str, start: int, noun: int, verb: str, vocab: Vocabulary) -> tuple[int, str]:
    """Take off what is no part of a name: 全市, 一批, 2个; adverbs and weak verbs too where no verb governs yet."""
    leads = vocab.lead if verb else vocab.free_lead
    while True:
        lead = leads.match(mask, start, noun)
        if lead is None:
            return start, verb
        if not verb and len(lead[0]) > 1 and vocab.weak.fullmatch(lead[0]):
            verb = lead[0]
        start = lead.end()


def prefix_start(mask: str, start: int, quote: int, verb: str, vocab: Vocabulary) -> int:
    """Where a name with a quoted part begins: a word or two before the quote belong to it (环保“777”工作机制)."""
    if AND.search(mask, start, quote):
        return quote
    start = max(start, mask.rfind("”", start, quote) + 1)
    while scope := _SCOPE.match(mask, start, quote):
        start = scope.end()
    before = mask[start:quote]
    longest = 8 if verb in vocab.carried else 6 if verb else 2
    if not 2 <= len(before) <= longest or before in vocab.single:
        return quote
    return quote if vocab.name_end.search(before) or vocab.weak.fullmatch(before) else start


def striven(mask: str, start: int) -> bool:
    """Whether the clause strives for the title that begins here, perhaps as one of several (争创…示范区、…先进区)."""
    edge = _EDGE.match(mask, max(0, start - WINDOW), start)
    return bool(_STRIVE.search(mask, edge.end() if edge else max(0, start - WINDOW), start))
