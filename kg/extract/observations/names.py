"""What a number counts or measures: the noun before it or the noun after it, cut free of verbs and adverbs."""

from __future__ import annotations

import re

from kg.extract.observations.figures import Figure, alternation, cue_words

_SINGLE = "共(?![享同青建])|并(?![购网])|和(?!谐|美|平)|及(?!时)|与|的|了|均(?!衡|价)|已|仅|将|含(?![税水])|[、，]|在(?=全|我|各)|为(?=[企群居民])|[①-⑳❶-❿]|新(?=签约|入库|引进|认定)"
_HEAD = re.compile(rf"(?:{alternation(w for w in cue_words('head') if len(w) > 1)}|{_SINGLE}|\d{{4}}年|底前|份|初|底|内(?![贸外资需])|中(?=[建完培新])){{1,9}}")
_VERB_WORDS = alternation(cue_words("verb"))
VERBS = re.compile(_VERB_WORDS)
VERBISH = re.compile(rf"(?:{_VERB_WORDS}|{alternation(w for w in cue_words('head') if len(w) > 1)}|{_SINGLE}|了|出|力争|全面|系统|重点|主要|对|为|使|将|让|把|给|向|同|从|剩余|其余|全部|所有|另外|近|跟踪|洽谈|实际|确保|全[国省市县区州盟旗镇村]){{1,6}}")
_KEPT = re.compile(r"(?:新增|提升改造|改造提升|整治提升|新启动|征收|拆迁|征迁|供地|新建|新改建|新改扩建|改造|新开工|新培育|新认定|新引进|新签约|新签|净增|建成|开工|续建|储备)")
_STOP = re.compile(
    rf"{alternation(w for w in cue_words('stop') if len(w) > 1)}|达(?!标|人)|共(?!同|享|青|建)|有(?!机|限|色|效|轨|关)|为(?!民|主)|均(?!衡)|已|获|被|将"
    r"|每|占(?!地)|可(?!再生|持续|研|视|控|移动)|列(?!车)|居(?!民|家|住)"
)
_SUCH = re.compile(r"^.*(?<![高中初平同均上特优劣相不一])等(?![级次同于候差量值待额温保教])")
_INNER = re.compile(
    r"^(?P<subject>.{0,30})(?P<verb>实现|完成|达成|签订|获得|荣获|发放|新增|新建|建成|引进|培育|打造|争取|实施|推进|组织|举办|开展|落实|谋划|成立|组建|设立"
    r"|带动|吸引|惠及|减免|兑现|拨付|投入|累计|认定|办理|提供|受理|建立|破获|查处|整治|清理|盘活|收储|征收|拆除|种植|栽植|接待|安排|筹集|发行)(?P<object>(?![和及与、的])[^了]{2,30})$"
)
_JOINED = re.compile(r"(?:和(?!谐|美|平)|以及|及(?!时)|与)[^和及与]{0,6}$")
_SINCE = re.compile(r"(?:由|从|比|较|是)[^，由从比较]{0,10}(?:[年末底初前]|时期)的?$")
_MOVED = re.compile(alternation(w for r in ("rise", "fall", "fill") for w in cue_words(r) if len(w) > 1 and w not in {"平均", "预期", "目标", "任务", "年度", "基本", "实际", "连续", "分别"}))
_ADJECTIVE = re.compile(r"(?:上市|签约|脱贫|开工|投产|入驻|在建|达标|落地|竣工|运营|入库|退出|获奖|增收)(?:企业|公司|项目|村|户|人口|县|镇|乡|小区|单位|平台|主体|园区|工程)")
_PREDICATE = re.compile(rf"再创|创|持续|保持|稳[步中定]|较快|快速|平稳|大幅|明显|显著|不断|进一步|位居|领跑|领先|{alternation(cue_words('stop'))}|{alternation(w for w in cue_words('rise') if len(w) > 1)}")
_BRACKETED = re.compile(r"^（[^（）]{1,4}）")  # 9.56万套（间）
_PER_HEAD = re.compile(r"(?:从|由)((?:人|户|亩|年|月)均|每[人户]每[年月])$")
_HAN = re.compile(r"[一-鿿A-Za-z“（\d]")
_MEASURED = re.compile(r"(?:增加值|利润|利税|产值|营收|营业收入|主营业务收入|收入|出口|进口|投资|产量|销量|销售额|零售额|价格|平均浓度|覆盖率|合格率|参保率|余额|面积|成交额|消费)$")
_PAIRED_WORDS = frozenset("城镇 农村 城市 乡村 国内 国外 境内 境外 省级 市级 县级 国有 民营 春季 秋季 公办 民办 农民 职工".split())
_END = re.compile(r"(?:等|的|和|及|与|以及|、|（|“|了|对|是|其中|达(?!标)|共|为|由|从|目标)+$")
_JOINTS = re.compile(r"、|以及|和(?!谐|平)|及(?!时)|与")
_INDICATOR = re.compile(r"(?:率|度|比重|浓度|天数|收入|投资|总额|增加值|产值|总值|指数|支出|贷款|存款|余额|数|额|量|得分|占比|比例)$")
_TAIL = re.compile(r"(?:任务|工作|目标|等|的|和|及|与|以及|、|（|“|了|对|是|其中|在|也|达(?!标)|共|为)+$")
_TIMELY = re.compile(r"(?:比|较|与)(?:上年|去年|20\d\d年).{0,6}$|(?:年均|同比|环比|按可比[^，]{0,6})$")
GENERIC, BARE = frozenset(cue_words("generic")), frozenset(cue_words("bare"))
_DEEDS = frozenset(cue_words("deed"))
_CODE = re.compile(r"[A-Z][A-Za-z0-9.]{1,6}")
_GENERIC_TAIL = re.compile(rf"[、和及与]?(?P<generic>{alternation(GENERIC)})$")
_PLACE = re.compile(r"^(?:全[国省市县区州盟旗]|我[省市县区州盟旗国]|城区|全域)$")


