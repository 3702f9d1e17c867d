"""Builds upon builds: only what changed is done again, a killed build is taken up, and two at once do not meet."""

from __future__ import annotations

import hashlib
import json
import os
import pickle
import random
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from conftest import KG, PATIENCE, Kg, Process, halted, lines_of, until
from pyoxigraph import Store

from kg import cache as records
from kg import common, pipeline, shards
from kg.cache import Cache
from kg.check.files import files
from kg.errors import KgError
from kg.iris import Iris
from kg.packed import PACKED, opened, pack
from kg.refill import parts_of
from kg.rules import rules
from kg.shards import Merged
from kg.store import GRAPH, Loader, manifest, open_store

Fingerprint = Callable[[Path], dict[str, str]]
SHORT = """政府工作报告
——{year}年1月8日在{place}第十七届人民代表大会第一次会议上
{place}人民政府县长 张三
各位代表：
现在，我代表{place}人民政府向大会报告工作，请予审议。
一、{last}年工作回顾
过去的一年，我们坚持“两高一好”目标，深入推进“放管服”改革，实施四大战略（产业振兴、创新驱动、城乡融合、生态优先），扎实做好“六稳”工作。
地区生产总值完成120.5亿元，同比增长8.2%；一般公共预算收入10.1亿元，下降3.5%。新建学校3所，新增就业1.2万人。开展“万人助万企”活动，落实河长制。
二、{year}年工作安排
今年地区生产总值增长7%左右，城镇新增就业1万人以上，继续开展“三讲三强”活动，推进百城建设提质工程，巩固“六稳”成果，深化“放管服”改革。
我们要统筹发展和安全，改善民生，做好各项工作，努力完成全年各项目标任务，让全县人民过上更加美好的生活，以优异成绩迎接党的二十大胜利召开。
名词解释
1.“两高一好”：高质量、高效率、好作风。
2.“三讲三强”：讲政治、讲规矩、讲奉献，强素质、强能力、强担当。
3.空心村：青壮年外出后常住人口很少的村庄。
"""
ONE = "乙县-2021.txt"  # the report that is changed


@pytest.fixture
def country(tmp_path: Path) -> Path:
    """Nine short reports of three places."""
    folder = tmp_path / "reports"
    folder.mkdir()
    for place in ("甲县", "乙县", "丙县"):
        for year in (2020, 2021, 2022):
            (folder / f"{place}-{year}.txt").write_text(SHORT.format(place=place, year=year, last=year - 1), "utf-8")
    return folder


def build(country: Path, out: Path, cache: Path | str = "") -> None:
    assert pipeline.build([country], out, workers=1, cache=str(cache)).refused == []


def edit(path: Path, old: str = "120.5", new: str = "121.5") -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def inodes(folder: Path, pattern: str) -> set[int]:
    return {path.stat().st_ino for path in folder.glob(pattern)}


def assert_same(out: Path, fresh: Path, fingerprint: Fingerprint) -> None:
    """Two builds that hold the same, byte for byte; the store holds what graph.nq.zst does, each line once."""
    for name in (GRAPH, "manifest.json"):
        assert (out / name).read_bytes() == (fresh / name).read_bytes(), name
    assert fingerprint(out / "sources") == fingerprint(fresh / "sources")
    assert sorted(f"{quad} ." for quad in open_store(out)) == sorted(lines_of(out).decode().splitlines())
    assert check_files(out) == []
    assert [p.name for p in out.parent.iterdir() if p.name.startswith(".out")] == []


def check_files(out: Path) -> list[str]:
    return list(files(out, open_store(out)))


def number(country: Path) -> None:
    edit(country / ONE)


def longer(country: Path) -> None:
    edit(country / ONE, "改善民生", "切实保障和改善民生，持续推进“一网通办”")


def gone(country: Path) -> None:
    (country / ONE).unlink()


