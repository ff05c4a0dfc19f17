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
    talk.conversation.fetch(NAME)
    talk.turn()
    assert talk.last(MediaWant) == MediaWant(media=NAME, window=8)
    for index in range(8):
        talk.hub_sends_piece(chunk(index))
    talk.turn()
    assert talk.last(MediaWant).missing == (8, 9, 10)
    for index in (10, 8, 9):
        talk.hub_sends_piece(chunk(index))
    assert talk.news[-1] == MediaArrived(NAME)
    assert talk.last(MediaHave).media == NAME
    assert talk.keep.fetched.get(NAME) == DATA


def test_pieces_that_do_not_make_the_file_are_thrown_away(talk: Talk) -> None:
    talk.connect()
    talk.welcome()
    talk.conversation.fetch(NAME)
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
    talk.conversation.fetch(NAME)
    assert talk.news == [MediaMissing(NAME)]


def test_a_file_that_the_hub_does_not_have_is_missing(talk: Talk) -> None:
    talk.connect()
    talk.welcome()
    talk.conversation.fetch(NAME)
    talk.hub_says(MediaGone(media=NAME))
    assert talk.news[-1] == MediaMissing(NAME)


def test_a_file_of_which_nothing_comes_is_given_up(talk: Talk) -> None:
    talk.connect()
    talk.welcome()
    talk.conversation.fetch(NAME)
    for _ in range(5):
        talk.turn(4.9)
        talk.conversation._asked_s = float("inf")
    assert MediaMissing(NAME) in talk.news


def test_a_file_on_its_way_is_missing_when_the_link_breaks(talk: Talk) -> None:
    talk.connect()
    talk.welcome()
    talk.conversation.fetch(NAME)
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
