"""Makes facts, pictures and drafts durable: sealed before the first byte, whole or not at all."""

import base64
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import msgspec

from classroom.facts import EvidenceHandedIn, Fact, KeyWrap, VisitOpened
from classroom.ids import LearnerId, StationId, VisitId, ZoneId
from classroom.wire.messages import Envelope, MediaRef
from plumbing.blobs import BlobStore
from plumbing.seal import KEY, random_bytes, seal, seal_to, wrap
from station.perform.keyring import Keyring
from station.perform.visitors import about_draft
from station.session.effects import JournalDraft, OpenVisit, Record
from station.store.drafts import DraftRow
from station.store.keep import Store
from station.sync.clock import Stamp
from station.sync.envelopes import make_envelope

PHOTO: Final = "image/jpeg"
MEDIA: Final = b"media"
"""What every sealed file is bound to."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Which station this is, where it stands, and the hub's public key for visit keys, with its id."""

    station: StationId
    zone: ZoneId
    hub_box: bytes
    hub_box_id: str


@dataclass(frozen=True, slots=True)
class Written:
    """The seq of the last fact, and when it was (UTC ms)."""

    last_seq: int
    wall_ms: int


@dataclass(frozen=True, slots=True)
class _Opening:
    """A visit whose first fact is not on the disk yet."""

    fact: VisitOpened
    envelope: Envelope


class Recorder:
    """Writes to the store with the keys on the ring. For the disk thread alone."""

    def __init__(
        self, store: Store, blobs: BlobStore, keyring: Keyring, place: Place, stamp: Callable[[], Stamp]
    ) -> None:
        self._store, self._blobs, self._keyring = store, blobs, keyring
        self._place, self._stamp = place, stamp
        self._openings: dict[VisitId, _Opening] = {}

    def open_visit(self, effect: OpenVisit) -> None:
        """Make the visit's key and record visit.opened.

        Where that fails the error is raised, but the key holds: visit.opened then goes to the disk in one
        transaction with the next fact of the visit. Raises KeyForgotten when the learner is not here.
        """
        learner_key, key = self._keyring.key(effect.learner), random_bytes(KEY)
        fact = VisitOpened(
            zone=self._place.zone,
            how=effect.how,
            key_id=self._place.hub_box_id,
            key_box=_text(seal_to(self._place.hub_box, key)),
            wraps=(KeyWrap(learner=effect.learner, box=_text(wrap(learner_key, key, effect.visit))),),
        )
        envelope = make_envelope(fact, self._stamp(), visit=effect.visit, learner=effect.learner)
        self._keyring.hold_visit(effect.learner, effect.visit, key)
        self._openings[effect.visit] = _Opening(fact, envelope)
        self._write((), (), effect.visit, effect.learner, None)

    def record(self, effect: Record) -> Written:
        """Make the facts of an effect durable, its photo before them.

        Raises DiskFull and the other errors of the store, KeyForgotten, FactTooLarge; then nothing of it is
        on the disk, and the same effect may be tried again.
        """
        stamp = self._stamp()
        key = self._key_for(effect)
        photo = self._put(seal(key, effect.photo, MEDIA)) if effect.photo else None
        try:
            envelopes = [
                make_envelope(
                    fact,
                    stamp,
                    visit=effect.visit,
                    learner=effect.learner,
                    key=key,
                    media=(photo,) if photo and isinstance(fact, EvidenceHandedIn) else (),
                )
                for fact in effect.facts
            ]
            last = self._write(effect.facts, envelopes, effect.visit, effect.learner, effect.closes_draft)
        except BaseException:
            if photo:
                self._blobs.delete(photo.id)
            raise
        return Written(last, stamp.wall_ms)

    def journal(self, effect: JournalDraft) -> None:
        """Keep the latest form of a draft, sealed; raises as `record` does."""
        draft = effect.draft
        key = self._keyring.visit_key(effect.visit)
        box = seal(key, msgspec.json.encode(draft), about_draft(draft.draft))
        if effect.visit in self._openings:
            self._write((), (), effect.visit, effect.learner, None)
        with self._store.writing():
            self._store.drafts.keep(
                DraftRow(draft.draft, effect.visit, effect.learner, self._stamp().wall_ms, box)
            )

    def forget(self, learner: LearnerId) -> None:
        """Give up visits of hers that never reached the disk."""
        for visit, opening in list(self._openings.items()):
            if learner in opening.envelope.learners:
                del self._openings[visit]

    def _key_for(self, effect: Record) -> bytes:
        wants_key = effect.photo or any(fact.sealed for fact in effect.facts)
        return self._keyring.visit_key(effect.visit or "") if wants_key else b""

    def _put(self, sealed: bytes) -> MediaRef:
        return MediaRef(id=self._blobs.put(sealed), size=len(sealed), mime=PHOTO)

    def _write(
        self,
        facts: Sequence[Fact],
        envelopes: Sequence[Envelope],
        visit: VisitId | None,
        learner: LearnerId | None,
        closes_draft: str | None,
    ) -> int:
        opening = self._openings.get(visit) if visit else None
        if opening is not None:
            facts, envelopes = (opening.fact, *facts), (opening.envelope, *envelopes)
        last = self._store.record(facts, envelopes, visit=visit, learner=learner, closes_draft=closes_draft)
        if visit:
            self._openings.pop(visit, None)
        return last


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()
