"""Many batches go in as one, and what one of them does to the hub stays its own affair."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from classroom.facts import HelpOpened, VisitClosed, VisitModeChanged
from classroom.wire.codec import decode_envelope
from classroom.wire.messages import EventBatch
from hub.service.backoffice import Backoffice
from hub.store import facts, quarantine
from hub.store.desk import visit_key
from hub.store.projections import waiting
from hub.store.rebuild import differences
from tests.factories_hub import Clock, enrol, open_school
from tests.stub_station import StubStation

TOO_LARGE = 2**70
"""No column holds such a number: a fact that names it breaks its reader."""


@pytest.fixture
def back(tmp_path: Path) -> Iterator[Backoffice]:
    back = open_school(tmp_path, Clock())
    yield back
    back.stop()


def stations(back: Backoffice, count: int) -> list[StubStation]:
    return [StubStation(enrol(back), Clock()) for _ in range(count)]


def visit(station: StubStation, learner: str = "amal", *, attempt: int = 1) -> None:
    """One visit of six facts; a try of a number that no column holds breaks the hub's reader."""
    its = station.open_visit(learner)
    station.hand_in(its, learner)
    station.write(VisitModeChanged(mode="at_table", target="M01", attempt=attempt), (learner,), its)
    station.hand_in(its, learner, "G01")


def sent(*senders: StubStation) -> list[tuple[str, EventBatch]]:
    return [(sender.record.station, sender.batch()) for sender in senders]


def test_batches_of_many_stations_are_recorded_together_in_their_order(back: Backoffice) -> None:
    first, second = stations(back, 2)
    visit(first)
    visit(second, "bao")
    batches = sent(first, second)
    taken = back.writer.do(lambda tables: back.recording.take_all(tables, batches))
    assert [(one.upto, one.rejected) for one in taken] == [(6, ()), (6, ())]
    with back.store.reading() as tables:
        rows = [(fact.station, fact.seq) for fact in facts.after(tables, 0) if fact.station != "hub"]
        assert rows == [(one.record.station, seq) for one in (first, second) for seq in range(1, 7)]
        assert [fact.rev for fact in facts.after(tables, 0)] == list(range(1, facts.latest_rev(tables) + 1))
        assert differences(tables)[0] == []


def test_a_fact_that_breaks_its_reader_is_set_aside_alone_with_a_sentence_for_a_teacher(
    back: Backoffice,
) -> None:
    good, bad = stations(back, 2)
    visit(good)
    visit(bad, "bao", attempt=TOO_LARGE)
    batches = sent(good, bad)
    taken = back.writer.do(lambda tables: back.recording.take_all(tables, batches))
    assert [one.upto for one in taken] == [6, 6]
    assert [[each.seq for each in one.rejected] for one in taken] == [[], [4]]
    with back.store.reading() as tables:
        (kept,) = quarantine.all_kept(tables)
        assert (kept.station, kept.seq, kept.type) == (bad.record.station, 4, "visit.mode")
        assert kept.reason == "The hub made a mistake with it, and tries again at its next start."
        assert waiting.count(tables) == 4
        assert differences(tables)[0] == []


def test_a_fact_that_a_projection_refuses_is_set_aside_alone_with_its_reason(back: Backoffice) -> None:
    (station,) = stations(back, 1)
    its = station.open_visit("amal")
    station.write(HelpOpened(help="h1"), (), its)
    station.write(VisitClosed(reason="bell"), ("amal",), its)
    (taken,) = back.writer.do(lambda tables: back.recording.take_all(tables, sent(station)))
    assert (taken.upto, [(one.seq, one.why) for one in taken.rejected]) == (
        3,
        [(2, "a hand has a visit and a learner")],
    )


def test_with_a_visit_that_is_set_aside_its_key_is_too_and_all_that_needs_it(back: Backoffice) -> None:
    (station,) = stations(back, 1)
    its = station.open_visit("amal")
    opened = decode_envelope(station.rows.pop())
    station.h = ""
    station.append(msgspec.structs.replace(opened, learners=("amal", "bao"), h=""))
    station.hand_in(its, "amal")
    (taken,) = back.writer.do(lambda tables: back.recording.take_all(tables, sent(station)))
    assert [one.why for one in taken.rejected] == [
        "a visit is of one learner and has an id",
        "its visit is not known yet",
        "its visit is not known yet",
    ]
    with back.store.reading() as tables:
        assert visit_key(tables, its) is None


@pytest.mark.parametrize("at_once", [1, 2, 5, 50])
def test_what_the_hub_shows_does_not_depend_on_what_went_in_together(
    back: Backoffice, tmp_path: Path, at_once: int
) -> None:
    senders = stations(back, 2)
    for number, sender in enumerate(senders * 3):
        visit(sender, ("amal", "bao", "maya")[number % 3])
    for first in range(1, 50, at_once):
        batches = [(one.record.station, one.batch(first, first + at_once - 1)) for one in senders]
        back.writer.do(lambda tables, batches=batches: back.recording.take_all(tables, batches))  # type: ignore[misc]
    with back.store.reading() as tables:
        assert differences(tables)[0] == []
        assert waiting.count(tables) == 12
