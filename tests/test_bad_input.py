"""Bad input through the real command line: one clear sentence, the right exit code, and the previous build untouched."""

from __future__ import annotations

import csv
import io
import json
import os
import resource
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conftest import KG, PATIENCE, Kg, Process, halted, until

Fingerprint = Callable[[Path], dict[str, str]]
ESSAY = "秋天的公园很安静，湖边的人民政府旧楼前开满了菊花，孩子们在草地上追逐。" * 30


@pytest.fixture
def before(small: Path, tmp_path: Path, fingerprint: Fingerprint) -> Iterator[Path]:
    """A folder with a build in it, which must be the same to the byte when the test is over."""
    out = tmp_path / "out"
    shutil.copytree(small, out)
    was = fingerprint(out)
    yield out
    assert fingerprint(out) == was, "the previous build was touched"
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(".out")] == [], "something was left beside it"


def sentence(done: subprocess.CompletedProcess[str]) -> str:
    """What `kg` said on stderr, which must be one line and no traceback."""
    lines = [line for line in done.stderr.splitlines() if line.strip()]
    assert len(lines) == 1, done.stderr
    assert "Traceback" not in done.stderr
    return lines[0]


def seed(seeds: Path, name: str = "hongqi-2018") -> str:
    return (seeds / f"{name}.txt").read_text("utf-8")


BAD_FILES: dict[str, tuple[Callable[[str], bytes], str]] = {
    "empty": (lambda _: b"", "is empty"),
    "white-space": (lambda _: b"\xef\xbb\xbf \r\n\t\n", "is empty"),
    "zeros": (lambda _: b"\x00" * 4000, "is empty"),
    "binary": (lambda _: bytes(range(256)) * 40, "binary file"),
    "png": (lambda _: b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)) * 8, "binary file"),
    "pdf": (lambda _: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "is damaged or cut short"),
    "word": (lambda _: b"PK\x03\x04\x14\x00\x06\x00", "is damaged or cut short"),
    "torn-utf-8": (lambda text: text.encode()[:9001] + b"\xff\xfe\xff" + text.encode()[9001:], "encoding cannot be told"),
    "torn-gb18030": (lambda text: text.encode("gb18030")[:6001] + b"\xff\xff" + text.encode("gb18030")[6001:], "encoding cannot be told"),
    "torn-utf-16": (lambda text: text.encode("utf-16")[:4001], "utf-16"),
    "false-mark": (lambda text: b"\xef\xbb\xbf" + text.encode("gb18030"), "utf-8-sig"),
    "essay": (lambda _: ESSAY.encode(), "no government work report"),
    "english": (lambda _: b"The people's government and its report. " * 60, "no government work report"),
    "too-short": (lambda text: text[:120].encode(), "no government work report"),
}  # fmt: skip


@pytest.mark.parametrize("name", ["zeros", "pdf", "torn-utf-8", "essay"])
def test_one_bad_file(name: str, kg: Kg, seeds: Path, before: Path, tmp_path: Path) -> None:
    make, reason = BAD_FILES[name]
    path = tmp_path / f"{name}.txt"
    path.write_bytes(make(seed(seeds)))
    done = kg("build", path, "--out", before)
    said = sentence(done)
    assert (done.returncode, str(path) in said, reason in said) == (1, True, True), said
    assert done.stdout == ""


