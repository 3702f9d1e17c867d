"""The verb that opens a list of items holds for all of them: 新增甲类企业63家、乙类企业13家 are both newly added."""

from __future__ import annotations

import re

from kg.extract.concepts import concept_of
from kg.extract.observations import names
from kg.extract.observations.figures import alternation, cue_words
from kg.extract.observations.thread import Place, Subject, Thread

_FLOW = re.compile(
    r"(?:建设|打造|培育|打通|投运|投用)(?!用地|规模|银行|项目|资金|工期|里程|内容|标准)|治理(?!能力|体系|效能)"
    r"|生产(?=[一-鿿“]{1,12}$)(?!总|性|经营|能力|线|基地|企业|力|者|要素|服务|设备|安全|资料)|到位(?=[^，。、]{0,12}[外内]?资金?$)"
    rf"|{alternation(cue_words('flow'))}|新(?:、改|、改、扩|、扩|、改扩)建|争取到?了?(?=[^，。、\d]{{0,16}}(?:资金|债券|专项债|指标|试点)|\d)"
)
_TAKEN = re.compile(
    r"(?:再|新)?(?P<verb>获批|获评|争创|申创|启动|争取到|争取|谋划|生产|到位)了?(?:各[类级项])?$"
)  # at the head of a name most are cut
_OF_THEIR_OWN = {
    "生产": re.compile("^(?!.*(?:能力|产能|装机|电))"),
    "到位": re.compile("资金?$"),
}  # what they may hold for
_PLANNED = re.compile("谋划(?:储备|实施)?了?$")  # 谋划新建学校15所: none is built yet
_STRIVES = re.compile(
    rf"(?:在|全|年|早|尽|今|用(?![地海林水电能])|到|再|早日|{names.VERB_WORDS})"
)  # 争取 before a verb is an adverb
_AND_VERB = re.compile(rf"(?:[、和及]{alternation(cue_words('flow'))})+")
_LINK = re.compile(r".*(?:[、和及与]|以及)")
_HERE = re.compile(r"^(?:全[国省市县区州]|我[省市县区])(?:共|已|累计|力争|将)*")
_HOW = re.compile(  # 有序改造, 实现新增, 一是新建: how it is done holds for one, what is done for all
    r"(?:[一二三四五六七八九十]是)?(?:市区|城区)?(?:累计|有序|依法|提质|高标准|科学|精准|滚动|实现|确保|[一-鿿]{2}化(?=项目化|改造))*"
)
_OTHER = re.compile(rf"[^、]{alternation(cue_words('inner'))}$")
_OWN = re.compile(r"为|达(?!标)|有(?!机|色|限|效)|占(?![挖道地用补])|至|到(?!户)|突破|超(?![级低高短大限充声算长导])")
_COUNTED = frozenset({"Count", "Number", "Money", "Area", "Length", "Rank", "Power", "Mass", "Volume"})
_SIZES = frozenset({"Power", "Mass", "Volume"})  # of these only what is newly there: 新增甲产能8万吨、乙产能6万吨
_NEW_DEED = re.compile(rf"新{names.VERB_WORDS}")
_DEED_OF = re.compile(
    r"(?=[新引招获建发查破认培打成组设举选创])(?:新增|新建|新?引进|新?招引|新?获批|新?获评|新?建成|发放|新?查处|破获|新?认定|新?培育|新?打造|新?成立|新?组建|新?设立|举办|选派|新?创建)(?=[^率面的]{3})"
)
_DONE, _VERB = re.compile(names.VERB_WORDS + "$"), re.compile(f"[^、]{names.VERB_WORDS}")
_MAKES = re.compile("(?:新增|建设|建成|新建|改扩建|新建改扩建|创建|打造|组建|建立|招聘|发放|办理|争取)+")
_BOUND = re.compile("(?:超过?|近|约|逾)$")  # 盘活土地2万亩、房产超过1000万平方米
_LEVEL = re.compile("(?:国家|[省市县区])级(?:以上)?")
_BETTERS = re.compile("完善|优化|提升|恢复|巩固|加装|改善|扩容|增容|发展(?!中|党)")
_PAPERS, _DEPUTIES = frozenset({"建议", "提案", "议案"}), re.compile("[全省市县区]{0,2}人大代表|[省市县区]?政协委员")
_STOCKED = frozenset("家个户")
_ACTS = re.compile("保护|[划新加升增调更清消收退获认审备修完改推开发入出腾追解提恢覆规施减降引培吸带转救资帮用利]")
_COUNTED_BEFORE = re.compile(r"\d[余多]?[万亿]*[余多]?[一-鿿]{1,2}(?:以上)?，$")
_SAYS_DEED = re.compile(names.VERB_WORDS + "|到位|率$|额$|[收投]入$|面积$|人数$")
_RURAL = ("厕所", "户厕", "公厕", "危房")
_DEED_NOUN = re.compile("(?:抚育|造林|改造|整治|治理|修复|(?<![立体屋顶])绿化|更新|培训|搬迁|清淤|转产|退捕)$")
_FUNDED = re.compile("(?:债|债券|投资|资金)项目$")
_OWNER = 16  # characters of one who did it, at the most
_FOUND = frozenset({"noun-before", "noun-after", "owner-before"})


