"""HEAD and OPTIONS for every route, and what a 405 has to name: the methods that an address takes."""

from __future__ import annotations

from starlette.routing import Match, Router
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_TRIED = ("GET", "POST", "PUT", "PATCH", "DELETE")


def allowed(router: Router, scope: Scope) -> list[str]:
    """The methods that an address takes; none where there is nothing under it."""
    found = [
        method for method in _TRIED if any(route.matches({**scope, "method": method})[0] is Match.FULL for route in router.routes)
    ]
    return [*found, *(["HEAD"] if "GET" in found else []), "OPTIONS"] if found else []


class Methods:
    """Middleware: HEAD is answered as GET without its body, OPTIONS with what an address takes."""

    def __init__(self, app: ASGIApp, router: Router) -> None:
        self.app, self.router = app, router

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer OPTIONS, and hand everything else on."""
        method = scope.get("method", "") if scope["type"] == "http" else ""
        if method == "OPTIONS" and (names := allowed(self.router, scope)):
            headers = [(b"allow", ", ".join(names).encode())]
            await send({"type": "http.response.start", "status": 204, "headers": headers})
            await send({"type": "http.response.body", "body": b""})
        elif method == "HEAD":
            await self.app({**scope, "method": "GET"}, receive, _without_body(send))
        else:
            await self.app(scope, receive, send)


def _without_body(send: Send) -> Send:
    async def sender(message: Message) -> None:
        await send({**message, "body": b""} if message["type"] == "http.response.body" else message)

    return sender


__all__ = ["Methods", "allowed"]
