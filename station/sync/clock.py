"""What time it is here: the hub's time once it was heard in this boot, else this machine's own guess."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Final, Literal, NamedTuple

from classroom.wire.messages import TimeGet, TimeIs
from station.sync.repeat import Chance, Repeat

Source = Literal["none", "rtc", "hub"]
SAMPLES: Final = 3
EVERY_S: Final = 60.0
JUMP_MS: Final = 100
"""An anchor that says something else by more than this is told anew; so is one twice as good as one worse than it."""
_ANY_MS: Final = 2**62
_ROUNDING_MS: Final = 2
_BOOT_ID: Final = Path("/proc/sys/kernel/random/boot_id")
_SANE_MS: Final = 1_700_000_000_000
"""A wall clock before this (November 2023) was never set."""


class Stamp(NamedTuple):
    """The four readings that stand in every fact."""

    boot_id: str
    boottime_ms: int
    wall_ms: int
    clock: Source


class Machine(NamedTuple):
    """The clocks of this machine: which boot, ms since it (also asleep), UTC ms as far as it knows."""

    boot_id: str
    boottime_ms: Callable[[], int]
    wall_ms: Callable[[], int]


class Anchor(NamedTuple):
    """What one exchange says: UTC ms = ms since boot + `offset_ms`, wrong by half of `trip_ms` at most.

    `era` is the hub's name for how its own clock stood.
    """

    offset_ms: int
    trip_ms: int
    era: int = 0

    def contradicts(self, other: "Anchor") -> bool:
        """Whether not both can be right: the hub's clock was set between them, or one of the two runs too fast."""
        return 2 * abs(self.offset_ms - other.offset_ms) > self.trip_ms + other.trip_ms + 2 * _ROUNDING_MS


class HubClock:
    """Keeps the hub's time as an anchor, from the quickest exchange of this contact, or since it was set.

    Any thread may ask; one thread brings samples. What it keeps has to be told to the hub as a fact, for only that
    dates what this boot recorded before: `to_tell` until `told`.
    """

    def __init__(self, machine: Machine) -> None:
        self._machine = machine
        self._anchor: Anchor | None = None
        self._known: Anchor | None = None

    @property
    def source(self) -> Source:
        if self._anchor is not None:
            return "hub"
        return "rtc" if self._machine.wall_ms() >= _SANE_MS else "none"

    def boottime_ms(self) -> int:
        return self._machine.boottime_ms()

    def sample(self, asked_ms: int, hub_ms: int, era: int = 0) -> None:
        """Take one exchange: asked at `asked_ms` since boot, answered just now with the hub's UTC ms."""
        now = self._machine.boottime_ms()
        trip, before = now - asked_ms, self._anchor
        if trip < 0:
            return
        heard = Anchor(hub_ms - (asked_ms + now) // 2, trip, era)
        if before is None or trip < before.trip_ms or heard.contradicts(before):
            self._anchor = heard

    def new_contact(self) -> None:
        """Let the samples of a new contact compete anew: what was quickest yesterday may have drifted."""
        if self._anchor is not None:
            self._anchor = self._anchor._replace(trip_ms=_ANY_MS)

    def to_tell(self) -> Anchor | None:
        """The anchor that the hub should know: the first of this boot, a much better one, or one that jumped."""
        now, known = self._anchor, self._known
        if now is None or now.trip_ms == _ANY_MS:
            return None
        if known is None or abs(now.offset_ms - known.offset_ms) > max(
            JUMP_MS, (now.trip_ms + known.trip_ms) // 2
        ):
            return now
        return now if known.trip_ms > JUMP_MS and 2 * now.trip_ms < known.trip_ms else None

    def told(self, anchor: Anchor) -> None:
        """The hub will know this one: it is a fact on the disk."""
        self._known = anchor

    def stamp(self) -> Stamp:
        anchor, boottime = self._anchor, self._machine.boottime_ms()
        wall = boottime + anchor.offset_ms if anchor is not None else self._machine.wall_ms()
        return Stamp(self._machine.boot_id, boottime, wall, self.source)


def this_machine() -> Machine:
    """Return the clocks of the machine that we run on."""
    return Machine(
        _BOOT_ID.read_text(encoding="ascii").strip(),
        lambda: time.clock_gettime_ns(time.CLOCK_BOOTTIME) // 1_000_000,
        lambda: time.time_ns() // 1_000_000,
    )


class Sampler:
    """Asks for the hub's time: three times at each contact, then once a minute. For the sync thread alone.

    `tell(anchor)` hands over what the hub should know of it.
    """

    def __init__(self, clock: HubClock, chance: Chance, tell: Callable[[Anchor], None]) -> None:
        self._clock, self._tell = clock, tell
        self._repeat = Repeat(chance)
        self._number = self._asked_ms = self._left = 0

    @property
    def at_s(self) -> float:
        return self._repeat.at_s

    def welcome(self) -> None:
        """Begin a contact."""
        self._clock.new_contact()
        self._left = SAMPLES
        self._repeat.at_once()

    def ask_now(self) -> None:
        """Ask once more at once: the answer is also a sign of life."""
        self._repeat.at_once()

    def request(self, now_s: float) -> TimeGet | None:
        """Return the question that is due now, if any."""
        if not self._repeat.due(now_s):
            return None
        self._repeat.said(now_s)
        self._number += 1
        self._asked_ms = self._clock.boottime_ms()
        return TimeGet(n=self._number)

    def answer(self, answer: TimeIs, now_s: float) -> None:
        """Take the hub's time; an answer to an older question is no sample."""
        if answer.n != self._number:
            return
        self._clock.sample(self._asked_ms, answer.time, answer.era)
        self._left -= 1
        if self._left > 0:
            self._repeat.at_once()
            return
        self._repeat.rest(now_s, EVERY_S)
        if anchor := self._clock.to_tell():
            self._tell(anchor)
