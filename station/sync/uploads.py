"""Sealed files on their way up: offered once their facts are in, sent in pieces as the hub asks for them."""

import logging
from collections import deque
from collections.abc import Iterator
from typing import Final

from classroom.wire.messages import MediaHave, MediaOffer, MediaWant
from plumbing.blobs import BlobStore
from plumbing.chunks import Chunk, chunk_count, encode_chunk
from plumbing.errors import PlumbingError
from station.store.keep import Store
from station.sync.repeat import Chance, Repeat

AT_ONCE: Final = 2
"""Pieces between two looks at what is more urgent."""
_WAITING: Final = 256
"""Pieces that may wait to be sent: what is beyond is asked for again."""

log = logging.getLogger(__name__)


class Uploads:
    """The sender's side of media. For the sync thread alone; times are monotonic seconds."""

    def __init__(self, store: Store, blobs: BlobStore, chance: Chance) -> None:
        self._store, self._blobs = store, blobs
        self._repeat = Repeat(chance)
        self._pieces: deque[tuple[str, int]] = deque()
        self._offered: set[str] = set()
        self._maybe_new = False

    @property
    def at_s(self) -> float:
        return self._repeat.at_s

    @property
    def waiting(self) -> bool:
        """Whether there is something to say at once."""
        return bool(self._pieces) or self._maybe_new

    def welcome(self) -> None:
        """Begin a connection: whatever the hub still wants, it asks for again."""
        self._pieces.clear()
        self._repeat.at_once()

    def look_again(self) -> None:
        """There may be files to offer that were not there before."""
        self._maybe_new = True

    def offer(self, upto: int, now_s: float) -> MediaOffer | None:
        """Return what to offer now, if anything: new files at once, all again when there was no answer.

        `upto` is what the hub has.
        """
        again = self._repeat.due(now_s)
        if not (again or self._maybe_new):
            return None
        self._maybe_new = False
        waiting = self._store.media.to_offer(upto)
        refs = tuple(ref for ref in waiting if again or ref.id not in self._offered)
        if not waiting:
            self._repeat.answered()
        if not refs:
            return None
        self._offered = {ref.id for ref in waiting}
        self._repeat.said(now_s)
        with self._store.writing():
            for ref in refs:
                self._store.media.mark(ref.id, "offered")
        return MediaOffer(media=refs)

    def want(self, want: MediaWant) -> bool:
        """Line up the pieces that the hub asks for; False when there is no such file to send (any more)."""
        try:
            count = chunk_count(self._blobs.size(want.media))
        except PlumbingError:
            self._lose(want.media)
            return False
        indices = want.missing or range(count)
        wanted = [(want.media, index) for index in indices if index < count][: want.window]
        self._pieces.extend(piece for piece in wanted if piece not in self._pieces)
        while len(self._pieces) > _WAITING:
            self._pieces.pop()
        with self._store.writing():
            self._store.media.mark(want.media, "sending")
        return True

    def have(self, have: MediaHave) -> None:
        """The hub holds this file, whole."""
        with self._store.writing():
            self._store.media.mark(have.media, "have")
        self._pieces = deque(piece for piece in self._pieces if piece[0] != have.media)
        self.look_again()

    def frames(self) -> Iterator[bytes]:
        """Yield the next few pieces as they go on the wire."""
        for _ in range(min(AT_ONCE, len(self._pieces))):
            media, index = self._pieces.popleft()
            try:
                count, data = chunk_count(self._blobs.size(media)), self._blobs.chunk(media, index)
            except (PlumbingError, OSError):
                log.exception("a piece of a sealed file could not be read")
                continue
            yield encode_chunk(Chunk(media, index, count, data))

    def _lose(self, media: str) -> None:
        with self._store.writing():
            if self._store.media.mark(media, "lost"):
                log.error("a sealed file is not on this disk any more: %s", media)
