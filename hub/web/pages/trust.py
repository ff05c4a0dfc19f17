"""How a laptop, tablet or phone comes to trust this hub: the one page that is served in clear, and its file."""

import re
import ssl
from collections.abc import Callable
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from hub.web.headers import Headers
from hub.web.paper import STATIC, Paper
from hub.web.trust_steps import DEVICES, device_of
from plumbing.addresses import is_address, is_loopback

PATH: Final = "/trust"
FILE: Final = "/waystation-hub.crt"
PEM: Final = "/ca.pem"
_HOST: Final = re.compile(r"(?P<host>\[[0-9a-fA-F:.]+\]|[A-Za-z0-9.-]+)(:\d{1,5})?")


class Known(NamedTuple):
    """What others need to know the hub: the certificate of its authority (PEM), and what stands for it.

    `hosts()` are the names and addresses under which the pages are reached just now, `port()` where.
    """

    ca: bytes
    words: str
    hex: str
    hosts: Callable[[], tuple[str, ...]]
    port: Callable[[], int]


def trust_app(known: Known) -> ASGIApp:
    """Return what is served in clear: the page, its file, its look; every other way leads to the page."""
    every = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
    app = Starlette(
        routes=[
            *routes(known),
            Mount("/static", StaticFiles(directory=STATIC)),
            Route("/{anything:path}", lambda _request: RedirectResponse(PATH, 303), methods=every),
        ]
    )
    return Headers(app, secure=False)


def routes(known: Known) -> list[BaseRoute]:
    """Return the page and the certificate, for anybody: neither says a name or sets a cookie."""
    page = _Trust(known)
    return [
        Route(PATH, page.show, methods=["GET"]),
        Route(FILE, page.file, methods=["GET"]),
        Route(PEM, page.pem, methods=["GET"]),
    ]


class _Trust:
    def __init__(self, known: Known) -> None:
        self._known = known
        self._paper = Paper(ZoneInfo("UTC"))

    async def show(self, request: Request) -> Response:
        here = device_of(request.headers.get("user-agent", ""))
        return self._paper.page(
            "trust.html",
            four=self._known.words.split(),
            pairs=self._known.hex.split(":"),
            devices=sorted(DEVICES, key=lambda device: device.id != here),
            here=here,
            file=FILE,
            pages=f"https://{self._host(request.headers.get('host', ''))}:{self._known.port()}/",
        )

    async def file(self, _request: Request) -> Response:
        """The form that devices install when it is opened; its own SHA-256 is the fingerprint."""
        der = ssl.PEM_cert_to_DER_cert(self._known.ca.decode())
        return Response(der, media_type="application/x-x509-ca-cert")

    async def pem(self, _request: Request) -> Response:
        return Response(self._known.ca, media_type="application/x-pem-file")

    def _host(self, asked: str) -> str:
        """The host under which somebody came, if it is ours; what a request says is not repeated on trust."""
        hosts, match = self._known.hosts(), _HOST.fullmatch(asked)
        host = match["host"].strip("[]").lower() if match else ""
        if host not in hosts:
            host = next((one for one in hosts if is_address(one) and not is_loopback(one)), hosts[0])
        return f"[{host}]" if ":" in host else host
