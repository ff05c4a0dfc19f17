"""Blobs: named by their bytes, received in pieces, bounded, and whole or absent."""

import errno
import random
from pathlib import Path

import pytest

from plumbing.blobs import BlobStore, free_share, media_id_of
from plumbing.chunks import CHUNK
from plumbing.errors import (
    BlobDamaged,
    BlobMissing,
    BlobRefused,
    DiskFull,
    PartIncomplete,
    PieceRefused,
)

PICTURE = random.Random(7).randbytes(3 * CHUNK + 100)


def pieces(data: bytes) -> list[bytes]:
    return [data[start : start + CHUNK] for start in range(0, len(data), CHUNK)]


def test_bytes_are_named_by_their_blake2b(tmp_path: Path) -> None:
    store = BlobStore(tmp_path)
    media_id = store.put(b"hello")
    assert media_id == "324dcf027dd4a30a932c441f365a25e86b173defa4b8e58948253471b81b72cf"
    assert store.get(media_id) == b"hello"
    assert store.size(media_id) == 5
    assert list(store.ids()) == [media_id]
    assert (tmp_path / "32" / media_id).stat().st_mode & 0o777 == 0o600


def test_the_same_bytes_are_kept_once(tmp_path: Path) -> None:
    store = BlobStore(tmp_path)
    assert store.put(b"twice") == store.put(b"twice")
    assert store.used == 5


def test_a_store_opened_again_knows_what_it_holds_and_clears_what_was_half_written(tmp_path: Path) -> None:
    media_id = BlobStore(tmp_path).put(PICTURE)
    (tmp_path / media_id[:2] / ".half.new").write_bytes(b"torn")
    store = BlobStore(tmp_path)
    assert store.used == len(PICTURE)
    assert store.has(media_id)
    assert [path.name for path in (tmp_path / media_id[:2]).iterdir()] == [media_id]


def test_a_blob_is_read_in_pieces(tmp_path: Path) -> None:
    store = BlobStore(tmp_path)
    media_id = store.put(PICTURE)
    assert [store.chunk(media_id, index) for index in range(5)] == [*pieces(PICTURE), b""]


def test_a_deleted_blob_is_gone_and_its_space_is_free(tmp_path: Path) -> None:
    store = BlobStore(tmp_path)
    media_id = store.put(b"hello")
    assert store.delete(media_id)
    assert not store.delete(media_id)
    assert not store.has(media_id)
    assert store.used == 0
    with pytest.raises(BlobMissing):
        store.get(media_id)
    with pytest.raises(FileNotFoundError):
        store.size(media_id)


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "A" * 64, "0" * 63, "0" * 63 + "/", "0" * 65])
def test_only_a_media_id_names_a_file(tmp_path: Path, name: str) -> None:
    store = BlobStore(tmp_path)
    for use in (store.has, store.get, store.delete, store.drop_part):
        with pytest.raises(BlobRefused):
            use(name)
    with pytest.raises(BlobRefused):
        store.part(name, 10)


def test_pieces_in_any_order_and_doubled_make_the_blob(tmp_path: Path) -> None:
    store = BlobStore(tmp_path)
    part = store.part(media_id_of(PICTURE), len(PICTURE))
    new = [part.write(index, pieces(PICTURE)[index]) for index in (2, 0, 0, 3, 1, 3)]
    assert new == [True, True, False, True, True, False]
    assert part.missing() == []
    part.finish()
    assert store.get(media_id_of(PICTURE)) == PICTURE
    assert store.part_ids() == []
    assert store.used == len(PICTURE)


def test_receiving_goes_on_after_a_restart_where_it_was_put_aside(tmp_path: Path) -> None:
    media_id = media_id_of(PICTURE)
    first = BlobStore(tmp_path).part(media_id, len(PICTURE))
    first.write(1, pieces(PICTURE)[1])
    first.close()
    store = BlobStore(tmp_path)
    assert store.used == len(PICTURE)
    assert store.part_ids() == [media_id]
    again = store.part(media_id, len(PICTURE))
    assert again.missing() == [0, 2, 3]
    for index in again.missing():
        again.write(index, pieces(PICTURE)[index])
    again.finish()
    assert store.get(media_id) == PICTURE


def test_after_a_crash_pieces_not_yet_synced_are_asked_for_again(tmp_path: Path) -> None:
    data = bytes(40 * CHUNK)
    crashed = BlobStore(tmp_path).part(media_id_of(data), len(data))
    for index in range(40):
        crashed.write(index, bytes(CHUNK))
    assert BlobStore(tmp_path).part(media_id_of(data), len(data)).missing() == list(range(32, 40))
    crashed.close()


