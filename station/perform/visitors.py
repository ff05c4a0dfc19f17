"""From a badge to a learner: her document opened, and what this station has of hers laid beside it."""

import logging
from typing import Final, Literal

import msgspec
from msgspec.structs import replace

from classroom.documents import (
    BadgesDocument,
    LearnerDocument,
    OpenVisit,
)
from classroom.doors import (
    BadgeEntry,
)
from classroom.errors import MessageRefused, TokenRefused
from classroom.ids import LearnerId, StationId, VisitId
from classroom.tokens import looks_like_token, token_secret
from plumbing.blobs import BlobStore
from plumbing.errors import BlobMissing, SealBroken
from plumbing.seal import Key, badge_id, badge_key, unseal, unwrap
from plumbing.secret import Secret
from station.errors import KeyForgotten
from station.perform.cabinet import Cabinet
from station.perform.keyring import Came, Keyring
from station.perform.parcels import open_box, with_file
from station.perform.shelves import MEDIA, read_document, read_sealed
from station.session.visitor import DraftCard, OwnFact, Visitor
from station.store.drafts import DraftRow
from station.store.keep import Store
from station.store.outbox import Row
from station.store.visits import VisitRow
from station.sync.envelopes import open_envelope, unbox

Refusal = Literal["foreign", "torn", "unknown", "resting", "bare"]

_NOT_HERS: Final = "observation."
"""What a grown-up wrote down of her opens at the hub alone."""

log = logging.getLogger(__name__)


class BadgeRefusal(msgspec.Struct, frozen=True):
    """Why a scanned text opens nothing; `badge` is its look-up id where it is one of ours."""

    why: Refusal
    badge: str = ""


class StaffBadge(msgspec.Struct, frozen=True):
    """A living badge of a grown-up: its entry, and what it gives of the key that takes her PIN too."""

    entry: BadgeEntry
    key: Secret

    def __repr__(self) -> str:
        return f"StaffBadge({self.entry.badge})"


class Visitors:
    """Opens what this station holds of a learner, with the keys on the ring. For the disk thread alone."""

    def __init__(
        self, store: Store, blobs: BlobStore, keyring: Keyring, cabinet: Cabinet, station: StationId
    ) -> None:
        self._store, self._blobs, self._keyring = store, blobs, keyring
        self._cabinet, self._station = cabinet, station

    def look_up(self, text: str) -> Visitor | StaffBadge | BadgeRefusal:
        """Return whose badge a text is, a learner's key now on the ring; or why it opens nothing."""
        try:
            secret = Secret.taken(token_secret(text))
        except TokenRefused:
            return BadgeRefusal("torn" if looks_like_token(text) else "foreign")
        badge = badge_id(secret)
        entry = self.entry(badge)
        if entry is None:
            return BadgeRefusal("unknown", badge)
        if entry.state != "active":
            return BadgeRefusal("resting", badge)
        if entry.owner_kind == "staff":
            return StaffBadge(entry, badge_key(secret))
        try:
            key = unwrap(badge_key(secret), unbox(entry.wrap), entry.owner)
        except SealBroken:
            return BadgeRefusal("bare", badge)
        return self.let_in(entry.owner, key, Came(badge)) or BadgeRefusal("bare", badge)

    def let_in(self, learner: LearnerId, key: Secret, came: Came) -> Visitor | None:
        """Return her whose key this is, it now on the ring; None when her document does not open with it."""
        visitor = self._open(learner, key)
        if visitor is not None:
            self._keyring.hold(learner, key, came)
        return visitor

    def again(self, learner: LearnerId) -> Visitor | None:
        """Return her as she is now on this disk; None when her key is gone or nothing opens."""
        try:
            return self._open(learner, self._keyring.key(learner))
        except KeyForgotten:
            return None

    def visit_key(self, learner: LearnerId, visit: VisitId) -> Secret:
        """Return the key of a visit that she opened here; raise KeyForgotten when it does not open."""
        row = self._store.visits.get(visit)
        key = visit_key(visit, row.wrap, self._keyring.key(learner)) if row else None
        if key is None:
            raise KeyForgotten(visit)
        return key

    def overruled(self, document: LearnerDocument, visit: VisitId) -> bool:
        """Say whether the hub has heard of a visit that was opened here, and knows that it is over."""
        row = self._store.visits.get(visit)
        covered = _covered(document, self._station, self._store.outbox.marks().epoch)
        return row is not None and bool(row.open) and _overrules(document, row, covered)

    def entry(self, badge: str) -> BadgeEntry | None:
        """Return what this station was told of a badge, by its look-up id."""
        for body in self._store.shelf.bodies("badges"):
            document = read_document(body)
            if isinstance(document, BadgesDocument):
                found = next((entry for entry in document.badges if entry.badge == badge), None)
                if found is not None:
                    return found
        return None

    def _open(self, learner: LearnerId, key: Key) -> Visitor | None:
        body = self._store.shelf.body(f"learner/{learner}")
        document = read_sealed(body, key, learner) if body else None
        if document is None:
            return None
        hers = _Hers(self._store, self._blobs, key, document, self._station)
        return Visitor(
            document=document,
            own=hers.own(),
            drafts=hers.drafts(),
            elsewhere=self._cabinet.elsewhere(learner, key),
            here=hers.here(),
        )


