"""Letting go of what is safe: files first, then facts, then visits; a little at a time, never anything else."""

import logging
import math
from typing import Final

from plumbing.blobs import BlobStore
from plumbing.errors import PlumbingError
from station.store.keep import Store

RIPE_S: Final = 10.0
"""So long after the hub's word nothing goes: the documents that cover it are on their way."""
PAUSE_S: Final = 0.05
"""Between two steps, so that a child who saves in the meantime does not wait."""
ROWS: Final = 20
"""Facts, or visits, in one step."""

log = logging.getLogger(__name__)


class Pruner:
    """For the sync thread alone; times are monotonic seconds.

    What it may let go it hears from the hub itself, over this connection: a mark on a disk can be damaged.
    """

    def __init__(self, store: Store, blobs: BlobStore) -> None:
        self._store, self._blobs = store, blobs
        self.forget()

    def forget(self) -> None:
        """Another connection, perhaps another epoch: what was heard counts no more."""
        self._upto = self._soon = self._heard = 0
        self._ripe_s = self._step_s = math.inf

    @property
    def at_s(self) -> float:
        return min(self._ripe_s, self._step_s)

    def heard(self, safe: int, now_s: float) -> None:
        """Everything up to `safe` of this epoch is in a verified backup, its files too."""
        self._heard = max(self._heard, safe)
        self._ripen(now_s)

    def turn(self, now_s: float, *, covered: bool) -> None:
        """Take one step if one is due; `covered` says that all documents of the hub are here."""
        if now_s >= self._ripe_s:
            self._ripe_s = math.inf
            if covered:
                self._upto, self._step_s = self._soon, now_s
            self._ripen(now_s)
        if now_s >= self._step_s:
            self._step_s = now_s + PAUSE_S if self._step() else math.inf

    def _ripen(self, now_s: float) -> None:
        if self._heard > self._upto and self._ripe_s == math.inf:
            self._soon, self._ripe_s = self._heard, now_s + RIPE_S

    def _step(self) -> bool:
        """Let go of a little; say whether there may be more. What a cut leaves half done is done again."""
        outbox, media = self._store.outbox, self._store.media
        try:
            held = media.held()
            upto = outbox.next_to_prune(self._upto if held is None else min(self._upto, held - 1), ROWS)
            for each in media.upto(upto):
                self._blobs.delete(each)
            with self._store.writing():
                if upto:
                    media.prune(upto)
                    outbox.prune(upto)
                visits = self._store.visits.prune(outbox.base()[0], ROWS)
        except (PlumbingError, OSError) as error:
            log.warning("what is safe could not be let go now: %s", error)
            return False
        return upto > 0 or visits > 0
