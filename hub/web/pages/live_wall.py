"""The room on a wall (H01 for everybody): how many are where, words to everybody, and never a name."""

from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from hub.errors import HubError
from hub.web import phrases
from hub.web.desk import Call, Desk, SignInNeeded
from hub.web.sse import Written, stream

PATH: Final = "/live/wall"


def routes(desk: Desk) -> list[BaseRoute]:
    """Return the routes of the wall."""
    page = _Wall(desk)
    return [desk.get(PATH, page.show), Route(f"{PATH}/stream", page.watch, methods=["GET"])]


class _Wall:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._office = desk.office

    def show(self, call: Call) -> Response:
        wall = self._office.wall(call.field("class"), call.staff.id)
        return self._desk.part(call, "wall.html", wall=wall)

    async def watch(self, request: Request) -> Response:
        """Stream the wall as it changes, while the session lasts."""

        def write() -> Written | None:
            try:
                return self._written(self._desk.caller(request, touched=False))
            except (SignInNeeded, HubError):
                return None

        if await run_in_threadpool(write) is None:
            return Response(status_code=409, headers={"HX-Refresh": "true"})
        return stream(self._office.live, write, request.headers.get("last-event-id", ""))

    def _written(self, call: Call) -> Written:
        revision = self._office.live.revision
        wall = self._office.wall(call.field("class"), call.staff.id)
        parts = {"wall": self._desk.paper.text("live/wall.html", wall=wall)}
        return Written(phrases.clock(wall.now_ms, self._desk.tz), parts, revision)
