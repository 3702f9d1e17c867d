"""The ledger of a place: each target once, with what came of it, or why that cannot be said."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import groupby

from kg.site.citing import Cited, Citing, amount
from kg.site.coverage import Place
from kg.site.outcomes import VERDICTS
from kg.site.records import Book
from kg.site.wording import Pair

Row = Mapping[str, str]
_KEY = ("target_report", "start", "end", "indicator", "measure", "target", "unit", "qualifier", "period")
_SIGNS = {code: sign for code, (_, sign) in VERDICTS.items()}


@dataclass(frozen=True, slots=True)
class Reason:
    """Why there is no verdict, or what to keep in mind beside one: a code, the words, and a detail after them."""

    code: str
    words: Pair
    detail: Pair


@dataclass(frozen=True, slots=True)
class Promise:
    """A target with its quotation, its verdict, and the quotations of what came; `needed` is the year of a report not held."""

    id: str
    key: tuple[str, ...]
    indicator: str
    concept: str
    measure: str
    period: str
    amount: str
    target: Cited
    outcome: str
    actual: str
    came: str
    answers: tuple[tuple[str, Cited], ...]
    reason: Reason | None
    needed: str

    @property
    def sign(self) -> str:
        """The verdict as a sign that is read without colour."""
        return _SIGNS.get(self.outcome, "·")

    @property
    def group(self) -> str:
        """The reason as a code to filter by; reports that are not held are told apart by year."""
        code = self.reason.code if self.reason else ""
        return f"{code}-{self.needed}" if code == "unheld" and self.needed else code


@dataclass(frozen=True, slots=True)
class Group:
    """Targets without a verdict for the same reason."""

    code: str
    words: Pair
    needed: str
    count: int


@dataclass(frozen=True, slots=True)
class Ledger:
    """The targets of a place in the order of the reports, with the counts that stand at the head."""

    promises: tuple[Promise, ...]

    @property
    def counts(self) -> dict[str, int]:
        """How many of each verdict, unknown not least."""
        found = Counter(p.outcome for p in self.promises)
        return {code: found[code] for code in (*VERDICTS, *sorted(found.keys() - VERDICTS.keys()))}

    @property
    def judged(self) -> int:
        """The targets that have a verdict."""
        return self.counts["met"] + self.counts["missed"]

    @property
    def groups(self) -> list[Group]:
        """The reasons why there is no verdict, reports that are not held first and by year, then by number."""
        found: dict[str, list[Promise]] = {}
        for promise in self.promises:
            if promise.outcome == "unknown" and promise.reason:
                found.setdefault(promise.group, []).append(promise)
        groups = [Group(code, ps[0].reason.words, ps[0].needed, len(ps)) for code, ps in found.items() if ps[0].reason]
        return sorted(groups, key=lambda g: (not g.needed, g.needed, -g.count, g.code))

    @property
    def concepts(self) -> list[tuple[str, int]]:
        """The standard indicators that have a target, most targets first."""
        found = Counter(p.concept for p in self.promises if p.concept)
        return sorted(found.items(), key=lambda c: (-c[1], c[0]))

    @property
    def years(self) -> list[tuple[str, str, int]]:
        """The reports that state targets: id, year, number."""
        found = Counter((p.target.report.id, str(p.target.report.year or p.target.report.id)) for p in self.promises)
        return [(report, year, count) for (report, year), count in found.items()]


def ledger_of(book: Book, place: Place, citing: Citing) -> Ledger:
    """The ledger of a place."""
    drawer = book.filed.get("promised", {})
    found: list[Promise] = []
    for report in place.reports:
        for _, group in groupby(drawer.get((report.id,), []), key=lambda r: tuple(r[c] for c in _KEY)):
            found.append(_promise(len(found) + 1, list(group), citing))
    return Ledger(tuple(found))


def _promise(number: int, rows: list[Row], citing: Citing) -> Promise:
    row = rows[0]
    reason = _reason(row["reason"], citing)
    return Promise(
        f"p{number}", tuple(row[c] for c in _KEY[:7]), row["indicator"], row["concept"], row["measure"], row["period"],
        amount(row["target"], row["unit"], row["qualifier"]),
        citing.clause(row["target_report"], row["start"], row["end"]), row["outcome"],
        " | ".join(f"{part}{row['unit']}" for part in row["actual"].split("|")) if row["actual"] else "", row["actual"],
        tuple(_answers(rows, citing)), reason, row["needed"],
    )  # fmt: skip


def _answers(rows: Iterable[Row], citing: Citing) -> Iterable[tuple[str, Cited]]:
    seen: set[tuple[str, ...]] = set()
    for row in rows:
        key = row["actual_report"], row["actual_start"], row["actual_end"], row["actual_mode"]
        if row["actual_report"] in citing.reports and key not in seen:
            seen.add(key)
            yield row["actual_mode"], citing.clause(*key[:3])


def _reason(text: str, citing: Citing) -> Reason | None:
    """A reason as the graph states it: English words, then perhaps a colon and a detail such as a report."""
    if not text:
        return None
    head, _, detail = text.partition(": ")
    code, zh = reasons().get(head, ("other", text))
    parts = [_part(d, citing) for d in detail.split(", ")] if detail else []
    return Reason(code, (zh, head), ("，".join(p[0] for p in parts), ", ".join(p[1] for p in parts)))


def _part(detail: str, citing: Citing) -> Pair:
    """A part of a reason's detail: a report by its year, a year as a year, anything else itself."""
    held = citing.reports.get(detail)
    if held is not None:
        year = held.year or held.id
        return f"{year} 年报告", f"report of {year}"
    return (f"{detail} 年", detail) if detail.isdigit() and len(detail) == 4 else (detail, detail)


@cache
def reasons() -> dict[str, tuple[str, str]]:
    """The reasons why a target has no verdict: the English words that the graph begins with, to code and Chinese.

    >>> reasons()["report not held"]
    ('unheld', '所需报告未收录')
    """
    lines = files("kg").joinpath("data", "promise_reasons.tsv").read_text("utf-8").splitlines()
    table = csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t", quoting=csv.QUOTE_NONE)
    return {row["en"]: (row["code"], row["zh"]) for row in table}
