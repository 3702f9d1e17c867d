"""One sentence read from left to right: which number says what about which subject."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from kg.extract.observations import names
from kg.extract.observations.cues import Lead, comparison, lead, qualifier_after, ranking
from kg.extract.observations.figures import Figure
from kg.model import Measure

_HAS_NOUN = re.compile(r"[一-鿿A-Za-z]")
_YEAR = re.compile(r"^(?:到|至)?\d{4}年(?:末|底)?")
_DIGIT = re.compile(r"\d")
_LIST = re.compile(r"[、和及与]|以及|，")
_BREAK = re.compile(r"（[^（）\d，。；]{1,12}）|[，。；：！？（）\n]")
_AND = re.compile(r"[、和及与]")
_LINK = re.compile(r"^(?:[、和及与或，]|以及|，?并|)$")
_BOUND = re.compile(r"(?:及?以[上下内]|左右|级|规模)?的?(?:[一-鿿A-Za-z“])")
_CLASS_NOUN = re.compile(
    r"(?:及?以[上下内]|级)?的?[^，、。；\d]{0,8}?(?:企业|项目|集群|园区|楼宇|产业|工程|单品|商户|商场|主体|公司|机构|店|县|镇|乡|村|人口|老人|老年人|儿童|人群|群众|群体|女性|大村|大户|家庭|合作社|品牌|俱乐部|平台|基地|强)"
)
_CLASS_LEAD = re.compile(r"(?:超|过|逾|超过|突破|大于|不足|低于|达|上|满|投资|产值|税收|营收|收入|年产|日产|日处理|纳税|值|额|[、“个家批]|^)$")
_NEXT_COUNT = re.compile(r"(?:总长|全长|总投资|投资|占地|总面积|面积|建筑面积)?\d+(?:\.\d+)?(?:余|多)?(?:[个家项座处宗名户只条所]|[万亿]?(?:公里|元|亩|平方米)的)")
_TIME_NAME = re.compile(r"圈|生活|便民|通达|健身|医疗|养老|交通|应急|服务|不打烊|营业|值班|热线|在线|全天候|城市")
_LEFT = re.compile(r"(?:由|从)[^，由从\d到至]{0,9}(?:\d{1,4}年前的?|[末年]的?)$")
_YEARLY = re.compile(r"，?(?:同比|[比较]上年|[比较]去年)")
_KEEPS = re.compile(r"保持|稳定|维持|年均|累计")
_POINTS = frozenset({"提高", "提升", "上升", "下降", "降低"})
_CAPACITY = ("年产", "日产", "日处理", "年处理", "年加工", "日供", "年供", "每年")
_SUMMARY = re.compile(r"[^，、。\d]{0,10}(?:分别|分列|均|全部|双双)")
_ABSTRACT = re.compile(r"[^，、。\d]{0,4}(?:领域|板块|方面|体系|举措|行动|战略|任务|抓手|攻坚|目标|工程|产业|集群|方向|环节|优势|机遇|原则|理念)")
_WORKS = re.compile(r"[，、]?(?:完成了?|实施了?|建设了?|建成了?|启动了?|新建了?|改造了?|打造了?|推进|用于|推动)")


@dataclass(frozen=True, slots=True)
class Reading:
    """A number with all that its sentence says of it; `left` is where the quotation begins, `right` where it ends;
    `stage` says whether it is the state at the end of a period or the one at its beginning (由53家增至148家)."""

    figure: Figure
    name: str
    measure: Measure
    value: str
    qualifier: str
    left: int
    right: int
    rule: str
    stage: str


@dataclass(slots=True)
class Thread:
    """What the sentence has been about so far: the last subject, the last that was counted, those of the clause before."""

    last: str = ""
    last_at: int = 0
    unit: str = ""
    used: int = 0
    topic: str = ""
    topic_at: int = 0
    names: list[tuple[str, int]] = field(default_factory=list)
    fresh: list[tuple[str, int]] = field(default_factory=list)

    def next_clause(self) -> None:
        """Keep the names of the clause that ends, for 分别 in the next one."""
        if self.fresh:
            self.names, self.fresh = self.fresh, []


@dataclass(frozen=True, slots=True)
class Place:
    """A number in its clause: the text from `left` (the number before it) to `right` (the next) belongs to it."""

    figure: Figure
    left: int
    right: int
    clause: int
    clause_end: int


def read(norm: str, start: int, end: int, figures: list[Figure]) -> Iterator[Reading]:
    """The readings of a sentence's figures, in order."""
    inside = {at for f in figures if f.kind == "Proportion" for at in range(f.start, f.end)}
    stops = (m for m in _BREAK.finditer(norm, start, end) if len(m[0]) == 1 and m.start() not in inside)
    breaks = [start, *(m.end() for m in stops), end + 1]
    thread, i = Thread(), 0
    for left, after in zip(breaks, breaks[1:], strict=False):
        right = after - 1
        clause = []
        while i < len(figures) and figures[i].start < after:
            clause.append(figures[i])
            i += 1
        if clause:
            yield from _clause(norm, left, right, clause, thread)
            thread.next_clause()


