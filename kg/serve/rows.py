"""Counting the rows of an answer while the engine writes it, so that too long an answer ends early."""

from __future__ import annotations

from pyoxigraph import QueryResultsFormat

_LEAST = {  # bytes that a row takes at the least
    QueryResultsFormat.XML: len(b"<result></result>"), QueryResultsFormat.JSON: len(b"{},"),
    QueryResultsFormat.CSV: 2, QueryResultsFormat.TSV: 1,
}  # fmt: skip
_SIGNS = {  # what stands once in each row, or between two
    QueryResultsFormat.XML: b"<result>", QueryResultsFormat.JSON: b"},{",
    QueryResultsFormat.CSV: b"\n", QueryResultsFormat.TSV: b"\n",
}  # fmt: skip


class TooManyRowsError(Exception):
    """The answer has more rows than are allowed."""


class Rows:
    """Takes the bytes of SPARQL results as the engine writes them and stops it after `most` rows.

    >>> sink = Rows(QueryResultsFormat.CSV, most=2)
    >>> sink.write(b'a,b\\r\\n1,"two\\n lines"\\r\\n3,4\\r\\n')
    26
    >>> sink.write(b'5,6\\r\\n')
    Traceback (most recent call last):
        ...
    kg.serve.rows.TooManyRowsError
    """

    def __init__(self, form: QueryResultsFormat, most: int) -> None:
        self.body = bytearray()
        self._form, self._most, self._least, self._sign = form, most, _LEAST[form], _SIGNS[form]
        # A header is no row.
        self.rows = self._bound = -1 if form in (QueryResultsFormat.CSV, QueryResultsFormat.TSV) else 0
        self._counted = self._bounded = 0  # bytes of the body in which rows are counted, and in which signs are
        self._quoted = False  # whether the counted bytes end within quotation marks

    def write(self, piece: bytes) -> int:
        """Keep a piece of the answer. Raises TooManyRowsError once it has too many rows."""
        self.body += piece
        # Dear work waits until cheap work could not rule out a row too many: most answers are never counted.
        if self._bound + (len(self.body) - self._bounded) // self._least >= self._most:
            self._bound += self.body.count(self._sign, max(0, self._bounded - len(self._sign) + 1))
            self._bounded = len(self.body)
            if self._bound >= self._most:
                self.count()
                self._bound = self.rows + 1  # the last row may not be whole
                if self.rows > self._most:
                    raise TooManyRowsError
        return len(piece)

    def flush(self) -> None:
        """Nothing is held back."""

    def count(self) -> None:
        """Bring `rows` up to date with the body: the signs of a row that stand outside quotation marks."""
        mark = self._sign[-1:]
        fresh = bytes(self.body[self._counted : self.body.rfind(mark) + 1])  # cut where no sign is cut in two
        self._counted += len(fresh)
        if self._form == QueryResultsFormat.JSON:
            fresh = self._unquoted(fresh.replace(b"\\\\", b"").replace(b'\\"', b""))
            self.rows += fresh.count(b"[{")  # the first row follows no other
        elif self._form == QueryResultsFormat.CSV:
            fresh = self._unquoted(fresh)
        self.rows += fresh.count(self._sign)

    def _unquoted(self, text: bytes) -> bytes:
        """What stands outside quotation marks; each string leaves one mark behind."""
        parts = text.split(b'"')
        outside = b'"'.join(parts[self._quoted :: 2])
        self._quoted ^= len(parts) % 2 == 0
        return outside
