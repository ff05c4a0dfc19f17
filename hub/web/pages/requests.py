"""Requests (H10): what learners asked for by themselves, each answered with a time and a place, or with words."""

from typing import Final, cast, get_args

from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute

from hub.errors import ServiceRefused
from hub.service.asking import Reply, Step
from hub.web.desk import Call, Desk

PATH: Final = "/requests"
_STEPS: Final = frozenset(get_args(Step))


def routes(desk: Desk) -> list[BaseRoute]:
    """Return the routes of the page."""
    page = _Requests(desk)
    return [desk.get(PATH, page.show), desk.post(f"{PATH}/answer", page.answer)]


class _Requests:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._office = desk.office

    def show(self, call: Call) -> Response:
        return self._page(call)

    def answer(self, call: Call) -> Response:
        """Write one step; what is missing is said beside the request, with what was typed still there."""
        try:
            self._office.answer_request(call.field("request"), call.staff.id, _reply(call))
        except PermissionError:
            raise
        except ServiceRefused as refused:
            if all(
                one.request != call.field("request") for one in self._office.requests(call.staff.id).requests
            ):
                raise
            return self._page(call, str(refused))
        return RedirectResponse(PATH, 303)

    def _page(self, call: Call, trouble: str = "") -> Response:
        page = self._office.requests(call.staff.id)
        typed = {name: call.field(name) for name in ("request", "words", "day", "time", "zone")}
        answer = self._desk.page(call, "requests.html", page=page, trouble=trouble, typed=typed)
        answer.status_code = 409 if trouble else 200
        return answer


def _reply(call: Call) -> Reply:
    step = call.field("step")
    if step not in _STEPS:
        raise ServiceRefused("Choose one of the answers.")
    return Reply(
        cast(Step, step), call.field("words"), call.field("day"), call.field("time"), call.field("zone")
    )
