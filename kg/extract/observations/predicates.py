"""A clause that ends before a 、 with a predicate of its own, and is no part of the next one's name (…项目陆续投产、新能源汽车30万辆)."""

from __future__ import annotations

import re

from kg.extract.observations.figures import alternation, cue_words

_STATED = re.compile(
    r"(?P<of>.{3,}?)(?:在全[国省市区])?(?:(?:陆续|相继|正式|成功|顺利|先后|再次|首次|率先|实现|表现|取得)+"
    r"(?:投产|投用|投运|开工|竣工|获批|落地|发布|揭牌|挂牌|通车|突破|突出|破[十百千万]*亿|出让|全覆盖|运营)"
    r"|突破[十百千万]+亿|全覆盖|启动建设|建成投[产用运]|开诊运营|(?<=中心|基地|平台|试点)获批|再?创(?:历史)?新高|(?:[强补延]链){2,3})$"
)
_LAST = frozenset("产用运工批地布牌车破出亿让盖营设获新链")  # what the predicates end in: most clauses are none
_OPENS = re.compile(r"^.*[，的]|^(?:实现|推动|确保)+")
_OF_IT = re.compile(rf"总装机|签约项目|出口(?!退税)|{alternation(cue_words('yield'))}(?=占|$)")


def own_clause(text: str) -> tuple[str, str]:
    """What the clause before says something of, and the words of the clause that a number stands in; blank where there is one alone.

    >>> own_clause("重点整车项目陆续投产、在京生产新能源汽车"), own_clause("新投产、竣工项目")
    (('重点整车项目', '在京生产新能源汽车'), ('', ''))
    """
    head, _, own = text.rpartition("、")
    stated = _STATED.fullmatch(head) if head[-1:] in _LAST and len(own) != 1 else None
    return (_OPENS.sub("", stated["of"]), own) if stated else ("", "")


def with_subject(subject: str, name: str) -> str:
    """The name with the subject of the clause before it where it says only what was measured (电厂三期建成投产、总装机386万千瓦).

    >>> with_subject("电厂三期", "总装机"), with_subject("旅客吞吐量", "入境游客")
    ('电厂三期总装机', '入境游客')
    """
    return subject + name if _OF_IT.match(name) and len(subject) < 16 and "、" not in subject else name
