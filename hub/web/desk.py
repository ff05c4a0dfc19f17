"""The desk at which every page is asked for: who asks, with which session, and is the form really hers."""

import hmac
from collections.abc import Callable
from hashlib import blake2b
from typing import Any, Final, NamedTuple
from urllib.parse import quote, urlsplit
from zoneinfo import ZoneInfo

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.body_limit import RequestBodyLimitMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from classroom.staff import Staff
from hub.errors import HubError
from hub.service.office import Office
from hub.web.paper import Paper
from hub.web.sse import Written, stream

SIGN_IN: Final = "/sign-in"
_FIELDS: Final = 500


class Call(NamedTuple):
    """One request of somebody who is signed in."""

    request: Request
    staff: Staff
    token: str
    form: FormData

    def field(self, name: str) -> str:
        """Return a field of the form or the address, "" when it is not there."""
        value = self.form.get(name) or self.request.query_params.get(name) or ""
        return value if isinstance(value, str) else ""

    def fields(self, name: str) -> list[str]:
        """Return every text that a form gives for one name."""
        return [value for value in self.form.getlist(name) if isinstance(value, str)]

    def part(self, name: str) -> str:
        """Return a part of the path."""
        return str(self.request.path_params[name])

    @property
    def by_script(self) -> bool:
        """Whether a script of ours asks, which wants a short answer in place of a page."""
        return "hx-request" in self.request.headers


class SignInNeeded(HTTPException):
    """Nobody is signed in."""

    def __init__(self) -> None:
        super().__init__(401)


Page = Callable[[Call], Response]


class Desk:
    """Gives each page its caller; what it hands out is behind a session, and a POST behind the form's own token."""

    def __init__(self, office: Office, *, secure: bool) -> None:
        self.office = office
        self.tz = ZoneInfo(office.school().tz)
        self.paper = Paper(self.tz)
        self.secure = secure
        self.cookie = "__Host-waystation" if secure else "waystation"

    def get(self, path: str, page: Page) -> Route:
        """Return the route of a page that shows something."""

        async def show(request: Request) -> Response:
            return await run_in_threadpool(lambda: page(self.caller(request)))

        return Route(path, show, methods=["GET"])

    def post(self, path: str, page: Page) -> Route:
        """Return the route of something that a person does."""

        async def act(request: Request) -> Response:
            check_origin(request)
            form = await request.form(max_fields=_FIELDS, max_files=0)
            caller = await run_in_threadpool(self.caller, request, form)
            check_token(caller, caller.field("form_token"))
            return await run_in_threadpool(page, caller)

        return Route(path, act, methods=["POST"])

    def post_sound(self, path: str, page: Callable[[Call, bytes], Response], most: int) -> Route:
        """Return the route of something that a person says: the body is the sound, the form's token a header."""

        async def act(request: Request) -> Response:
            check_origin(request)
            caller = await run_in_threadpool(self.caller, request)
            check_token(caller, request.headers.get("x-form-token", ""))
            return await run_in_threadpool(page, caller, await request.body())

        limit = Middleware(RequestBodyLimitMiddleware, max_body_size=most)
        return Route(path, act, methods=["POST"], middleware=[limit])

    def watch(self, path: str, written: Callable[[Call], Written | None]) -> Route:
        """Return the route of a page's stream, as long as the session lasts.

        `written` gives the page as it is now; where it gives None or raises, the page is to be loaded again.
        """

        async def listen(request: Request) -> Response:
            def write() -> Written | None:
                try:
                    return written(self.caller(request, touched=False))
                except (SignInNeeded, HubError):
                    return None

            if await run_in_threadpool(write) is None:
                return Response(status_code=409, headers={"HX-Refresh": "true"})
            return stream(self.office.live, write, request.headers.get("last-event-id", ""))

        return Route(path, listen, methods=["GET"])

    def caller(self, request: Request, form: FormData | None = None, *, touched: bool = True) -> Call:
        """Return who asks; raise SignInNeeded. Reads the database: not for the event loop.

        `touched` is false for what a page asks without anybody's doing.
        """
        token = request.cookies.get(self.cookie, "")
        staff = self.office.session(token, touched=touched) if token else None
        if staff is None:
            raise SignInNeeded
        return Call(request, staff, token, form or FormData())

    def part(self, call: Call, template: str, **values: Any) -> HTMLResponse:
        """Return a piece of a page, for a script that puts it in its place."""
        return self.paper.page(
            template, form_token=form_token_of(call.token), now_ms=self.office.now_ms(), **values
        )

    def page(self, call: Call, template: str, **values: Any) -> HTMLResponse:
        """Return a whole page with its bar: who is signed in, what waits."""
        counts = self.office.counts(call.staff.id)
        return self.part(
            call, template, staff=call.staff, counts=counts, path=call.request.url.path, **values
        )


def form_token_of(session: str) -> str:
    """Return what each form of a session carries: only a page that this session was given knows it."""
    return blake2b(session.encode(), digest_size=16, person=b"waystation form").hexdigest()


def check_token(call: Call, token: str) -> None:
    """Raise when what was sent does not carry the token of the session that sends it."""
    if not hmac.compare_digest(form_token_of(call.token), token):
        raise HTTPException(403, "This form is from another session. Load the page again, then try again.")


def check_origin(request: Request) -> None:
    """Raise when a POST does not come from a page of this hub."""
    origin = request.headers.get("origin")
    if origin is None:
        same = request.headers.get("sec-fetch-site") == "same-origin"
    else:
        same = (
            urlsplit(origin).netloc == request.headers.get("host")
            and urlsplit(origin).scheme == request.url.scheme
        )
    if not same:
        raise HTTPException(403, "This came from another site, so nothing was done.")


async def to_sign_in(request: Request, _error: Exception) -> Response:
    """Send somebody without a session to sign in, and back here afterwards; tell a script so."""
    path = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    place = f"{SIGN_IN}?next={quote(path)}" if request.method == "GET" and path != "/" else SIGN_IN
    if "hx-request" in request.headers:
        return Response(status_code=401, headers={"HX-Redirect": SIGN_IN})
    return RedirectResponse(place, 303)