def test_a_map_of_another_length_is_not_believed(tmp_path: Path) -> None:
    media_id = media_id_of(PICTURE)
    part = BlobStore(tmp_path).part(media_id, len(PICTURE))
    part.write(0, pieces(PICTURE)[0])
    part.close()
    (tmp_path / "parts" / f"{media_id}.map").write_bytes(b"\1" * 9)
    assert BlobStore(tmp_path).part(media_id, len(PICTURE)).missing() == [0, 1, 2, 3]


def test_a_part_with_the_wrong_hash_is_thrown_away_and_says_so(tmp_path: Path) -> None:
    store = BlobStore(tmp_path)
    media_id = media_id_of(b"something else")
    part = store.part(media_id, 5)
    part.write(0, b"hello")
    with pytest.raises(BlobDamaged, match="asked for again"):
        part.finish()
    assert store.part_ids() == []
    assert not store.has(media_id)
    assert store.used == 0


def test_a_part_with_holes_cannot_be_finished(tmp_path: Path) -> None:
    part = BlobStore(tmp_path).part(media_id_of(PICTURE), len(PICTURE))
    part.write(0, pieces(PICTURE)[0])
    with pytest.raises(PartIncomplete, match="3 pieces"):
        part.finish()
    part.close()


@pytest.mark.parametrize(
    ("index", "length"), [(-1, CHUNK), (4, 100), (0, 100), (3, CHUNK), (3, 99), (0, CHUNK + 1)]
)
def test_a_piece_that_does_not_fit_is_refused(tmp_path: Path, index: int, length: int) -> None:
    part = BlobStore(tmp_path).part(media_id_of(PICTURE), len(PICTURE))
    with pytest.raises(PieceRefused):
        part.write(index, bytes(length))
    assert part.missing() == [0, 1, 2, 3]
    part.close()


def test_an_offer_of_another_size_begins_anew(tmp_path: Path) -> None:
    store = BlobStore(tmp_path)
    media_id = media_id_of(PICTURE)
    wrong = store.part(media_id, 2 * CHUNK)
    wrong.write(0, bytes(CHUNK))
    wrong.close()
    assert store.part(media_id, len(PICTURE)).missing() == [0, 1, 2, 3]
    assert store.used == len(PICTURE)


@pytest.mark.parametrize("size", [-1, 65536 * CHUNK + 1])
def test_an_impossible_size_is_refused(tmp_path: Path, size: int) -> None:
    with pytest.raises(BlobRefused):
        BlobStore(tmp_path).part(media_id_of(b""), size)


def test_an_empty_blob_is_a_blob(tmp_path: Path) -> None:
    store = BlobStore(tmp_path)
    store.part(media_id_of(b""), 0).finish()
    assert store.get(media_id_of(b"")) == b""


def test_a_blob_that_came_another_way_meanwhile_is_not_counted_twice(tmp_path: Path) -> None:
    store = BlobStore(tmp_path)
    part = store.part(media_id_of(PICTURE), len(PICTURE))
    store.put(PICTURE)
    for index, piece in enumerate(pieces(PICTURE)):
        part.write(index, piece)
    part.finish()
    assert store.used == len(PICTURE)
    assert store.part_ids() == []


def test_a_dropped_part_gives_its_space_back(tmp_path: Path) -> None:
    store = BlobStore(tmp_path)
    store.part(media_id_of(PICTURE), len(PICTURE)).close()
    store.drop_part(media_id_of(PICTURE))
    assert store.used == 0
    assert store.part_ids() == []
    assert list((tmp_path / "parts").iterdir()) == []


def test_past_the_quota_nothing_new_is_taken_and_nothing_old_is_lost(tmp_path: Path) -> None:
    store = BlobStore(tmp_path, quota=10)
    kept = store.put(b"12345")
    with pytest.raises(DiskFull) as refused:
        store.put(b"123456")
    assert refused.value.errno == errno.ENOSPC
    with pytest.raises(DiskFull):
        store.part(media_id_of(PICTURE), len(PICTURE))
    assert store.get(kept) == b"12345"
    assert store.used == 5
    store.put(b"1234")


def test_the_floor_of_the_disk_stays_free(tmp_path: Path) -> None:
    assert 0 < free_share(tmp_path) < 1
    with pytest.raises(DiskFull):
        BlobStore(tmp_path, floor=1.0).put(b"x")
