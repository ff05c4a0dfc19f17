"""The hub's clock: at sign-in the browser tells its time, and where the two differ a person says which is right."""

import re
from typing import Final

from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute

from hub.errors import ServiceRefused
from hub.web.desk import Call, Desk

PATH: Final = "/clock"
WARN_MS: Final = 120_000
"""A difference beyond which somebody is asked: less is a browser that is a little off."""
_OUR_PATH: Final = re.compile(r"/(?!sign-in|clock)[A-Za-z0-9][^\\\s]*")
_MS: Final = re.compile(r"\d{1,15}")


def routes(desk: Desk) -> list[BaseRoute]:
    """Return the routes of the page."""
    page = _Clock(desk)
    return [desk.get(PATH, page.show), desk.post(PATH, page.set)]


def told_ms(text: str) -> int | None:
    """Return the time (UTC ms) that a browser tells in a form; None for anything else."""
    return int(text) if _MS.fullmatch(text) else None


def differs(told: str, now_ms: int) -> bool:
    """Whether a browser's time is so far from the hub's that a person has to say which is right."""
    browser_ms = told_ms(told)
    return browser_ms is not None and abs(browser_ms - now_ms) > WARN_MS


class _Clock:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._office = desk.office

    def show(self, call: Call) -> Response:
        may = self._office.may_set_clock(call.staff.id)
        return self._desk.page(call, "clock.html", may=may, after=_safe(call.field("next")))

    def set(self, call: Call) -> Response:
        true_ms = told_ms(call.field("clock"))
        if true_ms is None:
            raise ServiceRefused(
                "The page could not tell what time it is here. Load it again, with scripts allowed."
            )
        self._office.set_clock(true_ms, call.staff.id)
        return RedirectResponse(_safe(call.field("next")), 303)


def _safe(after: str) -> str:
    return after if _OUR_PATH.fullmatch(after) else "/live"
