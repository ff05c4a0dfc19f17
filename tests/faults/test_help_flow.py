"""F6, help: by touch at a real station, over a real broker, to the line on the teacher's page and back."""

from pathlib import Path

import pytest
from httpx import Client

from station.views.help_shapes import HandUpView, HelpView
from station.views.path_shapes import PathView
from tests.factories_hub import MS_R
from tests.faults.live_room import live_room
from tests.unit.hub.web.asking import form_token, words
from tests.waiting import until

pytestmark = pytest.mark.xdist_group("real-time")
LIVE_S = 3.0


def test_a_hand_goes_up_and_she_sees_who_comes_until_it_is_done(tmp_path: Path) -> None:
    with live_room(tmp_path) as room:
        record = room.enrol()
        with room.at(record.station) as child, Client(base_url=room.hub._doors.url, verify=False) as teacher:  # noqa: S501
            teacher.get(f"/sign-in/once?token={room.office.one_time_sign_in(MS_R)}")
            room.greeted(record.station, child)
            room.comes_in(child)
            child.station.post(child.sees(PathView).frame.hand.event)
            child.station.post(child.sees(HelpView).kinds[0].event)
            child.sees(HandUpView, lambda view: view.place == "You are next.")
            child.station.post(child.sees(HandUpView).tried[0].event)
            until(lambda: "read it again" in words(teacher.get("/help").text), seconds=LIVE_S)
            (hand,) = room.office.help_line(MS_R).hands
            form = {"help": hand.help, "form_token": form_token(teacher, "/help")}
            came = {"origin": room.hub._doors.url}
            assert teacher.post("/help", data={**form, "state": "coming"}, headers=came).status_code == 303
            child.sees(HandUpView, lambda view: view.title == "Ms R is coming to you")
            assert teacher.post("/help", data={**form, "state": "done"}, headers=came).status_code == 303
            shown = child.sees(PathView, lambda view: not view.frame.hand.chosen)
            assert shown.frame.subtitle != "Ms R is coming to you"
            assert "No hand is up." in words(teacher.get("/help").text)
