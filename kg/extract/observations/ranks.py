"""Whose rank the titles of a list have: 创建国家级绿色工厂20家、绿色园区3家 are all of the state's rank."""

from __future__ import annotations

import re

from kg.extract.observations.thread import Place, Subject, Thread

_ONE = "(?:国家|自治区|[省市县区]|省市|部)级"
_RANK = re.compile(rf"(?P<rank>{_ONE}(?:[、和及]{_ONE})?(?:以上)?)(?=[^，、]{{2}})")
_TITLED = re.compile(  # what exists only as a title that an authority gives, or is of the same rank as its neighbour
    "(?:绿色|零碳|智能)(?:工厂|车间|园区|工业园区|供应链)(?:管理企业)?(?:（车间）)?|(?:示范|卫生|达标|精品|重点|文明)村|卫生乡镇"
    "|(?:现代)?农业产业园|(?:农业)?产业强镇|(?:优势)?特色产业集群|(?:美丽|和美)(?:乡村|庭院)(?:示范[村区])?"
    "|(?:企业技术|工程(?:技术)?研究|技术创新|工业设计|制造业创新)中心|重点实验室|工业互联网平台|“专精特新”中小企业"
)
_SORT = re.compile("[一-鿿]{2,6}?(?=先进)")  # 省级乡村振兴先进乡镇1个、示范村2个
_LINK = frozenset("、和及与")


def says_only(name: str, words: str) -> bool:
    """Whether a name is no more than these words, or these with the rank that the item before them says.

    >>> says_only("国家级绿色园区", "绿色园区"), says_only("创建绿色园区", "绿色园区")
    (True, False)
    """
    rank = _RANK.match(name) if name != words and words and name.endswith(words) else None
    return name == words or (rank is not None and rank.end() == len(name) - len(words))


def ranked_alike(norm: str, place: Place, subject: Subject, thread: Thread) -> Subject:
    """The subject with the rank of the item before it in the list, where it is a title and says no rank itself.

    >>> from kg.extract.observations.figures import Figure
    >>> text, thread = "创建国家级绿色工厂20家、绿色园区3家", Thread(last="创建国家级绿色工厂", verb="创建")
    >>> place = Place(Figure(17, 18, "3", "家", "Count"), 12, 19, 0, 19)
    >>> ranked_alike(text, place, Subject("创建绿色园区", 13, "noun-before"), thread).name
    '创建国家级绿色园区'
    >>> ranked_alike(text, place, Subject("创建高新技术企业", 13, "noun-before"), thread).name
    '创建高新技术企业'
    """
    if "级" not in thread.last or place.left == place.clause:
        return subject
    if norm[place.figure.start - 1 if subject.rule == "noun-after" else place.left] not in _LINK:
        return subject
    verb = thread.verb if thread.last.startswith(thread.verb) and subject.name.startswith(thread.verb) else ""
    rank = _RANK.match(thread.last, len(verb))
    if rank and place.figure.kind == "Count" and _TITLED.fullmatch(subject.name, len(verb)):
        plain = subject.name[len(verb) :]
        sort = _SORT.match(thread.last, rank.end()) if plain.startswith("示范") else None
        return subject._replace(name=verb + rank["rank"] + (sort[0] if sort else "") + plain)
    return subject
