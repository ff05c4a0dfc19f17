"""Times on the pages: how sure they are, a day that staff set, and a hub whose clock differs from the browser's."""

import msgspec
import pytest
from httpx import Client

from hub.service.shapes import Made
from tests.unit.hub.web import heron
from tests.unit.hub.web.asking import form_token, words
from tests.unit.hub.web.fake_office import PASSWORD, RIVERA, FakeOffice

DAY_MS = 86_400_000
BETWEEN = Made(
    from_ms=heron.NOW - 2 * DAY_MS, at_ms=heron.NOW - DAY_MS, first_day="2026-10-17", last_day="2026-10-18"
)


def put(office: FakeOffice, made: Made) -> None:
    office.waiting["e-1"] = msgspec.structs.replace(office.waiting["e-1"], made=made)


def test_a_piece_of_an_earlier_day_is_shown_with_its_day(teacher: Client, office: FakeOffice) -> None:
    at_ms = heron.NOW - 3 * DAY_MS
    put(office, Made(from_ms=at_ms, at_ms=at_ms))
    page = words(teacher.get("/review/e-1").text)
    assert "Fri 10:42" in page
    assert "Set the day" not in page


def test_a_piece_that_no_clock_dates_says_so_and_asks_for_its_day(
    teacher: Client, office: FakeOffice
) -> None:
    put(office, BETWEEN)
    answer = teacher.get("/review/e-1")
    assert "between Sat 10:42 and Sun 10:42" in words(answer.text)
    assert 'min="2026-10-17" max="2026-10-18"' in answer.text
    fields = {"form_token": form_token(teacher, "/review"), "day": "2026-10-17"}
    sent = teacher.post("/review/e-1/date", data=fields)
    assert (sent.status_code, sent.headers["location"]) == (303, "/review/e-1")
    assert office.dates == [("e-1", "2026-10-17", RIVERA.id)]
    put(office, msgspec.structs.replace(BETWEEN, day="2026-10-17", by="Ms Rivera"))
    page = words(teacher.get("/review/e-1").text)
    assert "17 Oct, as Ms Rivera says" in page
    assert "Its day was set by Ms Rivera." in page


def sign_in(stranger: Client, told: str) -> str:
    fields = {"name": RIVERA.name, "password": PASSWORD, "next": "/review", "clock": told}
    answer = stranger.post("/sign-in", data=fields)
    assert answer.status_code == 303
    return str(answer.headers["location"])


@pytest.mark.parametrize("told", ["", "soon", "-5", str(heron.NOW), str(heron.NOW + 119_000), "9" * 40])
def test_a_browser_that_agrees_or_tells_nothing_comes_in_without_a_question(
    stranger: Client, told: str
) -> None:
    assert sign_in(stranger, told) == "/review"


@pytest.mark.parametrize("off_ms", [121_000, -121_000, 365 * DAY_MS])
def test_over_two_minutes_a_person_is_asked_which_clock_is_right(stranger: Client, off_ms: int) -> None:
    assert sign_in(stranger, str(heron.NOW + off_ms)) == "/clock?next=/review"


def test_who_may_sets_the_hubs_clock_and_goes_on(teacher: Client, office: FakeOffice) -> None:
    page = teacher.get("/clock?next=/review")
    assert "This hub says Mon 19 Oct 2026, 10:42" in words(page.text)
    fields = {
        "form_token": form_token(teacher, "/clock"),
        "clock": str(heron.NOW + DAY_MS),
        "next": "/review",
    }
    sent = teacher.post("/clock", data=fields)
    assert (sent.status_code, sent.headers["location"]) == (303, "/review")
    assert office.clock_set == [(heron.NOW + DAY_MS, RIVERA.id)]


@pytest.mark.parametrize("told", ["", "noon", "1e9", "9" * 40])
def test_without_a_time_the_clock_is_not_set(teacher: Client, office: FakeOffice, told: str) -> None:
    fields = {"form_token": form_token(teacher, "/clock"), "clock": told}
    assert teacher.post("/clock", data=fields).status_code == 409
    assert office.clock_set == []


@pytest.mark.parametrize("after", ["//evil.example", "https://evil.example", "/clock", "/sign-in", ""])
def test_the_way_on_from_the_clock_stays_in_the_house(teacher: Client, after: str) -> None:
    fields = {"form_token": form_token(teacher, "/clock"), "clock": str(heron.NOW), "next": after}
    assert teacher.post("/clock", data=fields).headers["location"] == "/live"
