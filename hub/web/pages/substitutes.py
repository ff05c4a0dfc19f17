"""Day passes: a teacher lets a substitute in, for one class and until a set time; shown once, then it is on paper."""

from datetime import UTC, datetime, timedelta
from typing import Final

from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute

from classroom.staff import Staff
from hub.errors import ServiceRefused
from hub.service.shapes import PassBadge
from hub.service.substituting import Pass
from hub.web.auth import ONCE
from hub.web.codes import qr
from hub.web.desk import Call, Desk

PATH: Final = "/substitutes"
END_OF_SCHOOL: Final = 17
"""The hour at which a day pass ends if nobody says otherwise."""


def routes(desk: Desk) -> list[BaseRoute]:
    """Return the routes of the page."""
    page = _Substitutes(desk)
    return [
        desk.get(PATH, page.show),
        desk.post(PATH, page.let_in),
        desk.post(f"{PATH}/again", page.again),
        desk.post(f"{PATH}/end", page.end),
    ]


class _Substitutes:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._office = desk.office

    def show(self, call: Call) -> Response:
        return self._page(call)

    def let_in(self, call: Call) -> Response:
        try:
            wanted = Pass(call.field("name"), call.field("class"), self._until_ms(call.field("until")))
            person, code, badge = self._office.open_pass(
                wanted, call.staff.id, badge=call.field("badge") == "yes"
            )
        except PermissionError:
            raise
        except ServiceRefused as refused:
            return self._page(call, str(refused))
        return self._shown_once(call, person, code, badge)

    def again(self, call: Call) -> Response:
        person, code = self._office.again_for_pass(call.field("staff"), call.staff.id)
        return self._shown_once(call, person, code, None)

    def end(self, call: Call) -> Response:
        self._office.end_pass(call.field("staff"), call.staff.id)
        return RedirectResponse(PATH, 303)

    def _page(self, call: Call, trouble: str = "") -> Response:
        now = datetime.fromtimestamp(self._office.now_ms() / 1_000, UTC).astimezone(self._desk.tz)
        ends = now.replace(hour=END_OF_SCHOOL, minute=0)
        later = ends if ends > now else ends + timedelta(days=1)
        answer = self._desk.page(
            call,
            "substitutes.html",
            classes=self._office.pass_classes(call.staff.id),
            passes=self._office.passes(call.staff.id),
            until=call.field("until") or later.strftime("%Y-%m-%dT%H:%M"),
            name=call.field("name")[:60],
            chosen=call.field("class"),
            trouble=trouble,
        )
        answer.status_code = 409 if trouble else 200
        return answer

    def _shown_once(self, call: Call, person: Staff, code: str, badge: PassBadge | None) -> Response:
        base = str(call.request.base_url).rstrip("/")
        link = f"{base}{ONCE}?token={code}"
        class_names = [line.name for line in self._office.classes(call.staff.id, "substitutes")
                       if line.id in person.classes]  # fmt: skip
        return self._desk.page(
            call,
            "substitutes/pass.html",
            person=person,
            class_name=", ".join(class_names),
            code=code,
            home=base,
            link=qr(link, "The link that signs in once"),
            badge=badge,
            badge_code=qr(badge.token, "The badge") if badge else "",
        )

    def _until_ms(self, text: str) -> int:
        """Return the end of a pass, told in the school's own time."""
        try:
            local = datetime.fromisoformat(text)
        except ValueError:
            raise ServiceRefused("Say until when, as a day and a time.") from None
        return int(local.replace(tzinfo=self._desk.tz).timestamp() * 1_000)
