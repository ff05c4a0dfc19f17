"""A zone that is closed at the hub: two others are named, nobody new comes in, whoever is there may finish."""

from msgspec.structs import replace

from station.session.effects import Forget
from station.session.events import RoomLoaded
from station.session.state import Idle
from station.views.door_shapes import IdleView, RestsView
from station.views.path_shapes import PathView
from tests.unit.station.playing import PlayedStation
from tests.unit.station.room import amal, room


def turned(*closed: str) -> RoomLoaded:
    known = room()
    lines = (replace(line, zone=replace(line.zone, open=line.zone.id not in closed)) for line in known.zones)
    return RoomLoaded(room=replace(known, zones=tuple(lines)))


def test_a_closed_zone_names_two_others_with_room_and_none_that_is_closed_or_full() -> None:
    station = PlayedStation()
    station.post(turned("porch", "watering"))
    shown = station.shows(RestsView)
    assert (shown.title, shown.words) == (
        "This zone rests now.",
        "Try Quiet Cave (3 free) or Show-It Table (3 free).",
    )
    station.post(turned())
    assert isinstance(station.view, IdleView)


def test_no_badge_opens_it_and_another_zone_that_is_closed_is_shown_as_resting() -> None:
    station = PlayedStation()
    station.post(turned("porch"))
    station.scan(station.knows(amal()))
    assert isinstance(station.screen, Idle)
    assert station.view.error == "This zone rests now. Try another one."
    assert station.made(Forget) == [Forget(why="not_me", learner="amal")]
    station.post(turned("cave"))
    cave = next(row for row in station.shows(IdleView).rooms if row.name == "Quiet Cave")
    assert (cave.words, cave.known, cave.full) == ("resting", True, False)


def test_whoever_is_there_may_finish() -> None:
    station = PlayedStation()
    station.come_in(amal())
    station.post(turned("porch"))
    assert isinstance(station.view, PathView)
    station.press("Sign out")
    station.wait(2)
    assert isinstance(station.view, RestsView)
