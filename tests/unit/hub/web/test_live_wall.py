"""The room on a wall: how many are where, and never a name, whatever happens in the room."""

from httpx import Client

from tests.unit.hub.web import heron
from tests.unit.hub.web.asking import form_token, words
from tests.unit.hub.web.fake_office import FakeOffice


def test_the_wall_counts_and_names_nobody(teacher: Client, office: FakeOffice) -> None:
    office.turn_zone("c-heron", "z-reading-porch", "st-1", is_open=False)
    shown = words(teacher.get("/live/wall?class=c-heron").text)
    for line in ("Quiet Cave 3 free", "Make Bench full", "Reading Porch rests now", "Garden Door not known"):
        assert line in shown
    assert not [name for name in (*heron.NAMES, "Ms Rivera") if name in shown]


def test_words_to_everybody_stand_on_it(teacher: Client) -> None:
    about = {"form_token": form_token(teacher), "class": "c-heron", "to": "class"}
    teacher.post("/live/announce", data=about | {"what": "clear", "text_en": "Tidy up, please."})
    assert "Tidy up, please." in words(teacher.get("/live/wall?class=c-heron").text)
    assert teacher.get("/live/wall?class=c-nobodys").status_code in {200, 403}
