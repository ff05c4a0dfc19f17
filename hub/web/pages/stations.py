"""Stations (H15): how each one is, what is still on its way, and what now when something is wrong."""

from hashlib import blake2b
from typing import Final

from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute

from classroom.commands import LOST_ANYWAY, Kind
from hub.errors import ServiceRefused
from hub.service.shapes import StationsPage
from hub.web import phrases
from hub.web.desk import Call, Desk, form_token_of
from hub.web.sse import Fragments, Written

PATH: Final = "/stations"
ASKED: Final[tuple[Kind, ...]] = ("identify", "lock", "unlock", "restart")
"""What one touch asks of a station; to empty one takes more."""
_PARTS: Final = ("headline", "alarms", "aside", "media", "safety", "unheard")


def shape(page: StationsPage) -> str:
    """Return a text that differs when a page would need other cards than it has, or in another order."""
    ids = " ".join(line.now.station for line in page.stations)
    return blake2b(ids.encode(), digest_size=6).hexdigest()


def routes(desk: Desk) -> list[BaseRoute]:
    """Return the routes of the page."""
    page = _Stations(desk)
    return [
        desk.get(PATH, page.show),
        desk.watch(f"{PATH}/stream", page.written),
        desk.post(f"{PATH}/again", page.try_again),
        desk.post(f"{PATH}/seen", page.see),
        desk.post(f"{PATH}/give-up", page.give_up),
        desk.post(f"{PATH}/back-up", page.back_up),
        desk.post(f"{PATH}/shut-out", page.shut_out),
        desk.post(f"{PATH}/ask", page.ask),
        desk.post(f"{PATH}/wipe", page.wipe),
        desk.post(f"{PATH}/pick", page.pick),
    ]


class _Stations:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._office = desk.office

    def show(self, call: Call) -> Response:
        page = self._office.stations(call.staff.id)
        return self._desk.page(call, "stations.html", page=page, shape=shape(page))

    def written(self, call: Call) -> Written | None:
        """The page's cards as they are now; None when the stations are others."""
        page = self._office.stations(call.staff.id)
        if shape(page) != call.field("shape"):
            return None
        return Written(phrases.clock(page.now_ms, self._desk.tz), self._fragments(call, page))

    def try_again(self, call: Call) -> Response:
        number = call.field("number")
        if number and not number.isdecimal():
            raise ServiceRefused("There is no such record. Load the page again.")
        self._office.retry_aside(int(number) if number else None, call.staff.id)
        return self._done(call)

    def see(self, call: Call) -> Response:
        self._office.see_alarm(call.field("alarm"), call.staff.id)
        return self._done(call)

    def give_up(self, call: Call) -> Response:
        self._office.give_up_media(call.field("media"), call.staff.id)
        return self._done(call)

    def back_up(self, call: Call) -> Response:
        self._office.back_up_now(call.staff.id)
        return self._done(call)

    def shut_out(self, call: Call) -> Response:
        self._office.shut_out(call.field("station"), call.staff.id)
        return self._done(call)

    def ask(self, call: Call) -> Response:
        kind = next((kind for kind in ASKED if kind == call.field("kind")), None)
        if kind is None:
            raise ServiceRefused("No station can be asked for that. Load the page again.")
        self._office.command(call.field("station"), kind, {}, call.staff.id)
        return self._done(call)

    def wipe(self, call: Call) -> Response:
        """Empty a station: asked for twice, and a third time where something would be lost."""
        if call.field("sure") != "yes":
            raise ServiceRefused("Nothing was destroyed. Tick the box too, to say that you are sure.")
        args = LOST_ANYWAY if call.field("lost") == "anyway" else {}
        self._office.command(call.field("station"), "wipe", args, call.staff.id)
        return self._done(call)

    def pick(self, call: Call) -> Response:
        self._office.pick(call.field("station"), call.field("boot"), call.staff.id)
        return self._done(call)

    def _done(self, call: Call) -> Response:
        """The stream brings what changed; without scripts the page is loaded again."""
        if call.by_script:
            return Response(status_code=204)
        return RedirectResponse(PATH, 303)

    def _fragments(self, call: Call, page: StationsPage) -> Fragments:
        """Return each card of the page by its id."""
        text, form_token = self._desk.paper.text, form_token_of(call.token)
        parts = {name: text(f"stations/{name}.html", page=page, form_token=form_token) for name in _PARTS}
        cards = {
            f"station-{line.now.station}": text(
                "stations/station.html", page=page, line=line, form_token=form_token
            )
            for line in page.stations
        }
        waiting = text("waiting.html", counts=self._office.counts(call.staff.id), path=PATH)
        return parts | cards | {"waiting": waiting}