def _clause(norm: str, left: int, right: int, figures: list[Figure], thread: Thread) -> Iterator[Reading]:
    places = _places(norm, left, right, figures)
    group: list[Place] = []
    for place in places:
        if group and not _LINK.match(norm[group[-1].figure.end + len(qualifier_after(norm, group[-1].figure.end)) : place.figure.start]):
            yield from _group(norm, group, thread)
            group = []
        group.append(place)
    if group:
        yield from _group(norm, group, thread)


def _places(norm: str, left: int, right: int, figures: list[Figure]) -> list[Place]:
    """The clause's figures that state something, each with the text that is its own."""
    scopes = [(at, f.start) for f in figures if f.kind == "Position" and (at := _scope_start(norm, left, f)) is not None]
    kept: list[Figure] = []
    bounds = [left]
    for figure in figures:
        if figure.kind == "Clock":
            if norm[figure.end : figure.end + 1] not in "前末底初的" or figure.end >= right:
                bounds.append(figure.end)
            continue
        if any(a <= figure.start < b for a, b in scopes) or not _states(norm, left, right, figure):
            continue
        kept.append(figure)
    out = []
    bounds += [k.end + len(qualifier_after(norm, k.end)) for k in kept]
    for figure in kept:
        own = max(b for b in bounds if b <= figure.start)
        follow = min([f.start for f in figures if f.start >= figure.end and (f in kept or f.kind == "Clock")], default=right)
        out.append(Place(figure, own, follow, left, right))
    return out


def _scope_start(norm: str, left: int, figure: Figure) -> int | None:
    found = ranking(norm, left, figure.start)
    return found[0] if found else None


def _states(norm: str, left: int, right: int, figure: Figure) -> bool:
    """Whether a number states a figure: not a code, a name's part, a class (投资10亿元以上项目), or a time."""
    if figure.kind in {"Bare", "Voltage"} or figure.unit in {"点", "度"} or norm[left : figure.start].endswith("每"):
        return False
    opening = norm.rfind("“", max(0, figure.start - 25), figure.start)
    if opening > norm.rfind("”", max(0, figure.start - 25), figure.start) and norm.find("”", figure.end, figure.end + 25) > 0:
        return False
    if _one_of_many(norm, left, right, figure):
        return False
    if figure.kind == "Position":
        return norm[figure.end - 1] != "强" or norm[figure.end : figure.end + 1] in "，。；、）\n"
    if figure.kind == "Duration":
        return _lasts(norm, left, figure)
    if figure.kind in {"Money", "Power", "Mass", "Energy", "Volume", "Ratio", "Number"} and _is_class(norm, left, right, figure):
        return False
    return True


