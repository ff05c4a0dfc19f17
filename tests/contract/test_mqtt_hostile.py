"""The link against brokers that are not what they seem: memory stays bounded, and it tries again."""

import os
import socket
import threading
import time
from contextlib import suppress
from pathlib import Path

import pytest

from plumbing.inbox import Connected, Refused
from plumbing.mqtt import HANDSHAKE_S, MqttLink
from tests.contract.room import Party
from tests.contract.test_mqtt_link import EV, login
from tests.waiting import until


class MuteBroker:
    """Lets one client in and then reads nothing more, or says nonsense."""

    def __init__(self, after_connect: bytes) -> None:
        self._server = socket.create_server(("127.0.0.1", 0))
        self._after = after_connect
        self._calls: list[socket.socket] = []
        self.address: tuple[str, int] = self._server.getsockname()
        self.visits = 0
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                call, _ = self._server.accept()
            except OSError:
                return
            self._calls.append(call)
            call.recv(1000)
            call.sendall(b"\x20\x02\x00\x00" + self._after)
            self.visits += 1

    def close(self) -> None:
        for call in self._calls:
            call.close()
        self._server.shutdown(socket.SHUT_RDWR)
        self._server.close()


def test_what_waits_for_a_stalled_broker_is_bounded_and_stop_does_not_wait_for_it() -> None:
    mute = MuteBroker(b"")
    link = MqttLink(login(mute.address), subscriptions=(), rank=lambda _topic: 0, outbox_bytes=1_000_000)
    link.start()
    Party(link, []).session(1)
    sent = 0
    while link.publish(EV, bytes(50_000)):
        sent += 1
        assert sent < 1000
    assert sent >= 20
    stopper = threading.Thread(target=link.stop)
    stopper.start()
    stopper.join(8)
    assert not stopper.is_alive()
    mute.close()


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")  # paho's thread may die
@pytest.mark.parametrize(
    "nonsense", ["900100", "3002ffff", "f0ffffffffff", "30050003ffffff", "2000", "4003000001"]
)
def test_nonsense_from_a_broker_never_ends_the_link(nonsense: str) -> None:
    mute = MuteBroker(bytes.fromhex(nonsense))
    link = MqttLink(login(mute.address), subscriptions=(), rank=int, reconnect_delay_s=(0.05, 0.2))
    link.start()

    def tended_twice() -> bool:
        link.tend()
        return mute.visits >= 2 or link.connected

    until(tended_twice, what="another try")
    link.stop()
    mute.close()


class GreedyBroker:
    """Lets its visitors in and says `words`, again and again, for as long as the other side takes them."""

    def __init__(self, words: str) -> None:
        self._server = socket.create_server(("127.0.0.1", 0))
        self._words = bytes.fromhex(words) * (1_000_000 // len(words))
        self.address: tuple[str, int] = self._server.getsockname()
        self.visits = self.taken = 0
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                call, _ = self._server.accept()
            except OSError:
                return
            with call, suppress(OSError):
                call.settimeout(2)
                call.recv(1000)
                self.visits += 1
                call.sendall(b"\x20\x02\x00\x00")
                while True:
                    self.taken += call.send(self._words)

    def close(self) -> None:
        self._server.shutdown(socket.SHUT_RDWR)
        self._server.close()


@pytest.mark.parametrize(
    ("words", "what"),
    [
        ("30ffffff7f", "a message of 256 MiB"),
        ("30818008", "a message of a byte over the limit"),
        ("3206000161000162", "a message that wants to be confirmed"),
        ("3406000161000162", "a message to be kept until it is released"),
        ("c000", "a ping that wants an answer"),
        ("20020000", "a second welcome"),
        ("40020001", "a confirmation of what was never sent"),
    ],
)
def test_what_a_hostile_broker_sends_is_hung_up_on_before_it_is_kept(words: str, what: str) -> None:
    greedy = GreedyBroker(words)
    link = MqttLink(login(greedy.address), subscriptions=(), rank=int, reconnect_delay_s=(0.05, 0.1))
    link.start()
    before = resident()
    until(lambda: greedy.visits >= 4, what=f"that {what} was hung up on, and another try")
    taken = greedy.taken
    link.stop()
    greedy.close()
    assert resident() - before < 10_000_000
    assert taken < 50_000_000, "the machine's own buffers, a few times"


def resident() -> int:
    """Bytes of memory that this process has."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def test_a_broker_that_answers_one_subscription_again_and_again_is_heard_once() -> None:
    answers = "9003000180" * 5_000
    mute = MuteBroker(bytes.fromhex(answers))
    link = MqttLink(login(mute.address), subscriptions=("a",), rank=int, reconnect_delay_s=(0.05, 0.1))
    link.start()
    until(lambda: link.connected, what="the answer")
    until(lambda: len(link.inbox) >= 2, what="what it brought")
    heard = link.inbox.drain(10_000)
    assert [type(item) for item in heard] == [Refused, Connected]
    link.stop()
    mute.close()


class SilentDoor:
    """Takes every connection and says nothing, as a broker that stands still."""

    def __init__(self) -> None:
        self._server = socket.create_server(("127.0.0.1", 0))
        self.address: tuple[str, int] = self._server.getsockname()
        self.visitors: list[socket.socket] = []
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                self.visitors.append(self._server.accept()[0])

    def close(self) -> None:
        for visitor in self.visitors:
            visitor.close()
        self._server.shutdown(socket.SHUT_RDWR)
        self._server.close()


def test_a_broker_that_takes_the_call_and_says_nothing_is_called_again() -> None:
    door = SilentDoor()
    link = MqttLink(login(door.address), subscriptions=(), rank=int, reconnect_delay_s=(0.05, 0.1))
    link.start()
    until(lambda: door.visitors, what="the first call")
    began = time.monotonic()

    def called_again() -> bool:
        link.tend()
        return len(door.visitors) > 1

    until(called_again, what="the second call")
    assert HANDSHAKE_S - 1 < time.monotonic() - began < HANDSHAKE_S + 2
    assert not link.connected
    link.stop()
    door.close()
