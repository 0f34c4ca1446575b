"""The public listener: what the QR of a receipt (`/t/`) or of a permit (`/v/`) opens. It only reads.

No script, no cookie, no name. It stands behind the office's reverse proxy and apart from the counters' interface.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import datetime
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from app.errors import Unavailable
from app.queries.finding_words import code_of
from app.queries.public import Cancelled, OfficeContact, Shown, Tracked, Verified
from app.rules import registration, tracking
from app.server.http.forwarded import client_of
from app.server.http.limits import Buckets, Limits
from app.server.public.pages import NEVER_KEPT, PUBLIC, PageCache, RenderedPage, Templates
from app.server.public.questions import AskRegister, PublicQuestions

FILE, PERMIT = "t", "v"
LONGEST = 300
RETRY_SECONDS = 30
ROBOTS = "User-agent: *\nDisallow: /t/\nDisallow: /v/\n"


def public_app(
    ask: AskRegister,
    mac_key_of: Callable[[str], str | None],
    *,
    now: Callable[[], datetime],
    limits: Limits = Limits(),  # noqa: B008 - frozen
) -> Starlette:
    """`mac_key_of` gives the key (hex) of the paired PC with a device code, None where its word does not count."""
    public = Public(ask, mac_key_of, now, limits)
    app = Starlette(
        routes=[
            Route("/", public.home),
            Route("/t", public.typed),
            Route("/t/{token}", public.tracking),
            Route("/v/{token}", public.verification),
            Route("/robots.txt", _robots),
            Route("/favicon.ico", _nothing),
        ],
        exception_handlers={
            HTTPException: public.no_such_page,
            Unavailable: public.unavailable,
            Exception: public.broken,
        },
    )
    app.router.redirect_slashes = False  # its answer would repeat the Host header
    return app


class Public:
    """The answers. All state is the event loop's own; only questions to the register run in threads."""

    def __init__(
        self, ask: AskRegister, mac_key_of: Callable[[str], str | None], now: Callable[[], datetime], limits: Limits
    ) -> None:
        self._questions = PublicQuestions(ask, mac_key_of)
        self._now = now
        self._limits = limits
        self._buckets = Buckets(limits)
        self._kept = PageCache()
        self._templates = Templates()
        self._headers = _headers(self._templates.style_hash)

    async def home(self, request: Request) -> Response:
        return await self._page(request, "home", caching=PUBLIC)

    async def typed(self, request: Request) -> Response:
        """The form of the first page: a code as written on paper, or the whole address that somebody copied."""
        code = request.query_params.get("code", "")
        if not code.strip():
            return RedirectResponse("./", 303, self._headers)
        token = _token(code)
        if tracking.valid(token):
            return RedirectResponse(f"{FILE}/{token}", 303, self._headers)
        is_number = len(code) <= LONGEST and registration.valid(registration.normalise(code_of(code)))
        return await self._unknown(request, code=code[:LONGEST], is_number=is_number)

    async def tracking(self, request: Request) -> Response:
        return await self._behind(request, FILE)

    async def verification(self, request: Request) -> Response:
        return await self._behind(request, PERMIT)

    async def no_such_page(self, request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        if error.status_code == 404:
            return await self._page(request, "nothing_here", 404)
        name = "read_only" if error.status_code == 405 else "trouble"
        return await self._page(request, name, error.status_code, headers=dict(error.headers or {}))

    async def unavailable(self, request: Request, _: Exception) -> Response:
        return await self._page(request, "trouble", 503, headers={"Retry-After": str(RETRY_SECONDS)})

    async def broken(self, request: Request, _: Exception) -> Response:
        """A bug; the server logs it when this answer is on its way."""
        return await self._page(request, "trouble", 500)

    async def _behind(self, request: Request, kind: str) -> Response:
        token = _token(request.path_params["token"])
        kept = self._kept.get(kind + token, self._seconds())
        if kept:
            return self._answer(request, *kept)
        found = await self._questions.find(token)
        if found.shown is None and not found.genuine:
            return await self._unknown(request, kind)
        belongs = PERMIT if isinstance(found.shown, Verified) else FILE
        if kind != belongs:
            return RedirectResponse(f"../{belongs}/{token}", 302, self._headers)
        if found.shown is None:
            return await self._page(request, "waiting", token=token)
        office = await self._questions.office(self._seconds())
        page = RenderedPage(self._rendered(request, _template(found.shown), office, shown=found.shown), caching=PUBLIC)
        self._kept.put(kind + token, page, self._seconds())
        return self._answer(request, page, page.etag)

    async def _unknown(
        self, request: Request, kind: str = FILE, code: str = "", *, is_number: bool = False
    ) -> Response:
        """Unknown codes cost; who asks for too many is told how long to wait."""
        peer = request.client.host if request.client else ""
        wait = self._buckets.take(client_of(peer, request.headers, self._limits.trusted), self._seconds())
        if wait:
            seconds = math.ceil(wait)
            return await self._page(request, "too_many", 429, headers={"Retry-After": str(seconds)}, seconds=seconds)
        return await self._page(request, "unknown", 404, kind=kind, code=code, is_number=is_number)

    async def _page(
        self,
        request: Request,
        name: str,
        status: int = 200,
        *,
        headers: dict[str, str] | None = None,
        caching: str = NEVER_KEPT,
        **values: Any,
    ) -> Response:
        try:
            office = self._questions.last_office if status >= 500 else await self._questions.office(self._seconds())
        except Unavailable:
            office = self._questions.last_office
            status = 503 if status == 200 else status
        page = RenderedPage(self._rendered(request, name, office, **values), status, caching)
        answer = self._answer(request, page, page.etag)
        answer.headers.update(headers or {})
        return answer

    def _rendered(self, request: Request, name: str, office: OfficeContact | None, **values: Any) -> bytes:
        """Links are relative, because the proxy may serve the pages under a path of the kabupaten's site."""
        up = "../" * (request.url.path.count("/") - 1) or "./"
        return self._templates.render(name, up=up, office=office, **values)

    def _answer(self, request: Request, page: RenderedPage, etag: str) -> Response:
        headers = self._headers | {"Cache-Control": page.caching}
        if page.status != 200 or page.caching != PUBLIC:
            return Response(page.body, page.status, headers, "text/html")
        headers["ETag"] = etag
        if _has(request.headers.get("if-none-match", ""), etag):
            return Response(None, 304, headers)
        return Response(page.body, 200, headers, "text/html")

    def _seconds(self) -> float:
        return self._now().timestamp()


def _template(shown: Shown) -> str:
    names: dict[type[Shown], str] = {Tracked: "tracking", Cancelled: "cancelled", Verified: "verification"}
    return names[type(shown)]


def _token(text: str) -> str:
    return tracking.normalise(code_of(text)) if len(text) <= LONGEST else ""


def _has(wanted: str, etag: str) -> bool:
    tags = {tag.strip().removeprefix("W/") for tag in wanted.split(",")}
    return etag in tags or "*" in tags


def _headers(style_hash: str) -> dict[str, str]:
    """No address of a page leaves with a click: a code in it is all that is needed to read it."""
    return {
        "Content-Security-Policy": f"default-src 'none'; style-src '{style_hash}'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "no-referrer",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "X-Robots-Tag": "noindex, nofollow, noarchive",
    }


async def _robots(_: Request) -> Response:
    return PlainTextResponse(ROBOTS, headers={"Cache-Control": "public, max-age=86400"})


async def _nothing(_: Request) -> Response:
    return Response(None, 204, {"Cache-Control": "public, max-age=86400"})
