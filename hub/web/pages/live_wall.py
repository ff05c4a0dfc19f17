"""The room on a wall (H01 for everybody): how many are where, words to everybody, and never a name."""

from typing import Final

from starlette.responses import Response
from starlette.routing import BaseRoute

from hub.web import phrases
from hub.web.desk import Call, Desk
from hub.web.sse import Written

PATH: Final = "/live/wall"


def routes(desk: Desk) -> list[BaseRoute]:
    """Return the routes of the wall."""
    page = _Wall(desk)
    return [desk.get(PATH, page.show), desk.watch(f"{PATH}/stream", page.written)]


class _Wall:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._office = desk.office

    def show(self, call: Call) -> Response:
        wall = self._office.wall(call.field("class"), call.staff.id)
        return self._desk.part(call, "wall.html", wall=wall)

    def written(self, call: Call) -> Written:
        revision = self._office.live.revision
        wall = self._office.wall(call.field("class"), call.staff.id)
        parts = {"wall": self._desk.paper.text("live/wall.html", wall=wall)}
        return Written(phrases.clock(wall.now_ms, self._desk.tz), parts, revision)
