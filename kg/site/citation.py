"""How a report, a sentence of it, or an entry is cited: GB/T 7714, APA and BibTeX, each with the hash of what is cited."""

from __future__ import annotations

from dataclasses import dataclass

from kg import __version__
from kg.site.records import Extent, Held
from kg.site.wording import hanzi

TITLE = "政府工作报告"
_MONTHS = "January February March April May June July August September October November December".split()


@dataclass(frozen=True, slots=True)
class Citation:
    """One work in three styles."""

    gbt: str
    apa: str
    bibtex: str

    @property
    def styles(self) -> tuple[tuple[str, str], ...]:
        """Each style with its name."""
        return ("GB/T 7714", self.gbt), ("APA", self.apa), ("BibTeX", self.bibtex)


def of_report(report: Held, at: Extent | None = None) -> Citation:
    """A report, or a sentence of it by its characters; what the report does not say of itself is left out, not made up.

    >>> one = Held("a", "红旗区", 2019, "2019-03-31", 14, 4, "刘宏锋", "", 0, "dc2a", "", "")
    >>> of_report(one).gbt
    '刘宏锋. 政府工作报告：2019年3月31日在红旗区第十四届人民代表大会第四次会议上[R]. 2019. SHA-256: dc2a.'
    >>> of_report(one, Extent(3, 9)).apa
    '刘宏锋. (2019, March 31). 政府工作报告 [Government work report]. 红旗区. (chars 3–9; SHA-256: dc2a)'
    """
    place = report.place if report.place != report.id else ""
    author = report.speaker or (f"{place}人民政府" if place else "")
    year = str(report.year or "")
    occasion = _occasion(report, place)
    title = TITLE + (f"：{occasion}" if occasion else "")
    where_zh, where_en = (f"字符 {at.start}–{at.end}. " if at else ""), (f"chars {at.start}–{at.end}; " if at else "")
    gbt = f"{_stop(author)}{title}[R]. {_stop(year or '年份不详')}{where_zh}SHA-256: {report.sha256}."
    work, date = f"{TITLE} [Government work report]. ", f"({_apa_date(report)}). "
    apa = f"{f'{author}. {date}{work}' if author else work + date}{_stop(place)}({where_en}SHA-256: {report.sha256})"
    return Citation(gbt, apa, _bibtex(report, author, title, place, where_en))


def of_entry(name: str, place: str, iri: str, graph: str) -> Citation:
    """An entry of the graph itself, by its identifier and the hash of the graph.

    >>> of_entry("三讲", "甲区", "https://x/1", "ab12").gbt.endswith("https://x/1. SHA-256: ab12.")
    True
    """
    title = f"提法图谱：“{name}”（{place}）"
    fields = {"title": title, "howpublished": f"TifaKG {__version__}", "url": iri, "note": f"graph SHA-256: {graph}"}
    return Citation(
        f"{title}[DB]. TifaKG {__version__}. {iri}. SHA-256: {graph}.",
        f"提法图谱 TifaKG (Version {__version__}). “{name}” ({place}) [Data set]. {iri} (graph SHA-256: {graph})",
        _entry("misc", f"tifakg{graph[:8]}", fields),
    )


def _occasion(report: Held, place: str) -> str:
    sitting = ""
    if report.congress and report.session:
        sitting = f"在{place}第{hanzi(report.congress)}届人民代表大会第{hanzi(report.session)}次会议上"
    return _chinese_date(report.date) + sitting if sitting else ""


def _parts(date: str) -> list[int]:
    return [int(part) for part in date.split("-") if part.isdigit()]


def _chinese_date(date: str) -> str:
    """A date as a report gives it.

    >>> _chinese_date("2019-03-31"), _chinese_date("2019"), _chinese_date("")
    ('2019年3月31日', '2019年', '')
    """
    return "".join(f"{n}{word}" for n, word in zip(_parts(date), "年月日", strict=False))


def _apa_date(report: Held) -> str:
    parts = _parts(report.date)
    if len(parts) == 3 and 1 <= parts[1] <= 12:
        return f"{parts[0]}, {_MONTHS[parts[1] - 1]} {parts[2]}"
    return str(report.year or "n.d.")


def _bibtex(report: Held, author: str, title: str, place: str, where: str) -> str:
    fields = {
        "author": f"{{{_braced(author)}}}" if author else "", "title": title, "institution": f"{place}人民政府" if place else "",
        "year": str(report.year or ""), "date": report.date, "type": TITLE, "note": f"{where}SHA-256: {report.sha256}",
        "langid": "chinese",
    }  # fmt: skip
    return _entry("techreport", f"gwr{report.year or ''}{report.sha256[:8]}", fields)


def _entry(kind: str, key: str, fields: dict[str, str]) -> str:
    lines = [
        f"  {name} = {{{value if name in ('author', 'url') else _braced(value)}}},"
        for name, value in fields.items()
        if value
    ]
    return "\n".join([f"@{kind}{{{key},", *lines, "}"])


def _braced(text: str) -> str:
    """Text that stays whole between the braces of BibTeX.

    >>> _braced("100% {a_b}")
    '100\\\\% (a\\\\_b)'
    """
    plain = text.replace("\\", "/").replace("{", "(").replace("}", ")")
    return "".join(f"\\{c}" if c in "%&$#_" else c for c in plain)


def _stop(text: str) -> str:
    return f"{text}. " if text else ""
