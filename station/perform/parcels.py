"""A half-finished piece made ready to travel: the form of it that the box holds, its box and what she made as files."""

import logging
from typing import Final

import msgspec
from msgspec.structs import replace

from classroom.documents import DRAFT_BOX, DraftForm
from classroom.evidence import Medium
from classroom.wire.messages import MediaRef
from plumbing.blobs import BlobStore
from plumbing.errors import BlobMissing, DiskFull, SealBroken
from plumbing.seal import Key, unseal
from station.session import catalog
from station.session.visitor import DraftCard
from station.store.drafts import DraftRow

PHOTO: Final = "image/jpeg"
VOICE: Final = "audio/ogg"
_FORM: Final = msgspec.json.Decoder(DraftForm)

log = logging.getLogger(__name__)


class Parcels:
    """For the disk thread alone."""

    def __init__(self, blobs: BlobStore) -> None:
        self._blobs = blobs

    def files(self, row: DraftRow) -> tuple[MediaRef, ...]:
        """Return the box of a draft, now a file, and what she made; none where there is no room for them.

        Then the draft stays at this station: a child who goes is not kept from going.
        """
        try:
            box = MediaRef(id=self._blobs.put(row.box), size=len(row.box), mime=DRAFT_BOX)
            if row.photo is None:
                return (box,)
            return box, MediaRef(id=row.photo, size=self._blobs.size(row.photo), mime=mime_of(row.kind))
        except (DiskFull, BlobMissing) as error:
            log.warning("a draft stays at this station: %s", error)
            return ()


def mime_of(kind: str) -> str:
    """Return of what sort the file of a piece of this kind is."""
    return VOICE if catalog.medium_of(kind) is Medium.VOICE else PHOTO


def with_file(draft: DraftCard, file: bytes) -> DraftCard:
    """Return a draft with what she made laid back into it."""
    if mime_of(draft.kind) == VOICE:
        return replace(draft, sound=file)
    return replace(draft, photo=file)


def about_draft(draft: str) -> bytes:
    """Return what the box of a draft is bound to."""
    return f"draft {draft}".encode()


def form_of(draft: DraftCard) -> DraftForm:
    """Return what goes into the box of a draft."""
    return DraftForm(
        draft=draft.draft,
        kind=draft.kind,
        target=draft.target,
        activity=draft.activity,
        text=draft.text,
        revises=draft.revises,
        attempt=draft.attempt,
        at_ms=draft.at_ms,
        continues=draft.continues,
        drawing=draft.drawing,
    )


def open_box(key: Key, box: bytes, draft: str) -> DraftCard | None:
    """Return the draft in a box, without its file; None, and a line in the log, when it does not open."""
    try:
        form = _FORM.decode(unseal(key, box, about_draft(draft)))
    except (SealBroken, msgspec.DecodeError):
        log.warning("a draft cannot be opened")
        return None
    return DraftCard(
        draft=draft,
        kind=form.kind,
        target=form.target,
        activity=form.activity,
        text=form.text,
        revises=form.revises,
        attempt=form.attempt,
        at_ms=form.at_ms,
        continues=form.continues,
        drawing=form.drawing,
    )
