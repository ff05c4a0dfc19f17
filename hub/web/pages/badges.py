"""Badges (H13): who has one, a sheet of new ones, "lost" at once. A key is on the sheet and nowhere else."""

from typing import Final
from urllib.parse import urlencode

from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute

from hub.errors import ServiceRefused
from hub.reports.badges import badge_sheet
from hub.service.shapes import BadgeRow
from hub.web.desk import Call, Desk

PATH: Final = "/badges"
MOST: Final = 200
STATES: Final = {
    "none": ("circle-dashed", "no badge yet"),
    "active": ("badge-check", "has a badge"),
    "lost": ("ban", "lost"),
    "replaced": ("refresh-cw", "replaced"),
}

DONE: Final = {
    "lost": "is lost. It stops working everywhere at once: at stations that are online within five seconds.",
    "pin": "has a new PIN.",
}


def routes(desk: Desk) -> list[BaseRoute]:
    """Return the routes of the page."""
    page = _Badges(desk)
    return [
        desk.get(PATH, page.show),
        desk.post(f"{PATH}/print", page.print),
        desk.post(f"{PATH}/lost", page.lose),
        desk.post(f"{PATH}/pin", page.set_pin),
        desk.post(f"{PATH}/pictures", page.new_pictures),
    ]


class _Badges:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._office = desk.office

    def show(self, call: Call) -> Response:
        classes = self._office.classes(call.staff.id, "badges")
        if not classes and not call.field("class"):
            return self._desk.page(call, "no_class.html")
        chosen, rows = self._chosen(call, [line.id for line in classes])
        return self._desk.page(
            call,
            "badges.html",
            classes=classes,
            chosen=chosen,
            rows=rows,
            states=STATES,
            only=call.field("only"),
            of=call.field("of"),
            done=DONE.get(call.field("done"), ""),
            pins=frozenset(
                row.owner
                for row in rows
                if row.owner_kind == "staff" and self._office.may_set_pin(row.owner, call.staff.id)
            ),
        )

    def _chosen(self, call: Call, classes: list[str]) -> tuple[str, tuple[BadgeRow, ...]]:
        """Return the class that was asked for, or the one of the person who was; else the first."""
        asked, of = call.field("class"), call.field("of")
        tried = [asked] if asked else classes
        for class_id in tried if of else tried[:1]:
            rows = self._office.badges(class_id, call.staff.id)
            if not of or any(row.owner == of for row in rows):
                return class_id, rows
        return tried[0], self._office.badges(tried[0], call.staff.id)

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
        """Dead at once; the next click prints a new one."""
        self._office.revoke_badge(call.field("owner"), call.staff.id, "lost")
        return self._back(call, "lost")

    def set_pin(self, call: Call) -> Response:
        if call.field("pin") != call.field("again"):
            raise ServiceRefused("The two PINs differ. Type the same one twice.")
        self._office.set_pin(call.field("owner"), call.field("pin"), call.staff.id)
        return self._back(call, "pin")

    def new_pictures(self, call: Call) -> Response:
        """Show the three pictures this once; nobody can look them up again."""
        learner = call.field("owner")
        icons = self._office.new_pictures(learner, call.staff.id)
        rows = self._office.badges(call.field("class"), call.staff.id)
        full = next((row.full for row in rows if row.owner == learner), "")
        page = self._desk.page(
            call, "pictures.html", icons=icons, full=full, owner=learner, chosen=call.field("class")
        )
        page.headers["Cache-Control"] = "no-store"
        return page

    def _back(self, call: Call, done: str) -> Response:
        asked = urlencode({"class": call.field("class"), "of": call.field("owner"), "done": done})
        return RedirectResponse(f"{PATH}?{asked}#of", 303)
