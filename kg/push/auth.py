"""Who writes: Basic or Digest authentication, whichever a store asks for."""

from __future__ import annotations

from collections.abc import Generator

import httpx


class AsAsked(httpx.Auth):
    """Basic or Digest, whichever the store asks for; a request goes out bare until it has asked."""

    def __init__(self, user: str, password: str) -> None:
        self.user, self.password = user, password
        self.chosen: httpx.Auth | None = None

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        if self.chosen is None:
            answer = yield request
            if answer.status_code != httpx.codes.UNAUTHORIZED:
                return
            digest = "digest" in answer.headers.get("www-authenticate", "").lower()
            self.chosen = (httpx.DigestAuth if digest else httpx.BasicAuth)(self.user, self.password)
        yield from self.chosen.auth_flow(request)
