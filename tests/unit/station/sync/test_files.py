"""Sealed files up and down: in pieces, as the other side asks, whole or not at all."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from classroom.facts import BadgeUnknown
from classroom.wire.messages import Ack, MediaGone, MediaHave, MediaOffer, MediaRef, MediaWant
from plumbing.chunks import CHUNK, Chunk, chunk_count
from plumbing.inbox import Disconnected
from plumbing.seal import media_id
from station.sync.news import MediaArrived, MediaMissing
from tests.unit.station.made import envelope
from tests.unit.station.sync.talking import Talk, talking

DATA = random.Random(3).randbytes(10 * CHUNK + 77)
NAME = media_id(DATA)


@pytest.fixture
def talk(tmp_path: Path) -> Iterator[Talk]:
    with talking(tmp_path) as made:
        yield made


def captured(talk: Talk) -> None:
    """Let the station hold a sealed file that its first fact names, and the hub that fact."""
    media = talk.keep.made.put(DATA)
    ref = MediaRef(id=media, size=len(DATA), mime="image/jpeg")
    talk.store.record([BadgeUnknown()], [envelope(media=[ref])], visit="v", learner=None)
    talk.connect()
    talk.welcome()


def acknowledge(talk: Talk) -> None:
    epoch = talk.store.outbox.marks().epoch
    talk.hub_says(Ack(epoch=epoch, upto=1, hub_epoch=talk.school.hub_epoch), "dn/ack")


def pieces(talk: Talk) -> list[Chunk]:
    for _ in range(10):
        talk.turn()
    return [one for one in talk.said if isinstance(one, Chunk)]


def chunk(index: int, data: bytes = DATA) -> Chunk:
    return Chunk(NAME, index, chunk_count(len(data)), data[index * CHUNK : (index + 1) * CHUNK])


def test_a_file_is_offered_after_its_fact_is_in(talk: Talk) -> None:
    captured(talk)
    assert talk.all(MediaOffer) == []
    acknowledge(talk)
    assert [ref.id for ref in talk.last(MediaOffer).media] == [NAME]


def test_the_hub_gets_the_pieces_that_it_asks_for_a_window_at_a_time(talk: Talk) -> None:
    captured(talk)
    acknowledge(talk)
    talk.hub_says(MediaWant(media=NAME, window=8))
    assert [one.index for one in pieces(talk)] == list(range(8))
    talk.hub_says(MediaWant(media=NAME, missing=(8, 9, 10), window=8))
    sent = pieces(talk)
    assert b"".join(one.data for one in sent) == DATA
    talk.hub_says(MediaHave(media=NAME))
    assert talk.store.media.to_offer(1) == ()


def test_an_offer_without_an_answer_is_repeated(talk: Talk) -> None:
    captured(talk)
    acknowledge(talk)
    talk.turn(3.0)
    assert len(talk.all(MediaOffer)) == 2


def test_a_file_whose_bytes_changed_on_the_disk_is_gone_and_never_sent(talk: Talk) -> None:
    captured(talk)
    path = next((talk.keep.folder / "media").glob(f"??/{NAME}"))
    path.write_bytes(bytes([DATA[0] ^ 1]) + DATA[1:])
    acknowledge(talk)
    talk.hub_says(MediaWant(media=NAME))
    assert talk.all(MediaGone) == [MediaGone(media=NAME)]
    assert pieces(talk) == []
    assert talk.store.media.to_offer(1) == ()
    assert path.exists()


def test_a_file_that_is_not_here_any_more_is_gone_and_offered_no_longer(talk: Talk) -> None:
    captured(talk)
    acknowledge(talk)
    talk.keep.made.delete(NAME)
    talk.hub_says(MediaWant(media=NAME))
    assert talk.last(MediaGone).media == NAME
    assert talk.store.media.to_offer(1) == ()


def test_a_file_comes_down_in_windows_and_is_kept(talk: Talk) -> None:
    talk.connect()
    talk.welcome()
    talk.conversation.fetch(NAME, len(DATA), talk.now_s)
    talk.turn()
    assert talk.last(MediaWant) == MediaWant(media=NAME, missing=tuple(range(8)), window=8)
    for index in range(8):
        talk.hub_sends_piece(chunk(index))
    assert talk.last(MediaWant).missing == (8, 9, 10)
    for index in (10, 8, 9):
        talk.hub_sends_piece(chunk(index))
    assert talk.news[-1] == MediaArrived(NAME)
    assert talk.last(MediaHave).media == NAME
    assert talk.keep.fetched.get(NAME) == DATA


def test_pieces_that_do_not_make_the_file_are_thrown_away(talk: Talk) -> None:
    talk.connect()
    talk.welcome()
    talk.conversation.fetch(NAME, len(DATA), talk.now_s)
    for index in range(11):
        talk.hub_sends_piece(chunk(index, DATA[:-1] + b"\0"))
    talk.turn()
    assert not talk.keep.fetched.has(NAME)
    assert talk.news[-1] == MediaMissing(NAME)


def test_a_file_that_nobody_asked_for_is_not_kept(talk: Talk) -> None:
    talk.connect()
    talk.welcome()
    for index in range(11):
        talk.hub_sends_piece(chunk(index))
    assert not talk.keep.fetched.has(NAME)


def test_without_the_hub_a_file_is_missing_at_once(talk: Talk) -> None:
    talk.conversation.fetch(NAME, len(DATA), talk.now_s)
    assert talk.news == [MediaMissing(NAME)]


def test_a_file_that_the_hub_does_not_have_is_missing(talk: Talk) -> None:
    talk.connect()
    talk.welcome()
    talk.conversation.fetch(NAME, len(DATA), talk.now_s)
    talk.hub_says(MediaGone(media=NAME))
    assert talk.news[-1] == MediaMissing(NAME)


def test_a_file_of_which_nothing_comes_is_given_up(talk: Talk) -> None:
    talk.connect()
    talk.welcome()
    talk.conversation.fetch(NAME, len(DATA), talk.now_s)
    for _ in range(7):
        talk.turn(4.1)
    assert talk.news.count(MediaMissing(NAME)) == 1


def test_a_file_on_its_way_is_missing_when_the_link_breaks(talk: Talk) -> None:
    talk.connect()
    talk.welcome()
    talk.conversation.fetch(NAME, len(DATA), talk.now_s)
    talk.hub_sends_piece(chunk(0))
    talk.conversation.take(Disconnected(1, 7, "lost"), talk.now_s)
    assert MediaMissing(NAME) in talk.news


def test_a_new_file_is_offered_at_once_and_the_older_one_in_its_own_time(talk: Talk) -> None:
    captured(talk)
    acknowledge(talk)
    other = talk.keep.made.put(b"another sealed file")
    ref = MediaRef(id=other, size=19, mime="image/jpeg")
    talk.store.record([BadgeUnknown()], [envelope(media=[ref])], visit="v", learner=None)
    talk.conversation.nudge()
    talk.turn()
    talk.hub_says(
        Ack(epoch=talk.store.outbox.marks().epoch, upto=2, hub_epoch=talk.school.hub_epoch), "dn/ack"
    )
    assert [[one.id for one in offer.media] for offer in talk.all(MediaOffer)] == [[NAME], [other]]
    talk.turn(5.0)
    assert {one.id for one in talk.last(MediaOffer).media} == {NAME, other}


def test_what_came_before_a_break_is_not_asked_for_again(tmp_path: Path) -> None:
    with talking(tmp_path) as talk:
        talk.connect()
        talk.welcome()
        talk.conversation.fetch(NAME, len(DATA), talk.now_s)
        for index in range(5):
            talk.hub_sends_piece(chunk(index))
        talk.conversation.take(Disconnected(1, 7, "lost"), talk.now_s)
    with talking(tmp_path) as talk:
        talk.connect()
        talk.welcome()
        talk.conversation.fetch(NAME, len(DATA), talk.now_s)
        assert talk.last(MediaWant).missing == tuple(range(5, 11))
        for index in range(5, 11):
            talk.hub_sends_piece(chunk(index))
        assert talk.keep.fetched.get(NAME) == DATA


def test_a_file_that_is_here_or_has_no_size_is_answered_at_once(talk: Talk) -> None:
    talk.connect()
    talk.welcome()
    talk.keep.fetched.put(DATA)
    talk.news.clear()
    talk.conversation.fetch(NAME, len(DATA), talk.now_s)
    talk.conversation.fetch("0" * 64, 0, talk.now_s)
    talk.conversation.fetch("1" * 64, 9 * 1024 * 1024, talk.now_s)
    assert talk.news == [MediaArrived(NAME), MediaMissing("0" * 64), MediaMissing("1" * 64)]


def test_a_small_picture_that_the_hub_offers_is_fetched_ahead_and_a_large_one_is_not(talk: Talk) -> None:
    talk.connect()
    talk.welcome()
    small, large = b"thumb" * 100, MediaRef(id=NAME, size=len(DATA), mime="image/jpeg")
    ref = MediaRef(id=media_id(small), size=len(small), mime="image/jpeg")
    talk.hub_says(MediaOffer(media=(large, ref)))
    assert [want.media for want in talk.all(MediaWant)] == [ref.id]
    talk.hub_sends_piece(Chunk(ref.id, 0, 1, small))
    assert talk.keep.fetched.get(ref.id) == small
    talk.hub_says(MediaOffer(media=(ref,)))
    assert [have.media for have in talk.all(MediaHave)] == [ref.id, ref.id]


def test_a_full_cache_lets_go_of_what_was_looked_at_longest_ago(talk: Talk) -> None:
    talk.keep.fetched._quota = 2 * len(DATA)
    older = [random.Random(seed).randbytes(len(DATA)) for seed in (1, 2)]
    for data in older:
        with talk.store.writing():
            talk.store.media.fetched(talk.keep.fetched.put(data), len(data))
    with talk.store.writing():
        talk.store.media.fetched(media_id(older[0]), len(DATA))
    talk.connect()
    talk.welcome()
    talk.conversation.fetch(NAME, len(DATA), talk.now_s)
    for index in range(11):
        talk.hub_sends_piece(chunk(index))
    assert set(talk.keep.fetched.ids()) == {NAME, media_id(older[0])}
    assert talk.keep.fetched.used <= 2 * len(DATA)


def test_a_flood_of_offers_and_pieces_from_the_hub_stays_bounded(talk: Talk) -> None:
    talk.connect()
    talk.welcome()
    for number in range(30):
        refs = tuple(MediaRef(id=f"{number * 32 + n:064x}", size=60_000, mime="x") for n in range(32))
        talk.hub_says(MediaOffer(media=refs))
    talk.hub_says(MediaWant(media="2" * 64, missing=(2**53,), window=8))
    talk.hub_sends_piece(Chunk("3" * 64, 0, 65536, b"x" * CHUNK))
    assert talk.last(MediaGone).media == "2" * 64
    assert len(talk.keep.fetched.part_ids()) == 3
    assert talk.keep.fetched.used == 3 * 60_000


def test_pieces_wait_while_the_way_to_the_broker_is_full(tmp_path: Path) -> None:
    with talking(tmp_path) as talk:
        captured(talk)
        acknowledge(talk)
        talk.backlog = 1_000_000
        talk.hub_says(MediaWant(media=NAME, window=8))
        assert pieces(talk) == []
        assert 0 < talk.conversation.pause_s(talk.now_s) < 0.01
        talk.backlog = 0
        assert len(pieces(talk)) == 8
