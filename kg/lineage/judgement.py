"""Whether two appearances are one formulation, and what became of it in between: one function for each kind of evidence."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kg.lineage.company import shared
from kg.lineage.components import Comparison, compare
from kg.lineage.forms import brief, general, known_nationwide, members, plain, reusable, size, skeleton, slight
from kg.lineage.profiles import Profile
from kg.lineage.records import Confidence, Relation
from kg.naming import code_of

_SILENT = 2  # held reports from one appearance to the next: beyond this at least two are silent
_LONG = 6  # years after which a brief form may have come to stand for something else
_NEAR = 2  # years between two reports that leave one unheld report at most


_QUANTITY = re.compile("分钟|小时|公里|天|日|年")  # 15分钟便民圈 counts minutes: no code


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
    apart, common = later.year - earlier.year, len(shared(seen, later.company))
    if not known_nationwide(later.term) and _apart(earlier.modifiers, later.modifiers):
        return Verdict("continues", "the form stands behind another noun each time", None)
    if not known_nationwide(later.term) and _listed_apart(earlier, later):
        return Verdict("continues", "other names are listed right before the form", None)
    silent = later.nth - earlier.nth
    lapsed = apart > _LONG or silent > _SILENT
    if not reusable(later.term) and not (lapsed and slight(later.term)):
        return Verdict("continues", "nationwide" if known_nationwide(later.term) else "same-form", "high")
    if common > (apart > _LONG) or _spelled_out(earlier, later):  # after many years one common word is not enough
        return Verdict("continues", "same-company", "medium")
    if code_of(later.term) == later.term:
        return Verdict("homonym", "a short code without common company", None)
    if apart <= _NEAR and not general(later.term) and not known_nationwide(later.term):
        return Verdict("continues", "same-form-near", "medium")
    return Verdict("continues", "a form that other things could bear, after years without it", None)


def _apart(some: frozenset[str], others: frozenset[str]) -> bool:
    """Whether each side has nouns and none shares a character with one of the other side (城市 does with 市区)."""
    return bool(some and others) and not any(set(one) & set(other) for one in some for other in others)


def _listed_apart(earlier: Profile, later: Profile) -> bool:
    """Whether both reports list what a form counts, as items or right before it, and the lists have nothing in common."""
    before, after = earlier.items or earlier.spelled, later.items or later.spelled
    return bool(before and after) and not compare(before, after).kept


@dataclass(frozen=True, slots=True)
class Meeting:
    """Two forms that a key brought together, with what their items show, where both list them."""

    earlier: Profile
    later: Profile
    change: Comparison | None
    overlap: bool

    @property
    def company(self) -> frozenset[str]:
        """What stands beside both."""
        return shared(self.earlier.company, self.later.company)


def other_form(earlier: Profile, later: Profile, rule: str, earlier_items: Sequence[str]) -> Verdict | None:
    """Two forms brought together by the key of a rule; None where nothing ties them."""
    change = compare(earlier_items, later.items) if earlier_items and later.items else None
    if change is not None and not change.kept:  # both say what they stand for, and nothing is common
        return Verdict("homonym", "other-items", "high", change) if rule == "code" else None
    overlap = change is not None and change.kept * 2 >= min(len(earlier_items), len(later.items))
    return _JUDGES[rule](Meeting(earlier, later, change, overlap))


def _printed(met: Meeting, rule: str = "printed-form") -> Verdict:
    if _chance(met.earlier.term) and not met.overlap and not met.company:
        return Verdict("variant", "a form that other things could bear", None)
    change = met.change
    relation: Relation = _by_items(change) if change and (change.added or change.removed) else "variant"
    return Verdict("variant" if relation == "redefines" else relation, rule, "high", change)


def _same_items(met: Meeting) -> Verdict:
    return _printed(met, "same-items")


def _turned(met: Meeting) -> Verdict:
    """The same characters in another order: 铁海联运, 海铁联运."""
    return Verdict("variant", "turned", "medium", met.change)


def _code(met: Meeting) -> Verdict | None:
    if met.overlap or met.company:
        return Verdict("variant", "code", "high" if met.overlap else "medium", met.change)
    code = code_of(met.later.term)
    if code == code_of(met.earlier.term) and reusable(code) and not _QUANTITY.match(met.later.term, len(code)):
        return Verdict("homonym", "code-in-other-company", "medium", met.change)
    return None


def _numeral(met: Meeting) -> Verdict | None:
    if reusable(met.earlier.term) or reusable(
        met.later.term
    ):  # 四大战略 and 十大战略 may overlap and yet be two things
        return None
    relation: Relation = "extends" if size(met.later.term) > size(met.earlier.term) else "reduces"
    if met.overlap:
        return Verdict(relation, "numeral-and-items", "high", met.change)
    if met.change is None and len(skeleton(met.later.term)) > 3 and met.company:
        return Verdict(relation, "the numeral differs, and no list of items shows that it grew", None)
    return None


def _joint_verb(met: Meeting, rule: str = "joint-verb") -> Verdict:
    if met.overlap:
        return Verdict("variant", rule, "medium", met.change)
    return Verdict("variant", "one name stands in part in the other, and no list of items ties them", None, met.change)


def _headed(met: Meeting) -> Verdict:
    return _joint_verb(met, "headed")


def _members(met: Meeting) -> Verdict:
    before, after = set(members(met.earlier.term)), set(members(met.later.term))
    relation: Relation = "variant" if before == after else "extends" if before < after else "reduces"
    return Verdict(relation, "members", "high", met.change)


def _some_members(met: Meeting) -> Verdict | None:
    """Joined names of which some members changed: two thirds of the shorter name stay, or half with the first of them."""
    before, after = members(met.earlier.term), members(met.later.term)
    change = compare(before, after)
    least = min(len(before), len(after))
    stays = change.kept * 3 >= least * 2 or (before[0] == after[0] and change.kept * 2 >= least)
    if least < 2 or not stays or met.later.year - met.earlier.year > _LONG // 2:
        return None
    if not change.added and not change.removed:
        relation: Relation = "variant"
    elif len(before) == len(after):
        relation = "redefines"
    else:
        relation = "extends" if len(after) > len(before) else "reduces"
    return Verdict(relation, "some-members", "medium", met.change)


def _clipped(met: Meeting) -> Verdict:
    relation = _longer(met)
    if met.overlap or met.company:
        return Verdict(relation, "clipped", "medium", met.change)
    return Verdict(relation, "one clipped form stands in the other, without common company", None, met.change)


def _recorded_step(met: Meeting) -> Verdict:
    return Verdict(_longer(met), "nationwide-succession", "high", met.change)


def _recorded_variant(met: Meeting) -> Verdict:
    return Verdict("variant", "nationwide-succession", "high", met.change)


_JUDGES: dict[str, Callable[[Meeting], Verdict | None]] = {
    "recorded-variant": _recorded_variant,
    "recorded-extends": _recorded_step,
    "printed-form": _printed,
    "same-items": _same_items,
    "turned": _turned,
    "code": _code,
    "numeral": _numeral,
    "joint-verb": _joint_verb,
    "headed": _headed,
    "members": _members,
    "some-members": _some_members,
    "clipped": _clipped,
}


def _longer(met: Meeting) -> Relation:
    """A form grew where the later one is the longer; a recorded step may also be taken back."""
    return "extends" if len(met.later.term) > len(met.earlier.term) else "reduces"


def _chance(name: str) -> bool:
    """Whether two forms of one key may have met by chance: 两基 and 双基."""
    return reusable(name) or (brief(name) and not known_nationwide(name)) or len(plain(name)) < 3


def _by_items(change: Comparison) -> Relation:
    if not change.added and not change.removed:
        return "continues"
    if not change.removed:
        return "extends"
    return "redefines" if change.added else "reduces"


def _spelled_out(earlier: Profile, later: Profile) -> bool:
    """One report lists the items, and most of them stand beside the term in the other."""
    for told, other in ((earlier, later), (later, earlier)):
        if told.items and sum(item in " ".join(other.company) for item in told.items) * 2 > len(told.items):
            return True
    return False
