"""When to say again what was not answered: after 2 s, then twice as long each time, up to 60 s. Pure."""

import math
from collections.abc import Callable
from typing import Final

FIRST_S: Final = 2.0
LAST_S: Final = 60.0
Chance = Callable[[], float]
"""A number from 0.0 to 1.0; spreads the stations of a room in time."""


class Repeat:
    """One thing that waits for its answer; times are monotonic seconds."""

    def __init__(self, chance: Chance, *, first_s: float = FIRST_S, last_s: float = LAST_S) -> None:
        self._chance, self._first_s, self._last_s = chance, first_s, last_s
        self._next_s = first_s
        self.at_s = math.inf
        self.tries = 0

    def at_once(self) -> None:
        """It is due now, as if never said."""
        self._next_s, self.at_s, self.tries = self._first_s, -math.inf, 0

    def said(self, now_s: float) -> None:
        """It was said just now; the next time is set."""
        self.at_s = now_s + self._next_s * (0.8 + 0.4 * self._chance())
        self._next_s = min(2 * self._next_s, self._last_s)
        self.tries += 1

    def answered(self) -> None:
        """Nothing is due until the next `at_once` or `said`."""
        self._next_s, self.at_s, self.tries = self._first_s, math.inf, 0

    def rest(self, now_s: float, pause_s: float) -> None:
        """It was answered, and is to be said anew after a pause."""
        self._next_s, self.at_s, self.tries = self._first_s, now_s + pause_s, 0

    def due(self, now_s: float) -> bool:
        return now_s >= self.at_s
