"""How the station is, for a grown-up who asks; what it keeps of itself: rest, loudness, the age of its badge list."""

import math
from collections.abc import Callable
from typing import Final

from station.session import effects as ask
from station.session.events import Event, HealthTold, LockFound, VisitHere
from station.store.keep import Keep, Store
from station.sync.clock import HubClock

KEEP_EVERY_MS: Final = 600_000
"""While the hub is there, the age of the badge list is written down so often: it is told in days."""


class Housekeeping:
    """For the disk thread alone."""

    def __init__(self, keep: Keep, store: Store, clock: HubClock, post: Callable[[Event], None]) -> None:
        self._keep, self._store, self._clock, self._post = keep, store, clock, post
        self._live = False
        self._kept_ms = -math.inf

    def begin(self) -> None:
        """Tell the session how the last run left things."""
        if self._store.commands.locked():
            self._post(LockFound())

    def link_turned(self, *, live: bool) -> None:
        """The hub came or went: from now on the badge list is as it should be, or grows old."""
        self._confirm(at_once=self._live != live)
        self._live = live
        self._confirm(at_once=live)
        self._post(self.health())

    def look_around(self) -> None:
        """Say how the station is. Call it every minute."""
        self._confirm(at_once=False)
        self._post(self.health())

    def carry_out(self, effect: ask.Effect) -> None:
        """Do what a grown-up asked of the station; other effects do nothing here."""
        match effect:
            case ask.LookAround():
                self.look_around()
            case ask.LockStation(locked=locked, as_=as_):
                with self._store.writing():
                    self._store.commands.turned(as_, locked=locked)
            case ask.SetVolume(level=level):
                with self._store.writing():
                    self._store.habits.speak_at(level)

    def health(self) -> HealthTold:
        """Return how the station is."""
        store = self._store
        return HealthTold(
            visits=tuple(
                VisitHere(visit=row.visit, learner=row.learner, mode=row.mode) for row in store.visits.open()
            ),
            waiting=store.outbox.marks().waiting,
            oldest_ms=store.outbox.oldest_ms(),
            badges_ms=self._now_ms() if self._confirmed else store.habits.badges_ms(),
            free=self._keep.disk_free(),
            floor=self._keep.floor,
            clock=self._clock.source,
        )

    @property
    def _confirmed(self) -> bool:
        """Whether the hub stands behind the badge list now, at a time that somebody told."""
        return self._live and self._clock.source != "none"

    def _confirm(self, *, at_once: bool) -> None:
        now_ms = self._now_ms()
        if self._confirmed and (at_once or now_ms - self._kept_ms >= KEEP_EVERY_MS):
            with self._store.writing():
                self._store.habits.badges_confirmed(now_ms)
            self._kept_ms = now_ms

    def _now_ms(self) -> int:
        return self._clock.stamp().wall_ms
