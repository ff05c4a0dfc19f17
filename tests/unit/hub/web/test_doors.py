"""Who gets in, what a form must carry, and what every answer says to the browser."""

from typing import cast

import httpx
import pytest
from httpx import Client
from starlette.applications import Starlette
from starlette.routing import Route

from hub.service.office import Office
from hub.web.app import make_app
from hub.web.headers import Headers
from tests.unit.hub.web.asking import form_token, words
from tests.unit.hub.web.fake_office import MAX_TRIES, PASSWORD, RIVERA, FakeOffice
from tests.unit.hub.web.serving import serving

OPEN = {"/", "/sign-in", "/sign-in/once", "/enrol"}


def routes() -> list[Route]:
    app = make_app(cast("Office", FakeOffice()), secure=False)
    assert isinstance(app, Headers)
    assert isinstance(app._app, Starlette)
    return [route for route in app._app.routes if isinstance(route, Route)]


def addresses(method: str) -> list[str]:
    found = [route.path for route in routes() if method in (route.methods or ())]
    return sorted(path.replace("{", "").replace("}", "") for path in found if path not in OPEN)


def test_no_page_is_shown_to_somebody_who_is_not_signed_in(stranger: Client) -> None:
    for address in addresses("GET"):
        answer = stranger.get(address)
        assert answer.status_code == (409 if address.endswith("/stream") else 303), address
        assert answer.text == ""


def test_nothing_is_done_for_somebody_who_is_not_signed_in(stranger: Client) -> None:
    for address in addresses("POST"):
        answer = stranger.post(address, data={"form_token": "guess"})
        assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in"), address


@pytest.mark.parametrize("token", ["", "0" * 32, "not a token"])
def test_a_form_without_the_token_of_its_session_is_refused(
    teacher: Client, office: FakeOffice, token: str
) -> None:
    before = office.now
    for address in addresses("POST"):
        answer = teacher.post(address, data={"form_token": token, "class": "c-heron", "do": "close"})
        assert answer.status_code == 403, address
    assert office.now is before
    assert office.sessions


@pytest.mark.parametrize(
    "origin", ["http://elsewhere.example", "null", "https://127.0.0.1", "http://127.0.0.1:1"]
)
def test_a_form_from_another_site_is_refused(teacher: Client, office: FakeOffice, origin: str) -> None:
    fields = {"form_token": form_token(teacher), "name": RIVERA.name, "password": PASSWORD}
    for address in [*addresses("POST"), "/sign-in"]:
        answer = teacher.post(address, data=fields, headers={"origin": origin})
        assert answer.status_code == 403, address
    assert len(office.sessions) == 1


def test_a_form_without_origin_needs_the_browsers_word_that_it_is_ours(teacher: Client) -> None:
    fields = {"form_token": form_token(teacher), "class": "c-heron", "do": "close"}
    del teacher.headers["origin"]
    assert teacher.post("/live/block", data=fields).status_code == 403
    assert (
        teacher.post("/live/block", data=fields, headers={"sec-fetch-site": "cross-site"}).status_code == 403
    )
    assert (
        teacher.post("/live/block", data=fields, headers={"sec-fetch-site": "same-origin"}).status_code == 303
    )


def test_the_token_of_one_session_does_not_open_forms_of_another(teacher: Client, office: FakeOffice) -> None:
    mine = form_token(teacher)
    teacher.post("/sign-out", data={"form_token": mine})
    teacher.post("/sign-in", data={"name": RIVERA.name, "password": PASSWORD})
    assert form_token(teacher) != mine
    assert teacher.post("/live/block", data={"form_token": mine, "class": "c-heron"}).status_code == 403


def test_a_wrong_name_and_a_wrong_password_hear_the_same_sentence(stranger: Client) -> None:
    name = stranger.post("/sign-in", data={"name": "Nobody", "password": PASSWORD})
    password = stranger.post("/sign-in", data={"name": RIVERA.name, "password": "guess"})
    assert name.status_code == password.status_code == 403
    assert words(name.text) == words(password.text)
    assert "That name and password do not go together" in words(name.text)
    assert not stranger.cookies


def test_too_many_tries_are_told_how_long_to_wait(stranger: Client) -> None:
    for _ in range(MAX_TRIES):
        stranger.post("/sign-in", data={"name": RIVERA.name, "password": "guess"})
    answer = stranger.post("/sign-in", data={"name": RIVERA.name, "password": PASSWORD})
    assert answer.status_code == 429
    assert "Wait 30 seconds" in words(answer.text)


def test_after_signing_in_one_is_where_one_wanted_to_be(stranger: Client) -> None:
    sent_to = stranger.get("/learners?class=c-heron").headers["location"]
    page = stranger.get(sent_to)
    assert 'name="next" value="/learners?class=c-heron"' in page.text
    fields = {"name": RIVERA.name, "password": PASSWORD, "next": "/learners?class=c-heron"}
    assert stranger.post("/sign-in", data=fields).headers["location"] == "/learners?class=c-heron"


