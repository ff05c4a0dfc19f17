"""Which stations are there: heard of late, late, or offline; kept in memory, for it is about now."""

import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Final

from classroom.ids import StationId
from classroom.wire.messages import StationState
from hub.service.shapes import Freshness, StationNow

LATE_MS: Final = 12_000
OFFLINE_MS: Final = 20_000
_BEST_FIRST: Final[tuple[Freshness, ...]] = ("live", "late", "offline")


@dataclass(slots=True)
class _Heard:
    life: str = ""
    at_ms: int | None = None
    gone: bool = False
    said: StationState = field(default_factory=lambda: StationState(online=False, life=""))
    queue: int = 0


class Presence:
    """Any thread may tell and ask. Only authentic messages are told here. `now` is UTC ms."""

    def __init__(self, now: Callable[[], int]) -> None:
        self._now = now
        self._lock = threading.Lock()
        self._stations: dict[StationId, _Heard] = {}

    def hello(self, station: StationId, life: str) -> None:
        """A station came on a new connection."""
        with self._lock:
            heard = self._stations.setdefault(station, _Heard())
            heard.life, heard.at_ms, heard.gone = life, self._now(), False

    def heard(self, station: StationId, queue: int | None = None) -> None:
        """A station said something on its present connection."""
        with self._lock:
            heard = self._stations.setdefault(station, _Heard())
            heard.at_ms, heard.gone = self._now(), False
            heard.queue = heard.queue if queue is None else queue

    def said(self, station: StationId, state: StationState) -> bool:
        """A station's own word on how it is, or its will; say whether it is about its present connection."""
        with self._lock:
            heard = self._stations.setdefault(station, _Heard())
            if state.life != heard.life:
                return False
            if not state.online:
                heard.gone = True
                return True
            heard.said, heard.queue = state, state.queue
            heard.at_ms, heard.gone = self._now(), False
            return True

    def now(self, station: StationId) -> StationNow:
        """How a station is now; one that was never heard is offline."""
        with self._lock:
            heard = self._stations.get(station, _Heard())
            return StationNow(
                station=station,
                state=self._state(heard),
                heard_ms=heard.at_ms,
                queue=heard.queue,
                oldest_s=heard.said.oldest,
                disk=heard.said.disk,
                app=heard.said.app,
            )

    def offline(self, station: StationId) -> bool:
        """Whether nothing is known of a station now."""
        return self.now(station).state == "offline"

    def reachable(self, station: StationId) -> bool:
        """Whether a station can be heard now."""
        return not self.offline(station)

    def _state(self, heard: _Heard) -> Freshness:
        if heard.at_ms is None or heard.gone:
            return "offline"
        silent = self._now() - heard.at_ms
        return "offline" if silent > OFFLINE_MS else "late" if silent > LATE_MS else "live"


def best(stations: Iterable[StationNow]) -> Freshness:
    """How fresh a zone is: as its best station; "none" without one."""
    states = {station.state for station in stations}
    return next((state for state in _BEST_FIRST if state in states), "none")