def test_no_folder_appears_where_nothing_was_built(kg: Kg, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    done = kg("build", tmp_path / "empty.txt", "--out", tmp_path / "new")
    assert done.returncode == 1
    assert sorted(p.name for p in tmp_path.iterdir()) == ["empty.txt"]


def test_good_reports_are_built_and_the_refused_named_at_the_end(kg: Kg, seeds: Path, tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    shutil.copytree(seeds, folder)
    for name, (make, _) in BAD_FILES.items():
        (folder / f"bad-{name}.txt").write_bytes(make(seed(seeds)))
    (folder / "later.docx").write_bytes(b"PK\x03\x04")
    done = kg("build", folder, "--out", tmp_path / "out", "--workers", 2)
    assert done.returncode == 1
    named = done.stderr.strip().splitlines()[-len(BAD_FILES) - 1 :]
    said = {line.split(": ")[1].split(".txt:")[0].removesuffix(".txt"): line for line in named}
    reasons = {str(folder / f"bad-{name}"): reason for name, (_, reason) in BAD_FILES.items()}
    assert said.keys() == {str(folder / "later.docx"), *reasons}
    assert [line for path, line in said.items() if reasons.get(path, "") not in line] == []
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text("utf-8"))
    assert [r["id"] for r in manifest["reports"]] == sorted(p.stem for p in seeds.glob("*.txt"))
    assert len(manifest["refused"]) == len(BAD_FILES) + 1


def test_two_files_with_one_id(kg: Kg, seeds: Path, before: Path, tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        shutil.copy(seeds / "hongqi-2018.txt", tmp_path / folder / "same.txt")
    done = kg("build", tmp_path / "a", tmp_path / "b", "--out", before)
    said = sentence(done)
    assert done.returncode == 1
    assert str(tmp_path / "a" / "same.txt") in said
    assert str(tmp_path / "b" / "same.txt") in said
    mixed = kg("build", tmp_path / "a", tmp_path / "b", seeds / "hongqi-2025.txt", "--out", tmp_path / "mixed")
    assert mixed.returncode == 1
    assert [line.split(": ")[0] for line in mixed.stderr.strip().splitlines()[-2:]] == ["refused", "refused"]
    assert rows(kg, tmp_path / "mixed", "reports", "report") == ["hongqi-2025"]


def test_one_file_named_twice_is_one_report(kg: Kg, seeds: Path, tmp_path: Path) -> None:
    path = seeds / "hongqi-2018.txt"
    assert kg("build", path, path, f"{seeds}/../seeds/hongqi-2018.txt", "--out", tmp_path / "out").returncode == 0
    assert rows(kg, tmp_path / "out", "reports", "report") == ["hongqi-2018"]


def rows(kg: Kg, graph: Path, query: str, column: str) -> list[str]:
    done = kg("query", query, "--graph", graph, "--format", "csv")
    assert done.returncode == 0, done.stderr
    return [row[column] for row in csv.DictReader(io.StringIO(done.stdout))]


@pytest.mark.parametrize("content", [[], ["README.md", "SOURCES.md"], [".hidden.txt"], ["photo.jpg"]], ids=str)
def test_a_folder_without_reports(content: list[str], kg: Kg, before: Path, tmp_path: Path) -> None:
    folder = tmp_path / "nothing"
    folder.mkdir()
    for name in content:
        (folder / name).write_text(ESSAY, "utf-8")
    done = kg("build", folder, "--out", before)
    assert (done.returncode, str(folder) in sentence(done)) == (1, True)


def test_a_file_that_does_not_exist(kg: Kg, before: Path, tmp_path: Path) -> None:
    done = kg("build", tmp_path / "none.txt", "--out", before)
    assert (done.returncode, "none.txt" in sentence(done)) == (1, True)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("name,place\nhongqi-2018.txt,某区\n".encode(), "no column named file"),
        ("file,place\nhongqi-2018.txt,某区\n".encode("gb18030"), "no table that can be read"),
        (b'file,place\n"hongqi-2018.txt,x\n', "no table that can be read"),
        (b"file,year\nhongqi-2018.txt,last\n", "'last'"),
        (b"file,date\nhongqi-2018.txt,14 January\n", "'14 January'"),
        (b"file,date\nhongqi-2018.txt,2018-02-30\n", "'2018-02-30'"),
        (b"file,level\nhongqi-2018.txt,moon\n", "'moon'"),
    ],
    ids=["no-file-column", "other-encoding", "open-quote", "year", "date-in-words", "no-such-day", "level"],
)
def test_a_manifest_that_cannot_be_used(
    content: bytes, reason: str, kg: Kg, seeds: Path, before: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    shutil.copy(seeds / "hongqi-2018.txt", folder)
    (folder / "manifest.csv").write_bytes(content)
    done = kg("build", folder, "--out", before)
    assert (done.returncode, reason in sentence(done)) == (1, True), done.stderr


@pytest.mark.parametrize("kind", ["folder", "file", "below-a-file"])
def test_an_output_that_is_not_ours(kind: str, kg: Kg, seeds: Path, tmp_path: Path, fingerprint: Fingerprint) -> None:
    mine = tmp_path / "mine"
    if kind == "folder":
        mine.mkdir()
        (mine / "thesis.txt").write_text("three years of work", "utf-8")
        (mine / "manifest.json").write_text('{"format": "something else"}', "utf-8")
    else:
        mine.write_text("three years of work", "utf-8")
    was = fingerprint(tmp_path)
    out = mine / "sub" if kind == "below-a-file" else mine
    done = kg("build", seeds, "--out", out)
    assert (done.returncode, str(out) in sentence(done)) == (1, True)
    assert fingerprint(tmp_path) == was


def test_an_output_that_cannot_be_written(seeds: Path, before: Path) -> None:
    """A folder without the right to write; root too is held to it once the right to override it is given up."""
    folder = before.parent / "closed"
    folder.mkdir(mode=0o555)
    as_others = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"] if os.geteuid() == 0 else []
    done = subprocess.run(
        [*as_others, str(KG), "build", str(seeds), "--out", str(folder / "out")], capture_output=True, encoding="utf-8"
    )
    said = sentence(done)
    assert (done.returncode, str(folder / "out") in said, "cannot be written" in said) == (1, True, True), said
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize(
    ("kilobytes", "workers"),
    [(20, 1), (100, 2), (900, 2), *(pytest.param(*pair, marks=pytest.mark.slow) for pair in ((20, 2), (900, 1)))],
)
def test_files_that_may_not_grow(kilobytes: int, workers: int, seeds: Path, before: Path) -> None:
    """A limit on the size of a file stops a build in the middle as a full disk does: of a record, a shard, the graph."""

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (kilobytes * 1024,) * 2)

    done = subprocess.run(
        [str(KG), "build", *map(str, sorted(seeds.glob("*.txt"))[:2]), "--workers", str(workers), "--out", str(before)],
        capture_output=True, encoding="utf-8", preexec_fn=limited, timeout=PATIENCE,
    )  # fmt: skip
    assert (done.returncode, str(before) in sentence(done)) == (1, True)


