"""Programs: the named instruments of policy (战略 行动 工程 计划 活动 机制 …), one record for each naming."""

from __future__ import annotations

from kg.extract.programs.finder import find_programs

__all__ = ["find_programs"]
