"""The files of the pieces: which are here, how far the others are, and what opens them."""

from collections.abc import Callable

from classroom.ids import EvidenceId
from hub.errors import MediaAway
from hub.service.shapes import MediaState
from hub.store import desk
from hub.store.letting_go import was_let_go
from hub.store.projections import drafts, evidence, judging
from hub.store.projections.evidence import HandedIn
from hub.store.tables import Tables
from plumbing import seal
from plumbing.blobs import BlobStore
from plumbing.errors import BlobMissing, SealBroken

ABOUT = b"media"
SPOKEN = "audio/ogg"
"""What a grown-up said about a piece is always this."""


class MediaShelf:
    """`share(media)` says how much of a file that is on its way has come (0 to 1)."""

    def __init__(self, blobs: BlobStore, share: Callable[[str], float]) -> None:
        self._blobs, self._share = blobs, share

    def states(self, tables: Tables, evidence_id: EvidenceId) -> tuple[MediaState, ...]:
        """The files of a piece, in their order."""
        return tuple(
            self._state(tables, ref.id, ref.mime, ref.size) for ref in evidence.media_of(tables, evidence_id)
        )

    def owner(self, tables: Tables, media: str) -> HandedIn:
        """The piece to which a file or a small picture belongs; raises MediaAway for a stranger."""
        small = desk.thumb(tables, media)
        piece = evidence.piece_with(tables, small.media if small else media) or evidence.piece(
            tables, judging.piece_spoken_of(tables, media)
        )
        if piece is None:
            raise MediaAway
        return piece

    def opened(self, tables: Tables, media: str) -> tuple[str, bytes]:
        """The mime type and the bytes of a file or a small picture, opened; raises MediaAway."""
        piece = self.owner(tables, media)
        small = desk.thumb(tables, media)
        if small is not None:
            mime, key = small.mime, small.key
        else:
            own = evidence.media_of(tables, piece.evidence)
            mime = next((ref.mime for ref in own if ref.id == media), SPOKEN)
            key = desk.visit_key(tables, piece.visit) or b""
        try:
            return mime, seal.unseal(key, self._blobs.get(media), ABOUT)
        except (BlobMissing, SealBroken) as error:
            raise MediaAway from error

    def unsealed(self, tables: Tables, media: str) -> bytes:
        """The bytes of a file of a piece or of a draft, opened; raises MediaAway."""
        piece, parked = evidence.piece_with(tables, media), drafts.drafts_with(tables, media)
        tries = [(piece.visit, ABOUT)] if piece else []
        tries += [(one.visit, about) for one in parked for about in (ABOUT, f"draft {one.draft}".encode())]
        for visit, about in tries:
            try:
                return seal.unseal(desk.visit_key(tables, visit) or b"", self._blobs.get(media), about)
            except (BlobMissing, SealBroken):
                continue
        raise MediaAway

    def _state(self, tables: Tables, media: str, mime: str, size: int) -> MediaState:
        small = desk.thumb_of(tables, media)
        if self._blobs.has(media):
            return MediaState(
                media=media,
                mime=mime,
                size=size,
                thumb=small.thumb if small else None,
                state="here",
                share=1.0,
            )
        if was_let_go(tables, media):
            return MediaState(media=media, mime=mime, size=size, state="gone")
        lost = desk.is_lost(tables, media) or evidence.given_up(tables, media)
        return MediaState(
            media=media, mime=mime, size=size, state="lost" if lost else "waiting", share=self._share(media)
        )
