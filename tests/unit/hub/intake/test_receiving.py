"""Files from stations: piece by piece, resumed, checked; at most eight on their way; no piece breaks it."""

import random
from pathlib import Path

import pytest

from classroom.wire.messages import MediaGone, MediaHave, MediaRef, MediaWant, Message
from hub.intake.receiving import SENDERS, TRIES, Receiving
from hub.intake.sending import send
from hub.service.progress import Progress
from plumbing import seal
from plumbing.blobs import BlobStore
from plumbing.chunks import CHUNK, Chunk, decode_chunk, encode_chunk
from tests.factories_hub import Clock


class Desk:
    """Receives from stations that a test plays by hand."""

    def __init__(self, folder: Path, *, quota: int | None = None) -> None:
        self.clock, self.progress = Clock(), Progress()
        self.blobs = BlobStore(folder, quota=quota)
        self.told: list[tuple[str, Message]] = []
        self.frames: list[tuple[str, bytes]] = []
        self.arrived: list[str] = []
        self.strangers: set[str] = set()
        self.receiving = Receiving(
            self.blobs,
            self,
            self.progress,
            self.clock,
            lambda ref: ref.id not in self.strangers,
            self.arrived.append,
        )

    def answer(self, station: str, message: Message) -> bool:
        self.told.append((station, message))
        return True

    def chunk(self, station: str, frame: bytes) -> bool:
        self.frames.append((station, frame))
        return True

    def last_want(self) -> MediaWant:
        return [message for _, message in self.told if isinstance(message, MediaWant)][-1]

    def wants(self) -> list[str]:
        return [station for station, message in self.told if isinstance(message, MediaWant)]


def file(size: int, seed: int = 1) -> tuple[bytes, MediaRef]:
    data = random.Random(seed).randbytes(size)
    return data, MediaRef(id=seal.media_id(data), size=size, mime="image/jpeg")


