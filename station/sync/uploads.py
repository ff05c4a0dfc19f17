"""Sealed files on their way up: offered once their facts are in, sent in pieces as the hub asks for them."""

import logging
from typing import Final

from classroom.wire.messages import MediaHave, MediaOffer, MediaWant
from plumbing.blobs import BlobStore
from plumbing.errors import BlobMissing, PlumbingError
from plumbing.outgoing import Outgoing
from station.store.keep import Store
from station.sync.repeat import Chance, Repeat

AT_ONCE: Final = 4
"""Pieces between two looks at what is more urgent."""
HUB: Final = "hub"

log = logging.getLogger(__name__)


class Uploads:
    """The sender's side of files. For the sync thread alone; times are monotonic seconds."""

    def __init__(self, store: Store, blobs: BlobStore, chance: Chance) -> None:
        self._store, self._blobs = store, blobs
        self._sound: set[str] = set()
        self._repeat = Repeat(chance)
        self._outgoing = Outgoing(lambda _hub, media: blobs.size(media), blobs.chunk)
        self._offered: set[str] = set()
        self._maybe_new = False

    @property
    def at_s(self) -> float:
        return self._repeat.at_s

    @property
    def new(self) -> bool:
        """Whether there may be something to offer at once."""
        return self._maybe_new

    @property
    def waiting(self) -> bool:
        """Whether pieces wait to be sent."""
        return self._outgoing.waiting

    def welcome(self) -> None:
        """Begin a connection: whatever the hub still wants, it asks for again."""
        self._outgoing.left(HUB)
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
        """Line up the pieces that the hub asks for; False when there is no such file to send (any more).

        A file whose bytes have changed on this disk is none: the hub would throw it away, again and again.
        """
        try:
            if want.media not in self._sound and not self._blobs.is_sound(want.media):
                log.error("a sealed file was damaged on this disk: %s", want.media)
                self._lose(want.media)
                return False
            self._sound.add(want.media)
            self._outgoing.want(HUB, want.media, want.missing, want.window)
        except BlobMissing:
            self._lose(want.media)
            return False
        if not want.missing or want.missing[0] == 0:
            with self._store.writing():
                self._store.media.mark(want.media, "sending")
        return True

    def have(self, have: MediaHave) -> None:
        """The hub holds this file, whole."""
        with self._store.writing():
            self._store.media.mark(have.media, "have")
        self._outgoing.stop(HUB, have.media)
        self._sound.discard(have.media)
        self.look_again()

    def frames(self) -> list[bytes]:
        """Return the next few pieces as they go on the wire."""
        frames = []
        for _ in range(AT_ONCE):
            try:
                frame = self._outgoing.next()
            except (PlumbingError, OSError):
                log.exception("a piece of a sealed file could not be read")
                continue
            if frame is None:
                break
            frames.append(frame.data)
        return frames

    def _lose(self, media: str) -> None:
        with self._store.writing():
            if self._store.media.mark(media, "lost"):
                log.error("a sealed file is not on this disk any more: %s", media)