@pytest.mark.parametrize(
    "address",
    [
        "//evil.example",
        "/\\evil.example",
        "https://evil.example",
        "javascript:1",
        "/sign-in",
        "/\t/e.example",
        "",
    ],
)
def test_signing_in_never_leads_away_from_the_hub(stranger: Client, address: str) -> None:
    fields = {"name": RIVERA.name, "password": PASSWORD, "next": address}
    assert stranger.post("/sign-in", data=fields).headers["location"] == "/live"


def test_a_link_signs_in_once(stranger: Client, office: FakeOffice) -> None:
    link = f"/sign-in/once?token={office.one_time_sign_in()}"
    assert stranger.get(link).headers["location"] == "/live"
    assert stranger.get("/live").status_code == 200
    stranger.cookies.clear()
    again = stranger.get(link)
    assert again.status_code == 403
    assert "used already" in words(again.text)


def test_signing_out_ends_the_session_here_and_at_the_office(teacher: Client, office: FakeOffice) -> None:
    answer = teacher.post("/sign-out", data={"form_token": form_token(teacher)})
    assert answer.headers["location"] == "/sign-in"
    assert office.sessions == {}
    assert not teacher.cookies


def test_the_cookie_is_strict_and_out_of_reach_of_scripts(stranger: Client) -> None:
    answer = stranger.post("/sign-in", data={"name": RIVERA.name, "password": PASSWORD})
    flags = {part.strip().lower() for part in answer.headers["set-cookie"].split(";")[1:]}
    assert flags == {"httponly", "path=/", "samesite=strict"}
    assert answer.headers["set-cookie"].startswith("waystation=")


def test_over_https_the_cookie_is_bound_to_the_host(office: FakeOffice) -> None:
    with serving(office, secure=True) as address:
        fields = {"name": RIVERA.name, "password": PASSWORD}
        answer = httpx.post(f"{address}/sign-in", data=fields, headers={"origin": address})
    flags = {part.strip().lower() for part in answer.headers["set-cookie"].split(";")[1:]}
    assert flags == {"httponly", "path=/", "samesite=strict", "secure"}
    assert answer.headers["set-cookie"].startswith("__Host-waystation=")
    assert "max-age" in answer.headers["strict-transport-security"]


def test_every_answer_carries_the_same_strict_headers(teacher: Client) -> None:
    shown = ("/", "/sign-in", "/live", "/review", "/media/m-photo", "/static/css/house.css")
    for address in (*shown, "/nowhere", "/learners/nobody", "/static/none.js", "/media/none"):
        headers = teacher.get(address).headers
        policy = headers["content-security-policy"]
        assert "default-src 'self'" in policy or "sandbox" in policy
        assert "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
        assert headers["x-frame-options"] == "DENY"


def test_no_page_is_kept_by_a_browser_and_our_own_files_are(teacher: Client) -> None:
    assert teacher.get("/live").headers["cache-control"] == "no-store"
    assert teacher.get("/media/m-photo").headers["cache-control"] == "no-store"
    page = teacher.get("/live").text
    style = page.split('rel="stylesheet" href="')[1].split('"')[0]
    assert teacher.get(style).headers["cache-control"] == "max-age=31536000, immutable"
    assert teacher.get("/static/css/house.css").headers["cache-control"] == "no-cache"


def test_no_page_holds_a_script_a_style_or_a_handler_of_its_own(teacher: Client) -> None:
    learner = "/learners/019a0000-0000-7000-8000-000000000000"
    for address in ("/live", "/review", "/learners", learner, "/badges", "/nowhere"):
        page = teacher.get(address).text
        assert "<style" not in page
        assert " style=" not in page
        assert " onclick" not in page
        assert "javascript:" not in page
        assert page.count("<script") == page.count("<script src=") + page.count('<script type="module" src=')


def test_the_same_words_answer_for_another_class_and_for_no_class(teacher: Client) -> None:
    theirs, nobodys = teacher.get("/learners/someone-elses"), teacher.get("/live?class=c-none")
    assert theirs.status_code == nobodys.status_code == 403
    assert words(theirs.text) == words(nobodys.text)
    assert "a class that is not yours" in words(theirs.text)


def test_a_page_that_is_not_there_says_where_to_go(teacher: Client) -> None:
    answer = teacher.get("/nowhere")
    assert answer.status_code == 404
    assert "There is no such page" in words(answer.text)
    assert 'href="/live"' in answer.text


def test_a_failure_tells_nothing_of_itself(teacher: Client, office: FakeOffice) -> None:
    office.trouble = RuntimeError("secret detail")
    answer = teacher.get("/live")
    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert "Something went wrong in here" in words(answer.text)
    assert "content-security-policy" in answer.headers


def test_too_large_a_form_is_refused(teacher: Client) -> None:
    fields = {"form_token": form_token(teacher), "own": "x" * 100_000}
    assert teacher.post("/review/e-1/answer", data=fields).status_code == 413
