"""Times beside the log: an anchor dates its whole boot, what was folded follows, and a rebuild finds the same."""

from functools import partial
from itertools import permutations

import msgspec
import pytest

from classroom.facts import ClockAnchored, VisitClosed, VisitModeChanged
from classroom.wire.codec import decode_envelope, encode_envelope
from classroom.wire.messages import EventBatch
from classroom.zone import School
from hub.store import facts, quarantine, retiming
from hub.store.facts import Stored
from hub.store.projections import dating, evidence, mastery, visits
from hub.store.rebuild import differences
from plumbing import seal
from tests.factories_hub import DAY_MS, SchoolAtWork
from tests.stub_station import START_MS, StubStation

OFFSET_MS = START_MS - 1_000_000
"""What the boots of the stub stations add to get UTC."""


def times(school: SchoolAtWork, station: StubStation) -> list[tuple[int, int]]:
    with school.back.store.reading() as tables:
        own = [fact for fact in facts.after(tables, 0) if fact.station == station.record.station]
    return [(fact.from_ms - START_MS, fact.at_ms - START_MS) for fact in sorted(own, key=_seq)]


def _seq(fact: Stored) -> int:
    return fact.seq


def take(school: SchoolAtWork, station: StubStation, first: int, last: int) -> None:
    batch, sid = station.batch(first, last), station.record.station
    school.back.writer.do(lambda tables: school.back.recording.take(tables, sid, batch))


def same(school: SchoolAtWork) -> None:
    with school.back.store.reading() as tables:
        assert differences(tables)[0] == []


def anchor(station: StubStation, era: int = 0, offset_ms: int = OFFSET_MS) -> None:
    station.write(ClockAnchored(offset_ms=offset_ms, trip_ms=20, era=era))


def test_an_anchor_dates_what_its_boot_recorded_before(school: SchoolAtWork) -> None:
    station = school.cave
    station.source = "none"
    visit = station.open_visit("amal")
    school.clock.advance(600)
    piece, _ = station.hand_in(visit, "amal")
    station.write(VisitModeChanged(mode="at_table", activity="ribbon"), ("amal",), visit)
    school.clock.advance(600)
    station.write(VisitClosed(reason="signed_out"), ("amal",), visit)
    school.clock.advance(7 * 86_400)
    school.send(station)
    late = 7 * DAY_MS + 1_200_000
    assert set(times(school, station)) == {(-START_MS, late)}
    anchor(station)
    school.send(station)
    assert [at for _, at in times(school, station)] == [0, 600_000, 600_000, 600_000, 1_200_000, late]
    with school.back.store.reading() as tables:
        found, visited = evidence.piece(tables, piece), visits.visit(tables, visit)
        assert found is not None and visited is not None  # noqa: PT018
        assert (found.day, found.at_ms) == ("2026-09-21", START_MS + 600_000)
        assert (visited.opened_ms, visited.since_ms, visited.closed_ms) == (
            START_MS, START_MS + 600_000, START_MS + 1_200_000,
        )  # fmt: skip
        assert mastery.states(tables, "amal")["M01"].counts.days == 1
    same(school)


def test_a_boot_without_an_anchor_lies_between_its_neighbours(school: SchoolAtWork) -> None:
    station = school.cave
    visit = station.open_visit("amal")
    station.boot, station.source = "lost", "rtc"
    school.clock.advance(60)
    piece, _ = station.hand_in(visit, "amal")
    school.clock.advance(DAY_MS / 1000)
    school.send(station)
    station.boot, station.source = "third", "hub"
    school.clock.advance(60)
    station.open_visit("bao")
    school.clock.advance(DAY_MS / 1000)
    school.send(station)
    received, third = DAY_MS + 60_000, DAY_MS + 120_000
    assert times(school, station) == [(0, 0), (0, received), (0, received), (third, third)]
    with school.back.store.reading() as tables:
        assert dating.undated(tables, station.record.station) == 1
        found = evidence.piece(tables, piece)
        assert found is not None
        assert found.day == ""
    same(school)


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_two_stations_in_any_order_of_arrival_give_the_same_pieces(
    school: SchoolAtWork, order: tuple[int, ...]
) -> None:
    for station in (school.cave, school.make):
        station.source = "none"
        visit = station.open_visit("amal")
        school.clock.advance(60)
        station.hand_in(visit, "amal", text=station.record.zone)
        anchor(station)
    parts = [(school.cave, 1, 2), (school.make, 1, 4), (school.cave, 3, 4)]
    for index in order:
        take(school, *parts[index])
    school.send()
    with school.back.store.reading() as tables:
        pieces = evidence.pieces_of(tables, "amal", "M01")
        assert [(one.text, one.at_ms - START_MS) for one in pieces] == [("cave", 60_000), ("make", 120_000)]
        assert [visit.opened_ms - START_MS for visit in visits.latest_visits(tables, "amal", 9)] == [
            60_000,
            0,
        ]
    same(school)


