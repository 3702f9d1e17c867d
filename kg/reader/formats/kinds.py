"""What a file is: by its first bytes, for names lie, and by its name where the bytes are plain text."""

from __future__ import annotations

import re
from pathlib import Path

from kg.errors import UnreadableReportError

READ = {
    ".txt": "text", ".md": "markdown", ".markdown": "markdown", ".html": "html", ".htm": "html", ".xhtml": "html",
    ".shtml": "html", ".docx": "docx", ".pdf": "pdf",
}  # fmt: skip
_AS_WORD = "open it in Word, WPS or LibreOffice and save it as .docx"
_OLD = f"this is an old Word or WPS file; {_AS_WORD}"
REFUSED = {
    ".doc": _OLD,
    ".wps": _OLD,
    ".rtf": f"this is an RTF file; {_AS_WORD}",
    ".odt": f"this is an OpenDocument file; {_AS_WORD}",
    ".ofd": "this is an OFD file; open it in an OFD reader and save it as PDF",
    ".mht": "this is a web archive; open it in a browser and save it as a web page, HTML only",
    ".mhtml": "this is a web archive; open it in a browser and save it as a web page, HTML only",
}
LOCKED = "the file is protected with a password; open it with the password and save it without one"
_HTML = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html)\b",
    re.I | re.S,
)
_WEB_ARCHIVE = re.compile(rb"(?:From|MIME-Version|Content-Type|Snapshot-Content-Location): ", re.I)


def kind_of(data: bytes, path: Path) -> str:
    """text, markdown, html, docx or pdf.

    Raises UnreadableReportError for what is known and not read: old Word files, RTF, OFD, files under a password.

    >>> kind_of(b"%PDF-1.7", Path("a.txt")), kind_of(b"<!DOCTYPE html>", Path("a.doc")), kind_of(b"#", Path("a.md"))
    ('pdf', 'html', 'markdown')
    """
    suffix = path.suffix.lower()
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(b"PK\x03\x04"):
        if suffix in (".odt", ".ofd"):
            raise UnreadableReportError(REFUSED[suffix], path=path)
        return "docx"
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        locked = "EncryptedPackage".encode("utf-16-le") in data
        raise UnreadableReportError(LOCKED if locked else _OLD, path=path)
    if data.startswith(b"{\\rtf"):
        raise UnreadableReportError(REFUSED[".rtf"], path=path)
    if suffix in (".mht", ".mhtml") and _WEB_ARCHIVE.search(data[:2000]):
        raise UnreadableReportError(REFUSED[suffix], path=path)
    if _HTML.match(data[:8192]):
        return "html"
    named = READ.get(suffix, "text")
    return named if named in ("markdown", "html") else "text"
