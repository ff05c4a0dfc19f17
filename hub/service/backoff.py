"""Who has tried too often waits: longer each time, a minute at most, and what is quiet is forgotten."""

from collections import OrderedDict
from collections.abc import Callable
from typing import Final, NamedTuple

from hub.errors import TooManyTries

LONGEST_WAIT_S: Final = 60
QUIET_MS: Final = 15 * 60_000
_REMEMBERED: Final = 1_000


class _Tries(NamedTuple):
    number: int
    until_ms: int
    last_ms: int


class Backoff:
    """`free` tries cost nothing; the next one waits a second, the one after two. `now` are ms that go on evenly."""

    def __init__(self, free: int, now: Callable[[], int]) -> None:
        self._free, self._now = free, now
        self._failures: OrderedDict[str, _Tries] = OrderedDict()

    def ask(self, key: str) -> None:
        """Raise TooManyTries while this one has to wait."""
        tries = self._failures.get(key)
        if tries and (left_ms := tries.until_ms - self._now()) > 0:
            raise TooManyTries(-(-left_ms // 1000))

    def count(self, key: str) -> None:
        """It went wrong once more."""
        now, before = self._now(), self._failures.pop(key, None)
        number = 1 + (before.number if before and now - before.last_ms < QUIET_MS else 0)
        wait_s = min(2 ** (number - self._free), LONGEST_WAIT_S) if number >= self._free else 0
        self._failures[key] = _Tries(number, now + wait_s * 1000, now)
        if len(self._failures) > _REMEMBERED:
            self._failures.popitem(last=False)

    def forget(self, key: str) -> None:
        """It went right."""
        self._failures.pop(key, None)
