"""How fast the hub takes in what stations kept: facts acknowledged in a second, each in the log and in its projections.

Beside it a bare loop that opens and keeps the same bytes in transactions of the same size, in the same process.
"""

import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from benchmarks.bare_intake import BareIntake
from benchmarks.burst import HUB_NONCE, Burst, burst, one_target, stations, whole_visits
from benchmarks.figures import say
from classroom.wire.codec import decode
from classroom.wire.messages import Ack
from classroom.wire.topics import parse
from hub.downlink import Downlink
from hub.intake.loop import BATCHES, Intake
from hub.service.backoffice import Backoffice
from hub.store.desk import meta
from plumbing.inbox import BoundedInbox, Item
from plumbing.inbox import Message as Arrived
from plumbing.seal import TRAILER
from tests.factories_hub import Clock
from tests.stub_station import StubStation

STATIONS: Final = 60
VISITS: Final = 24
PIECES: Final = 100
ROUNDS: Final = 5
PATIENCE_S: Final = 120


class Room:
    """Stands where the broker would be: each station has one window under way, the next goes out with the ack."""

    def __init__(self, made: Burst, inbox: BoundedInbox[Item], last: dict[str, int]) -> None:
        self._left = {station: iter(batches) for station, batches in made.batches.items()}
        self._inbox, self._last = inbox, dict(last)
        self.all = threading.Event()
        self.backlog = 0

    def say(self, message: tuple[str, bytes], rank: int) -> None:
        """Let something arrive at the hub."""
        assert self._inbox.put(Arrived(*message, retained=False), rank, len(message[1]))

    def next_of(self, station: str) -> None:
        """Let a station's next window go out."""
        if message := next(self._left[station], None):
            self.say(message, 1)

    def publish(self, topic: str, payload: bytes, *, retain: bool = False) -> bool:
        """Hear what the hub says."""
        del retain
        parsed = parse(topic)
        if parsed.channel == "dn/ack" and (station := parsed.station):
            ack = decode(parsed.channel, payload[:-TRAILER])
            assert isinstance(ack, Ack)
            if ack.upto == self._last.get(station):
                del self._last[station]
            self.next_of(station)
            if not self._last:
                self.all.set()
        return True


def acknowledge(back: Backoffice, made: Burst, senders: list[StubStation]) -> float:
    """Let an intake take in a burst; return the seconds until the last acknowledgement."""
    with back.store.reading() as tables:
        names, epoch = meta(tables, "room"), meta(tables, "hub_epoch")
    inbox: BoundedInbox[Item] = BoundedInbox(2000, 16 * 1024 * 1024)
    room = Room(made, inbox, {one.record.station: one.seq for one in senders})
    down = Downlink(names, back.keys.hub_key("sign")[1], epoch, back.now)
    down.attach(room)
    intake = Intake(back, down, inbox)
    for station, hello in made.hellos.items():
        intake.door.offer(station, hello, HUB_NONCE)
    intake.start()
    try:
        began = time.perf_counter()
        for station in made.batches:
            room.next_of(station)
        assert room.all.wait(PATIENCE_S), "not everything was acknowledged"
        return time.perf_counter() - began
    finally:
        intake.stop()
        assert not intake.broken


def once(
    folder: Path, write: Callable[[StubStation, str], None], senders: int = STATIONS
) -> tuple[float, float]:
    """Return facts a second, (acknowledged by the hub, kept by the bare loop), for one burst."""
    clock = Clock()
    back = Backoffice(folder, clock, monotonic=lambda: clock.now / 1000)
    back.start()
    try:
        sent_by = stations(back, senders)
        for number, station in enumerate(sent_by):
            write(station, f"learner-{number}")
        made = burst(sent_by)
        back.writer.do(lambda _: None)
        bare = BareIntake(folder / "bare.db", back.keys.hub_key("box")[1], sent_by)
        kept_s = bare.take(made.in_turns(), BATCHES)
        return made.facts / acknowledge(back, made, sent_by), made.facts / kept_s
    finally:
        back.stop()


BURSTS: Final[dict[str, Callable[[StubStation, str], None]]] = {
    "whole visits": lambda station, name: whole_visits(station, name, VISITS),
    "100 pieces for one target": lambda station, name: one_target(station, name, PIECES),
}


def main() -> None:
    """Measure each burst some times and say the median pair by ratio."""
    for words, write in BURSTS.items():
        pairs = []
        for _ in range(ROUNDS):
            with tempfile.TemporaryDirectory(dir=Path.cwd()) as name:
                pairs.append(once(Path(name), write))
        value, baseline = sorted(pairs, key=lambda pair: pair[0] / pair[1])[len(pairs) // 2]
        say(f"facts acknowledged a second, {words}", "facts/s", value, baseline, len(pairs))


if __name__ == "__main__":
    main()
