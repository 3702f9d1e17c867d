"""What a place says of one standard indicator over the years: every number, with its year, mode, verdict and quotation."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from kg.extract.observations import base_value
from kg.qualifiers import IN_ALL, YEARLY, parted
from kg.site.citing import Cited, Citing, amount
from kg.site.coverage import Cell, Place
from kg.site.ledger import Ledger, Promise
from kg.site.records import Book, Figure

DRAWN = ("level", "growth", "share")
_BARE = "1"  # the base unit of a number whose unit is left out
_PERIOD = re.compile(r"(\d{4})(?:-(\d{4}))?")


@dataclass(frozen=True, slots=True)
class Statement:
    """One number of an indicator: `years` are the first and last year it is about, None where the text gives none."""

    id: str
    figure: Figure
    amount: str
    cited: Cited
    years: tuple[int, int] | None
    base: Decimal | None
    base_unit: str
    promise: Promise | None

    @property
    def single(self) -> bool:
        """Whether it is about one year."""
        return self.years is not None and self.years[0] == self.years[1]

    @property
    def drawable(self) -> bool:
        """Whether it can stand beside others in a chart; what has come together over years is of no year, their average is.

        Multiples (是2006年的2.4倍) are each of another year's amount.
        """
        if self.figure.measure == "share" and self.figure.unit == "倍":
            return False
        known = self.years is not None and self.base is not None and self.figure.measure in DRAWN
        manner = parted(self.figure.qualifier)[0]
        return known and (self.single or manner == YEARLY) and manner != IN_ALL

    @property
    def target(self) -> bool:
        """Whether it is a target."""
        return self.figure.mode == "target"


@dataclass(frozen=True, slots=True)
class Series:
    """All numbers of an indicator in a place."""

    place: Place
    concept: str
    statements: tuple[Statement, ...]

    @property
    def has_page(self) -> bool:
        """An indicator has a page of its own when it is stated at least twice."""
        return len(self.statements) > 1

    @property
    def targets(self) -> list[Statement]:
        """The targets."""
        return [s for s in self.statements if s.target]

    @property
    def width(self) -> int:
        """How many years a chart spans."""
        years = [*self.place.years, *(year for s in self.statements if s.drawable and s.years for year in s.years)]
        return max(years) - min(years) + 1 if years else 0

    @property
    def verdicts(self) -> dict[str, int]:
        """How many targets have which verdict."""
        return dict(Counter(s.promise.outcome for s in self.targets if s.promise))

    @property
    def names(self) -> list[str]:
        """How the reports name it, the commonest first."""
        return [name for name, _ in Counter(s.figure.indicator for s in self.statements).most_common()]

    @property
    def cells(self) -> list[Cell]:
        """In which reports it is stated: said, silent, or no report held."""
        counts = Counter(s.cited.report.id for s in self.statements)
        dated = self.place.dated
        cells = []
        for year in self.place.years:
            reports = dated.get(year, [])
            count = sum(counts[r.id] for r in reports)
            state = "said" if count else "silent" if reports else "unheld"
            cells.append(Cell(year, state, count, min(4, count.bit_length()), reports[0].id if reports else ""))
        return cells

    def latest(self, target: bool) -> Statement | None:
        """The newest target, or the newest number that is none: by its year, a level or a growth or a share before others."""
        known = [s for s in self.statements if s.target == target and s.years]
        return max(known, key=lambda s: (s.years or (0, 0), -_rank(s.figure.measure)), default=None)

    def drawn(self) -> dict[tuple[str, str], list[Statement]]:
        """The numbers that can be drawn, by measure and base unit: at least two of a single year."""
        found: dict[tuple[str, str], list[Statement]] = defaultdict(list)
        for one in self.statements:
            if one.drawable:
                found[one.figure.measure, one.base_unit].append(one)
        for measure in {measure for measure, unit in found if unit == _BARE}:
            others = [key for key in found if key[0] == measure and key[1] != _BARE]
            if len(others) == 1:  # 377.9亿 beside 193.2亿元
                found[others[0]] = _in_order([*found[others[0]], *found.pop((measure, _BARE))])
        order = sorted(found, key=lambda k: (DRAWN.index(k[0]), -len(found[k]), k[1]))
        return {key: found[key] for key in order if sum(one.single for one in found[key]) > 1}


def series_of(book: Book, place: Place, citing: Citing, ledger: Ledger) -> list[Series]:
    """The standard indicators of a place, those with the most targets first."""
    promised = {p.key: p for p in ledger.promises}
    found: dict[str, list[Statement]] = defaultdict(list)
    for report in place.reports:
        for number, figure in enumerate(book.figures.get(report.id, [])):
            if figure.concept:
                found[figure.concept].append(_statement(report.id, number, figure, citing, promised))
    whole = [Series(place, concept, tuple(_in_order(ones))) for concept, ones in found.items()]
    return sorted(whole, key=lambda s: (-bool(s.targets) * bool(s.has_page), -len(s.statements), s.concept))


def _in_order(ones: Iterable[Statement]) -> list[Statement]:
    return sorted(ones, key=lambda s: (s.years or (9999, 9999), s.cited.report.year or 0, s.figure.number, s.id))


def _statement(
    report: str, number: int, figure: Figure, citing: Citing, promised: dict[tuple[str, ...], Promise]
) -> Statement:
    base, unit = base_value(figure.value, figure.unit)
    key = (
        report,
        str(figure.clause.start),
        str(figure.clause.end),
        figure.indicator,
        figure.measure,
        figure.value,
        figure.unit,
    )
    years = _PERIOD.fullmatch(figure.period)
    return Statement(
        f"n-{citing.place_of(report)}-{number}", figure, amount(figure.value, figure.unit, figure.qualifier),
        citing.clause(report, *figure.clause, [figure.number]),
        (int(years[1]), int(years[2] or years[1])) if years else None, base, unit, promised.get(key) if figure.mode == "target" else None,
    )  # fmt: skip


def _rank(measure: str) -> int:
    return DRAWN.index(measure) if measure in DRAWN else len(DRAWN)
