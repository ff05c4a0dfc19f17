"""Facts into the log: some batches in one transaction, and each station told once they are on the disk."""

import logging
from collections.abc import Sequence
from typing import Final, Protocol

from classroom.ids import StationId
from classroom.wire.messages import Ack, EventBatch, Message, Rejected, Trouble
from hub.service.backoffice import Backoffice
from hub.service.recording import Taken
from hub.store import facts
from hub.store.safe import safe_mark
from hub.store.tables import Tables
from plumbing.errors import PlumbingError

_TOPICS: Final = {
    "visit": ("room", "people"),
    "help": ("room",),
    "choice": ("room",),
    "evidence": ("review", "room", "people"),
    "self": ("review", "people"),
    "feedback": ("people",),
    "station": ("stations",),
    "badge": ("badges",),
}

log = logging.getLogger(__name__)


class Answers(Protocol):
    """The way to the stations."""

    hub_epoch: str

    def ack(self, station: StationId, ack: Ack) -> bool: ...
    def answer(self, station: StationId, message: Message) -> bool: ...


class Recorder:
    """For the intake's thread alone."""

    def __init__(self, back: Backoffice, down: Answers) -> None:
        self._back, self._down = back, down
        self._epochs: dict[StationId, str] = {}

    def greeted(self, station: StationId, epoch: str) -> None:
        """A station is here, and writes this epoch."""
        self._epochs[station] = epoch

    def record(self, batches: Sequence[tuple[StationId, EventBatch]]) -> None:
        """Record batches in one transaction; acknowledge each station once it is on the disk."""

        def job(tables: Tables) -> list[Taken]:
            return self._back.recording.take_all(tables, batches)

        try:
            taken = self._back.writer.do(job)
        except PlumbingError as error:
            log.warning("facts could not be recorded and are not acknowledged: %s", error)
            return
        self._acknowledge(batches, taken)
        kinds = {kind.partition(".")[0] for one in taken for kind in one.kinds}
        if kinds:
            self._back.live.touch(*sorted({topic for kind in kinds for topic in _TOPICS.get(kind, ())}))

    def _acknowledge(self, batches: Sequence[tuple[StationId, EventBatch]], taken: Sequence[Taken]) -> None:
        upto: dict[tuple[StationId, str], tuple[int, int]] = {}
        rejected: dict[tuple[StationId, str], list[Rejected]] = {}
        for (station, batch), one in zip(batches, taken, strict=True):
            upto[station, batch.epoch] = one.upto, one.safe
            rejected.setdefault((station, batch.epoch), []).extend(one.rejected)
            if one.trouble not in {"", "hole"}:
                log.warning("facts of %s stop at %d: %s", station, one.upto, one.trouble)
                self._down.answer(station, Trouble(why=one.trouble[:64], about=batch.epoch))
        for (station, epoch), (reached, safe) in upto.items():
            aside = tuple(rejected[station, epoch])
            self._ack(station, epoch, reached, safe, aside)

    def _ack(
        self, station: StationId, epoch: str, upto: int, safe: int, aside: tuple[Rejected, ...] = ()
    ) -> None:
        hub_epoch = self._down.hub_epoch
        self._down.ack(station, Ack(epoch=epoch, upto=upto, safe=safe, hub_epoch=hub_epoch, rejected=aside))

    def tell_safe(self) -> None:
        """Tell every station that is here how far it is safe.

        Between two rounds of the intake everything recorded is acknowledged: no mark can run back.
        """
        with self._back.store.reading() as tables:
            for station, epoch in self._epochs.items():
                upto = facts.mark(tables, station, epoch).upto
                self._ack(station, epoch, upto, safe_mark(tables, station, epoch))
