"""Commands from the teacher's hub to a real station over a real broker, and what is left of a wiped one."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from classroom.commands import LOST_ANYWAY
from hub.config import BrokerName
from hub.errors import NotYours, ServiceRefused
from hub.store.projections import commands, roster
from station.__main__ import HeadlessStation
from station.config import EXIT_RESTART, EXIT_WIPED
from station.errors import NeverStarted, NotJoined
from station.perform import wiping
from station.store.keep import Keep, look_into
from station.store.lock import Lock
from station.views.door_shapes import IdleView, NamedView, RestsView
from station.views.path_shapes import PathView
from tests.factories_hub import MR_T, MS_ODE, MS_R
from tests.faults.live_room import LiveRoom, live_room
from tests.unit.hub.on_air import StationOnAir
from tests.waiting import until

pytestmark = pytest.mark.xdist_group("real-time")


@pytest.fixture
def room(tmp_path: Path) -> Iterator[LiveRoom]:
    with live_room(tmp_path) as made:
        yield made


@pytest.mark.parametrize("broker", ["nats", "mosquitto"])
def test_a_station_does_what_its_hub_asks_and_the_log_says_so(tmp_path: Path, broker: BrokerName) -> None:
    with live_room(tmp_path, broker) as room:
        record = room.enrol()
        with room.at(record.station) as child:
            room.greeted(record.station, child)
            named = room.command(record.station, "identify")
            assert record.station in child.sees(NamedView).words
            until(lambda: child.station.light.colour == "green")  # type: ignore[attr-defined]
            assert room.carried_out(named).ok
            locked = room.command(record.station, "lock")
            assert room.carried_out(locked).ok
            wiped = room.command(record.station, "wipe")
            assert child.station.ended.wait(20)
            assert room.carried_out(wiped).ok
        assert child.station.ended.code == EXIT_WIPED
        assert [path.name for path in room.home(record.station).iterdir()] == ["lock"]


def test_a_zone_rests_until_it_does_not_also_over_a_restart(room: LiveRoom) -> None:
    record = room.enrol()
    with room.at(record.station) as child:
        room.greeted(record.station, child)
        room.comes_in(child)
        child.writes("half a day")
        room.command(record.station, "lock")
        assert "rests" in child.sees(RestsView).title
    with room.at(record.station) as child:
        child.sees(RestsView)
        unlocked = room.command(record.station, "unlock")
        child.sees(IdleView)
        assert room.carried_out(unlocked).ok
        room.comes_in(child)
    with room.hub.back.store.reading() as tables:
        assert commands.locked(tables) == frozenset()


def test_a_station_restarts_once_however_often_it_is_asked(room: LiveRoom) -> None:
    record = room.enrol()
    with room.at(record.station) as child:
        room.greeted(record.station, child)
        asked = room.command(record.station, "restart")
        assert child.station.ended.wait(20)
        assert child.station.ended.code == EXIT_RESTART
    with room.at(record.station) as child:
        room.greeted(record.station, child)
        assert room.carried_out(asked).ok
        until(lambda: not _waiting(room, record.station))
        assert not child.station.ended.wait(0)


def test_a_station_that_moves_says_so_and_the_hub_counts_it_there(room: LiveRoom) -> None:
    record = room.enrol("cave")
    with room.at(record.station) as child:
        room.greeted(record.station, child)
        assert room.carried_out(room.command(record.station, "rezone", zone="make")).ok
        child.sees(IdleView, lambda view: view.zone == "Make Bench")
    with room.hub.back.store.reading() as tables:
        assert roster.stations(tables)[record.station][0] == "make"
    with room.at(record.station) as child:
        child.sees(IdleView, lambda view: view.zone == "Make Bench")
        room.comes_in(child)
        until(lambda: _zone_of_visit(room) == "make")


def _zone_of_visit(room: LiveRoom) -> str:
    with room.hub.back.store.reading() as tables:
        row = tables.one("SELECT zone FROM visits ORDER BY opened_ms DESC LIMIT 1")
    return str(row[0]) if row else ""


def test_documents_that_are_asked_for_anew_all_come(room: LiveRoom) -> None:
    record = room.enrol()
    with room.at(record.station) as child:
        room.greeted(record.station, child)
        keep = Keep(room.home(record.station))
        with closing(keep.open()) as store:
            with store.writing():
                store._db.execute("DELETE FROM documents WHERE kind = 'badges'")
            assert room.carried_out(room.command(record.station, "rescan")).ok
            until(lambda: list(store.shelf.bodies("badges")))


def test_a_command_waits_for_its_station_also_while_the_hub_is_off(room: LiveRoom) -> None:
    record = room.enrol()
    asked = room.command(record.station, "lock")
    room.switch_off()
    room.switch_on()
    with room.at(record.station) as child:
        child.sees(RestsView)
        assert room.carried_out(asked).ok


def test_nobody_empties_a_station_that_has_something_to_lose_without_saying_so(room: LiveRoom) -> None:
    record = room.enrol()
    with room.at(record.station) as child:
        room.greeted(record.station, child)
        room.comes_in(child)
        room.switch_off()
        child.sees(PathView, lambda view: bool(view.frame.banner))
        child.writes("only here")
    room.switch_on()
    with pytest.raises(ServiceRefused, match=f"{record.station} is not here now"):
        room.command(record.station, "wipe")
    with room.at(record.station) as child:
        room.greeted(record.station, child)
        wiped = room.command(record.station, "wipe")
        assert child.station.ended.wait(20)
        assert room.carried_out(wiped).ok
    with room.hub.back.store.reading() as tables:
        assert tables.all("SELECT text FROM pieces") == [("only here",)]


def test_a_station_that_has_more_than_the_hub_knew_of_is_not_emptied(room: LiveRoom) -> None:
    record = room.enrol()
    with room.at(record.station) as child:
        room.greeted(record.station, child)
        with room.hub.back.store.reading() as tables:
            before = tables.one("SELECT count(*) FROM facts")
        room.hub.intake._turns.put = lambda *_: None  # type: ignore[method-assign, assignment]
        room.comes_in(child)
        child.writes("nobody has this yet")
        child.goes()
        room.hub.back.presence.heard(record.station, 0)
        asked = room.hub.back.writer.do(
            lambda tables: room.hub.back.commanding.order(tables, record.station, "wipe", {}, MS_R)
        )
        room.hub.back.on_order(record.station)
        until(lambda: not _waiting(room, record.station))
        child.sees(IdleView)
        assert not child.station.ended.wait(0)
        assert look_into(room.home(record.station)).outbox.marks().waiting
    assert before is not None
    assert asked


def test_a_stolen_station_is_emptied_whatever_is_on_it_as_soon_as_it_is_heard(room: LiveRoom) -> None:
    record = room.enrol()
    with room.at(record.station) as child:
        room.greeted(record.station, child)
    copy = StationOnAir(record)
    room.office.command(record.station, "wipe", LOST_ANYWAY, MS_R)
    with room.at(record.station) as child:
        assert child.station.ended.wait(20)
    with pytest.raises(NotJoined):
        HeadlessStation(room.config(record.station))
    with pytest.raises(NeverStarted):
        look_into(room.home(record.station))
    copy.start()
    until(lambda: copy.tend() or room.unheard().get("stranger") or not copy.link.connected, seconds=15)
    assert copy.welcomes == 0
    copy.stop()
    with pytest.raises(ServiceRefused):
        room.command(record.station, "identify")


def test_a_wipe_that_a_power_cut_left_half_done_is_finished(room: LiveRoom) -> None:
    record = room.enrol()
    with room.at(record.station) as child:
        room.greeted(record.station, child)
    (room.home(record.station) / wiping.MARK).touch()
    with pytest.raises(NotJoined):
        HeadlessStation(room.config(record.station))
    assert {path.name for path in room.home(record.station).iterdir()} <= {"lock"}
    Lock(room.home(record.station)).release()


def test_who_may_ask_a_station_for_something(room: LiveRoom) -> None:
    record = room.enrol()
    for stranger in (MR_T, MS_ODE):
        with pytest.raises(NotYours):
            room.office.command(record.station, "identify", {}, stranger)
    room.office.command(record.station, "identify", {}, MS_R)
    with pytest.raises(ServiceRefused, match="no such zone"):
        room.command(record.station, "rezone", zone="moon")
    with pytest.raises(ServiceRefused):
        room.command(record.station, "rezone")


def _waiting(room: LiveRoom, station: str) -> int:
    with room.hub.back.store.reading() as tables:
        return len(room.hub.back.commanding.due(tables, station, ""))
