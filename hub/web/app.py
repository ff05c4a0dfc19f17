"""The web application: every page, our own files, and what to say when something is refused."""

from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import Final

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.body_limit import RequestBodyLimitMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from hub.errors import (
    HubError,
    LevelsNotYours,
    MediaAway,
    NoRecoveryKey,
    NoSecondDevice,
    NotYours,
    ServiceRefused,
)
from hub.service.office import Office
from hub.web import auth
from hub.web.desk import Desk, to_sign_in
from hub.web.headers import Headers
from hub.web.pages import (
    account,
    audit,
    badges,
    clock,
    data,
    door,
    enrol,
    hands,
    learners,
    live,
    media,
    requests,
    review,
    review_words,
    stations,
    substitutes,
    trust,
)
from hub.web.paper import STATIC

MAX_FORM: Final = 64 * 1_024
_SAYS: Final = {
    403: ("This was refused", "Nothing was changed."),
    404: ("There is no such page", "It may have moved, or belong to another class."),
    405: ("This page cannot do that", "Nothing was changed."),
    413: ("That was too much at once", "Nothing was changed. Try with less."),
    500: ("Something went wrong in here", "What was saved before is safe."),
}


def make_app(office: Office, *, secure: bool, known: trust.Known | None = None) -> ASGIApp:
    """Return the application; `secure` when it is reached over HTTPS, so that cookies say so.

    `known` is what says how to trust this hub; without TLS there is nothing of it to say.
    """
    desk = Desk(office, secure=secure)
    app = Starlette(
        routes=[
            Route("/", lambda _request: RedirectResponse(live.PATH, 303)),
            Mount("/static", StaticFiles(directory=STATIC)),
            *(trust.routes(known) if known else []),
            *auth.routes(desk),
            *live.routes(desk),
            *review_words.routes(desk),
            *hands.routes(desk),
            *review.routes(desk),
            *requests.routes(desk),
            *learners.routes(desk),
            *badges.routes(desk),
            *stations.routes(desk),
            *door.routes(desk),
            *enrol.routes(desk),
            *media.routes(desk),
            *clock.routes(desk),
            *data.routes(desk),
            *account.routes(desk),
            *substitutes.routes(desk),
            *audit.routes(desk),
        ],
        middleware=[Middleware(RequestBodyLimitMiddleware, max_body_size=MAX_FORM)],
        exception_handlers={
            401: to_sign_in,
            HTTPException: _trouble(desk),
            HubError: _trouble(desk),
            Exception: _trouble(desk),
        },
    )
    return Headers(app, secure=secure)


def _trouble(desk: Desk) -> Callable[[Request, Exception], Awaitable[Response]]:
    """Return what answers an error: a sentence for a script, a page that says what now for a person."""

    async def say(request: Request, error: Exception) -> Response:
        status, sentence = _status(error)
        if "hx-request" in request.headers:
            return PlainTextResponse(sentence, status)
        title, now = _SAYS.get(status, (HTTPStatus(status).phrase, "Nothing was changed."))
        return await run_in_threadpool(
            desk.paper.page, "trouble.html", status, title=title, sentence=sentence, now=now
        )

    return say


def _status(error: Exception) -> tuple[int, str]:
    """Return the status of an error and its sentence; what nobody foresaw says nothing of itself."""
    match error:
        case NotYours() | LevelsNotYours():
            return 403, str(error)
        case MediaAway():
            return 404, str(error)
        case ServiceRefused() | NoRecoveryKey() | NoSecondDevice():
            return 409, str(error)
        case HTTPException():
            told = error.detail != HTTPStatus(error.status_code).phrase
            return error.status_code, error.detail if told else ""
    return 500, ""
