"""A second badge during a visit: the curtain, ten seconds for a tap, fifteen for the first badge again."""

import pytest

from classroom.commands import Command
from classroom.facts import (
    DraftParked,
    VisitClosed,
)
from station.session.effects import Forget
from station.session.events import (
    BadgeAccepted,
    CommandArrived,
    StaffBadgeRead,
)
from station.session.state import Work
from station.session.visitor import Visitor
from station.views.door_shapes import HelloView
from station.views.pairing import SecondView
from station.views.path_shapes import PathView
from station.views.staff_shapes import PinView
from tests.unit.station.pairing_world import second
from tests.unit.station.playing import PlayedStation, texts
from tests.unit.station.room import amal, bao, noor


def test_a_second_badge_draws_the_curtain_at_once_and_parks_the_first_draft() -> None:
    station = PlayedStation()
    station.come_in(amal())
    for words in ("Keep going", "Write"):
        station.press(words)
    station.write("Half a thought")
    station.scan(station.knows(bao()))
    shown = station.shows(SecondView)
    assert shown.title == "Bao is here too."
    assert not any("Amal" in text or "thought" in text for text in texts(shown))
    assert isinstance(station.world.facts()[-1], DraftParked)
    assert isinstance(station.screen, Work)
    assert station.made(Forget) == []


def test_no_tap_within_ten_seconds_is_the_second_ones_turn() -> None:
    station = second()
    station.wait(9.5)
    assert station.shows(SecondView).left_s == 1
    station.wait(1)
    assert station.shows(HelloView).greeting == "Hello Bao"
    assert [fact.reason for fact in station.world.facts() if isinstance(fact, VisitClosed)] == ["signed_out"]
    assert [effect.learner for effect in station.made(Forget)] == ["amal"]


def test_its_me_now_signs_the_first_out_and_greets_the_second() -> None:
    station = second()
    station.press("It's me now")
    assert station.shows(HelloView).greeting == "Hello Bao"
    station.wait(2)
    assert station.shows(PathView).frame.name == "Bao"


def test_together_wants_the_first_badge_again_within_fifteen_seconds() -> None:
    station = second()
    station.press("Work together")
    assert station.shows(SecondView).title == "Hold the first badge here again."
    station.wait(14)
    assert station.shows(SecondView).left_s == 1
    station.wait(1.5)
    assert station.shows(HelloView).greeting == "Hello Bao"


def test_the_second_badge_again_and_a_third_are_no_yes() -> None:
    station = second()
    station.press("Work together")
    station.post(BadgeAccepted(visitor=station.world.visitors["badge of bao"]))
    station.post(BadgeAccepted(visitor=Visitor(document=noor())))
    assert isinstance(station.view, SecondView)
    assert [effect.learner for effect in station.made(Forget)] == ["noor"]


def test_the_first_badge_before_a_tap_is_no_yes() -> None:
    station = second()
    station.scan("badge of amal")
    assert isinstance(station.view, SecondView)
    assert station.state.pair == ()


@pytest.mark.parametrize("what", ["card", "lock"])
def test_who_came_second_is_forgotten_when_something_else_comes_first(what: str) -> None:
    station = second()
    if what == "card":
        station.post(StaffBadgeRead(badge="b1"))
        station.shows(PinView)
        assert [effect.learner for effect in station.made(Forget)] == ["bao"]
    else:
        station.post(CommandArrived(command=Command(cmd_id="c1", kind="lock"), until_s=station.now_s + 60))
        assert {effect.learner for effect in station.made(Forget)} == {"amal", "bao"}
        assert (station.state.curtain, station.state.visit) == (None, None)
