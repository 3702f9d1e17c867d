"""The words between an indicator and its number: whether they tell a movement, a bound, a comparison or a rank."""

from __future__ import annotations

import re
from typing import NamedTuple

from kg.extract.observations.figures import alternation, cue_words

_RISE, _FALL, _PACE = frozenset(cue_words("rise")), frozenset(cue_words("fall")), frozenset(cue_words("pace"))
_YEAR = r"(?:上一?年度?|去年|前年|往年|(?:19|20)\d\d年|[一二三四五六七八九十]{1,2}年前|“?十[一二三四]五”?|同期|基期|年初|期初|上届)"
_BASELINE = (
    rf"(?:比|较|与|相比|同)(?:{_YEAR}(?:的|同期|末|底|初|期末|时|期间|时期|年末|年底)?"
    r"(?:调整后?)?(?:预算|决算|执行|完成|实际)?(?:收入|支出)?数?(?:相比)?)"
)
_SHORT = r"(?:(?<![新净激倍])增(?!加值)|(?<!提)升|(?<!下)降|(?<![增加])减)"  # the 增 of 新增 tells no growth
_LED_BY = [*_RISE, *_FALL, *(w for w in cue_words("before") if w != "约"), *cue_words("fill")]
_CHAIN_WORDS, _CHAIN_FIRST = alternation(_LED_BY), "".join(sorted({word[0] for word in _LED_BY}))
_CHAIN = re.compile(
    rf"(?=[{_CHAIN_FIRST}约增升降减比较与相同均每连，])"  # the characters that a chain begins with save trying every word
    rf"(?:{_CHAIN_WORDS}|(?<![签节特制契集])约|{_SHORT}|{_BASELINE}|(?<![人户亩平地日月])均|(?<!自然)增长率|每[人户亩](?:每[年月])?"
    r"|连续第?[一二三四五六七八九十两\d]{1,2}[年次届]|，){1,9}$"
)
_PACE_RANKED = re.compile(r"(?P<pace>增速|增幅)(?:分别)?[居位排列][^，。；]*第[^，。；、和]*[、和]$")
_POLICY = re.compile(r"(?:稳|促|保(?!险|持)|助)(?:增长|增收|增速)$")  # 稳增长26条 are measures, no growth
_MOVES = re.compile(rf"{alternation([*_RISE, *_FALL])}|增长率|{_SHORT}")
_BEFORE = re.compile(alternation(cue_words("before")))
_AFTER, _AFTER_FIRST = re.compile(alternation(cue_words("after"))), frozenset(word[0] for word in cue_words("after"))
_OTHER_UNIT = re.compile(r"（[一-鿿]{1,2}）")
_BUILT = ("改造", "优化", "抚育", "整治", "治理", "亮化", "美化", "绿化", "建设", "养护", "品质")
_ARRIVES = re.compile(r"(?<!达)[到至为](?!了)")
_REACHED = re.compile(r"达|[到至]|突破|超过|(?:整合|合并|重组|调整|优化|[升减降缩])为|^为$")
_COMPARED = re.compile(
    r"(?P<how>高于|低于|快于|(?:好于|优于)(?![Ⅰ-Ⅹ一二三四五I]+类)|慢于|高出|低出|领先于?|超出|超过|超|跑赢|大于|小于)(?P<scope>[^，。；：\d]{2,22}?)"
    r"(?:约|近|超|超过|逾|将近|达|了)?$"
)
_THAN = re.compile(
    r"[比较](?:全[国省市县区州盟旗]|省|市|国家|世界|周边|目标|规划|预期|沿海|东部|中部|西部)[^，。；：\d]{0,18}?"
    r"(?:高出?|低|快|多|少|好)[了约近]?$"
    r"|[比较](?![上去前同“\d])[^，。；：\d比较]{2,14}?(?:(?<!提)高出?|(?<!降)低|快|多)[了约近]?$"
)
_RANKED = re.compile(
    r".*(?P<verb>位列|名列|并列|分列|(?<![位名并分系])列(?!入|为)|位居|居于|稳居|跃居|升居|分居|(?<![位稳跃升分])居(?![民家住])|位于|(?<![推改引促增])进[至到]|排名|排位|位次"
    r"|排在|(?<!安)排(?![名位放查在水污])|处于|进入|跻身|进位至?|前移至|(?<![上跃提晋])升至|跃至|[上跃]升[到至]|提升[到至]|晋升[到至]"
    r"|保持在?|荣获|(?<!荣)获得?|夺得|取得|蝉联|斩获|达到|挤进|迈入|闯入|成为|退出|退居|实现|(?<=[中分])位|(?<![成认作])为)"
    r"(?P<scope>[^，。；：\d第]{0,24}(?:\d{1,4}个[^，。；：\d第]{1,10})?)$"
)
_AMONG = re.compile(r"在(?P<scope>全[国省市县区][^，。；：]{0,24})中$")
_FIELD = re.compile(r"全[国省市]\d+个[^，]{1,8}[县市区州旗]")
_SCOPE = re.compile(
    r"(?P<scope>(?:全[国省市县区州盟旗球]|世界|同类|四区|[中东西]{1,2}部|沿海|(?<![一-鿿])(?![一-鿿]{0,3}全)[一-鿿]{1,4}[省市县区州])(?:(?!全[国省市县区])[^，。；：、\d]){0,14}?)"
    r"(?:规模|效益|质量)?(?:排名|位列|位居|居|列|前)?$"
)
_WITHIN = re.compile(r"[在至到了]{0,2}(?:[全前后同\d]|世界|四区|[中东西]{1,2}部|沿海|各|[一-鿿]{1,4}[省市县区])")
_WEAK = frozenset({"保持", "位", "为", "列", "居", "排", "实现", "达到", "成为", "获", "取得"})


