"""The pages of a first start: nothing else is served, one browser goes on, nothing secret is handed out again."""

import html
import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from httpx import Client

from hub.service.beginning import Beginning
from hub.web.first_start import MAX_FORM, first_start_app
from hub.web.headers import ALWAYS
from hub.web.serving import Serving
from plumbing import seal
from tests.factories_hub import Clock


@pytest.fixture
def beginning(tmp_path: Path) -> Beginning:
    return Beginning(tmp_path, Clock(), seal.random_bytes)


@pytest.fixture
def stranger(beginning: Beginning, tmp_path: Path) -> Iterator[Client]:
    app = first_start_app(beginning, tmp_path, lambda: "", secure=False, known=None)
    door = Serving(app, "127.0.0.1", 0)
    address = f"http://127.0.0.1:{door.port}"
    with Client(base_url=address, headers={"origin": address}) as client:
        yield client
    door.stop()


@pytest.fixture
def first(stranger: Client, beginning: Beginning) -> Client:
    assert stranger.post("/start/code", data={"code": beginning.code}).status_code == 303
    return stranger


def say(client: Client, step: str, **fields: str) -> httpx.Response:
    found = re.search(r'name="form_token" value="(\w+)"', client.get("/start").text)
    assert found
    return client.post(f"/start/{step}", data=fields | {"form_token": found[1]})


def to_the_sheet(client: Client) -> None:
    say(client, "school", language="en", school="Cedar Bend", timezone="UTC")
    say(client, "person", name="Ms R", password="long enough", again="long enough")


def test_every_address_leads_to_the_first_step(stranger: Client) -> None:
    for path in ("/", "/live", "/sign-in", "/sign-in/once?token=x", "/audit", "/media/x", "/trust"):
        for method in ("GET", "POST", "PUT", "DELETE"):
            answer = stranger.request(method, path)
            assert (answer.status_code, answer.headers["location"]) == (303, "/start"), (method, path)
    page = stranger.get("/start")
    assert "The four words" in page.text
    assert all(page.headers[name] == value for name, value in ALWAYS.items())
    assert page.headers["cache-control"] == "no-store"


def test_without_the_code_no_step_says_or_hears_anything(stranger: Client, beginning: Beginning) -> None:
    for step in ("school", "person", "recovery", "words", "second", "class", "back"):
        answer = stranger.post(
            f"/start/{step}", data={"school": "Mine", "class": "Mine", "form_token": "0" * 32}
        )
        assert answer.headers["location"] == "/start"
    assert stranger.get("/start/sheet.pdf").status_code == 303
    assert beginning.step == "code"
    assert stranger.post("/start/code", data={"code": "wrong"}).status_code == 409


def test_another_browser_is_kept_out_and_a_forged_form_too(first: Client, beginning: Beginning) -> None:
    with Client(base_url=first.base_url, headers=first.headers) as other:
        assert "The four words" in other.get("/start").text
        refused = other.post("/start/code", data={"code": beginning.code})
        assert (refused.status_code, "another browser" in refused.text) == (409, True)
    fields = {"language": "en", "school": "Cedar Bend", "timezone": "UTC"}
    assert first.post("/start/school", data=fields).status_code == 403
    assert (
        first.post("/start/school", data=fields, headers={"origin": "http://evil.example"}).status_code == 403
    )
    assert first.post("/start/school", data={"school": "x" * (MAX_FORM + 1)}).status_code == 413
    assert beginning.step == "school"


def test_the_words_are_shown_until_they_came_back_and_never_again(
    first: Client, beginning: Beginning
) -> None:
    to_the_sheet(first)
    key = beginning.recovery_key()
    shown = first.get("/start").text
    assert all(word in shown for word in key.words)
    assert first.get("/start/sheet.pdf").content.startswith(b"%PDF")
    say(first, "recovery")
    asked = first.get("/start").text
    assert not any(word in asked for word in key.words)
    wrong = say(first, "words", **{f"word{place}": "babab" for place in beginning.places()})
    assert wrong.status_code == 409
    assert "babab" not in wrong.text
    assert not any(word in wrong.text for word in key.words)
    say(first, "words", **{f"word{place}": key.words[place - 1] for place in beginning.places()})
    assert beginning.step == "second"
    assert first.get("/start/sheet.pdf").status_code == 303
    assert not any(word in first.get("/start").text for word in key.words)


def test_a_step_that_was_passed_hears_nothing_again(first: Client, beginning: Beginning) -> None:
    to_the_sheet(first)
    say(first, "class", **{"class": "Too early"})
    assert (beginning.step, beginning.answers.class_name) == ("recovery", "")
    assert not beginning.finished.is_set()


def test_going_on_without_a_second_device_is_warned_of(first: Client, beginning: Beginning) -> None:
    to_the_sheet(first)
    key = beginning.recovery_key()
    say(first, "recovery")
    say(first, "words", **{f"word{place}": key.words[place - 1] for place in beginning.places()})
    page = html.unescape(first.get("/start").text)
    assert "everything lies on one disk" in page
    assert say(first, "second", typed="/nowhere/here").status_code == 409
    say(first, "second", without="yes")
    say(first, "class", **{"class": "Heron"})
    assert beginning.finished.is_set()
    assert "There is no second device yet" in html.unescape(first.get("/start").text)


def test_what_a_person_typed_is_never_code(first: Client) -> None:
    evil = '"><script>alert(1)</script>{{ 7*7 }}'
    say(first, "school", language="en", school=evil, timezone="UTC")
    say(first, "back", to="school")
    page = first.get("/start").text
    assert "<script>alert" not in page
    assert html.escape(evil, quote=False)[2:20] in html.unescape(page) or "&lt;script&gt;" in page
