"""What time it is at the hub: a clock that only passes, led by the machine's own until somebody sets it right."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, NamedTuple

import msgspec

from classroom.facts import ClockCorrected, HubStarted
from classroom.ids import HUB, StaffId
from hub.store import facts
from hub.store.desk import meta, set_meta
from hub.store.tables import Tables

STEP_MS: Final = 120_000
"""A machine whose clock was set by more than this had told a wrong time before."""
_BOOT_ID: Final = Path("/proc/sys/kernel/random/boot_id")
_ERA_BYTES: Final = 6


class Stamp(NamedTuple):
    """The readings that stand in a fact of the hub: which boot, ms since it, UTC ms."""

    boot: str
    passing_ms: int
    utc_ms: int


class _Boot(msgspec.Struct, frozen=True):
    """What is kept in mind of a boot: the hub's first fact in it, the eras in which time was told, what our clock adds
    to the passing time, whether a person said so, and how far that was ahead of the machine's own clock.
    """

    boot: str
    since: int = 0
    eras: tuple[int, ...] = ()
    lead_ms: int = 0
    set_by_hand: bool = False
    ahead_ms: int = 0


class HubClock:
    """`now` never runs back; any thread may ask. `wall` is the machine's UTC in ms, `passing` seconds that only pass.

    The machine's clock is believed when it is set forward, for that is what a time server does with one that never
    was set, and not when it is set back. Once a person has set our clock, it follows nobody until the next boot.
    """

    def __init__(
        self,
        wall: Callable[[], int],
        passing: Callable[[], float],
        entropy: Callable[[int], bytes],
        boot: str = "",
    ) -> None:
        self._wall, self._passing, self._entropy = wall, passing, entropy
        self._boot = boot or this_boot()
        self._first_lead = self._lead = self._noted_lead = wall() - self._passing_ms()
        self._set_by_hand = False
        self.era = 0
        """The name of the time that is told now: another one after each start and each correction."""

    def now(self) -> int:
        """UTC, in ms."""
        passing_ms = self._passing_ms()
        if not self._set_by_hand:
            self._lead = max(self._lead, self._wall() - passing_ms)
        return passing_ms + self._lead

    def steady_ms(self) -> int:
        """About UTC, in ms, and whatever is done to a clock it goes on evenly: for how long something lasts."""
        return self._passing_ms() + self._first_lead

    def stamp(self) -> Stamp:
        """The readings for a fact of the hub."""
        utc_ms = self.now()
        return Stamp(self._boot, utc_ms - self._lead, utc_ms)

    def begin(self, tables: Tables, note: Callable[[Tables, HubStarted], object]) -> None:
        """Go on where the log ends: not before its newest fact, and set by hand if this boot was."""
        own = facts.mark(tables, HUB, meta(tables, "log_epoch")).upto
        known = _read(tables)
        latest_ms = _latest_ms(tables) - self._passing_ms()
        if known is None or known.boot != self._boot:
            ahead_ms = known.ahead_ms if known else 0
            if self._lead < latest_ms <= self._lead + ahead_ms:
                self._lead += ahead_ms
            self._lead = self._noted_lead = max(self._lead, latest_ms)
            if own:
                note(tables, HubStarted())
            known = _Boot(boot=self._boot, since=own + 1 if own else 0, ahead_ms=ahead_ms)
        else:
            self._set_by_hand, self._noted_lead = known.set_by_hand, known.lead_ms
            self._lead = known.lead_ms if known.set_by_hand else max(self._lead, known.lead_ms)
        self._begin_era(tables, known)

    def correct(self, tables: Tables, offset_ms: int, by: StaffId) -> ClockCorrected:
        """Set our clock by a person's word, or note that the machine's own was set (`by` ""); the fact to record."""
        known = _read(tables) or _Boot(boot=self._boot)
        if by:
            self._lead = self.now() + offset_ms - self._passing_ms()
            self._set_by_hand = True
            known = msgspec.structs.replace(known, ahead_ms=self.now() - self._wall())
        self._noted_lead = self._lead
        self._begin_era(tables, known)
        return ClockCorrected(by=by, offset_ms=offset_ms, since=known.since, eras=known.eras)

    @contextmanager
    def being_set(self) -> Iterator[None]:
        """Leave the clock as it was when what is done inside fails."""
        before = self._lead, self._noted_lead, self._set_by_hand, self.era
        try:
            yield
        except BaseException:
            self._lead, self._noted_lead, self._set_by_hand, self.era = before
            raise

    def stepped_ms(self) -> int:
        """By how much the machine's clock was set forward since that was noted; 0 for what is no step."""
        self.now()
        step_ms = self._lead - self._noted_lead
        return step_ms if step_ms >= STEP_MS else 0

    def _begin_era(self, tables: Tables, known: _Boot) -> None:
        self.era = int.from_bytes(self._entropy(_ERA_BYTES), "big")
        eras = (*known.eras, self.era)
        kept = msgspec.structs.replace(known, eras=eras, lead_ms=self._lead, set_by_hand=self._set_by_hand)
        set_meta(tables, "clock", msgspec.json.encode(kept).decode())

    def _passing_ms(self) -> int:
        return round(self._passing() * 1000)


def this_boot() -> str:
    """The name of this machine's present boot."""
    return _BOOT_ID.read_text(encoding="ascii").strip()


def passing_s() -> float:
    """Seconds since this machine was started, also those that it slept."""
    return time.clock_gettime(time.CLOCK_BOOTTIME)


def _read(tables: Tables) -> _Boot | None:
    kept = meta(tables, "clock")
    return msgspec.json.decode(kept, type=_Boot) if kept else None


def _latest_ms(tables: Tables) -> int:
    """When the newest fact came, as far as that is known by now."""
    row = tables.one("SELECT received_ms FROM times ORDER BY rev DESC LIMIT 1")
    return int(row[0]) if row else 0
