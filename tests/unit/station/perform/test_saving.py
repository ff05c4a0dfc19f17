"""Saving: sealed before the first byte, whole or not at all, and nothing of a child in clear on the disk."""

import base64
from collections.abc import Iterator
from pathlib import Path

import pytest

from classroom.documents import MediaKey
from classroom.facts import (
    DraftDropped,
    EvidenceHandedIn,
    SelfAssessed,
    StationErred,
    VisitOpened,
)
from plumbing.blobs import free_share
from plumbing.errors import DiskFull, SecretGone
from plumbing.seal import media_id, seal, unseal, wrap
from plumbing.secret import Secret
from station.errors import KeyForgotten
from station.perform.keyring import Keyring
from station.session.effects import Effect, FetchMedia, Forget, JournalDraft, Record
from station.session.events import (
    DiskChanged,
    MediaAway,
    MediaReady,
    NotRecorded,
    Recorded,
    VisitStarted,
)
from station.session.visitor import DraftCard
from station.sync.news import MediaArrived, MediaMissing
from tests.faults.station_school import CANARY, b64
from tests.unit.station.perform.desks import PHOTO, DeskRoom, desk_room

WORDS = "the canary words of a child"
CLAIM = SelfAssessed(evidence="e1", claim=3, tricky=WORDS)
PIECE = EvidenceHandedIn(evidence="e1", targets=("G10",), kind="photo", text=WORDS, caption=WORDS)
DRAFT = DraftCard(draft="d1", kind="photo", target="G10", text=WORDS, photo=PHOTO)
JOURNAL = JournalDraft(visit="v1", learner="amal", draft=DRAFT)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[DeskRoom]:
    with desk_room(tmp_path) as made:
        made.enters()
        yield made


def hand_in(tag: str = "1", photo: bytes = PHOTO, draft: str | None = None) -> Record:
    return Record(
        tag=tag,
        facts=(CLAIM, PIECE),
        visit="v1",
        learner="amal",
        file=photo,
        closes_drafts=(draft,) if draft else (),
    )


def files(desk: DeskRoom) -> set[str]:
    return set(desk.keep.made.ids())


def named(desk: DeskRoom, sealed: bytes, key: bytes) -> MediaKey:
    """A sealed file as her document names it."""
    media = media_id(sealed)
    return MediaKey(media=media, key=b64(wrap(desk.school.child.key, key, media)), mime="image/jpeg")


def test_a_piece_is_saved_with_its_photo_under_the_key_of_its_visit(desk: DeskRoom) -> None:
    desk.does(hand_in())
    done = desk.last(Recorded)
    assert (done.tag, done.last_seq) == ("1", 3)
    assert desk.facts()[1:] == [CLAIM, PIECE]
    _, claim, piece = desk.envelopes()
    assert claim.media == ()
    (ref,) = piece.media
    sealed = desk.keep.made.get(ref.id)
    assert (ref.size, ref.mime) == (len(sealed), "image/jpeg")
    assert unseal(desk.school.visit_key(desk.envelopes(), "v1"), sealed, b"media") == PHOTO
    assert piece.learners == ("amal",)
    assert desk.link.nudges == 2


def test_nothing_of_a_child_lies_in_clear_in_the_data_folder(desk: DeskRoom, tmp_path: Path) -> None:
    desk.does(JOURNAL, hand_in(draft="d1"))
    desk.store._db.execute("PRAGMA wal_checkpoint(FULL)")
    for path in tmp_path.rglob("*"):
        data = path.read_bytes() if path.is_file() else b""
        for secret in (CANARY.encode(), WORDS.encode(), PHOTO[:64], base64.b64encode(PHOTO)[:64]):
            assert secret not in data, path.name
        for secret in (desk.school.child.token.encode(), desk.school.child.secret, desk.school.child.key):
            assert secret not in data, path.name


def test_a_kept_photo_is_written_once_and_handed_over(desk: DeskRoom) -> None:
    desk.does(JOURNAL)
    (kept,) = files(desk)
    desk.does(JOURNAL)
    assert files(desk) == {kept}
    desk.does(hand_in(draft="d1"))
    assert files(desk) == {kept}
    assert desk.envelopes()[-1].media[0].id == kept
    assert desk.store.drafts.of_learner("amal") == []


