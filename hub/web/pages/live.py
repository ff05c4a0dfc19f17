"""Live (H01): where everybody is now, who would like help, how far one may trust it."""

from hashlib import blake2b
from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from hub.errors import HubError, ServiceRefused
from hub.service.shapes import LetInAt, RoomNow
from hub.web import phrases
from hub.web.desk import Call, Desk, SignInNeeded, form_token_of
from hub.web.pages import live_menu
from hub.web.sse import Fragments, stream

PATH: Final = "/live"
_PARTS: Final = ("headline", "hands", "nowhere", "twice")


def shape(room: RoomNow) -> str:
    """Return a text that differs when a page would need other cards than it has."""
    ids = " ".join(zone.zone.id for zone in room.zones)
    return blake2b(f"{room.class_id} {ids}".encode(), digest_size=6).hexdigest()


def routes(desk: Desk) -> list[BaseRoute]:
    """Return the routes of the page."""
    page = _Live(desk)
    return [
        desk.get(PATH, page.show),
        Route(f"{PATH}/stream", page.watch, methods=["GET"]),
        desk.post(f"{PATH}/block", page.turn_block),
        desk.post(f"{PATH}/help", page.see_help),
        desk.post(f"{PATH}/admit", page.admit),
        *live_menu.routes(desk),
        desk.post(f"{PATH}/seen", page.see_alarm),
    ]


class _Live:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._office = desk.office

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
            shape=shape(room),
            let_in_at=self._let_in_at(call, room),
        )

    async def watch(self, request: Request) -> Response:
        """Stream the page's cards as they change, while the session lasts and the zones stay the same."""

        def write() -> tuple[str, Fragments] | None:
            try:
                call = self._desk.caller(request, touched=False)
                room = self._office.room(call.field("class"), call.staff.id)
            except (SignInNeeded, HubError):
                return None
            same = shape(room) == call.field("shape")
            return (self._fresh_at(room), self._fragments(call, room)) if same else None

        if await run_in_threadpool(write) is None:
            return Response(status_code=409, headers={"HX-Refresh": "true"})
        return stream(self._office.live, write, request.headers.get("last-event-id", ""))

    def turn_block(self, call: Call) -> Response:
        class_id = call.field("class")
        if call.field("do") == "open":
            self._office.open_block(class_id, call.staff.id)
        else:
            self._office.close_block(class_id, call.staff.id)
        return self._done(call)

    def see_help(self, call: Call) -> Response:
        state = call.field("state")
        if state not in {"coming", "done"}:
            raise ServiceRefused("A hand is answered by Coming or Done.")
        self._office.see_help(call.field("help"), state, call.staff.id)
        return self._done(call)

    def admit(self, call: Call) -> Response:
        """Let a learner in at one station, without her badge."""
        self._office.admit(call.field("learner"), call.field("station"), call.staff.id)
        return self._done(call)

    def see_alarm(self, call: Call) -> Response:
        self._office.see_alarm(call.field("alarm"), call.staff.id)
        return self._done(call)

    def _let_in_at(self, call: Call, room: RoomNow) -> tuple[LetInAt, ...]:
        return tuple(at for at in self._office.let_in_at((room.class_id,), call.staff.id) if at.there)

    def _done(self, call: Call) -> Response:
        """The stream brings what changed; without scripts the page is loaded again."""
        if call.by_script:
            return Response(status_code=204)
        return RedirectResponse(f"{PATH}?class={call.field('class')}", 303)

    def _fresh_at(self, room: RoomNow) -> str:
        return phrases.clock(room.now_ms, self._desk.tz)

    def _fragments(self, call: Call, room: RoomNow) -> Fragments:
        """Return each card of the page by its id."""
        text, form_token = self._desk.paper.text, form_token_of(call.token)
        at = self._let_in_at(call, room)
        parts = {
            name: text(f"live/{name}.html", room=room, form_token=form_token, let_in_at=at) for name in _PARTS
        }
        zones = {f"zone-{zone.zone.id}": text("live/zone.html", room=room, zone=zone) for zone in room.zones}
        waiting = text("waiting.html", counts=self._office.counts(call.staff.id), path=PATH)
        return parts | zones | {"waiting": waiting}