def _one_of_many(norm: str, left: int, right: int, figure: Figure) -> bool:
    """A number that states nothing by itself: one of 5, the 3 that are listed before, the 11 fields of a policy."""
    if figure.kind != "Count":
        return norm[max(left, figure.start - 4) : figure.start].endswith(_CAPACITY) and bool(_HAS_NOUN.match(norm, figure.end))
    if figure.unit == "大":
        return bool(_ABSTRACT.match(norm, figure.end, right))
    if norm.find("之一", figure.end, min(right, figure.end + 14)) > 0:
        return True
    return figure.unit in {"项", "个", "类"} and "、" in norm[left : figure.start] and bool(_SUMMARY.match(norm, figure.end, right)) and "指标" in norm[figure.end : figure.end + 8]


def _lasts(norm: str, left: int, figure: Figure) -> bool:
    """A time that measures something (缩短至3个工作日), not one that names (15分钟生活圈, 24小时)."""
    if figure.value in {"24", "365"} or _TIME_NAME.match(norm, figure.end):
        return False
    if figure.unit in {"岁", "周岁"}:
        return norm[left : figure.start].endswith(("寿命", "寿命达", "寿命达到", "寿命提高到", "龄", "寿命提高至", "寿命为", "寿命超"))
    return bool(lead(norm, left, figure.start).words) or figure.unit == "天"


def _is_class(norm: str, left: int, right: int, figure: Figure) -> bool:
    """A bound that makes a class of things: 投资10亿元以上项目6个, 超3000万元的项目, 3个100亿级产业集群."""
    if norm.startswith("级", figure.end):
        return True
    if not _CLASS_NOUN.match(norm, figure.end, right):
        return False
    if figure.unit == "万":
        return False
    if norm.startswith("的", figure.end):
        return norm[max(left, figure.start - 2) : figure.start].endswith(("超", "过", "逾", "不足", "低于"))
    if figure.kind == "Ratio":
        return False
    return True


def _group(norm: str, group: list[Place], thread: Thread) -> Iterator[Reading]:
    """Numbers that follow each other with nothing but 、 or 和 between them: one subject, or as many as numbers."""
    first = group[0]
    if first.figure.kind == "Position":
        found = ranking(norm, first.left, first.figure.start)
        if found is None and not (found := ranking(norm, first.clause, first.figure.start)):
            if thread.last and len(group) == 1:
                return
            return
    cue = _lead(norm, first)
    subjects = _subjects(norm, group, cue, thread)
    for place, (name, at, rule) in zip(group, subjects, strict=True):
        joint = names.joint_names(name) if place.figure.kind in {"Ratio", "Position", "Percent-point"} else []
        for each in joint or [name]:
            reading = _reading(norm, place, cue, _with_owner(each, thread) if joint else each, at, rule, thread)
            if reading:
                yield reading
    for name, at, rule in dict.fromkeys(subjects):
        if rule != "rank":
            thread.fresh.append((name, at))


def _lead(norm: str, place: Place) -> Lead:
    """The cue words before a number; what is compared (高于全省) and the scope of a rank count as cue words."""
    figure = place.figure
    if figure.kind == "Position":
        found = ranking(norm, place.left, figure.start) or ranking(norm, place.clause, figure.start)
        at, scope = found or (figure.start, "")
        inner = lead(norm, place.left, at)
        return replace(inner, end=max(place.left, inner.end), qualifier=scope, words=norm[at : figure.start])
    if figure.kind == "Percent-point":
        match = comparison(norm, place.left, figure.start)
        if match:
            inner = lead(norm, place.left, match.start())
            return Lead(inner.end, inner.move, False, False, match["how"] + match["scope"], inner.words + match[0])
    return lead(norm, place.left, figure.start)