def test_another_picture_takes_the_place_of_the_first(desk: DeskRoom) -> None:
    desk.does(JOURNAL)
    (first,) = files(desk)
    other = DraftCard(draft="d1", kind="photo", target="G10", photo=PHOTO[::-1])
    desk.does(JournalDraft(visit="v1", learner="amal", draft=other))
    assert len(files(desk)) == 1
    assert first not in files(desk)


def test_a_dropped_draft_takes_its_picture_along(desk: DeskRoom) -> None:
    desk.does(JOURNAL)
    dropped = (DraftDropped(draft="d1"),)
    desk.does(Record(tag="1", facts=dropped, visit="v1", learner="amal", closes_drafts=("d1",)))
    assert files(desk) == set()


def test_a_draft_of_an_earlier_visit_is_sealed_anew_in_the_next(desk: DeskRoom) -> None:
    desk.does(JOURNAL, Forget(learner="amal"))
    desk.enters(visit="v2")
    put_aside = files(desk)
    piece = Record(tag="2", facts=(PIECE,), visit="v2", learner="amal", file=PHOTO, closes_drafts=("d1",))
    desk.does(piece)
    (media,) = files(desk) - put_aside
    key = desk.school.visit_key(desk.envelopes(), "v2")
    assert unseal(key, desk.keep.made.get(media), b"media") == PHOTO
    assert desk.envelopes()[-1].media[0].id == media


@pytest.mark.parametrize("effect", [hand_in(), JOURNAL])
def test_without_the_key_nothing_is_written(desk: DeskRoom, effect: Effect) -> None:
    desk.does(Forget(learner="amal"), effect)
    assert files(desk) == set()
    assert [one.type for one in desk.envelopes()] == ["visit.opened", "station.error"]
    assert [event.tag for event in desk.all(NotRecorded)] == (["1"] if isinstance(effect, Record) else [])


def test_a_store_that_fails_leaves_no_picture_behind_and_the_same_can_be_tried_again(desk: DeskRoom) -> None:
    with desk.failing_disk():
        desk.does(hand_in())
    assert desk.last(NotRecorded) == NotRecorded(tag="1", why="store")
    assert files(desk) == set()
    desk.does(hand_in())
    assert desk.last(Recorded).tag == "1"
    failed, back = (StationErred(part="store", what=what) for what in ("failed", "back"))
    assert desk.facts()[1:] == [CLAIM, PIECE, failed, back]


def test_a_failing_disk_keeps_no_child_out_and_her_visit_is_recorded_with_her_first_fact(
    tmp_path: Path,
) -> None:
    with desk_room(tmp_path) as desk:
        with desk.failing_disk():
            desk.enters()
        assert desk.last(VisitStarted).visit == "v1"
        assert desk.envelopes() == []
        desk.does(hand_in())
        kinds = [type(fact) for fact in desk.facts()[:3]]
        assert kinds == [VisitOpened, SelfAssessed, EvidenceHandedIn]
        assert desk.last(Recorded).last_seq == 3


def test_under_the_floor_photos_rest_and_words_are_saved(tmp_path: Path) -> None:
    with desk_room(tmp_path, disk_floor=4.0) as desk:
        desk.desk.begin()
        desk.enters()
        desk.does(hand_in("1"), hand_in("2"), hand_in("3", photo=b""))
        assert [event.why for event in desk.all(NotRecorded)] == ["disk", "disk"]
        assert desk.last(Recorded).tag == "3"
        assert [event.photos_ok for event in desk.all(DiskChanged)] == [False]
        told = [fact for fact in desk.facts() if isinstance(fact, StationErred)]
        assert told == [StationErred(part="disk", what="full")]


def test_first_no_picture_is_taken_then_drafts_go_without_and_what_is_handed_in_is_still_saved(
    tmp_path: Path,
) -> None:
    floor = 3 * free_share(tmp_path)
    with desk_room(tmp_path, disk_floor=floor) as desk:
        desk.desk.begin()
        desk.enters()
        desk.does(JOURNAL)
        (draft,) = desk.store.drafts.of_learner("amal")
        assert draft.photo is None
        desk.does(hand_in("1"))
        assert desk.last(Recorded).tag == "1"
        assert [event.photos_ok for event in desk.all(DiskChanged)] == [False]


def test_the_hub_is_told_once_that_the_disk_is_low_and_once_that_it_is_not(tmp_path: Path) -> None:
    with desk_room(tmp_path, disk_floor=0.0) as desk:
        desk.desk.begin()
        for floor in (4.0, 4.0, 0.0, 0.0, 4.0):
            desk.keep._floor = floor
            desk.desk.look_around()
        told = [fact.what for fact in desk.facts() if isinstance(fact, StationErred)]
        assert told == ["full", "back", "full"]
        assert desk.link.nudges >= 3


