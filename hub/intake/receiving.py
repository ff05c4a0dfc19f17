"""Files from the stations: offered, asked for piece by piece, checked, kept; at most eight on their way."""

import logging
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, Protocol

from classroom.ids import StationId
from classroom.wire.messages import MediaHave, MediaRef, MediaWant, Message
from hub.service.progress import Progress
from plumbing.blobs import BlobStore
from plumbing.chunks import Chunk, chunk_count, decode_chunk
from plumbing.errors import BlobDamaged, ChunkRefused, PieceRefused, PlumbingError
from plumbing.parts import Part

SENDERS: Final = 8
WINDOW: Final = 8
LISTED: Final = 512
PATIENCE_MS: Final = 2_000
TRIES: Final = 5
WAITING_PER_STATION: Final = 256
LARGEST: Final = 32 * 1024 * 1024

log = logging.getLogger(__name__)


class Answers(Protocol):
    """The way down to a station."""

    def answer(self, station: StationId, message: Message) -> bool: ...


@dataclass(slots=True)
class _Transfer:
    """One file on its way; `awaited` are the pieces that were asked for last."""

    station: StationId
    part: Part
    awaited: set[int] = field(default_factory=set)
    asked_ms: int = 0
    tries: int = 0


class Receiving:
    """For the intake's thread alone. `wanted(file)` says whether a fact names it; `arrived(media)` hears of
    each that is whole and on the disk. `now` is UTC ms.
    """

    def __init__(
        self,
        blobs: BlobStore,
        down: Answers,
        progress: Progress,
        now: Callable[[], int],
        wanted: Callable[[MediaRef], bool],
        arrived: Callable[[str], None],
    ) -> None:
        self._blobs, self._down, self._progress, self._now = blobs, down, progress, now
        self._wanted, self._arrived = wanted, arrived
        self._transfers: dict[str, _Transfer] = {}
        self._waiting: dict[StationId, OrderedDict[str, MediaRef]] = {}

    def offered(self, station: StationId, media: tuple[MediaRef, ...]) -> None:
        """A station has these files for us."""
        queue = self._waiting.setdefault(station, OrderedDict())
        for ref in media:
            if self._blobs.has(ref.id):
                self._down.answer(station, MediaHave(media=ref.id))
            elif len(queue) < WAITING_PER_STATION and ref.size <= LARGEST and self._wanted(ref):
                queue[ref.id] = ref
        self._grant()

    def chunk(self, station: StationId, frame: bytes) -> None:
        """A piece of a file came; whatever is wrong with it, it is asked for again."""
        try:
            chunk = decode_chunk(frame)
        except ChunkRefused:
            return
        transfer = self._transfers.get(chunk.media_id)
        if transfer is None or transfer.station != station:
            return
        try:
            self._take(transfer, chunk)
        except PieceRefused:
            return
        except (BlobDamaged, OSError) as error:
            log.warning("media %s was not taken: %s", chunk.media_id, error)
            self._drop(chunk.media_id)
        self._grant()

    def gone(self, station: StationId, media: str) -> bool:
        """A station cannot send a file; say whether it was the one that we waited for from it."""
        queue = self._waiting.get(station, OrderedDict())
        transfer = self._transfers.get(media)
        ours = media in queue or (transfer is not None and transfer.station == station)
        queue.pop(media, None)
        if transfer is not None and transfer.station == station:
            self._drop(media)
        return ours

    def left(self, station: StationId) -> None:
        """A station begins a new connection: what it offered before it offers again."""
        self._waiting.pop(station, None)
        for media in [media for media, transfer in self._transfers.items() if transfer.station == station]:
            self._drop(media)

    def tick(self) -> None:
        """Ask again for what did not come; give up on who does not answer."""
        late = [
            media
            for media, transfer in self._transfers.items()
            if self._now() - transfer.asked_ms > PATIENCE_MS
        ]
        for media in late:
            transfer = self._transfers[media]
            transfer.tries += 1
            if transfer.tries > TRIES:
                self._drop(media)
            else:
                self._ask(transfer)
        self._grant()

    def close(self) -> None:
        """Put everything aside for the next start."""
        for media in list(self._transfers):
            self._drop(media)

    def _grant(self) -> None:
        """Begin what there is room for, one file a station."""
        busy = {transfer.station for transfer in self._transfers.values()}
        for station, queue in self._waiting.items():
            while queue and station not in busy and len(self._transfers) < SENDERS:
                _, ref = queue.popitem(last=False)
                if self._begin(station, ref):
                    busy.add(station)

    def _begin(self, station: StationId, ref: MediaRef) -> bool:
        if ref.id in self._transfers or self._blobs.has(ref.id):
            return False
        try:
            part = self._blobs.part(ref.id, ref.size)
        except PlumbingError as error:
            log.warning("media %s cannot be taken: %s", ref.id, error)
            return False
        self._transfers[ref.id] = transfer = _Transfer(station, part)
        if part.missing():
            self._ask(transfer)
        else:
            self._finish(transfer)
        return True

    def _ask(self, transfer: _Transfer) -> None:
        missing = transfer.part.missing()
        transfer.awaited, transfer.asked_ms = set(missing[:WINDOW]), self._now()
        want = MediaWant(media=transfer.part.media_id, missing=tuple(missing[:LISTED]), window=WINDOW)
        self._down.answer(transfer.station, want)

    def _take(self, transfer: _Transfer, chunk: Chunk) -> None:
        transfer.part.write(chunk.index, chunk.data)
        transfer.awaited.discard(chunk.index)
        transfer.tries = 0
        missing = transfer.part.missing()
        self._progress.set(chunk.media_id, 1 - len(missing) / max(1, chunk_count(transfer.part.size)))
        if not missing:
            self._finish(transfer)
        elif not transfer.awaited:
            self._ask(transfer)

    def _finish(self, transfer: _Transfer) -> None:
        media = transfer.part.media_id
        transfer.part.finish()
        del self._transfers[media]
        self._progress.forget(media)
        self._down.answer(transfer.station, MediaHave(media=media))
        self._arrived(media)

    def _drop(self, media: str) -> None:
        """Stop a transfer; the pieces that came stay for the next time."""
        transfer = self._transfers.pop(media)
        transfer.part.close()
        self._progress.forget(media)