def _subjects(norm: str, group: list[Place], cue: Lead, thread: Thread) -> list[tuple[str, int, str]]:
    """A name for each number of the group, with where it stands and the rule that found it."""
    first, count = group[0], len(group)
    text = norm[first.left : cue.end]
    apart = count > 1 and group[0].figure.end < group[1].figure.start
    if apart and _AND.search(text) or "分别" in cue.words or "分列" in cue.words:
        own = names.clean_name(text)
        listed = names.split_names(own, count) if own else []
        if listed:
            return [(name, first.left, "respectively") for name in listed]
        if not names.before(text) and len(thread.names) == count:
            return [(name, at, "respectively") for name, at in thread.names]
        earlier = None if own else _earlier(norm, first)
        if earlier and (listed := names.split_names(earlier[0], count)):
            return [(name, earlier[1], "respectively") for name in listed]
    if count > 1 and not apart:  # 48栋4508套安置房: the noun stands after the last
        first = replace(first, figure=replace(first.figure, end=group[-1].figure.end), right=group[-1].right)
    name, at, rule = _subject(norm, first, cue, thread)
    if apart and rule in {"carried", "noun-before"} and names.fits(first.figure) and not names.before(text):
        last = group[-1]  # 对剩余77户、168名贫困人口: the noun that all of them count
        noun = _noun(norm, last, last.figure.end) if names.fits(last.figure) else ""
        if noun:
            return [(noun, p.figure.start, "noun-after") for p in group]
    out = [(name, at, rule)]
    for place in group[1:]:
        noun = _noun(norm, place, place.figure.end) if names.fits(place.figure) and apart else ""
        out.append((noun, place.figure.start, "noun-after") if noun else (name, at, rule))
    return out


def _subject(norm: str, place: Place, cue: Lead, thread: Thread) -> tuple[str, int, str]:
    """The subject of a single number: the noun before it, the noun after it, or what the sentence is about."""
    figure, left = place.figure, max(place.left, thread.used if thread.used <= cue.end else 0)
    text = norm[left : cue.end]
    own = names.before(text)
    tail = figure.end + len(qualifier_after(norm, figure.end))
    noun = _noun(norm, place, tail) if figure.kind not in {"Position", "Percent-point"} else ""
    if noun and (not own or names.fits(figure) and not cue.move):
        verb = names.governing(text + cue.words) if not own else ""
        thread.used = _used(norm, noun, tail, place.right)
        if not (cue.move and figure.kind == "Ratio"):
            return verb + noun, figure.start, "noun-after"
    if own in names.BARE or not own:
        if thread.last:
            return _carried(text, own, figure, thread), thread.last_at, "carried"
        if names.VERBISH.fullmatch(text) and (verb := names.governing(text)):
            return verb, left, "noun-before"
        earlier = _earlier(norm, place)
        if earlier:
            return earlier
        own = own or names.clean_name(text)
    if own.startswith("占") and not own.startswith(("占地", "占比")) and thread.last:
        return thread.last + own, thread.last_at, "part-of"
    if own in names.GENERIC:
        owner = _owner(norm, place, tail, not thread.topic)
        if owner:
            return owner + own, left, "owner-after"
        if thread.topic and thread.topic != own:
            return thread.topic + own, thread.topic_at, "owner-before"
        own = names.clean_name(text) if len(text) < 12 and "、" not in text else own
    return own, left, "noun-before"


def _with_owner(name: str, thread: Thread) -> str:
    """办结率 of the proposals counted before it."""
    return thread.topic + name if name in names.GENERIC and thread.topic else name


def _earlier(norm: str, place: Place) -> tuple[str, int, str] | None:
    """The subject of the clause before, where that has no number: 旅游收入、游客人数再创新高，分别增长16.4%、15.8%."""
    if norm[place.clause - 1 : place.clause] != "，":
        return None
    start = max(norm.rfind(c, max(0, place.clause - 42), place.clause - 1) for c in "，。；：！\n") + 1
    text = norm[start : place.clause - 1]
    text = _YEAR.sub("", text)
    if start < place.clause - 41 or _DIGIT.search(text):
        return None
    name = names.subject_of(text)
    return (name, start, "clause-before") if name else None


def _noun(norm: str, place: Place, tail: int) -> str:
    return names.after(norm[tail : place.right], followed=place.right < place.clause_end)


def _used(norm: str, noun: str, tail: int, right: int) -> int:
    """Where the words of the next number begin when those up to here belong to the noun after this one."""
    at = norm.find(noun, tail, right)
    link = _LIST.match(norm, at + len(noun), right) if at >= 0 else None
    return link.end() if link else 0


