"""What a grown-up does on the live page reaches a real station: words to all, a closed zone, a move, the bell."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from hub.service.announcing import Wanted
from station.session.touches import DoorPressed
from station.views.called import CalledView
from station.views.door_shapes import IdleView, RestsView
from tests.factories_hub import HERON, MS_R
from tests.faults.live_room import LiveRoom, live_room
from tests.faults.station_world import Visitor
from tests.waiting import until

pytestmark = pytest.mark.xdist_group("real-time")

SOON_S = 3.0
CIRCLE = Wanted(what="move", text={"en": "Circle in five minutes."}, classes=(HERON,))


def at_the_station(
    visitor: Visitor, kind: type[Any], fits: Callable[[Any], bool], act: Callable[[], object]
) -> float:
    """Do something at the hub; how many seconds later the station shows it."""
    began = time.monotonic()
    act()
    visitor.sees(kind, fits)
    return time.monotonic() - began


def test_the_stations_follow_the_live_page_within_three_seconds(tmp_path: Path) -> None:
    with live_room(tmp_path) as room:
        station = room.enrol().station
        with room.at(station) as visitor:
            room.greeted(station, visitor)
            taken = [*announced(room, visitor), *closed(room, visitor), *called(room, visitor)]
    assert max(taken) < SOON_S, taken


def announced(room: LiveRoom, visitor: Visitor) -> list[float]:
    made: list[str] = []
    shown = at_the_station(
        visitor,
        IdleView,
        lambda view: view.announcement and view.announcement.words == "Circle in five minutes.",
        lambda: made.append(room.office.announce(CIRCLE, MS_R)),
    )
    gone = at_the_station(
        visitor,
        IdleView,
        lambda view: not view.announcement,
        lambda: room.office.end_announcement(made[0], MS_R),
    )
    return [shown, gone]


def closed(room: LiveRoom, visitor: Visitor) -> list[float]:
    return [
        at_the_station(visitor, RestsView, anything, lambda: turn(room, is_open=False)),
        at_the_station(visitor, IdleView, anything, lambda: turn(room, is_open=True)),
    ]


def turn(room: LiveRoom, *, is_open: bool) -> None:
    room.office.turn_zone(HERON, "cave", MS_R, is_open=is_open)


def anything(_view: object) -> bool:
    return True


def called(room: LiveRoom, visitor: Visitor) -> list[float]:
    """One child is sent to another zone, the next one hears the bell."""
    room.office.open_block(HERON, MS_R)
    return [
        one_is_called(room, visitor, "Please go to Make Bench. Your work is kept.", lambda: move(room)),
        one_is_called(
            room, visitor, "Time is over. Your work is kept.", lambda: room.office.close_block(HERON, MS_R)
        ),
    ]


def one_is_called(room: LiveRoom, visitor: Visitor, title: str, act: Callable[[], object]) -> float:
    room.comes_in(visitor)
    until(lambda: here(room))
    taken = at_the_station(visitor, CalledView, lambda view: view.title == title, act)
    visitor.station.post(DoorPressed())
    visitor.sees(IdleView)
    return taken


def move(room: LiveRoom) -> None:
    room.office.move_learner(here(room)[0], "make", "at_table", MS_R)


def here(room: LiveRoom) -> list[str]:
    cave = next(zone for zone in room.office.room(HERON, MS_R).zones if zone.zone.id == "cave")
    return [person.learner for person in cave.people]
