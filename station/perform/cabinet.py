"""Drafts that come from other stations: named by documents, fetched ahead, opened with the key of a badge."""

import logging
from collections.abc import Callable, Iterable, Iterator

from msgspec.structs import replace

from classroom.documents import DraftDocument, DraftFile
from classroom.ids import LearnerId
from plumbing.errors import PlumbingError, SealBroken
from plumbing.seal import Key, unseal, unwrap
from station.perform.parcels import open_box, with_file
from station.perform.shelves import MEDIA, read_document
from station.session.visitor import DraftCard
from station.store.keep import Keep, Store
from station.sync.envelopes import unbox

log = logging.getLogger(__name__)


class Cabinet:
    """For the disk thread alone. `ask(media, size)` begins to fetch a file; `came` is called whatever comes of it.

    Boxes are small and come ahead, one at a time; a picture or voice comes when its learner shows her badge.
    """

    def __init__(self, keep: Keep, store: Store, ask: Callable[[str, int], None]) -> None:
        self._keep, self._store, self._ask = keep, store, ask
        self._wanted: dict[str, int] = {}
        self._asked: str | None = None

    def begin_again(self, here: Iterable[LearnerId]) -> None:
        """The hub can be reached: ask for whatever is missing, first for those who are here."""
        self._asked = None
        for learner in here:
            self.fetch_all(learner)
        self.fetch_ahead()

    def fetch_ahead(self) -> None:
        """Ask for the boxes that are not here."""
        self._want(document.files[0] for document in self._documents())

    def fetch_all(self, learner: LearnerId) -> None:
        """Ask for all files of a learner who is here, before those of others."""
        waiting, self._wanted = self._wanted, {}
        self._want(file for document in self._documents(learner) for file in document.files)
        self._wanted |= waiting

    def came(self, media: str) -> bool:
        """Take note that a file is here, or cannot be had now; False when it was not asked for here."""
        if media != self._asked:
            return False
        self._asked = None
        self._next()
        return True

    def elsewhere(self, learner: LearnerId, key: Key) -> tuple[DraftCard, ...]:
        """Return her drafts of which documents speak; `away` is what has not come yet."""
        cards = (self._card(document, key) for document in self._documents(learner))
        return tuple(card for card in cards if card is not None)

    def _card(self, document: DraftDocument, key: Key) -> DraftCard | None:
        named = DraftCard(
            draft=document.draft,
            kind=document.becomes,
            target="",
            continues=document.continues,
            at_ms=document.at_ms,
            zone=document.zone,
            away=True,
        )
        box, *made = document.files
        sealed = self._sealed(box)
        if sealed is None:
            return named
        try:
            visit_key = unwrap(key, unbox(document.wrap), document.visit)
            card = open_box(visit_key, sealed, document.draft)
            file = self._file(visit_key, made)
        except SealBroken:
            log.warning("a draft from another station does not open with its learner's key")
            return None
        if card is None:
            return None
        return replace(with_file(card, file or b""), away=file is None, zone=named.zone, at_ms=named.at_ms)

    def _file(self, key: Key, made: list[DraftFile]) -> bytes | None:
        """Return what she made in the open, empty where there is nothing; None when it has not come."""
        if not made:
            return b""
        sealed = self._sealed(made[0])
        return None if sealed is None else unseal(key, sealed, MEDIA)

    def _sealed(self, file: DraftFile) -> bytes | None:
        try:
            for blobs in (self._keep.made, self._keep.fetched):
                if blobs.has(file.media):
                    return blobs.get(file.media)
        except (PlumbingError, OSError):
            log.exception("a sealed file could not be read")
        return None

    def _documents(self, learner: LearnerId | None = None) -> Iterator[DraftDocument]:
        for body in self._store.shelf.bodies("draft"):
            document = read_document(body)
            if isinstance(document, DraftDocument) and document.files and learner in {None, document.learner}:
                yield document

    def _want(self, files: Iterator[DraftFile]) -> None:
        self._wanted.update((file.media, file.size) for file in files if file.media != self._asked)
        self._next()

    def _next(self) -> None:
        while self._asked is None and self._wanted:
            media = next(iter(self._wanted))
            size = self._wanted.pop(media)
            if not (self._keep.made.has(media) or self._keep.fetched.has(media)):
                self._asked = media
                self._ask(media, size)
