"""Badges (H13): who has one, a sheet of new ones, "lost" at once. A key is on the sheet and nowhere else."""

from typing import Final

from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute

from hub.errors import ServiceRefused
from hub.reports.badges import badge_sheet
from hub.web.desk import Call, Desk

PATH: Final = "/badges"
MOST: Final = 200
STATES: Final = {
    "none": ("circle-dashed", "no badge yet"),
    "active": ("badge-check", "has a badge"),
    "lost": ("ban", "lost"),
    "replaced": ("refresh-cw", "replaced"),
}


def routes(desk: Desk) -> list[BaseRoute]:
    """Return the routes of the page."""
    page = _Badges(desk)
    return [
        desk.get(PATH, page.show),
        desk.post(f"{PATH}/print", page.print),
        desk.post(f"{PATH}/lost", page.lose),
    ]


class _Badges:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._office = desk.office

    def show(self, call: Call) -> Response:
        classes = self._office.classes(call.staff.id, "badges")
        if not classes and not call.field("class"):
            return self._desk.page(call, "no_class.html")
        chosen = call.field("class") or classes[0].id
        rows = self._office.badges(chosen, call.staff.id)
        return self._desk.page(
            call,
            "badges.html",
            classes=classes,
            chosen=chosen,
            rows=rows,
            states=STATES,
            only=call.field("only"),
        )

    def print(self, call: Call) -> Response:
        owners = list(dict.fromkeys(call.fields("owner")))[:MOST]
        if not owners:
            raise ServiceRefused("Choose whose badges to print first.")
        sheet = badge_sheet(self._office.print_badges(owners, call.staff.id))
        return Response(
            sheet,
            media_type="application/pdf",
            headers={"Content-Disposition": 'attachment; filename="badges.pdf"', "Cache-Control": "no-store"},
        )

    def lose(self, call: Call) -> Response:
        self._office.revoke_badge(call.field("owner"), call.staff.id, "lost")
        return RedirectResponse(f"{PATH}?class={call.field('class')}", 303)
