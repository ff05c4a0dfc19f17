"""Announcements on Live: the form, what it hands on, what stands on the page until it ends."""

import pytest
from httpx import Client

from hub.service.announcing import Wanted
from tests.unit.hub.web.asking import form_token, words
from tests.unit.hub.web.fake_office import FakeOffice


def announce(client: Client, **fields: str) -> tuple[int, str]:
    about = {
        "form_token": form_token(client),
        "class": "c-heron",
        "what": "move",
        "text_en": "To the circle.",
    }
    answer = client.post("/live/announce", data=about | fields)
    return answer.status_code, words(answer.text)


@pytest.mark.parametrize(
    ("to", "classes", "zone"),
    [
        ("class", ("c-heron",), None),
        ("all", ("c-heron", "c-comet"), None),
        ("z-quiet-cave", ("c-heron", "c-comet"), "z-quiet-cave"),
    ],
)
def test_it_goes_to_the_class_to_all_classes_or_to_a_zone(
    teacher: Client, office: FakeOffice, to: str, classes: tuple[str, ...], zone: str | None
) -> None:
    assert announce(teacher, to=to)[0] == 303
    assert office.announced == [
        Wanted(what="move", text={"en": "To the circle."}, classes=classes, zone=zone)
    ]


def test_it_stands_on_the_page_until_it_is_ended(teacher: Client, office: FakeOffice) -> None:
    announce(teacher, to="class")
    page = words(teacher.get("/live").text)
    assert "To the circle. to c-heron · since 10:42 End" in page
    fields = {"form_token": form_token(teacher), "class": "c-heron", "announcement": "n-1"}
    assert teacher.post("/live/announce/end", data=fields).status_code == 303
    assert "To the circle." not in words(teacher.get("/live").text)


def test_a_refusal_is_said_and_an_unknown_kind_is_refused(teacher: Client, office: FakeOffice) -> None:
    status, said = announce(teacher, text_en="Amal, come.")
    assert status == 409
    assert "Say it without Amal." in said
    assert announce(teacher, what="alarm")[0] == 409
    assert office.announced == []
