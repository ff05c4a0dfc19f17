"""Files on their way down: what somebody looks at, bodies of large documents, small pictures ahead of their need."""

import logging
from collections.abc import Callable
from typing import Final

from classroom.wire.messages import MediaHave, MediaRef, MediaWant
from plumbing.blobs import BlobStore
from plumbing.chunks import Chunk
from plumbing.errors import DiskFull, PlumbingError
from plumbing.incoming import Incoming
from plumbing.parts import Part
from station.store.keep import Keep, Store
from station.sync.mouth import Mouth
from station.sync.news import DocumentsChanged, MediaArrived, MediaMissing, News
from station.sync.repeat import FIRST_S, Chance, Repeat

HUB: Final = "hub"
AT_ONCE: Final = 3
"""Files under way: one that is slow to come does not hold up the others."""
LARGEST: Final = 8 * 1024 * 1024
"""Bytes: nothing larger is shown to a child."""
AHEAD: Final = 64 * 1024
"""Bytes of a file that is fetched before anybody asks for it."""
_LOOKED_AT, _DOCUMENT, _AHEAD = 0, 1, 2

log = logging.getLogger(__name__)


class Downloads:
    """The receiver's side of files. For the sync thread alone; times are monotonic seconds."""

    def __init__(
        self,
        keep: Keep,
        store: Store,
        chance: Chance,
        mouth: Mouth,
        tell: Callable[[News], None],
    ) -> None:
        self._keep, self._store, self._mouth, self._tell = keep, store, mouth, tell
        self._incoming = Incoming(self._part, self, most=AT_ONCE, each=AT_ONCE)
        self.under_way = self._incoming.under_way
        self._looked_at: set[str] = set()
        self._bodies: set[str] = set()
        self._again = Repeat(chance)
        self._now_s = 0.0

    @property
    def at_s(self) -> float:
        return min(self._incoming.at_s, self._again.at_s)

    def fetch(self, media: str, size: int, now_s: float) -> None:
        """Get a file that somebody wants to look at now; the answer is told, once."""
        if self._keep.fetched.has(media):
            self._tell(MediaArrived(media))
        elif size > LARGEST or not self._incoming.claim(HUB, media, size, now_s, _LOOKED_AT):
            self._tell(MediaMissing(media))
        else:
            self._looked_at.add(media)

    def not_now(self, media: str) -> None:
        """Without the hub only what was fetched before is here."""
        self._tell(MediaArrived(media) if self._keep.fetched.has(media) else MediaMissing(media))

    def fetch_ahead(self, ref: MediaRef, now_s: float) -> None:
        """Get a small picture that somebody may want to look at soon."""
        if self._keep.fetched.has(ref.id) or self._keep.made.has(ref.id):
            self._mouth.say("up/rq", MediaHave(media=ref.id))
        elif ref.size <= AHEAD:
            self._incoming.claim(HUB, ref.id, ref.size, now_s, _AHEAD)

    def fetch_bodies(self, now_s: float) -> None:
        """Get the files that documents wait for, and let go of those for which none waits any more."""
        wanted = self._store.shelf.pending()
        self._bodies = {body.media for body in wanted}
        self._tidy_bodies(now_s)
        for media, size in wanted:
            if self._keep.bodies.has(media):
                self._complete(media)
            else:
                self._incoming.claim(HUB, media, size, now_s, _DOCUMENT)
        self._again.answered()

    def piece(self, chunk: Chunk, now_s: float) -> None:
        """Take a piece of a file."""
        self._incoming.piece(HUB, chunk, now_s)

    def gone(self, media: str, now_s: float) -> None:
        """The hub does not have a file; of a document there is a newer version then."""
        if self._incoming.gone(HUB, media, now_s):
            self.failed(HUB, media, None)

    def left(self) -> None:
        """The link is lost: what was to be looked at is missing; what came is kept for the next time."""
        self._incoming.left(HUB, self._now_s)
        self._again.answered()
        for media in self._looked_at:
            self._tell(MediaMissing(media))
        self._looked_at.clear()

    def turn(self, now_s: float) -> None:
        """Ask again for what did not come."""
        self._now_s = now_s
        if now_s >= self._incoming.at_s:
            self._incoming.tick(now_s)
        if self._again.due(now_s):
            self.fetch_bodies(now_s)

    # ── what Incoming tells ──────────────────────────────────────────────────────────────────────────

    def ask(self, peer: str, media: str, missing: tuple[int, ...]) -> None:
        self._mouth.say("up/rq", MediaWant(media=media, missing=missing, window=len(missing)))

    def progressed(self, media: str, share: float) -> None:
        """Nobody looks at it yet."""

    def whole(self, peer: str, media: str, size: int) -> None:
        self._mouth.say("up/rq", MediaHave(media=media))
        if media in self._bodies:
            self._complete(media)
            return
        with self._store.writing():
            self._store.media.fetched(media, size)
        if media in self._looked_at:
            self._looked_at.discard(media)
            self._tell(MediaArrived(media))

    def failed(self, peer: str, media: str, error: Exception | None) -> None:
        if error is not None:
            log.warning("file %s cannot be kept: %s", media, error)
        if media in self._looked_at:
            self._looked_at.discard(media)
            self._tell(MediaMissing(media))
        if media in self._bodies:
            self._again.rest(self._now_s, FIRST_S)

    def _complete(self, media: str) -> None:
        """The document is shown first, then its file goes: a cut in between costs nothing."""
        try:
            body = self._keep.bodies.get(media)
            with self._store.writing():
                docs = self._store.shelf.complete(media, body)
            self._bodies.discard(media)
            self._keep.bodies.delete(media)
        except (PlumbingError, OSError) as error:
            self.failed(HUB, media, error)
            return
        if docs:
            self._tell(DocumentsChanged(docs))

    def _tidy_bodies(self, now_s: float) -> None:
        bodies, under_way = self._keep.bodies, self._incoming.under_way()
        for media in set(bodies.ids()) - self._bodies:
            bodies.delete(media)
        for media in set(bodies.part_ids()) - self._bodies:
            if media in under_way:
                self._incoming.gone(HUB, media, now_s)
            bodies.drop_part(media)

    def _part(self, media: str, size: int) -> Part:
        """Make room, in the place of what was looked at longest ago if need be; raises as BlobStore.part does."""
        if media in self._bodies:
            return self._keep.bodies.part(media, size)
        while True:
            try:
                return self._keep.fetched.part(media, size)
            except DiskFull:
                if not self._make_way(self._keep.fetched):
                    raise

    def _make_way(self, fetched: BlobStore) -> bool:
        idle = set(fetched.part_ids()) - self._incoming.under_way()
        if idle:
            fetched.drop_part(min(idle))
            return True
        with self._store.writing():
            oldest = self._store.media.let_go()
        return oldest is not None and (fetched.delete(oldest) or True)