@pytest.mark.parametrize("megabytes", [1, 6, 14])
def test_a_disk_that_fills(megabytes: int, kg: Kg, seeds: Path, tmp_path: Path) -> None:
    """A small file system of its own fills while the records, the graph or the store are written."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(disk)], capture_output=True
    )
    if mounted.returncode:
        pytest.skip("no file system can be mounted here; the limit on file sizes stands for it")
    try:
        done = kg("build", seeds, "--out", disk / "out")
        assert (done.returncode, "the disk is full" in sentence(done)) == (1, True), done.stderr
        assert list(disk.iterdir()) == []
    finally:
        subprocess.run(["umount", str(disk)], check=True)


@pytest.mark.parametrize(
    ("stage", "workers", "whom"),
    [
        ("read", 1, "parent"),
        ("read", 2, "group"),
        ("written", 2, "parent"),
        ("written", 1, "group"),
        ("stored", 2, "group"),
    ],
)
def test_ctrl_c_in_the_middle(stage: str, workers: int, whom: str, seeds: Path, small: Path, before: Path) -> None:
    """SIGINT once the first records, shards or store files are there: to all processes, as a terminal sends it, or to one."""
    pattern = {"read": "cache/*.pickle", "written": "cache/*.nq.zst", "stored": "store/CURRENT"}[stage]

    def begin() -> Process:
        shutil.rmtree(before)
        shutil.copytree(small, before)
        return subprocess.Popen(
            [str(KG), "build", str(seeds), "--workers", str(workers), "--out", str(before)],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", start_new_session=True,
        )  # fmt: skip

    def there(process: Process) -> bool:
        return any(before.with_name(f".out.building-{process.pid}").glob(pattern))

    process = halted(begin, there)
    os.killpg(process.pid, signal.SIGINT) if whom == "group" else process.send_signal(signal.SIGINT)
    os.killpg(process.pid, signal.SIGCONT)
    stdout, stderr = process.communicate(timeout=PATIENCE)
    assert (process.returncode, stdout) == (1, "")
    assert stderr.strip() == "kg: stopped; nothing was changed"
    assert until(lambda: not running(process.pid))


@pytest.mark.parametrize("later", [0, 0.0004, 0.0008, 0.0012])
def test_ctrl_c_while_the_workers_begin(later: float, seeds: Path, before: Path) -> None:
    """SIGINT to all processes as soon as there is a worker, and a little later: a worker that has just begun leaves it alone."""
    process = subprocess.Popen(
        [str(KG), "build", str(seeds), "--workers", "2", "--out", str(before.parent / "new")],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", start_new_session=True,
    )  # fmt: skip
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    while process.poll() is None and not children.read_text():
        pass
    time.sleep(later)
    os.killpg(process.pid, signal.SIGINT)
    stdout, stderr = process.communicate(timeout=PATIENCE)
    assert (process.returncode, stdout, stderr.strip()) == (1, "", "kg: stopped; nothing was changed")
    assert until(lambda: not running(process.pid))
    assert not (before.parent / "new").exists()


def running(group: int) -> bool:
    """Whether a process group has a process left; one that has ended counts until it is reaped."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_build_killed_between_its_two_renames_is_put_back(
    kg: Kg, small: Path, tmp_path: Path, fingerprint: Fingerprint
) -> None:
    shutil.copytree(small, tmp_path / ".out.previous")
    assert len(rows(kg, tmp_path / "out", "reports", "report")) == 1
    assert fingerprint(tmp_path / "out") == fingerprint(small)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["build"], 2),
        (["build", "seeds"], 2),
        (["nothing"], 2),
        (["build", "seeds", "--out", "o", "--workers", "-1"], 2),
        (["build", "seeds", "--out", "o", "--base", "not an iri/"], 2),
        (["build", "seeds", "--out", "o", "--base", "http://a.b/<c>/"], 2),
        (["query", "nosuch", "--graph", "GRAPH"], 2),
        (["query", "terms", "--graph", "GRAPH", "--nosuch", "x"], 2),
        (["query", "terms", "--graph", "GRAPH", "--format", "xml"], 2),
        (["query", "terms", "--graph", "GRAPH", "--term"], 2),
        (["query", "nosuch.rq", "--graph", "GRAPH"], 1),
        (["query", "-", "--graph", "GRAPH"], 1),
        (["query", "terms", "--graph", "kg"], 1),
        (["check", "--graph", "kg"], 1),
    ],
    ids=lambda x: " ".join(x) if isinstance(x, list) else str(x),
)
def test_wrong_usage_and_wrong_data_are_told_apart(words: list[str], code: int, kg: Kg, small: Path) -> None:
    done = kg(*(str(small) if w == "GRAPH" else w for w in words), input="SELECT nonsense", cwd=KG.parents[2])
    assert (done.returncode, done.stdout, "Traceback" in done.stderr) == (code, "", False), done.stderr
    assert done.stderr.strip()