class Lead(NamedTuple):
    """What leads up to a number: where the indicator's name ends, and what the words after it say."""

    end: int
    move: str = ""
    falls: bool = False
    arrives: bool = False
    breaks: bool = False
    qualifier: str = ""
    words: str = ""

    @property
    def ends(self) -> bool:
        """A state reached (达到, 增至, 突破): a figure of the last year of a period, not of the whole of it."""
        return bool(_REACHED.search(self.words)) and "累计" not in self.words

    @property
    def begins(self) -> bool:
        """A state left behind (由53家增至148家)."""
        return self.words.endswith(("由", "从"))


def lead(norm: str, left: int, start: int) -> Lead:
    """Read the cue words that stand directly before a number.

    >>> lead("地区生产总值同比增长约8%", 0, 11)
    Lead(end=6, move='增长', falls=False, arrives=False, breaks=False, qualifier='约', words='同比增长约')
    """
    match = _CHAIN.search(norm, max(left, start - 40), start)
    if match is None or (norm[match.start()] == "增" and _POLICY.search(norm, left, start)):
        return Lead(start)
    words = match[0]
    moves = _MOVES.findall(words)
    move = moves[-1] if moves else ""
    if move == "提升" and norm.endswith(_BUILT, left, match.start()):
        move = ""  # 管网改造提升60公里 is work done, no rise
    tail = words[words.rfind(move) + len(move) :] if move else ""
    before = _BEFORE.findall(words)
    return Lead(
        match.start(),
        move,
        move in _FALL or move in {"降", "减"},
        bool(move) and move not in _PACE and move != "增长率" and bool(_ARRIVES.search(tail)),
        "突破" in tail,
        before[-1] if before else "",
        words,
    )


def qualifier_after(norm: str, end: int) -> str:
    """以上, 左右 … directly after a number."""
    match = _AFTER.match(norm, end) if norm[end : end + 1] in _AFTER_FIRST else None
    return match[0] if match else ""


def qualifier_behind(norm: str, end: int) -> str:
    """The qualifier after a number whose unit goes on in brackets: 1万台（套）以上."""
    other = _OTHER_UNIT.match(norm, end)
    return qualifier_after(norm, other.end()) if other else ""


def comparison(norm: str, left: int, start: int) -> re.Match[str] | None:
    """高于全市 or 比全省平均水平高 before a number of percentage points."""
    left = max(left, start - 40)
    return _COMPARED.search(norm, left, start) or _THAN.search(norm, left, start)


def pace_ranked(norm: str, left: int, start: int) -> str:
    """The pace that the rank before was one of, where another of the same follows (增速居全省第五位、全市第一位); else blank."""
    match = _PACE_RANKED.search(norm, left, start) if norm[start - 1] in "、和" else None
    return match["pace"] if match else ""


def ranking(norm: str, left: int, start: int) -> tuple[int, str] | None:
    """Where the subject of a rank ends and the scope it is a rank in; None where nothing says that it is a rank.

    >>> ranking("总量居全省53个建制区第8位", 0, 11), ranking("召开第8次", 0, 2)
    ((2, '全省53个建制区'), None)
    """
    left = max(left, start - 60)
    match = _RANKED.match(norm, left, start)
    if match:
        scope = match["scope"]
        if match["verb"] in _WEAK and scope and not _WITHIN.match(scope):
            return _bare_rank(norm, left, start)
        among = _AMONG.search(norm, left, match.start("verb"))
        if among and (among.start() - left >= 2 or (among.start() == left and _FIELD.fullmatch(among["scope"]))):
            return among.start(), among["scope"]
        return match.start("verb"), scope.lstrip("于在至到了为前的").rstrip("前的第中")
    return _bare_rank(norm, left, start)


def _bare_rank(norm: str, left: int, start: int) -> tuple[int, str] | None:
    """A rank with nothing but its scope before it (考核全省第1)."""
    match = _SCOPE.search(norm, left, start)
    return (match.start(), match["scope"].rstrip("前的")) if match else None
