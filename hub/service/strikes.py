"""Who was sent away at the door, how often, and why: counted, logged, and slowed down for each address."""

import logging
from collections import Counter, OrderedDict
from collections.abc import Callable
from typing import Final

TRIES: Final = 10
"""Refusals of one address in a minute, after which it is not listened to."""
LOGGED: Final = 3
"""Of these, so many stand in the log one by one."""
ADDRESSES: Final = 256
_MINUTE_S: Final = 60.0

log = logging.getLogger(__name__)


class Strikes:
    """For whoever holds the lock of its owner. `monotonic` are seconds that only pass."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._of: OrderedDict[str, list[float]] = OrderedDict()
        self.reasons: Counter[str] = Counter()

    def listens_to(self, source: str) -> bool:
        """Whether somebody at this address may say anything now."""
        if len(self._recent(source)) < TRIES:
            return True
        self._count("too many tries", source)
        return False

    def note(self, reason: str, source: str) -> None:
        """Somebody was sent away."""
        self._recent(source).append(self._monotonic())
        self._count(reason, source)

    def _count(self, reason: str, source: str) -> None:
        """Log the first ones of each address, then ever more seldom: a flood fills no disk, and hides no other."""
        self.reasons[reason] += 1
        count = self.reasons.total()
        if len(self._recent(source)) <= LOGGED or count & (count - 1) == 0:
            log.warning("sent away at the door: %s, from %s (%d so far)", reason, source, count)

    def _recent(self, source: str) -> list[float]:
        """When this address was sent away in the last minute; only so many addresses are remembered."""
        since_s = self._monotonic() - _MINUTE_S
        recent = [at_s for at_s in self._of.pop(source, []) if at_s > since_s]
        self._of[source] = recent
        while len(self._of) > ADDRESSES:
            self._of.popitem(last=False)
        return recent
