"""The journal of half-finished pieces, and what of it is offered to the hub first."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from classroom.wire.messages import MediaRef
from station.store.drafts import DraftRow
from station.store.keep import Store
from tests.unit.station.made import opened

ROW = DraftRow("d1", "v1", "amal", 5, b"box", "photo-1", "writing", "G10")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with opened(tmp_path) as made:
        yield made


def keep(store: Store, *rows: DraftRow) -> None:
    with store.writing():
        for row in rows:
            store.drafts.keep(row)


def test_the_latest_form_takes_the_place_of_the_earlier_one(store: Store) -> None:
    keep(store, ROW, ROW._replace(box=b"box 2", at_ms=6))
    assert store.drafts.of_learner("amal") == [ROW._replace(box=b"box 2", at_ms=6)]


def test_what_continues_a_draft_takes_its_place_and_nobody_elses(store: Store) -> None:
    keep(store, ROW, ROW._replace(draft="d2", at_ms=6), ROW._replace(draft="d3", continues="d1", at_ms=7))
    assert [row.draft for row in store.drafts.of_learner("amal")] == ["d3", "d2"]


def test_what_is_put_aside_is_so_until_it_changes(store: Store) -> None:
    keep(store, ROW, ROW._replace(draft="d2", at_ms=6))
    with store.writing():
        store.drafts.park("d1")
    assert [row.draft for row in store.drafts.unparked()] == ["d2"]
    keep(store, ROW)
    assert [row.draft for row in store.drafts.unparked()] == ["d1", "d2"]


def test_a_draft_of_an_older_release_waits_for_its_child(store: Store) -> None:
    with store.writing():
        store._db.execute(
            "INSERT INTO drafts (draft, visit, learner, at_ms, box) VALUES ('d0', 'v0', 'amal', 1, x'00')"
        )
    assert store.drafts.unparked() == []
    assert [row.draft for row in store.drafts.of_learner("amal")] == ["d0"]


def test_photos_are_named_while_their_drafts_are_here(store: Store) -> None:
    keep(store, ROW, ROW._replace(draft="d2", photo=None))
    assert store.drafts.photos_of(("d1", "d2", "d9")) == {"photo-1"}
    with store.writing():
        store.drafts.drop(("d1", "d9"))
    assert store.drafts.all_photos() == set()


def test_small_files_are_offered_before_large_ones_and_old_ones_before_new(store: Store) -> None:
    large = MediaRef(id="a" * 64, size=300_000, mime="image/jpeg")
    small = replace(large, id="b" * 64, size=300)
    with store.writing():
        for seq, ref in enumerate(
            (large, small, replace(small, id="c" * 64), replace(large, id="d" * 64)), 1
        ):
            store.media.capture(ref, "v1", seq)
    assert [ref.id[0] for ref in store.media.to_offer(4)] == ["b", "c", "a", "d"]
