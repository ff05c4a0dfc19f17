"""Announcements on Live (H01): words to everybody at the stations, ended by one tap."""

from typing import Final

from starlette.responses import Response
from starlette.routing import BaseRoute

from classroom.announcement import Announcing
from classroom.ids import ClassId
from hub.errors import ServiceRefused
from hub.service.announcing import Wanted
from hub.web.desk import Call, Desk
from hub.web.pages.live_menu import done

PATH: Final = "/live/announce"
_WHAT: Final[dict[str, Announcing]] = {"info": "info", "move": "move", "clear": "clear"}


def routes(desk: Desk) -> list[BaseRoute]:
    """Return the routes of announcements."""
    page = _Announcements(desk)
    return [desk.post(PATH, page.announce), desk.post(f"{PATH}/end", page.end)]


class _Announcements:
    def __init__(self, desk: Desk) -> None:
        self._office = desk.office

    def announce(self, call: Call) -> Response:
        what, to = _WHAT.get(call.field("what")), call.field("to")
        if what is None:
            raise ServiceRefused("Something is missing in this announcement. Load the page again.")
        text = {lang: call.field(f"text_{lang}") for lang in self._office.school().langs}
        zone = None if to in {"", "class", "all"} else to
        wanted = Wanted(what=what, text=text, classes=self._classes(call, to), zone=zone)
        self._office.announce(wanted, call.staff.id)
        return done(call)

    def end(self, call: Call) -> Response:
        self._office.end_announcement(call.field("announcement"), call.staff.id)
        return done(call)

    def _classes(self, call: Call, to: str) -> tuple[ClassId, ...]:
        """A zone belongs to everybody: at it, all classes to which this person may speak."""
        if to in {"", "class"}:
            return (call.field("class"),)
        return tuple(line.id for line in self._office.classes(call.staff.id, "announce"))
