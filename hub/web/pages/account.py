"""My account: where I am signed in, my password, and what else is behind the pages for me."""

from typing import Final

from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute

from hub.errors import ServiceRefused
from hub.web.desk import Call, Desk
from hub.web.visitor import address_of

PATH: Final = "/account"
ROLES: Final = ("teacher", "mentor", "aide", "specialist", "leader", "admin")
_DONE: Final = {
    "password": "Your password is changed. Everywhere else you are signed out.",
    "ended": "Signed out there.",
    "others": "Signed out everywhere else.",
}


def routes(desk: Desk) -> list[BaseRoute]:
    """Return the routes of the page."""
    page = _Account(desk)
    return [
        desk.get(PATH, page.show),
        desk.post(f"{PATH}/password", page.change_password),
        desk.post(f"{PATH}/end", page.end),
        desk.post(f"{PATH}/end-others", page.end_others),
    ]


class _Account:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._office = desk.office

    def show(self, call: Call) -> Response:
        return self._page(call, done=_DONE.get(call.field("done"), ""))

    def change_password(self, call: Call) -> Response:
        old, new, again = (call.field(name)[:1_000] for name in ("old", "new", "again"))
        if new != again:
            return self._page(call, trouble="The two new passwords are not the same. Type both again.")
        try:
            self._office.change_password(call.staff.id, call.token, old, new, address_of(call.request))
        except ServiceRefused as refused:
            return self._page(call, trouble=str(refused))
        return RedirectResponse(f"{PATH}?done=password", 303)

    def end(self, call: Call) -> Response:
        self._office.end_session(call.staff.id, call.field("session"))
        return RedirectResponse(f"{PATH}?done=ended", 303)

    def end_others(self, call: Call) -> Response:
        self._office.end_other_sessions(call.staff.id, call.token)
        return RedirectResponse(f"{PATH}?done=others", 303)

    def _page(self, call: Call, done: str = "", trouble: str = "") -> Response:
        staff = call.staff
        answer = self._desk.page(
            call,
            "account.html",
            sessions=self._office.sign_ins(staff.id, call.token),
            roles=[role for role in ROLES if role in staff.roles],
            has_password=self._office.has_password(staff.id),
            may_read=self._office.may_read_audit(staff.id),
            may_let_in=bool(self._office.classes(staff.id, "substitutes")),
            done=done,
            trouble=trouble,
        )
        answer.status_code = 409 if trouble else 200
        return answer
