"""Badges, cards and PINs with a real hub, a real broker and a real station: what ends in seconds, and who comes in."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from classroom.documents import BadgesDocument
from classroom.tokens import token_secret
from classroom.wire.codec import decode_document
from hub.cli_asking import ask
from hub.store.projections import visits
from plumbing import seal
from station.session.staff_touches import CheckInPressed, ChildPicked
from station.session.timing import GONE_S
from station.store.keep import look_into
from station.views.door_shapes import IdleView
from station.views.path_shapes import PathView
from station.views.staff_shapes import FacesView, PicturesView, PinView, TilesView
from tests.factories_hub import MS_R
from tests.faults.live_room import LiveRoom, live_room
from tests.faults.station_world import Visitor
from tests.unit.station.playing import choices
from tests.waiting import until

pytestmark = pytest.mark.xdist_group("real-time")
PIN = "4711"
DEAD_S = 5.0


@pytest.fixture
def room(tmp_path: Path) -> Iterator[LiveRoom]:
    with live_room(tmp_path) as made:
        yield made


@pytest.fixture
def station(room: LiveRoom) -> str:
    return room.enrol().station


def presses(child: Visitor, words: str) -> None:
    """Touch what says these words, once it can be touched."""

    def choice(view: Any) -> Any:
        return next((one for one in choices(view) if one.words == words and one.enabled), None)

    child.station.wait_for(lambda view: choice(view) is not None, 20.0)
    child.station.post(choice(child.station.view()).event)


def chooses(child: Visitor, wanted: Any) -> None:
    """Touch what means this."""
    child.station.wait_for(lambda view: any(one.event == wanted for one in choices(view)), 20.0)
    child.station.post(wanted)


def shows(child: Visitor, token: str) -> None:
    child.sees(IdleView)
    child._reader.present(token)


def card(room: LiveRoom) -> str:
    """Ms R has a card and a PIN."""
    ask(room.data, "user.pin", {"name": "Ms R", "pin": PIN})
    (made,) = room.office.print_badges((MS_R,), MS_R)
    return made.token


def opens(child: Visitor, token: str) -> None:
    """Ms R shows her card and types her PIN."""
    shows(child, token)
    child.sees(PinView)
    for digit in PIN:
        presses(child, digit)
    presses(child, "OK")
    child.sees(TilesView)


def knows(room: LiveRoom, station: str, token: str, state: str = "active") -> bool:
    """Whether a station was told of a badge."""
    badge = seal.badge_id(token_secret(token))
    store = look_into(room.home(station))
    try:
        documents = [decode_document(body) for body in store.shelf.bodies("badges")]
    finally:
        store.close()
    entries = [entry for each in documents if isinstance(each, BadgesDocument) for entry in each.badges]
    return [entry.state for entry in entries if entry.badge == badge] == [state]


def opened(room: LiveRoom) -> bytes:
    """The one visit.opened of the log, once it is there."""

    def bodies() -> list[bytes]:
        with room.hub.back.store.reading() as tables:
            return [body for (body,) in tables.all("SELECT body FROM facts WHERE type = 'visit.opened'")]

    until(lambda: len(bodies()) == 1, seconds=30)
    return bodies()[0]


def test_a_lost_badge_is_dead_within_five_seconds_at_a_station_that_is_online(
    room: LiveRoom, station: str
) -> None:
    (badge,) = room.office.print_badges(("amal",), MS_R)
    with room.at(station) as child:
        room.greeted(station, child)
        until(lambda: knows(room, station, badge.token))
        shows(child, badge.token)
        child.sees(PathView)
        child.goes()
        child.sees(IdleView)
        began_s = time.monotonic()
        room.office.revoke_badge("amal", MS_R, "lost")
        until(lambda: knows(room, station, badge.token, "lost"), seconds=DEAD_S)
        assert time.monotonic() - began_s < DEAD_S
        until(lambda: time.monotonic() - began_s > GONE_S)  # else it is still the scan of before
        shows(child, badge.token)
        refused = child.sees(IdleView, lambda view: "resting" in view.error)
        assert "Amal" not in repr(refused)
        until(lambda: [one.kind for one in room.office.stations(MS_R).alarms] == ["dead_badge"])
        assert room.office.stations(MS_R).alarms[0].whose == "Amal K."


def test_a_lost_card_is_dead_within_five_seconds_too(room: LiveRoom, station: str) -> None:
    token = card(room)
    with room.at(station) as child:
        room.greeted(station, child)
        until(lambda: knows(room, station, token))
        room.office.revoke_badge(MS_R, MS_R, "lost")
        until(lambda: knows(room, station, token, "lost"), seconds=DEAD_S)
        shows(child, token)
        child.sees(IdleView, lambda view: "resting" in view.error)


def test_one_tap_at_the_hub_lets_one_child_in_at_one_station(room: LiveRoom, station: str) -> None:
    other = room.enrol("make").station
    with room.at(station) as child, room.at(other) as elsewhere:
        room.greeted(station, child)
        room.greeted(other, elsewhere)
        asked = room.office.admit("amal", station, MS_R)
        child.sees(PathView)
        assert room.carried_out(asked).ok
        assert isinstance(elsewhere.station.view(), IdleView)
        row = opened(room)
        with room.hub.back.store.reading() as tables:
            (told,) = tables.all("SELECT body FROM facts WHERE type = 'station.commanded'")
            assert visits.open_visits(tables)[0].station == station
        assert b'"how":"staff"' in row
        assert f'"by":"{MS_R}"'.encode() in row
        assert b'"key"' not in told[0]
        child.goes()
        child.sees(IdleView)
        assert room.hub.back.keys.learner_keys(("amal",))["amal"]


def test_card_pin_and_three_pictures_let_a_child_in_without_a_badge_and_without_a_hub(
    room: LiveRoom, station: str
) -> None:
    token, icons = card(room), room.office.new_pictures("amal", MS_R)
    with room.at(station) as child:
        room.greeted(station, child)
        until(lambda: knows(room, station, token))
        until(lambda: room.hub.back.writer.do(lambda tables: not tables.one("SELECT 1 FROM stale")))
        room.greeted(station, child)
        room.switch_off()
        try:
            child.sees(IdleView, lambda view: bool(view.banner))
            opens(child, token)
            chooses(child, CheckInPressed(by="pictures"))
            child.sees(FacesView)
            chooses(child, ChildPicked(learner="amal"))
            child.sees(PicturesView)
            for icon in icons:
                presses_picture(child, icon)
            child.sees(PathView)
        finally:
            room.switch_on()
        row = opened(room)
        assert b'"how":"picture"' in row
        assert f'"by":"{MS_R}"'.encode() in row


def presses_picture(child: Visitor, icon: str) -> None:
    def picture(view: Any) -> Any:
        return next((one for one in choices(view) if getattr(one.event, "icon", "") == icon), None)

    child.station.wait_for(lambda view: picture(view) is not None, 20.0)
    child.station.post(picture(child.station.view()).event)
