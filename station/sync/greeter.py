"""What a station says of itself: hello until it is welcome, its state every minute, a beat every 5 s."""

from collections.abc import Mapping
from secrets import token_hex
from typing import Final

from classroom.ids import ZoneId
from classroom.wire.messages import Beat, Hello, StationState, Unheard
from station.store.keep import Keep, Store
from station.sync.clock import HubClock
from station.sync.repeat import Chance, Repeat

STATE_S: Final = 60.0
BEAT_S: Final = 5.0


class Greeter:
    """Makes the messages about ourselves when they are due. For the sync thread alone; monotonic seconds.

    `app` is the version of this program, `zone` where the station stands.
    """

    def __init__(
        self, keep: Keep, store: Store, clock: HubClock, *, zone: ZoneId, app: str, chance: Chance
    ) -> None:
        self._keep, self._store, self._clock, self._zone, self._app = keep, store, clock, zone, app
        self._hello, self._state, self._beat = Repeat(chance), Repeat(chance), Repeat(chance)

    @property
    def at_s(self) -> float:
        return min(self._hello.at_s, self._state.at_s, self._beat.at_s)

    def connected(self) -> None:
        """A connection stands: who we are is to be said now."""
        for each in (self._hello, self._state):
            each.at_once()
        self._beat.answered()

    def move(self, zone: ZoneId) -> None:
        """The station stands in another zone: it says so at once."""
        self._zone = zone
        self._state.at_once()

    def greet(self) -> None:
        """Say hello (again); until it is answered there is nobody for whom our heart beats."""
        self._hello.at_once()
        self._beat.answered()

    def welcome(self) -> None:
        """The hello was answered: the first word of the session that it opened is due, for the hub waits for it."""
        self._hello.answered()
        self._beat.at_once()

    def hello(self, life: str, now_s: float) -> Hello | None:
        if not self._hello.due(now_s):
            return None
        self._hello.said(now_s)
        marks, stamp, shelf = self._store.outbox.marks(), self._clock.stamp(), self._store.shelf
        return Hello(
            epoch=marks.epoch,
            max_seq=marks.last,
            acked_upto=marks.upto,
            feed_rev=shelf.whole_rev(),
            feed_hash=shelf.hash(),
            hub_epoch_seen=marks.hub_epoch,
            life=life,
            boot_id=stamp.boot_id,
            boottime=stamp.boottime_ms,
            wall=stamp.wall_ms,
            nonce=token_hex(16),
        )

    def state(self, life: str, now_s: float) -> StationState | None:
        if not self._state.due(now_s):
            return None
        self._state.rest(now_s, STATE_S)
        stamp, outbox = self._clock.stamp(), self._store.outbox
        marks, oldest_ms = outbox.marks(), outbox.oldest_ms()
        return StationState(
            online=True,
            life=life,
            boot_id=stamp.boot_id,
            epoch=marks.epoch,
            app=self._app,
            zone=self._zone,
            queue=marks.waiting,
            oldest=max(0, stamp.wall_ms - oldest_ms) // 1000 if oldest_ms is not None else 0,
            disk=round(self._keep.disk_free(), 3),
            clock=stamp.clock,
        )

    def beat(self, life: str, now_s: float, unheard: Mapping[Unheard, int]) -> Beat | None:
        if not self._beat.due(now_s):
            return None
        self._beat.rest(now_s, BEAT_S)
        return Beat(
            life=life,
            boottime=self._clock.boottime_ms(),
            queue=self._store.outbox.marks().waiting,
            unheard=dict(unheard),
        )
