"""Signing in and out: a name and a password, or a link that works once; the session lives in one strict cookie."""

import re
from typing import Final
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from hub.errors import TooManyTries
from hub.web.desk import SIGN_IN, Call, Desk, check_origin
from hub.web.pages import clock
from hub.web.visitor import address_of, device_of

HOME: Final = "/live"
WRONG: Final = "That name and password do not go together. Try again."
SPENT: Final = "This link was used already, or is too old. Sign in with your name and password."
ONCE: Final = f"{SIGN_IN}/once"
_FIELDS: Final = ("name", "password", "next", "clock")
_OUR_PATH: Final = re.compile(r"/(?!sign-in)[A-Za-z0-9][^\\\s]*")


def routes(desk: Desk) -> list[BaseRoute]:
    """Return the only pages, beside our own files, that need no session."""
    door = _Door(desk)
    return [
        Route(SIGN_IN, door.show, methods=["GET"]),
        Route(SIGN_IN, door.enter, methods=["POST"]),
        Route(ONCE, door.once, methods=["GET"]),
        Route(ONCE, door.once_typed, methods=["POST"]),
        desk.post("/sign-out", door.leave),
    ]


class _Door:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def show(self, request: Request) -> Response:
        return await run_in_threadpool(self._form, request.query_params.get("next", ""))

    async def enter(self, request: Request) -> Response:
        check_origin(request)
        form = await request.form(max_fields=10, max_files=0)
        name, password, after, told = (str(form.get(field) or "") for field in _FIELDS)
        return await run_in_threadpool(self._enter, request, name, password, after, told)

    async def once(self, request: Request) -> Response:
        return await run_in_threadpool(self._once, request, request.query_params.get("token", ""))

    async def once_typed(self, request: Request) -> Response:
        check_origin(request)
        form = await request.form(max_fields=10, max_files=0)
        return await run_in_threadpool(self._once, request, str(form.get("token") or ""))

    def leave(self, call: Call) -> Response:
        self._desk.office.close_session(call.token)
        answer = RedirectResponse(SIGN_IN, 303, headers={"Clear-Site-Data": '"cache"'})
        answer.delete_cookie(self._desk.cookie, secure=self._desk.secure, httponly=True, samesite="strict")
        return answer

    def _enter(self, request: Request, name: str, password: str, after: str, told: str) -> Response:
        """Let somebody in; where her browser has another time than we have, she is asked first which is right."""
        try:
            staff = self._desk.office.check_password(
                name.strip()[:200], password[:1_000], address_of(request)
            )
        except TooManyTries as refused:
            return self._form(after, name, str(refused), 429)
        if staff is None:
            return self._form(after, name, WRONG, 403)
        home = after if _OUR_PATH.fullmatch(after) else HOME
        asked = f"{clock.PATH}?next={quote(home)}"
        return self._admit(request, staff, asked if clock.differs(told, self._desk.office.now_ms()) else home)

    def _once(self, request: Request, token: str) -> Response:
        try:
            staff = self._desk.office.use_one_time(token[:200], address_of(request)) if token else None
        except TooManyTries as refused:
            return self._form("", trouble=str(refused), status=429, day_pass=True)
        if staff is None:
            return self._form("", trouble=SPENT, status=403, day_pass=True)
        return self._admit(request, staff, HOME)

    def _admit(self, request: Request, staff: str, after: str) -> Response:
        answer = RedirectResponse(after if _OUR_PATH.fullmatch(after) else HOME, 303)
        answer.set_cookie(
            self._desk.cookie,
            self._desk.office.open_session(staff, device_of(request), address_of(request)),
            secure=self._desk.secure,
            httponly=True,
            samesite="strict",
        )
        return answer

    def _form(
        self, after: str, name: str = "", trouble: str = "", status: int = 200, *, day_pass: bool = False
    ) -> Response:
        school = self._desk.office.school().name
        return self._desk.paper.page(
            "sign_in.html",
            status,
            school=school,
            after=after,
            name=name[:200],
            trouble=trouble,
            day_pass=day_pass,
        )
