"""What every answer of the hub carries, whatever made it: no foreign code, no frames, no copies kept."""

from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY: Final = (
    "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
ALWAYS: Final = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",  # with no-referrer a browser would send forms with "Origin: null"
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(self), geolocation=()",
}
_YEAR: Final = "max-age=31536000"


class Headers:
    """Wraps the whole application, its error pages included."""

    def __init__(self, app: ASGIApp, *, secure: bool) -> None:
        self._app = app
        self._extra = ALWAYS | ({"Strict-Transport-Security": _YEAR} if secure else {})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._extra.items():
                    headers.setdefault(name, value)
                headers.setdefault("Cache-Control", _keep(scope))
            await send(message)

        await self._app(scope, receive, send_with_headers if scope["type"] == "http" else send)


def _keep(scope: Scope) -> str:
    """Return how long a browser may keep an answer: pages never, our own files while their address says their hash."""
    if not scope["path"].startswith("/static/"):
        return "no-store"
    versioned = scope["query_string"].startswith(b"v=") or scope["path"].startswith("/static/fonts/")
    return f"{_YEAR}, immutable" if versioned else "no-cache"
