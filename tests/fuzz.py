"""Bent reports, as many as are asked for, through the readers and the extractors: `make fuzz`.

    python tests/fuzz.py COUNT [SEED]

An input that breaks a rule is written to tests/data/fuzz, where the daily suite reads it ever after.
"""

from __future__ import annotations

import hashlib
import random
import signal
import sys
import time
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from kg.errors import UnreadableReportError
from kg.extract.report import extract
from kg.model import Findings, Report
from kg.reader import read_content
from kg.text import Span

FOLDER = Path(__file__).parent / "data" / "fuzz"
SEEDS = Path(__file__).parents[1] / "seeds"
HEAD = "政府工作报告\n——2022年1月8日在示例县第十七届人民代表大会第一次会议上\n各位代表：\n一、2021年工作回顾\n"
PIECES = (
    *"“”‘’「」《》（）()、，。；：！？\n\r\t\0\u3000\u200b\u202e\ufeff%％+＋-—…·0１一两百亿",
    "名词解释\n", "1.“", "①", "（1）", "亿元", "增长", "个百分点", "1.2.3", "9" * 400, "百" * 60, "二、2022年工作安排\n", "三大",
    "“" * 90, "、" * 200, "（" * 90, "𠮷", "e\u0301", "\u2f00", "是指", "即", "一是", "\x85", "\u2028", "2021-2025年",
)  # fmt: skip
ENCODINGS = ("utf-8", "utf-8-sig", "gb18030", "utf-16")


def hold(data: bytes, name: str) -> bool:
    """Whether the input is read; then every span must lead to its quotation, and a refusal must be one line."""
    try:
        report = read_content(data, Path(name), {})
    except UnreadableReportError as error:
        refusal: str | None = str(error)
    else:
        refusal = None
    if refusal is not None:
        assert len(refusal.splitlines()) == 1, refusal
        return False
    for span in spans(report, extract(report)):
        assert 0 <= span.start <= span.end <= len(report.text.clean), span
        source = report.text.source(span)
        assert shown(report, source) == bare(report.text.quote(span)), (span, source)
    return True


def spans(report: Report, found: Findings) -> Iterator[Span]:
    """Every stretch that the graph cites."""
    yield from report.sentences
    for section in report.sections:
        yield section.title
    for definition in found.definitions:
        yield from (definition.span, definition.gloss, *definition.items)
    for seen in found.observations:
        yield from (seen.number, seen.clause)
    for one in (*found.candidates, *found.programs, *found.doubts):
        yield one.span


def shown(report: Report, source: Span) -> str:
    """A slice of the source without what was set aside, white space and invisible characters."""
    kept, at = "", source.start
    for aside in sorted(report.asides, key=lambda a: a.start):
        if aside.end > at and aside.start < source.end:
            kept += report.text.raw[at : max(at, aside.start)]
            at = max(at, aside.end)
    return bare(kept + report.text.raw[at : source.end])


def bare(text: str) -> str:
    return "".join(c for c in text if not c.isspace() and unicodedata.category(c) not in ("Cc", "Cf", "Cn"))


def bent(chance: random.Random, texts: list[str]) -> tuple[bytes, str]:
    """A stretch of a report, bent here and there, in some encoding and under some name."""
    text = chance.choice(texts)
    start = chance.randrange(len(text))
    text = HEAD + text[start : start + chance.choice([300, 1000, 3000])]
    for _ in range(chance.choice([0, 1, 3, 10, 40])):
        at = chance.randrange(len(text) + 1)
        end = min(len(text), at + chance.choice([1, 1, 5, 40]))
        piece = chance.choice(PIECES) if chance.random() < 0.6 else text[at:end] * chance.choice([0, 2, 30])
        text = text[:at] + piece + text[end:]
    suffix = chance.choice([".txt", ".txt", ".txt", ".md", ".html"])
    if suffix == ".html":
        text = "<!doctype html><html><body><p>" + text.replace("\n", "</p><p>") + "</p></body></html>"
    data = bytearray(text.encode(chance.choice(ENCODINGS), "replace"))
    for _ in range(chance.choice([0, 0, 0, 1, 5])):
        data[chance.randrange(len(data))] = chance.randrange(256)
    return bytes(data), f"bent{suffix}"


def main(count: int, seed: int = 0) -> int:
    """Try `count` inputs and return how many broke a rule, met a fault or took a minute."""
    texts = [path.read_text("utf-8") for path in sorted(SEEDS.glob("*.txt"))]
    broken = read = 0
    begin = time.monotonic()
    for number in range(count):
        data, name = bent(random.Random(f"{seed}-{number}"), texts)
        signal.alarm(60)
        try:
            read += hold(data, name)
        except Exception as error:
            broken += 1
            FOLDER.mkdir(exist_ok=True)
            path = FOLDER / f"{hashlib.sha256(data).hexdigest()[:12]}{Path(name).suffix}"
            path.write_bytes(data)
            print(f"{path}: {error!r:.300}", flush=True)
        finally:
            signal.alarm(0)
        if number % 1000 == 999:
            rate = (number + 1) / (time.monotonic() - begin)
            print(f"{number + 1} inputs, {read} read, {broken} broke a rule; {rate:.0f}/s", file=sys.stderr, flush=True)
    print(f"{count} inputs, {read} read, {broken} broke a rule")
    return broken


def _late(*_: object) -> None:
    raise TimeoutError("took a minute")


if __name__ == "__main__":
    signal.signal(signal.SIGALRM, _late)
    sys.exit(min(1, main(*map(int, sys.argv[1:]))))
