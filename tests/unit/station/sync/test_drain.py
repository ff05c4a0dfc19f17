"""The drain: in order, a window at a time, back to the last acknowledged fact when something was lost."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from classroom.facts import HelpOpened
from classroom.wire.codec import MAX_BYTES, decode_envelope, encode
from classroom.wire.messages import Ack, EventBatch, Rejected, Welcome
from plumbing.seal import TRAILER
from station.store.keep import Store
from station.sync.drain import WINDOW, Drain
from tests.unit.station.made import STAMP, envelope, fill, opened, spoil


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with opened(tmp_path) as made:
        yield made


def drain_of(store: Store, upto: int = 0) -> Drain:
    drain = Drain(store, lambda: STAMP, lambda: 0.5)
    assert drain.welcome(welcome(store, upto))
    return drain


def welcome(store: Store, upto: int, h: str | None = None) -> Welcome:
    return Welcome(
        nonce="0" * 32,
        hub_epoch="h",
        upto=upto,
        h=(store.outbox.chain_hash(upto) or "") if h is None else h,
        rev=0,
        time=0,
    )


def ack(store: Store, upto: int, **more: object) -> Ack:
    return Ack(epoch=store.outbox.marks().epoch, upto=upto, hub_epoch="h", **more)  # type: ignore[arg-type]


def spans(batches: list[EventBatch]) -> list[tuple[int, int]]:
    return [(batch.first, batch.last) for batch in batches]


def test_what_waits_goes_up_in_order_and_at_most_a_window(store: Store) -> None:
    fill(store, WINDOW + 5)
    drain = drain_of(store)
    assert spans(list(drain.batches(0.0))) == [(1, WINDOW)]
    assert list(drain.batches(0.1)) == []
    assert drain.acknowledge(ack(store, WINDOW), 0.2)
    assert spans(list(drain.batches(0.3))) == [(WINDOW + 1, WINDOW + 5)]
    behind = [drain.behind]
    drain.acknowledge(ack(store, WINDOW + 5), 0.4)
    assert list(drain.batches(0.5)) == []
    assert [*behind, drain.behind] == [True, False]
    assert store.outbox.marks().upto == WINDOW + 5


def test_a_new_fact_goes_up_after_a_nudge(store: Store) -> None:
    drain = drain_of(store)
    assert list(drain.batches(0.0)) == []
    fill(store, 1)
    drain.nudge()
    assert spans(list(drain.batches(0.1))) == [(1, 1)]


def test_what_is_not_acknowledged_goes_up_again_later_and_later(store: Store) -> None:
    fill(store, 2)
    drain = drain_of(store)
    list(drain.batches(0.0))
    times = []
    for _ in range(7):
        times.append(drain.at_s)
        assert spans(list(drain.batches(drain.at_s))) == [(1, 2)]
    waits = [round(later - sooner) for sooner, later in zip([0.0, *times], times, strict=False)]
    assert waits == [2, 4, 8, 16, 32, 60, 60]


def test_a_batch_that_could_not_be_said_is_not_counted_as_sent(store: Store) -> None:
    fill(store, 1)
    drain = drain_of(store)
    next(drain.batches(0.0))
    assert spans(list(drain.batches(0.1))) == [(1, 1)]


def test_an_acknowledgement_without_progress_means_a_hole(store: Store) -> None:
    fill(store, 4)
    drain = drain_of(store)
    list(drain.batches(1.0))
    assert not drain.acknowledge(ack(store, 0), 1.5)
    assert spans(list(drain.batches(1.6))) == [(1, 4)]
    drain.acknowledge(ack(store, 0), 1.61)
    assert list(drain.batches(1.62)) == []


def test_a_hub_that_fell_back_gets_everything_again(store: Store) -> None:
    fill(store, 4)
    drain = drain_of(store, upto=4)
    assert drain.welcome(welcome(store, 2))
    assert spans(list(drain.batches(0.0))) == [(3, 4)]
    assert store.outbox.marks().upto == 2


def test_acknowledgements_of_other_epochs_and_of_the_future_are_ignored(store: Store) -> None:
    fill(store, 2)
    drain = drain_of(store)
    list(drain.batches(0.0))
    assert not drain.acknowledge(Ack(epoch="other", upto=2, hub_epoch="h"), 0.1)
    assert not drain.acknowledge(ack(store, 3), 0.1)
    assert store.outbox.marks().upto == 0


def test_a_rejected_fact_is_kept_and_known(store: Store) -> None:
    fill(store, 2)
    drain = drain_of(store)
    list(drain.batches(0.0))
    drain.acknowledge(ack(store, 2, rejected=(Rejected(seq=1, why="unknown"),)), 0.1)
    assert store._db.execute("SELECT seq, rejected FROM outbox WHERE rejected IS NOT NULL").fetchall() == [
        (1, "unknown")
    ]


@pytest.mark.parametrize("h", ["f" * 32, ""])
def test_another_past_at_the_hub_begins_a_new_epoch(store: Store, h: str) -> None:
    fill(store, 3)
    before = store.outbox.marks().epoch
    names = [decode_envelope(row.raw).ev for row in store.outbox.after(0, 9)]
    drain = Drain(store, lambda: STAMP, lambda: 0.5)
    assert not drain.welcome(welcome(store, 2, h))
    assert store.outbox.marks().epoch != before
    assert drain.welcome(welcome(store, 0))
    (batch,) = drain.batches(0.0)
    assert [decode_envelope(bytes(raw)).ev for raw in batch.events] == names


def test_a_hub_that_knows_more_than_this_card_begins_a_new_epoch(store: Store) -> None:
    fill(store, 2)
    assert not Drain(store, lambda: STAMP, lambda: 0.5).welcome(welcome(store, 9, "a" * 32))


def test_a_damaged_fact_becomes_a_gap_and_the_rest_follows(store: Store) -> None:
    fill(store, 4)
    spoil(store, 2)
    (batch,) = drain_of(store).batches(0.0)
    read = [decode_envelope(bytes(raw)) for raw in batch.events]
    assert [one.type for one in read] == ["badge.unknown", "gap", "badge.unknown", "badge.unknown"]
    assert b"badge.unknown" in bytes(read[1].body)


def test_large_facts_share_messages_of_at_most_64_kib(store: Store) -> None:
    fact = HelpOpened(help="x" * 30_000)
    for _ in range(4):
        store.record([fact], [envelope(fact, key=bytes(32), visit="v")], visit=None, learner=None)
    batches = list(drain_of(store).batches(0.0))
    assert spans(batches) == [(1, 1), (2, 2), (3, 3), (4, 4)]
    assert all(len(encode(batch)) + TRAILER <= MAX_BYTES for batch in batches)
