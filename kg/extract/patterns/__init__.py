"""The written forms of 提法 in running text, and what only looks like one."""

from kg.extract.patterns.frames import is_layout, told_by_company
from kg.extract.patterns.kinds import classify, clipped
from kg.extract.patterns.quotations import QUOTED, nationwide, quoted_name
from kg.extract.patterns.unquoted import inside_quotes, joint_form, unquoted_forms

__all__ = [
    "QUOTED",
    "classify",
    "clipped",
    "inside_quotes",
    "is_layout",
    "joint_form",
    "nationwide",
    "quoted_name",
    "told_by_company",
    "unquoted_forms",
]