def governed(norm: str, place: Place, subject: Subject, thread: Thread) -> Subject:
    """The subject with the verb that its list opens with, where the item has no verb of its own.

    >>> thread = Thread()
    >>> from kg.extract.observations.figures import Figure
    >>> text, found = "新增甲企业63家、乙企业13家", []
    >>> for start, left, name in ((5, 0, "新增甲企业"), (12, 8, "乙企业")):
    ...     figure = Figure(start, start + 3, text[start : start + 2], "家", "Count")
    ...     subject = Subject(name, left, "noun-before")
    ...     found.append(governed(text, Place(figure, left, 15, 0, 15), subject, thread).name)
    >>> found
    ['新增甲企业', '新增乙企业']
    """
    if place.left == place.figure.start > place.clause and place.figure.kind == "Money":
        return _worth(subject, thread)  # 项目50个33亿元、…: what they come to, and the list goes on
    item, listed = _item(norm, place, subject)
    listed = listed or _goes_on(norm, place, subject, thread)
    words = _words(item)
    thread.verb = _opening(item, words, listed, subject, thread.verb)
    if thread.verb[2:] and thread.verb.startswith("谋划") and subject.name.startswith(thread.verb[2:]):
        subject = subject._replace(name=f"谋划{subject.name}")
    if subject.rule == "noun-after" and thread.verb and _OTHER.search(words[len(thread.verb) - 1 :]):
        return subject  # 发放补贴惠及8万个家庭: another verb governs the number
    if not thread.verb or subject.rule not in _FOUND or place.figure.kind not in _COUNTED:
        return subject
    if subject.name.find(thread.verb) > 0 or (names.of_place(subject.name) and _FLOW.search(subject.name)):
        return subject
    if not (_holds(thread.verb) or _DONE.search(thread.verb)) and item.strip("、和及与"):
        return subject  # whose the first is holds for a number with nothing before it (中心城区7条道路、10条绿带)
    plain = subject.name.removeprefix(thread.verb)
    if not _holds(thread.verb) and (place.figure.kind in _SIZES or _VERB.search(plain, 0, 8)):
        return subject  # 奥运会获得金牌3块、残奥会获得金牌8块
    if plain != subject.name or _deed_of_its_own(plain, thread.verb):
        return subject
    if subject.rule == "noun-after" and plain.endswith("级"):
        return subject  # 3个世界级、5个国家级…集群: half a noun
    whose = _DEPUTIES.match(names.without_verb(thread.last)) if plain in _PAPERS else None
    return subject._replace(
        name=thread.verb + (whose[0] if whose else "") + _sorted_alike(plain, thread.last, norm[place.left])
    )


def _worth(subject: Subject, thread: Thread) -> Subject:
    """The money of the projects that were counted just before: 争取国债项目50个33亿元."""
    if not _FUNDED.search(subject.name):
        return subject
    verb = "" if subject.name.startswith(thread.verb) else thread.verb
    return subject._replace(name=f"{verb}{subject.name}资金")


def _sorted_alike(name: str, last: str, mark: str) -> str:
    """The name with what sort the thing before it in the list is, where both are models of it.

    >>> _sorted_alike("示范园区", "打造国家级电商示范企业", "、"), _sorted_alike("示范园区", "打造产业集群", "、")
    ('国家级电商示范园区', '示范园区')
    >>> _sorted_alike("厕所", "改造农村危房", "、")
    '农村厕所'
    """
    if mark == "、" and name.endswith(_RURAL) and names.without_verb(last).startswith("农村"):
        return f"农村{name.removeprefix('农村')}"
    at = last.find(name[:2], 2) if mark == "、" and name.startswith(("示范", "试点", "标杆", "样板")) else -1
    sort = names.without_verb(last[:at]) if at > 0 else ""
    return sort + name if len(sort) > 1 and not _LEVEL.fullmatch(sort) else name


def opened_alike(listed: list[str]) -> list[str]:
    """The names of a list with 分别 with the verb that the first opens with, where the others say no deed.

    >>> opened_alike(["新增甲中心", "乙中心"]), opened_alike(["签约项目", "到位资金"])
    (['新增甲中心', '新增乙中心'], ['签约项目', '到位资金'])
    """
    opening = _FLOW.match(listed[0])
    verb = _both(listed[0], opening[0]) if opening else ""
    if not verb or any(_SAYS_DEED.search(name) or concept_of(name) for name in listed[1:]):
        return listed
    return [listed[0], *(verb + name for name in listed[1:])]


