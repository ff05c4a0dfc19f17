"""Data (H17): take a learner's things along, erase her, see what is kept how long and how safe it is."""

from collections.abc import Sequence
from typing import Final
from urllib.parse import quote

from starlette.responses import RedirectResponse, Response, StreamingResponse
from starlette.routing import BaseRoute

from hub.errors import ServiceRefused
from hub.web.desk import Call, Desk

PATH: Final = "/data"
MOST: Final = 60
"""Learners that one wish can erase: a class."""


def routes(desk: Desk) -> list[BaseRoute]:
    """Return the routes of the page."""
    page = _Data(desk)
    return [
        desk.get(PATH, page.show),
        desk.get(f"{PATH}/erase", page.look),
        desk.post(f"{PATH}/look", page.go_and_look),
        desk.post(f"{PATH}/export", page.export),
        desk.post(f"{PATH}/erase", page.erase),
        desk.post(f"{PATH}/approve", page.approve),
        desk.post(f"{PATH}/undo", page.undo),
        desk.post(f"{PATH}/now", page.hurry),
        desk.post(f"{PATH}/keeping", page.switch),
        desk.post(f"{PATH}/not-yet", page.not_yet),
        desk.post(f"{PATH}/year-end", page.end_years),
        desk.post(f"{PATH}/back-up", page.back_up),
    ]


class _Data:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._office = desk.office

    def show(self, call: Call) -> Response:
        return self._desk.page(call, "data.html", page=self._office.data(call.staff.id))

    def look(self, call: Call) -> Response:
        """What exactly would go, before anybody decides."""
        found = self._office.erase_preview(self._named(call), call.staff.id)
        may_erase, may_approve = self._office.may_erase(call.staff.id)
        return self._desk.page(
            call, "erase.html", learners=found, may_erase=may_erase, may_approve=may_approve
        )

    def go_and_look(self, call: Call) -> Response:
        """From the list to what would go, without the form's token in the address."""
        (about,) = self._office.erase_preview(self._named(call)[:1], call.staff.id)
        return RedirectResponse(f"{PATH}/erase?learner={quote(about.learner)}", 303)

    def export(self, call: Call) -> Response:
        export = self._office.export_learner(call.field("learner"), call.staff.id)
        name = f"attachment; filename=\"learner.zip\"; filename*=UTF-8''{quote(export.name)}"
        headers = {"Content-Disposition": name, "Cache-Control": "no-store"}
        return StreamingResponse(export.pieces, media_type="application/zip", headers=headers)

    def erase(self, call: Call) -> Response:
        """Her name is typed by whoever means it."""
        wanted = self._named(call)
        names = [one.full for one in self._office.erase_preview(wanted, call.staff.id, to_run=True)]
        typed = call.field("typed").strip()
        if typed.casefold() != (names[0] if len(names) == 1 else str(len(names))).casefold():
            raise ServiceRefused("What was typed is not what was asked for. Nothing was changed.")
        self._office.erase(wanted, call.staff.id, now=bool(call.field("now")))
        return self._done()

    def approve(self, call: Call) -> Response:
        self._office.approve_erase(call.field("erasure"), call.staff.id)
        return self._done()

    def undo(self, call: Call) -> Response:
        self._office.undo_erase(call.field("erasure"), call.staff.id)
        return self._done()

    def hurry(self, call: Call) -> Response:
        self._office.erase_now(call.field("erasure"), call.staff.id)
        return self._done()

    def switch(self, call: Call) -> Response:
        self._office.switch_keeping(call.field("kind"), call.staff.id, on=call.field("on") == "yes")
        return self._done("#keeping")

    def not_yet(self, call: Call) -> Response:
        self._office.not_yet(call.field("kind"), call.staff.id)
        return self._done("#keeping")

    def end_years(self, call: Call) -> Response:
        self._office.end_years_on(call.field("year_end")[-5:], call.staff.id)
        return self._done("#keeping")

    def back_up(self, call: Call) -> Response:
        self._office.back_up_now(call.staff.id)
        return self._done("#safety")

    def _named(self, call: Call) -> Sequence[str]:
        asked = [*call.fields("learner"), *call.request.query_params.getlist("learner")]
        wanted = list(dict.fromkeys(one for one in asked if one))
        if not wanted:
            raise ServiceRefused("Choose a learner first.")
        if len(wanted) > MOST:
            raise ServiceRefused(f"At most {MOST} learners at once.")
        return wanted

    def _done(self, place: str = "") -> Response:
        return RedirectResponse(PATH + place, 303)
