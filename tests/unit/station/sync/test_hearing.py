"""What a station believes: only the hub, only for this station, only once, only in this life."""

import pytest

from classroom.wire.codec import encode
from classroom.wire.messages import Ack, Head, HubState, Message, TimeIs, Welcome
from classroom.wire.topics import Channel as Leaf
from classroom.wire.topics import Topic, build
from plumbing.chunks import Chunk, encode_chunk
from plumbing.inbox import Message as Arrived
from plumbing.seal import authenticate, check, random_bytes, session_key, sign
from station.sync.channel import Channel
from station.sync.hearing import Ear
from tests.faults.station_school import ROOM, School

ACK = Ack(epoch="e", upto=1, hub_epoch="h")
NONCE, HUB_NONCE = "ab" * 16, "12" * 16


class Heard:
    """A channel with an open life, an ear, and a hub that speaks to it."""

    def __init__(self) -> None:
        self.school = School()
        self.channel = Channel(self.school.record(1))
        self.ear = Ear(self.channel)
        self.counter = 0
        self.begins()

    def begins(self) -> None:
        """A new connection, and a hello that the hub has answered."""
        self.channel.will()
        self.ear.nonce = NONCE
        assert self.ear.hear(self.welcomes()) == welcome()

    def keys(self, nonce: str = NONCE) -> tuple[bytes, bytes]:
        up, down = (
            session_key(key, self.channel.life, nonce, HUB_NONCE)
            for key in (self.school.k_up, self.school.k_dn)
        )
        return up, down

    def welcomes(self, nonce: str = NONCE) -> Arrived:
        topic = build(Topic(ROOM, "dn/rs", "s1"))
        payload = encode(welcome(nonce))
        return Arrived(topic, authenticate(self.school.k_dn, topic, self.channel.life, 1, payload), False)

    def frame(self, leaf: Leaf, payload: bytes, *, station: str = "s1", life: str | None = None) -> Arrived:
        self.counter += 1
        topic = build(Topic(ROOM, leaf, station))
        life = self.channel.life if life is None else life
        return Arrived(topic, authenticate(self.keys()[1], topic, life, self.counter, payload), False)

    def says(self, message: Message, leaf: Leaf = "dn/rs") -> Arrived:
        return self.frame(leaf, encode(message))

    def publishes(self, leaf: Leaf, message: Message, seed: bytes | None = None) -> Arrived:
        topic = build(Topic(ROOM, leaf))
        return Arrived(topic, sign(seed or self.school.sign_seed, topic, encode(message)), True)


@pytest.fixture
def heard() -> Heard:
    return Heard()


def welcome(nonce: str = NONCE) -> Welcome:
    return Welcome(nonce=nonce, hub_epoch="h", upto=0, h="", rev=0, time=0, hub_nonce=HUB_NONCE)


def test_the_hub_is_heard(heard: Heard) -> None:
    assert heard.ear.hear(heard.says(ACK, "dn/ack")) == ACK
    assert heard.ear.hear(heard.publishes("pub/head", Head(hub_epoch="h", rev=3))) == Head(
        hub_epoch="h", rev=3
    )
    chunk = Chunk("ab" * 32, 0, 1, b"data")
    assert heard.ear.hear(heard.frame("dn/media", encode_chunk(chunk))) == chunk


def test_what_was_heard_once_is_not_heard_again(heard: Heard) -> None:
    first, second = heard.says(ACK, "dn/ack"), heard.says(TimeIs(n=1, time=1))
    assert heard.ear.hear(second) is not None
    assert heard.ear.hear(second) is None
    assert heard.ear.hear(first) is None
    assert heard.ear.dropped == {"replayed": 2}


def test_a_welcome_counts_once_and_only_with_our_nonce_and_begins_the_numbers_anew(heard: Heard) -> None:
    heard.ear.nonce = NONCE
    heard.counter = 40
    assert heard.ear.hear(heard.says(ACK, "dn/ack")) == ACK
    heard.counter = 0
    assert heard.ear.hear(heard.welcomes("cd" * 16)) is None
    again = heard.welcomes()
    assert heard.ear.hear(again) == welcome()
    assert heard.ear.hear(again) is None
    assert heard.ear.hear(heard.says(ACK, "dn/ack")) == ACK
    assert heard.ear.dropped == {"replayed": 2}


def test_a_welcome_under_the_keys_of_a_session_is_none(heard: Heard) -> None:
    heard.ear.nonce = NONCE
    assert heard.ear.hear(heard.says(welcome())) is None
    assert heard.ear.dropped == {"forged": 1}


def test_before_its_welcome_a_station_says_and_hears_nothing_but_who_it_is(heard: Heard) -> None:
    kept = heard.says(ACK, "dn/ack")
    heard.channel.will()
    assert heard.channel.up("up/ev", b"facts") is None
    assert heard.ear.hear(kept) is None
    assert heard.ear.dropped == {"forged": 1}


def test_a_message_of_another_life_is_dropped(heard: Heard) -> None:
    old = heard.channel.life
    heard.begins()
    assert heard.ear.hear(heard.frame("dn/ack", encode(ACK), life=old)) is None
    assert heard.ear.dropped == {"forged": 1}


@pytest.mark.parametrize("position", [0, 10, -1, -20])
def test_a_flipped_bit_is_noticed(heard: Heard, position: int) -> None:
    arrived = heard.says(ACK, "dn/ack")
    spoilt = bytearray(arrived.payload)
    spoilt[position] ^= 1
    assert heard.ear.hear(Arrived(arrived.topic, bytes(spoilt), False)) is None


def test_a_message_on_another_topic_than_it_was_made_for_is_dropped(heard: Heard) -> None:
    arrived = heard.says(ACK, "dn/ack")
    assert heard.ear.hear(Arrived(arrived.topic.replace("/ack", "/rs"), arrived.payload, False)) is None


def test_nobody_else_can_sign_for_the_hub(heard: Heard) -> None:
    state = HubState(online=False, hub_epoch="h")
    assert heard.ear.hear(heard.publishes("pub/hub", state)) == state
    assert heard.ear.hear(heard.publishes("pub/hub", state, seed=random_bytes(32))) is None


@pytest.mark.parametrize("topic", ["", "x", f"ws/1/{ROOM}/dn/s1/rs", f"ws/1/{ROOM}/pub/head", "ws/1/+/#"])
@pytest.mark.parametrize("payload", [b"", b"{}", b"\xff" * 200, b"[" * 5000])
def test_rubbish_is_dropped(heard: Heard, topic: str, payload: bytes) -> None:
    assert heard.ear.hear(Arrived(topic, payload, False)) is None
    assert sum(heard.ear.dropped.values()) == 1


def test_another_stations_mail_is_not_ours(heard: Heard) -> None:
    assert heard.ear.hear(heard.frame("dn/ack", encode(ACK), station="s2")) is None
    assert heard.ear.dropped == {"not for us": 1}


def test_what_a_station_says_of_itself_and_all_else_are_numbered_each_by_itself(heard: Heard) -> None:
    topic, will = heard.channel.will()
    key = heard.school.k_up
    assert check(key, topic, "", will)[0] == 1
    hello = heard.channel.of_ourselves("up/rq", b"hello")
    assert check(key, hello[0], "", hello[1]) == (2, b"hello")
    heard.channel.stretch(NONCE, HUB_NONCE)
    for number in (1, 2):
        said = heard.channel.up("up/ev", b"facts")
        assert said is not None
        assert check(heard.keys()[0], said[0], heard.channel.life, said[1]) == (number, b"facts")