def _goes_on(norm: str, place: Place, subject: Subject, thread: Thread) -> bool:
    """Whether a list goes on after a comma with a bare thing of the same kind: 建设实验室7个，技术中心4个."""
    at, name = place.clause, subject.name
    if place.left != at or not _MAKES.fullmatch(thread.verb) or not thread.last.startswith(thread.verb):
        return False
    if thread.verb == "新增" and place.figure.unit in _STOCKED:
        return False  # they may be all there are
    bare = norm.startswith(name, at) and at + len(name) == place.figure.start and not _ACTS.match(name)
    near = 1 if place.figure.kind == "Money" else 2
    same = name[-near:] == thread.last[-near:] or (near > 1 and place.figure.unit == thread.unit)
    return (
        bare
        and same
        and not (concept_of(name) or name.endswith("就业"))
        and bool(_COUNTED_BEFORE.search(norm, max(0, at - 10), at))
    )


def _words(item: str) -> str:
    """An item without the words before its verb, which say where, when and how it was done."""
    words = _HERE.sub("", names.without_head(item))
    how = None if _FLOW.match(words) else _HOW.match(words)
    return words[how.end() :] if how and how.end() and _FLOW.match(words, how.end()) else words


def _opening(item: str, words: str, listed: bool, subject: Subject, known: str) -> str:
    """The verb that holds from an item on: the one it opens with, else the one known before."""
    if verb := _FLOW.match(words):
        planned = _PLANNED.search(item, 0, len(item) - len(words)) and subject.name.startswith(verb[0])
        return ("谋划" if planned else "") + _both(words, verb[0])
    if names.VERBS_FIRST.match(words):
        return ""
    if taken := _taken(item, words):
        return taken
    if not listed:
        return _owners_deed(subject, words)
    bounded = words if known.startswith(("新", "净", "建成")) or item.startswith("其中") else _BOUND.sub("", words)
    return "" if _OWN.search(bounded) else known


def _deed_of_its_own(name: str, verb: str) -> bool:
    """Whether the verb of a list says nothing of an item: it has one itself, or is of another sort."""
    if own := _OF_THEIR_OWN.get(verb):
        return not own.search(name) or bool(concept_of(name))
    built = verb.endswith(("建", "更新", "改造")) and _DEED_NOUN.search(name)  # 新建湿地公园1个、森林抚育16万亩
    return bool(built or _BETTERS.match(name) or _FLOW.match(name) or _NEW_DEED.match(name)) or names.says_deed(name)


def _holds(verb: str) -> bool:
    return bool(_FLOW.match(verb) or _TAKEN.fullmatch(verb))


def _taken(item: str, words: str) -> str:
    """The verb cut from the head of an item that says how it was come by: 争取 of 积极争取国家级试点."""
    match = _TAKEN.search(item, 0, len(item) - len(words))
    return match["verb"] if match and not _STRIVES.match(words) else ""


def _owners_deed(subject: Subject, words: str) -> str:
    """Who did it and the verb, which open a list and hold for all of it: 某科学城引进平台30个、企业20家."""
    if subject.rule == "noun-before":
        match = _DEED_OF.search(subject.name, 2) if "、" not in subject.name else None
        return subject.name[: match.end()] if match and match.start() <= _OWNER else ""
    said = names.clean_name(words)
    return said if subject.rule == "noun-after" and said and subject.name.startswith(said) else ""


def _both(words: str, verb: str) -> str:
    """The verb with the one after it that holds too: 新增治理水土流失面积, 制定实施措施; but 新增 alone of 新增培育企业."""
    if more := _AND_VERB.match(words, len(verb)):
        return verb + more[0]  # 新建、改扩建甲88所、乙71所
    whole = names.VERBS_FIRST.match(words)
    second = whole[0][len(verb) :] if whole and whole[0].startswith(verb) else ""
    return verb if verb.endswith("增") and second not in {"治理", "修复", "整治"} else verb + second


def _item(norm: str, place: Place, subject: Subject) -> tuple[str, bool]:
    """The words of the list that stand before a number as its own, and whether they go on with a list."""
    start = place.figure.start
    if place.left == place.clause:
        item = norm[place.left : start]
        return item, item.startswith("其中")
    if subject.rule == "noun-before":
        at = max(place.left, min(subject.at, start))
        item = norm[at:start]
        return item.lstrip("、和及与"), norm[at - 1] in "、和及与" or item[:1] in set("、和及与")
    words = norm[place.left : start]
    link = _LINK.match(words)
    return (words[link.end() :], True) if link else (words, False)
