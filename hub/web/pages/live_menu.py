"""The menus of Live (H01), of one learner and of one zone: what a grown-up may do, each by one tap."""

from typing import Final, NamedTuple

from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute

from classroom.block import Attendance
from classroom.visit import Placed
from hub.errors import NotYours, ServiceRefused
from hub.service.shapes import PersonNow, RoomNow, ZoneNow
from hub.web.desk import Call, Desk

PATH: Final = "/live/learner"
ZONE: Final = "/live/zone"
_BACK: Final = "/live"
_MARKS: Final[dict[str, Attendance]] = {"present": "present", "absent": "absent", "out": "out"}

_MODES: Final[dict[str, Placed]] = {"at_table": "at_table", "with_teacher": "with_teacher"}


class Found(NamedTuple):
    """A learner of the room, in her zone or in none."""

    person: PersonNow
    zone: ZoneNow | None


def routes(desk: Desk) -> list[BaseRoute]:
    """Return the routes of the menu."""
    menu = _Menu(desk)
    return [
        desk.get(PATH, menu.show),
        desk.post(f"{PATH}/mark", menu.mark),
        desk.post(f"{PATH}/move", menu.move),
        desk.post(f"{PATH}/end", menu.end),
        desk.get(ZONE, menu.show_zone),
        desk.post(f"{ZONE}/turn", menu.turn_zone),
    ]


def find(room: RoomNow, learner: str) -> Found:
    """Return where somebody is; raise NotYours for whoever is not on the page."""
    for zone in room.zones:
        for person in zone.people:
            if person.learner == learner:
                return Found(person, zone)
    for person in (*room.nowhere, *room.lost):
        if person.learner == learner:
            return Found(person, None)
    raise NotYours


class _Menu:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._office = desk.office

    def show(self, call: Call) -> Response:
        """The menu of a learner: alone for a script, which puts it over the page, else on a page of its own."""
        room = self._office.room(call.field("class"), call.staff.id)
        found = find(room, call.field("learner"))
        at = [at for at in self._office.let_in_at((room.class_id,), call.staff.id) if at.there]
        return self._show(
            call, "live/menu.html", room=room, person=found.person, zone=found.zone, let_in_at=at
        )

    def mark(self, call: Call) -> Response:
        """Say that she is here at no screen, absent, or out to a place."""
        mark = _MARKS.get(call.field("mark"))
        if mark is None:
            raise ServiceRefused("Say present, absent or out.")
        learner, place = call.field("learner"), call.field("place") or call.field("other")
        self._office.mark_attendance(call.field("class"), learner, mark, call.staff.id, place)
        return done(call)

    def move(self, call: Call) -> Response:
        """Send her to a zone, or take her aside."""
        mode = _MODES.get(call.field("mode"))
        if mode is None:
            raise ServiceRefused("She is sent to a zone, or stays with you.")
        self._office.move_learner(call.field("learner"), call.field("zone"), mode, call.staff.id)
        return done(call)

    def end(self, call: Call) -> Response:
        """End her visit."""
        self._office.end_visit(call.field("learner"), call.staff.id)
        return done(call)

    def show_zone(self, call: Call) -> Response:
        """The menu of a zone, in the same way."""
        room = self._office.room(call.field("class"), call.staff.id)
        found = [zone for zone in room.zones if zone.zone.id == call.field("zone")]
        if not found:
            raise NotYours
        return self._show(call, "live/zone_menu.html", room=room, zone=found[0])

    def turn_zone(self, call: Call) -> Response:
        """Let a zone rest, or open it again."""
        is_open = {"open": True, "close": False}.get(call.field("do"))
        if is_open is None:
            raise ServiceRefused("A zone is opened or closed.")
        self._office.turn_zone(call.field("class"), call.field("zone"), call.staff.id, is_open=is_open)
        return done(call)

    def _show(self, call: Call, menu: str, **values: object) -> Response:
        if call.by_script:
            return self._desk.part(call, menu, **values)
        return self._desk.page(call, "live_menu.html", menu=menu, **values)


def done(call: Call) -> Response:
    """The stream brings what changed; without scripts the page is loaded again."""
    if call.by_script:
        return Response(status_code=204)
    return RedirectResponse(f"{_BACK}?class={call.field('class')}", 303)
