"""Pieces on their way out: what was asked for, small files first, each peer in turn, the queue bounded."""

from pathlib import Path

import pytest

from plumbing.blobs import BlobStore
from plumbing.chunks import CHUNK, decode_chunk
from plumbing.errors import BlobMissing
from plumbing.outgoing import SMALL, WAITING, Outgoing
from tests.unit.plumbing.carrying import File, file, sender_of


@pytest.fixture
def blobs(tmp_path: Path) -> BlobStore:
    return BlobStore(tmp_path)


def kept(blobs: BlobStore, size: int, seed: int = 1) -> File:
    made = file(size, seed)
    blobs.put(made.data)
    return made


def all_of(outgoing: Outgoing) -> list[tuple[str, str, int]]:
    found = []
    while (frame := outgoing.next()) is not None:
        chunk = decode_chunk(frame.data)
        found.append((frame.peer, chunk.media_id, chunk.index))
    return found


def test_whoever_asks_for_pieces_gets_the_first_window_of_them(blobs: BlobStore) -> None:
    photo, outgoing = kept(blobs, 12 * CHUNK), sender_of(blobs)
    outgoing.want("s1", photo.id, (), 8)
    assert [index for _, _, index in all_of(outgoing)] == list(range(8))
    outgoing.want("s1", photo.id, (11, 3, 99), 2)
    assert [index for _, _, index in all_of(outgoing)] == [11, 3]
    outgoing.want("s1", photo.id, (2**53,), 8)
    assert not outgoing.waiting


def test_a_file_that_is_not_here_is_missing(blobs: BlobStore) -> None:
    with pytest.raises(BlobMissing):
        sender_of(blobs).want("s1", "0" * 64, (), 8)


def test_small_files_go_first_and_each_peer_has_its_turn(blobs: BlobStore) -> None:
    film, photo, other = kept(blobs, SMALL + 1), kept(blobs, 2 * CHUNK, 2), kept(blobs, 2 * CHUNK, 3)
    outgoing = sender_of(blobs)
    outgoing.want("s1", film.id, (0, 1), 8)
    outgoing.want("s2", photo.id, (0, 1), 8)
    outgoing.want("s3", other.id, (0, 1), 8)
    order = [(peer, index) for peer, _, index in all_of(outgoing)]
    assert order == [("s2", 0), ("s3", 0), ("s2", 1), ("s3", 1), ("s1", 0), ("s1", 1)]


def test_what_waits_for_one_peer_is_bounded_and_said_once(blobs: BlobStore) -> None:
    film, outgoing = kept(blobs, 200 * CHUNK), sender_of(blobs)
    for start in range(0, 200, 8):
        for _ in range(2):
            outgoing.want("s1", film.id, tuple(range(start, start + 8)), 8)
    assert [index for _, _, index in all_of(outgoing)] == list(range(WAITING))


def test_what_is_here_by_now_or_whose_peer_left_is_not_sent(blobs: BlobStore) -> None:
    photo, other, outgoing = kept(blobs, 2 * CHUNK), kept(blobs, 2 * CHUNK, 2), sender_of(blobs)
    outgoing.want("s1", photo.id, (), 8)
    outgoing.want("s1", other.id, (), 8)
    outgoing.stop("s1", photo.id)
    assert {media for _, media, _ in all_of(outgoing)} == {other.id}
    outgoing.want("s1", photo.id, (), 8)
    outgoing.left("s1")
    assert not outgoing.waiting


def test_a_file_that_vanishes_between_question_and_answer_is_missing(blobs: BlobStore) -> None:
    photo, outgoing = kept(blobs, 2 * CHUNK), sender_of(blobs)
    outgoing.want("s1", photo.id, (), 8)
    blobs.delete(photo.id)
    with pytest.raises(BlobMissing):
        outgoing.next()
