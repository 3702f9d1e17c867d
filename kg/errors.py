"""One family of errors: each is a single sentence a student can act on, and knows the file and line it is about."""

from __future__ import annotations

from pathlib import Path


class KgError(Exception):
    """Input or a folder that cannot be used; the command line prints it and exits with 1.

    >>> print(KgError("the file is empty; save the report again", path=Path("a.txt"), line=3))
    a.txt:3: the file is empty; save the report again
    """

    exit_code = 1

    def __init__(self, message: str, *, path: Path | str | None = None, line: int | None = None) -> None:
        super().__init__(message)
        self.message, self.path, self.line = message, path, line

    def __str__(self) -> str:
        place = "" if self.path is None else f"{self.path}" + ("" if self.line is None else f":{self.line}") + ": "
        return place + self.message


class UnreadableReportError(KgError):
    """One file is not a report that can be read; the others go on."""


class OutputFolderError(KgError):
    """The output folder is not ours, cannot be written, or is full."""


class NotAGraphError(KgError):
    """The folder given as a graph was not made by `kg build`."""


class AddressError(KgError):
    """The address to serve at cannot be had."""


class RemoteError(KgError):
    """Another store cannot be reached, refuses, or does not hold what it was given."""


class QueryError(KgError):
    """The query cannot be read or is not SPARQL."""


class UnknownNameError(QueryError):
    """A query or a column by a name that there is not: the command is used wrongly."""

    exit_code = 2
