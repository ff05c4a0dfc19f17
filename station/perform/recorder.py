"""Makes facts, pictures and drafts durable: sealed before the first byte, whole or not at all."""

import base64
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import msgspec

from classroom.facts import DraftParked, EvidenceHandedIn, Fact, KeyWrap, PairJoined, VisitOpened
from classroom.ids import LearnerId, StationId, VisitId, ZoneId
from classroom.wire.messages import Envelope, MediaRef
from plumbing.seal import Key, fresh_key, seal, seal_to, wrap
from plumbing.secret import Secret
from station.perform.keyring import Keyring
from station.perform.parcels import Parcels, about_draft, form_of, mime_of
from station.perform.photos import Photos, Sealed
from station.session.effects import JoinPair, JournalDraft, OpenVisit, Record
from station.store.drafts import DraftRow
from station.store.keep import Keep, Store
from station.sync.clock import Stamp
from station.sync.envelopes import make_envelope


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Which station this is, where it stands, and the hub's public key for visit keys, with its id."""

    station: StationId
    zone: ZoneId
    hub_box: bytes
    hub_box_id: str

    def box(self, key: Key) -> str:
        """Return a key in a sealed box that only the hub opens (base64)."""
        return _text(seal_to(self.hub_box, key))


@dataclass(frozen=True, slots=True)
class Written:
    """The seq of the last fact, and when it was (UTC ms)."""

    last_seq: int
    wall_ms: int


@dataclass(frozen=True, slots=True)
class _Opening:
    """A visit whose first fact is not on the disk yet."""

    fact: VisitOpened | PairJoined
    envelope: Envelope


