"""The first start (H00): before it is done a hub serves these steps and nothing else, to one browser."""

from collections.abc import Callable
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo, available_timezones

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.body_limit import RequestBodyLimitMiddleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from hub.backup.recovery import sheet_number
from hub.errors import ServiceRefused
from hub.reports.recovery import recovery_sheet
from hub.service.beginning import STEPS, Beginning, places_beyond, same
from hub.service.setting_up import local_timezone
from hub.web.codes import qr
from hub.web.desk import check_origin, form_token_of
from hub.web.headers import Headers
from hub.web.pages import trust
from hub.web.paper import STATIC, Paper

START: Final = "/start"
MAX_FORM: Final = 16 * 1_024
LANGUAGES: Final = (
    ("en", "English"), ("es", "Español"), ("pt", "Português"), ("fr", "Français"), ("de", "Deutsch"),
    ("it", "Italiano"), ("nl", "Nederlands"), ("pl", "Polski"), ("tr", "Türkçe"), ("ar", "العربية"),
    ("zh", "中文"), ("vi", "Tiếng Việt"), ("so", "Soomaali"), ("uk", "Українська"),
)  # fmt: skip
_EVERY: Final = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]


def first_start_app(
    beginning: Beginning, folder: Path, mounts: Callable[[], str], *, secure: bool, known: trust.Known | None
) -> ASGIApp:
    """Return what is served; `mounts()` is the kernel's list of what is plugged in where."""
    steps = _Steps(beginning, folder, mounts, secure=secure)
    app = Starlette(
        routes=[
            Mount("/static", StaticFiles(directory=STATIC)),
            *(trust.routes(known) if known else []),
            Route(START, steps.show, methods=["GET"]),
            Route(f"{START}/sheet.pdf", steps.sheet, methods=["GET"]),
            Route(START + "/{step}", steps.take, methods=["POST"]),
            Route("/{anything:path}", lambda _request: RedirectResponse(START, 303), methods=_EVERY),
        ],
        middleware=[Middleware(RequestBodyLimitMiddleware, max_body_size=MAX_FORM)],
        exception_handlers={HTTPException: steps.trouble},
    )
    return Headers(app, secure=secure)


class _Steps:
    def __init__(
        self, beginning: Beginning, folder: Path, mounts: Callable[[], str], *, secure: bool
    ) -> None:
        self._beginning, self._folder, self._mounts, self._secure = beginning, folder, mounts, secure
        self._paper = Paper(ZoneInfo("UTC"))
        self._cookie = "__Host-waystation-start" if secure else "waystation-start"

    async def show(self, request: Request) -> Response:
        return await run_in_threadpool(self._page, request)

    async def sheet(self, request: Request) -> Response:
        """The recovery sheet as a PDF, as long as its words have not come back."""
        if not self._is_hers(request) or self._beginning.step not in {"recovery", "words"}:
            return RedirectResponse(START, 303)
        return await run_in_threadpool(self._sheet)

    async def take(self, request: Request) -> Response:
        check_origin(request)
        form = await request.form(max_fields=20, max_files=0)
        return await run_in_threadpool(self._take, request, str(request.path_params["step"]), form)

    async def trouble(self, _request: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException) else 500
        return self._paper.page(
            "trouble.html", status, title="This was refused", sentence="", now="Nothing was changed."
        )

    def _take(self, request: Request, step: str, form: FormData) -> Response:
        def field(name: str) -> str:
            value = form.get(name)
            return value[:1_000] if isinstance(value, str) else ""

        if step == "code":
            return self._enter(request, field("code"))
        token = request.cookies.get(self._cookie, "")
        if not self._is_hers(request):
            return RedirectResponse(START, 303)
        if not same(form_token_of(token), field("form_token")):
            raise HTTPException(403)
        try:
            self._say(step, field)
        except ServiceRefused as refused:
            return self._page(request, str(refused), {name: field(name) for name in form})
        return RedirectResponse(START, 303)

    def _say(self, step: str, field: Callable[[str], str]) -> None:
        """Hand on what a step says; a step that is not the present one says nothing."""
        beginning = self._beginning
        if step == "back":
            beginning.back_to(field("to"))
        elif step != beginning.step:
            return
        elif step == "school":
            beginning.say_school(field("language"), field("school"), field("timezone"))
        elif step == "person":
            beginning.say_person(field("name"), field("password"), field("again"))
        elif step == "recovery":
            beginning.written_down()
        elif step == "words":
            beginning.say_words(tuple(field(f"word{place}") for place in beginning.places()))
        elif step == "second":
            beginning.say_second("" if field("without") else field("typed") or field("place"))
        elif step == "class":
            beginning.say_class(field("class"))
            beginning.finished.set()

    def _enter(self, request: Request, code: str) -> Response:
        try:
            token = self._beginning.enter(code)
        except ServiceRefused as refused:
            return self._page(request, str(refused))
        answer = RedirectResponse(START, 303)
        answer.set_cookie(self._cookie, token, secure=self._secure, httponly=True, samesite="strict")
        return answer

    def _page(self, request: Request, trouble: str = "", typed: dict[str, str] | None = None) -> Response:
        beginning = self._beginning
        hers = self._is_hers(request)
        step = beginning.step if hers else "code"
        values = {} if not hers else self._values(step)
        return self._paper.page(
            f"start/{step}.html",
            409 if trouble else 200,
            said=beginning.answers if hers else None,
            typed={name: value for name, value in (typed or {}).items() if "word" not in name},
            step=step,
            number=STEPS.index(step) + 1 if step in STEPS else 0,
            of=len(STEPS),
            form_token=form_token_of(request.cookies.get(self._cookie, "")),
            trouble=trouble,
            **values,
        )

    def _values(self, step: str) -> dict[str, object]:
        beginning = self._beginning
        if step == "school":
            zones = sorted(zone for zone in available_timezones() if "/" in zone)
            return {"languages": LANGUAGES, "zones": zones, "here": local_timezone()}
        if step == "recovery":
            key = beginning.recovery_key()
            return {"key": key, "sheet": sheet_number(key.public), "code": qr(key.text, "The nine words")}
        if step == "words":
            return {"places": beginning.places()}
        if step == "second":
            return {"found": places_beyond(self._folder, self._mounts())}
        return {}

    def _sheet(self) -> Response:
        key = self._beginning.recovery_key()
        pdf = recovery_sheet(self._beginning.answers.school, sheet_number(key.public), key.words, key.text)
        headers = {"Content-Disposition": 'attachment; filename="recovery-sheet.pdf"'}
        return Response(pdf, media_type="application/pdf", headers=headers)

    def _is_hers(self, request: Request) -> bool:
        return self._beginning.is_hers(request.cookies.get(self._cookie, ""))
