"""The page of audits: what the graph finds that does not agree, is not explained, or could not be placed."""

from __future__ import annotations

from typing import Any

from kg import query
from kg.site.audit_rows import Audits
from kg.site.coverage import Place
from kg.site.questions_table import Condition, narrowed
from kg.site.questions_words import told
from kg.site.records import Book
from kg.site.wording import Pair

GRADES: dict[str, Pair] = {"small": ("小", "small"), "notable": ("明显", "notable"), "large": ("大", "large")}
AGREES: dict[str, tuple[str, Pair]] = {
    "true": ("＝", ("相符", "agrees")),
    "false": ("≠", ("不相符", "does not agree")),
    "open": ("？", ("没有读出各项", "no items could be read")),
    "": ("·", ("名称没有示数", "the name announces no number")),
}
CARRIED: dict[str, Pair] = {"verbatim": ("照录", "verbatim"), "edited": ("改写", "edited"), "new": ("新写", "new")}
_DOUBTS: dict[str, str] = {
    "a number of something that the sentence does not name": "数字所指的事物句中没有说",
    "only part of a name stands with the number": "数字旁只有名称的一部分",
    "which of the things listed the number is of": "列举多项，不知数字属于哪一项",
    "a clause with a subject of its own stands between the number and what it may be of": "数字与所指之间隔着另有主语的分句",
    "how many measures a policy has that is carried out": "数的是所落实政策的条数",
    "the number describes a thing": "数字只是描述某物",
    "the number counts all those that one of is spoken of": "数的是总体，说的是其中之一",
    "what a thing is to bring when it is done": "说的是建成以后的效益",
    "a line before the first entry, or an appendix without entries": "名词解释中首条之前的文字，或没有条目的附录",
    "no boundary between term and gloss": "分不出词目与释义",
}


def doubt(reason: str) -> Pair:
    """Why something could not be placed; the graph says it in English."""
    return _DOUBTS.get(reason, reason), reason


def audits_of(book: Book, place: Place, audits: Audits) -> dict[str, Any]:
    """What the page of a place shows."""
    counted = audits.counted()
    missing = audits.unexplained()
    by_report: dict[str, list[Any]] = {}
    for one in missing:
        if one.elsewhere is None:
            by_report.setdefault(one.cited.report.id, []).append(one)
    return {
        "counted": counted,
        "agreeing": {code: [c for c in counted if c.agrees == code] for code in AGREES},
        "codes": audits.codes(),
        "elsewhere": [one for one in missing if one.elsewhere],
        "nowhere": [(ones[0].cited.report, ones) for ones in by_report.values()],
        "homographs": audits.homographs(),
        "clashes": audits.clashes(),
        "carried": audits.carried(),
        "doubts": audits.doubts(),
        "agrees": AGREES, "grades": GRADES, "statuses": CARRIED, "doubt": doubt,
        "note": lambda text: told("note", text, book.kinds),
    }  # fmt: skip


def asked_here(name: str, book: Book, place: Place, further: tuple[Condition, ...] = ()) -> dict[str, str]:
    """A named query kept to a place where there are several: by its place, or else by its reports."""
    sparql = query.text_of(name)
    columns = query.columns(sparql)
    tests = list(further)
    words = ""
    if len(book.reports) > len(place.reports):
        if "place" in columns:
            tests.append(Condition("place", (place.name,), False))
            words = f" --place {place.name}"
        else:
            column = "target_report" if "target_report" in columns else "report"
            tests.append(Condition(column, tuple(r.id for r in place.reports), False))
    plain = words or len(book.reports) == len(place.reports)
    command = f"kg query {name} --graph build{words}" if plain and not further else ""
    return {"name": name, "sparql": narrowed(sparql, tests), "command": command}