def test_pictures_that_nothing_names_are_swept_out_at_the_start(desk: DeskRoom) -> None:
    desk.does(JOURNAL, hand_in(photo=PHOTO[::-1]))
    named = files(desk)
    left_behind = desk.keep.made.put(b"left behind by a power cut")
    desk.desk.begin()
    assert named < files(desk), "the draft's box went there too: it is put aside after a power cut"
    assert left_behind not in files(desk)


def test_a_picture_of_hers_is_opened_with_the_key_that_her_document_names(desk: DeskRoom) -> None:
    key = bytes(range(32))
    sealed = seal(key, PHOTO, b"media")
    desk.keep.fetched.put(sealed)
    desk.does(FetchMedia(media=named(desk, sealed, key)))
    assert desk.last(MediaReady).data == PHOTO


def test_a_picture_that_only_this_station_has_is_opened_with_the_key_of_its_visit(desk: DeskRoom) -> None:
    desk.does(hand_in())
    media = desk.envelopes()[-1].media[0].id
    desk.does(FetchMedia(media=MediaKey(media=media, key="", mime="image/jpeg")))
    assert desk.last(MediaReady).data == PHOTO


def test_a_picture_that_is_not_here_is_fetched(desk: DeskRoom) -> None:
    key = bytes(range(32))
    sealed = seal(key, PHOTO, b"media")
    wanted = named(desk, sealed, key)
    desk.does(FetchMedia(media=wanted))
    assert desk.link.fetches == [wanted.media]
    desk.keep.fetched.put(sealed)
    desk.desk.hear(MediaArrived(wanted.media))
    assert desk.last(MediaReady) == MediaReady(media=wanted.media, data=PHOTO)


def test_a_picture_that_cannot_be_had_is_away(desk: DeskRoom) -> None:
    wanted = named(desk, b"somewhere", bytes(32))
    desk.does(FetchMedia(media=wanted))
    desk.desk.hear(MediaMissing(wanted.media))
    assert desk.all(MediaAway) == [MediaAway(media=wanted.media)]


def test_a_picture_under_another_key_is_away(desk: DeskRoom) -> None:
    sealed = seal(bytes(32), PHOTO, b"media")
    media = desk.keep.fetched.put(sealed)
    other = named(desk, sealed, bytes(range(32))).key
    elsewhere = named(desk, b"another file", bytes(32)).key
    for key in (other, elsewhere, b64(bytes(32)), "not base64!", b64(b"short")):
        desk.does(FetchMedia(media=MediaKey(media=media, key=key, mime="image/jpeg")))
    assert len(desk.all(MediaAway)) == 5
    desk.does(FetchMedia(media=named(desk, sealed, bytes(32))))
    assert desk.last(MediaReady).data == PHOTO


def test_a_picture_that_comes_after_she_left_is_not_shown(desk: DeskRoom) -> None:
    sealed = seal(bytes(32), PHOTO, b"media")
    wanted = named(desk, sealed, bytes(32))
    desk.does(FetchMedia(media=wanted), Forget(learner="amal"))
    desk.keep.fetched.put(sealed)
    desk.desk.hear(MediaArrived(wanted.media))
    assert desk.all(MediaReady) == []


def test_a_forgotten_key_is_overwritten_and_others_stay() -> None:
    ring = Keyring()
    ring.hold("amal", Secret.of(b"a" * 32))
    ring.hold("bao", Secret.of(b"b" * 32))
    ring.hold_visit("amal", "v1", Secret.of(b"v" * 32))
    held = [ring._held["amal"].key, ring._held["amal"].visits["v1"]]
    ring.forget("amal")
    assert held == [bytes(32), bytes(32)]
    for key in held:
        with pytest.raises(SecretGone):
            seal(key, b"her words", b"media")
    assert ring.key("bao") == b"b" * 32
    with pytest.raises(KeyForgotten):
        ring.key("amal")
    with pytest.raises(KeyForgotten):
        ring.visit_key("v1")


def test_a_full_disk_has_its_own_error(tmp_path: Path) -> None:
    with desk_room(tmp_path, disk_floor=4.0) as desk, pytest.raises(DiskFull):
        desk.keep.made.put(b"x" * 100)
