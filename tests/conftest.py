"""What several test files share: the command line as installed, the seeds, and one build of them."""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock
from playwright.sync_api import Browser, BrowserContext, Error, Locator, expect, sync_playwright
from pyoxigraph import Store
from zstandard import ZstdDecompressor

from kg.site import write
from kg.store import CACHE, open_store

ROOT = Path(__file__).parents[1]
KG = Path(sys.executable).with_name("kg")
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")  # the lightest first
QUIET = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--blink-settings=webGLErrorsToConsoleEnabled=false",  # drawing without a graphics card is told as a warning
]
Kg = Callable[..., "subprocess.CompletedProcess[str]"]
Once = Callable[[str, Callable[[Path], object]], Path]
Process = subprocess.Popen[str]
if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:  # behind a shell; what the suite starts would inherit that
    signal.signal(signal.SIGINT, signal.default_int_handler)
PATIENCE = 120.0  # seconds: a limit ends what hangs; no test may depend on how busy a machine is


HOSTILE = """政府工作报告
——2024年1月10日在恶意区第三届人民代表大会第二次会议上
恶意区人民政府区长 张<b>三</b>
各位代表：
现在，我代表区人民政府，向大会报告工作，请予审议。
一、2023年工作回顾
过去一年，我们围绕“三<script>window.ran=1</script>讲”要求，扎实推进“四个<img src=x onerror=window.ran=1>”工作，“两优一先”全面落实。
大力实施“<a href="javascript:window.ran=1">五链融合</a>”，推进“六稳&lt;六保&gt;”、“双‮创‬”和“七个\" onmouseover=window.ran=1 x=\"”。
全区地区生产总值完成100亿元，增长5%；</script><script>window.ran=1</script>”深入开展“三讲三强”活动。
二、2024年工作安排
深入开展“三讲三强”（讲政治、讲<svg onload=window.ran=1>、讲担当；强基层、强机制、强素质）活动，做好“{{7*7}}”“${7*7}”“两高一好”工作。
名词解释
1.三讲三强：讲政治、讲纪律、讲担当；强基层、强机制、强素质。<iframe src="javascript:window.ran=1"></iframe>
2.“三<script>window.ran=1</script>讲”：讲政治、讲纪律、讲担当。
3.四个“]]>--><!--”：一心、二意、三思、四行。
4.两/..\\高?#%一好：高质量、高水平、好环境。
"""


SPEECH = """各位代表：
现在，我代表人民政府向大会报告工作，请予审议，并请各位政协委员和列席人员提出意见。
一、工作回顾
一年来，围绕“两高一好”要求，扎实做好“六稳”工作，全年地区生产总值增长5%，一般公共预算收入增长6%，城乡居民人均可支配收入增长7%。
坚持项目为先，完成固定资产投资12亿元，新开工重点项目20个，竣工投产15个；坚持民生为本，新增城镇就业3000人，新建改建学校5所。
我们也清醒认识到，经济总量不大，产业层次不高，公共服务还有短板，政府自身建设仍需加强，对此要采取措施加以解决。
二、工作安排
今年主要预期目标是：地区生产总值增长6%左右，规模以上工业增加值增长7%左右，城镇登记失业率控制在4%以内。
深入推进“两高一好”，加快转型升级，扩大有效投资，改善人居环境，办好民生实事，防范化解重大风险，建设人民满意的服务型政府。
各位代表！让我们同心协力，真抓实干，为实现全年各项目标任务而努力奋斗！
"""


def lines_of(build: Path) -> bytes:
    """The lines of graph.nq.zst, unpacked without a part of ours."""
    with (build / "graph.nq.zst").open("rb") as file:
        return bytes(ZstdDecompressor().stream_reader(file, read_across_frames=True).read())


def halted(begin: Callable[[], Process], there: Callable[[Process], bool]) -> Process:
    """A program stopped (SIGSTOP) where `there` says so; begun again if it came to its end before it could be stopped.

    It leads a process group of its own, which is stopped as a whole, and `there` must still hold of it then.
    """
    for _ in range(20):
        process = begin()
        while process.poll() is None and not there(process):
            time.sleep(0.002)
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGSTOP)
            if there(process):
                return process
            os.killpg(process.pid, signal.SIGCONT)
        process.communicate()
    raise AssertionError("the program was always over before it could be stopped")


def rested(place: Locator) -> bytes:
    """The picture of a place on a page once it moves no more: two looks at it are the same."""
    looks = [b"", place.screenshot()]
    while looks[0] != looks[1]:
        place.page.wait_for_timeout(150)
        looks = [looks[1], place.screenshot()]
    return looks[1]


def until(found: Callable[[], Any], seconds: float = PATIENCE) -> Any:
    """What a question says once it says yes, or at the end of the time."""
    end = time.monotonic() + seconds
    while not (answer := found()) and time.monotonic() < end:
        time.sleep(0.02)
    return answer


@pytest.fixture(scope="session")
def seeds() -> Path:
    """The folder of the five reports."""
    return ROOT / "seeds"


