"""Who is where: one open visit a learner, whatever the order in which stations are heard."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from classroom.facts import ChoiceMade, VisitClosed, VisitModeChanged, VisitNotMe
from classroom.wire.messages import EventBatch
from hub.service.backoffice import Backoffice
from hub.store.projections import visits
from hub.store.projections.visits import Visit
from tests.factories_hub import Clock, enrol, open_school
from tests.stub_station import START_MS, StubStation


class Room:
    """Two stations; facts are sent when a test says so."""

    def __init__(self, folder: Path) -> None:
        self.clock = Clock()
        self.back: Backoffice = open_school(folder, self.clock)
        self.cave = StubStation(enrol(self.back, "cave"), self.clock)
        self.make = StubStation(enrol(self.back, "make"), self.clock)

    def send(self, *stations: StubStation) -> None:
        for station in stations:
            self._send(station.record.station, station.batch())

    def _send(self, sid: str, batch: EventBatch) -> None:
        self.back.writer.do(lambda tables: self.back.recording.take(tables, sid, batch))

    def visit(self, visit: str) -> Visit:
        with self.back.store.reading() as tables:
            found = visits.visit(tables, visit)
        assert found is not None
        return found

    def open(self) -> list[str]:
        with self.back.store.reading() as tables:
            return [visit.visit for visit in visits.open_visits(tables)]


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    room = Room(tmp_path)
    yield room
    room.back.stop()


def at(station: StubStation, room: Room, seconds: int, *, learner: str = "amal") -> str:
    """Check in at a time after the start."""
    room.clock.now = START_MS + seconds * 1000
    return station.open_visit(learner)


def test_a_scan_elsewhere_moves_the_learner(room: Room) -> None:
    first = at(room.cave, room, 0)
    second = at(room.make, room, 60)
    room.send(room.cave, room.make)
    assert room.open() == [second]
    assert (room.visit(first).reason, room.visit(first).closed_ms) == ("moved", START_MS + 60_000)


def test_a_station_that_was_offline_tells_its_older_visit_late_and_it_does_not_count_as_now(
    room: Room,
) -> None:
    older = at(room.cave, room, 0)
    newer = at(room.make, room, 60)
    room.send(room.make, room.cave)
    assert room.open() == [newer]
    assert room.visit(older).reason == "moved"


def test_a_visit_between_two_others_that_comes_late_ends_where_the_next_began(room: Room) -> None:
    first = at(room.cave, room, 0)
    middle = at(room.make, room, 60)
    room.send(room.cave)
    last = at(room.cave, room, 120)
    room.send(room.cave)
    room.send(room.make)
    assert room.open() == [last]
    assert room.visit(first).closed_ms == START_MS + 60_000
    assert room.visit(middle).closed_ms == START_MS + 120_000


def test_an_earlier_sign_out_wins_over_the_move(room: Room) -> None:
    first = at(room.cave, room, 0)
    room.clock.now = START_MS + 30_000
    room.cave.write(VisitClosed(reason="signed_out"), ("amal",), first)
    at(room.make, room, 60)
    room.send(room.make, room.cave)
    assert (room.visit(first).reason, room.visit(first).closed_ms) == ("signed_out", START_MS + 30_000)


def test_a_later_parking_does_not_undo_the_move(room: Room) -> None:
    first = at(room.cave, room, 0)
    room.send(room.cave)
    at(room.make, room, 60)
    room.send(room.make)
    room.clock.now = START_MS + 90_000
    room.cave.write(VisitClosed(reason="idle_parked"), ("amal",), first)
    room.send(room.cave)
    assert room.visit(first).reason == "moved"


def test_not_me_gives_the_learner_back_to_where_she_was(room: Room) -> None:
    hers = at(room.cave, room, 0)
    wrong = at(room.make, room, 60)
    room.send(room.cave, room.make)
    room.make.write(VisitNotMe(), ("amal",), wrong)
    room.send(room.make)
    assert room.open() == [hers]
    with room.back.store.reading() as tables:
        assert [visit.visit for visit in visits.latest_visits(tables, "amal", 9)] == [hers]


def test_two_learners_do_not_move_each_other(room: Room) -> None:
    amal, bao = at(room.cave, room, 0), at(room.cave, room, 10, learner="bao")
    room.send(room.cave)
    assert room.open() == [amal, bao]


def test_a_choice_and_a_mode_say_what_she_works_on(room: Room) -> None:
    visit = at(room.cave, room, 0)
    room.cave.write(ChoiceMade(target="M01", activity="ribbon"), ("amal",), visit)
    room.clock.advance(5)
    room.cave.write(
        VisitModeChanged(mode="at_table", target="M01", revises="e1", attempt=2), ("amal",), visit
    )
    room.clock.advance(5)
    room.cave.write(VisitModeChanged(mode="at_screen"), ("amal",), visit)
    room.send(room.cave)
    found = room.visit(visit)
    assert (found.mode, found.target, found.revises, found.attempt) == ("at_screen", "M01", "e1", 2)
    with room.back.store.reading() as tables:
        assert visits.last_choices(tables, "amal") == {"M01": "ribbon"}
