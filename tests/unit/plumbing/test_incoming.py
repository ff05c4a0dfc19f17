"""Files that come: window by window, resumed, checked, the urgent ones first; no piece and no offer breaks it."""

from pathlib import Path

import pytest

from plumbing.chunks import CHUNK, Chunk
from plumbing.errors import BlobDamaged, DiskFull
from plumbing.incoming import PATIENCE_S, SENDERS, TRIES, WINDOW
from plumbing.line import WAITING
from plumbing.outgoing import SMALL
from tests.unit.plumbing.carrying import Asked, Desk, File, file


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_a_file_is_asked_for_in_windows_that_overlap_and_is_kept(desk: Desk) -> None:
    photo = file(20 * CHUNK + 5)
    desk.offer("s1", photo)
    assert desk.asked == [Asked("s1", photo.id, tuple(range(WINDOW)))]
    desk.send("s1", photo, 0, 1, 2)
    assert len(desk.asked) == 1
    desk.send("s1", photo, 3)
    assert desk.asked[-1] == Asked("s1", photo.id, (8, 9, 10, 11))
    assert desk.shares[photo.id] == pytest.approx(4 / 21)
    desk.send("s1", photo, *range(4, 8))
    desk.serve(photo)
    assert desk.blobs.get(photo.id) == photo.data
    assert desk.arrived == [("s1", photo.id)]


def test_no_piece_is_asked_for_twice_when_none_is_lost(desk: Desk) -> None:
    photo = file(40 * CHUNK)
    desk.offer("s1", photo)
    asked: list[int] = []
    while desk.asked:
        question = desk.asked.pop(0)
        asked += question.missing
        desk.send("s1", photo, *question.missing)
    assert asked == list(range(40))


def test_a_piece_that_was_overtaken_is_asked_for_again_at_once(desk: Desk) -> None:
    photo = file(20 * CHUNK)
    desk.offer("s1", photo)
    desk.send("s1", photo, 0, 2, 3, 4)
    assert desk.asked[-1].missing[0] == 1


def test_after_a_break_only_what_is_missing_is_asked_for(desk: Desk, tmp_path: Path) -> None:
    photo = file(10 * CHUNK)
    desk.offer("s1", photo)
    desk.send("s1", photo, 0, 2, 5)
    desk.incoming.close()
    again = Desk(tmp_path)
    again.offer("s1", photo)
    assert again.asked[-1].missing == (1, 3, 4, 6, 7, 8, 9)
    again.serve(photo)
    assert again.blobs.get(photo.id) == photo.data


def test_a_new_connection_begins_with_new_offers(desk: Desk) -> None:
    photo = file(10 * CHUNK)
    desk.offer("s1", photo)
    assert desk.incoming.left("s1", desk.now_s) == [photo.id]
    desk.send("s1", photo, 0)
    assert desk.shares == {}
    desk.offer("s1", photo)
    desk.serve(photo)
    assert desk.arrived == [("s1", photo.id)]


def test_silence_is_asked_again_for_less_at_a_time_and_then_given_up(desk: Desk) -> None:
    photo = file(20 * CHUNK)
    desk.offer("s1", photo)
    for _ in range(TRIES + 3):
        desk.tick(PATIENCE_S[-1])
    assert [len(one.missing) for one in desk.asked] == [8, 4, 2, 1, 1, 1]
    assert desk.given_up == [("s1", photo.id, None)]


def test_at_most_eight_send_and_the_ninth_gets_the_first_free_place(desk: Desk) -> None:
    files = [file(2 * CHUNK, seed) for seed in range(10)]
    for number, each in enumerate(files):
        desk.offer(f"s{number}", each)
    assert [one.peer for one in desk.asked] == [f"s{number}" for number in range(SENDERS)]
    desk.send("s3", files[3], 0, 1)
    assert desk.asked[-1].peer == "s8"


def test_one_station_sends_one_file_after_the_other_and_others_are_not_kept_waiting(tmp_path: Path) -> None:
    desk = Desk(tmp_path, most=1)
    mine, yours = [file(CHUNK, seed) for seed in range(3)], file(CHUNK, 9)
    for each in mine:
        desk.offer("s1", each)
    desk.offer("s2", yours)
    desk.serve(*mine, yours)
    assert [peer for peer, _ in desk.arrived] == ["s1", "s1", "s2", "s1"]


