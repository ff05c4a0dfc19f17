"""Row 17: whatever order saving, losing, doubling, crashing and publishing come in, the four promises hold."""

import random
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Final

import hypothesis
import msgspec
import pytest
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from station.store.keep import Keep
from tests.folders import quick_folder
from tests.property.small_room import HubHere, Packet, StationHere, fresh_copy

STEPS: Final = 50
SUITE_RUNS: Final = 100
LONG_RUNS: Final = 10_000
ROOMS_A_HUB: Final = 60
"""A hub serves so many runs before a fresh one takes its place: its roster of old stations would slow it down."""
TURNS: Final = 400
_PHOTO: Final = 40_000


class Rooms:
    """Fresh stations beside a hub that is replaced now and then."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._numbers = folder, count()
        self._template = folder / "template"
        Keep(self._template, disk_floor=0.0).open().close()
        self.hub: HubHere | None = None
        self.runs = self.steps = 0

    def enter(self) -> tuple[HubHere, StationHere]:
        if self.hub is None or self.runs % ROOMS_A_HUB == 0:
            self.close()
            self.hub = HubHere(self._fresh_folder("hub"))
        self.runs += 1
        return self.hub, StationHere(fresh_copy(self._template, self._fresh("station")), self.hub.enrol())

    def leave(self, station: StationHere) -> None:
        station.close()
        shutil.rmtree(station.folder)

    def close(self) -> None:
        if self.hub is not None:
            self.hub.close()
            self.hub.school.back.stop()
            shutil.rmtree(self.hub.school.folder)
            self.hub = None

    def _fresh(self, name: str) -> Path:
        return self._folder / f"{name}-{next(self._numbers)}"

    def _fresh_folder(self, name: str) -> Path:
        folder = self._fresh(name)
        folder.mkdir()
        return folder


_ROOMS: list[Rooms] = []


class Room(RuleBasedStateMachine):
    """One station, one hub, and a wire that does what wires do."""

    def __init__(self) -> None:
        super().__init__()
        self.hub, self.station = _ROOMS[-1].enter()
        self.chance = random.Random(0)
        self.epoch = self.station.store.outbox.marks().epoch
        self.hub.down.clear()
        self.station.connect()

    # ── the child, the teacher ───────────────────────────────────────────────────────────────────────

    @rule(words=st.integers(0, 10**9), pieces=st.integers(1, 3), photo=st.booleans())
    def hand_in(self, words: int, pieces: int, *, photo: bool) -> None:
        for number in range(pieces):
            self.station.hand_in(
                f"{words} {number}", random.Random(words).randbytes(_PHOTO) if photo else b""
            )

    @rule(number=st.integers(0, 10**6))
    def publish(self, number: int) -> None:
        self.hub.change_a_document(number)

    @rule()
    def back_up(self) -> None:
        self.hub.back_up(self.station.record.station, self.epoch)

    # ── the wire ─────────────────────────────────────────────────────────────────────────────────────

    @rule(packets=st.integers(1, 8))
    def deliver_up(self, packets: int) -> None:
        for _ in range(min(packets, len(self.station.up))):
            self.hub.hear(self.station.up.popleft())

    @rule(packets=st.integers(1, 8))
    def deliver_down(self, packets: int) -> None:
        for _ in range(min(packets, len(self.hub.down))):
            self.station.hear(self.hub.down.popleft())

    @rule(up=st.booleans(), place=st.integers(0, 9), what=st.sampled_from(["drop", "double", "later"]))
    def disturb(self, *, up: bool, place: int, what: str) -> None:
        line = self.station.up if up else self.hub.down
        if place < len(line):
            packet: Packet = line[place]
            if what != "double":
                del line[place]
            if what != "drop":
                line.append(packet)

    @rule(seconds=st.sampled_from([0.1, 1.0, 3.0, 15.0]))
    def time_passes(self, seconds: float) -> None:
        self.station.speak(seconds)
        self.hub.wait(seconds)

    @rule(rounds=st.integers(1, 6))
    def an_hour_goes_well(self, rounds: int) -> None:
        self._go_on(rounds)

    @rule(rounds=st.integers(1, 3), words=st.integers(0, 10**9))
    def a_child_comes_while_all_goes_well(self, rounds: int, words: int) -> None:
        self._go_on(1)
        self.hand_in(words, 1, photo=bool(words % 2))
        self._go_on(rounds)

    def _go_on(self, rounds: int) -> None:
        if not self.station.connected:
            self.station.connect()
        for _ in range(rounds):
            self.deliver_up(8)
            self.deliver_down(8)
            self.station.speak(0.3)

    @precondition(lambda self: not self.station.connected)
    @rule()
    def connect(self) -> None:
        self.station.connect()

    @rule(what=st.sampled_from(["the wire is cut", "the station loses power", "the hub loses power"]))
    def trouble(self, what: str) -> None:
        match what:
            case "the wire is cut":
                self.station.cut()
            case "the station loses power":
                self.station.crash()
            case _:
                self.hub.crash()

    # ── the promises ─────────────────────────────────────────────────────────────────────────────────

    @invariant()
    def what_is_acknowledged_is_committed(self) -> None:
        marks = self.station.store.outbox.marks()
        assert marks.upto <= self.hub.mark(self.station.record.station, marks.epoch), "I2"

    def teardown(self) -> None:
        try:
            self._heal()
            self._nothing_is_lost_or_doubled()
            here, there = self.station.store.shelf.hash(), self.hub.feed_hash(self.station.record.station)
            assert here == there, "I4: the documents here are not those of the feed"
            _ROOMS[-1].steps += STEPS
        finally:
            _ROOMS[-1].leave(self.station)

    def _heal(self) -> None:
        """From here on everything arrives; the room comes to rest."""
        self.hub.school.settle()
        if not self.station.connected:
            self.station.connect()
        for _ in range(TURNS):
            while self.station.up or self.hub.down:
                self.deliver_up(8)
                self.deliver_down(8)
            if self._is_at_rest():
                return
            self.station.speak(1.0)
            self.hub.wait(1.0)
        pytest.fail("the room does not come to rest")

    def _is_at_rest(self) -> bool:
        marks, media = self.station.store.outbox.marks(), self.station.store.media
        return (
            marks.waiting == 0
            and not media.to_offer(marks.last)
            and self.station.store.shelf.hash() == self.hub.feed_hash(self.station.record.station)
        )

    def _nothing_is_lost_or_doubled(self) -> None:
        station = self.station.record.station
        log = self.hub.log(station)
        told = Counter(
            msgspec.json.decode(one.body)["evidence"] for one in log if one.type == "evidence.handed_in"
        )
        assert told == Counter(self.station.saved.keys()), "I1: a piece is lost, or counted twice"
        words = {
            (body := msgspec.json.decode(one.body))["evidence"]: body["text"]
            for one in log
            if one.type == "evidence.handed_in"
        }
        assert words == self.station.saved, "I1: other words than hers"
        seqs = [one.seq for one in log if one.epoch == self.epoch]
        assert seqs == list(range(1, self.hub.mark(station, self.epoch) + 1)), "I3: a hole below upto"
        for media, box in self.station.files.items():
            assert self.hub.school.back.store.blobs.get(media) == box, "I1: a file is missing or other"


@pytest.fixture
def rooms() -> Iterator[Rooms]:
    with quick_folder() as folder:
        rooms = Rooms(folder)
        _ROOMS.append(rooms)
        yield rooms
        _ROOMS.remove(rooms)
        rooms.close()


@pytest.mark.parametrize("half", [1, 2])
def test_the_promises_hold_in_any_order_of_events(
    rooms: Rooms, half: int, long_run: bool, reached: Callable[[str], None]
) -> None:
    runs = (LONG_RUNS if long_run else SUITE_RUNS) // 2
    settings = hypothesis.settings(
        max_examples=runs,
        stateful_step_count=STEPS,
        deadline=None,
        phases=[
            hypothesis.Phase.generate
        ],  # a failing run is printed as it was: making it small takes minutes
        suppress_health_check=list(hypothesis.HealthCheck),
    )
    run_state_machine_as_test(Room, settings=settings)
    reached(f"row 17: half {half}: {rooms.runs:,} runs of up to {STEPS} steps, I1 to I4 held")