def frame(data: bytes, index: int, media: str = "") -> bytes:
    count = -(-len(data) // CHUNK)
    return encode_chunk(
        Chunk(media or seal.media_id(data), index, count, data[index * CHUNK : (index + 1) * CHUNK])
    )


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def feed(desk: Desk, station: str, data: bytes) -> None:
    """Answer each question for pieces until none is asked any more."""
    while True:
        want = desk.last_want()
        for index in want.missing[: want.window]:
            desk.receiving.chunk(station, frame(data, index))
        if desk.last_want() is want:
            return


def test_a_file_is_asked_for_window_by_window_and_kept(desk: Desk) -> None:
    data, ref = file(20 * CHUNK + 5)
    desk.receiving.offered("s1", (ref,))
    assert desk.last_want() == MediaWant(media=ref.id, missing=tuple(range(21)), window=8)
    for index in range(8):
        assert desk.last_want().missing[0] == 0
        desk.receiving.chunk("s1", frame(data, index))
    assert desk.last_want().missing[0] == 8
    assert desk.progress.share(ref.id) == pytest.approx(8 / 21)
    feed(desk, "s1", data)
    assert desk.blobs.get(ref.id) == data
    assert desk.told[-1] == ("s1", MediaHave(media=ref.id))
    assert desk.arrived == [ref.id]
    assert desk.progress.share(ref.id) == 0


def test_what_is_here_already_is_said_so(desk: Desk) -> None:
    data, ref = file(100)
    desk.blobs.put(data)
    desk.receiving.offered("s1", (ref,))
    assert desk.told == [("s1", MediaHave(media=ref.id))]


def test_what_no_fact_names_is_not_taken(desk: Desk) -> None:
    data, ref = file(100)
    desk.strangers.add(ref.id)
    desk.receiving.offered("s1", (ref,))
    desk.receiving.chunk("s1", frame(data, 0))
    assert desk.told == []
    assert not desk.blobs.has(ref.id)


def test_after_a_break_only_what_is_missing_is_asked_for(desk: Desk, tmp_path: Path) -> None:
    data, ref = file(10 * CHUNK)
    desk.receiving.offered("s1", (ref,))
    for index in (0, 2, 5):
        desk.receiving.chunk("s1", frame(data, index))
    desk.receiving.close()
    again = Desk(tmp_path)
    again.receiving.offered("s1", (ref,))
    assert again.last_want().missing == (1, 3, 4, 6, 7, 8, 9)
    feed(again, "s1", data)
    assert again.blobs.get(ref.id) == data


def test_a_new_connection_begins_with_new_offers(desk: Desk) -> None:
    data, ref = file(10 * CHUNK)
    desk.receiving.offered("s1", (ref,))
    desk.receiving.left("s1")
    desk.receiving.chunk("s1", frame(data, 0))
    assert desk.progress.share(ref.id) == 0
    desk.receiving.offered("s1", (ref,))
    feed(desk, "s1", data)
    assert desk.arrived == [ref.id]


def test_silence_is_asked_again_and_then_given_up(desk: Desk) -> None:
    _, ref = file(3 * CHUNK)
    desk.receiving.offered("s1", (ref,))
    for _ in range(TRIES + 3):
        desk.clock.advance(2.1)
        desk.receiving.tick()
    assert desk.wants() == ["s1"] * (1 + TRIES)


def test_at_most_eight_send_and_the_ninth_gets_the_first_free_place(desk: Desk) -> None:
    files = [file(2 * CHUNK, seed) for seed in range(10)]
    for number, (_, ref) in enumerate(files):
        desk.receiving.offered(f"s{number}", (ref,))
    assert desk.wants() == [f"s{number}" for number in range(SENDERS)]
    for index in range(2):
        desk.receiving.chunk("s3", frame(files[3][0], index))
    assert desk.wants()[-1] == "s8"


def test_one_station_sends_one_file_after_the_other(desk: Desk) -> None:
    (first, one), (second, two) = file(CHUNK, 1), file(CHUNK, 2)
    desk.receiving.offered("s1", (one, two))
    assert desk.wants() == ["s1"]
    desk.receiving.chunk("s1", frame(first, 0))
    desk.receiving.chunk("s1", frame(second, 0))
    assert desk.arrived == [one.id, two.id]


def test_a_file_whose_bytes_are_not_what_it_is_called_is_thrown_away(desk: Desk) -> None:
    data, ref = file(2 * CHUNK)
    wrong = bytes(reversed(data))
    desk.receiving.offered("s1", (ref,))
    for index in range(2):
        desk.receiving.chunk("s1", frame(wrong, index, ref.id))
    assert not desk.blobs.has(ref.id)
    desk.receiving.offered("s1", (ref,))
    feed(desk, "s1", data)
    assert desk.blobs.get(ref.id) == data


def test_pieces_that_nobody_asked_for_change_nothing(desk: Desk) -> None:
    data, ref = file(3 * CHUNK)
    other, stranger = file(2 * CHUNK, 5)
    desk.receiving.offered("s1", (ref,))
    desk.receiving.chunk("s1", frame(other, 0))
    desk.receiving.chunk("s2", frame(data, 0))
    desk.receiving.chunk("s1", b"rubbish")
    desk.receiving.chunk("s1", encode_chunk(Chunk(ref.id, 7, 9, b"x" * CHUNK)))
    assert desk.progress.share(ref.id) == 0
    assert not desk.blobs.has(stranger.id)


def test_a_full_disk_takes_nothing_and_breaks_nothing(tmp_path: Path) -> None:
    desk = Desk(tmp_path, quota=CHUNK)
    _, big = file(3 * CHUNK)
    data, small = file(100, 2)
    desk.receiving.offered("s1", (big, small))
    assert desk.last_want().media == small.id
    desk.receiving.chunk("s1", frame(data, 0))
    assert desk.arrived == [small.id]


def test_a_file_that_is_gone_frees_its_place(desk: Desk) -> None:
    _, ref = file(CHUNK)
    desk.receiving.offered("s1", (ref,))
    assert not desk.receiving.gone("s2", ref.id)
    assert desk.receiving.gone("s1", ref.id)
    assert not desk.receiving.gone("s1", ref.id)


def test_a_flood_of_offers_is_bounded(desk: Desk) -> None:
    for number in range(40):
        refs = tuple(
            MediaRef(id=f"{number:032x}{place:032x}", size=10, mime="image/jpeg") for place in range(32)
        )
        desk.receiving.offered("s1", refs)
    assert len(desk.receiving._waiting["s1"]) <= 256
    assert len(desk.blobs.part_ids()) == 1


# ── the other direction ──────────────────────────────────────────────────────────────────────────────


def test_whoever_asks_for_pieces_gets_them(desk: Desk) -> None:
    data, ref = file(12 * CHUNK)
    desk.blobs.put(data)
    send(desk.blobs, desk, "s1", MediaWant(media=ref.id))
    assert [decode_chunk(one).index for _, one in desk.frames] == list(range(8))
    send(desk.blobs, desk, "s1", MediaWant(media=ref.id, missing=(11, 3, 99), window=2))
    assert [decode_chunk(one).index for _, one in desk.frames[8:]] == [11, 3]


def test_a_file_that_is_not_here_is_said_to_be_gone(desk: Desk) -> None:
    send(desk.blobs, desk, "s1", MediaWant(media="0" * 64))
    assert desk.told == [("s1", MediaGone(media="0" * 64))]
