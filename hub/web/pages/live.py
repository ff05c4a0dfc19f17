"""Live (H01): where everybody is now, who would like help, how far one may trust it."""

from hashlib import blake2b
from typing import Final, NamedTuple

from starlette.responses import Response
from starlette.routing import BaseRoute

from classroom.announcement import LONGEST
from classroom.ids import ClassId, StaffId
from hub.service.shapes import RoomNow
from hub.web import phrases
from hub.web.desk import Call, Desk, form_token_of
from hub.web.easel import Easel
from hub.web.pages import live_announce, live_menu, live_wall
from hub.web.sse import TOPICS, Fragments, Marks, Written, marks_of

PATH: Final = "/live"
_PARTS: Final = ("headline", "announcements", "hands", "nowhere", "twice")
_ANYBODY: Final = "\ue000form token\ue000"
"""Stands in a picture for the form token of whoever looks at it."""
WAITING_S: Final = 0.5
"""So long the numbers in the navigation may be behind the cards."""


def shape(room: RoomNow, form_token: str) -> str:
    """Return a text that differs when a page would need other cards than it has, or is of another session."""
    ids = " ".join(zone.zone.id for zone in room.zones)
    return blake2b(f"{room.class_id} {ids} {form_token}".encode(), digest_size=6).hexdigest()


class _Drawn(NamedTuple):
    """A room and its cards, each with its mark, as everybody sees them who may do the same."""

    room: RoomNow
    cards: Fragments
    marks: Marks


def routes(desk: Desk) -> list[BaseRoute]:
    """Return the routes of the page."""
    page = _Live(desk)
    return [
        desk.get(PATH, page.show),
        desk.watch(f"{PATH}/stream", page.written),
        desk.post(f"{PATH}/block", page.turn_block),
        desk.post(f"{PATH}/admit", page.admit),
        *live_menu.routes(desk),
        *live_announce.routes(desk),
        *live_wall.routes(desk),
        desk.post(f"{PATH}/seen", page.see_alarm),
    ]


class _Live:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._office = desk.office
        self._rooms: Easel[_Drawn] = Easel(desk.office.live, TOPICS)
        self._waiting: Easel[str] = Easel(desk.office.live, TOPICS, stands_s=WAITING_S)

    def show(self, call: Call) -> Response:
        classes = self._office.classes(call.staff.id)
        if not classes and not call.field("class"):
            return self._desk.page(call, "no_class.html")
        meeting = [line for line in classes if line.block_open]
        wanted = call.field("class") or (meeting or classes)[0].id
        room = self._office.room(wanted, call.staff.id)
        return self._desk.page(
            call,
            "live.html",
            classes=classes,
            room=room,
            shape=shape(room, form_token_of(call.token)),
            may_announce=self._office.may("announce", room.class_id, call.staff.id),
            announce_to=self._office.classes(call.staff.id, "announce"),
            langs=self._office.school().langs,
            longest=LONGEST,
        )

    def turn_block(self, call: Call) -> Response:
        class_id = call.field("class")
        if call.field("do") == "open":
            self._office.open_block(class_id, call.staff.id)
        else:
            self._office.close_block(class_id, call.staff.id)
        return live_menu.done(call)

    def admit(self, call: Call) -> Response:
        """Let a learner in at one station, without her badge."""
        self._office.admit(call.field("learner"), call.field("station"), call.staff.id)
        return live_menu.done(call)

    def see_alarm(self, call: Call) -> Response:
        self._office.see_alarm(call.field("alarm"), call.staff.id)
        return live_menu.done(call)

    def written(self, call: Call) -> Written | None:
        """Return the picture that everybody sees who may do the same, with what is this person's own in it."""
        class_id, staff, form_token = call.field("class"), call.staff.id, form_token_of(call.token)
        self._office.ask_room(class_id, staff)
        may_announce = self._office.may("announce", class_id, staff)
        picture = self._rooms.picture(
            (class_id, may_announce), lambda: self._draw(class_id, staff, may_announce=may_announce)
        )
        room, cards, marks = picture.drawn
        if shape(room, form_token) != call.field("shape"):
            return None
        waiting = {"waiting": self._waiting.picture(staff, lambda: self._count(staff)).drawn}
        return Written(
            phrases.clock(room.now_ms, self._desk.tz),
            {**cards, **waiting},
            picture.revision,
            {**marks, **marks_of(waiting)},
            lambda html: html.replace(_ANYBODY, form_token),
        )

    def _count(self, staff: StaffId) -> str:
        """Return what waits for one person, in all her classes."""
        return self._desk.paper.text("waiting.html", counts=self._office.counts(staff), path=PATH)

    def _draw(self, class_id: ClassId, staff: StaffId, *, may_announce: bool) -> _Drawn:
        """Return the room and each of its cards by its id: all else in them is the same for whoever looks."""
        text, room = self._desk.paper.text, self._office.room(class_id, staff)
        values: dict[str, object] = {"room": room, "form_token": _ANYBODY, "may_announce": may_announce}
        cards = {name: text(f"live/{name}.html", **values) for name in _PARTS}
        cards |= {f"zone-{zone.zone.id}": text("live/zone.html", room=room, zone=zone) for zone in room.zones}
        return _Drawn(room, cards, marks_of(cards))
