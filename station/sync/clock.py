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


class HubClock:
    """Keeps the hub's time as an anchor: hub ms minus ms since boot, from the quickest exchange so far.

    Any thread may ask; one thread brings samples.
    """

    def __init__(self, machine: Machine) -> None:
        self._machine = machine
        self._anchor: tuple[int, int] | None = None

    @property
    def source(self) -> Source:
        if self._anchor is not None:
            return "hub"
        return "rtc" if self._machine.wall_ms() >= _SANE_MS else "none"

    def boottime_ms(self) -> int:
        return self._machine.boottime_ms()

    def sample(self, asked_ms: int, hub_ms: int) -> None:
        """Take one exchange: asked at `asked_ms` since boot, answered just now with the hub's UTC ms."""
        now = self._machine.boottime_ms()
        trip = now - asked_ms
        if trip >= 0 and (self._anchor is None or trip < self._anchor[0]):
            self._anchor = (trip, hub_ms - (asked_ms + now) // 2)

    def new_contact(self) -> None:
        """Let the samples of a new contact compete anew: what was quickest yesterday may have drifted."""
        if self._anchor is not None:
            self._anchor = (2**62, self._anchor[1])

    def stamp(self) -> Stamp:
        anchor, boottime = self._anchor, self._machine.boottime_ms()
        wall = boottime + anchor[1] if anchor is not None else self._machine.wall_ms()
        return Stamp(self._machine.boot_id, boottime, wall, self.source)


def this_machine() -> Machine:
    """Return the clocks of the machine that we run on."""
    return Machine(
        _BOOT_ID.read_text(encoding="ascii").strip(),
        lambda: time.clock_gettime_ns(time.CLOCK_BOOTTIME) // 1_000_000,
        lambda: time.time_ns() // 1_000_000,
    )


class Sampler:
    """Asks for the hub's time: three times at each contact, then once a minute. For the sync thread alone."""

    def __init__(self, clock: HubClock, chance: Chance) -> None:
        self._clock = clock
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
        self._clock.sample(self._asked_ms, answer.time)
        self._left -= 1
        if self._left > 0:
            self._repeat.at_once()
        else:
            self._repeat.rest(now_s, EVERY_S)