def test_a_fact_out_of_quarantine_gets_the_time_of_its_place(school: SchoolAtWork) -> None:
    station = school.cave
    visit = station.open_visit("amal")
    school.clock.advance(60)
    station.write(VisitModeChanged(mode="at_table"), ("amal",), visit)
    early = EventBatch(epoch="other", first=1, last=1, events=_again(station.rows[1:2]))
    school.back.writer.do(lambda tables: school.back.recording.take(tables, station.record.station, early))
    school.clock.advance(DAY_MS / 1000)
    take(school, station, 1, 1)
    assert school.back.writer.do(school.back.recording.retry) == (1, 0)
    assert times(school, station) == [(0, 0), (60_000, 60_000)]
    same(school)


def test_a_boot_that_goes_on_in_another_epoch_is_dated_in_both(school: SchoolAtWork) -> None:
    station = school.cave
    station.source = "none"
    station.open_visit("amal")
    school.send(station)
    station.epoch, station.seq, station.h, station.rows = "forked", 0, "", []
    school.clock.advance(60)
    station.open_visit("bao")
    anchor(station)
    school.send(station)
    assert sorted(times(school, station)) == [(0, 0), (60_000, 60_000), (60_000, 60_000)]
    same(school)


def test_a_station_that_claims_to_be_in_the_future_is_not_believed(school: SchoolAtWork) -> None:
    station = school.cave
    station.source = "none"
    station.open_visit("amal")
    anchor(station, offset_ms=OFFSET_MS + 365 * DAY_MS)
    school.send(station)
    assert times(school, station) == [(-START_MS, 0), (-START_MS, 0)]
    same(school)


@pytest.mark.parametrize("offset_ms", [2**62, -(2**62), 2**70, 10**13])
def test_an_anchor_that_no_clock_tells_is_set_aside(school: SchoolAtWork, offset_ms: int) -> None:
    station = school.cave
    station.source = "none"
    anchor(station, offset_ms=offset_ms)
    station.open_visit("amal")
    school.send(station)
    with school.back.store.reading() as tables:
        assert quarantine.count(tables) == 1
    assert times(school, station) == [(-START_MS, 0)]
    same(school)


def test_days_begin_anew_when_the_school_says_where_it_is(school: SchoolAtWork) -> None:
    school.clock.now = START_MS + 12 * 3_600_000
    piece, _ = school.cave.hand_in(school.cave.open_visit("amal"), "amal")
    school.send(school.cave)
    school.office.publish((School(id="school", name="Cedar Bend", tz="Pacific/Auckland"),))
    with school.back.store.reading() as tables:
        found = evidence.piece(tables, piece)
        assert found is not None
        assert found.day == "2026-09-22"
    same(school)


def test_dating_a_boot_touches_its_own_outbox_only(school: SchoolAtWork) -> None:
    for station in (school.cave, school.make):
        station.source = "none"
        for _ in range(20):
            station.open_visit("amal")
    school.send()
    with school.back.store.reading() as tables:
        before = tables.all(
            "SELECT * FROM times JOIN runs USING (run) WHERE station = ?", school.make.record.station
        )
    anchor(school.cave)
    school.send(school.cave)
    with school.back.store.reading() as tables:
        after = tables.all(
            "SELECT * FROM times JOIN runs USING (run) WHERE station = ?", school.make.record.station
        )
        assert retiming.is_anchored(tables, school.cave.record.station)
        assert not retiming.is_anchored(tables, school.make.record.station)
    assert before == after


def _again(rows: list[bytes]) -> tuple[msgspec.Raw, ...]:
    """Facts as another epoch begins them: seq from 1, a new chain."""
    found, previous = [], ""
    for seq, row in enumerate(rows, 1):
        envelope = msgspec.structs.replace(decode_envelope(row), seq=seq, h="")
        raw, previous = encode_envelope(envelope, partial(seal.chain, previous))
        found.append(msgspec.Raw(raw))
    return tuple(found)
