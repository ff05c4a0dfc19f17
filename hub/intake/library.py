"""What stations may have from the hub as files: those of pieces, small pictures, and large documents."""

from typing import Final

from classroom.ids import StationId
from classroom.wire.messages import MediaRef
from hub.service.ahead import small_pictures
from hub.store import feed
from hub.store.projections import roster
from hub.store.store import Store
from hub.store.tables import Tables
from plumbing.errors import BlobMissing, BlobRefused

AHEAD: Final = 192
"""Small pictures offered to a station in one connection."""


class Library:
    """For one thread. It remembers what it has offered to each station since that said hello."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._offered: dict[StationId, set[str]] = {}
        self._head = -1
        self._ahead: dict[tuple[str, ...], tuple[MediaRef, ...]] = {}

    def size(self, station: StationId, media: str) -> int:
        """How many bytes a file has; raises BlobMissing also for a document that this station does not hold."""
        try:
            return self._store.blobs.size(media)
        except (BlobMissing, BlobRefused):
            with self._store.reading() as tables:
                document = feed.file(tables, media)
                served = roster.served_by(tables, station)
        if document is None or document.size is None or not feed.in_scope(document.scope, served):
            raise BlobMissing(media)
        return document.size

    def piece(self, media: str, index: int) -> bytes:
        """One piece of a file; empty past its end. Raises BlobMissing."""
        try:
            return self._store.blobs.chunk(media, index)
        except BlobMissing:
            with self._store.reading() as tables:
                return feed.piece(tables, media, index)

    def new_ahead(self, tables: Tables, station: StationId) -> tuple[MediaRef, ...]:
        """The small pictures that a station may fetch ahead and was not told of yet."""
        offered = self._offered.setdefault(station, set())
        classes = tuple(each for each in roster.served_by(tables, station) if not each.startswith(feed.ZONE))
        new = [ref for ref in self._pictures(tables, classes) if ref.id not in offered]
        chosen = tuple(new[: AHEAD - len(offered)]) if len(offered) < AHEAD else ()
        offered.update(ref.id for ref in chosen)
        return chosen

    def left(self, station: StationId) -> None:
        """A station begins a new connection: it is told anew."""
        self._offered.pop(station, None)

    def _pictures(self, tables: Tables, classes: tuple[str, ...]) -> tuple[MediaRef, ...]:
        """Whatever changes them changes a document too: asked once for each head of the feed."""
        if (head := feed.head(tables)) != self._head:
            self._head, self._ahead = head, {}
        if classes not in self._ahead:
            self._ahead[classes] = small_pictures(tables, classes)
        return self._ahead[classes]
