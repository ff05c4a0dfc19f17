"""Beside the table of review (H03): the same words to several pieces, one's own lines under the keys, talks."""

from typing import Final
from urllib.parse import quote, urlencode

from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute

from hub.errors import ServiceRefused
from hub.service.shapes import Chip
from hub.web.answers import KEYS, lines_of, words_of
from hub.web.desk import Call, Desk

TOGETHER: Final = "/review/together"
CHIPS: Final = "/review/chips"
TALKED: Final = "/review/talked"
KINDS: Final = (
    ("glow", "Glow: what went well"), ("grow", "Grow: what to work on"), ("next", "Next: one step to try"),
    ("ask", "Question"),
)  # fmt: skip


def routes(desk: Desk) -> list[BaseRoute]:
    """Return the routes; they come before those of a piece, whose address takes any word."""
    page = _Words(desk)
    return [
        desk.get(TOGETHER, page.together),
        desk.post(TOGETHER, page.say),
        desk.get(CHIPS, page.chips),
        desk.post(CHIPS, page.keep),
        desk.post(TALKED, page.talked),
    ]


class _Words:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._office = desk.office

    def together(self, call: Call, trouble: str = "") -> Response:
        queue = self._office.review_queue(call.staff.id)
        target = call.field("target") or (queue[0].target if queue else "")
        waiting = [item for item in queue if item.target == target]
        answer = self._desk.page(
            call,
            "review/together.html",
            target=target,
            pieces=[self._office.review_piece(item.evidence, call.staff.id) for item in waiting],
            chips=self._office.chips(call.staff.id)[0],
            chosen=set(call.fields("evidence")),
            chosen_words=set(call.fields("chip")),
            said=call.request.query_params.getlist("answer"),
            trouble=trouble,
        )
        answer.status_code = 409 if trouble else 200
        return answer

    def say(self, call: Call) -> Response:
        try:
            words = words_of(call)
            kept = self._office.say_to_each(call.fields("evidence"), words, call.staff.id)
        except PermissionError:
            raise
        except ServiceRefused as refused:
            return self.together(call, str(refused))
        fields = [("target", call.field("target")), *(("answer", one.answer) for one in kept)]
        return RedirectResponse(f"{TOGETHER}?{urlencode(fields)}", 303)

    def chips(self, call: Call, trouble: str = "", written: tuple[Chip, ...] | None = None) -> Response:
        mine, first = self._office.chips(call.staff.id)
        lines = mine if written is None else written
        answer = self._desk.page(
            call,
            "review/chips.html",
            lines=[*lines, *[None] * (KEYS - len(lines))],
            own=mine != first,
            kinds=KINDS,
            kept="kept" in call.request.query_params,
            trouble=trouble,
        )
        answer.status_code = 409 if trouble else 200
        return answer

    def keep(self, call: Call) -> Response:
        lines = [] if call.field("do") == "first" else lines_of(call)
        try:
            self._office.set_chips(lines, call.staff.id)
        except PermissionError:
            raise
        except ServiceRefused as refused:
            return self.chips(call, str(refused), tuple(lines))
        return RedirectResponse(f"{CHIPS}?kept", 303)

    def talked(self, call: Call) -> Response:
        learner = self._office.hold_talk(call.field("talk"), call.staff.id)
        return RedirectResponse(f"/learners/{quote(learner, safe='')}#talks", 303)
