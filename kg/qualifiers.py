"""The qualifier of a number in its two parts: how it is meant (年均, 累计, 各, 均, 每年, 每人每年), and the bound or scope (以上, 全省)."""

from __future__ import annotations

import re

YEARLY = "年均"  # of a growth: that of each year of its period on average
IN_ALL = "累计"  # of an amount: all there has been until then, which need not be of its period
_MANNER = re.compile(rf"{YEARLY}|{IN_ALL}|各|均(?!价)|每[人户亩](?:每[年月])?|每年")


def parted(qualifier: str) -> tuple[str, str]:
    """How a number is meant, and the rest of its qualifier.

    >>> parted("年均以上"), parted("每人每年"), parted("不低于"), parted("各国第一")
    (('年均', '以上'), ('每人每年', ''), ('', '不低于'), ('', '各国第一'))
    """
    match = _MANNER.match(qualifier) if not qualifier.startswith("各国") else None
    return (match[0], qualifier[match.end() :]) if match else ("", qualifier)
