"""Lets the hub know what time it was in this boot: the clock's anchor becomes a fact like every other."""

from collections.abc import Callable

from classroom.facts import ClockAnchored
from station.perform.recorder import Recorder
from station.perform.troubles import Troubles
from station.session.effects import Record
from station.sync.clock import Anchor, HubClock


class Anchoring:
    """For the disk thread alone. `nudge()` says that there are new facts."""

    def __init__(
        self, recorder: Recorder, clock: HubClock, troubles: Troubles, nudge: Callable[[], None]
    ) -> None:
        self._recorder, self._clock, self._troubles, self._nudge = recorder, clock, troubles, nudge

    def keep(self, anchor: Anchor) -> None:
        """Record an anchor; what cannot be kept now is brought again within a minute."""
        fact = ClockAnchored(offset_ms=anchor.offset_ms, trip_ms=anchor.trip_ms, era=anchor.era)
        try:
            self._recorder.record(Record(tag="", facts=(fact,)))
        except Exception as error:  # noqa: BLE001 - a clock is no reason to stop
            self._troubles.met(error)
            return
        self._clock.told(anchor)
        self._nudge()
