"""What a report says of itself: place, level, date, congress, session, speaker, title. Nothing is guessed."""

from __future__ import annotations

import re
from dataclasses import replace

from kg.lexicon import rows
from kg.model import Header, Level
from kg.numerals import integer
from kg.text import normalise

_N = r"[一二三四五六七八九十\d]{1,3}"
_YEAR = r"(?:\d{4}|[二一][〇零○ＯO0oｏ一二三四五六七八九]{3})"
_MEETING = re.compile(
    rf"(?P<place>[一-鿿]{{1,24}}?)?第?(?P<congress>{_N})届(?:全国)?(?:人民代表大会|人大)第?(?P<session>{_N})次(?:全体)?会议(?!确定|提出|通过|以来|批准|部署|审议|明确|的(?!政府工作报告))"
)
_DATE = re.compile(rf"(?P<y>{_YEAR})年(?P<m>{_N})月(?P<d>{_N})日")
_OPENING = re.compile(r"各位代表|(?:^|\n)(?:一、|（一）)")
_OFFICE = r"(?:省长|市长|区长|县长|旗长|州长|盟长|主席|总理)"
_SPEAKER = re.compile(
    rf"(?P<title>(?:[一-鿿]{{1,16}}(?:人民政府|政府|国务院)|国务院|[一-鿿]{{2,10}}(?:省|市|区|县|旗|州|盟)|自治区|省|市|区|县)?(?:副|代理|代)?{_OFFICE})"
    r"[：:]?\n?(?P<name>[一-鿿]{1,8}(?:·[一-鿿]{1,8})+|[一-鿿]{2,4}?)(?=\n|各位|作政府|代表|同志|在|$|[，。（])"
)
_SPEAKER_FIRST = re.compile(rf"日(?P<name>[一-鿿]{{2,4}})(?P<title>(?:代理|代)?{_OFFICE})在")
_GOVERNMENT = re.compile(r"代表(?P<place>[一-鿿]{2,12}?)(?:第[一二三四五六七八九十]+届)?人民政府")
_TITLE = re.compile(
    rf"(?:(?P<y>{_YEAR})年?)?(?P<place>[一-鿿]{{2,12}}?(?:省|市|区|县|旗|州|盟))?(?:(?P<y2>{_YEAR})年)?(?:人民)?(?:国务院)?政府工作报告"
)
_FIRST_HEADING = re.compile(
    rf"(?:(?:^|\n)(?P<number>[一二][、．]|第[一二]部分|（一）)?|。(?P<inner>[一二]、))[^\n。，]{{0,12}}?(?P<y>{_YEAR})年[^\n。，]{{0,14}}?"
    r"(?P<kind>回顾|总结|情况|工作安排|任务|目标|重点工作|部署|要求|建议|政府(?:的)?工作(?:的?(?:回顾|总结|情况|安排|任务|目标))?)"
)
_PROVINCE_LEVEL = re.compile(r"省$|自治区$|^(?:北京|上海|天津|重庆)市$")
_NO_PLACE = {"县", "区", "市", "省", "自治区", "全县", "全市", "全区", "本", "全国", "我县", "我市", "我区"}


def read_header(clean: str, head: str, stem: str) -> Header:
    """The header from a report's own title block (`clean` begins with it), the lines above it, and the file's name.

    The report's own words come before the page around it, and the page before the file name.
    """
    norm = normalise(clean)
    opening = _OPENING.search(norm[:800])
    block = norm[: opening.start() if opening else min(120, len(norm))]
    above = normalise(head)
    header = _sitting(_meeting(block), _meeting(above))
    header = _speaker(header, block, above)
    place = header.place or _place(block, above, norm, stem)
    year = int(header.date[:4]) if header.date else _year(block, above, norm, stem)
    title = _report_title(block)
    return replace(header, place=place, year=year, level=level_of(place, norm), title=title)


def _sitting(own: Header | None, page: Header | None) -> Header:
    """The sitting as the report's own block tells it; its date from the page where that tells of the same sitting."""
    if own and page and not own.date and (own.congress, own.session) == (page.congress, page.session):
        return replace(own, date=page.date, place=own.place or page.place)
    return own or page or Header()


def _meeting(zone: str) -> Header | None:
    """Date, place, congress and session of the sitting at which the report was delivered."""
    flat = zone.replace("\n", "")
    match = _MEETING.search(flat)
    dates = list(_DATE.finditer(flat))
    if match is None:
        date = next(
            (d for d in dates if flat[d.end() : d.end() + 1] in "在（）)" or flat[: d.start()].endswith(("—", "（"))),
            None,
        )
        return Header(date=_iso(date)) if date is not None and "发布" not in flat[: date.start()][-8:] else None
    near = [d for d in dates if d.start() <= match.start() + 12 and match.start() - d.end() < 30]
    if not near:  # the date may stand by itself, in brackets below the speaker
        near = [
            d for d in dates if d.start() > match.end() and flat[d.start() - 1] + flat[d.end() : d.end() + 1] == "（）"
        ]
    place = match["place"] or ""
    place = re.split(r"日在?|[在于—－\-（(年]|报告", place)[-1]
    return Header(
        place=_own_name(place),
        date=_iso(near[-1]) if near else "",
        congress=integer(match["congress"]),
        session=integer(match["session"]),
    )


