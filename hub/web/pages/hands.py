"""Help (H02): the hands that are up, oldest first, and one hand opened by whoever goes to it."""

from typing import Final

from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute

from hub.errors import ServiceRefused
from hub.service.helping import AnswerTo
from hub.service.shapes import HelpLineNow
from hub.web import phrases
from hub.web.desk import Call, Desk, form_token_of
from hub.web.sse import Fragments, Written

PATH: Final = "/help"
ANSWERS: Final[tuple[AnswerTo, ...]] = ("coming", "peer", "done")
LIVE: Final = "live"


def routes(desk: Desk) -> list[BaseRoute]:
    """Return the routes of the page."""
    page = _Help(desk)
    return [
        desk.get(PATH, page.show),
        desk.watch(f"{PATH}/stream", page.written),
        desk.post(PATH, page.answer),
        desk.post(f"{PATH}/open", page.open),
        desk.get(f"{PATH}/{{help}}", page.show_one),
    ]


class _Help:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._office = desk.office

    def show(self, call: Call) -> Response:
        return self._desk.page(call, "help.html", line=self._office.help_line(call.staff.id))

    def written(self, call: Call) -> Written:
        """The line as it is now."""
        line = self._office.help_line(call.staff.id)
        return Written(phrases.clock(line.now_ms, self._desk.tz), self._fragments(call, line))

    def answer(self, call: Call) -> Response:
        """Somebody comes, a classmate is sent, or it is done."""
        state = next((state for state in ANSWERS if state == call.field("state")), None)
        if state is None:
            raise ServiceRefused("A hand is answered by Coming, Send a classmate or Done.")
        self._office.see_help(call.field("help"), state, call.staff.id)
        if call.by_script:
            return Response(status_code=204)  # the stream brings what changed
        live = call.field("from") == LIVE
        return RedirectResponse(f"/live?class={call.field('class')}" if live else PATH, 303)

    def open(self, call: Call) -> Response:
        """Whoever looks at a hand more closely has seen it; that it is down already is no reason not to look."""
        help_id = call.field("help")
        if self._office.hand(help_id, call.staff.id).state == "open":
            self._office.see_help(help_id, "seen", call.staff.id)
        return RedirectResponse(f"{PATH}/{help_id}", 303)

    def show_one(self, call: Call) -> Response:
        return self._desk.page(
            call, "help_one.html", hand=self._office.hand(call.part("help"), call.staff.id)
        )

    def _fragments(self, call: Call, line: HelpLineNow) -> Fragments:
        """Return each part of the page by its id."""
        text, form_token = self._desk.paper.text, form_token_of(call.token)
        waiting = text("waiting.html", counts=self._office.counts(call.staff.id), path=PATH)
        return {"line": text("help/line.html", line=line, form_token=form_token), "waiting": waiting}
