"""Follows the documents that say who was erased: lets go of what is here of hers, then says so to the hub."""

import logging
import math
from collections.abc import Callable, Collection
from typing import Final

from classroom.documents import ErasedDocument
from classroom.errors import MessageRefused
from classroom.facts import EraseDone
from classroom.ids import LearnerId
from classroom.wire.codec import decode_document
from station.store.erasing import remove_files, remove_wrecks
from station.store.keep import Keep, Store
from station.store.salvage import ASIDE
from station.sync.clock import Stamp
from station.sync.envelopes import make_envelope

AGAIN_S: Final = 1.0
"""Between two looks at what has to stay for now."""

log = logging.getLogger(__name__)


class Eraser:
    """For the sync thread alone; times are monotonic seconds. `coming()` are files on their way down: they go first.

    `nudge()` is called when there is a new fact to send.
    """

    def __init__(
        self,
        keep: Keep,
        store: Store,
        stamp: Callable[[], Stamp],
        *,
        coming: Callable[[], Collection[str]],
        nudge: Callable[[], None],
    ) -> None:
        self._keep, self._store, self._stamp = keep, store, stamp
        self._coming, self._nudge = coming, nudge
        self._due: dict[LearnerId, tuple[int, int]] = {}
        self.at_s = -math.inf
        self._looked = False

    def look(self, now_s: float) -> None:
        """See who was erased and is not known to be gone from here. Call it for new documents."""
        self._looked = True
        told = self._store.erasing.told()
        named = {_learner_of(body) for body in self._store.shelf.bodies("erased")} - {""}
        self._due = {learner: self._due.get(learner, (0, 0)) for learner in sorted(named - told)}
        self.at_s = now_s if self._due else math.inf

    def turn(self, upto: int, now_s: float) -> None:
        """Let go of what may go now; `upto` is what the hub has."""
        if not self._looked:
            self.look(now_s)
        if now_s < self.at_s:
            return
        self.at_s = now_s + AGAIN_S
        if self._coming():
            return
        gone = [learner for learner in self._due if self._take_out(learner, upto)]
        if not gone or not self._store.scrub():
            return
        for learner in gone:
            facts, files = self._due.pop(learner)
            self._say(EraseDone(learner=learner, facts=facts, files=files))
        self.at_s = self.at_s if self._due else math.inf
        self._nudge()

    def _take_out(self, learner: LearnerId, upto: int) -> bool:
        """Say whether nothing of hers is left. Rows first, then files: a cut in between leaves files of nobody."""
        with self._store.writing():
            went = self._store.erasing.take_out(learner, upto)
            self._store.erasing.forget_fetched()
        remove_files(self._keep.made, self._keep.fetched, went.files)
        remove_wrecks(self._keep.folder / ASIDE, learner)
        facts, files = self._due[learner]
        self._due[learner] = (facts + went.facts, files + len(went.files))
        return not went.left

    def _say(self, done: EraseDone) -> None:
        self._store.record([done], [make_envelope(done, self._stamp())], visit=None, learner=None)
        with self._store.writing():
            self._store.erasing.tell(done.learner)
        log.info("an erased learner is gone from this station: %d facts, %d files", done.facts, done.files)


def _learner_of(body: bytes) -> LearnerId:
    try:
        document = decode_document(body)
    except MessageRefused:
        return ""
    return document.learner if isinstance(document, ErasedDocument) else ""
