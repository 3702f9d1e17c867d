"""Frames of quoted formulations: A+B, A·B, 甲、乙、丙, 先…后…, …即…, and what the words after a quotation tell of it."""

from __future__ import annotations

import re

from kg.extract.patterns.clauses import clause
from kg.model import Kind
from kg.naming import COUNT
from kg.segment import boundaries

_PIECE = "(?:5G|[A-Za-z一-鿿]{1,6})"
_PLUS = re.compile(rf"{_PIECE}(?:[+＋]{_PIECE})*[+＋]?|[+＋]{_PIECE}")
_DOTTED = re.compile("([一-鿿]{3,5})·([一-鿿]{3,5})")
_SINGLES = re.compile("[一-鿿](?:、[一-鿿]){2,7}")
_PLAIN = "脏乱差庸慵懒散拖浮假虚黄赌毒吃拿卡要粮油菜果肉蛋奶畜鱼"  # evils and foods are listed as what they are
_FIRST = re.compile("先[一-鿿]{2,4}后[一-鿿]{2,4}")
_AT_ONCE = re.compile("(?![一-鿿]{0,2}[立当随在])[一-鿿]{2,4}即(?![将使便时可])[一-鿿]{2,4}")
_FOR = re.compile("(?!以)[一-鿿]{2}换[一-鿿]{1,2}")
_SELF = re.compile("(?:自[一-鿿]){2,4}")
_BETTER = re.compile("[一-鿿]{2,4}更加?(?![新换改正替迭名])[一-鿿]{2}")
_NO_YEAR_OF = "一二三四五六七八九十百千万半几数多全今明去来前头每当"  # 建城八百年, 全年 are times
# a year of 作风建设 or 整顿 is a campaign within the offices, no aim of the place
_YEAR = re.compile(
    rf"(?!.*(?:作风|整顿))(?:[一-鿿]{{2,12}}|[一-鿿]{{2,4}}(?:、[一-鿿]{{2,4}}){{1,3}})(?<![{_NO_YEAR_OF}])年"
)
_HAN = re.compile("[一-鿿]{2,5}")
_LED = re.compile("(?:坚持|在[一-鿿]{4,16}[中上])(?=[一-鿿]{3,8}、)")
_ACHIEVED = re.compile("(?:实现|做到|落实|突出)(?=[两三四五六七八九十]{1,2}[个大项])")
_THREE = re.compile("(?![新大小软硬])[一-鿿]{3}")
_LIST = re.compile("[一-鿿]{2,8}(?:、[一-鿿]{2,8}){1,7}")
_WORDS = re.compile("[一-鿿]{2}(?:、[一-鿿]{2}){2,7}")
_TOGETHER = re.compile("一体|融合|联动|协同|多式")
_SPIRIT = re.compile("的?[一-鿿]{0,8}?(?:精神|品格)")
_NOUN = "(?![个项大名位次张间套条件])[一-鿿]{1,3}"
_LAYOUT = re.compile(rf"一{_NOUN}(?:、[{COUNT.replace('二', '')}多N]{_NOUN}){{2,6}}")
_WORKED = re.compile("的?(?:总体)?(?:工程|行动|战略|方针|思路|工作思路|工作法|办赛[要理][求念])")
_GUIDES = re.compile(
    "的?(?:总要求|总体要求|总体思路|总体目标|总基调|主基调|总目标|奋斗目标|发展战略|发展思路|工作思路|为政理念)"
)


def framed(name: str, place: str) -> tuple[Kind, str] | None:
    """Kind and rule of a quoted name that is built by a frame; None where no frame fits.

    >>> [framed(s, "") for s in ("管委会+公司", "共建、共治、共享", "先诊疗后付费", "完工即投产")]
    [('acronym', 'quoted-plus'), ('motto', 'quoted-pairs'), ('motto', 'quoted-frame'), ('motto', 'quoted-frame')]
    >>> [framed(s, "") for s in ("脏、乱、差", "城市更新改造", "自给自足", "温度")]
    [None, None, None, None]
    """
    if ("+" in name or "＋" in name) and _PLUS.fullmatch(name):
        return "acronym", "quoted-plus"
    dotted = _DOTTED.fullmatch(name)
    if dotted and (len(dotted[1]) == len(dotted[2]) or (place and dotted[2] == f"在{place}")):
        return "motto", "quoted-dotted"
    if _SINGLES.fullmatch(name) and sum(c in _PLAIN for c in name) < 2:
        return "acronym", "quoted-singles"
    if _WORDS.fullmatch(name) and _share_a_character(name.split("、")):
        return "motto", "quoted-pairs"
    built = any(frame.fullmatch(name) for frame in (_FIRST, _AT_ONCE, _FOR, _SELF, _BETTER))
    if built and not (len(name) <= 5 and len(boundaries(name)) == 2):  # else a word of its own
        return "motto", "quoted-frame"
    if name.endswith("年") and len(name) > 4 and _YEAR.fullmatch(name):  # 项目建设提速年
        return "motto", "quoted-year"
    if place and name.endswith(f"在{place}") and _HAN.fullmatch(name.removesuffix(f"在{place}")):
        return "motto", "quoted-place"
    return None


def is_layout(name: str) -> bool:
    """Whether a name counts the parts of one layout: 一核、两带、多点. Phrases with a measure word stand for themselves.

    >>> [is_layout(s) for s in ("一核、两带、多点", "一区、四园、两托管", "一个战略、两个驱动、三大理念", "一图、一表")]
    [True, True, False, False]
    """
    return _LAYOUT.fullmatch(name) is not None


def _share_a_character(pieces: list[str]) -> bool:
    """Whether all pieces have one character in the same place: 共建、共治、共享; 自治、法治、德治."""
    return any(len(set(column)) == 1 for column in zip(*pieces, strict=True))


def told_by_company(name: str, after: str) -> tuple[Kind, str] | None:
    """Kind and rule of a quotation that the words after it tell of: “客货邮”融合, “重义、务实、图强”的…精神.

    >>> told_by_company("客货邮", "融合发展"), told_by_company("重义、务实、创新、图强", "的新时代精神")
    (('acronym', 'quoted-together'), ('motto', 'quoted-spirit'))
    >>> told_by_company("新高考", "综合改革"), told_by_company("规划、引导、协调、服务", "，逐步把")
    (None, None)
    """
    if _TOGETHER.match(after) and _THREE.fullmatch(name) and len(boundaries(name)) > 2:
        return "acronym", "quoted-together"
    if "、" not in name:
        return clause(name, after)
    guides = _SPIRIT.match(after) or _GUIDES.match(after)
    if (guides and _LIST.fullmatch(name)) or (_WORDS.fullmatch(name) and _WORKED.match(after)):
        return "motto", "quoted-spirit"
    return None


def unled(name: str) -> str:
    """A quoted slogan without what leads into it: 坚持甲争第一、乙争先进 is 甲争第一、乙争先进.

    >>> unled("坚持甲区争第一、全市争先进"), unled("坚持改革"), unled("实现十个新突破")
    ('甲区争第一、全市争先进', '坚持改革', '十个新突破')
    """
    if _ACHIEVED.match(name) and "、" not in name:
        return name[2:]
    lead = _LED.match(name) if "、" in name else None
    rest = name[lead.end() :] if lead else name
    return rest if len({len(clause) for clause in rest.split("、")}) == 1 else name