def clean_name(text: str) -> str:
    """A name without the words at its head and tail that are no part of it, and without unpaired quotation marks.

    >>> [clean_name(s) for s in ("全年共签约项目", "力争完成固定资产投资", "、和“两区”税收", "先后获得全国科普示范区等国家级荣誉")]
    ['签约项目', '固定资产投资', '“两区”税收', '国家级荣誉']
    """
    text = _PER_HEAD.sub(r"\1", _SINCE.sub("", text))
    such = _SUCH.match(text)
    if such and len(text) - such.end() >= 2:
        text = text[such.end() :]
    head = _HEAD.match(text)
    if head and len(text) - head.end() != 1:
        text = text[head.end() :]
    return _paired(_END.sub("", text))


def _paired(text: str) -> str:
    """The text without a quotation mark or bracket whose other half lies outside it."""
    for left, right in ("“”", "（）", "《》"):
        if text.count(left) != text.count(right):
            text = text.replace(left, "").replace(right, "")
    return text


def before(text: str) -> str:
    """The name in the words before a number; blank where they are only verbs and adverbs.

    >>> before("新建"), before("同高校签订科技成果转化合同"), before("“两区”实现税收"), before("加快常青藤西游园等")
    ('', '科技成果转化合同', '“两区”税收', '')
    """
    such = _SUCH.match(text)
    if such and such.end() == len(text):
        return ""
    name = clean_name(text)
    if name in _DEEDS:
        return name
    if VERBISH.fullmatch(text) or _PLACE.match(name) or VERBISH.fullmatch(name):
        return ""
    tail = _GENERIC_TAIL.search(name)
    if tail and not joint_names(name) and (name[tail.start()] in "、和及与" or VERBISH.fullmatch(name, 0, tail.start())):
        return tail["generic"]
    return _inner(name)


def _inner(name: str) -> str:
    """Where a verb stands inside, its object; with the subject before it where the object says too little alone."""
    match = _INNER.match(name) if len(name) > 5 else None
    if match is None or not match["subject"]:
        return name
    subject, verb, target = _HEAD.sub("", match["subject"], count=1), match["verb"], match["object"]
    if verb in {"实现", "完成", "累计"} and len(subject) <= 14 and (target in GENERIC or len(target) <= 4):
        return _paired(f"{subject}{target}")
    if len(name) <= 12 and verb in {"投入", "征收", "整治", "清理", "安排", "认定", "落实", "开展", "建立"}:
        return name
    return _paired((verb if _KEPT.match(verb) else "") + target)


