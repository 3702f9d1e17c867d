"""Whether two appearances are one formulation, and what became of it in between: one function for each kind of evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.lineage.company import shared
from kg.lineage.components import Comparison, compare
from kg.lineage.forms import brief, known_nationwide, members, plain, reusable, size, skeleton
from kg.lineage.profiles import Profile
from kg.lineage.records import Confidence, Relation
from kg.naming import code_of

_LONG = 6  # years after which a brief form may have come to stand for something else
_NEAR = 2  # years between two reports that leave one unheld report at most


@dataclass(frozen=True, slots=True)
class Verdict:
    """A relation with the rule that gave it; without confidence it is only possible, and `rule` is the reason."""

    relation: Relation
    rule: str
    confidence: Confidence | None
    change: Comparison | None = None


def same_form(earlier: Profile, later: Profile, told: Profile | None, seen: frozenset[str]) -> Verdict:
    """Two appearances of one form. `told` is the last appearance that lists the items, `seen` all company kept so far."""
    if told and later.items:
        change = compare(told.items, later.items)
        relation = _by_items(change)
        if change.kept or known_nationwide(later.term):
            return Verdict(relation, "same-items" if relation == "continues" else "items", "high", change)
        if not shared(seen, later.company):
            return Verdict("homonym", "other-items", "high", change)
        return Verdict("redefines", "items", "medium", change)
    apart = later.year - earlier.year
    if not reusable(later.term) and (apart <= _LONG or not brief(later.term)):
        return Verdict("continues", "nationwide" if known_nationwide(later.term) else "same-form", "high")
    if shared(seen, later.company) or _spelled_out(earlier, later):
        return Verdict("continues", "same-company", "medium")
    if code_of(later.term) == later.term:
        return Verdict("homonym", "a short code without common company", None)
    if apart <= _NEAR:
        return Verdict("continues", "same-form-near", "medium")
    return Verdict("continues", "a form that other things could bear, after years without it", None)


def other_form(earlier: Profile, later: Profile, rule: str, earlier_items: Sequence[str]) -> Verdict | None:
    """Two forms brought together by a key; None where nothing ties them."""
    change = compare(earlier_items, later.items) if earlier_items and later.items else None
    overlap = change is not None and change.kept * 2 >= min(len(earlier_items), len(later.items))
    if change is not None and not change.kept:
        return _unlike(earlier, later, rule, change)
    if rule.startswith("recorded-"):
        return Verdict(_recorded(rule, earlier, later), "nationwide-succession", "high", change)
    if rule in ("printed-form", "same-items"):
        if (
            (reusable(earlier.term) or brief(earlier.term))
            and not overlap
            and not shared(earlier.company, later.company)
        ):
            return Verdict("variant", "a form that other things could bear", None)
        relation: Relation = _by_items(change) if change and (change.added or change.removed) else "variant"
        return Verdict("variant" if relation == "redefines" else relation, rule, "high", change)
    if rule == "code":
        return _code(earlier, later, overlap, change)
    if rule == "numeral":
        return _numeral(earlier, later, overlap, change)
    if rule in ("joint-verb", "headed"):
        near = later.year - earlier.year <= _LONG and len(shared(earlier.company, later.company)) > 1
        if overlap or near:
            return Verdict("variant", rule, "medium", change)
        return Verdict("variant", "one name stands in part in the other, without common company", None, change)
    if rule == "members":
        grown = set(members(earlier.term)) < set(members(later.term))
        equal = set(members(earlier.term)) == set(members(later.term))
        return Verdict("variant" if equal else "extends" if grown else "reduces", "members", "high", change)
    if rule == "clipped":
        grown = len(later.term) > len(earlier.term)
        tied = overlap or shared(earlier.company, later.company)
        relation = "extends" if grown else "reduces"
        if tied:
            return Verdict(relation, "clipped", "medium", change)
        return Verdict(relation, "one clipped form stands in the other, without common company", None, change)
    raise ValueError(rule)


def _chance(name: str) -> bool:
    """Whether two forms of one key may have met by chance: 两基 and 双基."""
    return reusable(name) or (brief(name) and not known_nationwide(name)) or len(plain(name)) < 3


def _by_items(change: Comparison) -> Relation:
    if not change.added and not change.removed:
        return "continues"
    if not change.removed:
        return "extends"
    return "redefines" if change.added else "reduces"


def _unlike(earlier: Profile, later: Profile, rule: str, change: Comparison) -> Verdict | None:
    """Both list their items and none is common: no kin, unless the form is the same code."""
    return Verdict("homonym", "other-items", "high", change) if rule == "code" else None


def _recorded(rule: str, earlier: Profile, later: Profile) -> Relation:
    """The relation on record, turned round where the longer form came first."""
    relation = rule.removeprefix("recorded-")
    if relation == "variant":
        return "variant"
    return "extends" if len(later.term) > len(earlier.term) else "reduces"


def _code(earlier: Profile, later: Profile, overlap: bool, change: Comparison | None) -> Verdict | None:
    if overlap or shared(earlier.company, later.company):
        return Verdict("variant", "code", "high" if overlap else "medium", change)
    if code_of(earlier.term) == code_of(later.term) and reusable(code_of(later.term)):
        return Verdict("homonym", "code-in-other-company", "medium", change)
    return None


def _numeral(earlier: Profile, later: Profile, overlap: bool, change: Comparison | None) -> Verdict | None:
    if reusable(earlier.term) or reusable(later.term):  # 四大战略 and 十大战略 may overlap and yet be two things
        return None
    grown = size(later.term) > size(earlier.term)
    relation: Relation = "extends" if grown else "reduces"
    if overlap:
        return Verdict(relation, "numeral-and-items", "high", change)
    if change is None and len(skeleton(later.term)) > 3:
        tied = shared(earlier.company, later.company)
        return Verdict(relation, "numeral-and-company", "medium") if tied else None
    return None


def _spelled_out(earlier: Profile, later: Profile) -> bool:
    """One report lists the items, and most of them stand beside the term in the other."""
    for told, other in ((earlier, later), (later, earlier)):
        if told.items and sum(item in " ".join(other.company) for item in told.items) * 2 > len(told.items):
            return True
    return False
