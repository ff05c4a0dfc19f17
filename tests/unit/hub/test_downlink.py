"""What the hub says is authentic, in order, and signed where it is for all."""

import pytest

from classroom.wire.codec import decode
from classroom.wire.messages import Ack, Head, HubState, TimeIs
from hub.downlink import Downlink
from plumbing import seal
from plumbing.errors import SealBroken
from tests.factories_hub import Clock

ROOM, KEY = "0123456789abcdef", b"k" * 32


class Air:
    def __init__(self) -> None:
        self.sent: list[tuple[str, bytes, bool]] = []
        self.up = True
        self.backlog = 0

    def publish(self, topic: str, payload: bytes, *, retain: bool = False) -> bool:
        self.sent.append((topic, payload, retain))
        return self.up


@pytest.fixture
def air() -> Air:
    return Air()


@pytest.fixture
def down(air: Air) -> Downlink:
    seed, public = seal.signing_keypair()
    down = Downlink(ROOM, seed, "e1", Clock())
    down.attach(air)
    down.public = public  # type: ignore[attr-defined]
    return down


def test_a_station_is_told_nothing_before_its_hello(down: Downlink, air: Air) -> None:
    assert not down.answer("cave-1", TimeIs(n=1, time=2))
    assert air.sent == []


def test_counters_rise_over_all_topics_and_begin_anew_with_a_hello(down: Downlink, air: Air) -> None:
    down.begin("cave-1", KEY, "life-1")
    down.answer("cave-1", TimeIs(n=1, time=2))
    down.ack("cave-1", Ack(epoch="e", upto=3, hub_epoch="e1"))
    down.chunk("cave-1", b"frame")
    assert [seal.check(KEY, topic, "life-1", payload)[0] for topic, payload, _ in air.sent] == [1, 2, 3]
    down.begin("cave-1", KEY, "life-2")
    down.answer("cave-1", TimeIs(n=1, time=2))
    topic, payload, retained = air.sent[-1]
    assert (seal.check(KEY, topic, "life-2", payload)[0], retained) == (1, False)
    with pytest.raises(SealBroken):
        seal.check(KEY, topic, "life-1", payload)


def test_what_is_too_large_for_a_message_is_not_sent_and_breaks_nothing(down: Downlink, air: Air) -> None:
    down.begin("cave-1", KEY, "life-1")
    assert not down.answer("cave-1", Ack(epoch="e", upto=1, hub_epoch="x" * 70_000))
    assert air.sent == []


def test_head_and_state_are_retained_and_signed_for_their_topic(down: Downlink, air: Air) -> None:
    down.announce(7)
    down.announce(5)
    down.be_seen()
    public = down.public  # type: ignore[attr-defined]
    said = [seal.verify(public, topic, payload) for topic, payload, _ in air.sent]
    assert all(retained for *_, retained in air.sent)
    heads = [decode("pub/head", payload) for payload in (said[0], said[1], said[3])]
    assert heads == [Head(hub_epoch="e1", rev=7)] * 3
    state = decode("pub/hub", said[2])
    assert isinstance(state, HubState)
    assert (state.online, state.started == state.time) == (True, True)


def test_the_will_says_offline(down: Downlink) -> None:
    topic, payload = down.will()
    state = decode("pub/hub", seal.verify(down.public, topic, payload))  # type: ignore[attr-defined]
    assert isinstance(state, HubState)
    assert (state.online, state.hub_epoch) == (False, "e1")