def test_a_small_file_goes_before_a_large_one_that_is_under_way(tmp_path: Path) -> None:
    desk = Desk(tmp_path, most=1)
    film, photo = file(SMALL + CHUNK), file(2 * CHUNK, 2)
    desk.offer("s1", film)
    desk.offer("s2", photo)
    desk.send("s1", film, *range(WINDOW))
    assert desk.asked[-1] == Asked("s2", photo.id, (0, 1))
    desk.send("s2", photo, 0, 1)
    assert desk.asked[-1] == Asked("s1", film.id, tuple(range(WINDOW, 2 * WINDOW)))
    desk.serve(film)
    assert [media for _, media in desk.arrived] == [photo.id, film.id]


def test_a_small_file_of_the_same_station_goes_before_its_large_one(desk: Desk) -> None:
    film, photo = file(SMALL + CHUNK), file(CHUNK, 2)
    desk.offer("s1", film)
    desk.offer("s1", photo)
    desk.serve(film, photo)
    assert [media for _, media in desk.arrived] == [photo.id, film.id]


def test_bytes_that_are_not_what_they_are_called_are_thrown_away_and_the_second_time_refused(
    desk: Desk,
) -> None:
    photo = file(2 * CHUNK)
    wrong = File(photo.id, bytes(reversed(photo.data)))
    for _ in range(2):
        assert desk.offer("s1", photo)
        desk.serve(wrong)
        assert not desk.blobs.has(photo.id)
        assert desk.blobs.used == 0
    assert [type(error) for _, _, error in desk.given_up] == [BlobDamaged, BlobDamaged]
    assert not desk.offer("s1", photo)
    desk.offer("s2", photo)
    desk.serve(photo)
    assert desk.blobs.get(photo.id) == photo.data


def test_pieces_that_nobody_asked_this_station_for_change_nothing(desk: Desk) -> None:
    photo, stranger = file(3 * CHUNK), file(2 * CHUNK, 5)
    desk.offer("s1", photo)
    desk.send("s1", stranger, 0)
    desk.send("s2", photo, 0)
    desk.incoming.piece("s1", Chunk(photo.id, 7, 9, b"x" * CHUNK), desk.now_s)
    desk.incoming.piece("s1", Chunk(photo.id, 2, 3, b"x"), desk.now_s)
    assert desk.shares == {}
    assert desk.incoming.under_way() == {photo.id}


def test_a_full_disk_takes_nothing_and_breaks_nothing(tmp_path: Path) -> None:
    desk = Desk(tmp_path, quota=CHUNK)
    big, small = file(3 * CHUNK), file(100, 2)
    desk.offer("s1", big)
    desk.offer("s1", small)
    assert isinstance(desk.given_up[0][2], DiskFull)
    desk.serve(small)
    assert desk.arrived == [("s1", small.id)]


def test_a_file_that_is_gone_frees_its_place(desk: Desk) -> None:
    photo = file(CHUNK)
    desk.offer("s1", photo)
    assert not desk.incoming.gone("s2", photo.id, desk.now_s)
    assert desk.incoming.gone("s1", photo.id, desk.now_s)
    assert not desk.incoming.gone("s1", photo.id, desk.now_s)


def test_a_flood_of_offers_is_bounded(desk: Desk) -> None:
    taken = [desk.offer("s1", File(f"{number:064x}", b"x" * 10)) for number in range(2000)]
    assert sum(taken) <= WAITING + 1
    assert len(desk.blobs.part_ids()) == 1
    assert desk.blobs.used == 10
    assert len(desk.incoming.left("s1", desk.now_s)) == WAITING + 1


def test_sizes_that_no_file_has_are_refused(desk: Desk) -> None:
    assert not desk.incoming.claim("s1", "0" * 64, 0, desk.now_s)
    assert desk.incoming.claim("s1", "1" * 64, 2**53, desk.now_s)
    assert [media for _, media, _ in desk.given_up] == ["1" * 64]
