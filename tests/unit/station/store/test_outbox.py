"""The outbox: a chain of the exact bytes that go up, whose damage is seen."""

import hashlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from classroom.facts import Gap, HelpOpened
from classroom.wire.codec import decode_envelope, encode_envelope, hashed_part
from classroom.wire.messages import Ack, Fork, Rejected
from plumbing.seal import chain
from station.errors import FactTooLarge
from station.store.outbox import MAX_FACT, Row
from tests.unit.station.made import envelope, fill, opened, spoil


def chained(rows: list[Row]) -> bool:
    """Say whether the rows are one chain from the beginning."""
    previous = ""
    for row in rows:
        read = decode_envelope(row.raw)
        if read.seq != row.seq or chain(previous, hashed_part(row.raw)) != read.h:
            return False
        previous = read.h
    return True


def test_facts_are_numbered_from_one_and_chained(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        fill(store, 3)
        rows = store.outbox.after(0, 10)
        assert [row.seq for row in rows] == [1, 2, 3]
        assert chained(rows)
        assert store.outbox.chain_hash(3) == decode_envelope(rows[-1].raw).h
        assert store.outbox.chain_hash(0) == ""
        assert store.outbox.chain_hash(4) is None


def test_the_chain_goes_on_after_the_station_was_closed(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        fill(store, 2)
        epoch = store.outbox.marks().epoch
    with opened(tmp_path) as store:
        fill(store, 2)
        assert chained(store.outbox.after(0, 10))
        assert store.outbox.marks().epoch == epoch


def test_each_station_has_an_epoch_of_its_own(tmp_path: Path) -> None:
    with opened(tmp_path / "a") as one, opened(tmp_path / "b") as other:
        assert len(one.outbox.marks().epoch) == 16
        assert one.outbox.marks().epoch != other.outbox.marks().epoch


def test_marks_say_what_waits(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        fill(store, 5)
        with store.writing():
            store.outbox.acknowledge(
                Ack(epoch="e", upto=3, hub_epoch="h", rejected=(Rejected(seq=2, why="new"),))
            )
        marks = store.outbox.marks()
        assert (marks.last, marks.upto, marks.safe, marks.waiting, marks.hub_epoch) == (5, 3, 0, 2, "h")
        assert store.outbox.oldest_ms() == decode_envelope(store.outbox.after(3, 1)[0].raw).wall_ms


def test_nothing_waits_when_the_hub_has_all(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        assert store.outbox.oldest_ms() is None
        assert store.outbox.marks().waiting == 0


def test_a_fact_that_no_message_could_carry_is_refused_and_leaves_nothing(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        fact = HelpOpened(help="x" * MAX_FACT)
        made = envelope(fact, key=bytes(32), visit="v")
        with pytest.raises(FactTooLarge):
            store.record([fact], [made], visit=None, learner=None)
        assert store.outbox.marks().last == 0


def test_a_damaged_row_is_known_by_its_own_hash(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        fill(store, 3)
        spoil(store, 2)
        assert [row.whole for row in store.outbox.after(0, 10)] == [True, False, True]


@settings(max_examples=20)
@given(damaged=st.sets(st.integers(1, 8), min_size=1, max_size=8))
def test_gaps_take_the_place_of_damaged_rows_and_every_other_fact_stays(
    tmp_path_factory: pytest.TempPathFactory, damaged: set[int]
) -> None:
    with opened(tmp_path_factory.mktemp("outbox")) as store:
        fill(store, 8)
        before = {row.seq: decode_envelope(row.raw).ev for row in store.outbox.after(0, 10)}
        for seq in damaged:
            spoil(store, seq)
        for seq in sorted(damaged):
            with store.writing():
                store.outbox.mend(seq, envelope(Gap(lost_type="badge.unknown")))
        rows = store.outbox.after(0, 10)
        after = {row.seq: decode_envelope(row.raw) for row in rows}
        assert chained(rows)
        assert {seq for seq, read in after.items() if read.type == "gap"} == damaged
        assert all(after[seq].ev == ev for seq, ev in before.items() if seq not in damaged)


@settings(max_examples=20)
@given(missing=st.sets(st.integers(1, 7), min_size=1, max_size=7))
def test_gaps_take_the_place_of_facts_that_are_not_there_any_more(
    tmp_path_factory: pytest.TempPathFactory, missing: set[int]
) -> None:
    with opened(tmp_path_factory.mktemp("outbox")) as store:
        fill(store, 8)
        for seq in missing:
            store._db.execute("DELETE FROM outbox WHERE seq = ?", (seq,))
        assert {row.seq for row in store.outbox.after(0, 10) if not row.whole} == missing
        for seq in sorted(missing):
            with store.writing():
                store.outbox.mend(seq, envelope(Gap()))
        rows = store.outbox.after(0, 10)
        assert [row.seq for row in rows] == list(range(1, 9))
        assert chained(rows)


def test_a_fact_in_the_place_of_another_is_not_whole(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        fill(store, 2)
        store._db.execute("UPDATE outbox SET seq = 4 WHERE seq = 2")
        assert [(row.seq, row.whole) for row in store.outbox.after(0, 9)] == [
            (1, True), (2, False), (3, False), (4, False)
        ]  # fmt: skip


def test_a_chain_that_broke_behind_the_mark_is_made_one_again(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        fill(store, 3)
        with store.writing():
            assert not store.outbox.relink(1)
            raw, _ = encode_envelope(decode_envelope(store.outbox.after(2, 1)[0].raw), lambda _: "f" * 32)
            own = hashlib.blake2b(raw, digest_size=16).digest()
            store._db.execute("UPDATE outbox SET raw = ?, own = ? WHERE seq = 3", (raw, own))
        fill(store, 1)
        assert not chained(store.outbox.after(0, 9))
        with store.writing():
            assert store.outbox.relink(1)
        assert chained(store.outbox.after(0, 9))


def test_a_new_epoch_holds_every_fact_that_is_still_here_under_its_old_name(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        fill(store, 5)
        names = [decode_envelope(row.raw).ev for row in store.outbox.after(0, 10)]
        with store.writing():
            store.outbox.acknowledge(Ack(epoch="e", upto=4, safe=2, hub_epoch="h"))
            store.outbox.prune(2)
        old = store.outbox.marks().epoch
        store.rehome("other")
        new = store.outbox.marks().epoch
        rows = store.outbox.after(0, 10)
        assert new != old
        assert store.outbox.marks()[:4] == (new, 3, 0, 0)
        assert [decode_envelope(row.raw).ev for row in rows] == names[2:]
        assert chained(rows)
        assert store.forks.untold() == (Fork(epoch=new, was=old, kept=3, why="other"),)
        with store.writing():
            store.forks.told(new)
        assert store.forks.untold() == ()


def test_what_is_let_go_leaves_its_hash_to_chain_on(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        fill(store, 4)
        before = store.outbox.after(0, 9)
        with store.writing():
            assert [store.outbox.next_to_prune(3, limit) for limit in (2, 9)] == [2, 3]
            store.outbox.prune(3)
            assert store.outbox.next_to_prune(3, 9) == 0
        assert store.outbox.after(0, 9) == before[3:]
        assert store.outbox.base() == (3, store.outbox.chain_hash(3))
        assert store.outbox.chain_hash(3) == decode_envelope(before[2].raw).h
        assert store.outbox.chain_hash(2) is None
        with store.writing():
            store.outbox.prune(4)
        assert store.outbox.marks().last == 4
        fill(store, 1)
        (row,) = store.outbox.after(0, 9)
        assert chain(decode_envelope(before[3].raw).h, hashed_part(row.raw)) == decode_envelope(row.raw).h


def test_a_damaged_fact_is_not_let_go_for_its_hash_proves_nothing(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        fill(store, 3)
        spoil(store, 2)
        assert store.outbox.next_to_prune(2, 9) == 1


def test_the_safe_mark_rises_under_one_hub_epoch_and_begins_anew_under_another(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        fill(store, 5)
        for safe, hub, expected in ((3, "h", 3), (1, "h", 3), (2, "restored", 2)):
            with store.writing():
                store.outbox.acknowledge(Ack(epoch="e", upto=5, safe=safe, hub_epoch=hub))
            assert store.outbox.marks().safe == expected
