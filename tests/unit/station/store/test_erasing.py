"""What a station lets go of when a learner was erased, and what stays until the hub has it."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from classroom.facts import (
    DraftParked,
    EvidenceHandedIn,
    KeyWrap,
    Redacted,
    VisitClosed,
    VisitOpened,
)
from classroom.wire.codec import REDACTED, decode_envelope, decode_fact
from classroom.wire.messages import Ack, MediaRef
from plumbing.blobs import BlobStore
from station.store.drafts import DraftRow
from station.store.erasing import remove_files, remove_wrecks
from station.store.keep import DATABASE, Keep, Store
from station.store.soundness import damage
from tests.unit.station.made import envelope, fill, opened

AMAL, BAO, VISIT = "learner-amal", "learner-bao", "visit-1"
KEY = b"k" * 32
FILE, BOX = "ab" * 32, "cd" * 32


def works(store: Store, who: str = AMAL, visit: str = VISIT, *, closes: bool = True) -> int:
    """A visit with a piece, a file and a draft; return the seq of its last fact."""
    opens = VisitOpened(
        zone="cave", how="badge", key_id="k", key_box="", wraps=(KeyWrap(learner=who, box="wrap"),)
    )
    piece = EvidenceHandedIn(evidence="e", targets=("M01",), kind="photo")
    parked = DraftParked(draft=f"d-{visit}", kind="writing")
    made = [
        (opens, envelope(opens, visit=visit, learner=who)),
        (piece, envelope(piece, visit=visit, learner=who, key=KEY, media=_ref(FILE))),
        (parked, envelope(parked, visit=visit, learner=who, media=_ref(BOX))),
    ]
    if closes:
        made.append(
            (
                VisitClosed(reason="signed_out"),
                envelope(VisitClosed(reason="signed_out"), visit=visit, learner=who),
            )
        )
    facts, envelopes = zip(*made, strict=True)
    with store.writing():
        store.drafts.keep(DraftRow(f"d-{visit}", visit, who, 1, b"sealed box", "ef" * 32, "writing"))
    return store.record(facts, envelopes, visit=visit, learner=who)


def _ref(media: str) -> tuple[MediaRef, ...]:
    return (MediaRef(id=media, size=3, mime="image/jpeg"),)


def acknowledge(store: Store, upto: int) -> None:
    marks = store.outbox.marks()
    with store.writing():
        store.outbox.acknowledge(Ack(epoch=marks.epoch, upto=upto, hub_epoch="h"))


def places(store: Store) -> list[tuple[int, str, str]]:
    """Seq, identity and chain hash of every fact."""
    read = (decode_envelope(row.raw) for row in store.outbox.after(0, 20))
    return [(one.seq, one.ev, one.h) for one in read]


def test_what_the_hub_has_of_her_is_left_as_places_in_the_chain(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        fill(store, 1)
        last = works(store)
        fill(store, 1)
        before = [
            (row.seq, decode_envelope(row.raw).ev, decode_envelope(row.raw).h)
            for row in store.outbox.after(0, 20)
        ]
        with store.writing():
            went = store.erasing.take_out(AMAL, last)
        rows = store.outbox.after(0, 20)
        assert places(store) == before
        assert (went.facts, set(went.files), went.left) == (last - 1, {FILE, BOX, "ef" * 32}, False)
        assert {row.type for row in rows if row.seq in range(2, last + 1)} == {REDACTED}
        assert decode_fact(REDACTED, bytes(decode_envelope(rows[1].raw).body)) == Redacted()
        assert all(row.whole for row in rows)
        assert store.visits.of_learner(AMAL) == []
        assert store.drafts.of_learner(AMAL) == []
        assert store.media.all_made() == set()
        assert store.scrub()
    assert damage(tmp_path / DATABASE) == ""
    for path in tmp_path.glob("station.db*"):
        assert FILE.encode() not in path.read_bytes()
        assert AMAL.encode() not in path.read_bytes()


def test_what_the_hub_has_not_heard_of_stays_until_it_has(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        last = works(store)
        with store.writing():
            went = store.erasing.take_out(AMAL, 1)
        assert (went.facts, went.left) == (1, True)
        assert next(row.type for row in store.outbox.after(1, 20)) == "evidence.handed_in"
        assert store.visits.get(VISIT) is not None
        with store.writing():
            assert not store.erasing.take_out(AMAL, last).left


def test_a_visit_that_is_open_stays_until_it_ends(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        last = works(store, closes=False)
        with store.writing():
            assert store.erasing.take_out(AMAL, last).left
            store.visits.close(VISIT)
            assert not store.erasing.take_out(AMAL, last).left


def test_others_keep_what_is_theirs(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        last = works(store, BAO, "visit-of-bao")
        with store.writing():
            went = store.erasing.take_out(AMAL, last)
        assert (went.facts, went.files, went.left) == (0, (), False)
        assert store.visits.get("visit-of-bao") is not None
        assert len(store.drafts.of_learner(BAO)) == 1


def test_what_another_made_with_her_stays_the_others(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        piece = EvidenceHandedIn(evidence="e", targets=("M01",), kind="photo")
        both = replace(envelope(piece, visit=VISIT, learner=AMAL, key=KEY), learners=(AMAL, BAO))
        store.record([piece], [both], visit=None, learner=None)
        with store.writing():
            assert not store.erasing.take_out(AMAL, 1).left
        (row,) = store.outbox.after(0, 5)
        assert (row.type, decode_envelope(row.raw).learners) == ("evidence.handed_in", (AMAL, BAO))


def test_a_hub_that_was_restored_gets_the_places_as_one_chain(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        last = works(store)
        fill(store, 2)
        with store.writing():
            store.erasing.take_out(AMAL, last)
            assert store.outbox.relink(0)
        assert not store.outbox.relink(0)
    assert damage(tmp_path / DATABASE) == ""


def test_files_of_hers_go_and_so_does_all_that_was_only_fetched(tmp_path: Path) -> None:
    keep = Keep(tmp_path)
    hers, others, fetched = keep.made.put(b"hers"), keep.made.put(b"others"), keep.fetched.put(b"fetched")
    part = keep.fetched.part("12" * 32, 5)
    part.close()
    remove_files(keep.made, keep.fetched, (hers, "00" * 32))
    assert set(keep.made.ids()) == {others}
    assert (list(keep.fetched.ids()), keep.fetched.part_ids()) == ([], [])
    assert fetched


@pytest.mark.parametrize("named", [True, False])
def test_a_damaged_database_that_was_set_aside_goes_if_she_stands_in_it(
    tmp_path: Path, *, named: bool
) -> None:
    aside = tmp_path / "1"
    BlobStore(tmp_path / "x")
    aside.mkdir()
    (aside / DATABASE).write_bytes(b"..." + (AMAL if named else BAO).encode())
    remove_wrecks(tmp_path, AMAL)
    assert aside.exists() is not named


def test_it_is_said_once(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        acknowledge(store, 0)
        with store.writing():
            store.erasing.tell(AMAL)
            store.erasing.tell(AMAL)
        assert store.erasing.told() == {AMAL}
