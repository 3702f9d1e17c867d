"""Bytes to text: UTF-8 with and without mark, UTF-16, GB18030, and a clear refusal of everything else."""

from __future__ import annotations

from pathlib import Path

from kg.errors import UnreadableReportError

_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_COMMON = frozenset(
    "的一是在了和有大这主中人上为们地个用工时要动国产以我到他会作来分生对于学下级就年阶义发成部民可出能方"
    "进同行面说种过命度革而多子后自社加小机也经力线本电高量长党得实家定深法表着水理化争现所二起政三好十战"
    "无农使性前等反体合斗路图把结第里正新开论之物从当两些还天资事队批"
)


def decode(data: bytes, path: Path, declared: str = "") -> tuple[str, str]:
    """The text of a report file and the encoding it was in; `declared` is what the file itself says of that.

    Raises UnreadableReportError for an empty or binary file and for an encoding that cannot be told.
    """
    if not data.strip(b"\x00\r\n\t \xef\xbb\xbf"):
        raise UnreadableReportError("the file is empty; put the report's text into it or leave it out", path=path)
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strict(data, encoding, path), encoding
    if b"\x00" in data[:4096]:
        return _unmarked_utf16(data, path)
    for encoding in ("utf-8", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding == "utf-8" or _reads_as_chinese(text):
            return text, encoding
    return _declared(data, declared) or _detect(data, path)


def _declared(data: bytes, encoding: str) -> tuple[str, str] | None:
    """In the encoding that the file declares, where Chinese is written in it and the text reads as Chinese."""
    if encoding not in ("big5", "big5-hkscs", "hz-gb-2312", "gb18030"):
        return None
    try:
        text = data.decode(encoding.removesuffix("-gb-2312"))
    except UnicodeDecodeError:
        return None
    return (text, encoding) if _reads_as_chinese(text, share=0.02) else None


def _strict(data: bytes, encoding: str, path: Path) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise UnreadableReportError(
            f"the file says it is {encoding} and is not; save it again as UTF-8", path=path, line=line
        ) from None


def _unmarked_utf16(data: bytes, path: Path) -> tuple[str, str]:
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _reads_as_chinese(text):
            return text, encoding
    raise UnreadableReportError("this is a binary file, not text; save the report as plain text", path=path)


def _detect(data: bytes, path: Path) -> tuple[str, str]:
    """Rarer encodings (Big5 and its kin), accepted only when the result reads as Chinese."""
    from charset_normalizer import from_bytes

    best = from_bytes(data).best()
    if best is not None and _reads_as_chinese(str(best), share=0.02):
        return str(best), best.encoding
    raise UnreadableReportError("the encoding cannot be told; save the file again as UTF-8", path=path)


def _reads_as_chinese(text: str, share: float = 0.12) -> bool:
    """Wrongly decoded text is Chinese characters too, but not the common ones."""
    sample = text[:20000]
    han = sum("一" <= c <= "鿿" for c in sample)
    return han > 0.2 * len(sample) and sum(c in _COMMON for c in sample) >= share * han
