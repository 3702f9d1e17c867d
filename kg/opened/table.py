"""Rows of one kind, in order: a sequence in Python, a table in a notebook, a data frame where one is wanted."""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence
from typing import Any, Generic, TypeVar, overload

from kg.errors import KgError

R = TypeVar("R", bound=tuple[Any, ...])
_SHOWN = 30  # rows in a notebook; the rest are counted


class Table(Sequence[R], Generic[R]):
    """Rows of one kind, in order; shown as a table in a notebook."""

    def __init__(self, columns: Sequence[str], rows: Sequence[R]) -> None:
        self.columns, self._rows = tuple(columns), tuple(rows)

    @overload
    def __getitem__(self, index: int) -> R: ...
    @overload
    def __getitem__(self, index: slice) -> Table[R]: ...
    def __getitem__(self, index: int | slice) -> R | Table[R]:
        return Table(self.columns, self._rows[index]) if isinstance(index, slice) else self._rows[index]

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[R]:
        return iter(self._rows)

    def __repr__(self) -> str:
        return f"<{len(self)} rows: {', '.join(self.columns)}>"

    def frame(self) -> Any:
        """The rows as a data frame of pandas, or of polars where pandas is not installed. Raises KgError without either."""
        data = {column: [row[i] for row in self._rows] for i, column in enumerate(self.columns)}
        try:
            import pandas
        except ImportError:
            try:
                import polars
            except ImportError:
                raise KgError("a data frame needs pandas or polars; install one of them") from None
            return polars.DataFrame(data)
        return pandas.DataFrame(data)

    def _repr_html_(self) -> str:
        head = "".join(f"<th>{html.escape(column)}</th>" for column in self.columns)
        body = "".join(
            "<tr>" + "".join(f"<td style='text-align:left'>{_cell(cell)}</td>" for cell in row) + "</tr>" for row in self._rows[:_SHOWN]
        )  # fmt: skip
        more = f"<p>… {len(self) - _SHOWN} more rows</p>" if len(self) > _SHOWN else ""
        return f"<table lang='zh-Hans'><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}"


def _cell(value: object) -> str:
    return "" if value is None else html.escape(str(value))
