"""The link against real brokers: it heals, it is fast, it drops what it may, and it never lies."""

import logging
import os
import signal
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from hub.broker.managed import ManagedBroker
from plumbing.inbox import BoundedInbox, Connected, Disconnected, Item, Message, Refused
from plumbing.mqtt import PAYLOAD_LIMIT, Login, MqttLink
from tests.contract.room import (
    HUB,
    ROOT,
    S1,
    WITNESS,
    BrokerKind,
    Party,
    cut,
    party,
    running_broker,
)
from tests.waiting import until

EV = f"{ROOT}/up/s1/ev"
STATE = f"{ROOT}/up/s1/state"


@pytest.fixture(params=["nats", "mosquitto"])
def broker(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[ManagedBroker]:
    kind: BrokerKind = request.param
    with running_broker(kind, tmp_path) as running:
        yield running


def login(address: tuple[str, int], password: str = S1.password) -> Login:
    return Login(address[0], address[1], "s1-c0ffee", S1.user, password)


def test_before_the_broker_has_let_us_in_nothing_is_queued(broker: ManagedBroker) -> None:
    with party(broker, HUB) as hub:
        link = MqttLink(login(broker.address), subscriptions=(), rank=lambda _topic: 0)
        assert not link.publish(EV, b"too early")
        link.start()
        Party(link, []).session(1)
        assert link.publish(EV, b"in time")
        hub.message(b"in time")
        link.stop()
        assert not link.publish(EV, b"too late")
    assert hub.payloads == [b"in time"]


def test_it_comes_back_after_the_broker_was_killed_and_hears_again(broker: ManagedBroker) -> None:
    with party(broker, WITNESS, (EV,)) as one:
        for session in (2, 3):
            pid = broker.pid
            assert pid is not None
            os.kill(pid, signal.SIGKILL)
            lost = one.wait_for(lambda item: isinstance(item, Disconnected), "the loss")
            assert lost == Disconnected(session - 1, *(getattr(lost, name) for name in ("code", "reason")))
            one.session(session)
            word = f"session {session}".encode()
            assert one.link.publish(EV, word)
            one.message(word)


def test_each_attempt_has_a_fresh_will(broker: ManagedBroker) -> None:
    wills = iter(range(1, 100))
    with party(broker, HUB) as hub:
        with party(broker, S1, will=lambda: (STATE, f"life {next(wills)} ended".encode())) as station:
            cut(station.link)
            assert hub.message(b"life 1 ended").topic == STATE
            station.session(2)
            cut(station.link)
            hub.message(b"life 2 ended")
            station.session(3)
        with party(broker, S1) as later:
            later.link.publish(EV, b"later")
            hub.message(b"later")
    assert b"life 3 ended" not in hub.payloads


def test_a_will_that_cannot_be_made_does_not_keep_us_out(
    broker: ManagedBroker,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def broken() -> tuple[str, bytes]:
        raise ZeroDivisionError

    with party(broker, S1, will=broken) as station:
        assert station.link.connected
    assert "on_pre_connect" in caplog.text


def test_retained_messages_are_told_from_fresh_ones(broker: ManagedBroker) -> None:
    with party(broker, WITNESS, ()) as speaker:
        speaker.link.publish(f"{ROOT}/pub/hub", b"kept", retain=True)
        with party(broker, S1) as station:
            assert station.message(b"kept") == Message(f"{ROOT}/pub/hub", b"kept", retained=True)
            speaker.link.publish(f"{ROOT}/pub/hub", b"fresh", retain=True)
            assert not station.message(b"fresh").retained


def test_nagle_is_off(broker: ManagedBroker) -> None:
    with party(broker, S1) as station:
        client = station.link._client
        assert client is not None
        connection = client.socket()
        assert isinstance(connection, socket.socket)
        assert connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) != 0


def test_a_payload_over_the_limit_is_refused_and_the_connection_lives(broker: ManagedBroker) -> None:
    with party(broker, HUB) as hub, party(broker, S1) as station:
        assert not station.link.publish(EV, bytes(PAYLOAD_LIMIT + 1))
        assert station.link.publish(EV, bytes(PAYLOAD_LIMIT))
        assert len(hub.message(bytes(PAYLOAD_LIMIT)).payload) == PAYLOAD_LIMIT
        assert station.link.connected


def test_a_topic_that_cannot_be_published_to_is_refused(broker: ManagedBroker) -> None:
    with party(broker, S1) as station:
        assert not station.link.publish("with/#", b"x")
        assert not station.link.publish("", b"x")
        assert station.link.connected


def test_wrong_credentials_are_told_apart_from_a_broker_that_is_away(broker: ManagedBroker) -> None:
    link = MqttLink(login(broker.address, "wrong"), subscriptions=(), rank=lambda _topic: 0)
    link.start()
    refused = Party(link, []).wait_for(lambda item: isinstance(item, Refused), "the refusal")
    assert isinstance(refused, Refused)
    assert refused.not_authorised
    link.stop()
    assert [item for item in link.inbox.drain(10) if isinstance(item, Connected | Disconnected)] == []


def test_a_flood_drops_by_rank_and_never_what_matters(broker: ManagedBroker) -> None:
    ranks = {f"{ROOT}/dn/s1/ack": 0, f"{ROOT}/dn/s1/rs": 1, f"{ROOT}/dn/s1/media": 2}
    small: BoundedInbox[Item] = BoundedInbox(20, 10_000)
    here = Login(*broker.address, "flooded-id", WITNESS.user, WITNESS.password)
    flooded = MqttLink(here, subscriptions=(*ranks,), rank=ranks.__getitem__, inbox=small)
    flooded.start()
    Party(flooded, []).session(1)
    ack, batch, chunk = ranks
    with party(broker, HUB, ()) as flooder:
        for number in range(100):
            flooder.link.publish(batch, bytes(10))
            flooder.link.publish(chunk, bytes(10))
            if number % 10 == 0:
                flooder.link.publish(ack, str(number).encode())
        flooder.link.publish(ack, b"end")
        until(lambda: sum(small.dropped.values()) + len(small) >= 211, what="the flood")
    heard = [item for item in small.drain(1000) if isinstance(item, Message)]
    acks = [item.payload for item in heard if item.topic == ack]
    assert acks == [*(str(number).encode() for number in range(0, 100, 10)), b"end"]
    assert {item.topic for item in heard} == {ack, batch}
    assert 0 not in small.dropped
    flooded.stop()


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")  # the death itself
def test_a_dead_network_thread_is_noticed_and_replaced(broker: ManagedBroker) -> None:
    def deadly(topic: str) -> int:
        if topic.endswith("poison"):
            raise SystemExit
        return 0

    here = Login(*broker.address, "victim-id", WITNESS.user, WITNESS.password)
    link = MqttLink(here, subscriptions=("f/+",), rank=deadly)
    link.start()
    victim = Party(link, [])
    victim.session(1)
    assert not link.tend()
    link.publish("f/poison", b"")
    until(lambda: not link.connected, what="the death of the thread")
    assert link._client is not None
    assert link._client.is_connected(), "this is what makes it a trap"
    assert not link.publish("f/ok", b"into the void")
    assert link.tend()
    victim.session(2)
    assert link.publish("f/ok", b"alive")
    victim.message(b"alive")
    assert not link.tend()
    link.stop()
    assert not link.tend()


def test_a_mistake_in_a_callback_costs_one_message_and_is_logged(
    broker: ManagedBroker,
    caplog: pytest.LogCaptureFixture,
) -> None:
    here = Login(*broker.address, "clumsy-id", WITNESS.user, WITNESS.password)
    link = MqttLink(here, subscriptions=("f/+",), rank=lambda topic: {"f/known": 0}[topic])
    link.start()
    clumsy = Party(link, [])
    clumsy.session(1)
    link.publish("f/unknown", b"lost")
    link.publish("f/known", b"kept")
    clumsy.message(b"kept")
    link.stop()
    assert "Caught exception in on_message" in caplog.text


def test_start_and_stop_may_be_repeated(broker: ManagedBroker) -> None:
    with party(broker, S1) as station:
        station.link.start()
        station.link.stop()
        station.link.stop()
        station.link.start()
        station.session(2)


def test_what_is_published_just_before_the_end_still_leaves(broker: ManagedBroker) -> None:
    with party(broker, HUB) as hub:
        with party(broker, S1, will=lambda: (STATE, b"will")) as station:
            for number in range(50):
                station.link.publish(EV, str(number).encode())
            station.link.publish(STATE, b"offline", retain=True)
        hub.message(b"offline")
    assert hub.payloads == [*(str(number).encode() for number in range(50)), b"offline"]


def test_no_secret_reaches_the_log(broker: ManagedBroker, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with party(broker, S1, client_id="s1-verysecretid") as station:
        cut(station.link)
        station.session(2)
        assert "verysecretid" not in repr(station.link._login)
    assert "verysecretid" not in caplog.text
    assert S1.password not in caplog.text


def test_an_owner_who_hears_nobody_gets_another_connection(broker: ManagedBroker) -> None:
    with party(broker, S1) as station:
        station.link.renew()
        station.wait_for(lambda item: isinstance(item, Disconnected), "the end of the first")
        station.session(2)
        assert station.link.publish(EV, b"over the second")
    station.link.renew()  # after the end there is nothing to renew


@pytest.mark.timed
def test_whoever_lost_the_broker_is_back_within_three_seconds_of_its_return(broker: ManagedBroker) -> None:
    host, port = broker.address
    here = Login(host, port, "s1-c0ffee", S1.user, S1.password)
    link = MqttLink(here, subscriptions=S1.reads, rank=lambda _topic: 0)
    link.start()
    station = Party(link, [])
    station.session(1)
    for session in (2, 3):
        broker.restart()
        returned = time.monotonic()
        station.session(session)
        assert time.monotonic() - returned < 3
    link.stop()
