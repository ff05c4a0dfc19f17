"""What the page of requests hands on to the office, and what it says of each request."""

import pytest
from httpx import Client

from classroom.asking import AskKind, Stage
from hub.service.asking import Reply
from hub.web import request_phrases
from tests.unit.hub.web.asking import form_token, words
from tests.unit.hub.web.fake_asking import REQUESTS, request_now
from tests.unit.hub.web.fake_office import RIVERA, FakeOffice


def answer(client: Client, request: str, **fields: str) -> tuple[int, str]:
    data = {"form_token": form_token(client, "/requests"), "request": request, **fields}
    got = client.post("/requests/answer", data=data)
    return got.status_code, words(got.text)


def test_each_request_says_who_what_why_and_how_old(teacher: Client) -> None:
    page = words(teacher.get("/requests").text)
    assert "4 requests, oldest first. An answer within two school days. 1 waits longer." in page
    assert "Show again 4 school days" in page
    assert "Would like to tell it. Since then: practised." in page
    assert "Would like to start this now. M02, M03 would come first." in page
    assert "Sees it differently and would like to talk." in page
    assert "Thu 5 Nov, 10:30 · Show-It Table · Ms Rivera" in page


def test_its_number_stands_beside_the_pages(teacher: Client) -> None:
    assert "Requests 4" in words(teacher.get("/review").text)


def test_agreeing_hands_on_day_time_place_and_words(teacher: Client, office: FakeOffice) -> None:
    status, _ = answer(
        teacher, "r-late", step="set", day="2026-11-05", time="10:30", zone="show", words="Bring your bridge."
    )
    assert status == 303
    wanted = Reply("set", "Bring your bridge.", "2026-11-05", "10:30", "show")
    assert office.replies == [("r-late", RIVERA.id, wanted)]


@pytest.mark.parametrize("step", ["done", "talked", "waive", "check", "talk"])
def test_without_words_nothing_is_closed_and_what_was_typed_stays(
    teacher: Client, office: FakeOffice, step: str
) -> None:
    request = "r-early" if step in {"waive", "check", "talk"} else "r-late"
    status, page = answer(teacher, request, step=step, time="9:15", words=" ")
    assert status == 409
    assert "Say it in your own words" in page
    assert office.replies == []


def test_an_answer_that_no_form_of_ours_gives_is_refused(teacher: Client, office: FakeOffice) -> None:
    status, page = answer(teacher, "r-late", step="expel")
    assert status == 409
    assert "Choose one of the answers." in page
    assert office.replies == []


def test_a_request_that_is_gone_still_says_what_was_wrong(teacher: Client) -> None:
    status, page = answer(teacher, "r-nowhere", step="done")
    assert status == 409
    assert "own words" in page


def test_nobody_waiting_is_said_in_a_kind_line(teacher: Client, office: FakeOffice) -> None:
    office.wishes = ()
    assert "Nobody waits for an answer" in words(teacher.get("/requests").text)


def test_what_was_agreed_without_a_day_says_so() -> None:
    agreed = request_now("r", AskKind.AGAIN, stage=Stage.AGREED, by_name="Ms Rivera")
    assert request_phrases.agreed(agreed) == "Ms Rivera agreed. A time is still to be set."
    assert request_phrases.agreed(REQUESTS[0]) == ""
    assert request_phrases.age(REQUESTS[2]) == "today"
