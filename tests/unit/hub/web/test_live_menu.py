"""The menu of one learner on Live: what it offers, and what it hands on to the office."""

import msgspec
from httpx import Client

from tests.unit.hub.web import heron
from tests.unit.hub.web.asking import form_token, words
from tests.unit.hub.web.fake_office import FakeOffice

SOFIA, TOMAS = (heron.learner_id(heron.NAMES.index(name)) for name in ("Sofia", "Tomas"))
SCRIPT = {"hx-request": "true"}


def menu(client: Client, learner: str) -> str:
    answer = client.get(f"/live/learner?class=c-heron&learner={learner}", headers=SCRIPT)
    assert answer.status_code == 200
    return words(answer.text)


def mark(client: Client, **fields: str) -> int:
    about = {"form_token": form_token(client), "class": "c-heron", "learner": SOFIA}
    return client.post("/live/learner/mark", data=about | fields).status_code


def card(client: Client) -> str:
    page = client.get("/live").text
    return words(page.partition('id="nowhere"')[2].partition("</article>")[0].partition(">")[2])


def test_who_is_not_seen_yet_stands_before_those_of_whom_something_was_said(teacher: Client) -> None:
    assert card(teacher) == ("Not in a zone Not seen yet in this block Sofia Tomas nurse, 10:30")


def test_without_a_block_nobody_is_missed(teacher: Client, office: FakeOffice) -> None:
    office.set_room(block_open=False)
    assert "Not seen yet" not in card(teacher)
    assert "absent today" not in menu(teacher, SOFIA).lower()


def test_one_tap_says_how_it_is(teacher: Client, office: FakeOffice) -> None:
    assert mark(teacher, mark="out", place="nurse") == 303
    assert "Sofia nurse, 10:42" in card(teacher)
    assert mark(teacher, mark="out", place="", other="the old gym") == 303
    assert "Sofia the old gym, 10:42" in card(teacher)
    assert mark(teacher, mark="present") == 303
    assert "Sofia here, at no screen" in card(teacher)
    assert mark(teacher, mark="absent") == 303
    assert "Sofia absent today" in card(teacher)
    assert mark(teacher, mark="expelled") == 409


def test_the_menu_offers_what_makes_sense_and_says_where_she_is(teacher: Client) -> None:
    shown = menu(teacher, TOMAS)
    assert shown.startswith("T Tomas nurse, 10:30")
    assert "Let in without a badge Quiet Cave Out to nurse office library restroom" in shown
    assert "Reading Porch" not in shown, "a station that is away lets nobody in"
    amal = menu(teacher, heron.learner_id(0))
    assert amal.startswith("A Amal Quiet Cave · at table · Because Bridges · 12 min")
    assert "Let in" not in amal


def test_without_scripts_the_menu_is_a_page_and_strangers_have_none(teacher: Client) -> None:
    page = teacher.get(f"/live/learner?class=c-heron&learner={SOFIA}").text
    assert "<title>Live · Waystation</title>" in page
    assert "Back to Live" in words(page)
    assert teacher.get("/live/learner?class=c-heron&learner=nobody").status_code == 403


def test_a_zone_is_closed_and_opened_by_its_menu(teacher: Client, office: FakeOffice) -> None:
    address = "/live/zone?class=c-heron&zone=z-quiet-cave"
    shown = words(teacher.get(address, headers=SCRIPT).text)
    assert shown.startswith("Quiet Cave 2 of 5 seats taken")
    assert shown.endswith("Close this zone")
    fields = {"form_token": form_token(teacher), "class": "c-heron", "zone": "z-quiet-cave"}
    assert teacher.post("/live/zone/turn", data=fields | {"do": "close"}).status_code == 303
    cave = teacher.get("/live").text.partition('id="zone-z-quiet-cave"')[2].partition("</article>")[0]
    assert "closed: nobody new comes in" in words(cave)
    assert "Open this zone" in words(teacher.get(address).text)
    assert teacher.post("/live/zone/turn", data=fields | {"do": "paint"}).status_code == 409
    assert teacher.get("/live/zone?class=c-heron&zone=attic").status_code == 403


def test_who_is_in_a_zone_is_moved_taken_aside_or_sent_home(teacher: Client, office: FakeOffice) -> None:
    amal = heron.learner_id(0)
    shown = menu(teacher, amal)
    assert "Move to Campfire 2 Watering Hole 4 Make Bench 0 Listening Nook ?" not in shown
    assert "Move to Campfire 2 Watering Hole 4 Make Bench 0 Listening Nook 2 Reading Porch 4" in shown
    assert "With me End her visit" in shown
    about = {"form_token": form_token(teacher), "class": "c-heron", "learner": amal}
    for fields in (
        {"mode": "at_table", "zone": "z-campfire"},
        {"mode": "with_teacher", "zone": "z-quiet-cave"},
    ):
        assert teacher.post("/live/learner/move", data=about | fields).status_code == 303
    assert teacher.post("/live/learner/end", data=about).status_code == 303
    assert teacher.post("/live/learner/move", data=about | {"mode": "gone"}).status_code == 409
    assert office.moved == [
        (amal, "z-campfire", "at_table"),
        (amal, "z-quiet-cave", "with_teacher"),
        (amal, "", "ended"),
    ]


def test_who_is_with_a_grown_up_is_shown_so(teacher: Client, office: FakeOffice) -> None:
    cave, *others = office.now.zones
    kai = msgspec.structs.replace(cave.people[1], mode="with_teacher", teacher="Ms R")
    office.set_room(zones=(msgspec.structs.replace(cave, people=(cave.people[0], kai)), *others))
    card = teacher.get("/live").text.partition('id="zone-z-quiet-cave"')[2].partition("</article>")[0]
    assert "Kai with Ms R · Sale Tags" in words(card)
    shown = menu(teacher, kai.learner)
    assert shown.startswith("K Kai Quiet Cave · with Ms R · Sale Tags · 4 min")
    assert "Back to work" in shown