def subject_of(text: str) -> str:
    """The subject of a clause without a number: what stands before its first verb or adverb.

    >>> subject_of("旅游收入、游客人数再创新高"), subject_of("始终坚持稳中求进")
    ('旅游收入、游客人数', '始终坚持')
    """
    name = clean_name(text)
    stop = _PREDICATE.search(name)
    return _paired(name[: stop.start()]) if stop and stop.start() >= 2 else ""


def after(text: str, followed: bool = False) -> str:
    """The noun with which the words after a number begin; blank where they begin with a verb or not at all.

    >>> after("个区级问题全部破解"[1:]), after("公共停车场"), after("建成通车"), after("数字产业项目、亚太飞鸿等")
    ('区级问题', '公共停车场', '', '数字产业项目')
    """
    text = _BRACKETED.sub("", text.lstrip("的"))
    if not text or not _HAN.match(text):
        return ""
    text = text.partition("、")[0]
    if followed:
        text = _JOINED.sub("", text)
    stop = _STOP.search(text)
    if (stop and stop.start() == 0 or _MOVED.match(text)) and not _ADJECTIVE.match(text):
        return ""
    if stop:
        short = _TAIL.sub("", text[: stop.start()])
        text = short if len(short) > 2 else text
    return _paired(_TAIL.sub("", text))[:40]


def governing(text: str) -> str:
    """新增 or 改造 directly before a number, which belongs to the name of what is counted: 新增753个公共停车位.

    >>> governing("全年共新增"), governing("力争完成"), governing("、提升改造")
    ('新增', '', '提升改造')
    """
    head = _HEAD.match(text)
    rest = text[head.end() :] if head and not _KEPT.match(text) else text
    match = _KEPT.match(rest)
    return match[0] if match else ""


def joint_names(text: str) -> list[str]:
    """The indicators that share one number (办结率、满意率均达100%), where every one of them is an indicator's name.

    >>> joint_names("办结率、满意率"), joint_names("区人大代表建议、区政协提案办结率")
    (['办结率', '满意率'], [])
    """
    names = [n for n in _JOINTS.split(text) if n]
    for i in range(len(names) - 2, -1, -1):
        if _CODE.fullmatch(names[i]):
            names[i] = _shared(names[i], names[i + 1])
    return names if 1 < len(names) < 7 and all(_INDICATOR.search(n) for n in names) else []


def split_names(text: str, count: int) -> list[str]:
    """The names of a list, where it has as many as there are numbers; a head that only the last one carries is shared.

    >>> split_names("PM10、PM2.5平均浓度", 2), split_names("城镇和农村居民人均可支配收入", 2)
    (['PM10平均浓度', 'PM2.5平均浓度'], ['城镇居民人均可支配收入', '农村居民人均可支配收入'])
    >>> split_names("地区生产总值、固定资产投资", 3), split_names("城乡居民人均可支配收入", 2)
    ([], ['城镇居民人均可支配收入', '农村居民人均可支配收入'])
    """
    text = re.sub(r"(?:[一二三四五六七八九两\d]{1,2}[项个类][^、]{0,8})$", "", text)
    if count == 2 and text.startswith("城乡"):
        return [f"城镇{text[2:]}", f"农村{text[2:]}"]
    names = [n for n in _JOINTS.split(text) if n]
    if len(names) != count:
        names = [n for n in text.split("、") if n]
    if len(names) != count:
        return []
    last = names[-1]
    return [_shared(name, last) for name in names[:-1]] + [last]


def _shared(name: str, last: str) -> str:
    if _CODE.fullmatch(name) and (match := _CODE.match(last)):
        return name + last[match.end() :]
    tail = _MEASURED.search(last) if name not in _PAIRED_WORDS else None
    if tail and not _INDICATOR.search(name) and not _MEASURED.search(name) and len(name) > 1:
        return name + tail[0]
    if (len(name) == 1 or name in _PAIRED_WORDS) and len(last) >= len(name) + 3 and not last.startswith(name):
        return name + last[len(name) :]
    return name


def fits(figure: Figure) -> bool:
    """Whether the unit counts things, so that the noun after the number is what is counted."""
    return figure.kind in {"Count", "Number", "Rank"}