class _Hers:
    """What this station's own tables hold of one learner, opened with her key."""

    def __init__(
        self, store: Store, blobs: BlobStore, key: Key, document: LearnerDocument, station: StationId
    ) -> None:
        self._store, self._blobs, self._key, self._document, self._station = (
            store,
            blobs,
            key,
            document,
            station,
        )
        self._marks = store.outbox.marks()
        self._visit_keys: dict[VisitId, Secret | None] = {}
        self._covered = _covered(document, station, self._marks.epoch)

    def own(self) -> tuple[OwnFact, ...]:
        """Return her facts that her document does not cover yet, in order."""
        rows = self._store.outbox.of_learner(self._document.learner, self._covered)
        found = (self._own_fact(row) for row in rows if row.whole and not row.type.startswith(_NOT_HERS))
        return tuple(own for own in found if own is not None)

    def drafts(self) -> tuple[DraftCard, ...]:
        """Return what she has begun here, newest first."""
        found = (self._draft(row) for row in self._store.drafts.of_learner(self._document.learner))
        return tuple(draft for draft in found if draft is not None)

    def here(self) -> OpenVisit | None:
        """Return the visit that she left open here, unless the hub has heard of it and says otherwise."""
        for row in reversed(self._store.visits.of_learner(self._document.learner)):
            overruled = _overrules(self._document, row, self._covered)
            if row.open and not overruled and self._visit_key(row.visit):
                return row.as_open(self._station)
        return None

    def _own_fact(self, row: Row) -> OwnFact | None:
        try:
            envelope, fact = open_envelope(row.raw, self._visit_key(row.visit) or b"")
        except (SealBroken, MessageRefused):
            log.warning("the fact %d (%s) does not open with its learner's key", row.seq, row.type)
            return None
        if self._document.learner not in envelope.learners:
            return None
        return OwnFact(
            seq=row.seq,
            at_ms=envelope.wall_ms,
            fact=fact,
            media=tuple(ref.id for ref in envelope.media),
            acknowledged=row.seq <= self._marks.upto,
        )

    def _draft(self, row: DraftRow) -> DraftCard | None:
        key = self._visit_key(row.visit)
        draft = open_box(key, row.box, row.draft) if key else None
        if key is None or draft is None:
            return None
        try:
            file = unseal(key, self._blobs.get(row.photo), MEDIA) if row.photo else b""
        except (SealBroken, BlobMissing, OSError):
            log.warning("the file of a draft cannot be opened")
            return None
        return replace(with_file(draft, file), at_ms=row.at_ms)

    def _visit_key(self, visit: VisitId | None) -> Secret | None:
        if visit is None:
            return None
        if visit not in self._visit_keys:
            wrap = self._store.visits.wrap_of(visit, self._document.learner)
            self._visit_keys[visit] = visit_key(visit, wrap, self._key) if wrap else None
        return self._visit_keys[visit]


def visit_key(visit: VisitId, wrap: str, learner_key: Key) -> Secret | None:
    """Return the key of one of her visits here; None when it does not open with hers (any more)."""
    try:
        return unwrap(learner_key, unbox(wrap), visit)
    except SealBroken:
        return None


def _covered(document: LearnerDocument, station: StationId, epoch: str) -> int:
    """Return up to which seq of this station the hub had heard when it wrote a document."""
    of_epoch, seq = document.covers.get(station, ("", 0))
    return seq if of_epoch == epoch else 0


def _overrules(document: LearnerDocument, row: VisitRow, covered: int) -> bool:
    """Say whether a document knows of a visit and does not call it open."""
    return row.opened <= covered and (document.visit is None or document.visit.visit != row.visit)
