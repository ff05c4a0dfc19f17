"""One picture for all who look at the same: what many streams ask for at once is drawn once."""

import threading
import time
from collections.abc import Callable, Hashable
from typing import Final, Generic, NamedTuple, TypeVar

from hub.live import Live

Drawn = TypeVar("Drawn")

STANDS_S: Final = 0.1
"""So long a picture stands even if something changed: nobody looks closer, and thirty who watch cost as one."""
AGES_S: Final = 1.0
"""So long it stands if nothing changed: ages are part of it."""
FORGOTTEN_S: Final = 60.0


class Picture(NamedTuple, Generic[Drawn]):
    """What was drawn; it shows all that had happened at `revision`, perhaps more."""

    revision: int
    drawn: Drawn
    at_s: float


class Easel(Generic[Drawn]):
    """Keeps the newest picture of each thing. `key` must say everything that a picture depends on beside the log."""

    def __init__(
        self,
        live: Live,
        topics: tuple[str, ...],
        monotonic: Callable[[], float] = time.monotonic,
        stands_s: float = STANDS_S,
    ) -> None:
        self._live, self._topics, self._monotonic, self._stands_s = live, topics, monotonic, stands_s
        self._lock = threading.Lock()
        self._locks: dict[Hashable, threading.Lock] = {}
        self._known: dict[Hashable, Picture[Drawn]] = {}

    def picture(self, key: Hashable, draw: Callable[[], Drawn]) -> Picture[Drawn]:
        """Return a fresh picture; whoever asks while it is drawn waits for that one."""
        with self._lock:
            lock = self._locks.setdefault(key, threading.Lock())
        with lock:
            known = self._known.get(key)
            if known is not None and self._stands(known):
                return known
            revision = self._live.revision
            fresh = Picture(revision, draw(), self._monotonic())
            with self._lock:
                self._known[key] = fresh
                self._forget()
            return fresh

    def _stands(self, known: Picture[Drawn]) -> bool:
        age_s = self._monotonic() - known.at_s
        changed = self._live.changed(self._topics, known.revision)
        return age_s < (self._stands_s if changed else AGES_S)

    def _forget(self) -> None:
        """Let go of what nobody looks at any more."""
        now_s = self._monotonic()
        for key in [key for key, known in self._known.items() if now_s - known.at_s > FORGOTTEN_S]:
            del self._known[key], self._locks[key]
