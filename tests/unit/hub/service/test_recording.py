"""Facts of stations come in once, in order, opened and applied; what cannot be applied is set aside."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from classroom.facts import ClockAnchored, EvidenceHandedIn, VisitClosed, VisitModeChanged
from classroom.wire.codec import decode_envelope
from classroom.wire.messages import EventBatch
from hub.service.backoffice import Backoffice
from hub.service.recording import Taken
from hub.store import facts, quarantine
from hub.store.projections import claims, evidence, visits, waiting
from plumbing import seal
from tests.factories_hub import Clock, enrol, open_back, open_school
from tests.stub_station import START_MS, StubStation


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def back(tmp_path: Path, clock: Clock) -> Iterator[Backoffice]:
    back = open_school(tmp_path, clock)
    yield back
    back.stop()


@pytest.fixture
def station(back: Backoffice, clock: Clock) -> StubStation:
    return StubStation(enrol(back), clock)


def take(back: Backoffice, station: StubStation, batch: EventBatch | None = None) -> Taken:
    return back.writer.do(
        lambda tables: back.recording.take(tables, station.record.station, batch or station.batch())
    )


def kinds_in_log(back: Backoffice, station: StubStation) -> list[str]:
    with back.store.reading() as tables:
        return [fact.type for fact in facts.after(tables, 0) if fact.station == station.record.station]


def test_a_piece_that_was_sealed_at_the_station_is_opened_and_lies_on_the_table(
    back: Backoffice, station: StubStation
) -> None:
    visit = station.open_visit("amal")
    piece, _ = station.hand_in(visit, "amal", text="Two to three.")
    taken = take(back, station)
    assert (taken.upto, taken.rejected, taken.trouble) == (3, (), "")
    with back.store.reading() as tables:
        found = evidence.piece(tables, piece)
        assert found is not None
        assert (found.text, found.learners) == ("Two to three.", ("amal",))
        assert claims.claim(tables, piece, "amal") == (3, "The end.")
        assert [one.evidence for one in evidence.waiting_for(tables, ["amal"])] == [piece]


def test_the_same_batch_twice_is_one_piece_and_the_same_mark(back: Backoffice, station: StubStation) -> None:
    station.hand_in(station.open_visit("amal"), "amal")
    first, again = take(back, station), take(back, station)
    assert again.upto == first.upto == 3
    assert again.kinds == frozenset()
    assert kinds_in_log(back, station) == ["visit.opened", "self.assessed", "evidence.handed_in"]


def test_a_batch_after_a_hole_waits_for_the_hole_to_be_filled(back: Backoffice, station: StubStation) -> None:
    station.hand_in(station.open_visit("amal"), "amal")
    assert take(back, station, station.batch(first=2)) == Taken(0, trouble="hole")
    assert take(back, station, station.batch(first=1, last=1)).upto == 1
    assert take(back, station, station.batch(first=2)).upto == 3


def test_a_batch_that_overlaps_what_is_known_adds_only_the_rest(
    back: Backoffice, station: StubStation
) -> None:
    station.hand_in(station.open_visit("amal"), "amal")
    take(back, station, station.batch(first=1, last=2))
    assert take(back, station, station.batch(first=1)).kinds == {"evidence.handed_in"}


def test_a_fact_that_does_not_continue_the_chain_stops_the_batch(
    back: Backoffice, station: StubStation
) -> None:
    visit = station.open_visit("amal")
    take(back, station)
    station.h = "0" * 32
    station.write(VisitClosed(reason="signed_out"), ("amal",), visit)
    taken = take(back, station)
    assert (taken.upto, taken.trouble) == (1, "chain")
    assert kinds_in_log(back, station) == ["visit.opened"]


def test_a_fact_of_a_kind_that_this_hub_does_not_know_is_kept_and_blocks_nothing(
    back: Backoffice, station: StubStation
) -> None:
    visit = station.open_visit("amal")
    unknown = decode_envelope(station.write(VisitClosed(reason="bell"), ("amal",), visit))
    station.seq, station.h = 1, decode_envelope(station.rows[0]).h
    station.rows.pop()
    station.seq = 2
    station.append(msgspec.structs.replace(unknown, type="dance.danced", h=""))
    station.write(VisitModeChanged(mode="at_table"), ("amal",), visit)
    taken = take(back, station)
    assert taken.upto == 3
    assert [(one.seq, "does not know" in one.why) for one in taken.rejected] == [(2, True)]
    with back.store.reading() as tables:
        assert [kept.type for kept in quarantine.all_kept(tables)] == ["dance.danced"]
        found = visits.visit(tables, visit)
        assert found is not None
        assert found.mode == "at_table"


def test_what_follows_a_visit_that_is_set_aside_is_set_aside_too_and_comes_in_with_it(
    back: Backoffice, station: StubStation, clock: Clock
) -> None:
    _, private, public = back.keys.hub_key("box")
    del private
    stranger = StubStation(msgspec.structs.replace(station.record, hub_box_id="0" * 16), clock)
    piece, _ = stranger.hand_in(stranger.open_visit("amal"), "amal")
    assert len(take(back, stranger).rejected) == 3
    with back.store.reading() as tables:
        assert evidence.piece(tables, piece) is None
    assert public
    assert back.writer.do(back.recording.retry) == (0, 3)


def test_quarantine_is_tried_again_at_the_next_start(tmp_path: Path, clock: Clock) -> None:
    back = open_school(tmp_path, clock)
    station = StubStation(enrol(back), clock)
    visit = station.open_visit("amal")
    station.hand_in(visit, "amal")
    late = station.batch(first=1, last=1).events[0]
    hidden = EventBatch(epoch="other", first=1, last=2, events=_rechained(station, station.rows[1:]))
    assert len(take(back, station, hidden).rejected) == 2
    assert take(back, station, EventBatch(epoch=station.epoch, first=1, last=1, events=(late,))).upto == 1
    back.stop()
    again = open_back(tmp_path, clock)
    with again.store.reading() as tables:
        assert quarantine.count(tables) == 0
        assert waiting.count(tables) == 1
    again.stop()


def _rechained(station: StubStation, rows: list[bytes]) -> tuple[msgspec.Raw, ...]:
    """The same facts as another epoch begins them: seq from 1, a new chain, the same identity."""
    station.seq, station.h, station.rows = 0, "", []
    for number, row in enumerate(rows, 1):
        station.append(msgspec.structs.replace(decode_envelope(row), seq=number, h=""))
    return tuple(msgspec.Raw(row) for row in station.rows)


def test_after_a_fork_the_facts_that_are_here_already_are_not_doubled(
    back: Backoffice, station: StubStation
) -> None:
    station.hand_in(station.open_visit("amal"), "amal")
    take(back, station)
    rows = list(station.rows)
    forked = EventBatch(epoch="f0f0f0f0f0f0f0f0", first=1, last=3, events=_rechained(station, rows))
    taken = take(back, station, forked)
    assert (taken.upto, taken.rejected) == (3, ())
    assert len(kinds_in_log(back, station)) == 3


def test_the_same_identity_with_other_bytes_is_set_aside(back: Backoffice, station: StubStation) -> None:
    visit = station.open_visit("amal")
    first = decode_envelope(station.write(VisitModeChanged(mode="at_table"), ("amal",), visit))
    station.write(VisitModeChanged(mode="paused"), ("amal",), visit, ev=first.ev)
    taken = take(back, station)
    assert taken.upto == 3
    assert [one.why for one in taken.rejected] == ["another fact has this identity"]


def test_a_sealed_body_cannot_be_shown_under_another_identity(back: Backoffice, station: StubStation) -> None:
    visit = station.open_visit("amal")
    station.hand_in(visit, "amal")
    moved = decode_envelope(station.rows.pop())
    station.h = decode_envelope(station.rows[-1]).h
    station.append(msgspec.structs.replace(moved, ev=station.fresh_id(), h=""))
    assert [one.why for one in take(back, station).rejected] == ["its seal does not open"]


def test_a_station_cannot_speak_for_staff(back: Backoffice, station: StubStation) -> None:
    visit = station.open_visit("amal")
    row = decode_envelope(station.write(VisitClosed(reason="bell"), ("amal",), visit))
    station.rows.pop()
    station.h = decode_envelope(station.rows[-1]).h
    judged = b'{"type":"judgement.made","by":"ms-r","judgement":"j","learner":"amal","target":"M01"}'
    station.append(msgspec.structs.replace(row, type="judgement.made", body=msgspec.Raw(judged), h=""))
    assert len(take(back, station).rejected) == 1


def test_the_time_of_a_fact_is_counted_from_the_anchor_of_its_boot(
    back: Backoffice, station: StubStation
) -> None:
    lying = START_MS - 400 * 86_400_000
    station.source = "rtc"
    visit = station.open_visit("amal")
    row = decode_envelope(station.rows.pop())
    station.seq, station.h = 1, ""
    station.append(msgspec.structs.replace(row, wall_ms=lying, boottime_ms=5_000, h=""))
    station.write(ClockAnchored(offset_ms=START_MS - 6_000, trip_ms=10))
    take(back, station)
    with back.store.reading() as tables:
        found = visits.visit(tables, visit)
        assert found is not None
        assert found.opened_ms == START_MS - 1_000


def test_inside_one_boot_time_never_runs_back_even_when_its_anchor_gets_better(
    back: Backoffice, station: StubStation
) -> None:
    station.write(ClockAnchored(offset_ms=START_MS - 1_000_000, trip_ms=4_000))
    visit = station.open_visit("amal")
    take(back, station)
    station.write(ClockAnchored(offset_ms=START_MS - 1_002_000, trip_ms=10))
    station.write(VisitModeChanged(mode="at_table"), ("amal",), visit)
    take(back, station)
    with back.store.reading() as tables:
        own = [fact.at_ms for fact in facts.after(tables, 0) if fact.station == station.record.station]
    assert own == sorted(own)
    assert own[0] == START_MS


def test_what_the_hub_itself_notes_is_chained_like_everything_else(back: Backoffice) -> None:
    with back.store.reading() as tables:
        own = [fact for fact in facts.after(tables, 0) if fact.station == "hub"]
    previous = ""
    for number, fact in enumerate(own, 1):
        envelope = decode_envelope(fact.raw)
        assert fact.seq == envelope.seq == number
        previous = seal.chain(previous, fact.raw[: fact.raw.rfind(b',"h":')])
        assert envelope.h == previous


def test_an_unreadable_body_is_set_aside_with_its_reason(back: Backoffice, station: StubStation) -> None:
    visit = station.open_visit("amal")
    row = decode_envelope(
        station.write(EvidenceHandedIn(evidence="e", targets=("M01",), kind="photo"), ("amal",), visit)
    )
    station.rows.pop()
    station.h = decode_envelope(station.rows[-1]).h
    station.append(msgspec.structs.replace(row, body=msgspec.Raw(b'"no base64 \xc3\xa9"'), h=""))
    assert "no box" in take(back, station).rejected[0].why
