"""Bind, write the site if none is given, start the workers, and answer until someone stops it."""

from __future__ import annotations

import asyncio
import errno
import signal
import socket
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

import uvicorn

from kg import site as pages
from kg.errors import AddressError, NotAGraphError
from kg.serve.app import Held, application
from kg.serve.pool import Pool
from kg.site.folder import SITE
from kg.store import STORE, manifest, open_store

Bars = Callable[[], AbstractContextManager[pages.Progress]]  # a progress bar that goes when the work is done


@dataclass(frozen=True, slots=True)
class Settings:
    """How to serve."""

    host: str = "127.0.0.1"
    port: int = 7878
    cors: bool = False
    timeout: float = 30.0
    max_rows: int = 100_000


def run(graph: Path, site: Path | None, settings: Settings, progress: Bars, say: Callable[[str], None]) -> None:
    """Serve a build, and its site, until a signal.

    Raises NotAGraphError where `graph` is no build or `site` no site, and AddressError where the address cannot be had.
    """
    built = manifest(graph)
    with (
        _bound(settings.host, settings.port) as listening,
        _site(graph, site, built["graph_sha256"], progress) as folder,
    ):
        store = open_store(graph)
        held = Held(built["base"], sorted(g.value for g in store.named_graphs()), built["counts"]["quads"])
        del store  # the workers open it for themselves
        where = _address(settings.host, listening.getsockname()[1])
        pool = Pool(graph.resolve() / STORE, held.base, timeout=settings.timeout, max_rows=settings.max_rows)
        config = uvicorn.Config(
            application(pool, folder, held, cors=settings.cors), http="httptools", loop="asyncio", ws="none", lifespan="off",
            log_level="warning", access_log=False, server_header=False, proxy_headers=False, timeout_graceful_shutdown=1,
        )  # fmt: skip
        server = _Server(config, pool)
        for sign in (signal.SIGINT, signal.SIGTERM):  # an exception out of a handler would be lost in the event loop
            signal.signal(sign, server.handle_exit)
        say(f"{where}  SPARQL: {where}sparql")
        asyncio.run(server.answer(listening))


class _Server(uvicorn.Server):
    """Ends the questions at work before it waits for their answers to be sent."""

    def __init__(self, config: uvicorn.Config, pool: Pool) -> None:
        super().__init__(config)
        self._pool = pool

    async def answer(self, listening: socket.socket) -> None:
        """Start the workers, and answer at a socket until a signal, which may come before the workers have started."""
        try:
            await self._pool.start()
            await self.serve(sockets=[listening])
        finally:
            await self._pool.close()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Called once, after a signal."""
        await self._pool.close()
        await super().shutdown(sockets)


@contextmanager
def _bound(host: str, port: int) -> Iterator[socket.socket]:
    """A socket that listens, before any long work, so that a port in use is said at once."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listening = socket.socket(family, kind, protocol)
    except OSError as error:
        raise AddressError(f"{host!r} is no address of this machine ({error.strerror}); try --host 127.0.0.1") from None
    with listening:
        if sys.platform != "win32":  # there it would let two servers share a port
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind(address)
            listening.listen(2048)
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                words = f"port {port} of {host} is taken by another program; stop it or name another port with --port"
            else:
                words = f"port {port} of {host} cannot be had ({error.strerror}); name another with --port or --host"
            raise AddressError(words) from None
        yield listening


@contextmanager
def _site(graph: Path, site: Path | None, sha256: str, progress: Bars) -> Iterator[Path]:
    """The folder of the site: the one given, or one written for this run and removed after it."""
    if site is None:
        with tempfile.TemporaryDirectory(prefix="tifakg-") as folder:
            with progress() as step:
                pages.write(graph, Path(folder) / "site", progress=step)
            yield Path(folder) / "site"
        return
    if not SITE.made(site):
        raise NotAGraphError("is not a site made by kg site; leave --site out and one is written", path=site)
    if f'"{sha256}"' not in (site / SITE.sign).read_text("utf-8"):
        print(f"kg: {site} was written from another build than the one served", file=sys.stderr)
    yield site


def _address(host: str, port: int) -> str:
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"
