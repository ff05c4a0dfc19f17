"""What a grown-up asks of the station itself: to rest, to speak louder, to say how it is, to end."""

import pytest

from classroom.facts import StaffOverrode, VisitClosed
from station.session import touches
from station.session.effects import (
    EndStation,
    LeaveKiosk,
    LockStation,
)
from station.session.events import (
    CodesSeen,
    HealthTold,
    LinkChanged,
    LockFound,
    VolumeTurned,
)
from station.session.staff_touches import LeaveKioskPressed
from station.session.state import Hello, Idle, Path
from station.views.door_shapes import HelloView, IdleView, RestsView
from station.views.screen import Shown
from station.views.staff_shapes import RowsView, TilesView
from tests.unit.station.room import NOW_MS
from tests.unit.station.staff_world import StaffedStation


def _tiles(shown: Shown) -> list[str]:
    assert isinstance(shown, TilesView)
    return [tile.words for tile in shown.tiles]


def _deeds(station: StaffedStation) -> list[tuple[str, str]]:
    return [(fact.what, fact.learner) for fact in station.world.facts() if isinstance(fact, StaffOverrode)]


# ── the station ──────────────────────────────────────────────────────────────────────────────────────


def test_a_zone_rests_until_it_is_opened_again() -> None:
    station = StaffedStation()
    station.menu()
    station.press("Let this zone rest")
    assert station.made(LockStation)[-1].locked
    assert ("locked", "") in _deeds(station)
    assert "Open this zone" in _tiles(station.view)
    station.press("I'm done here")
    shown = station.shows(RestsView)
    assert shown.title == "This zone rests now."
    assert shown.words == "Try Watering Hole (5 free) or Quiet Cave (3 free)."
    station.scan("badge of amal")
    assert station.shows(RestsView).error == "This zone rests now. Try another one."
    assert not isinstance(station.screen, Hello)
    station.menu()
    station.press("Open this zone")
    station.press("I'm done here")
    station.shows(IdleView)


def test_a_grown_up_may_let_a_child_in_where_a_zone_rests() -> None:
    station = StaffedStation()
    station.post(LockFound())
    station.faces()
    station.press("Amal")
    station.shows(HelloView)
    station.wait(1.6)
    assert isinstance(station.screen, Path)


def test_letting_a_zone_rest_sends_home_whoever_is_here_and_keeps_her_piece() -> None:
    station = StaffedStation()
    station.post(CodesSeen(texts=("badge of amal",)))
    station.wait(1.6)
    station.press("Keep going")
    station.press("Write")
    station.write("Half")
    station.menu()
    station.press("Let this zone rest")
    assert [draft.text for draft in station.world.journal.values()] == ["Half"]
    assert VisitClosed(reason="idle_parked") in station.world.facts()
    station.press("I'm done here")
    station.shows(RestsView)


def test_where_nothing_is_known_to_be_free_a_teacher_is_asked() -> None:
    station = StaffedStation()
    station.post(LinkChanged(live=False))
    station.post(LockFound())
    assert station.shows(RestsView).words == "Ask your teacher where to go."


def test_sound_stands_there_where_there_is_a_voice() -> None:
    station = StaffedStation()
    assert "Sound" not in _tiles(station.menu())
    station.press("I'm done here")
    station.post(VolumeTurned(level=3))
    station.menu()
    station.press("Sound")
    assert [tile.chosen for tile in station.shows(TilesView).tiles] == [False, False, True, False, False]
    station.press("loud")
    assert [tile.chosen for tile in station.shows(TilesView).tiles] == [False, False, False, True, False]
    assert station.state.volume == 4


def test_how_the_station_is_is_said_in_plain_words() -> None:
    station = StaffedStation()
    station.world.health = HealthTold(
        waiting=3, oldest_ms=NOW_MS - 86_400_000, badges_ms=NOW_MS - 3 * 86_400_000, free=0.05, clock="none"
    )
    station.post(LinkChanged(live=False))
    assert station.menu().note == "3 wait for the hub."
    station.press("How this station is")
    said = {row.title: row.words for row in station.shows(RowsView).rows}
    assert said["Hub"] == "not there. All is saved here for now."
    assert said["Waiting for the hub"] == "3, the oldest from yesterday 14:13"
    assert said["Badge list"] == "from Friday 14:13"
    assert said["Room on the disk"] == "full. Photos rest until the hub has more."
    assert said["Clock"] == "not set. The hub puts things in order."


def test_an_old_badge_list_is_told_on_the_idle_screen_and_a_fresh_one_is_not() -> None:
    station = StaffedStation()
    station.post(HealthTold(badges_ms=NOW_MS - 3 * 86_400_000))
    assert station.shows(IdleView).badge_age == "Badge list from Friday"
    station.post(HealthTold(badges_ms=NOW_MS - 3_600_000))
    assert station.shows(IdleView).badge_age == ""
    station.post(HealthTold(badges_ms=None))
    assert station.shows(IdleView).badge_age == ""


@pytest.mark.parametrize(
    ("tile", "yes", "effect", "deed"),
    [
        ("Restart", "Yes, restart", EndStation, "restarted"),
        ("Leave the kiosk", "Yes, leave", LeaveKiosk, "exited"),
    ],
)
def test_the_program_ends_after_a_second_yes_and_whoever_was_here_is_signed_out(
    tile: str, yes: str, effect: type, deed: str
) -> None:
    station = StaffedStation()
    station.world.roles = ("teacher", "admin")
    station.post(CodesSeen(texts=("badge of amal",)))
    station.wait(1.6)
    station.menu()
    station.press(tile)
    assert not station.made(effect)
    station.press(yes)
    assert isinstance(station.done[-1], effect)
    assert (deed, "") in _deeds(station)
    assert VisitClosed(reason="staff") in station.world.facts()
    assert isinstance(station.screen, Idle)


def test_only_an_admin_leaves_the_kiosk() -> None:
    station = StaffedStation()
    assert "Leave the kiosk" not in _tiles(station.menu())
    station.post(LeaveKioskPressed())
    station.post(touches.StayPressed())
    assert not station.made(LeaveKiosk)


def test_a_question_can_be_taken_back() -> None:
    station = StaffedStation()
    station.menu()
    station.press("Restart")
    station.press("No, back")
    assert station.shows(TilesView).title == "Hello Ms R"
    assert not station.made(EndStation)
