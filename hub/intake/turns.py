"""Batches that wait to be recorded: one of each station in turn, so that a long queue is its owner's alone. Pure."""

from collections import OrderedDict, deque
from typing import Final

from classroom.ids import StationId
from classroom.wire.messages import EventBatch

PER_STATION: Final = 8
"""More than a station has under way; what is over is not acknowledged, and so comes again later and slower."""

FEW: Final = 4
"""Facts in a batch of a station that is not behind: a child stands before it."""


class Turns:
    """For the intake's thread alone. Of one station, batches come out in the order in which they came in."""

    def __init__(self) -> None:
        self._waiting: OrderedDict[StationId, deque[EventBatch]] = OrderedDict()
        self._few_alone = False

    def __len__(self) -> int:
        """How many batches wait."""
        return sum(map(len, self._waiting.values()))

    def put(self, station: StationId, batch: EventBatch) -> bool:
        """Let a batch wait; False when enough of this station does, or the same one."""
        queue = self._waiting.setdefault(station, deque())
        known = any(
            (batch.epoch, batch.first, batch.last) == (one.epoch, one.first, one.last) for one in queue
        )
        if known or len(queue) >= PER_STATION:
            return False
        queue.append(batch)
        return True

    def take(self, limit: int) -> list[tuple[StationId, EventBatch]]:
        """Up to `limit` batches; who was served goes to the end of the line.

        Every other time, where some have FEW facts and others many, only those with few: they are done at once.
        """
        few = [station for station, queue in self._waiting.items() if len(queue[0].events) <= FEW]
        self._few_alone = 0 < len(few) < len(self._waiting) and not self._few_alone
        if self._few_alone:
            return [(station, self._next_of(station)) for station in few[:limit]]
        taken: list[tuple[StationId, EventBatch]] = []
        while self._waiting and len(taken) < limit:
            station = next(iter(self._waiting))
            taken.append((station, self._next_of(station)))
        return taken

    def _next_of(self, station: StationId) -> EventBatch:
        queue = self._waiting.pop(station)
        batch = queue.popleft()
        if queue:
            self._waiting[station] = queue
        return batch

    def forget(self, station: StationId) -> None:
        """It may not come in any more."""
        self._waiting.pop(station, None)
