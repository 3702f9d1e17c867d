"""What each address answers: the endpoint at /sparql, a file of the site, or a thing of the graph."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from urllib.parse import parse_qs, quote

from starlette.exceptions import HTTPException
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import RedirectResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Receive, Scope, Send

from kg import query as named
from kg.serve import description, linked
from kg.serve.formats import HTML, SHORT, TRIPLES, chosen
from kg.serve.pool import Pool
from kg.serve.protocol import LARGEST, question
from kg.serve.records import Question, Reply, refusal

ENDPOINT = ("/sparql", "/sparql/")
_THINGS = (*(t for t in TRIPLES if t not in ("text/plain", "text/xml")), HTML, "text/turtle")


@dataclass(frozen=True, slots=True)
class Held:
    """What the graph holds, as far as its description goes."""

    base: str
    graphs: Sequence[str]
    statements: int


class App:
    """The server as an ASGI application."""

    def __init__(self, pool: Pool, site: Path, held: Held) -> None:
        self._pool, self._site, self._held = pool, site, held
        self._files = StaticFiles(directory=site, html=True)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        request = Request(scope, receive)
        try:
            response = await (self._endpoint if scope["path"] in ENDPOINT else self._page)(request)
        except ClientDisconnect:
            return
        await response(scope, receive, send)

    async def _endpoint(self, request: Request) -> Response:
        if request.method == "OPTIONS":
            return _allowing("GET, HEAD, POST, OPTIONS", 204)
        if request.method not in ("GET", "HEAD", "POST"):
            return _allowing("GET, HEAD, POST, OPTIONS", 405)
        body = bytearray()
        if request.method == "POST":
            async for piece in request.stream():
                body += piece
                if len(body) > LARGEST:
                    return _sent(refusal(413, f"a request has at most {LARGEST >> 20} MB"))
        asked = question(request.method, request.scope["query_string"], request.headers, bytes(body))
        if asked is None:
            return self._described(request)
        if isinstance(asked, Question):
            asked = await self._pool.ask(asked, lambda: _gone(request))
        return _sent(asked)

    def _described(self, request: Request) -> Response:
        """The service description; to a browser, a page to ask from."""
        media = chosen(_accept(request), (HTML, *TRIPLES))
        if media is None:
            return _sent(refusal(406, f"there are {', '.join((HTML, *TRIPLES))}"))
        if media == HTML:
            return Response(_form(), media_type=HTML, headers={"Vary": "Accept"})
        endpoint = str(request.url.replace(query="", fragment="")).rstrip("?/")
        text = description.described(endpoint, self._held.graphs, self._held.statements, media)
        return _sent(Reply(200, TRIPLES[media][0], text))

    async def _page(self, request: Request) -> Response:
        """A file of the site; else a thing of the graph in the form that the client likes best."""
        if request.method == "OPTIONS":
            return _allowing("GET, HEAD, OPTIONS", 204)
        if request.method not in ("GET", "HEAD"):
            return _allowing("GET, HEAD, OPTIONS", 405)
        try:
            return await self._files.get_response(self._files.get_path(request.scope), request.scope)
        except (HTTPException, ValueError):  # no such file, or no name that a file can have
            return await self._thing(request)

    async def _thing(self, request: Request) -> Response:
        try:
            thing = linked.Thing.at(request.scope["raw_path"].decode("utf-8"))
        except UnicodeDecodeError:
            return _sent(refusal(404, "there is nothing at this address"))
        for iri in thing.iris(self._held.base):
            found = await self._pool.ask(Question(linked.exists(iri), "text/csv"))
            if found.body == b"true":
                return await self._told(request, thing, iri)
        return _sent(refusal(404, "there is nothing at this address"))

    async def _told(self, request: Request, thing: linked.Thing, iri: str) -> Response:
        media = chosen(_accept(request), _THINGS)
        if media is None:
            return _sent(refusal(406, f"there are {', '.join(_THINGS)}"))
        if media != HTML:
            return _sent(await self._pool.ask(Question(linked.description(iri), media), lambda: _gone(request)))
        page, spot = next(p for p in thing.pages() if (self._site / p[0]).is_file() or p[0] == "index.html")
        return RedirectResponse(f"/{quote(page)}{'#' if spot else ''}{spot}", 303, {"Vary": "Accept"})


def _accept(request: Request) -> str:
    """The Accept header, or what ?format= says in its place."""
    short = parse_qs(request.url.query).get("format", [""])[-1]
    return SHORT.get(short, request.headers.get("accept", ""))


def _sent(reply: Reply) -> Response:
    return Response(reply.body, reply.status, {"Content-Type": reply.media, "Vary": "Accept"})


def _allowing(methods: str, status: int) -> Response:
    return Response(None if status == 204 else f"there are {methods}\n", status, {"Allow": methods}, "text/plain")


async def _gone(request: Request) -> None:
    """Return when the client has left."""
    while (await request.receive())["type"] != "http.disconnect":
        pass


def _form() -> str:
    """The page to ask from, with the named queries at hand."""
    page = files("kg").joinpath("serve", "sparql.html").read_text("utf-8")
    options = "".join(
        f'<option value="{html.escape(named.text_of(n))}">{n}: {html.escape(named.purpose(n))}</option>'
        for n in named.names()
    )
    return page.replace("<!-- queries -->", options)


def application(pool: Pool, site: Path, held: Held, *, cors: bool) -> ASGIApp:
    """The application; with `cors`, pages of other origins may ask it from a browser."""
    app = App(pool, site, held)
    if not cors:
        return app
    return CORSMiddleware(app, allow_origins=["*"], allow_methods=["GET", "HEAD", "POST"], allow_headers=["*"])
