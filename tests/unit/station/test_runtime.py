"""The runtime: every event is taken once, in order, on one thread; deadlines ring without anybody asking."""

import queue
import threading
import time
from collections.abc import Iterator

import pytest

from classroom.ids import uuid7
from plumbing.seal import random_bytes
from station.runtime import Alarm, Runtime
from station.session.effects import Effect, LookUpBadge
from station.session.events import BadgeRefused, CodesSeen, LightSeen, LinkChanged
from station.session.state import Moment
from station.session.update import start
from tests.unit.station.room import FACE, NOW_MS


def now() -> Moment:
    return Moment(mono_s=time.monotonic(), wall_ms=NOW_MS, fresh_id=uuid7(NOW_MS, random_bytes(10)))


class Owned:
    """A runtime whose owner is the test."""

    def __init__(self) -> None:
        self.effects: list[Effect] = []
        self.woken = threading.Event()
        self.runtime = Runtime(start(FACE), self.effects.append, self.woken.set, now)

    def drain(self) -> None:
        assert self.woken.wait(10)
        self.woken.clear()
        self.runtime.drain()


@pytest.fixture
def owned() -> Iterator[Owned]:
    made = Owned()
    made.runtime.start()
    yield made
    made.runtime.stop()


def test_an_event_changes_the_state_and_its_effects_go_out(owned: Owned) -> None:
    owned.runtime.post(CodesSeen(texts=("x",)))
    assert owned.runtime.state == start(FACE)
    owned.drain()
    assert owned.effects == [LookUpBadge(text="x")]


def test_events_of_many_threads_all_arrive(owned: Owned) -> None:
    def post_many() -> None:
        for _ in range(500):
            owned.runtime.post(LightSeen(light="dark"))

    threads = [threading.Thread(target=post_many) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    owned.runtime.post(LinkChanged(live=True))
    owned.runtime.drain()
    assert owned.runtime.state.light == "dark"
    assert owned.runtime.state.live


def test_a_deadline_rings_by_itself(owned: Owned) -> None:
    owned.runtime.post(BadgeRefused(why="foreign"))
    owned.drain()
    assert owned.runtime.state.notice is not None
    while owned.runtime.state.notice is not None:
        owned.drain()


def test_an_event_that_the_session_chokes_on_changes_nothing(owned: Owned) -> None:
    before = owned.runtime.state
    owned.runtime.post(CodesSeen(texts=(b"no text",)))  # type: ignore[arg-type]
    owned.runtime.post(LinkChanged(live=True))
    owned.drain()
    assert owned.runtime.state.live
    assert owned.runtime.state.face == before.face


class Ringing:
    """An alarm that counts how often it rang, on the clock of the test."""

    def __init__(self) -> None:
        self.rings: queue.SimpleQueue[float] = queue.SimpleQueue()
        self.alarm = Alarm(lambda: self.rings.put(time.monotonic()), time.monotonic)


@pytest.fixture
def ringing() -> Iterator[Ringing]:
    made = Ringing()
    made.alarm.start()
    yield made
    made.alarm.stop()


def test_an_alarm_rings_once_and_not_before_its_time(ringing: Ringing) -> None:
    at_s = time.monotonic() + 0.1
    ringing.alarm.set(at_s)
    assert ringing.rings.get(timeout=5) >= at_s
    with pytest.raises(queue.Empty):
        ringing.rings.get(timeout=0.2)


def test_an_alarm_that_was_taken_back_does_not_ring(ringing: Ringing) -> None:
    ringing.alarm.set(time.monotonic() + 0.1)
    ringing.alarm.set(None)
    with pytest.raises(queue.Empty):
        ringing.rings.get(timeout=0.3)


def test_a_deadline_that_stays_in_the_past_does_not_spin(ringing: Ringing) -> None:
    begun = time.monotonic()
    for _ in range(4):
        ringing.alarm.set(begun - 1)
        ringing.rings.get(timeout=5)
    assert time.monotonic() - begun >= 0.15