class Recorder:
    """Writes to the store with the keys on the ring. For the disk thread alone.

    Every method raises DiskFull and the other errors of the store, KeyForgotten or FactTooLarge; then nothing
    of it is on the disk, and the same may be tried again.
    """

    def __init__(
        self, store: Store, keep: Keep, keyring: Keyring, place: Place, stamp: Callable[[], Stamp]
    ) -> None:
        self._store, self._keep, self._keyring = store, keep, keyring
        self._photos, self._parcels = Photos(keep.made, store.media.is_named), Parcels(keep.made)
        self._place, self._stamp = place, stamp
        self._openings: dict[VisitId, _Opening] = {}

    def open_visit(self, effect: OpenVisit) -> None:
        """Make the visit's key and record visit.opened.

        Where the disk fails the key holds all the same: visit.opened then goes there in one transaction with
        the next fact of the visit.
        """
        key, came = fresh_key(), self._keyring.came(effect.learner)
        fact = VisitOpened(
            zone=self._place.zone,
            how=came.how,
            key_id=self._place.hub_box_id,
            key_box=self._place.box(key),
            wraps=_wraps(self._keyring, (effect.learner,), key, effect.visit),
            badge=came.badge,
            by=came.by,
        )
        self._begin(fact, key, effect.visit, (effect.learner,))

    def join_pair(self, effect: JoinPair) -> None:
        """Make the key of a pair and record pair.joined, with the key under that of each of them."""
        key = fresh_key()
        fact = PairJoined(
            zone=self._place.zone,
            key_id=self._place.hub_box_id,
            key_box=self._place.box(key),
            wraps=_wraps(self._keyring, effect.learners, key, effect.pair),
        )
        self._begin(fact, key, effect.pair, effect.learners)

    def record(self, effect: Record) -> Written:
        """Make the facts of an effect durable, its file before them."""
        stamp, key, visit = self._stamp(), self._key_for(effect), effect.visit
        old = self._store.drafts.photos_of(effect.closes_drafts)
        file = self._photos.keep(effect.file, key, visit, old) if effect.file else None
        try:
            envelopes = [
                make_envelope(
                    fact, stamp, visit=visit, learner=effect.learner, partners=effect.partners, key=key,
                    media=self._media(fact, file),
                )
                for fact in effect.facts
            ]  # fmt: skip
            last = self._write(effect.facts, envelopes, visit, effect.learner, effect.closes_drafts)
        except BaseException:
            self._photos.undo(file)
            raise
        self._photos.replaced(old, file)
        return Written(last, stamp.wall_ms)

    def journal(self, effect: JournalDraft) -> None:
        """Keep the latest form of a draft, its picture as a sealed file that handing in takes over.

        Where the disk is low, what she wrote is kept without a picture that is not there yet.
        """
        draft, visit = effect.draft, effect.visit
        key = self._keyring.visit_key(visit)
        box = seal(key, msgspec.json.encode(form_of(draft)), about_draft(draft.draft))
        old = self._store.drafts.photos_of(draft.ids)
        room = bool(old) or self._keep.drafts_ok()
        photo = self._photos.keep(draft.source, key, visit, old) if draft.source and room else None
        media = photo.media if photo else None
        try:
            self._write((), (), visit, effect.learner)
            with self._store.writing():
                at_ms, about = self._stamp().wall_ms, (draft.kind, draft.target, draft.continues)
                self._store.drafts.keep(
                    DraftRow(draft.draft, visit, effect.learner, at_ms, box, media, *about)
                )
        except BaseException:
            self._photos.undo(photo)
            raise
        self._photos.replaced(old, photo)

    def clear_away(self, ended: Sequence[str]) -> None:
        """Let go of drafts that came to an end at another station, as her document says."""
        gone = [draft for draft in ended if self._store.drafts.get(draft)]
        if gone:
            photos = self._store.drafts.photos_of(gone)
            with self._store.writing():
                self._store.drafts.drop(gone)
            self._photos.replaced(photos, None)

    def moved(self, zone: ZoneId) -> None:
        """The station stands in another zone from now on."""
        self._place = replace(self._place, zone=zone)

    def forget(self, learner: LearnerId) -> None:
        """Give up visits of hers that never reached the disk, and pictures in memory."""
        self._photos.forget()
        for visit, opening in list(self._openings.items()):
            if learner in opening.envelope.learners:
                del self._openings[visit]

    def _begin(
        self, fact: VisitOpened | PairJoined, key: Secret, visit: VisitId, learners: tuple[LearnerId, ...]
    ) -> None:
        """Hold a key that was just made; its fact goes to the disk now, or with the next one."""
        first, *partners = learners
        envelope = make_envelope(fact, self._stamp(), visit=visit, learner=first, partners=partners)
        self._keyring.hold_visit(first, visit, key)
        self._openings[visit] = _Opening(fact, envelope)
        self._write((), (), visit, first)

    def _media(self, fact: Fact, file: Sealed | None) -> tuple[MediaRef, ...]:
        """Return the files that a fact names: what was made with a piece, that and its box with a parked draft."""
        match fact:
            case EvidenceHandedIn(kind=kind):
                return (MediaRef(id=file.media, size=file.size, mime=mime_of(kind)),) if file else ()
            case DraftParked(draft=draft):
                row = self._store.drafts.get(draft)
                return self._parcels.files(row) if row else ()
        return ()

    def _key_for(self, effect: Record) -> Key:
        wants_key = effect.file or any(fact.sealed for fact in effect.facts)
        return self._keyring.visit_key(effect.visit or "") if wants_key else b""

    def _write(
        self,
        facts: Sequence[Fact],
        envelopes: Sequence[Envelope],
        visit: VisitId | None,
        learner: LearnerId | None,
        closes_drafts: Sequence[str] = (),
    ) -> int:
        """Write facts, with visit.opened before them where it still waits; return the last seq (0: none)."""
        opening = self._openings.get(visit) if visit else None
        if opening is not None:
            facts, envelopes = (opening.fact, *facts), (opening.envelope, *envelopes)
        if not facts:
            return 0
        last = self._store.record(facts, envelopes, visit=visit, learner=learner, closes_drafts=closes_drafts)
        self._openings.pop(visit or "", None)
        return last


def _wraps(
    keyring: Keyring, learners: tuple[LearnerId, ...], key: Key, visit: VisitId
) -> tuple[KeyWrap, ...]:
    """Return a key under that of each of them; raise KeyForgotten when one is not here."""
    return tuple(KeyWrap(learner=one, box=_text(wrap(keyring.key(one), key, visit))) for one in learners)


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()