def hostile(seeds: Path) -> str:
    """A report whose glossary is full of quotes, angle brackets and characters that no IRI may hold."""
    return seed(seeds) + "\n名词解释\n" + "\n".join(
        [
            "1.“三<高>两\\低”：“高”即<script>alert(\"x\")</script>；'单引号'、\"双引号\"、`反引号`、{括号}|竖线^尖角。",
            "2.“一%20二#三？四”：a\\tb\\u0000c、\"\"\"三引号\"\"\"、<http://x.y/ z>、\\N{NULL}。",
            "3.“]]>&amp;五个[一]”：一个&lt;、一个&gt;、一个 、一个​、一个﻿。",
            "4.“𠮷六‮稳🀄”：稳就业、稳金融、稳外贸、稳外资、稳投资、稳预期。",
        ]
    )  # fmt: skip


def test_a_gloss_full_of_hostile_characters(kg: Kg, seeds: Path, tmp_path: Path) -> None:
    path = tmp_path / "a b<c>\"'%41#？&.txt"
    path.write_text(hostile(seeds), "utf-8")
    done = kg("build", path, "--out", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    checked = kg("check", "--graph", tmp_path / "out")
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert set(rows(kg, tmp_path / "out", "definitions", "report")) == {path.stem}
    glosses = rows(kg, tmp_path / "out", "definitions", "gloss")
    assert any('<script>alert("x")</script>' in gloss for gloss in glosses)
    assert (
        len(
            {*rows(kg, tmp_path / "out", "definitions", "headword")}
            & {"三<高>两\\低", "一%20二#三？四", "]]>&amp；五个[一]"}
        )
        == 3
    )


def test_a_file_name_that_is_no_text(kg: Kg, seeds: Path, tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    shutil.copy(seeds / "hongqi-2018.txt", folder)
    shutil.copy(seeds / "hongqi-2019.txt", os.fsencode(folder) + b"/\xb1\xa8\xb8\xe6.txt")
    done = kg("build", folder, "--out", tmp_path / "out")
    assert done.returncode == 1
    assert "rename the file" in done.stderr.splitlines()[-1]
    assert rows(kg, tmp_path / "out", "reports", "report") == ["hongqi-2018"]
