"""The outbox on its way up: in order, a window at a time, again from the last acknowledged fact if need be."""

import logging
from collections.abc import Callable, Iterator
from typing import Final, get_args

import msgspec

from classroom.facts import STATION_FACTS, Gap
from classroom.wire.codec import MAX_BYTES, kind_of
from classroom.wire.messages import Ack, EventBatch, Welcome
from plumbing.errors import DiskFull
from plumbing.seal import TRAILER
from station.store.keep import Store
from station.store.outbox import Row
from station.sync.clock import Stamp
from station.sync.envelopes import make_envelope
from station.sync.repeat import Chance, Repeat

WINDOW: Final = 32
"""Facts under way without an acknowledgement."""
_FRAME: Final = 256
"""Bytes around the facts of a batch: its braces, names and numbers."""
_ROOM: Final = MAX_BYTES - TRAILER - _FRAME
_PATIENCE_S: Final = 0.2
"""After going back, this long passes before an acknowledgement without progress makes it go back again."""

log = logging.getLogger(__name__)


class Drain:
    """Go-back-N over the outbox. For the sync thread alone; times are monotonic seconds."""

    def __init__(self, store: Store, stamp: Callable[[], Stamp], chance: Chance) -> None:
        self._store, self._stamp = store, stamp
        self._repeat = Repeat(chance)
        self._epoch = ""
        self._acked = self._sent = self._highest = self._safe = 0
        self._went_back_s = 0.0
        self._more = False

    @property
    def acked(self) -> int:
        """Up to which seq the hub has everything."""
        return self._acked

    @property
    def at_s(self) -> float:
        """When there is something to say without being nudged."""
        return self._repeat.at_s

    @property
    def behind(self) -> bool:
        """Whether facts wait here or are under way."""
        return self._more or self._sent > self._acked

    def welcome(self, welcome: Welcome) -> bool:
        """Begin where the hub is; False when its past is another than ours, and the outbox has a new epoch."""
        outbox = self._store.outbox
        marks = outbox.marks()
        if why := self._forked(welcome, marks.last):
            self._store.rehome(why)
            log.warning("this outbox and the hub's copy of it are two histories (%s): all goes up again", why)
            return False
        with self._store.writing():
            outbox.relink(welcome.upto)
            if welcome.hub_epoch != marks.hub_epoch:
                self._store.media.offer_again(welcome.safe)
        self._epoch = marks.epoch
        ack = Ack(epoch=marks.epoch, upto=welcome.upto, safe=welcome.safe, hub_epoch=welcome.hub_epoch)
        self._note(ack)
        self._acked = self._sent = self._highest = welcome.upto
        self._more = marks.last > welcome.upto
        self._repeat.answered()
        return True

    def nudge(self) -> None:
        """There may be new facts."""
        self._more = True

    def is_for_us(self, ack: Ack) -> bool:
        """Say whether an acknowledgement is of this epoch, and of nothing that was never sent."""
        return ack.epoch == self._epoch and ack.upto <= self._highest

    def acknowledge(self, ack: Ack, now_s: float) -> bool:
        """Take an acknowledgement of this hub epoch; say whether the mark moved."""
        if not self.is_for_us(ack):
            return False
        moved = ack.upto != self._acked
        if moved or ack.rejected or ack.safe != self._safe:
            self._note(ack)
        if ack.upto <= self._acked and self._sent > ack.upto:
            self._go_back(ack.upto, now_s)
        self._acked, self._sent = ack.upto, max(self._sent, ack.upto)
        self._repeat.answered()
        if self._sent > self._acked:
            self._repeat.said(now_s)
        return moved

    def batches(self, now_s: float) -> Iterator[EventBatch]:
        """Yield what may be sent now; a batch counts as sent when the next one is asked for."""
        if self._repeat.due(now_s):
            self._sent, self._more = self._acked, True
        while self._more and (rows := self._next_rows()):
            yield EventBatch(
                epoch=self._epoch,
                first=rows[0].seq,
                last=rows[-1].seq,
                events=tuple(msgspec.Raw(row.raw) for row in rows),
            )
            if self._sent == self._acked:
                self._repeat.said(now_s)
            self._sent = rows[-1].seq
            self._highest = max(self._highest, self._sent)

    def _forked(self, welcome: Welcome, last: int) -> str:
        """Return why the hub's past cannot be ours, a word of `Fork`; "" where it can."""
        if welcome.upto > last:
            return "behind"
        digest = self._store.outbox.chain_hash(welcome.upto)
        if digest is None:
            return "pruned"
        return "" if digest == welcome.h else "other"

    def _note(self, ack: Ack) -> None:
        """Write the mark down; a full disk is no reason not to go on, for the hub tells it again."""
        try:
            with self._store.writing():
                self._store.outbox.acknowledge(ack)
            self._safe = ack.safe
        except DiskFull as error:
            log.warning("the mark of the hub is not written down: %s", error)

    def _go_back(self, upto: int, now_s: float) -> None:
        if now_s - self._went_back_s >= _PATIENCE_S:
            self._went_back_s = now_s
            self._sent, self._more = upto, True

    def _next_rows(self) -> list[Row]:
        room = WINDOW - (self._sent - self._acked)
        if room <= 0:
            return []
        rows = self._store.outbox.after(self._sent, room)
        if not rows:
            self._more = False
        damaged = next((row for row in rows if not row.whole), None)
        if damaged is not None:
            self._mend(damaged)
            return self._next_rows()
        return _that_fit(rows)

    def _mend(self, row: Row) -> None:
        known = {kind_of(kind) for kind in get_args(STATION_FACTS)}
        gap = Gap(lost_type=row.type if row.type in known else "")
        log.error("the fact %d was damaged on this disk; a gap takes its place", row.seq)
        with self._store.writing():
            self._store.outbox.mend(row.seq, make_envelope(gap, self._stamp()))


def _that_fit(rows: list[Row]) -> list[Row]:
    """Return the first rows, at least one, that one message can carry."""
    size, fit = 0, 0
    for row in rows:
        size += len(row.raw) + 1
        if fit and size > _ROOM:
            break
        fit += 1
    return rows[:fit]
