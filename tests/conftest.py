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
from playwright.sync_api import Browser, BrowserContext, Error, Locator, expect, sync_playwright
from pyoxigraph import Store

from kg.site import write
from kg.store import open_store

ROOT = Path(__file__).parents[1]
KG = Path(sys.executable).with_name("kg")
QUIET = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--blink-settings=webGLErrorsToConsoleEnabled=false",  # drawing without a graphics card is told as a warning
]
Kg = Callable[..., "subprocess.CompletedProcess[str]"]
Process = subprocess.Popen[str]
if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:  # behind a shell; what the suite starts would inherit that
    signal.signal(signal.SIGINT, signal.default_int_handler)
PATIENCE = 120.0  # seconds: a limit ends what hangs; no test may depend on how busy a machine is


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
    """Runs the installed `kg` with the words given and returns what came of it."""

    def run(*words: object, env: dict[str, str] | None = None, **options: object) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "PYTHONUTF8": "1", **(env or {})}
        return subprocess.run(  # type: ignore[call-overload,no-any-return]
            [str(KG), *map(str, words)], capture_output=True, encoding="utf-8", env=environment, timeout=600, **options
        )

    return run


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory, kg: Kg, seeds: Path) -> Path:
    """A build of the seeds by the command line, made once for a session; no test may change it."""
    out = tmp_path_factory.mktemp("seeds") / "build"
    done = kg("build", seeds, "--out", out)
    assert done.returncode == 0, done.stderr
    return out


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory, kg: Kg, seeds: Path) -> Path:
    """A build of one report, for tests that copy it."""
    out = tmp_path_factory.mktemp("small") / "build"
    done = kg("build", seeds / "hongqi-2018.txt", "--out", out)
    assert done.returncode == 0, done.stderr
    return out


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
def site(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the seeds; no test may change it."""
    out = tmp_path_factory.mktemp("site") / "site"
    write(built, out)
    return out


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
    found = next(
        (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
    )
    with sync_playwright() as play:
        try:
            one = play.chromium.launch(executable_path=found, args=QUIET)
        except Error:
            pytest.skip("no Chromium is installed (make test installs one)")
        _with_patience(one)
        yield one
        one.close()