def _iso(match: re.Match[str]) -> str:
    year, month, day = _western(match["y"]), integer(match["m"]), integer(match["d"])
    if not (year and month and day and 1949 <= year <= 2100 and month <= 12 and day <= 31):
        return ""
    return f"{year:04}-{month:02}-{day:02}"


def _western(year: str) -> int | None:
    """2019, 二〇一九, 二O一九 and 二00三 as a number."""
    value = integer(re.sub("[○ＯOoｏ0]", "〇", year)) if not year.isdigit() else int(year)
    return value if value and 1949 <= value <= 2100 else None


def _own_name(place: str) -> str:
    """The last place of a chain (保定市徐水区: 徐水区), blank for a bare 县 or 全市.

    >>> [_own_name(s) for s in ("保定市徐水区", "红旗区", "县", "新疆维吾尔自治区", "中华人民共和国")]
    ['徐水区', '红旗区', '', '新疆维吾尔自治区', '']
    """
    place = re.sub(r"^(?:中共|在|于)", "", place)
    if place in _NO_PLACE or not re.search(r"[省市区县旗州盟]$", place):
        return ""
    if place.endswith(("自治区", "自治州", "自治县", "自治旗")):
        return re.split(r"(?:省|(?<!自治)区|市)(?=[一-鿿]{2,})", place)[-1]
    parts = re.split(r"(?<=[省市州盟])(?=[一-鿿]{2,}$)", place)
    return parts[-1] if len(parts[-1]) > 1 else place


def _speaker(header: Header, block: str, above: str) -> Header:
    for zone in (block, above):
        match = _SPEAKER.search(zone) or _SPEAKER_FIRST.search(zone)
        if match:
            return replace(header, speaker=match["name"], speaker_title=_office(match))
    alone = re.search(r"\n([一-鿿]{2,4})\n$", block)
    return replace(header, speaker=alone[1]) if alone else header


def _office(match: re.Match[str]) -> str:
    """The speaker's office without what was glued to its head."""
    return re.split(r"会议(?:上|通过)?|报告|日|[—－\-）)]", match["title"])[-1]


def _place(block: str, above: str, norm: str, stem: str) -> str:
    """The place from the speaker's office, 我代表…人民政府, the title, the page, or the file name, in this order."""
    office = _SPEAKER.search(block) or _SPEAKER.search(above)
    for text in (_office(office) if office else "", *(m["place"] for m in _GOVERNMENT.finditer(norm[:1500]))):
        name = _own_name(re.sub(r"(?:人民)?政府.*$|(?:副|代理|代)?(?:省|市|区|县|旗|州|盟)长$|主席$", "", text))
        if name:
            return name
    if "国务院" in block or "国务院，向大会" in norm[:800] or "代表国务院" in norm[:1500]:
        return "全国"
    for zone in (block, above):
        name = next((_own_name(m["place"]) for m in _TITLE.finditer(zone) if m["place"]), "")
        if name:
            return name
    return _own_name(re.split(r"[-_ \d（(]", stem)[0])


def _year(block: str, above: str, norm: str, stem: str) -> int | None:
    """The year of delivery: from the title, the headings (a review of 2017 is delivered in 2018), the file name, the page."""
    title = next((y for m in _TITLE.finditer(block) if (y := _western(m["y"] or m["y2"] or ""))), None)
    if title:
        return title
    for match in _FIRST_HEADING.finditer(norm):
        year = _western(match["y"])
        if year:
            ahead = re.search("安排|任务|目标|重点|部署|要求|建议", match["kind"])
            bare = match["kind"].endswith("工作") and not (match["number"] or match["inner"] or "").startswith("一")
            return year if ahead or bare else year + 1
    named = re.search(r"(?<!\d)(19[5-9]\d|20\d\d)(?!\d)", stem)
    if named:
        return int(named[1])
    return next((y for m in _TITLE.finditer(above) if (y := _western(m["y"] or m["y2"] or ""))), None)


def _report_title(block: str) -> str:
    line = next((line for line in block.split("\n") if "政府工作报告" in line), "")
    match = _TITLE.search(line)
    return match[0] if match else ""


def level_of(place: str, norm: str) -> Level:
    """Centre, province, prefecture or county: from the table of divisions, else from the party committees named."""
    if place == "全国":
        return "centre"
    if not place:
        return ""
    if _PROVINCE_LEVEL.search(place):
        return "province"
    levels = {row["level"] for row in rows("divisions.tsv") if row["name"] == place}
    if len(levels) == 1:
        return _LEVELS[levels.pop()]
    if place.endswith(("县", "区", "旗")):
        return "county"
    if place.endswith(("州", "盟")):
        return "prefecture"
    return "prefecture" if norm.count("省委") > norm.count("市委") / 4 else "county"


_LEVELS: dict[str, Level] = {"province": "province", "prefecture": "prefecture", "county": "county"}
