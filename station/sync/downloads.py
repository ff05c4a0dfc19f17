"""Sealed files on their way down: asked for piece by piece, put together, checked, kept for the next look."""

import math
from dataclasses import dataclass, field
from typing import Final

from classroom.wire.messages import MediaWant
from plumbing.chunks import Chunk
from plumbing.errors import BlobDamaged, DiskFull
from plumbing.seal import media_id
from station.store.keep import Keep, Store
from station.sync.repeat import Chance, Repeat

WINDOW: Final = 8
MOST_PIECES: Final = 256
"""8 MiB: nothing larger is shown to a child."""
_TRIES: Final = 4
_AT_ONCE: Final = 8
_ASKED_AGAIN: Final = 512
"""Indices in one request."""


@dataclass
class _Arriving:
    """One file on its way: its pieces so far, of how many (0 = not known yet)."""

    repeat: Repeat
    pieces: dict[int, bytes] = field(default_factory=dict)
    count: int = 0
    fresh: int = 0

    def missing(self) -> tuple[int, ...]:
        left = (index for index in range(self.count) if index not in self.pieces)
        return tuple(index for index, _ in zip(left, range(_ASKED_AGAIN), strict=False))


class Downloads:
    """The receiver's side of media. For the sync thread alone; times are monotonic seconds."""

    def __init__(self, keep: Keep, store: Store, chance: Chance) -> None:
        self._keep, self._store, self._chance = keep, store, chance
        self._arriving: dict[str, _Arriving] = {}

    @property
    def at_s(self) -> float:
        return min((one.repeat.at_s for one in self._arriving.values()), default=math.inf)

    def begin(self, media: str) -> bool:
        """Begin to fetch a file; False when too many are on their way."""
        if media not in self._arriving:
            if len(self._arriving) >= _AT_ONCE:
                return False
            self._arriving[media] = _Arriving(Repeat(self._chance, first_s=1.0, last_s=4.0))
            self._arriving[media].repeat.at_once()
        return True

    def requests(self, now_s: float) -> tuple[list[MediaWant], list[str]]:
        """Return what to ask now, and the files that are given up because nothing came."""
        due = {media: one for media, one in self._arriving.items() if one.repeat.due(now_s)}
        given_up = [media for media, one in due.items() if one.repeat.tries >= _TRIES]
        wants = []
        for media, one in due.items():
            if media in given_up:
                del self._arriving[media]
                continue
            one.repeat.said(now_s)
            one.fresh = 0
            wants.append(MediaWant(media=media, missing=one.missing(), window=WINDOW))
        return wants, given_up

    def piece(self, chunk: Chunk, now_ms: int) -> bool:
        """Take a piece; True when its file is whole and kept. Raises BlobDamaged or DiskFull: it is given up."""
        one = self._arriving.get(chunk.media_id)
        if one is None or not 0 < chunk.count <= MOST_PIECES or one.count not in {0, chunk.count}:
            return False
        one.count = chunk.count
        if chunk.index not in one.pieces:
            one.pieces[chunk.index] = chunk.data
            one.fresh += 1
        if len(one.pieces) == one.count:
            return self._finish(chunk.media_id, one, now_ms)
        if one.fresh >= min(WINDOW, one.count):
            one.repeat.at_once()
        return False

    def drop(self, media: str) -> bool:
        """Give a file up; False when it was not on its way."""
        return self._arriving.pop(media, None) is not None

    def drop_all(self) -> list[str]:
        """Give all files up; return which."""
        dropped = list(self._arriving)
        self._arriving.clear()
        return dropped

    def _finish(self, media: str, one: _Arriving, now_ms: int) -> bool:
        data = b"".join(one.pieces[index] for index in range(one.count))
        del self._arriving[media]
        if media_id(data) != media:
            raise BlobDamaged(media)
        self._put(data)
        with self._store.writing():
            self._store.media.fetched(media, len(data), now_ms)
        return True

    def _put(self, data: bytes) -> None:
        """Keep a file, in the place of those looked at longest ago if need be; raises DiskFull."""
        while True:
            try:
                self._keep.fetched.put(data)
            except DiskFull:
                with self._store.writing():
                    oldest = self._store.media.let_go()
                if oldest is None or not self._keep.fetched.delete(oldest):
                    raise
            else:
                return
