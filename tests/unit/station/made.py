"""Things that many tests of a station's lower floors need: stamps, envelopes, an open store."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from classroom.facts import BadgeUnknown, Fact
from classroom.wire.messages import Envelope
from station.store.keep import Keep, Store
from station.sync.clock import HubClock, Machine, Stamp
from station.sync.envelopes import make_envelope
from tests.unit.station.room import NOW_MS

STAMP = Stamp("boot-1", 5_000, NOW_MS, "rtc")


class Ticker:
    """Two clocks that move only by hand: ms since boot, UTC ms."""

    def __init__(self, boottime_ms: int = 5_000, wall_ms: int = NOW_MS, boot: str = "boot-1") -> None:
        self.boottime_ms, self.wall_ms, self.boot = boottime_ms, wall_ms, boot

    def pass_ms(self, ms: int) -> None:
        self.boottime_ms += ms
        self.wall_ms += ms

    @property
    def machine(self) -> Machine:
        return Machine(self.boot, lambda: self.boottime_ms, lambda: self.wall_ms)

    @property
    def clock(self) -> HubClock:
        return HubClock(self.machine)


@contextmanager
def opened(folder: Path, **more: Any) -> Iterator[Store]:
    store = Keep(folder, **more).open()
    try:
        yield store
    finally:
        store.close()


def envelope(fact: Fact | None = None, **more: Any) -> Envelope:
    return make_envelope(fact or BadgeUnknown(), STAMP, **more)


def fill(store: Store, count: int) -> None:
    """Record so many facts, each in a transaction of its own."""
    for _ in range(count):
        fact = BadgeUnknown()
        store.record([fact], [envelope(fact)], visit=None, learner=None)


def spoil(store: Store, seq: int) -> None:
    """Flip one bit in the stored bytes of a fact, as a failing card does."""
    (raw,) = store._db.execute("SELECT raw FROM outbox WHERE seq = ?", (seq,)).fetchone()
    flipped = bytes([raw[20] ^ 1]) + raw[21:]
    store._db.execute("UPDATE outbox SET raw = ? WHERE seq = ?", (raw[:20] + flipped, seq))
