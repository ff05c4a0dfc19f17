"""Nothing that comes from the room breaks the listening thread, or keeps it from the others."""

import random
import threading
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classroom.wire.codec import encode
from classroom.wire.messages import (
    FeedGet,
    MediaGone,
    MediaHave,
    MediaOffer,
    MediaRef,
    MediaWant,
    Request,
    TimeGet,
    TimeIs,
)
from classroom.wire.topics import Channel
from plumbing import seal
from plumbing.blobs import BlobStore
from plumbing.chunks import Chunk, encode_chunk
from tests.factories_hub import MS_R, SchoolAtWork
from tests.folders import quick_folder
from tests.unit.hub.intake.air import Air
from tests.waiting import until


@pytest.fixture
def air(school: SchoolAtWork) -> Iterator[Air]:
    air = Air(school)
    yield air
    air.intake.stop()
    assert air.intake.broken == 0


def test_a_flood_about_files_stays_bounded_and_lets_facts_through(air: Air) -> None:
    air.connect()
    chance, porter = random.Random(5), air.intake._porter
    for number in range(3000):
        air.say("up/rq", about_files(number, chance))
        air.say("up/media", encode_chunk(Chunk(name(chance), chance.randrange(9), 9, b"x" * 32768)))
        assert len(porter._errands) <= 4000
    air.station.hand_in(air.station.open_visit("amal"), "amal")
    air.say("up/ev", air.station.batch())
    until(lambda: air.school.office.review_queue(MS_R))
    until(lambda: len(porter._errands) == 0, seconds=30)
    assert air.school.back.store.blobs.used == 0
    assert porter._incoming.under_way() == set()
    assert porter.broken == 0


def about_files(number: int, chance: random.Random) -> Request:
    """Something that a station may say of files, and that is of no use."""
    refs = tuple(MediaRef(id=name(chance), size=chance.choice([0, 9, 2**53]), mime="x") for _ in range(32))
    said: list[Request] = [
        MediaOffer(media=refs),
        MediaWant(media=name(chance), missing=(2**53, 0, 0), window=8),
        MediaHave(media=name(chance)),
        MediaGone(media=name(chance)),
        FeedGet(hub_epoch="", since=2**53, limit=200, scope="x" * 64),
        FeedGet(hub_epoch="x", since=number),
    ]
    return chance.choice(said)


def name(chance: random.Random) -> str:
    return f"{chance.randrange(4):064x}"


def test_a_disk_above_its_floor_takes_facts_and_no_files(school: SchoolAtWork) -> None:
    school.back.store.blobs = BlobStore(school.folder / "media", floor=1.0)
    air = Air(school)
    air.connect()
    piece, box = air.station.hand_in(air.station.open_visit("amal"), "amal", photo=b"x" * 90_000)
    air.say("up/ev", air.station.batch())
    assert air.acknowledged() == 3
    ref = MediaRef(id=seal.media_id(box), size=len(box), mime="image/jpeg")
    air.say("up/rq", MediaOffer(media=(ref,)))
    air.say("up/rq", TimeGet(n=9))
    assert isinstance(air.answer(), TimeIs), "a piece was asked for"
    air.intake.stop()
    assert air.intake._porter.broken == 0
    assert school.office.review_piece(piece, MS_R).media[0].state == "waiting"
    assert school.back.store.blobs.part_ids() == []


CHANNELS: list[Channel] = ["up/rq", "up/ev", "up/state", "up/beat", "up/media"]


def test_a_thousand_spoiled_messages_break_nothing_and_block_nobody(air: Air) -> None:
    chance = random.Random(7)
    air.connect()
    air.station.hand_in(air.station.open_visit("amal"), "amal", photo=b"x" * 50)
    honest: list[tuple[Channel, bytes]] = [
        ("up/ev", encode(air.station.batch())),
        ("up/rq", encode(TimeGet(n=1))),
        ("up/rq", encode(FeedGet(hub_epoch="", since=0))),
        ("up/rq", encode(air.station.hello())),
        ("up/state", encode(air.station.state())),
        ("up/beat", encode(air.station.beat())),
        ("up/media", encode_chunk(Chunk("0" * 64, 0, 1, b"data"))),
    ]
    for _ in range(1000):
        channel, payload = chance.choice(honest)
        air.say(chance.choice([channel, *CHANNELS]), spoil(payload, chance))
    air.connect()
    air.say("up/rq", TimeGet(n=77))
    until(lambda: air.answer() == TimeIs(n=77, time=air.school.clock(), era=air.school.back.clock.era))
    assert air.intake.alive


def spoil(payload: bytes, chance: random.Random) -> bytes:
    """Cut, flip, double or swap some bytes."""
    data = bytearray(payload)
    for _ in range(chance.randint(0, 4)):
        if not data:
            break
        at = chance.randrange(len(data))
        match chance.randrange(5):
            case 0:
                data[at] ^= 1 << chance.randrange(8)
            case 1:
                del data[at:]
            case 2:
                data[at:at] = data[: chance.randrange(64)]
            case 3:
                data[at : at + 1] = str(chance.choice([-1, 2**63, 10**40])).encode()
            case 4:
                data[at : at + 1] = chance.choice([b'"', b"{", b"[[", b"null", b"\\ud800", b"\xff"])
    return bytes(data)


@given(st.lists(st.binary(max_size=200), max_size=5), st.sampled_from(CHANNELS))
def test_authentic_nonsense_is_survived(payloads: list[bytes], channel: Channel) -> None:
    air = shared_air()
    for payload in payloads:
        air.say(channel, payload)
    air.say("up/rq", TimeGet(n=5))
    until(lambda: isinstance(air.answer(), TimeIs))
    assert air.intake.broken == 0


_SHARED: dict[int, Air] = {}


def shared_air() -> Air:
    return _SHARED[threading.get_ident()]


@pytest.fixture(autouse=True, scope="module")
def _one_air_for_all_examples() -> Iterator[None]:
    with quick_folder() as folder:
        air = Air(SchoolAtWork(folder))
        air.connect()
        _SHARED[threading.get_ident()] = air
        yield
        air.intake.stop()
        air.school.back.stop()