def added(country: Path) -> None:
    (country / "乙县-2023.txt").write_text(SHORT.format(place="乙县", year=2023, last=2022), "utf-8")


def overridden(country: Path) -> None:
    (country / "manifest.csv").write_text(f"file,place\n{ONE},丁县\n", "utf-8")


def moved(country: Path) -> None:
    (country / "sub").mkdir()
    (country / ONE).rename(country / "sub" / ONE)


@pytest.mark.parametrize("change", [number, longer, gone, added, overridden, moved], ids=lambda f: f.__name__)
def test_a_build_over_an_earlier_one_is_the_build_from_nothing(
    change: Callable[[Path], None], country: Path, tmp_path: Path, fingerprint: Fingerprint
) -> None:
    """And only the report that changed is read again; a small change leaves the tables of the store as they are."""
    out = tmp_path / "out"
    build(country, out)
    records, tables = inodes(out / "cache", "*.pickle"), inodes(out / "store", "*.sst")
    change(country)
    build(country, out)
    kept = inodes(out / "cache", "*.pickle")
    assert len(kept & records) == {added: 9, moved: 9}.get(change, 8)
    assert len(kept) == {gone: 8, added: 10}.get(change, 9)
    if change is number:
        assert inodes(out / "store", "*.sst") & tables
    build(country, tmp_path / "fresh")
    assert_same(out, tmp_path / "fresh", fingerprint)


def test_a_cache_of_its_own_serves_several_builds(country: Path, tmp_path: Path, fingerprint: Fingerprint) -> None:
    build(country, tmp_path / "one", tmp_path / "kept")
    names, records = sorted(p.name for p in (tmp_path / "kept").iterdir()), inodes(tmp_path / "kept", "*.pickle")
    build(country, tmp_path / "out", tmp_path / "kept")
    assert sorted(p.name for p in (tmp_path / "kept").iterdir()) == names
    assert inodes(tmp_path / "kept", "*.pickle") == records
    assert not (tmp_path / "out" / "cache").exists()
    assert_same(tmp_path / "out", tmp_path / "one", fingerprint)


def test_a_cache_at_an_address_serves_the_next_build(country: Path, tmp_path: Path, fingerprint: Fingerprint) -> None:
    (tmp_path / "kept").mkdir()
    build(country, tmp_path / "out", f"file://{tmp_path}/kept")
    records = inodes(tmp_path / "kept", "*.pickle")
    longer(country)
    build(country, tmp_path / "out", f"file://{tmp_path}/kept")
    assert len(inodes(tmp_path / "kept", "*.pickle") - records) == 1
    build(country, tmp_path / "fresh")
    assert_same(tmp_path / "out", tmp_path / "fresh", fingerprint)


def test_what_no_build_used_for_long_leaves_a_cache_of_its_own(country: Path, tmp_path: Path) -> None:
    """And nothing else does, be it old or not of ours."""
    kept = tmp_path / "kept"
    build(country, tmp_path / "out", kept)
    (kept / "notes.txt").touch()
    for days in (80, 100):
        edit(country / ONE, "改善民生", "改善民生改善民生")
        for path in kept.iterdir():
            os.utime(path, (time.time() - days * 24 * 3600,) * 2)
        held = {path.name for path in kept.iterdir()}
        build(country, tmp_path / "out", kept)
        left = {path.name for path in kept.iterdir()}
        assert (held <= left) == (days < 90)
    names = inodes(kept, "*")
    build(country, tmp_path / "fresh", tmp_path / "new")
    assert left == {path.name for path in (tmp_path / "new").iterdir()} | {"notes.txt"}
    build(country, tmp_path / "again", kept)
    assert inodes(kept, "*.pickle") <= names


