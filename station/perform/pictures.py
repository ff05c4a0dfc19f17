"""Opens sealed files of the learner who is here, from this disk or fetched from the hub."""

import logging
from collections.abc import Callable

from classroom.documents import MediaKey
from plumbing.errors import PlumbingError, SealBroken
from plumbing.seal import unseal, unwrap
from plumbing.secret import Secret
from station.errors import KeyForgotten
from station.perform.keyring import Keyring
from station.perform.shelves import MEDIA
from station.perform.visitors import visit_key
from station.session.events import Event, MediaAway, MediaReady
from station.store.keep import Keep, Store
from station.sync.envelopes import unbox

log = logging.getLogger(__name__)


class Pictures:
    """Answers FetchMedia. For the disk thread alone.

    `ask(media, size)` begins to fetch one from the hub; `arrived` or `missing` is called later.
    """

    def __init__(
        self,
        keep: Keep,
        store: Store,
        keyring: Keyring,
        ask: Callable[[str, int], None],
    ) -> None:
        self._keep, self._store, self._keyring, self._ask = keep, store, keyring, ask
        self._waiting: dict[str, MediaKey] = {}

    def fetch(self, media: MediaKey) -> Event | None:
        """Return the answer if it lies here; else None, and it is asked for."""
        sealed = self._sealed(media.media)
        if sealed is not None:
            return self._open(media, sealed)
        self._waiting[media.media] = media
        self._ask(media.media, media.size)
        return None

    def arrived(self, media: str) -> Event | None:
        """Return the answer for a file that has come; None when nobody waits for it any more."""
        wanted = self._waiting.pop(media, None)
        sealed = self._sealed(media) if wanted else None
        return self._open(wanted, sealed) if wanted and sealed is not None else None

    def missing(self, media: str) -> Event | None:
        """Return the answer for a file that cannot be had; None when nobody waits for it any more."""
        return MediaAway(media=media) if self._waiting.pop(media, None) else None

    def forget(self) -> None:
        """Nobody waits for any file."""
        self._waiting.clear()

    def _sealed(self, media: str) -> bytes | None:
        try:
            if self._keep.made.has(media):
                return self._keep.made.get(media)
            if self._keep.fetched.has(media):
                sealed = self._keep.fetched.get(media)
                with self._store.writing():
                    self._store.media.fetched(media, len(sealed))
                return sealed
        except (PlumbingError, OSError):
            log.exception("a sealed file could not be read")
        return None

    def _open(self, media: MediaKey, sealed: bytes) -> Event:
        try:
            return MediaReady(media=media.media, data=unseal(self._key(media), sealed, MEDIA))
        except (PlumbingError, KeyForgotten):
            log.warning("a sealed file does not open with the key that was named for it")
            return MediaAway(media=media.media)

    def _key(self, media: MediaKey) -> Secret:
        """Return the key that her document has wrapped for it; for a piece that only this station has, its visit's."""
        if media.key:
            return self._unwrapped(media.media, unbox(media.key))
        visit = self._store.media.visit_of(media.media)
        for learner in self._keyring.learners() if visit else ():
            wrap = self._store.visits.wrap_of(visit or "", learner)
            key = visit_key(visit or "", wrap, self._keyring.key(learner)) if wrap else None
            if key is not None:
                return key
        raise KeyForgotten(media.media)

    def _unwrapped(self, media: str, box: bytes) -> Secret:
        for learner in self._keyring.learners():
            try:
                return unwrap(self._keyring.key(learner), box, media)
            except SealBroken:
                continue
        raise KeyForgotten(media)
