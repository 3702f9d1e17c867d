"""The published figures of precision and recall: docs/quality.md, and its table as CSV."""

from __future__ import annotations

import csv
import io
import re
from importlib.resources import files
from pathlib import Path

_COLUMNS = ("measure", "precision", "recall", "f1", "rate", "right", "found", "annotated")
_SCORED = re.compile(
    r"^\s+([\w.]+)\s+P ([\d.]+)\s+R ([\d.]+)\s+F1 ([\d.]+)\s+\(tp (\d+) pred (\d+) gold (\d+)\)", re.MULTILINE
)
_RATED = re.compile(r"^\s+([\w.]+)\s+rate ([\d.]+)\s+\((\d+)/(\d+)\)", re.MULTILINE)


def quality_file() -> Path:
    """docs/quality.md: inside the installed package, or in a checkout."""
    packaged = Path(str(files("kg"))) / "docs" / "quality.md"
    return packaged if packaged.is_file() else packaged.parents[2] / "docs" / "quality.md"


def figures(text: str) -> str:
    r"""The lines of `make score` in a text as CSV with a header row; a blank cell is a figure that the measure has not.

    >>> figures("    terms  P 0.963  R 0.970  F1 0.967   (tp 289 pred 300 gold 298)").splitlines()[1]
    'terms,0.963,0.970,0.967,,289,300,298'
    >>> figures("    glossary.gloss   rate 1.000   (64/64)").splitlines()[1]
    'glossary.gloss,,,,1.000,64,,64'
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(_COLUMNS)
    found = [(m.start(), [m[1], m[2], m[3], m[4], "", m[5], m[6], m[7]]) for m in _SCORED.finditer(text)]
    found += [(m.start(), [m[1], "", "", "", m[2], m[3], "", m[4]]) for m in _RATED.finditer(text)]
    writer.writerows(row for _, row in sorted(found))
    return out.getvalue()