def test_a_record_that_is_cut_short_is_made_again(country: Path, tmp_path: Path, fingerprint: Fingerprint) -> None:
    out = tmp_path / "out"
    build(country, out)
    shutil.copytree(out, tmp_path / "fresh")
    for part in ("json", "pickle", "nq.zst", "uses", "txt"):
        for path in (out / "cache").glob(f"*.{part}"):
            whole = path.read_bytes()
            path.unlink()  # it may have a second name among the sources
            path.write_bytes(whole[: len(whole) // 2])
        build(country, out)
        assert_same(out, tmp_path / "fresh", fingerprint)


def test_two_processes_fill_the_store_meanwhile(country: Path, tmp_path: Path, fingerprint: Fingerprint) -> None:
    build(country, tmp_path / "fresh")
    assert pipeline.build([country], tmp_path / "out", workers=2).refused == []
    assert_same(tmp_path / "out", tmp_path / "fresh", fingerprint)


@pytest.mark.parametrize("threads", [1, 2])
@pytest.mark.parametrize("most", [1, 100_000, 1 << 31])
def test_a_store_is_filled_by_one_load_or_several(threads: int, most: int, small: Path, tmp_path: Path) -> None:
    """From several files, which may share lines; what is put after the others as well."""
    lines = lines_of(small).splitlines(keepends=True)[: 9 if most == 1 else 1500]
    told = []
    with Loader(tmp_path, threads, most) as loader:
        for number in range(3):
            some = b"".join(lines[number::2])
            (tmp_path / str(number)).write_bytes(pack(some[:99]) + pack(some[99:]))
            loader.put(tmp_path / str(number), len(some))
        loader.finish(lambda _stage, done, size: told.append((done, size)))
    assert sorted(f"{quad} .\n".encode() for quad in Store.read_only(str(tmp_path / "store"))) == sorted(lines)
    assert all(done <= size for done, size in told)


@pytest.mark.parametrize("waits", [True, False])
def test_a_load_that_is_left_ends(waits: bool, small: Path, tmp_path: Path) -> None:
    """While it waits for more lines, and while it reads: what it had is not loaded."""
    lines = lines_of(small)
    (tmp_path / "lines").write_bytes(pack(lines))
    with Loader(tmp_path) as loader:
        loader.put(tmp_path / "lines", len(lines))
        until(lambda: loader.done == len(lines) if waits else loader.done)
    assert isinstance(loader.loads[0].exception(), InterruptedError)


def test_a_store_that_cannot_be_loaded_says_so(tmp_path: Path) -> None:
    (tmp_path / "bad").write_bytes(pack(b"<http://example.org/a> <http://example.org/b> .\n"))
    for size, said in ((48, SyntaxError), (47, KgError), (49, KgError)):
        (tmp_path / str(size)).mkdir()
        with Loader(tmp_path / str(size)) as loader:
            loader.put(tmp_path / "bad", size)
            with pytest.raises(said):
                loader.finish()


def test_the_ladder_is_amended_form_by_form(country: Path, tmp_path: Path) -> None:
    """As it would be climbed anew; and not at all where the uses that it was made from are not what they were."""
    kept, iris, keys = Cache(str(tmp_path / "kept"), rules=rules()), Iris(), {}
    for name, change in (("before", number), ("now", longer)):
        change(country)
        build(country, tmp_path / name, tmp_path / "kept")
        found = [part.name.removesuffix(PACKED) for part in parts_of(tmp_path / name)]
        keys[name] = [key for key in found if (tmp_path / "kept" / f"{key}.uses").exists()]
    then, (ladder,) = parts_of(tmp_path / "before"), [p for p in parts_of(tmp_path / "now") if "ladder" in p.name]
    uses = {key: tmp_path / "kept" / f"{key}.uses" for key in sorted(keys["now"])}

    def amended(base: Iris) -> Merged | None:
        return common._amended(map, kept, uses, then, base, work, work / "ladder")

    work = tmp_path / "work"
    work.mkdir()
    assert len(keys["now"]) == 3
    with opened(tmp_path / "kept" / ladder.name, ladder.size) as lines:
        whole = lines.read()
    assert amended(iris) == Merged(ladder.lines, hashlib.sha256(whole).hexdigest())
    assert (work / "ladder").read_bytes() == whole
    assert ladder.name not in {part.name for part in then}
    assert amended(Iris("https://example.org/")) is None
    (changed,) = set(keys["before"]) - set(keys["now"])
    record = tmp_path / "kept" / f"{changed}.uses"
    record.write_bytes(record.read_bytes()[:-9])
    assert amended(iris) is None


class _Hostile:
    def __reduce__(self) -> tuple[object, ...]:
        return os.system, ("exit 1",)


def test_a_record_calls_no_function() -> None:
    with pytest.raises(KgError, match="damaged"):
        records.unpack(pack(pickle.dumps(_Hostile())))
    assert records.unpack(records.pack(((), "甲县"))) == ((), "甲县")


def started(country: Path, out: Path, *words: str) -> Process:
    """A build under way in a process group of its own."""
    return subprocess.Popen(
        [str(KG), "build", str(country), "--out", str(out), *words],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", start_new_session=True,
    )  # fmt: skip


@contextmanager
def begun(country: Path, out: Path, *words: str) -> Iterator[Process]:
    """The same, ended with the block."""
    process = started(country, out, *words)
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def test_a_killed_build_is_taken_up_where_it_stopped(country: Path, tmp_path: Path, fingerprint: Fingerprint) -> None:
    out = tmp_path / "out"

    def staged(process: Process) -> Path:
        return tmp_path / f".out.building-{process.pid}" / "cache"

    def begin() -> Process:
        shutil.rmtree(out, ignore_errors=True)
        return started(country, out, "--workers", "1")

    process = halted(begin, lambda process: len(list(staged(process).glob("*.json"))) >= 4)
    process.kill()
    process.communicate()
    staging = staged(process)
    said = {path.stem for path in staging.glob("*.json")}
    done = {path.stat().st_ino for path in staging.glob("*.pickle") if path.stem in said}
    assert len(done) >= 4
    build(country, out)
    assert done <= inodes(out / "cache", "*.pickle")
    build(country, tmp_path / "fresh")
    assert_same(out, tmp_path / "fresh", fingerprint)


@pytest.mark.parametrize("moments", [3, pytest.param(50, marks=pytest.mark.slow)])
def test_a_build_killed_at_any_moment(moments: int, country: Path, tmp_path: Path, fingerprint: Fingerprint) -> None:
    """The build before is whole and the same; or the new one had landed. The next build is right."""
    chance, out = random.Random(moments), tmp_path / "out"
    other = tmp_path / "others"
    shutil.copytree(country, other)
    longer(other)
    expected = {}
    for folder in (country, other):
        build(folder, tmp_path / f"fresh-{folder.name}")
        expected[folder] = (tmp_path / f"fresh-{folder.name}" / GRAPH).read_bytes()
    begin = time.monotonic()
    with begun(country, out) as process:
        assert process.wait(timeout=PATIENCE) == 0
    span = time.monotonic() - begin
    for moment in range(moments):
        now, then = (country, other) if moment % 2 else (other, country)
        was = fingerprint(out)
        with begun(now, out) as process:
            time.sleep(chance.random() * span)
            os.killpg(process.pid, signal.SIGKILL) if chance.random() < 0.5 else process.kill()
        manifest(out)
        assert fingerprint(out) == was or (out / GRAPH).read_bytes() == expected[now]
        build(now, out)
        assert (out / GRAPH).read_bytes() == expected[now], f"moment {moment}"
    assert_same(out, tmp_path / f"fresh-{now.name}", fingerprint)
    assert then != now


def test_two_builds_at_once_land_whole(country: Path, tmp_path: Path, fingerprint: Fingerprint) -> None:
    other, out = tmp_path / "others", tmp_path / "out"
    shutil.copytree(country, other)
    longer(other)
    build(country, out)
    with begun(country, out) as one, begun(other, out) as two:
        said = [process.communicate(timeout=PATIENCE)[1] for process in (one, two)]
        assert [one.returncode, two.returncode] == [0, 0], said
    last = country if "一网通办" not in lines_of(out).decode() else other
    build(last, tmp_path / "fresh")
    assert_same(out, tmp_path / "fresh", fingerprint)


def test_a_link_for_an_output_stays_a_link(country: Path, tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir()
    (tmp_path / "out").symlink_to(tmp_path / "disk" / "graph")
    for _ in range(2):
        build(country / ONE, tmp_path / "out")
        assert (tmp_path / "out").is_symlink()
    assert sorted(p.name for p in (tmp_path / "disk").iterdir()) == ["graph"]
    assert len(manifest(tmp_path / "out")["reports"]) == 1


def test_links_out_of_a_folder_are_not_followed(country: Path, seeds: Path, tmp_path: Path) -> None:
    (country / "link.txt").symlink_to(seeds / "hongqi-2018.txt")
    (country / "everything").symlink_to(seeds)
    build(country, tmp_path / "out")
    assert len(json.loads((tmp_path / "out" / "manifest.json").read_text("utf-8"))["reports"]) == 9


def test_links_that_stay_within_a_folder_are_read_once(country: Path, tmp_path: Path) -> None:
    """Under its own name where a file is read anyway; under the link's where it lies aside or has no name of a report."""
    (country / ".kept").mkdir()
    (country / ONE).rename(country / ".kept" / ONE)
    (country / "甲县-2020.txt").rename(country / "0a1b")
    (country / ONE).symlink_to(Path(".kept", ONE))
    (country / "甲县-2020.txt").symlink_to("0a1b")
    (country / "again.txt").symlink_to("甲县-2021.txt")
    (country / "nowhere.txt").symlink_to("gone.txt")
    (tmp_path / "link").symlink_to(country)
    build(tmp_path / "link", tmp_path / "out")
    held = [report["id"] for report in manifest(tmp_path / "out")["reports"]]
    assert held == sorted(f"{place}-{year}" for place in ("甲县", "乙县", "丙县") for year in (2020, 2021, 2022))


def test_a_folder_of_links_out_of_it_says_so(kg: Kg, country: Path, tmp_path: Path) -> None:
    (tmp_path / "links").mkdir()
    for path in country.iterdir():
        (tmp_path / "links" / path.name).symlink_to(path)
    done = kg("build", tmp_path / "links", "--out", tmp_path / "out")
    assert done.returncode == 1
    assert "links that lead out of it, which are not followed; give the files or the folder they lie in" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("seed", range(40))
def test_a_merge_is_the_sorted_union(seed: int, tmp_path: Path) -> None:
    """Long stretches of one file, lines that alternate, lines that several files have, lines left out, and empty files."""
    chance, union, paths = random.Random(seed), set[bytes](), []
    for number in range(chance.randrange(9)):
        width = chance.choice([1, 40, 9000, 500_000])
        lines = {
            f"{chance.randrange(9)}/{number if chance.random() < 0.7 else ''}/{chance.randrange(99)}{'丁' * width}\n".encode()
            for _ in range(chance.choice([0, 1, 300] if width < 9000 else [0, 1, 6]))
        }
        paths.append(tmp_path / str(number))
        paths[-1].write_bytes(b"".join(sorted(lines)))
        union |= lines
    left_out = {line for line in sorted(union) if chance.random() < 0.3} | {b"5/none\n"}
    (tmp_path / "left out").write_bytes(b"".join(sorted(left_out)))
    for without, expected in ((None, union), (tmp_path / "left out", union - left_out)):
        merged, whole = shards.merge(paths, tmp_path / "out", without), b"".join(sorted(expected))
        assert (tmp_path / "out").read_bytes() == whole
        assert (merged.lines, merged.sha256) == (len(expected), hashlib.sha256(whole).hexdigest())
