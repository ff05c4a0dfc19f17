"""Files to the stations: whoever asks for pieces of one gets them; nothing is remembered between two questions."""

from typing import Protocol

from classroom.ids import StationId
from classroom.wire.messages import MediaGone, MediaWant, Message
from plumbing.blobs import BlobStore
from plumbing.chunks import Chunk, chunk_count, encode_chunk
from plumbing.errors import BlobMissing


class Speaks(Protocol):
    """The way down to a station."""

    def answer(self, station: StationId, message: Message) -> bool: ...
    def chunk(self, station: StationId, frame: bytes) -> bool: ...


def send(blobs: BlobStore, down: Speaks, station: StationId, want: MediaWant) -> None:
    """Send the first `window` of the pieces asked for, from the beginning when none are named."""
    try:
        count = chunk_count(blobs.size(want.media))
        wanted = [index for index in want.missing or range(count) if index < count]
        for index in wanted[: want.window]:
            data = blobs.chunk(want.media, index)
            if not down.chunk(station, encode_chunk(Chunk(want.media, index, count, data))):
                return
    except BlobMissing:
        down.answer(station, MediaGone(media=want.media))
