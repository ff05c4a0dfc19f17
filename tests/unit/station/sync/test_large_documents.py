"""Documents that travel as files: the old version is shown until the new one is whole, whatever happens meanwhile."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec import Raw

from classroom.wire.messages import FeedDocument, FeedPage, Head, Hello, MediaGone, MediaHave, MediaWant
from plumbing.chunks import CHUNK, Chunk, chunk_count
from plumbing.inbox import Disconnected
from plumbing.seal import media_id
from station.store.shelf import feed_hash
from station.sync.news import DocumentsChanged
from tests.unit.station.sync.talking import Talk, talking

OLD = b'{"kind":"framework","old":true}'
BODY = b'"' + random.Random(7).randbytes(3 * CHUNK).hex().encode() + b'"'
NAME = media_id(BODY)
COUNT = chunk_count(len(BODY))


@pytest.fixture
def talk(tmp_path: Path) -> Iterator[Talk]:
    with talking(tmp_path) as made:
        behind(made)
        yield made


def behind(talk: Talk) -> None:
    """Let the station hold the old version, and hear that there is a new one."""
    talk.connect()
    talk.welcome(rev=1, snapshot=True)
    old = FeedDocument(rev=1, doc="framework/f6", kind="framework", version=1, body=Raw(OLD))
    page(talk, 0, 1, old, snapshot=True)
    talk.hub_publishes(Head(hub_epoch=talk.school.hub_epoch, rev=2))


def page(talk: Talk, since: int, to: int, *docs: FeedDocument, snapshot: bool = False) -> None:
    epoch = talk.school.hub_epoch
    talk.hub_says(FeedPage(hub_epoch=epoch, since=since, to=to, docs=docs, snapshot=snapshot))


def large(rev: int = 2, version: int = 2, body: bytes = BODY) -> FeedDocument:
    return FeedDocument(
        rev=rev, doc="framework/f6", kind="framework", version=version, media=media_id(body), size=len(body)
    )


def send(talk: Talk, *indices: int) -> None:
    for index in indices:
        talk.hub_sends_piece(Chunk(NAME, index, COUNT, BODY[index * CHUNK : (index + 1) * CHUNK]))


def shown(talk: Talk) -> bytes | None:
    return talk.store.shelf.body("framework/f6")


def test_the_old_version_is_shown_until_the_new_one_is_whole(talk: Talk) -> None:
    page(talk, 1, 2, large())
    assert talk.last(MediaWant).media == NAME
    send(talk, *range(COUNT - 1))
    assert shown(talk) == OLD
    talk.news.clear()
    send(talk, COUNT - 1)
    assert shown(talk) == BODY
    assert talk.news == [DocumentsChanged(frozenset({"framework/f6"}))]
    assert talk.last(MediaHave).media == NAME
    assert list(talk.keep.bodies.ids()) == []
    assert talk.keep.bodies.used == 0


def test_a_hello_speaks_only_of_what_is_whole(talk: Talk) -> None:
    page(talk, 1, 2, large())
    talk.connect()
    assert (talk.last(Hello).feed_rev, talk.last(Hello).feed_hash) == (1, feed_hash([("framework/f6", 1)]))
    talk.welcome(rev=2)
    send(talk, *range(COUNT))
    talk.connect()
    assert (talk.last(Hello).feed_rev, talk.last(Hello).feed_hash) == (2, feed_hash([("framework/f6", 2)]))


def test_it_goes_on_where_it_was_after_a_restart(tmp_path: Path) -> None:
    with talking(tmp_path) as talk:
        behind(talk)
        page(talk, 1, 2, large())
        send(talk, 0, 1, 2)
        talk.conversation.take(Disconnected(1, 7, "lost"), talk.now_s)
    with talking(tmp_path) as talk:
        assert shown(talk) == OLD
        talk.connect()
        talk.welcome(rev=2)
        assert talk.last(MediaWant).missing == tuple(range(3, COUNT))
        send(talk, *range(3, COUNT))
        assert shown(talk) == BODY


def test_a_file_that_was_whole_when_the_power_went_is_used(tmp_path: Path) -> None:
    with talking(tmp_path) as talk:
        behind(talk)
        page(talk, 1, 2, large())
        talk.keep.bodies.put(BODY)
    with talking(tmp_path) as talk:
        talk.connect()
        talk.welcome(rev=2)
        assert shown(talk) == BODY
        assert list(talk.keep.bodies.ids()) == []


def test_a_newer_version_takes_the_place_of_one_that_is_still_to_come(talk: Talk) -> None:
    page(talk, 1, 2, large())
    send(talk, 0)
    page(talk, 2, 3, FeedDocument(rev=3, doc="framework/f6", kind="framework", version=3, body=Raw(b"{}")))
    send(talk, *range(1, COUNT))
    assert shown(talk) == b"{}"
    assert talk.keep.bodies.part_ids() == []
    assert talk.keep.bodies.used == 0


def test_a_document_that_is_gone_is_not_waited_for(talk: Talk) -> None:
    page(talk, 1, 2, large())
    page(talk, 2, 3, FeedDocument(rev=3, doc="framework/f6", kind="framework", version=3, gone=True))
    send(talk, *range(COUNT))
    assert shown(talk) is None
    assert talk.store.shelf.pending() == set()


def test_a_snapshot_keeps_the_old_version_and_needs_no_file_that_is_here(talk: Talk) -> None:
    page(talk, 0, 2, large(), snapshot=True)
    assert shown(talk) == OLD
    send(talk, *range(COUNT))
    wants = len(talk.all(MediaWant))
    page(talk, 0, 5, large(5, 3), snapshot=True)
    assert shown(talk) == BODY
    assert talk.store.shelf.hash() == feed_hash([("framework/f6", 3)])
    assert len(talk.all(MediaWant)) == wants


def test_a_file_that_the_hub_has_no_more_is_asked_for_again_a_little_later(talk: Talk) -> None:
    page(talk, 1, 2, large())
    wants = len(talk.all(MediaWant))
    talk.hub_says(MediaGone(media=NAME))
    assert len(talk.all(MediaWant)) == wants
    talk.turn(2.1)
    assert len(talk.all(MediaWant)) == wants + 1


def test_bytes_of_another_document_are_not_shown(talk: Talk) -> None:
    page(talk, 1, 2, large())
    for index in range(COUNT):
        data = bytes(len(BODY[index * CHUNK : (index + 1) * CHUNK]))
        talk.hub_sends_piece(Chunk(NAME, index, COUNT, data))
    assert shown(talk) == OLD
    talk.turn(2.1)
    send(talk, *range(COUNT))
    assert shown(talk) == BODY
