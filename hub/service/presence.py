"""Which stations are there: heard of late, late, or offline; kept in memory, for it is about now."""

import threading
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from classroom.ids import StationId
from classroom.wire.messages import StationState, Unheard
from hub.service.shapes import Freshness, StationNow

LATE_S: Final = 12.0
OFFLINE_S: Final = 20.0
_BEST_FIRST: Final[tuple[Freshness, ...]] = ("live", "late", "offline")


@dataclass(slots=True)
class _Heard:
    """`at_s` and `said_s` are monotonic: a hub whose clock is set in the middle of a day loses no station."""

    life: str = ""
    at_s: float | None = None
    gone: bool = False
    said: StationState = field(default_factory=lambda: StationState(online=False, life=""))
    said_s: float = 0.0
    queue: int = 0
    unheard: Mapping[Unheard, int] = field(default_factory=dict)


class Presence:
    """Any thread may tell and ask. Only authentic messages are told here.

    `now` is UTC ms, for what people read; `monotonic` are seconds that only pass, for how long nobody spoke.
    """

    def __init__(self, now: Callable[[], int], monotonic: Callable[[], float]) -> None:
        self._now, self._monotonic = now, monotonic
        self._lock = threading.Lock()
        self._stations: dict[StationId, _Heard] = {}

    def hello(self, station: StationId, life: str) -> None:
        """A station came on a new connection."""
        with self._lock:
            heard = self._stations.setdefault(station, _Heard())
            heard.life, heard.at_s, heard.gone = life, self._monotonic(), False

    def heard(self, station: StationId, queue: int | None = None) -> None:
        """A station said something on its present connection."""
        with self._lock:
            heard = self._stations.setdefault(station, _Heard())
            heard.at_s, heard.gone = self._monotonic(), False
            heard.queue = heard.queue if queue is None else queue

    def ignored(self, station: StationId, unheard: Mapping[Unheard, int]) -> None:
        """A station says what came to it and was not listened to, by reason, since it was started."""
        with self._lock:
            self._stations.setdefault(station, _Heard()).unheard = dict(unheard)

    def unheard(self) -> dict[str, int]:
        """What stations did not listen to, by reason, all together."""
        with self._lock:
            every: Counter[str] = Counter()
            for heard in self._stations.values():
                every.update({str(why): count for why, count in heard.unheard.items()})
            return dict(every)

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
            heard.at_s = heard.said_s = self._monotonic()
            heard.gone = False
            return True

    def now(self, station: StationId) -> StationNow:
        """How a station is now; one that was never heard is offline."""
        with self._lock:
            heard, moment_s = self._stations.get(station, _Heard()), self._monotonic()
            said = heard.said
            return StationNow(
                station=station,
                state=_state(heard, moment_s),
                heard_ms=None if heard.at_s is None else self._now() - round((moment_s - heard.at_s) * 1000),
                queue=heard.queue,
                oldest_s=said.oldest + int(moment_s - heard.said_s) if heard.queue and said.queue else 0,
                disk=said.disk,
                app=said.app,
                clock=said.clock if said.online else "",
            )

    def offline(self, station: StationId) -> bool:
        """Whether nothing is known of a station now."""
        return self.now(station).state == "offline"

    def reachable(self, station: StationId) -> bool:
        """Whether a station can be heard now."""
        return not self.offline(station)


def _state(heard: _Heard, moment_s: float) -> Freshness:
    if heard.at_s is None or heard.gone:
        return "offline"
    silent_s = moment_s - heard.at_s
    return "offline" if silent_s > OFFLINE_S else "late" if silent_s > LATE_S else "live"


def best(stations: Iterable[StationNow]) -> Freshness:
    """How fresh a zone is: as its best station; "none" without one."""
    states = {station.state for station in stations}
    return next((state for state in _BEST_FIRST if state in states), "none")
