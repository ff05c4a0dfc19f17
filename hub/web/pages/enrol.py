"""Where stations come in: the talk at the door. No session, no cookie; no browser ever asks here."""

from typing import Final

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from classroom.wire.enrolling import LONGEST, Answering, Refused
from hub.web.desk import Desk

PATH: Final = "/enrol"
_STATUS: Final = {"code": 403, "person": 403, "busy": 429}
_OF_BROWSERS: Final = ("origin", "sec-fetch-site", "cookie")


def routes(desk: Desk) -> list[BaseRoute]:
    """Return the route, which needs no session."""
    return [Route(PATH, _Door(desk).answer, methods=["POST"])]


class _Door:
    def __init__(self, desk: Desk) -> None:
        self._office = desk.office

    async def answer(self, request: Request) -> Response:
        """Answer a station; a browser never asks here, so a page that makes one ask is sent away."""
        source = request.client.host if request.client else ""
        if any(name in request.headers for name in _OF_BROWSERS):
            raise HTTPException(403)
        said = await _body(request)
        return _told(await run_in_threadpool(self._office.at_the_door, said, source))


async def _body(request: Request) -> bytes:
    """Return what was said; whoever says more than any station does is not read to the end."""
    said = b""
    async for part in request.stream():
        said += part
        if len(said) > LONGEST:
            raise HTTPException(413)
    return said


def _told(answer: Answering) -> Response:
    status = _STATUS[answer.why] if isinstance(answer, Refused) else 200
    return Response(msgspec.json.encode(answer), status, media_type="application/json")
