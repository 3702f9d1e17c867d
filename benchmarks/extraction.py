"""All extraction on one core against jieba.lcut of the same text, in characters per second."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import jieba

from benchmarks import Figure, Told
from kg.extract.definitions import find_definitions
from kg.extract.glossary import find_glossary
from kg.extract.observations import find_observations
from kg.extract.programs import find_programs
from kg.extract.report import extract
from kg.extract.terms import find_terms
from kg.model import Report
from kg.reader import read, report_of
from kg.segment import tags


def paths() -> list[Path]:
    """The corpus where it is at hand, else the seeds."""
    shared = os.environ.get("KG_SHARED", "")
    corpus = sorted(Path(shared).glob("corpus/local/*.txt")) if shared else []
    return corpus or sorted(Path("seeds").glob("*.txt"))


def _seconds(work: Callable[..., object], *given: object) -> float:
    """Seconds of processor time."""
    start = time.process_time()
    work(*given)
    return time.process_time() - start


def lines() -> Told:
    """One line a measurement: its rate and its ratio to jieba.lcut.

    The whole comes first, over text that no cache has seen; the stages after it are for comparing them with one another.
    """
    found = paths()
    reports = [read(path) for path in found]
    characters = sum(len(r.text.clean) for r in reports)
    jieba.lcut("预热")
    tags("预热")
    extract(_warm())
    spent = [
        (_seconds(extract, r), _seconds(jieba.lcut, r.text.clean)) for r in reports
    ]  # in turns: noise weighs on both
    whole, peer = (characters / sum(pair[side] for pair in spent) for side in (0, 1))
    yield f"{len(reports)} reports, {characters} characters; jieba.lcut {peer:,.0f} characters/s"
    yield _line("whole extraction", whole, peer)
    what = "whole extraction, characters a second of one core", "全部抽取，单核每秒字数"
    yield Figure(*what, whole / peer, "jieba.lcut", least=1)
    glossaries = [find_glossary(r)[0] for r in reports]
    stages: dict[str, Callable[[], object]] = {
        "reading": lambda: [read(path) for path in found],
        "glossary": lambda: [find_glossary(r) for r in reports],
        "definitions": lambda: [find_definitions(r) for r in reports],
        "terms": lambda: [find_terms(r, g) for r, g in zip(reports, glossaries, strict=True)],
        "programs": lambda: [find_programs(r) for r in reports],
        "observations": lambda: [find_observations(r) for r in reports],
    }
    for name, work in stages.items():
        yield _line(name, characters / _seconds(work), peer)
    few, many = (_crowded(count) for count in (400, 4000))
    yield f"a sentence of 4,000 numbers takes {many / few:.1f} times the processor time of one of 400"


def _crowded(count: int) -> float:
    """Processor seconds for a sentence of many numbers, the least of three."""
    head = "2023年1月5日在某县第一届人民代表大会第一次会议上\n各位代表：\n一、2022年工作回顾\n"
    one = report_of(head + "居全省第五位5%、" * count, Path("crowded.txt"), "", "utf-8", {})
    return min(_seconds(find_observations, one) for _ in range(3))


def _line(name: str, rate: float, peer: float) -> str:
    return f"{name:17} {rate:12,.0f} characters/s  {rate / peer:6.2f} x jieba.lcut"


def _warm() -> Report:
    """A small report that loads every word list and dictionary before the clock runs."""
    head = "2023年1月5日在某县第一届人民代表大会第一次会议上\n各位代表：\n"
    body = head + "抓好“三讲三强”、“两改”工作，合理布局生产、生活、生态“三大空间”。" * 30
    body += (
        "\n全年地区生产总值增长6.5%，新建农村公路12公里，签约项目3个、总投资20亿元，分别增长2%、3%。实施“四大”行动。"
    )
    body += "\n名词解释\n1.“三讲三强”：讲政治、讲大局、讲奉献，强党性、强能力、强作风。\n2.放管服：“放”即简政放权；“管”即监管；“服”即服务。"
    body += (
        "\n3.“两不愁三保障”：不愁吃、不愁穿，义务教育、基本医疗、住房安全有保障。\n4.“13710”工作法：当日研究，3日反馈。"
    )
    return report_of(body, Path("warm.txt"), "", "utf-8", {})