def _carried(text: str, own: str, figure: Figure, thread: Thread) -> str:
    """The subject carried on; with another verb (新建公厕3座、改造4座) what the verb does to it, or the verb alone."""
    verb = names.governing(text)
    if own or not verb or figure.kind in {"Position", "Percent-point", "Ratio"}:
        return thread.last + (own if own not in {"均", "位"} else "")
    thing = names.VERBS.sub("", thread.last, count=2)
    return verb + thing if thing and figure.unit == thread.unit else verb


def _owner(norm: str, place: Place, tail: int, alone: bool) -> str:
    """What a bare 总投资 is the investment of, where it follows: 总投资6亿元的3个重点能源项目, 投资1.2亿元完成了….

    >>> text = "总投资6亿元的3个重点能源项目"
    >>> _owner(text, Place(Figure(3, 6, "6", "亿元", "Money"), 0, 7, 0, 15), 6, True)
    '重点能源项目'
    """
    if place.figure.kind not in {"Money", "Area", "Length"}:
        return ""
    if norm.startswith("的", tail):
        counted = _NEXT_COUNT.match(norm, tail + 1, place.clause_end)
        return names.after(_until_digit(norm, counted.end() if counted else tail + 1, place.clause_end))
    works = _WORKS.match(norm, tail) if alone or tail < place.clause_end else None
    if works:
        stop = _BREAK.search(norm, works.end())
        end = stop.start() if stop else len(norm)
        counted = _NEXT_COUNT.match(norm, works.end(), end)
        return names.after(_until_digit(norm, counted.end() if counted else works.end(), end))
    return names.after(norm[tail : place.right]) if place.figure.kind != "Money" else ""


def _until_digit(norm: str, start: int, end: int) -> str:
    run = _DIGIT.search(norm, start, end)
    return norm[start : run.start() if run else end]


def _reading(norm: str, place: Place, cue: Lead, name: str, at: int, rule: str, thread: Thread) -> Reading | None:
    figure = place.figure
    if not name:
        return None
    measure = _measure(figure, cue, name, rule, norm)
    falls = cue.falls and not cue.arrives and measure in {"growth", "change"} and not figure.value.startswith("-")
    after = qualifier_after(norm, figure.end)
    qualifier = cue.qualifier + (after or figure.infix) if figure.kind != "Position" else cue.qualifier
    if measure != "rank" and rule in {"noun-before", "noun-after", "respectively", "owner-after", "owner-before"}:
        thread.last, thread.last_at = name, min(at, place.left)
        thread.unit = figure.unit
        if figure.kind == "Count" and rule in {"noun-before", "noun-after"} and norm.find("其中", place.clause, figure.start) < 0:
            thread.topic, thread.topic_at = name, min(at, place.left)
    elif measure == "rank" and rule == "noun-before":
        thread.last, thread.last_at = name, at
    left = min(at, place.clause) if rule in {"carried", "part-of", "owner-before", "respectively"} else place.clause
    if place.clause_end - left > 90:
        left = place.clause
    value = f"-{figure.value}" if falls else figure.value
    yearly = _YEARLY.search(cue.words) or _YEARLY.match(norm, figure.end)
    stage = "begins" if cue.begins or _LEFT.search(norm, place.clause, figure.start) else "ends" if yearly or cue.ends and not _KEEPS.search(cue.words) else ""
    return Reading(figure, name, measure, value, qualifier, left, place.clause_end, rule, stage)


def _measure(figure: Figure, cue: Lead, name: str, rule: str, norm: str) -> Measure:
    if figure.kind == "Position":
        return "rank"
    if figure.kind == "Percent-point":
        return "change"
    if figure.kind in {"Proportion", "Fraction"}:
        return "share"
    if figure.unit == "番":
        return "growth"
    moves = bool(cue.move) and not cue.arrives
    if figure.kind == "Ratio":
        rate = name.endswith(("率", "比重", "占比")) and cue.move in _POINTS and figure.unit == "%"
        return "change" if moves and rate else "growth" if moves else "share"
    return "change" if moves and not cue.breaks and rule != "noun-after" else "level"
