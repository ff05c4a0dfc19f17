"""The bell, and a grown-up who calls from the hub: she is told, may finish, and her piece waits for her."""

import pytest

from classroom.documents import OpenVisit
from classroom.facts import DraftParked, VisitClosed
from station.session.called import VisitCalled, Why
from station.session.effects import Forget
from station.session.events import CodesSeen
from station.session.state import Goodbye, Idle, Work, Write
from station.views.called import CalledView
from station.views.door_shapes import HelloView
from tests.unit.station.playing import PlayedStation, texts
from tests.unit.station.room import amal


def here(**changes: object) -> PlayedStation:
    station = PlayedStation()
    station.come_in(amal(**changes))
    return station


def call(station: PlayedStation, why: Why = "bell", zone: str = "", visit: str = "") -> None:
    here = station.state.visit
    assert here is not None
    station.post(VisitCalled(learner="amal", visit=visit or here.id, why=why, zone=zone))


@pytest.mark.parametrize(
    ("why", "zone", "title"),
    [
        ("bell", "", "Time is over. Your work is kept."),
        ("staff", "", "Ms R ends this visit. Your work is kept."),
        ("moved", "cave", "Please go to Quiet Cave. Your work is kept."),
        ("teacher", "cave", "Ms R asks for you. Your work is kept."),
        ("moved", "a zone that is gone", "Please go to another place. Your work is kept."),
    ],
)
def test_what_is_over_is_said_aloud_to_everyone(why: Why, zone: str, title: str) -> None:
    station = here()
    call(station, why, zone)
    shown = station.shows(CalledView)
    assert (shown.title, shown.spoken, shown.aloud) == (title, title, True)
    assert not any("Because" in text for text in texts(shown)), "nothing of her work is behind it"


def test_within_a_minute_of_the_bell_the_screen_is_free_and_the_piece_is_parked() -> None:
    station = here()
    station.press("Keep going")
    station.press("Write")
    station.write("It rained")
    call(station)
    station.wait(10)
    assert station.shows(CalledView).left_s == 30
    station.wait(31)
    assert isinstance(station.screen, Idle)
    assert [type(fact) for fact in station.world.facts()[-2:]] == [DraftParked, VisitClosed]
    assert station.world.facts()[-1] == VisitClosed(reason="bell")
    assert station.made(Forget) == [Forget(why="parked", learner="amal")]


def test_she_may_finish_her_line_and_no_more() -> None:
    station = here()
    station.press("Keep going")
    station.press("Write")
    call(station)
    station.press("Let me finish")
    assert isinstance(station.screen, Write)
    station.write("It rained")
    station.wait(45)
    assert isinstance(station.screen, Idle)
    assert [draft.text for draft in station.world.journal.values()] == ["It rained"]


def test_she_may_go_at_once() -> None:
    station = here()
    call(station, "moved", "cave")
    station.press("I'm going")
    assert isinstance(station.screen, Goodbye)
    assert station.world.facts()[-1] == VisitClosed(reason="moved")


def test_who_was_sent_here_goes_on_where_she_was_and_is_not_told_that_she_came_from_here() -> None:
    station = PlayedStation()
    sent = OpenVisit(
        visit="v9", zone="porch", station="", mode="at_table", target="G10", activity="because-bridges"
    )
    station.post(CodesSeen(texts=(station.knows(amal(visit=sent)),)))
    assert station.shows(HelloView).note == ""
    station.wait(2)
    assert isinstance(station.screen, Work)
    assert station.screen.item.activity == "because-bridges"


def test_news_of_another_visit_or_said_twice_is_no_news() -> None:
    station = here()
    call(station, visit="an older visit")
    assert not isinstance(station.view, CalledView)
    call(station)
    station.press("Let me finish")
    call(station)
    assert not isinstance(station.view, CalledView)


def test_what_is_being_saved_is_saved_first() -> None:
    station = here()
    station.press("Keep going")
    station.press("Write")
    station.write("It rained")
    station.press("Done")
    station.press("Got it")
    station.world.carry_out_later = True
    station.press("Hand in to Ms R")
    call(station)
    station.wait(45)
    assert station.state.visit is not None
    station.catch_up()
    station.wait(2)
    assert station.state.visit is None
