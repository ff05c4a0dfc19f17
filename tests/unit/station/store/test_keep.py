"""What follows a fact in its transaction: visits, media, drafts; and what another process may see of it all."""

from pathlib import Path

import pytest

from classroom.documents import OpenVisit
from classroom.facts import KeyWrap, VisitClosed, VisitModeChanged, VisitOpened
from classroom.wire.messages import MediaRef
from plumbing.errors import DatabaseDamaged
from station.errors import AlreadyRunning, NeverStarted
from station.store.drafts import DraftRow
from station.store.keep import DATABASE, Keep, Store, Word, look_into
from station.store.lock import Lock, is_held
from tests.unit.station.made import envelope, fill, opened

OPENED = VisitOpened(
    zone="porch", how="badge", key_id="k", key_box="b", wraps=(KeyWrap(learner="l", box="w"),)
)


def record(store: Store, *facts: VisitOpened | VisitModeChanged | VisitClosed, visit: str = "v") -> None:
    made = [envelope(fact, visit=visit, learner="l") for fact in facts]
    store.record(facts, made, visit=visit, learner="l")


def test_a_visit_follows_its_facts(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        record(store, OPENED)
        record(store, VisitModeChanged(mode="at_table", activity="a", target="t", revises="e", attempt=2))
        (row,) = store.visits.left_open()
        assert (row.visit, row.learner, row.wrap, row.opened) == ("v", "l", "w", 1)
        assert row.as_open("s1") == OpenVisit(
            visit="v",
            zone="porch",
            station="s1",
            mode="at_table",
            activity="a",
            target="t",
            revises="e",
            attempt=2,
        )
        record(store, VisitClosed(reason="signed_out"))
        assert store.visits.left_open() == []
        assert [visit.visit for visit in store.visits.of_learner("l")] == ["v"]


def test_a_file_is_offered_once_its_fact_is_in_and_until_the_hub_has_it(tmp_path: Path) -> None:
    ref = MediaRef(id="a" * 64, size=10, mime="image/jpeg")
    with opened(tmp_path) as store:
        store.record(
            [OPENED], [envelope(OPENED, visit="v", learner="l", media=[ref])], visit="v", learner="l"
        )
        assert store.media.to_offer(0) == ()
        assert store.media.to_offer(1) == (ref,)
        assert store.media.visit_of(ref.id) == "v"
        with store.writing():
            assert store.media.mark(ref.id, "offered")
            assert store.media.mark(ref.id, "have")
            assert not store.media.mark(ref.id, "sending")
        assert store.media.to_offer(1) == ()
        assert store.media.all_made() == {ref.id}


def test_the_fetched_file_that_was_seen_longest_ago_goes_first(tmp_path: Path) -> None:
    with opened(tmp_path) as store, store.writing():
        store.media.fetched("old", 1)
        store.media.fetched("new", 1)
        store.media.fetched("old", 1)
        assert [store.media.let_go(), store.media.let_go(), store.media.let_go()] == ["new", "old", None]


def test_the_journal_keeps_the_latest_form_of_each_draft(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        with store.writing():
            store.drafts.keep(DraftRow("d1", "v", "l", 1, b"first", "p1"))
            store.drafts.keep(DraftRow("d1", "v", "l", 2, b"second", "p2"))
            store.drafts.keep(DraftRow("d2", "v", "l", 3, b"other", None))
        assert [row.box for row in store.drafts.of_learner("l")] == [b"other", b"second"]
        assert store.drafts.all_photos() == {"p2"}
        store.record([OPENED], [envelope(OPENED)], visit=None, learner=None, closes_drafts=("d1",))
        assert [row.draft for row in store.drafts.of_learner("l")] == ["d2"]


def test_whoever_asks_sees_a_station_that_runs_and_one_that_does_not(tmp_path: Path) -> None:
    with pytest.raises(NeverStarted):
        look_into(tmp_path)
    with opened(tmp_path) as store:
        fill(store, 2)
        store.tell(Word("s1", "live", "hub"))
        other = look_into(tmp_path)
        assert other.outbox.marks().last == 2
        assert other.told() == Word("s1", "live", "hub")
        other.close()


def test_a_file_that_is_no_database_is_named_so(tmp_path: Path) -> None:
    keep = Keep(tmp_path)
    (tmp_path / DATABASE).write_bytes(b"no database at all" * 100)
    with pytest.raises(DatabaseDamaged):
        keep.open()


def test_one_process_a_folder(tmp_path: Path) -> None:
    assert not is_held(tmp_path)
    lock = Lock(tmp_path)
    assert is_held(tmp_path)
    with pytest.raises(AlreadyRunning):
        Lock(tmp_path)
    lock.release()
    assert not is_held(tmp_path)


def test_a_full_disk_means_no_new_pictures(tmp_path: Path) -> None:
    assert Keep(tmp_path / "a", disk_floor=0.0).photos_ok()
    assert not Keep(tmp_path / "b", disk_floor=0.9999).photos_ok()
