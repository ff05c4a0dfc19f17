"""The door (beside H15): a code for one station, the pictures that it must show too, in or not."""

from typing import Final

import segno
from markupsafe import Markup
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute

from hub.errors import ServiceRefused
from hub.service.shapes import DoorNow
from hub.web import phrases
from hub.web.desk import Call, Desk, form_token_of
from hub.web.sse import Written

PATH: Final = "/stations/door"


def routes(desk: Desk) -> list[BaseRoute]:
    """Return the routes of the page."""
    page = _DoorPage(desk)
    return [
        desk.get(PATH, page.show),
        desk.watch(f"{PATH}/stream", page.written),
        desk.post(f"{PATH}/open", page.open),
        desk.post(f"{PATH}/close", page.close),
        desk.post(f"{PATH}/in", page.let_in),
        desk.post(f"{PATH}/away", page.send_away),
    ]


def code(claim: str) -> Markup:
    """Return a claim as a picture that a camera reads from a screen."""
    made = segno.make(claim, error="m", micro=False)
    drawn = made.svg_inline(scale=4, border=3, light="white", omitsize=True, svgclass="code", lineclass=None)
    return Markup(drawn)  # noqa: S704 - made by us of squares


class _DoorPage:
    def __init__(self, desk: Desk) -> None:
        self._desk, self._office = desk, desk.office

    def show(self, call: Call) -> Response:
        return self._desk.page(call, "door.html", **self._values(call))

    def written(self, call: Call) -> Written:
        """The door as it is now."""
        fresh_at = phrases.clock(self._office.now_ms(), self._desk.tz)
        return Written(fresh_at, {"door": self._text(call, self._values(call))})

    def open(self, call: Call) -> Response:
        classes = tuple(call.fields("class"))
        if not classes:
            raise ServiceRefused("Say which class the station serves.")
        self._office.open_door(call.field("zone"), classes, call.staff.id)
        return RedirectResponse(PATH, 303)

    def close(self, call: Call) -> Response:
        self._office.close_door(call.staff.id)
        return RedirectResponse(PATH, 303)

    def let_in(self, call: Call) -> Response:
        station = self._office.let_in(call.field("guest"), call.staff.id)
        return RedirectResponse(f"/stations#station-{station}", 303)

    def send_away(self, call: Call) -> Response:
        self._office.send_away(call.field("guest"), call.staff.id)
        return RedirectResponse(PATH, 303)

    def _values(self, call: Call) -> dict[str, object]:
        door, now_ms = self._office.door(call.staff.id), self._office.now_ms()
        return {
            "door": door,
            "code": code(door.claim) if door.claim else "",
            "until_ms": _until(door, now_ms),
        }

    def _text(self, call: Call, values: dict[str, object]) -> Markup:
        form_token, now_ms = form_token_of(call.token), self._office.now_ms()
        return self._desk.paper.text("door/door.html", form_token=form_token, now_ms=now_ms, **values)


def _until(door: DoorNow, now_ms: int) -> int:
    """Return when the door closes by itself; told to the minute."""
    return now_ms + door.left_s * 1_000
