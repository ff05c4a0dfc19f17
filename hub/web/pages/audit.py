"""Who saw what (H18): what was opened, changed and exported, by whom and when; for a family that asks, on paper too."""

from typing import Final

from starlette.responses import Response
from starlette.routing import BaseRoute

from hub.service.audit_page import Asked
from hub.web import audit_phrases
from hub.web.desk import Call, Desk

PATH: Final = "/audit"


def routes(desk: Desk) -> list[BaseRoute]:
    """Return the route of the page."""

    def show(call: Call) -> Response:
        asked = Asked(call.field("learner"), call.field("person"), call.field("day"))
        page = desk.office.audit_page(asked, call.staff.id)
        return desk.page(call, "audit.html", page=page, asked=asked, told=audit_phrases)

    return [desk.get(PATH, show)]
