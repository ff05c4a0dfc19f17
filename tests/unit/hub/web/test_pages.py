"""What the pages hand on to the office, and what they make of its answers."""

import inspect

import msgspec
import pytest
from httpx import Client

from hub.service.office import Office
from hub.service.shapes import Answer, Chip
from tests.unit.hub.web import heron
from tests.unit.hub.web.asking import form_token, words
from tests.unit.hub.web.fake_office import FakeOffice


def review(client: Client, **fields: str | list[str]) -> tuple[int, str]:
    token = form_token(client, "/review")
    answer = client.post("/review/e-1/answer", data={"form_token": token, **fields})
    return answer.status_code, words(answer.text)


def test_the_fake_office_answers_to_the_same_words_as_the_real_one() -> None:
    mine = {
        name: method for name, method in inspect.getmembers(FakeOffice, inspect.isfunction) if name[0] != "_"
    }
    del mine["set_room"], mine["set_posts"], mine["set_door"]
    for name, method in mine.items():
        theirs = inspect.signature(getattr(Office, name)).parameters
        assert list(inspect.signature(method).parameters) == list(theirs), name


def test_an_answer_carries_level_decision_words_and_reason(teacher: Client, office: FakeOffice) -> None:
    chips = ["glow:Clear reason", "next:Try: a longer bridge"]
    review(
        teacher, level="4", decision="beyond", chip=chips, own=" Read it aloud ", reason="Agreed in a talk"
    )
    assert list(office.answers.values()) == [
        (
            "e-1",
            Answer(
                level=4,
                decision="beyond",
                words=(
                    Chip(kind="glow", text="Clear reason"),
                    Chip(kind="next", text="Try: a longer bridge"),
                    Chip(kind="next", text="Read it aloud"),
                ),
                reason="Agreed in a talk",
            ),
        )
    ]


@pytest.mark.parametrize(
    "fields",
    [{"level": "5"}, {"level": "x"}, {"decision": "expel"}, {"chip": "shout:no"}, {"chip": "glow: "}],
)
def test_an_answer_that_no_page_of_ours_gives_is_refused(
    teacher: Client, office: FakeOffice, fields: dict[str, str]
) -> None:
    status, _ = review(teacher, **fields)
    assert status == 409
    assert office.answers == {}


def test_a_reason_that_is_not_on_the_list_is_no_reason(teacher: Client, office: FakeOffice) -> None:
    review(teacher, level="3", reason="because")
    assert [answer.reason for _, answer in office.answers.values()] == [""]


def test_the_office_has_the_last_word_and_its_sentence_is_shown(teacher: Client, office: FakeOffice) -> None:
    status, text = review(teacher, level="2")
    assert status == 409
    assert "Add a next step first: G and a number." in text


@pytest.mark.parametrize(
    ("did", "says"), [("judged", "G10: mastered."), ("counts", "G10: level 3 for this piece.")]
)
def test_the_line_that_offers_undo_says_what_was_done(
    teacher: Client, office: FakeOffice, did: str, says: str
) -> None:
    piece = msgspec.structs.replace(office.waiting["e-1"], policy_met=did == "judged")
    office.waiting["e-1"] = piece
    fields = {"form_token": form_token(teacher, "/review"), "level": "3"}
    answer = teacher.post("/review/e-1/answer", data=fields, headers={"hx-request": "true"})
    assert answer.json()["says"] == says


def test_hidden_learners_do_not_stand_in_titles_or_addresses(teacher: Client) -> None:
    page = teacher.get(f"/learners/{heron.learner_id(0)}").text
    title = page.partition("<title>")[2].partition("</title>")[0]
    assert title == "Learner · Waystation"


def test_media_are_shown_only_when_they_are_pictures(teacher: Client, office: FakeOffice) -> None:
    shown = teacher.get("/media/m-photo")
    assert shown.headers["content-type"] == "image/jpeg"
    assert "content-disposition" not in shown.headers
    office.files["m-photo"] = ("text/html", b"<script>")
    kept = teacher.get("/media/m-photo")
    assert kept.headers["content-type"] == "application/octet-stream"
    assert kept.headers["content-disposition"] == "attachment"
    assert "sandbox" in kept.headers["content-security-policy"]


def test_a_picture_that_is_not_here_says_where_it_is(teacher: Client) -> None:
    answer = teacher.get("/media/m-away")
    assert answer.status_code == 404
    assert "still at its station" in words(answer.text)


def test_a_printed_sheet_is_a_download_that_nobody_keeps(teacher: Client, office: FakeOffice) -> None:
    owners = [row.owner for row in office.badge_rows[:3]]
    fields = {"form_token": form_token(teacher, "/badges"), "owner": [*owners, owners[0]]}
    answer = teacher.post("/badges/print", data=fields)
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["content-disposition"] == 'attachment; filename="badges.pdf"'
    assert answer.headers["cache-control"] == "no-store"
    assert [badge.owner for badge in office.printed] == owners


def test_unknown_is_never_drawn_as_empty(teacher: Client) -> None:
    page = teacher.get("/live").text
    garden = page.partition('id="zone-z-garden-door"')[2].partition("</article>")[0]
    assert 'class="seats unknown"' in garden
    assert "taken" not in garden
    assert "<ul" not in garden


def ask(client: Client, **fields: str) -> int:
    token = form_token(client, "/stations")
    return client.post(
        "/stations/ask", data={"form_token": token, "station": "quiet-1", **fields}
    ).status_code


def wipe(client: Client, **fields: str) -> tuple[int, str]:
    token = form_token(client, "/stations")
    answer = client.post("/stations/wipe", data={"form_token": token, "station": "quiet-1", **fields})
    return answer.status_code, words(answer.text)


def test_a_station_is_asked_for_what_the_page_offers_and_nothing_else(
    teacher: Client, office: FakeOffice
) -> None:
    assert ask(teacher, kind="lock") == 303
    assert ask(teacher, kind="wipe") == 409
    assert ask(teacher, kind="rm -rf") == 409
    assert office.commands == [("quiet-1", "lock", {})]


def test_a_station_is_emptied_when_somebody_is_sure_and_says_what_may_be_lost(
    teacher: Client, office: FakeOffice
) -> None:
    assert "Tick the box" in wipe(teacher)[1]
    status, said = wipe(teacher, sure="yes")
    assert (status, "3 records wait only on quiet-1." in said) == (409, True)
    assert office.commands == []
    assert wipe(teacher, sure="yes", lost="anyway")[0] == 303
    assert office.commands == [("quiet-1", "wipe", {"lost": "anyway"})]
