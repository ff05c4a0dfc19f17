"""Telling the hub of each new epoch of this outbox, until it has noted it."""

from classroom.wire.messages import Fork, ForkNoted
from station.store.keep import Store
from station.sync.repeat import Chance, Repeat


class Forks:
    """For the sync thread alone; times are monotonic seconds."""

    def __init__(self, store: Store, chance: Chance) -> None:
        self._store = store
        self._repeat = Repeat(chance)

    @property
    def at_s(self) -> float:
        return self._repeat.at_s

    def welcome(self) -> None:
        """Begin a connection: what was not noted is said again."""
        self._repeat.at_once()

    def request(self, now_s: float) -> Fork | None:
        """Return what must be said now, if anything: the oldest fork of which the hub has not heard."""
        if not self._repeat.due(now_s):
            return None
        untold = self._store.forks.untold()
        if not untold:
            self._repeat.answered()
            return None
        self._repeat.said(now_s)
        return untold[0]

    def noted(self, noted: ForkNoted) -> None:
        """The hub has this one in its log; the next one goes at once."""
        with self._store.writing():
            self._store.forks.told(noted.epoch)
        self._repeat.at_once()
