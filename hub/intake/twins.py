"""Noticing that two machines speak with one credential: their boots come in turns, and no machine starts twice as one.

Pure.
"""

from collections import Counter, deque
from typing import Final

from classroom.ids import StationId

REMEMBERED: Final = 16
"""Boots of a station; a machine that starts anew never comes back as an earlier one."""
PATIENCE: Final = 5
"""So often a machine that was told to leave may come all the same: the word may have been lost on its way."""


class Twins:
    """Kept in memory: two that speak in turns show it again after a restart of the hub."""

    def __init__(self) -> None:
        self._boots: dict[StationId, deque[str]] = {}
        self._told: Counter[StationId] = Counter()

    def heard(self, station: StationId, boot: str) -> tuple[str, ...]:
        """A station says hello. Return the boots of all machines that speak in turns as it; () for one alone."""
        boots = self._boots.setdefault(station, deque(maxlen=REMEMBERED))
        if boots and boots[-1] == boot:
            return ()
        if boot not in boots:
            boots.append(boot)
            return ()
        return tuple(boots)[boots.index(boot) :]

    def stayed(self, station: StationId) -> bool:
        """A machine that was told to leave came again; say whether it has done so too often."""
        self._told[station] += 1
        return self._told[station] >= PATIENCE

    def forget(self, station: StationId) -> None:
        """A person has looked: count from here."""
        self._boots.pop(station, None)
        self._told.pop(station, None)