@pytest.fixture(scope="session")
def kg() -> Kg:
    """Runs the installed `kg` with the words given and returns what came of it.

    A build that does not say by how many processes is done by one: the suite has a process for each core already, and
    each of a build's own has to load the words of the language anew.
    """

    def run(*words: object, env: dict[str, str] | None = None, **options: object) -> subprocess.CompletedProcess[str]:
        if words[:1] == ("build",) and "--workers" not in words:
            words = (*words, "--workers", 1)
        environment = {**os.environ, "PYTHONUTF8": "1", **(env or {})}
        return subprocess.run(  # type: ignore[call-overload,no-any-return]
            [str(KG), *map(str, words)], capture_output=True, encoding="utf-8", env=environment, timeout=600, **options
        )

    return run


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory) -> Once:
    """Makes a folder that the processes of a session share: the first that asks makes it, the others wait for it."""
    root = tmp_path_factory.getbasetemp()
    root = root.parent if "PYTEST_XDIST_WORKER" in os.environ else root

    def made(name: str, make: Callable[[Path], object]) -> Path:
        folder, mark = root / name, root / f"{name}.made"
        with FileLock(root / f"{name}.lock"):
            if not mark.exists():
                make(folder)
                mark.touch()
        return folder

    return made


@pytest.fixture(scope="session")
def built(once: Once, kg: Kg, seeds: Path) -> Path:
    """A build of the seeds by the command line, a process for each core, made once for a session; no test may change it."""

    def make(out: Path) -> None:
        done = kg("build", seeds, "--out", out, "--workers", 0)
        assert done.returncode == 0, done.stderr

    return once("seeds", make)


@pytest.fixture(scope="session")
def cache(built: Path, once: Once) -> Path:
    """A folder for --cache with the work of that build, for tests that build the seeds again to look at something else."""
    return once("cache", lambda folder: shutil.copytree(built / CACHE, folder))


@pytest.fixture(scope="session")
def small(once: Once, kg: Kg, seeds: Path) -> Path:
    """A build of one report, for tests that copy it; no test may change it."""

    def make(out: Path) -> None:
        done = kg("build", seeds / "hongqi-2018.txt", "--out", out)
        assert done.returncode == 0, done.stderr

    return once("small", make)


@pytest.fixture(scope="session")
def fingerprint() -> Callable[[Path], dict[str, str]]:
    """The files of a folder, each with the hash of its bytes: two equal answers are two equal folders."""

    def of(folder: Path) -> dict[str, str]:
        files = sorted(p for p in folder.rglob("*") if p.is_file())
        return {str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest() for p in files}

    return of


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of reports of other places and of annotations, where there is one (KG_SHARED); else the test is skipped."""
    folder = os.environ.get("KG_SHARED", "")
    if not folder or not Path(folder).is_dir():
        pytest.skip("KG_SHARED names no folder of further reports")
    return Path(folder)


@pytest.fixture(scope="session")
def site(built: Path, once: Once) -> Path:
    """The site of the seeds; no test may change it."""
    return once("site", lambda out: write(built, out))


def _build_and_site(kg: Kg, folder: Path) -> None:
    for words in (
        ["build", folder / "in", "--out", folder / "build"],
        ["site", "--graph", folder / "build", "--out", folder / "site"],
    ):
        done = kg(*words)
        assert done.returncode == 0, done.stderr


@pytest.fixture(scope="session")
def hostile(once: Once, kg: Kg) -> tuple[Path, Path]:
    """A build and the site of two reports of one place that try to run, with lanes and links; no test may change them."""

    def make(folder: Path) -> None:
        (folder / "in").mkdir(parents=True)
        for year, sitting in (("2024", "二"), ("2025", "三")):
            text = HOSTILE.replace("2024年1月10日", f"{year}年1月10日").replace("第二次会议", f"第{sitting}次会议")
            source = folder / "in" / f"x'\"><img src=x onerror=window.ran=1> #%?{year}.txt"
            source.write_text(text, "utf-8")
        _build_and_site(kg, folder)

    folder = once("hostile", make)
    return folder / "build", folder / "site"


@pytest.fixture(scope="session")
def atlas(once: Once, kg: Kg) -> Path:
    """`build` and `site` of two places that share their formulations, one of them held for two years, of a report that says
    neither place nor year, and of one that tries to run; no test may change them.
    """

    def make(folder: Path) -> None:
        head = (
            "政府工作报告\n——{year}年1月10日在{place}第三届人民代表大会第{sitting}次会议上\n{place}人民政府县长 张三\n"
        )
        texts = {"nowhere": "政府工作报告\n" + SPEECH, "hostile": HOSTILE}
        for name, place, year, sitting in (
            ("jia-2020", "甲县", 2020, "二"), ("jia-2022", "甲县", 2022, "四"), ("yi-2021", "乙县", 2021, "二"),
        ):  # fmt: skip
            texts[name] = head.format(year=year, place=place, sitting=sitting) + SPEECH
        (folder / "in").mkdir(parents=True)
        for name, text in texts.items():
            (folder / "in" / f"{name}.txt").write_text(text, "utf-8")
        _build_and_site(kg, folder)

    return once("atlas", make)


@pytest.fixture(scope="session")
def store(built: Path) -> Store:
    """The graph that the site is made of."""
    return open_store(built)


def _with_patience(browser: Browser) -> None:
    """Let each context of a browser, and each expectation, wait as long as a busy machine may need."""
    context_of = browser.new_context

    def new_context(**options: Any) -> BrowserContext:
        context = context_of(**options)
        context.set_default_timeout(1000 * PATIENCE)
        return context

    browser.new_context = new_context  # type: ignore[method-assign]
    expect.set_options(timeout=1000 * PATIENCE)


@pytest.fixture(scope="module")  # no longer: its event loop would stand in the way of the notebooks'
def browser() -> Iterator[Browser]:
    """A real Chromium, without a network of its own: the system's, else the one that Playwright installed."""
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    with sync_playwright() as play:
        try:
            one = play.chromium.launch(executable_path=found, args=QUIET)
        except Error:
            pytest.skip("no Chromium is installed (make test installs one)")
        _with_patience(one)
        yield one
        one.close()
