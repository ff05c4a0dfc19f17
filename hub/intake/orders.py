"""Commands on their way down: said again and again until their station has answered, or they come too late."""

import logging
import threading
from collections.abc import Callable
from typing import Final, Protocol

from classroom.ids import StaffId, StationId
from classroom.wire.messages import CommandDone, Message, Order
from hub.service.backoffice import Backoffice
from hub.store.tables import Tables

FIRST_S: Final = 2.0
LAST_S: Final = 60.0

log = logging.getLogger(__name__)


class Answers(Protocol):
    """The way to the stations."""

    def answer(self, station: StationId, message: Message) -> bool: ...


class Orders:
    """For the intake's thread alone; monotonic seconds. `emptied(station)`: it may not come in any more."""

    def __init__(self, back: Backoffice, down: Answers, emptied: Callable[[StationId], None]) -> None:
        self._back, self._down, self._emptied = back, down, emptied
        self._epochs: dict[StationId, str] = {}
        self._due: dict[StationId, tuple[float, float]] = {}
        """When a station is told again what it has to do, and how long after that."""

    def greeted(self, station: StationId, epoch: str, now_s: float) -> None:
        """A station is here: it hears what it has to do."""
        self._epochs[station] = epoch
        self.tell(station, now_s)

    def tell(self, station: StationId, now_s: float) -> None:
        """There may be something new for a station."""
        if station in self._epochs:
            self._due[station] = (now_s, FIRST_S)
            self.tick(now_s)

    def left(self, station: StationId) -> None:
        """It may not come in any more."""
        self._epochs.pop(station, None)
        self._due.pop(station, None)

    def tick(self, now_s: float) -> None:
        """Say what is due."""
        for station, (at_s, wait_s) in list(self._due.items()):
            if now_s < at_s:
                continue
            if self._say(station):
                self._due[station] = (now_s + wait_s, min(2 * wait_s, LAST_S))
            else:
                del self._due[station]

    def answered(self, station: StationId, done: CommandDone) -> None:
        """A station has carried out a command, or says why not."""

        def job(tables: Tables) -> StaffId | None:
            return self._back.commanding.answered(tables, station, done)

        if not done.ok:
            log.warning("station %s did not carry out %s: %s", station, done.cmd_id, done.why)
        by = self._back.writer.do(job)
        if by is not None:
            self._emptied(station)
            threading.Thread(
                target=self._back.admitting.revoke, args=(station, by), name="hub door", daemon=True
            ).start()
        self._back.live.touch("stations")

    def _say(self, station: StationId) -> bool:
        with self._back.store.reading() as tables:
            commands = self._back.commanding.due(tables, station, self._epochs[station])
        for command in commands:
            self._down.answer(station, Order(command=command))
        return bool(commands)
